//! What the words before a number say about it, in the languages of the programs.

mod wording;

use self::wording::{ERROR, EVENT, EXTENDED, FATAL_OF_TLS, IDENTIFIERS, PROTOCOL, SHORT, VERBS};
use super::program::Role;
use super::table::Table;

/// What a number is, by the words before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The error code.
    Error,
    /// The extended error code.
    Extended,
    /// A code in passing, such as `(Code: 0x80004005)`.
    Code,
    /// The exit status of a command.
    Exit,
    /// The reason of a disconnect.
    Reason,
    /// A status of a sign-in.
    Status,
    /// The status that says why, beside one that says less: `SubStatus` of event 4625.
    SubStatus,
    /// A TLS alert.
    Alert,
    /// An error of the system.
    Errno,
    /// A status of HTTP.
    Http,
    /// The failure code of the negotiation.
    Negotiation,
    /// The number in mstsc's sentence about a protocol error: one of the control's own, or what the server sent.
    Protocol,
    /// Set Error Info.
    ErrorInfo,
    /// The reason of a Disconnect Provider Ultimatum.
    Ultimatum,
    /// The code of a licensing error.
    License,
    /// A fatal error of the control.
    Fatal,
    /// The number of an event, which is no code.
    EventId,
    /// Nothing.
    None,
}

/// How far before a number its label may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Right before it.
    LastWords,
    /// Anywhere in the text between it and what stands before.
    Anywhere,
}

impl Label {
    /// What the text before a number, in lower case, says about it.
    pub(super) fn read(before: &str, reach: Reach) -> Self {
        let before = last_words(before);
        let ends_with = |words: &[&str]| ends_with_any(before, words);
        let holds = |words: &[&str]| words.iter().any(|word| before.contains(word));
        // "Extended" stands before or behind "error code", as the language has it; right before the number the two must end
        // the text, because people write "extended" of other things as well.
        let is_close = || ends_with(ERROR) || ends_with(EXTENDED) || before.ends_with("reason");
        if holds(EXTENDED) && (reach == Reach::Anywhere || is_close()) {
            return Self::Extended;
        }
        // What ends these sentences, "error code is", would say something else.
        if holds(FATAL_OF_TLS) {
            return Self::Alert;
        }
        if reach == Reach::Anywhere && holds(PROTOCOL) {
            return Self::Protocol;
        }
        if before == "ext" || before.ends_with(" ext") {
            return Self::Extended;
        }
        let near = TAILS.iter().find(|(tails, _)| ends_with(tails));
        let far = || {
            let told = |tail: &&str| tail.len() > SHORT && before.contains(*tail);
            TAILS.iter().find(|(tails, _)| tails.iter().any(told))
        };
        let known = match reach {
            Reach::LastWords => near,
            Reach::Anywhere => near.or_else(far),
        };
        known.map_or(Self::None, |(_, label)| *label)
    }

    /// Whether the text before a number, in lower case, calls it the number of an event.
    pub(super) fn is_event(before: &str) -> bool {
        // Most numbers have something else before them, and that is soon seen.
        ends_with_any(last_words(before), EVENT) && Self::read(before, Reach::LastWords) == Self::EventId
    }

    /// Whether the text before a number, in lower case, calls it the identifier of a session, a process or a record.
    pub(super) fn is_identifier(before: &str) -> bool {
        ends_with_any(last_words(before), IDENTIFIERS)
    }

    /// Whether a number with this label can be one of `table`, shown as `role`.
    pub(super) fn admits(self, table: Table, role: Role) -> bool {
        match self {
            Self::Error | Self::Code => {
                matches!(role, Role::Error | Role::Status) || table == Table::Errinfo && role == Role::Field
            }
            Self::Extended => role == Role::Extended,
            Self::Protocol => {
                table == Table::MstscDisconnectReason || table == Table::Errinfo && role == Role::Extended
            }
            Self::Exit => role == Role::Exit,
            Self::Reason => matches!(role, Role::ClientReason | Role::SessionReason | Role::Error),
            Self::Status | Self::SubStatus => role == Role::Status,
            Self::Alert => table == Table::TlsAlert,
            Self::Errno => table == Table::SocketError,
            Self::Http => table == Table::GatewayHttpStatus,
            Self::Negotiation => table == Table::RdpNegFailure,
            Self::ErrorInfo => table == Table::Errinfo,
            Self::Ultimatum => table == Table::McsDisconnectReason,
            Self::License => table == Table::LicenseErrorCode,
            Self::Fatal => table == Table::MstscFatalError,
            Self::EventId => false,
            Self::None => true,
        }
    }
}

/// Whether `word`, in lower case, is a part of what labels numbers.
pub(super) fn is_wording(word: &str) -> bool {
    let phrases = TAILS.iter().flat_map(|(tails, _)| tails.iter()).chain(PROTOCOL);
    let mut parts = phrases.flat_map(|phrase| phrase.split(' '));
    parts.any(|part| part == word) || EXTENDED.iter().any(|stem| word.starts_with(stem))
}

