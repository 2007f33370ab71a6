//! PURE: the screens.
//!
//! ```text
//!            ┌────────────── view(&Model) → cells
//!   Msg ──▶ update(&mut Model, Msg) ──▶ Vec<Effect>        (the runtime carries effects out and
//!            └── screens and dialogs answer keys             brings their answers back as Msg)
//! ```
//!
//! [`model`] is everything a picture is made of, [`msg`] what comes in and goes out, [`update`] the one
//! place where the model changes, [`view`] the one place where it is drawn. [`screen`] holds a file per
//! screen, [`dialog`] the questions that may lie over any of them, [`widget`] reusable regions.
//!
//! May not live here: waiting, clocks, files, databases, terminals. Focus is in the model, never in what
//! was drawn. Laws: no text outside the catalogues, no meaning by colour alone, every control has undo,
//! nothing from outside reaches a cell with control characters.

pub mod dialog;
pub mod foretell;
pub mod keymap;
pub mod lists;
pub mod model;
pub mod msg;
pub mod say;
pub mod screen;
pub mod signals;
pub mod text;
pub mod theme;
pub mod update;
pub mod view;
pub mod widget;
