//! Microsoft's programs in other languages: the lines with the codes are enough.

use super::*;
use Program::{ActiveXHost, EventLog, Mstsc, WindowsAppOnIos, WindowsAppOnMac, WindowsAppOnWindows};
use Table::{CredsspNtstatus, ExtendedDisconnectReason, MstscDisconnectReason, WindowsAppCode};

pub(super) const BLOCKS: &[Block] = &[
    pasted(
        "[Window Title]
Remotedesktopverbindung

[Content]
Der Remotedesktop kann aus einem der folgenden Gründe keine Verbindung mit dem Remotecomputer herstellen:

[Expanded Information]
Fehlercode: 0x204
Erweiterter Fehlercode: 0x0
Zeitstempel (UTC): 28.04.24 09:31:16",
        &[Mstsc],
    )
    .error("0x204", &[(MstscDisconnectReason, 0x204)])
    .extended("0x0", NO_REASON),
    pasted(
        "Remotedesktopverbindung: Interner Fehler. Fehlercode: 0x4 Erweiterter Fehlercode: 0x0",
        &[Mstsc],
    )
    .error("0x4", &[(MstscDisconnectReason, 4)])
    .extended("0x0", NO_REASON),
    pasted(
        "Microsoft Remote Desktop (macOS): Ihre Sitzung wurde aufgrund eines Fehlers beendet. Fehlercode: 0x4",
        &[WindowsAppOnMac],
    )
    .error("0x4", &[(WindowsAppCode, 4)]),
    pasted(
        "Connexion Bureau à distance
Code d’erreur : 0x3
Code d’erreur étendu : 0x4
Horodatage (UTC) : 28/04/24 09:31:16",
        &[Mstsc],
    )
    .error("0x3", &[(MstscDisconnectReason, 3)])
    .extended("0x4", &[(ExtendedDisconnectReason, 4)]),
    pasted(
        "Código de error: 0x104
Código de error extendido: 0x0
Marca de tiempo (UTC): 04/28/24 09:31:16",
        &[Mstsc, ActiveXHost],
    )
    .guessed()
    .error("0x104", &[(MstscDisconnectReason, 0x104)])
    .extended("0x0", NO_REASON),
    pasted(
        "Conexão de Área de Trabalho Remota
Código de erro: 0x904
Código de erro estendido: 0x7",
        &[Mstsc],
    )
    .error("0x904", &[(MstscDisconnectReason, 0x904)])
    .extended("0x7", &[(ExtendedDisconnectReason, 7)]),
    pasted(
        "iPhone の Windows App\nエラー コード: 0x4",
        &[WindowsAppOnIos],
    )
    .error("0x4", &[(WindowsAppCode, 4)]),
    pasted(
        "リモート デスクトップ接続
エラー コード: 0xb09
拡張エラー コード: 0x0
タイムスタンプ (UTC): 24/04/28 09:31:16",
        &[Mstsc],
    )
    .error("0xB09", &[(MstscDisconnectReason, 0xB09)])
    .extended("0x0", NO_REASON),
    pasted(
        "[Window Title]
远程桌面连接

[Content]
此计算机无法连接到远程计算机。

[^] 隐藏详细信息(D)  [确定]

[Expanded Information]
错误代码： 0x904
扩展错误代码： 0x7

按 Ctrl+C 进行复制。",
        &[Mstsc],
    )
    .error("0x904", &[(MstscDisconnectReason, 0x904)])
    .extended("0x7", &[(ExtendedDisconnectReason, 7)]),
    pasted(
        "Код ошибки: 0x204\nРасширенный код ошибки: 0x0\nИдентификатор активности (Activity ID): {9078ef5c-661c-48f0-b401-1c48db150000}",
        &[WindowsAppOnWindows],
    )
    .guessed()
    .error("0x204", &[(WindowsAppCode, 0x204)])
    .extended("0x0", NO_REASON),
    // A language that no list has: the first line is the code, the second the extended one.
    pasted(
        "Mã lỗi: 0x3\nMã lỗi mở rộng: 0x5\n(UTC) 04/28/24",
        &[Mstsc, ActiveXHost],
    )
    .guessed()
    .error("0x3", &[(MstscDisconnectReason, 3)])
    .extended("0x5", &[(ExtendedDisconnectReason, 5)]),
    pasted(
        "Ereignis-ID: 1026\nRDP ClientActiveX wurde getrennt (Ursache= 2308)",
        &[EventLog],
    )
    .error("2308", &[(MstscDisconnectReason, 0x904)])
    .event(1026),
    pasted(
        "Fehler beim Anmelden eines Kontos.\nStatus:   0xC000006D\nUnterstatus::  0xC0000064",
        &[EventLog],
    )
    .error("0xC0000064", &[(CredsspNtstatus, 0xC000_0064)])
    .further(&["0xC000006D"])
    .event(4625),
];
