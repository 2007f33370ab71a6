//! Questions that may lie over any screen: a number, a choice, a text, a confirmation, the help, the log.
//!
//! A dialog is a value; what its answer asks for is a value too ([`Then`], [`Ask`]), so nothing here
//! holds code to run later. Every question has a way back, and none covers the countdown: dialogs are
//! drawn from the bottom edge upwards.

mod figures;
mod form;
mod lever;
mod line;
mod lists;
mod pick;
mod step;
mod text;

pub use figures::{Figure, Figures};
pub use form::{Field, Form, FormOf, Row};
pub use lever::{Foreseen, Lever};
pub use line::Line;
pub use lists::{Item, ListPage, are_shown as shows_lists, take as take_lists};
pub use pick::Pick;
pub use step::{Draft, Missing, Step, Subject, because};
pub use text::{TextAsk, TextEntry};

use super::keymap::{Action, Context, Press};
use super::model::Model;
use super::msg::{Effect, ListWish, Reply};
use super::screen::Screen;
use super::screen::overview::Target;
use super::text::reason_key;
use crate::domain::command::{COUNT_MAX, Command, Recount, undoable};
use crate::domain::event::Words;
use crate::domain::fact::Reason;
use crate::domain::id::{DeskNo, EntryId, GroupNo, StationNo};
use crate::domain::query::superseded::superseded;

/// A sentence: a key of the catalogues, a text of the event in its languages, or a text as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Label {
    /// A key of the catalogues.
    Key(&'static str),
    /// A text of the event file.
    Words(Words),
    /// A text that is the same in every language.
    Plain(String),
    /// A station, with its trade.
    Station(StationNo),
    /// An entry of the log.
    Entry(EntryId),
    /// An open call.
    Call(EntryId),
    /// A group, with its school and class.
    Group(GroupNo),
    /// A message with its receipts.
    Message(EntryId),
    /// What a general hold for this reason would do.
    Holding(Reason),
    /// What the end of the hold would do.
    Resuming,
    /// A choice of a lever.
    Line(Line),
}

/// What a choice leads to.
#[derive(Clone, PartialEq, Debug)]
pub enum Then {
    /// Ask for this.
    Do(Command),
    /// Open the next question.
    Open(Box<Dialog>),
    /// Go on to the next step of a lever; Esc comes back here.
    Step(Step),
    /// As if this action's key had been pressed on the screen.
    Act(Action),
    /// Choose this station or group.
    Select(Target),
    /// Leave the alarm and show the screen again.
    CarryOn,
    /// Something for the runtime; the question is closed.
    Effect(Effect),
    /// Lists are read and shown.
    Lists(ListWish),
    /// Leave the program.
    Quit,
}

/// What a number is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ask {
    /// How many of this group arrived.
    Arrive(StationNo, GroupNo),
    /// Which group came.
    Group(StationNo),
    /// The right number of the group that is here.
    Recount(StationNo),
    /// How many are interested.
    Interest(StationNo),
    /// How many walk-ins.
    WalkIns(StationNo),
    /// How many minutes more, for a reason.
    Minutes(StationNo, Reason),
    /// How many wait at the desk.
    Queue(DeskNo),
    /// The number that a lever lacks.
    Draft(Draft),
    /// How many places the station has now.
    Places(StationNo),
    /// How many of this group are at the assembly point.
    RollCall(GroupNo),
    /// Which group is counted at the assembly point.
    RollGroup,
}

/// A number is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// The question.
    pub title: &'static str,
    /// What it is for.
    pub ask: Ask,
    /// The number that Enter accepts as long as nothing is typed.
    pub offered: Option<u16>,
    /// What was typed.
    pub typed: String,
    /// The answer was given and is being judged; until then no key changes it.
    pub sent: bool,
}

/// Something is to be confirmed.
#[derive(Clone, PartialEq, Debug)]
pub struct Confirm {
    /// The question.
    pub title: &'static str,
    /// What is confirmed: a place, a reason.
    pub about: Label,
    /// What happens then.
    pub then: Then,
}

/// A question or a page over the screen.
#[derive(Clone, PartialEq, Debug)]
pub enum Dialog {
    /// A number is asked for.
    Number(Number),
    /// One of several is asked for.
    Pick(Pick),
    /// A text is asked for.
    Text(TextEntry),
    /// Something is to be confirmed.
    Confirm(Confirm),
    /// A lever is to be pulled, after its consequences are shown.
    Lever(Box<Lever>),
    /// Several things are to be filled in.
    Form(Form),
    /// The figures so far, to be given away.
    Figures(Box<Figures>),
    /// Lists of schools, to be taken over.
    Lists(Box<ListPage>),
    /// An advice desk.
    Desk(DeskNo),
    /// All keys; the first line shown.
    Help(usize),
    /// Who has received a message, line by line.
    Receipts(EntryId),
}

