//! A search that somebody waits for: how it stands is told at an even pace, and a signal ends it early with the best
//! so far.
//!
//! Law: whoever tells how it stands never holds the search up; between two tellings only the last better plan counts.

use super::clock::Clock;
use super::planner::{Order, Outcome, search};
use super::signal::Signals;
use crate::rotation::judge::Score;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// How a search stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// What the best plan so far comes to.
    pub score: Score,
    /// When it was found, since the beginning.
    pub found: Duration,
    /// Moves that its lane had looked at by then.
    pub moves: u64,
    /// How long the search has lasted.
    pub lasted: Duration,
}

/// Searches as [`search`] does, tells every so often how it stands, and stops early at a signal. Blocks.
///
/// # Errors
/// The system refuses a thread or a signal handler.
pub fn attended(order: &Order, every: Duration, tell: &mut dyn FnMut(Standing)) -> io::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let stop = AtomicBool::new(false);
    let (board, seen) = watch::channel(None);
    thread::scope(|scope| {
        let searching = thread::Builder::new().spawn_scoped(scope, || {
            let board = board;
            search(order, &stop, &mut |found| {
                board.send_replace(Some((found.score, found.after, found.moves)));
            })
        })?;
        let attending = runtime.block_on(attend(seen, &stop, every, tell));
        if attending.is_err() {
            stop.store(true, Ordering::Relaxed);
        }
        let outcome = searching.join();
        attending?;
        outcome.map_err(|_| io::Error::other("the search has failed"))
    })
}

type Best = Option<(Score, Duration, u64)>;

/// Returns when the other end of the board is gone.
async fn attend(
    seen: watch::Receiver<Best>,
    stop: &AtomicBool,
    every: Duration,
    tell: &mut dyn FnMut(Standing),
) -> io::Result<()> {
    let mut signals = Signals::listen()?;
    let mut ticks = tokio::time::interval_at(Instant::now() + every, every);
    let clock = Clock::new();
    let mut ending = seen.clone();
    loop {
        tokio::select! {
            _ = ending.wait_for(|_| false) => return Ok(()),
            _ = signals.ended() => stop.store(true, Ordering::Relaxed),
            _ = ticks.tick() => {
                let best = *seen.borrow();
                if let Some((score, found, moves)) = best {
                    let lasted = clock.counted();
                    tell(Standing { score, found, moves, lasted });
                }
            }
        }
    }
}
