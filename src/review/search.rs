//! A search over the index: compiled once, run in short steps, dropped to cancel it.
//!
//! Words are looked for where a reader sees them: in what kinds, roles, places and groups are called, each compared
//! once and not for every entry, and in the lines of the kinds whose bodies hold words of their own, which alone are
//! read. Law: what is found does not depend on the steps, and an entry is found exactly if it fits every wish and
//! each word stands in one of these texts.

use super::build::Build;
use super::error::ReviewError;
use super::filter::{Fate, Filter};
use super::index::{Index, NONE, Row};
use super::source::Store;
use crate::domain::event::{Event, Words as Name};
use crate::domain::fact::Fact;
use crate::domain::fold::fold;
use crate::domain::id::{DeskNo, GroupNo, Place, Role, StationNo};
use crate::domain::time::EventTime;
use std::collections::{BTreeSet, HashMap};

/// What one step may cost; looking at a row costs 1.
const STEP: usize = 60_000;
/// Reading a record costs so much.
const READ: usize = 30;
/// So many lines of a kind are remembered: reasons and visitors repeat themselves.
const REMEMBERED: usize = 1_024;
/// Longer bodies are not remembered, in bytes.
const SHORT: usize = 160;

/// What a reader sees, in the language of the screen; the screen brings it.
pub trait Words {
    /// The words that stand in the line of every entry of this kind; numbers may be left out.
    fn kind(&self, kind: &str) -> String;
    /// The line of a fact that carries words of its own: a message, a reason.
    fn line(&self, fact: &Fact) -> String;
    /// A place, as it stands in a line: its kind and number. Its name comes from the day.
    fn place(&self, place: Place) -> String;
    /// A group, as it stands in a line. Its school and class come from the day.
    fn group(&self, group: GroupNo) -> String;
    /// Who said it.
    fn role(&self, role: Role) -> String;
}

/// A search under way, with what it has found so far.
#[derive(Debug, Default)]
pub struct Search {
    filter: Filter,
    plan: Option<Plan>,
    /// Places in the order of entries of what was found, rising.
    found: Vec<u32>,
    looked: usize,
    of: Option<usize>,
}

/// Which numbers fit; `None` for a wish that was not made.
#[derive(Debug)]
struct Fitting(Vec<bool>);

impl Fitting {
    fn of(numbers: impl IntoIterator<Item = u16>) -> Self {
        let mut fitting = vec![false; usize::from(NONE)];
        for number in numbers {
            if let Some(fits) = fitting.get_mut(usize::from(number)) {
                *fits = true;
            }
        }
        Self(fitting)
    }

    fn has(&self, number: impl Into<usize>) -> bool {
        self.0.get(number.into()).copied().unwrap_or(false)
    }
}

/// One word, and where it stands without reading any record.
#[derive(Debug)]
struct Term {
    text: String,
    kinds: Fitting,
    roles: Fitting,
    places: Fitting,
    groups: Fitting,
}

impl Term {
    fn stands_in(&self, index: &Index, row: &Row) -> bool {
        self.kinds.has(row.kind)
            || self.roles.has(row.role)
            || self.places.has(row.place)
            || index.groups(row).any(|group| self.groups.has(group))
    }
}

/// A filter made for one index.
#[derive(Debug)]
struct Plan {
    /// Only these places, rising.
    only: Option<Vec<u32>>,
    kinds: Option<Fitting>,
    origins: Option<Fitting>,
    roles: Option<Fitting>,
    places: Option<Fitting>,
    groups: Option<Fitting>,
    schools: Option<Fitting>,
    from: Option<EventTime>,
    until: Option<EventTime>,
    terms: Vec<Term>,
    wordy: Fitting,
    /// By kind the lines of short bodies, folded.
    lines: Vec<HashMap<String, String>>,
}

impl Search {
    /// A search that has not begun.
    pub fn new(filter: Filter) -> Self {
        Self {
            filter,
            ..Self::default()
        }
    }

    /// What is searched for.
    pub const fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How many were found so far.
    pub const fn count(&self) -> usize {
        self.found.len()
    }

    /// How many entries were looked at, and how many there are to look at; the second is `None` while it waits for
    /// the index.
    pub const fn progress(&self) -> (usize, Option<usize>) {
        (self.looked, self.of)
    }

    /// Whether everything was looked at.
    pub fn is_done(&self) -> bool {
        self.of.is_some_and(|of| self.looked >= of)
    }

    /// Places of what was found so far, rising.
    pub(super) fn found(&self) -> &[u32] {
        &self.found
    }

