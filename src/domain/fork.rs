//! Two different entries under one name.
//!
//! It happens when a disk was cloned, a backup restored or a file tampered with. Law: neither of the two
//! is ever dropped, and nobody decides silently which one is right.

use super::entry::Hash;
use super::id::EntryId;

/// One name, two contents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fork {
    /// The name that both carry.
    pub id: EntryId,
    /// The hash of the one that is held.
    pub held: Hash,
    /// The hash that somebody else knows under this name.
    pub other: Hash,
}
