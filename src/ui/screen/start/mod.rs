//! The start screen: which event, which part, which number; three keys from nothing to a live station, one
//! key if the last choice is meant again.
//!
//! A small Elm cycle of its own, because no floor is open yet: [`Model`], [`update`], and `view`'s [`draw`].
//! Whoever runs it carries out [`Effect`]s: files are read there, never here, and their answers come back as
//! [`Msg`]s. Nothing that was chosen or typed is lost when something cannot be opened.

mod choice;
mod view;

pub use choice::{Choice, EventSource, Last, Offer};
pub use view::draw;

use crate::domain::event::{Event, Lang};
use crate::domain::id::{DeskNo, Role, StationNo};
use crate::ui::dialog::moved;
use crate::ui::keymap::{Action, Context, Press};
use crate::ui::model::Look;
use std::path::PathBuf;

/// The most characters of a typed path.
const PATH_MAX_CHARS: usize = 1_000;
/// The most digits of a number.
const DIGITS_MAX: usize = 5;

/// Something came in.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Press),
    /// Text was pasted, already without control characters.
    Paste(String),
    /// What was asked for with [`Effect::Read`] is an event.
    Opened(Offer),
    /// What was asked for is a share on which no floor is open yet.
    NewShare(PathBuf),
    /// What was asked for cannot be had.
    Failed(Complaint),
}

/// Something for whoever runs the screen to carry out.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Read this; answer with [`Msg::Opened`], [`Msg::NewShare`] or [`Msg::Failed`].
    Read(Named),
    /// Take the place on the floor.
    Start(Choice),
    /// Remember the language for the next start.
    Remember(Lang),
    /// Leave.
    Quit,
}

/// A file that somebody named, as typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Named {
    /// An event file.
    File(String),
    /// A shared file, or its folder.
    Share(String),
}

/// Why it does not go on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Complaint {
    /// The file cannot be opened.
    CannotOpen {
        /// Which.
        path: String,
        /// The key of the sentence that says why.
        why: &'static str,
    },
    /// The event file has errors.
    Findings(usize),
    /// The place cannot be taken; the key of the sentence that says why.
    Told(&'static str),
    /// The event has no station with this number.
    NoStation(u16),
    /// The event has no desk with this number.
    NoDesk(u16),
}

/// Which part is to be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// A station's.
    Station,
    /// An advice desk's.
    Desk,
    /// The coordinators'.
    Overview,
}

/// Which file a path is typed for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PathOf {
    /// An event file.
    Event,
    /// A shared file.
    Share,
}

/// Where the questions stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Which event.
    Events,
    /// Which file.
    Path(PathOf),
    /// A file is being read.
    Reading(PathOf),
    /// Which part.
    Parts,
    /// Which number.
    Number(Part),
}

/// A line of the first list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// The last choice.
    Last,
    /// This of the offers.
    Offer(usize),
    /// Another event file.
    File,
    /// Another share.
    Share,
}

/// Everything the picture is made of.
#[derive(Clone, PartialEq, Debug)]
pub struct Model {
    /// Language and colours.
    pub look: Look,
    /// The device's clock when the program started, Unix milliseconds: decides whether today is the day.
    pub now_ms: i64,
    /// The last choice, where it can be made again.
    pub last: Option<Last>,
    /// Events to choose from.
    pub offers: Vec<Offer>,
    /// A share that was named and on which no floor is open yet.
    pub share: Option<PathBuf>,
    /// Where the questions stand.
    pub step: Step,
    /// The chosen line of the first list.
    pub item: usize,
    /// The chosen event, once one is chosen.
    pub offer: Option<Offer>,
    /// The chosen line of the parts.
    pub part: usize,
    /// The day is rehearsed.
    pub rehearsal: bool,
    /// The typed path; stays when it could not be opened.
    pub path: String,
    /// The typed number; the offered one while empty.
    pub digits: String,
    /// Why it does not go on.
    pub complaint: Option<Complaint>,
}

impl Model {
    /// The first question.
    pub const fn new(look: Look, now_ms: i64, last: Option<Last>, offers: Vec<Offer>) -> Self {
        Self {
            look,
            now_ms,
            last,
            offers,
            share: None,
            step: Step::Events,
            item: 0,
            offer: None,
            part: 0,
            rehearsal: false,
            path: String::new(),
            digits: String::new(),
            complaint: None,
        }
    }