    /// Looks a little further in a closed index.
    pub(super) fn step(
        &mut self,
        build: &Build,
        event: Option<&Event>,
        store: &mut Store,
        words: &dyn Words,
    ) -> Result<(), ReviewError> {
        let plan = match self.plan.take() {
            Some(plan) => plan,
            None => Plan::of(&self.filter, build, event, words),
        };
        let plan = self.plan.insert(plan);
        let of = plan.only.as_ref().map_or(build.index.len(), Vec::len);
        self.of = Some(of);
        let mut cost = 0;
        while cost < STEP && self.looked < of {
            let place = match &plan.only {
                Some(only) => only.get(self.looked).copied(),
                None => u32::try_from(self.looked).ok(),
            };
            self.looked += 1;
            cost += 1;
            let Some((place, row)) = place.and_then(|place| Some((place, build.index.at(place)?))) else {
                continue;
            };
            if !plan.fits(&build.index, row) {
                continue;
            }
            let fits = if plan.terms.iter().all(|term| term.stands_in(&build.index, row)) {
                true
            } else if plan.wordy.has(row.kind) {
                cost += READ;
                plan.reads(build, store, row, words)?
            } else {
                false
            };
            if fits {
                self.found.push(place);
            }
        }
        Ok(())
    }
}

impl Plan {
    fn of(filter: &Filter, build: &Build, event: Option<&Event>, words: &dyn Words) -> Self {
        let index = &build.index;
        let kinds = (0..).zip(index.kinds());
        let groups_of = |fits: &dyn Fn(&str) -> bool| -> Vec<u16> {
            let groups = event.into_iter().flat_map(|event| &event.groups);
            groups
                .filter(|(_, group)| fits(&group.school))
                .map(|(no, _)| no.0)
                .collect()
        };
        let wish = |is_made: bool, numbers: Vec<u16>| is_made.then(|| Fitting::of(numbers));
        Self {
            only: only(filter, build),
            kinds: wish(
                !filter.kinds.is_empty(),
                kinds
                    .filter(|(_, kind)| filter.kinds.contains(&kind.name))
                    .map(|(number, _)| number)
                    .collect(),
            ),
            origins: wish(
                !filter.origins.is_empty(),
                (0..)
                    .zip(index.origins())
                    .filter(|(_, (origin, _))| filter.origins.contains(origin))
                    .map(|(number, _)| number)
                    .collect(),
            ),
            roles: wish(
                !filter.roles.is_empty(),
                (0..)
                    .zip(index.roles())
                    .filter(|(_, role)| filter.roles.contains(role))
                    .map(|(number, _)| number)
                    .collect(),
            ),
            places: wish(
                !filter.stations.is_empty(),
                filter.stations.iter().copied().collect(),
            ),
            groups: wish(
                !filter.groups.is_empty(),
                filter.groups.iter().map(|group| group.0).collect(),
            ),
            schools: wish(
                !filter.schools.is_empty(),
                groups_of(&|school| filter.schools.contains(school)),
            ),
            from: filter.from,
            until: filter.until,
            terms: terms(&filter.text, index, event, words),
            wordy: Fitting::of(
                (0..)
                    .zip(index.kinds())
                    .filter(|(_, kind)| kind.is_wordy)
                    .map(|(no, _)| no),
            ),
            lines: vec![HashMap::new(); index.kinds().len()],
        }
    }

    /// Whether a row fits every wish but the words.
    fn fits(&self, index: &Index, row: &Row) -> bool {
        let number = |wish: &Option<Fitting>, number: u16| wish.as_ref().is_none_or(|fits| fits.has(number));
        number(&self.kinds, row.kind.into())
            && number(&self.origins, row.origin)
            && number(&self.roles, row.role.into())
            && number(&self.places, row.place)
            && concerns(self.groups.as_ref(), index, row)
            && concerns(self.schools.as_ref(), index, row)
            && (self.from.is_none() && self.until.is_none() || self.is_timely(index.happened(row)))
    }

    fn is_timely(&self, at: EventTime) -> bool {
        self.from.is_none_or(|from| at >= from) && self.until.is_none_or(|until| at <= until)
    }

    /// Whether the words that stand nowhere else stand in the line of this entry.
    fn reads(
        &mut self,
        build: &Build,
        store: &mut Store,
        row: &Row,
        words: &dyn Words,
    ) -> Result<bool, ReviewError> {
        let Self { terms, lines, .. } = self;
        let fits = |line: &str| {
            let mut terms = terms.iter();
            terms.all(|term| term.stands_in(&build.index, row) || line.contains(&term.text))
        };
        let found = store.body(row.spot, build.index.id(row), |kind, body| {
            let known = lines.get(usize::from(row.kind)).and_then(|lines| lines.get(body));
            if let Some(line) = known {
                return fits(line);
            }
            let line = fold(&words.line(&Fact::read(kind, body)));
            let found = fits(&line);
            if let Some(lines) = lines.get_mut(usize::from(row.kind))
                && body.len() <= SHORT
                && lines.len() < REMEMBERED
            {
                lines.insert(body.to_owned(), line);
            }
            found
        });
        Ok(found?.unwrap_or(false))
    }
}

