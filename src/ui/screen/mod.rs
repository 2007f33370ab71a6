//! One file per screen: its state, how it answers keys, how it is drawn.

pub mod desk;
pub mod evacuation;
pub mod overview;
mod place;
pub mod plan;
pub mod replan;
pub mod review;
pub mod start;
pub mod station;

use super::keymap::{Action, Context, Press};
use super::model::Model;
use super::msg::Reply;
use crate::domain::countdown::Point;
use crate::domain::id::{Place, Role};
use crate::domain::query::people::inbox;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The screen of this device and its state.
#[derive(Clone, PartialEq, Debug)]
pub enum Screen {
    /// A station's own screen.
    Station(station::State),
    /// An advice desk.
    Desk(desk::State),
    /// The coordinators' overview and its pages.
    Overview(overview::State),
}

impl Screen {
    /// The screen of a role.
    pub fn of(role: Role) -> Self {
        match role {
            Role::Station(no) => Self::Station(station::State { no }),
            Role::Desk(no) => Self::Desk(desk::State { no }),
            Role::Coordinator | Role::Organiser => Self::Overview(overview::State::default()),
        }
    }

    /// The keys that work here.
    pub const fn context(&self) -> Context {
        match self {
            Self::Station(_) => Context::Station,
            Self::Desk(_) => Context::Desk,
            Self::Overview(state) => state.context(),
        }
    }

    /// The place that calls and entries of this screen are about; `None` where none is chosen.
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::Station(state) => Some(Place::Station(state.no)),
            Self::Desk(state) => Some(Place::Desk(state.no)),
            Self::Overview(state) => state.place(),
        }
    }

    /// Whether the screen wants this key before what works on every screen: a digit where a number is
    /// awaited may be a letter on another layout.
    pub fn takes_first(&self, model: &Model, press: Press) -> bool {
        match self {
            Self::Station(_) | Self::Desk(_) if evacuation::covers(model) => press.digit().is_some(),
            Self::Station(state) => press.digit().is_some() && station::awaits_number(model, state.no),
            Self::Desk(_) => false,
            Self::Overview(_) if replan::covers(model) => press.digit().is_some(),
            Self::Overview(state) => {
                press.digit().is_some() && state.detail.is_some_and(|no| station::awaits_number(model, no))
            }
        }
    }

    /// Answers a key.
    pub fn press(model: &mut Model, press: Press) -> Vec<Reply> {
        match &model.screen {
            Self::Station(_) | Self::Desk(_) if evacuation::covers(model) => evacuation::press(model, press),
            Self::Station(state) => station::press(model, state.no, press),
            Self::Desk(state) => desk::press(model, state.no, press),
            Self::Overview(_) if replan::covers(model) => replan::press(model, press),
            Self::Overview(_) => overview::press(model, press),
        }
    }

    /// Answers an action that was chosen from a menu.
    pub fn act(model: &mut Model, action: Action) -> Vec<Reply> {
        match &model.screen {
            Self::Station(_) | Self::Desk(_) if evacuation::covers(model) => evacuation::act(model, action),
            Self::Station(state) => station::act(model, state.no, action),
            Self::Desk(state) => desk::act(model, state.no, action),
            Self::Overview(_) if replan::covers(model) => replan::act(model, action),
            Self::Overview(_) => overview::act(model, action),
        }
    }

    /// Whether an action would do something now: what the menu lists. Moving the choice is for keys alone.
    pub fn can(model: &Model, action: Action) -> bool {
        use Action as A;
        match (action, &model.screen) {
            (A::Up | A::Down | A::Left | A::Right | A::PageUp | A::PageDown | A::First | A::Last, _) => false,
            (A::Back, Self::Overview(_)) if replan::covers(model) => true,
            (A::Back, screen) => matches!(screen, Self::Overview(state) if state.detail.is_some()),
            (A::Received, _) => {
                let place = model.screen.place().unwrap_or(Place::Coordination);
                !inbox(&model.floor, place).is_empty()
            }
            (_, Self::Station(_) | Self::Desk(_)) if evacuation::covers(model) => true,
            (_, Self::Overview(_)) if replan::covers(model) => replan::can(model, action),
            (_, Self::Station(state)) => station::can(model, state.no, action),
            (_, Self::Desk(state)) => desk::can(model, state.no, action),
            (_, Self::Overview(state)) => match state.detail {
                Some(no) => station::can(model, no, action),
                None => overview::can(model, action),
            },
        }
    }

    /// Looks for a group, school or station, where a screen can.
    pub fn search(model: &mut Model, text: &str) {
        if let Self::Overview(_) = &model.screen {
            overview::search(model, text);
        }
    }

    /// Draws the screen.
    pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
        match &model.screen {
            Self::Station(_) | Self::Desk(_) if evacuation::covers(model) => {
                evacuation::draw(model, area, buf);
            }
            Self::Station(state) => station::draw(model, state.no, area, buf),
            Self::Desk(state) => desk::draw(model, state.no, area, buf),
            Self::Overview(_) if replan::covers(model) => replan::draw(model, area, buf),
            Self::Overview(state) => overview::draw(model, state, area, buf),
        }
    }

    /// The actions that the footer names.
    pub fn hints(model: &Model) -> &'static [Action] {
        match &model.screen {
            Self::Station(_) | Self::Desk(_) if evacuation::covers(model) => evacuation::HINTS,
            Self::Station(state) => station::hints(model, state.no),
            Self::Desk(_) => desk::HINTS,
            Self::Overview(_) if replan::covers(model) => replan::hints(model),
            Self::Overview(state) => overview::hints(model, state),
        }
    }

    /// What the footer calls an action: a key that stops the time lets it run on while it stands, and so on.
    pub fn hint(model: &Model, action: Action) -> &'static str {
        let texts = model.texts();
        let now = match (action, model.screen.place()) {
            (Action::Hold, _) => model.schedule().held().map(|_| "resume"),
            (_, Some(Place::Station(no))) => station::undoing(model, no, action),
            _ => None,
        };
        now.map_or_else(|| texts.hint(action.text_key()), |key| texts.get(key))
    }

    /// The heading in the banner.
    pub fn title(model: &Model) -> String {
        match &model.screen {
            Self::Station(state) => station::title(model, state.no),
            Self::Desk(state) => desk::title(model, state.no),
            Self::Overview(_) if replan::covers(model) => replan::title(model),
            Self::Overview(state) => overview::title(model, state),
        }
    }

    /// The round in the banner: `round 3 of 8`.
    pub fn round_line(model: &Model) -> String {
        let schedule = model.schedule();
        let count = schedule.slots.len();
        match schedule.point() {
            Point::Round(round) => model
                .texts()
                .fmt("round-of", &[("r", round.0.into()), ("n", count.into())]),
            Point::Before => String::new(),
        }
    }

    /// What matters most, where there is room for one line only.
    pub fn one_line(model: &Model) -> Option<String> {
        match &model.screen {
            Self::Station(state) => Some(station::one_line(model, state.no)),
            Self::Desk(_) | Self::Overview(_) => None,
        }
    }

    /// Whether this screen shows the calls of the whole floor.
    pub const fn is_coordination(model: &Model) -> bool {
        matches!(model.screen, Self::Overview(_))
    }
}
