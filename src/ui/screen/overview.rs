//! The coordinators' overview.

use crate::domain::id::{Place, StationNo};
use crate::ui::keymap::{Action, Context, Press};
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What is shown and chosen.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct State {
    /// The station whose detail is open.
    pub detail: Option<StationNo>,
}

impl State {
    /// The keys that work here.
    pub const fn context(&self) -> Context {
        if self.detail.is_some() {
            Context::Station
        } else {
            Context::Overview
        }
    }

    /// The place that is chosen.
    pub const fn place(&self) -> Option<Place> {
        match self.detail {
            Some(no) => Some(Place::Station(no)),
            None => None,
        }
    }
}

/// Answers a key.
pub fn press(model: &mut Model, press: Press) -> Vec<Reply> {
    let action = press.action(model.screen.context());
    action.map_or_else(Vec::new, |action| act(model, action))
}

/// Answers an action.
pub fn act(_model: &mut Model, _action: Action) -> Vec<Reply> {
    Vec::new()
}

/// Looks for a group, school or station.
pub fn search(_model: &mut Model, _text: &str) {}

/// The actions that the footer names.
pub const fn hints(_state: &State) -> &'static [Action] {
    &[]
}

/// The heading in the banner.
pub fn title(model: &Model, _state: &State) -> String {
    model.texts().get("title-overview").to_owned()
}

/// Draws the screen.
pub fn draw(_model: &Model, _state: &State, _area: Rect, _buf: &mut Buffer) {}