/// The end of `before` without punctuation, markup and the verb between a label and its number.
fn last_words(before: &str) -> &str {
    let trimmed = before.trim_end_matches(is_between);
    let verb = VERBS.iter().find_map(|verb| trimmed.strip_suffix(verb));
    verb.map_or(trimmed, |rest| rest.trim_end_matches(is_between))
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || ":：=([（{\"'`*_|<>#-–!,.".contains(c)
}

fn ends_with_any(text: &str, tails: &[&str]) -> bool {
    tails.iter().any(|tail| text.ends_with(tail))
}

/// What a text before a number ends with. The first that fits counts, so that the longer ones stand first.
const TAILS: &[(&[&str], Label)] = &[
    (EVENT, Label::EventId),
    (
        &[
            "system error",
            "os error",
            "errno",
            "socket error",
            "winsock error",
            "wsa error",
        ],
        Label::Errno,
    ),
    (&["fatal error", "onfatalerror"], Label::Fatal),
    (
        &["ultimatum: reason", "ultimatum reason", "providerultimatum"],
        Label::Ultimatum,
    ),
    (&["dwerrorcode"], Label::License),
    (
        &[
            "exit code",
            "exit status",
            "exitcode",
            "exited with code",
            "exited with status",
            "exited with",
            "exit with code",
            "return code",
            "returned",
            "exit",
            "$?",
        ],
        Label::Exit,
    ),
    (
        &[
            "alert number",
            "fatal alert",
            "tls alert",
            "alert code",
            "alertdesc",
            "warnungscode",
            "code d'alerte",
            "código de alerta",
        ],
        Label::Alert,
    ),
    (&["http status", "http", "http/1.1", "http/1.0", "http/2"], Label::Http),
    (
        &["failure code", "failurecode", "negotiation failure", "neg_failure"],
        Label::Negotiation,
    ),
    (
        &["errinfo", "error info", "errorinfo", "error_info", "seterrorinfo"],
        Label::ErrorInfo,
    ),
    (&["sub status", "substatus", "unterstatus"], Label::SubStatus),
    (&["status", "estado", "état", "nstatus", "ntstatus"], Label::Status),
    (
        &[
            "reason code",
            "reasoncode",
            "reason",
            "ursachencode",
            "ursache",
            "grundcode",
            "grund",
            "raison",
            "motivo",
            "razón",
            "причина",
            "原因",
            "理由",
        ],
        Label::Reason,
    ),
    (ERROR, Label::Error),
    (&["code", "код", "コード", "代码", "代碼"], Label::Code),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart_in_the_languages_of_mstsc() {
        let pairs = [
            ("error code: ", "extended error code: "),
            ("fehlercode: ", "erweiterter fehlercode: "),
            ("code d’erreur : ", "code d’erreur étendu : "),
            ("código de error: ", "código de error extendido: "),
            ("código de erro: ", "código de erro estendido: "),
            ("codice errore: ", "codice errore esteso: "),
            ("foutcode: ", "uitgebreide foutcode: "),
            ("kod błędu: ", "rozszerzony kod błędu: "),
            ("код ошибки: ", "расширенный код ошибки: "),
            ("エラー コード: ", "拡張エラー コード: "),
            ("错误代码： ", "扩展错误代码： "),
            ("錯誤碼: ", "延伸錯誤碼: "),
            ("오류 코드: ", "확장 오류 코드: "),
        ];
        for (error, extended) in pairs {
            for reach in [Reach::LastWords, Reach::Anywhere] {
                assert_eq!(Label::read(error, reach), Label::Error, "{error}");
                assert_eq!(Label::read(extended, reach), Label::Extended, "{extended}");
            }
        }
    }

    #[test]
    fn a_label_further_away_counts_for_hexadecimal_numbers() {
        let before = "failurecode: server requires enhanced rdp security with credssp (";

        assert_eq!(Label::read(before, Reach::Anywhere), Label::Negotiation);
        assert_eq!(Label::read(before, Reach::LastWords), Label::None);
    }

    #[test]
    fn the_words_before_a_number_say_what_it_is() {
        let cases = [
            ("process exited with exit status ", Label::Exit),
            ("bio_read returned a system error ", Label::Errno),
            ("connection refused (os error ", Label::Errno),
            ("ssl alert number ", Label::Alert),
            ("the tls protocol defined fatal alert code is ", Label::Alert),
            ("rdp clientactivex has been disconnected (reason= ", Label::Reason),
            ("<data name=\"substatus\">", Label::SubStatus),
            ("(code: ", Label::Code),
            ("event id: ", Label::EventId),
            ("http/1.1 ", Label::Http),
            ("disconnectproviderultimatum: reason: ", Label::Ultimatum),
            ("0x904 ext ", Label::Extended),
            ("i tried this ", Label::None),
        ];
        for (before, label) in cases {
            assert_eq!(Label::read(before, Reach::LastWords), label, "{before}");
        }
    }
}
