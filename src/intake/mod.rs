//! The event file: TOML → [`Event`](crate::domain::event::Event), with findings that name line, column, piece,
//! reason and cure. Lists that schools send are read in [`list`].
//!
//! Here live reading, checking and the data of findings; the sentences do not (they are catalogue texts, see
//! `cli::check`), and neither does any file access: texts and bytes come in, values go out.
//!
//! Laws: no input makes it panic; every finding of a file is reported at once; the order of findings is the order
//! of the file; a day is handed out only when nothing in it is missing or dangling; no text it hands out holds a
//! control character.

pub mod event;
pub mod finding;
pub mod list;
pub mod regroup;
pub mod roster;

mod draft;
mod floor;
mod groups;
mod head;
mod judge;
mod kind;
mod pen;
mod schema;
mod section;
mod syntax;
mod tidy;

/// The sample days built into the program: their key and their text.
pub const fn embedded() -> [(&'static str, &'static str); 2] {
    [
        ("open-day", include_str!("../../config/open-day.toml")),
        ("open-square", include_str!("../../config/open-square.toml")),
    ]
}
