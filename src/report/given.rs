//! Figures that are given away: what is kept of them, how they are found again, and what later entries changed.
//!
//! | stable name | figure |
//! |---|---|
//! | `planned_groups`, `planned_pupils`, `planned_sessions`, `planned_person_visits` | what the event file planned |
//! | `sessions` | sessions held |
//! | `sessions_in_progress`, `missed`, `cancelled`, `added`, `moved`, `no_shows`, `unconfirmed`, `on_paper` | the others |
//! | `person_visits` | visits to master classes: pupils counted at the sessions held, summed |
//! | `pupils`, `groups`, `schools` | counted at least once |
//! | `walk_ins` | visitors who joined without a group |
//! | `interest`, `interest_of` | interested hands, and the person-visits where they were counted |
//! | `desk_visits` | visits to advice desks |
//! | `late`, `overruns`, `held_s` | late arrivals, overruns, seconds of general holds |
//! | `briefings_required`, `briefings_marked`, `briefings_unknown` | safety briefings |
//! | `first_aid_calls`, `equipment_faults` | safety |
//!
//! A figure that is unknown or hidden is left out: it was not given.

use super::figures::{cut, measure};
use super::model::{Changed, Changes, Given, Report, Source};
use super::value::{At, Cell};
use crate::domain::entry::Entry;
use crate::domain::fact::{Fact, FiguresGiven, Purpose};
use crate::domain::floor::Floor;
use crate::domain::frontier::{Frontier, Stretch};
use crate::domain::id::{Origin, Role};
use std::collections::{BTreeMap, BTreeSet};

/// The figures by their stable names; what is unknown or hidden is left out.
pub fn by_name(report: &Report) -> BTreeMap<String, i64> {
    let totals = &report.totals;
    let (planned, sessions) = (totals.planned, totals.sessions);
    let briefings = report.safety.briefings;
    let count = |number: usize| Cell::Known(i64::try_from(number).unwrap_or(i64::MAX));
    let few = |number: u32| Cell::Known(i64::from(number));
    let figures = [
        ("planned_groups", few(planned.groups)),
        ("planned_pupils", few(planned.pupils)),
        ("planned_sessions", few(planned.sessions)),
        ("planned_person_visits", few(planned.person_visits)),
        ("sessions", few(sessions.held)),
        ("sessions_in_progress", few(sessions.in_progress)),
        ("missed", few(sessions.missed)),
        ("cancelled", few(sessions.cancelled)),
        ("added", few(sessions.added)),
        ("moved", few(sessions.moved)),
        ("no_shows", few(sessions.no_shows)),
        ("unconfirmed", few(sessions.unconfirmed)),
        ("on_paper", few(sessions.on_paper)),
        ("person_visits", totals.person_visits),
        ("pupils", totals.pupils),
        ("groups", few(totals.groups)),
        ("schools", few(totals.schools)),
        ("walk_ins", Cell::Known(totals.walk_ins)),
        ("interest", totals.interest),
        ("interest_of", totals.interest_of),
        ("desk_visits", totals.desk_visits),
        ("late", count(report.punctuality.late.len())),
        ("overruns", count(report.punctuality.overruns.len())),
        ("held_s", Cell::Known(report.punctuality.held_s)),
        ("briefings_required", few(briefings.required)),
        ("briefings_marked", few(briefings.marked)),
        ("briefings_unknown", few(briefings.unknown)),
        ("first_aid_calls", few(report.safety.first_aid_calls)),
        ("equipment_faults", few(report.safety.equipment_faults)),
    ];
    let known = figures
        .into_iter()
        .filter_map(|(name, cell)| Some((name.to_owned(), cell.number()?)));
    known.collect()
}

/// What is written down when this report is given away.
pub fn giving(report: &Report, floor: &Floor, purpose: Purpose) -> FiguresGiven {
    FiguresGiven {
        purpose,
        as_of: report.as_of.0,
        figures: by_name(report),
        known: stretches(floor.held()),
    }
}

fn stretches(held: &Frontier) -> Vec<Stretch> {
    held.beyond(&Frontier::default()).collect()
}

/// Entries that were known, in a form in which one is found at once.
struct Known(BTreeMap<Origin, Vec<(u64, u64)>>);

impl Known {
    fn of(known: &[Stretch]) -> Self {
        let mut by_origin: BTreeMap<Origin, Vec<(u64, u64)>> = BTreeMap::new();
        for (origin, first, last) in known {
            by_origin.entry(*origin).or_default().push((*first, *last));
        }
        Self(by_origin)
    }

    fn has(&self, entry: &Entry) -> bool {
        let seq = entry.id.seq.0;
        let of_origin = self.0.get(&entry.id.origin);
        of_origin.is_some_and(|rows| rows.iter().any(|(first, last)| (*first..=*last).contains(&seq)))
    }
}

/// The floor as it was known when these figures were given, at the moment up to which they went.
pub fn floor_as_given(floor: &Floor, given: &FiguresGiven) -> Floor {
    let known = Known::of(&given.known);
    let entries = floor.log().iter().filter(|entry| known.has(entry)).cloned();
    let mut then = Floor::of_log(entries.collect());
    then.set_until_as_planned(given.as_of);
    then
}

/// The report as it was made when these figures were given: from the entries that were known then.
pub fn as_given(floor: &Floor, given: &FiguresGiven) -> Report {
    let then = floor_as_given(floor, given);
    let mut report = measure(&then, given.as_of);
    report.given = list(&then, None);
    report
}

/// What has changed of figures that were given: entries that came since and had happened before.
pub fn changes_since(floor: &Floor, given: &FiguresGiven) -> Changes {
    let known = Known::of(&given.known);
    let mut sources: BTreeMap<(Role, Origin), u64> = BTreeMap::new();
    for entry in floor.log() {
        let of_then = entry.at <= given.as_of && !matches!(entry.fact, Fact::FiguresGiven(_));
        if of_then && !known.has(entry) {
            *sources.entry((entry.role, entry.id.origin)).or_default() += 1;
        }
    }
    if sources.is_empty() {
        return Changes::default();
    }
    let now = by_name(&measure(&cut(floor, given.as_of), given.as_of));
    let names: BTreeSet<&String> = given.figures.keys().chain(now.keys()).collect();
    let changed = names.into_iter().filter_map(|name| {
        let (was, now) = (given.figures.get(name).copied(), now.get(name).copied());
        (was != now).then(|| Changed {
            name: name.clone(),
            was,
            now,
        })
    });
    let source = |((role, origin), entries)| Source {
        role,
        origin,
        entries,
    };
    Changes {
        figures: changed.collect(),
        entries: sources.values().sum(),
        sources: sources.into_iter().map(source).collect(),
    }
}

/// The figures that were given up to the moment at which this floor is looked at, the newest first. Of the newest
/// of each purpose it is told what has changed, if `whole` is the floor to ask for that.
pub(super) fn list(floor: &Floor, whole: Option<&Floor>) -> Vec<Given> {
    let mut told: BTreeSet<Purpose> = BTreeSet::new();
    let marks = floor.given.standing(&floor.undone).rev();
    let list = marks.map(|mark| {
        let given = &mark.value;
        let changes = whole
            .filter(|_| told.insert(given.purpose))
            .map(|whole| changes_since(whole, given));
        Given {
            purpose: given.purpose,
            at: At(mark.at),
            as_of: At(given.as_of),
            figures: given.figures.clone(),
            changes,
        }
    });
    list.collect()
}
