//! What happens when something panics: in the loop, in a task, or in a thread of the store or the share.
//!
//! A panic anywhere ends the program on purpose. The hook writes the account to the log, gives the terminal
//! back, leaves one sentence, and raises the [`Alarm`] that the loop waits for: a task that has died must
//! not leave a screen behind that still looks alive.

use std::any::Any;
use std::panic::{self, PanicHookInfo};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::sync::Notify;

use super::terminal::Exit;

/// The exit code of a program that ended because of a panic; the same as Rust's own.
pub const PANICKED: u8 = 101;

/// Raised by the first panic and never lowered; clones share it.
#[derive(Clone, Default)]
pub struct Alarm(Arc<State>);

#[derive(Default)]
struct State {
    raised: AtomicBool,
    changed: Notify,
}

impl Alarm {
    /// An alarm that has not been raised.
    pub fn new() -> Self {
        Self::default()
    }

    /// Raises the alarm; returns whether this was the first time.
    pub fn raise(&self) -> bool {
        let first = !self.0.raised.swap(true, Ordering::SeqCst);
        self.0.changed.notify_one();
        first
    }

    /// Whether anything has panicked.
    pub fn is_raised(&self) -> bool {
        self.0.raised.load(Ordering::SeqCst)
    }

    /// Completes once the alarm is raised; for one waiter, the loop.
    pub async fn raised(&self) {
        while !self.is_raised() {
            self.0.changed.notified().await;
        }
    }
}

/// Installs the panic hook, in place of the one that prints over the screen.
///
/// `sentence` is for the person in front of the screen, in their language, and says where the log is; the
/// place and the message of the first panic follow it on a line of their own.
pub fn catch_panics(alarm: &Alarm, exit: Exit, sentence: String) {
    let alarm = alarm.clone();
    let told = AtomicBool::new(false);
    panic::set_hook(Box::new(move |info| {
        let account = account(info);
        tracing::error!(target: "panic", "{account}");
        if !told.swap(true, Ordering::SeqCst) {
            exit.leave_saying(&format!("{sentence}\n{account}\n"));
        }
        // Last, so that the loop does not end the process before the words are out.
        alarm.raise();
    }));
}

/// One line without control characters: thread, place, message.
fn account(info: &PanicHookInfo<'_>) -> String {
    let thread = thread::current();
    let name = thread.name().unwrap_or("unnamed");
    let message = message(info.payload());
    let place = info
        .location()
        .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let account = format!("thread '{name}' panicked at {place}: {message}");
    account
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

fn message(payload: &dyn Any) -> &str {
    let formatted = payload.downcast_ref::<String>().map(String::as_str);
    formatted
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_raised_before_the_loop_looks_is_not_missed() {
        let alarm = Alarm::new();
        let other = alarm.clone();
        assert!(thread::spawn(move || other.raise()).join().unwrap());
        assert!(!alarm.raise(), "only the first panic is the first");
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(alarm.raised());
        runtime.block_on(alarm.raised());
    }
}
