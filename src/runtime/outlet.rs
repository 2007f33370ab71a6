//! The way out to the terminal, which may stop reading at any time: a closed lid on the other end of a
//! line, a window that is being dragged, a multiplexer that is paused. The program must not stop with it.
//!
//! ```text
//! draw → face (bytes in memory) → slot for one frame → thread "outlet" → terminal
//! ```
//!
//! Laws: only the outlet's thread ever writes to the terminal; [`Outlet::submit`] never waits; a frame once
//! handed over is written whole or not at all, since the next one is only the difference to it; a terminal
//! that is gone is a state to be asked for, never a message on a screen that is not there.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::Notify;

/// How long the outlet's thread rests when a terminal in non-blocking mode takes no more bytes.
const REST: Duration = Duration::from_millis(10);

/// A handle on the thread that writes to the terminal; clones share the thread.
#[derive(Clone)]
pub struct Outlet {
    shared: Arc<Shared>,
}

struct Shared {
    slot: Mutex<Slot>,
    filled: Condvar,
    done: Condvar,
    freed: Notify,
}

#[derive(Default)]
struct Slot {
    frame: Vec<u8>,
    full: bool,
    writing: bool,
    /// Somebody found the slot full and waits for it.
    wanted: bool,
    life: Life,
}

#[derive(Default, PartialEq, Eq)]
enum Life {
    #[default]
    Open,
    /// The farewell has been handed over; nothing follows it.
    Closed,
    /// Writing has failed.
    Gone,
}

/// What became of a frame that was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handover {
    /// The frame is on its way, or there was nothing to write.
    Taken,
    /// The frame before is still waiting; the bytes stay with the caller.
    Busy,
}

impl Outlet {
    /// Starts the writing thread over `sink`.
    ///
    /// # Errors
    /// The operating system refuses another thread.
    pub fn start(sink: impl Write + Send + 'static) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            slot: Mutex::default(),
            filled: Condvar::new(),
            done: Condvar::new(),
            freed: Notify::new(),
        });
        let own = Arc::clone(&shared);
        thread::Builder::new()
            .name("outlet".into())
            .spawn(move || own.write_frames(sink))?;
        Ok(Self { shared })
    }

    /// Whether the slot is taken; when it is, [`Outlet::changed`] will complete once it is free.
    pub fn busy(&self) -> bool {
        let mut slot = self.shared.lock();
        slot.wanted |= slot.full;
        slot.full
    }

    /// Whether writing has failed for good: the window was closed or the line dropped.
    pub fn gone(&self) -> bool {
        self.shared.lock().life == Life::Gone
    }

    /// Completes when the slot was found busy and is free again, or when the terminal is gone.
    pub async fn changed(&self) {
        self.shared.freed.notified().await;
    }

    /// Hands `draft` over and leaves it empty; never waits. After [`Outlet::close`] frames are swallowed.
    ///
    /// # Errors
    /// [`io::ErrorKind::BrokenPipe`] when the terminal is gone.
    pub fn submit(&self, draft: &mut Vec<u8>) -> io::Result<Handover> {
        if draft.is_empty() {
            return Ok(Handover::Taken);
        }
        let mut slot = self.shared.lock();
        match slot.life {
            Life::Open => {}
            Life::Gone => return Err(io::ErrorKind::BrokenPipe.into()),
            Life::Closed => {
                draft.clear();
                return Ok(Handover::Taken);
            }
        }
        if slot.full {
            slot.wanted = true;
            return Ok(Handover::Busy);
        }
        slot.put(draft);
        drop(slot);
        self.shared.filled.notify_one();
        Ok(Handover::Taken)
    }

    /// Writes `farewell` as the last bytes ever and waits for at most `patience` until they are out.
    /// A frame still waiting is dropped, as the screen it belongs to is being left. Returns whether the
    /// farewell was written.
    pub fn close(&self, farewell: &mut Vec<u8>, patience: Duration) -> bool {
        let mut slot = self.shared.lock();
        if slot.life != Life::Open {
            return false;
        }
        slot.put(farewell);
        slot.life = Life::Closed;
        self.shared.filled.notify_one();
        let (slot, _) = self
            .shared
            .done
            .wait_timeout_while(slot, patience, |slot| slot.pending())
            .unwrap_or_else(PoisonError::into_inner);
        slot.life == Life::Closed && !slot.pending()
    }
}

impl Slot {
    fn pending(&self) -> bool {
        self.life != Life::Gone && (self.full || self.writing)
    }

    fn put(&mut self, draft: &mut Vec<u8>) {
        self.frame.clear();
        std::mem::swap(&mut self.frame, draft);
        self.full = true;
    }
}

impl Shared {
    // Nothing can panic while the slot is held, and a poisoned slot must not keep the terminal.
    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_frames(&self, mut sink: impl Write) {
        let mut bytes = Vec::new();
        loop {
            self.take(&mut bytes);
            let outcome = write_whole(&mut sink, &bytes);
            bytes.clear();
            if !self.written(outcome.is_ok()) {
                return;
            }
        }
    }

