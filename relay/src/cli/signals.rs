//! What the system asks of the process: to end, or to read its settings again.

use std::io;

use tokio::sync::mpsc;

/// Tells each time that the process is asked to end.
///
/// # Errors
///
/// Where the system tells nothing.
#[cfg(unix)]
pub(super) fn interrupted() -> io::Result<mpsc::Receiver<()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (asked, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if asked.send(()).await.is_err() {
                return;
            }
        }
    });
    Ok(receiver)
}

/// Tells each time that the process is asked to end.
///
/// # Errors
///
/// Where the system tells nothing.
#[cfg(windows)]
pub(super) fn interrupted() -> io::Result<mpsc::Receiver<()>> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};

    // Of a window that is closed and a system that goes down, Windows tells whoever waits, and ends the process some
    // seconds later.
    let (mut interrupt, mut pause) = (ctrl_c()?, ctrl_break()?);
    let (mut close, mut shutdown) = (ctrl_close()?, ctrl_shutdown()?);
    let (asked, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = pause.recv() => {}
                _ = close.recv() => {}
                _ = shutdown.recv() => {}
            }
            if asked.send(()).await.is_err() {
                return;
            }
        }
    });
    Ok(receiver)
}

/// Tells each time that the process is asked to read its settings again (SIGHUP), from now on.
///
/// # Errors
///
/// Where the system tells nothing.
#[cfg(unix)]
pub(super) fn hung_up() -> io::Result<mpsc::Receiver<()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut signal = signal(SignalKind::hangup())?;
    let (asked, receiver) = mpsc::channel(1);
    tokio::spawn(async move { while signal.recv().await.is_some() && asked.send(()).await.is_ok() {} });
    Ok(receiver)
}

/// Nothing asks for that here.
#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere the system may refuse")]
pub(super) fn hung_up() -> io::Result<mpsc::Receiver<()>> {
    let (_, receiver) = mpsc::channel(1);
    Ok(receiver)
}
