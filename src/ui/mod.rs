//! PURE: the screens. Model, update → effects, view. Nothing here waits, reads a clock or knows a terminal.

pub mod keymap;
pub mod screen;
pub mod text;
pub mod theme;
pub mod widget;
