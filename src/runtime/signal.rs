//! The ways in which others end the program: the operating system's signals, as one future.
//!
//! Nothing is decided here: every ending leads to the same orderly way out. Ctrl+C typed into the raw
//! terminal is a key, not a signal, and Ctrl+Z is one too: the program is never stopped half-way.

use std::io;

/// Who asked the program to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// SIGINT, or Ctrl+C and Ctrl+Break of a Windows console.
    Interrupt,
    /// SIGTERM, or the shutdown of Windows.
    Terminate,
    /// SIGHUP: the window was closed or the line dropped; the end of a Windows session.
    HangUp,
}

/// The signals that end the program, listened to from [`Signals::listen`] on, so that none falls between
/// two turns of the loop.
pub struct Signals(platform::Streams);

impl Signals {
    /// Starts listening; must be called within the tokio runtime.
    ///
    /// # Errors
    /// The operating system refuses a handler.
    pub fn listen() -> io::Result<Self> {
        platform::Streams::open().map(Self)
    }

    /// Completes when the program is asked to end; may be dropped and asked again without losing any.
    pub async fn ended(&mut self) -> Ending {
        self.0.next().await
    }
}

#[cfg(unix)]
mod platform {
    use super::Ending;
    use std::io;
    use tokio::signal::unix::{Signal, SignalKind, signal};

    pub(super) struct Streams {
        interrupt: Signal,
        terminate: Signal,
        hang_up: Signal,
    }

    impl Streams {
        pub(super) fn open() -> io::Result<Self> {
            Ok(Self {
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
                hang_up: signal(SignalKind::hangup())?,
            })
        }

        pub(super) async fn next(&mut self) -> Ending {
            tokio::select! {
                Some(()) = self.interrupt.recv() => Ending::Interrupt,
                Some(()) = self.terminate.recv() => Ending::Terminate,
                Some(()) = self.hang_up.recv() => Ending::HangUp,
                // The streams only end with the runtime itself.
                else => Ending::Terminate,
            }
        }
    }
}

#[cfg(windows)]
mod platform {
    use super::Ending;
    use std::io;
    use tokio::signal::windows::{
        CtrlBreak, CtrlC, CtrlClose, CtrlLogoff, CtrlShutdown, ctrl_break, ctrl_c, ctrl_close, ctrl_logoff,
        ctrl_shutdown,
    };

    pub(super) struct Streams {
        interrupt: CtrlC,
        interrupt_hard: CtrlBreak,
        close: CtrlClose,
        log_off: CtrlLogoff,
        shutdown: CtrlShutdown,
    }

    impl Streams {
        pub(super) fn open() -> io::Result<Self> {
            Ok(Self {
                interrupt: ctrl_c()?,
                interrupt_hard: ctrl_break()?,
                close: ctrl_close()?,
                log_off: ctrl_logoff()?,
                shutdown: ctrl_shutdown()?,
            })
        }

        pub(super) async fn next(&mut self) -> Ending {
            tokio::select! {
                Some(()) = self.interrupt.recv() => Ending::Interrupt,
                Some(()) = self.interrupt_hard.recv() => Ending::Interrupt,
                Some(()) = self.close.recv() => Ending::HangUp,
                Some(()) = self.log_off.recv() => Ending::HangUp,
                Some(()) = self.shutdown.recv() => Ending::Terminate,
                else => Ending::Terminate,
            }
        }
    }
}
