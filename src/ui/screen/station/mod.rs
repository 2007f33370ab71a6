//! The station screen, readable from three metres.
//!
//! `scene` gathers what is true at this moment, `act` answers keys, the others draw: `frame` the layout with the state
//! and the clock, `panels` the groups, `notes` what stands until something is done about it, `course` what was
//! said about the station and its groups, `strip` the day. The
//! coordinators' detail page draws and acts through the same functions, for any station ("by radio").
//!
//! Laws: nothing covers the clock; one press that is made twice does one thing; the state is a word and a sign as
//! well as a colour; support needs are shown only while their group is due.

mod act;
mod course;
mod frame;
mod notes;
mod panels;
mod scene;
mod strip;

use crate::domain::id::{GroupNo, StationNo};
use crate::ui::keymap::{Action, Press};
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use crate::ui::say;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use scene::{Focus, Scene};

/// Which station this is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    /// Its number.
    pub no: StationNo,
}

/// Whether a group is awaited, so that digits are its number.
pub fn awaits_number(model: &Model, no: StationNo) -> bool {
    Scene::new(model, no).awaited().is_some()
}

/// Answers a key.
pub fn press(model: &Model, no: StationNo, press: Press) -> Vec<Reply> {
    if let Some(digit) = press.digit()
        && let Some(group) = Scene::new(model, no).awaited()
    {
        return act::typed(no, group, digit);
    }
    let action = press.action(model.context());
    action.map_or_else(Vec::new, |action| act(model, no, action))
}

/// Answers an action.
pub fn act(model: &Model, no: StationNo, action: Action) -> Vec<Reply> {
    act::act(&Scene::new(model, no), action)
}

/// Whether an action would do something now.
pub fn can(model: &Model, no: StationNo, action: Action) -> bool {
    act::can(&Scene::new(model, no), action)
}

/// A group number was entered: asks how many came; the question says where the group belongs.
pub fn group_came(model: &Model, no: StationNo, group: GroupNo) -> Vec<Reply> {
    act::group_came(model, no, group)
}

/// The actions that the footer names: what is most likely wanted now.
pub fn hints(model: &Model, no: StationNo) -> &'static [Action] {
    act::hints(&Scene::new(model, no))
}

/// What a key does that ends a state it has begun; `None` where its own word holds.
pub fn undoing(model: &Model, no: StationNo, action: Action) -> Option<&'static str> {
    if !matches!(
        action,
        Action::Pause | Action::Fault | Action::Guests | Action::OnPaper
    ) {
        return None;
    }
    let now = Scene::new(model, no).now;
    match action {
        Action::Pause => now.paused.map(|_| "resume"),
        Action::Fault => now.condition.lowered.map(|_| "repaired"),
        Action::Guests => now.condition.guests.then_some("did-guests-left"),
        _ => now.condition.paper.then_some("did-on-laptop"),
    }
}

/// The heading in the banner: `station 27 · tailor · yellow hall`.
pub fn title(model: &Model, no: StationNo) -> String {
    let event = model.floor.event();
    let number = model.texts().fmt("station-no", &[("s", no.0.into())]);
    let station = event.and_then(|event| event.stations.get(&no));
    let name = station.map(|station| station.name.get(model.look.lang));
    let hall = say::hall(event, no).map(|hall| hall.name.get(model.look.lang));
    let parts = [Some(number.as_str()), name, hall];
    let known: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    known.join(" · ")
}

/// The state, the countdown and the group in one line: `> 07:30 32`.
pub fn one_line(model: &Model, no: StationNo) -> String {
    let scene = Scene::new(model, no);
    let group = match scene.focus() {
        Focus::Here(present) => present.group.to_string(),
        Focus::Awaited(group) => group.to_string(),
        Focus::Next(_) | Focus::Nobody => String::new(),
    };
    let parts = [scene.mark.sign().to_string(), scene.digits(), group];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Draws the screen.
pub fn draw(model: &Model, no: StationNo, area: Rect, buf: &mut Buffer) {
    frame::draw(&Scene::new(model, no), area, buf);
}