    fn take(&self, bytes: &mut Vec<u8>) {
        let mut slot = self
            .filled
            .wait_while(self.lock(), |slot| !slot.full)
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::swap(&mut slot.frame, bytes);
        slot.full = false;
        slot.writing = true;
        if std::mem::take(&mut slot.wanted) {
            self.freed.notify_one();
        }
    }

    /// Returns whether there is more to come.
    fn written(&self, well: bool) -> bool {
        let mut slot = self.lock();
        slot.writing = false;
        if !well {
            slot.life = Life::Gone;
            self.freed.notify_one();
        }
        self.done.notify_all();
        slot.life == Life::Open || slot.pending()
    }
}

fn write_whole(sink: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match sink.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // Another program on the same terminal may have made it non-blocking.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => thread::park_timeout(REST),
            Err(error) => return Err(error),
        }
    }
    sink.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    const BOUND: Duration = Duration::from_secs(10);

    /// A terminal whose reader decides when it reads: every write waits for one permit.
    struct Gate {
        permits: mpsc::Receiver<io::Result<()>>,
        seen: mpsc::Sender<Vec<u8>>,
    }

    impl Write for Gate {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.permits.recv().unwrap_or(Ok(()))?;
            drop(self.seen.send(bytes.to_vec()));
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn gated() -> (Outlet, mpsc::Sender<io::Result<()>>, mpsc::Receiver<Vec<u8>>) {
        let (permit, permits) = mpsc::channel();
        let (seen, shown) = mpsc::channel();
        (Outlet::start(Gate { permits, seen }).unwrap(), permit, shown)
    }

    fn run<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(async { tokio::time::timeout(BOUND, future).await.expect("in time") })
    }

    /// Fills the writer's hands and the slot, so that the outlet is busy.
    fn fill(outlet: &Outlet) {
        run(async {
            for frame in ["one", "two"] {
                while outlet.busy() {
                    outlet.changed().await;
                }
                outlet.submit(&mut frame.into()).unwrap();
            }
        });
    }

    #[test]
    fn a_stalled_terminal_takes_one_frame_and_then_says_busy() {
        let (outlet, permit, shown) = gated();
        fill(&outlet);
        // The first may still be in the slot for a moment; with a third frame it certainly is full.
        let mut third = b"three".to_vec();
        assert_eq!(outlet.submit(&mut third).unwrap(), Handover::Busy);
        assert_eq!(third, b"three", "a refused frame stays with its owner");

        permit.send(Ok(())).unwrap();
        permit.send(Ok(())).unwrap();
        run(async {
            while outlet.busy() {
                outlet.changed().await;
            }
        });
        assert_eq!(outlet.submit(&mut third).unwrap(), Handover::Taken);
        permit.send(Ok(())).unwrap();
        let all: Vec<u8> = (0..3).flat_map(|_| shown.recv_timeout(BOUND).unwrap()).collect();
        assert_eq!(all, b"onetwothree", "frames arrive whole and in order");
    }

    #[test]
    fn a_stuck_terminal_does_not_keep_the_program() {
        let (outlet, permit, shown) = gated();
        fill(&outlet);
        assert!(!outlet.close(&mut b"bye".to_vec(), Duration::from_millis(20)));
        assert_eq!(outlet.submit(&mut b"late".to_vec()).unwrap(), Handover::Taken);
        drop(permit);
        let all: Vec<u8> = (0..2).flat_map(|_| shown.recv_timeout(BOUND).unwrap()).collect();
        assert_eq!(
            all, b"onebye",
            "the stale frame makes room for the farewell, nothing follows it"
        );
        assert!(shown.recv_timeout(BOUND).is_err(), "the thread has ended");
    }

    #[test]
    fn the_farewell_is_written_before_close_returns() {
        let (outlet, permit, shown) = gated();
        drop(permit);
        assert!(outlet.close(&mut b"bye".to_vec(), BOUND));
        assert_eq!(shown.try_recv().unwrap(), b"bye");
        assert!(
            !outlet.close(&mut b"again".to_vec(), BOUND),
            "there is one farewell only"
        );
    }

    #[test]
    fn a_lost_terminal_wakes_the_loop_and_refuses_frames() {
        let (outlet, permit, _shown) = gated();
        outlet.submit(&mut b"one".to_vec()).unwrap();
        permit.send(Err(io::ErrorKind::BrokenPipe.into())).unwrap();
        run(async {
            while !outlet.gone() {
                outlet.changed().await;
            }
        });
        assert!(outlet.submit(&mut b"two".to_vec()).is_err());
        assert!(
            !outlet.close(&mut b"bye".to_vec(), BOUND),
            "no farewell to a terminal that is not there"
        );
    }
}