/// Whether one of the groups that an entry concerns fits.
fn concerns(wish: Option<&Fitting>, index: &Index, row: &Row) -> bool {
    let fits = |fits: &Fitting| index.groups(row).any(|group| fits.has(group));
    wish.is_none_or(fits)
}

/// The places to which the filter is bound, if it is.
fn only(filter: &Filter, build: &Build) -> Option<Vec<u32>> {
    let named: Option<BTreeSet<u32>> = filter
        .only
        .as_ref()
        .map(|ids| ids.iter().filter_map(|id| build.place(*id)).collect());
    let marked: Option<Vec<u32>> = filter.fate.map(|fate| match fate {
        Fate::Undone => build.marks.undone.places().collect(),
        Fate::Superseded => build.marks.superseded.places().collect(),
    });
    match (named, marked) {
        (Some(named), Some(marked)) => {
            Some(marked.into_iter().filter(|place| named.contains(place)).collect())
        }
        (Some(named), None) => Some(named.into_iter().collect()),
        (None, marked) => marked,
    }
}

fn terms(text: &str, index: &Index, event: Option<&Event>, words: &dyn Words) -> Vec<Term> {
    let text = fold(text);
    if text.is_empty() {
        return Vec::new();
    }
    let seen = |text: String| fold(&text);
    let kinds: Vec<String> = index
        .kinds()
        .iter()
        .map(|kind| seen(words.kind(&kind.name)))
        .collect();
    let roles: Vec<String> = index.roles().iter().map(|role| seen(words.role(*role))).collect();
    let places = named_places(index, event, words);
    let groups = named_groups(index, event, words);
    let numbers = |texts: &[String], term: &str| {
        let fitting = (0..).zip(texts).filter(|(_, text)| text.contains(term));
        Fitting::of(fitting.map(|(number, _)| number))
    };
    let named = |texts: &[(u16, String)], term: &str| {
        let fitting = texts.iter().filter(|(_, text)| text.contains(term));
        Fitting::of(fitting.map(|(number, _)| *number))
    };
    text.split(' ')
        .map(|term| Term {
            kinds: numbers(&kinds, term),
            roles: numbers(&roles, term),
            places: named(&places, term),
            groups: named(&groups, term),
            text: term.to_owned(),
        })
        .collect()
}

/// Numbers that occur, each once.
fn occurring<'a, N: IntoIterator<Item = u16>>(index: &'a Index, numbers: impl Fn(&'a Row) -> N) -> Vec<u16> {
    let mut occurs = vec![false; usize::from(NONE)];
    for number in index.rows().iter().flat_map(numbers) {
        if let Some(occurs) = occurs.get_mut(usize::from(number)) {
            *occurs = true;
        }
    }
    let numbers = (0..=NONE).zip(occurs);
    numbers
        .filter(|(_, occurs)| *occurs)
        .map(|(number, _)| number)
        .collect()
}

/// What places are called: as the screen says it, and by their names in every language.
fn named_places(index: &Index, event: Option<&Event>, words: &dyn Words) -> Vec<(u16, String)> {
    let name = |no: u16| {
        let desk = event.and_then(|event| event.desks.get(&DeskNo(no)));
        let place = if desk.is_some() {
            Place::Desk(DeskNo(no))
        } else {
            Place::Station(StationNo(no))
        };
        let station = event.and_then(|event| event.stations.get(&StationNo(no)));
        let name = station
            .map(|station| &station.name)
            .or_else(|| desk.map(|desk| &desk.name));
        (
            no,
            fold(&format!(
                "{} {}",
                words.place(place),
                name.map_or_else(String::new, all)
            )),
        )
    };
    occurring(index, |row| [row.place])
        .into_iter()
        .map(name)
        .collect()
}

/// What groups are called, with school and class.
fn named_groups(index: &Index, event: Option<&Event>, words: &dyn Words) -> Vec<(u16, String)> {
    let name = |no: u16| {
        let group = event.and_then(|event| event.groups.get(&GroupNo(no)));
        let of = group.map_or_else(String::new, |group| format!("{} {}", group.school, group.class));
        (no, fold(&format!("{} {of}", words.group(GroupNo(no)))))
    };
    occurring(index, |row| index.groups(row))
        .into_iter()
        .map(name)
        .collect()
}

/// A name in every language.
fn all(name: &Name) -> String {
    format!("{} {} {}", name.kk, name.ru, name.en)
}