impl Dialog {
    /// Asks for a number.
    pub const fn number(title: &'static str, ask: Ask, offered: Option<u16>) -> Self {
        Self::Number(Number {
            title,
            ask,
            offered,
            typed: String::new(),
            sent: false,
        })
    }

    /// Asks for one of several.
    pub const fn pick(title: &'static str, items: Vec<(Label, Then)>) -> Self {
        Self::Pick(Pick {
            title,
            about: None,
            items,
            selected: 0,
        })
    }

    /// Asks for one of several, and says what it is about.
    pub const fn pick_about(title: &'static str, about: Label, items: Vec<(Label, Then)>) -> Self {
        Self::Pick(Pick {
            title,
            about: Some(about),
            items,
            selected: 0,
        })
    }

    /// Asks for a reason; each leads to what `then` makes of it.
    pub fn reason(title: &'static str, then: impl Fn(Reason) -> Then) -> Self {
        let items = Reason::ALL
            .into_iter()
            .map(|reason| (Label::Key(reason_key(reason)), then(reason)));
        Self::pick(title, items.collect())
    }

    /// The entries of this part that can be undone, latest first.
    pub fn undo_list(model: &Model) -> Self {
        let entries = undoable(&model.floor, model.role()).take(100);
        let overridden = superseded(&model.floor);
        let items = entries.map(|entry| {
            let label = overridden.get(&entry.id).map_or(Label::Entry(entry.id), |by| {
                Label::Line(Line::Superseded(entry.id, *by))
            });
            (label, Then::Do(Command::Undo(Some(entry.id))))
        });
        Self::pick("ask-undo", items.collect())
    }

    /// The menu of a screen: every action that can do something now.
    pub fn menu(model: &Model) -> Self {
        let items = super::keymap::menu(model.context()).into_iter();
        Self::pick(
            "title-menu",
            items
                .filter(|action| Screen::can(model, *action))
                .map(|action| (Label::Key(action.text_key()), Then::Act(action)))
                .collect(),
        )
    }

    /// The keys that work in this dialog.
    pub const fn context(&self) -> Context {
        match self {
            Self::Number(_) => Context::Number,
            Self::Text(_) => Context::Text,
            Self::Form(_) => Context::Form,
            Self::Pick(_)
            | Self::Confirm(_)
            | Self::Lever(_)
            | Self::Figures(_)
            | Self::Lists(_)
            | Self::Desk(_)
            | Self::Help(_)
            | Self::Receipts(_) => Context::List,
        }
    }

    /// The question, as a key of the catalogues.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Number(Number { title, .. })
            | Self::Pick(Pick { title, .. })
            | Self::Text(TextEntry { title, .. })
            | Self::Confirm(Confirm { title, .. })
            | Self::Form(Form { title, .. }) => title,
            Self::Lever(_) => "title-lever",
            Self::Figures(_) => "title-figures",
            Self::Lists(_) => "title-lists",
            Self::Desk(_) => "title-desk",
            Self::Help(_) => "title-keys",
            Self::Receipts(_) => "title-message",
        }
    }

    /// Answers a key; `None` lets the key through to what works on every screen.
    pub fn press(&mut self, press: Press) -> Option<Vec<Reply>> {
        let action = press.action(self.context());
        if action == Some(Action::Back) {
            return Some(vec![Reply::Close]);
        }
        match self {
            Self::Number(number) => number.press(press, action),
            Self::Pick(pick) => pick.press(press, action),
            Self::Text(text) => text.press(press, action),
            Self::Lever(lever) => lever.press(action),
            Self::Form(form) => form.press(press, action),
            Self::Figures(figures) => figures.press(action),
            Self::Lists(page) => page.press(action),
            Self::Confirm(confirm) => match action? {
                Action::Accept => Some(confirm.then.clone().replies()),
                _ => None,
            },
            Self::Help(first) => {
                *first = moved(*first, action?, HELP_LINES_MAX)?;
                Some(Vec::new())
            }
            Self::Receipts(_) | Self::Desk(_) => match action? {
                Action::Accept => Some(vec![Reply::Close]),
                _ => None,
            },
        }
        .or_else(|| blocked(action))
    }

    /// Takes pasted text where text is entered.
    pub fn paste(&mut self, pasted: &str) {
        match self {
            Self::Text(text) => pasted.chars().for_each(|c| text.push(c)),
            Self::Form(form) => form.paste(pasted),
            _ => {}
        }
    }
}

