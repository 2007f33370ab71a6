//! Which entries are wanted, and the chips that stand for it: one a wish, each can be taken away.

use crate::domain::event::Event;
use crate::domain::fold::fold;
use crate::domain::id::{EntryId, GroupNo, Origin, Place, StationNo};
use crate::domain::time::EventTime;
use crate::ui::say;
use crate::ui::text::{Texts, kind_words};
use std::collections::BTreeSet;

/// What became of an entry, as a wish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// Taken back.
    Undone,
    /// Another one stands in its place.
    Superseded,
}

impl Fate {
    /// The key of its word.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Undone => "undone",
            Self::Superseded => "superseded",
        }
    }
}

/// Which entries are wanted: all that fit every wish. An empty wish fits everything.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wish {
    /// About one of these stations or desks, or said there.
    pub places: BTreeSet<u16>,
    /// About one of these groups.
    pub groups: BTreeSet<GroupNo>,
    /// About a group of one of these schools.
    pub schools: BTreeSet<String>,
    /// Of one of these kinds.
    pub kinds: BTreeSet<String>,
    /// Written by one of these devices.
    pub origins: BTreeSet<Origin>,
    /// At this moment or later.
    pub from: Option<EventTime>,
    /// Up to this moment.
    pub until: Option<EventTime>,
    /// Only what became this.
    pub fate: Option<Fate>,
    /// Only these, which make a figure of this name.
    pub only: Option<(String, Vec<EntryId>)>,
    /// Words that must be found.
    pub text: String,
}

/// One wish.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Chip {
    /// A station or desk.
    Place(u16),
    /// A group.
    Group(GroupNo),
    /// A school.
    School(String),
    /// A kind of entry.
    Kind(String),
    /// A device.
    Origin(Origin),
    /// From a moment on.
    From(EventTime),
    /// Up to a moment.
    Until(EventTime),
    /// What became of it.
    Fate(Fate),
    /// What makes a figure.
    Only(String),
    /// Words.
    Text(String),
}

impl Wish {
    /// Whether everything fits.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Every wish, in one order.
    pub fn chips(&self) -> Vec<Chip> {
        let mut chips: Vec<Chip> = self.places.iter().copied().map(Chip::Place).collect();
        chips.extend(self.groups.iter().copied().map(Chip::Group));
        chips.extend(self.schools.iter().cloned().map(Chip::School));
        chips.extend(self.kinds.iter().cloned().map(Chip::Kind));
        chips.extend(self.origins.iter().copied().map(Chip::Origin));
        chips.extend(self.from.map(Chip::From));
        chips.extend(self.until.map(Chip::Until));
        chips.extend(self.fate.map(Chip::Fate));
        chips.extend(self.only.iter().map(|(name, _)| Chip::Only(name.clone())));
        if !self.text.is_empty() {
            chips.push(Chip::Text(self.text.clone()));
        }
        chips
    }

    /// Adds a wish.
    pub fn add(&mut self, chip: Chip) {
        match chip {
            Chip::Place(no) => _ = self.places.insert(no),
            Chip::Group(no) => _ = self.groups.insert(no),
            Chip::School(school) => _ = self.schools.insert(school),
            Chip::Kind(kind) => _ = self.kinds.insert(kind),
            Chip::Origin(origin) => _ = self.origins.insert(origin),
            Chip::From(at) => self.from = Some(at),
            Chip::Until(at) => self.until = Some(at),
            Chip::Fate(fate) => self.fate = Some(fate),
            // Which entries make a figure comes from the figure alone.
            Chip::Only(_) => {}
            Chip::Text(text) => self.text = text,
        }
    }

    /// Takes a wish away.
    pub fn remove(&mut self, chip: &Chip) {
        match chip {
            Chip::Place(no) => _ = self.places.remove(no),
            Chip::Group(no) => _ = self.groups.remove(no),
            Chip::School(school) => _ = self.schools.remove(school),
            Chip::Kind(kind) => _ = self.kinds.remove(kind),
            Chip::Origin(origin) => _ = self.origins.remove(origin),
            Chip::From(_) => self.from = None,
            Chip::Until(_) => self.until = None,
            Chip::Fate(_) => self.fate = None,
            Chip::Only(_) => self.only = None,
            Chip::Text(_) => self.text.clear(),
        }
    }
}

impl Chip {
    /// The chip in words.
    pub fn words(&self, texts: &Texts, event: Option<&Event>) -> String {
        match self {
            Self::Place(no) => place_words(texts, event, *no),
            Self::Group(no) => texts.fmt("group-no", &[("g", no.0.into())]),
            Self::School(school) => school.clone(),
            Self::Kind(kind) => kind_words(texts, kind),
            Self::Origin(origin) => texts.fmt("review-device", &[("x", origin.to_string().into())]),
            Self::From(at) => texts.fmt("review-from", &[("t", at.to_string().into())]),
            Self::Until(at) => texts.fmt("review-until", &[("t", at.to_string().into())]),
            Self::Fate(fate) => texts.get(fate.text_key()).to_owned(),
            Self::Only(figure) => texts.fmt("review-only", &[("x", figure.into())]),
            Self::Text(text) => format!("«{text}»"),
        }
    }
}

/// A station or desk by its number, as its kind is called.
fn place_words(texts: &Texts, event: Option<&Event>, no: u16) -> String {
    let desk = crate::domain::id::DeskNo(no);
    let is_desk = event.is_some_and(|event| event.desks.contains_key(&desk));
    say::place(
        texts,
        if is_desk {
            Place::Desk(desk)
        } else {
            Place::Station(StationNo(no))
        },
    )
}

/// Whether what is typed stands in a label.
pub(super) fn has(label: &str, typed: &str) -> bool {
    fold(label).contains(&fold(typed))
}
