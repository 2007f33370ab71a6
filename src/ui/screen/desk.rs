//! The advice desk: one key a visitor.

use crate::domain::id::DeskNo;
use crate::ui::keymap::{Action, Press};
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Which desk this is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    /// Its number.
    pub no: DeskNo,
}

/// The actions that the footer names.
pub const HINTS: &[Action] = &[Action::Pupil];

/// Answers a key.
pub fn press(model: &Model, no: DeskNo, press: Press) -> Vec<Reply> {
    press
        .action(model.screen.context())
        .map_or_else(Vec::new, |action| act(model, no, action))
}

/// Answers an action.
pub fn act(_model: &Model, _no: DeskNo, _action: Action) -> Vec<Reply> {
    Vec::new()
}

/// The heading in the banner.
pub fn title(model: &Model, no: DeskNo) -> String {
    model.texts().fmt("desk-no", &[("s", no.0.into())])
}

/// Draws the screen.
pub fn draw(_model: &Model, _no: DeskNo, _area: Rect, _buf: &mut Buffer) {}
