//! Faults on purpose, so that the ways out of a real one can be tried on the program as it is: the terminal is
//! given back, the words are readable, the exit code is that of a fault.
//!
//! Asked for with the variable `SHEBER_DRILL`; nothing else in the program can start one.

use std::str::FromStr;

/// What the panic of a drill says.
const WORDS: &str = "fault drill";

/// A fault that is made on purpose, once, after the first picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drill {
    /// The loop of the screens panics.
    Loop,
    /// A thread in the background panics.
    Thread,
}

/// A word that names no drill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a drill is called panic or panic-thread")]
pub struct NoDrill;

impl FromStr for Drill {
    type Err = NoDrill;

    fn from_str(word: &str) -> Result<Self, NoDrill> {
        match word {
            "panic" => Ok(Self::Loop),
            "panic-thread" => Ok(Self::Thread),
            _ => Err(NoDrill),
        }
    }
}

impl Drill {
    /// Makes the fault.
    #[expect(clippy::panic, reason = "the fault is the purpose")]
    pub(super) fn carry_out(self) {
        match self {
            Self::Loop => panic!("{WORDS}"),
            Self::Thread => {
                let thread = std::thread::Builder::new().name("drill".into());
                // Where the system has no thread for it, there is no drill.
                drop(thread.spawn(|| panic!("{WORDS}")));
            }
        }
    }
}
