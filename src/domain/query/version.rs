//! Whether this program understands the whole floor.

use crate::domain::floor::Floor;
use crate::domain::version::Version;

/// Why this laptop should be updated; it goes on recording all the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outdated {
    /// The event asks for a newer program.
    Asked {
        /// The version of this program.
        mine: Version,
        /// The least version that the event asks for.
        least: Version,
    },
    /// So many entries were written by newer programs and are not understood here.
    Entries(usize),
}

/// What to tell about the version of this program, if anything: what the event asks for comes first, because
/// the update that it calls for also helps with entries that are not understood.
pub fn outdated(floor: &Floor, mine: Version) -> Option<Outdated> {
    let least = floor.event().and_then(|event| event.min_reader);
    let asked = least
        .filter(|least| *least > mine)
        .map(|least| Outdated::Asked { mine, least });
    let unknown = floor.unknown_count();
    asked.or_else(|| (unknown > 0).then_some(Outdated::Entries(unknown)))
}