    /// The lines of the first list. A last choice is gone once another share was named.
    pub fn items(&self) -> Vec<Item> {
        let last = self
            .last
            .iter()
            .filter(|_| self.share.is_none())
            .map(|_| Item::Last);
        let offers = (0..self.offers.len()).map(Item::Offer);
        last.chain(offers).chain([Item::File, Item::Share]).collect()
    }

    /// The parts that the chosen event has.
    pub fn parts(&self) -> Vec<Part> {
        let event = self.offer.as_ref().map(|offer| &offer.event);
        let has = |part: &Part| match part {
            Part::Station => event.is_some_and(|event| !event.stations.is_empty()),
            Part::Desk => event.is_some_and(|event| !event.desks.is_empty()),
            Part::Overview => true,
        };
        [Part::Station, Part::Desk, Part::Overview]
            .into_iter()
            .filter(has)
            .collect()
    }

    /// The keys that work now.
    pub const fn context(&self) -> Context {
        match self.step {
            Step::Events | Step::Parts | Step::Reading(_) => Context::List,
            Step::Path(_) => Context::Text,
            Step::Number(_) => Context::Number,
        }
    }

    /// The numbers of this part that the chosen event has, in order.
    pub fn numbers(&self, part: Part) -> Vec<u16> {
        let Some(event) = self.offer.as_ref().map(|offer| &offer.event) else {
            return Vec::new();
        };
        match part {
            Part::Station => event.stations.keys().map(|no| no.0).collect(),
            Part::Desk => event.desks.keys().map(|no| no.0).collect(),
            Part::Overview => Vec::new(),
        }
    }

    /// The number that Enter accepts: the typed one, or the event's first.
    pub fn number(&self, part: Part) -> Option<u16> {
        if self.digits.is_empty() {
            self.numbers(part).first().copied()
        } else {
            self.digits.parse().ok()
        }
    }

    /// Whether today is the day of this event.
    pub fn is_the_day(&self, event: &Event) -> bool {
        crate::domain::opening::is_the_day(event, self.now_ms)
    }
}

/// Takes a message into the model and answers with what is to be carried out.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(press) => key(model, press).into_iter().collect(),
        Msg::Paste(text) => {
            if matches!(model.step, Step::Path(_)) {
                text.chars().for_each(|c| type_into(&mut model.path, c));
            }
            Vec::new()
        }
        Msg::Opened(offer) => {
            model.complaint = None;
            choose(model, offer);
            Vec::new()
        }
        Msg::NewShare(path) => {
            model.complaint = None;
            model.share = Some(path);
            model.step = Step::Events;
            model.item = 0;
            Vec::new()
        }
        Msg::Failed(complaint) => {
            model.complaint = Some(complaint);
            if let Step::Reading(of) = model.step {
                model.step = Step::Path(of);
            }
            Vec::new()
        }
    }
}

fn type_into(path: &mut String, c: char) {
    if !c.is_control() && path.chars().count() < PATH_MAX_CHARS {
        path.push(c);
    }
}

fn key(model: &mut Model, press: Press) -> Option<Effect> {
    let action = press.action(model.context());
    match action {
        Some(Action::QuitNow | Action::Quit) => return Some(Effect::Quit),
        Some(Action::Language) => {
            model.look.lang = model.look.lang.next();
            return Some(Effect::Remember(model.look.lang));
        }
        Some(Action::Back) => return back(model),
        _ => {}
    }
    match model.step {
        Step::Events => events(model, press, action),
        Step::Path(of) => path(model, of, press, action),
        Step::Reading(_) => None,
        Step::Parts => parts(model, press, action),
        Step::Number(part) => number(model, part, press, action),
    }
}

/// One question back; from the first one out.
fn back(model: &mut Model) -> Option<Effect> {
    model.complaint = None;
    model.step = match model.step {
        Step::Events if model.share.is_some() => {
            model.share = None;
            Step::Events
        }
        Step::Events => return Some(Effect::Quit),
        Step::Path(_) | Step::Parts => Step::Events,
        Step::Reading(of) => Step::Path(of),
        Step::Number(_) => Step::Parts,
    };
    None
}

fn events(model: &mut Model, press: Press, action: Option<Action>) -> Option<Effect> {
    let items = model.items();
    let chosen = match (press.digit().filter(|digit| *digit > 0), action) {
        (Some(digit), _) => usize::from(digit) - 1,
        (None, Some(Action::Accept)) => model.item,
        (None, action) => {
            model.item = moved(model.item, action?, items.len())?;
            return None;
        }
    };
    let item = *items.get(chosen)?;
    model.item = chosen;
    model.complaint = None;
    match item {
        Item::Last => return model.last.as_ref().map(|last| again(model, last)),
        Item::Offer(index) => {
            if let Some(offer) = model.offers.get(index).cloned() {
                choose(model, offer);
            }
        }
        Item::File => model.step = Step::Path(PathOf::Event),
        Item::Share => model.step = Step::Path(PathOf::Share),
    }
    None
}

