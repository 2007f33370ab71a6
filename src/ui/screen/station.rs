//! The station screen, readable from three metres.

use crate::domain::id::{GroupNo, StationNo};
use crate::ui::keymap::{Action, Press};
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use crate::ui::say;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Which station this is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    /// Its number.
    pub no: StationNo,
}

/// Whether a group is awaited, so that digits are its number.
pub fn awaits_number(_model: &Model, _no: StationNo) -> bool {
    false
}

/// Answers a key.
pub fn press(model: &Model, no: StationNo, press: Press) -> Vec<Reply> {
    press
        .action(model.screen.context())
        .map_or_else(Vec::new, |action| act(model, no, action))
}

/// Answers an action.
pub fn act(_model: &Model, _no: StationNo, _action: Action) -> Vec<Reply> {
    Vec::new()
}

/// A group number was entered.
pub fn group_came(_model: &Model, _no: StationNo, _group: GroupNo) -> Vec<Reply> {
    Vec::new()
}

/// The actions that the footer names.
pub fn hints(_model: &Model, _no: StationNo) -> &'static [Action] {
    &[]
}

/// The heading in the banner.
pub fn title(model: &Model, no: StationNo) -> String {
    model.texts().fmt("station-no", &[("s", no.0.into())])
}

/// The countdown in one line.
pub fn one_line(model: &Model, no: StationNo) -> String {
    say::digits(crate::domain::query::station::station(&model.floor, &model.schedule(), no).countdown)
}

/// Draws the screen.
pub fn draw(_model: &Model, _no: StationNo, _area: Rect, _buf: &mut Buffer) {}
