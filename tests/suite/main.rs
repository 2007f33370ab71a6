//! One test binary for the whole project; each module below is one subject.

mod big_clock;
mod keys;
mod pty;
mod terminal;
mod texts;