/// The last choice once more. On the day of the event nobody rehearses by habit.
fn again(model: &Model, last: &Last) -> Effect {
    let rehearsal = last.choice.rehearsal && !model.is_the_day(&last.event);
    Effect::Start(Choice {
        rehearsal,
        ..last.choice.clone()
    })
}

fn choose(model: &mut Model, offer: Offer) {
    model.rehearsal = match offer.open {
        Some((_, rehearsal)) => rehearsal,
        None => !model.is_the_day(&offer.event),
    };
    model.offer = Some(offer);
    model.part = 0;
    model.digits.clear();
    model.step = Step::Parts;
}

fn path(model: &mut Model, of: PathOf, press: Press, action: Option<Action>) -> Option<Effect> {
    match action {
        Some(Action::Accept) if model.path.trim().is_empty() => None,
        Some(Action::Accept) => {
            model.complaint = None;
            model.step = Step::Reading(of);
            let typed = model.path.clone();
            Some(Effect::Read(match of {
                PathOf::Event => Named::File(typed),
                PathOf::Share => Named::Share(typed),
            }))
        }
        Some(Action::Erase) => {
            model.path.pop();
            None
        }
        Some(_) => None,
        None => {
            type_into(&mut model.path, press.typed()?);
            None
        }
    }
}

fn parts(model: &mut Model, press: Press, action: Option<Action>) -> Option<Effect> {
    let parts = model.parts();
    let chosen = match (press.digit().filter(|digit| *digit > 0), action) {
        (Some(digit), _) => usize::from(digit) - 1,
        (None, Some(Action::Accept)) => model.part,
        (None, Some(Action::Left | Action::Right)) => {
            let open = model.offer.as_ref().is_some_and(|offer| offer.open.is_some());
            // A floor that is open has its time already.
            model.rehearsal ^= !open;
            return None;
        }
        (None, action) => {
            model.part = moved(model.part, action?, parts.len())?;
            return None;
        }
    };
    let part = *parts.get(chosen)?;
    model.part = chosen;
    model.complaint = None;
    model.digits.clear();
    match part {
        Part::Overview => start(model, Role::Coordinator),
        Part::Station | Part::Desk => {
            model.step = Step::Number(part);
            None
        }
    }
}

fn number(model: &mut Model, part: Part, press: Press, action: Option<Action>) -> Option<Effect> {
    model.complaint = None;
    if let Some(digit) = press.digit() {
        if model.digits.len() < DIGITS_MAX {
            model.digits.push(char::from(b'0' + digit.min(9)));
        }
        return None;
    }
    match action? {
        Action::Erase => {
            model.digits.pop();
            None
        }
        Action::PlusOne => step(model, part, true),
        Action::MinusOne => step(model, part, false),
        Action::Accept => accept(model, part),
        _ => None,
    }
}

/// To the next or the previous number that there is.
fn step(model: &mut Model, part: Part, up: bool) -> Option<Effect> {
    let numbers = model.numbers(part);
    let at = model.number(part)?;
    let next = if up {
        numbers.iter().find(|no| **no > at)
    } else {
        numbers.iter().rev().find(|no| **no < at)
    };
    model.digits = next?.to_string();
    None
}

fn accept(model: &mut Model, part: Part) -> Option<Effect> {
    let no = model.number(part)?;
    if model.numbers(part).contains(&no) {
        let role = match part {
            Part::Station => Role::Station(StationNo(no)),
            Part::Desk => Role::Desk(DeskNo(no)),
            Part::Overview => Role::Coordinator,
        };
        return start(model, role);
    }
    model.complaint = Some(match part {
        Part::Desk => Complaint::NoDesk(no),
        Part::Station | Part::Overview => Complaint::NoStation(no),
    });
    model.digits.clear();
    None
}

fn start(model: &Model, role: Role) -> Option<Effect> {
    let offer = model.offer.as_ref()?;
    let open = offer.open.as_ref().map(|(share, _)| share.clone());
    Some(Effect::Start(Choice {
        event: offer.source.clone(),
        share: open.or_else(|| model.share.clone()),
        role,
        rehearsal: model.rehearsal,
    }))
}