/// More lines than the help can have.
const HELP_LINES_MAX: usize = 400;

/// In a dialog only what works on every screen comes through.
fn blocked(action: Option<Action>) -> Option<Vec<Reply>> {
    match action {
        Some(Action::Language | Action::FirstAid | Action::Evacuate | Action::Undo | Action::QuitNow) => None,
        _ => Some(Vec::new()),
    }
}

/// The chosen line of a list of `count` after `action`, which may not be one that moves.
pub fn moved(at: usize, action: Action, count: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    Some(match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => at.saturating_add(1).min(last),
        Action::PageUp => at.saturating_sub(8),
        Action::PageDown => at.saturating_add(8).min(last),
        Action::First => 0,
        Action::Last => last,
        _ => return None,
    })
}

impl Then {
    /// The replies that carry it out and close the question.
    pub fn replies(self) -> Vec<Reply> {
        match self {
            Self::Do(command) => vec![Reply::Close, Reply::command(command)],
            Self::Open(dialog) => vec![Reply::Close, Reply::Open(dialog)],
            Self::Step(step) => vec![Reply::Step(step)],
            Self::Act(action) => vec![Reply::Close, Reply::Act(action)],
            Self::Select(target) => vec![Reply::Close, Reply::Select(target)],
            Self::CarryOn => vec![Reply::Close, Reply::CarryOn],
            Self::Effect(effect) => vec![Reply::Close, Reply::Effect(effect)],
            Self::Lists(wish) => vec![Reply::Close, Reply::reading(), Reply::Effect(Effect::Lists(wish))],
            Self::Quit => vec![Reply::Effect(Effect::Quit)],
        }
    }
}

impl Number {
    /// The number that Enter would accept.
    pub fn value(&self) -> Option<u16> {
        if self.typed.is_empty() {
            self.offered
        } else {
            self.typed.parse().ok()
        }
    }

    /// Types a digit; more digits than a count can have are not taken.
    pub fn push(&mut self, digit: u8) {
        if self.typed.len() < 3 {
            self.typed.push(char::from(b'0' + digit.min(9)));
        }
    }

    fn press(&mut self, press: Press, action: Option<Action>) -> Option<Vec<Reply>> {
        if self.sent {
            return None;
        }
        if let Some(digit) = press.digit() {
            self.push(digit);
            return Some(Vec::new());
        }
        match action? {
            Action::Accept => Some(self.accept()),
            Action::Erase => {
                self.typed.pop();
                Some(Vec::new())
            }
            Action::PlusOne => Some(self.step(1)),
            Action::MinusOne => Some(self.step(-1)),
            _ => None,
        }
    }

    fn step(&mut self, by: i16) -> Vec<Reply> {
        let value = self.value().unwrap_or(0).saturating_add_signed(by).min(COUNT_MAX);
        self.typed = value.to_string();
        Vec::new()
    }

    fn accept(&mut self) -> Vec<Reply> {
        let Some(value) = self.value() else {
            return Vec::new();
        };
        let signed = i16::try_from(value).unwrap_or(i16::MAX);
        let command = match self.ask {
            Ask::Arrive(station, group) => Command::Arrive {
                station,
                group: Some(group),
                count: Some(value),
            },
            Ask::Group(station) => {
                return vec![Reply::Close, Reply::GroupCame(station, GroupNo(value))];
            }
            Ask::Draft(draft) => return vec![Reply::Step(draft.with(value))],
            Ask::Recount(station) => Command::Count {
                station,
                group: None,
                count: Recount::To(value),
            },
            Ask::Interest(station) => Command::Interest {
                station,
                group: None,
                count: value,
            },
            Ask::WalkIns(station) => Command::WalkIn {
                station,
                count: signed,
            },
            Ask::Minutes(station, reason) => Command::Extend {
                station,
                minutes: signed,
                reason,
            },
            Ask::Queue(desk) => Command::Queue { desk, length: value },
            Ask::Places(station) => Command::Lower {
                station,
                places: value,
                reason: Reason::Equipment,
            },
            Ask::RollCall(group) => Command::RollCall {
                group,
                count: Some(value),
            },
            Ask::RollGroup => return vec![Reply::Close, Reply::RollCall(GroupNo(value))],
        };
        // The question stays open until the answer is judged: a refused number can be typed again.
        self.sent = true;
        vec![Reply::command(command)]
    }
}
