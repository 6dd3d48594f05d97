//! The words before a number that say what it is.

/// What identifiers are called, in the texts of events and in the names of their data.
pub(super) const IDENTIFIERS: &[&str] = &[
    "logon id",
    "logonid",
    "linked logon id",
    "process id",
    "processid",
    "thread id",
    "threadid",
    "handle id",
    "keywords",
    "anmelde-id",
    "prozess-id",
    "id de connexion",
    "id de inicio de sesión",
];

pub(super) const VERBS: &[&str] = &[" is", " was", " lautet", " est", " es"];

/// What Schannel's events say before the number of an alert.
pub(super) const FATAL_OF_TLS: &[&str] = &["tls protocol defined fatal", "ssl protocol defined fatal"];

/// "Protocol error", as mstsc says it in its languages.
pub(super) const PROTOCOL: &[&str] = &[
    "protocol error",
    "protokollfehler",
    "erreur de protocole",
    "error de protocolo",
    "erro de protocolo",
    "errore di protocollo",
    "errore del protocollo",
    "protocolfout",
    "błąd protokołu",
    "błędu protokołu",
    "ошибка протокола",
    "ошибки протокола",
    "プロトコル エラー",
    "协议错误",
    "通訊協定錯誤",
    "프로토콜 오류",
];

/// Stems of "extended", as mstsc says it in other languages.
pub(super) const EXTENDED: &[&str] = &[
    "extended",
    "erweitert",
    "étendu",
    "etendu",
    "extendid",
    "estendid",
    "esteso",
    "uitgebreid",
    "rozszerz",
    "расширен",
    "拡張",
    "扩展",
    "擴充",
    "延伸",
    "확장",
    "genişletil",
    "rozšířen",
    "utökad",
    "udvidet",
    "utvidet",
    "laajenn",
];

pub(super) const ERROR: &[&str] = &[
    "error code",
    "errorcode",
    "fehlercode",
    "code d'erreur",
    "code d’erreur",
    "code d'erreur étendu",
    "code d’erreur étendu",
    "código de error",
    "codigo de error",
    "código de error extendido",
    "código de erro",
    "codigo de erro",
    "código de erro estendido",
    "codice errore",
    "codice di errore",
    "codice errore esteso",
    "foutcode",
    "kod błędu",
    "код ошибки",
    "エラー コード",
    "エラーコード",
    "错误代码",
    "错误码",
    "錯誤碼",
    "錯誤代碼",
    "오류 코드",
    "hata kodu",
    "kód chyby",
    "felkod",
    "fejlkode",
    "feilkode",
    "virhekoodi",
    "rdp disconnected",
    "rdp error",
    "with error",
    "error occurred",
    "error",
    "fehler",
    "erreur",
    "ошибка",
    "错误",
];

/// Words of up to so many bytes are everyday words: they count only right before a number.
pub(super) const SHORT: usize = 7;

pub(super) const EVENT: &[&str] = &[
    "event id",
    "eventid",
    "ereignis-id",
    "id d'événement",
    "id de evento",
    "id evento",
    "event",
    "ereignis",
    "événement",
    "evento",
];
