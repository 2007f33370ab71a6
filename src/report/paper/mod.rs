//! Sheets of paper, as pages for printing: routes for the guides of groups, sheets to write on for stations, and
//! the floor by time for coordinators.
//!
//! Laws: black on white says everything, colour nothing; each sheet begins a new page and carries a stamp (event,
//! date, when it was printed, revision of the plan, code of its content); a sheet that replaces another says which
//! and marks what has changed; needs of pupils are on none of them. The same log and moment give the same bytes.

mod chart;
mod edition;
mod frame;
mod gather;
mod post;
mod route;
mod sheet;
mod voice;

use super::html::{Html, page};
use super::phrases::Phrases;
use crate::domain::countdown::Schedule;
use crate::domain::entry::Entry;
use crate::domain::event::{Lang, StationKind};
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, StationNo};
use crate::domain::time::EventTime;
use edition::{Edition, Printed, newest};
use frame::Frame;
use serde::Serialize;
use std::collections::BTreeMap;
use voice::Voice;

/// The style that all sheets share.
const STYLE: &str = include_str!("paper.css");
const PORTRAIT: &str = "@page { size: A4 portrait; margin: 12mm; }";
const LANDSCAPE: &str = "@page { size: A4 landscape; margin: 10mm; }";
const LANDSCAPE_A3: &str = "@page { size: A3 landscape; margin: 10mm; }";
/// A station sheet speaks at most so many languages side by side.
const SIDE_BY_SIDE_MAX: usize = 2;

/// Which sheets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Paper {
    /// The routes of these groups; of all where none is named. A4.
    Routes(Vec<GroupNo>),
    /// The sheets of these stations; of all that take groups where none is named. A4, landscape.
    Posts(Vec<StationNo>),
    /// The floor by time, landscape.
    Chart(Format),
}

/// How large a sheet is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 297 × 420 mm.
    A3,
}

/// What to print.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    /// Which sheets.
    pub paper: Paper,
    /// One language for all; otherwise a group's own, a station's own (at most two), the event's for the floor.
    pub lang: Option<Lang>,
    /// The revision that is in people's hands: only sheets that have changed since are printed.
    pub since: Option<u32>,
    /// Event time when it is printed: entries written later are not looked at. `None` before the event.
    pub at: Option<EventTime>,
}

/// Why nothing is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unprintable {
    /// No floor is open at that moment.
    NoFloor,
    /// No group of this number has a route.
    UnknownGroup(GroupNo),
    /// No station of this number takes groups.
    UnknownStation(StationNo),
    /// This is no earlier revision.
    UnknownRevision {
        /// What was named.
        named: u32,
        /// The revision of the plan.
        newest: u32,
    },
}

/// The sheets as one page of HTML, in order of their numbers. `log` is in the order of entries.
///
/// # Errors
/// The floor is not open, or a group, a station or a revision is unknown.
pub fn print(log: &[Entry], order: &Order, phrases: &dyn Phrases) -> Result<String, Unprintable> {
    match &order.paper {
        Paper::Routes(named) => routes(&Job::new(log, order, phrases), named),
        Paper::Posts(named) => posts(&Job::new(log, order, phrases), named),
        Paper::Chart(format) => chart(&Job::new(log, order, phrases), *format),
    }
}

/// One printing.
struct Job<'a> {
    log: &'a [Entry],
    order: &'a Order,
    phrases: &'a dyn Phrases,
    /// The moment up to which the log is looked at.
    now: EventTime,
}

impl<'a> Job<'a> {
    fn new(log: &'a [Entry], order: &'a Order, phrases: &'a dyn Phrases) -> Self {
        let newest = || log.iter().map(|entry| entry.stamp.at).max();
        Self {
            log,
            order,
            phrases,
            now: order.at.or_else(newest).unwrap_or_default(),
        }
    }

    fn edition<K: Ord + Clone, S: PartialEq + Serialize>(
        &self,
        sheets: impl Fn(&Floor, &Schedule) -> BTreeMap<K, S>,
    ) -> Result<(Edition<K, S>, Frame), Unprintable> {
        let edition = newest(self.log, self.now, self.order.since, sheets)?;
        let day = edition.floor.day().ok_or(Unprintable::NoFloor)?;
        let event = &day.opening.event;
        let frame = Frame {
            title: event.title.clone(),
            date: event.date,
            places: event.places.clone(),
            training: day.opening.rehearsal,
            held: edition.schedule.held().is_some(),
            printed: self.order.at,
            revision: edition.number,
            lang: self.order.lang.unwrap_or(event.language),
        };
        Ok((edition, frame))
    }

    /// The language that was asked for, or these.
    fn voice(&self, langs: Vec<Lang>) -> Voice<'a> {
        Voice::new(self.phrases, self.order.lang.map_or(langs, |lang| vec![lang]))
    }

    /// A page of sheets, or one that says that none has changed.
    fn page(
        &self,
        frame: &Frame,
        title: &str,
        style: &'static str,
        sheets: impl IntoIterator<Item = impl FnOnce(&mut Html)>,
    ) -> String {
        let voice = self.voice(vec![frame.lang]);
        let title = format!("{} · {}", voice.say(title), voice.words(&frame.title));
        page(frame.lang, &title, &[style, STYLE], |html| {
            let mut sheets = sheets.into_iter().peekable();
            if sheets.peek().is_none()
                && let Some(since) = self.order.since
            {
                html.leaf("p", &[], &voice.say_of("print-unchanged", &[("n", since.into())]));
            }
            for sheet in sheets {
                sheet(html);
            }
        })
    }
}

fn routes(job: &Job<'_>, named: &[GroupNo]) -> Result<String, Unprintable> {
    let (edition, frame) = job.edition(gather::routes)?;
    if let Some(unknown) = named.iter().find(|no| edition.floor.group(**no).is_none()) {
        return Err(Unprintable::UnknownGroup(*unknown));
    }
    let frame = &frame;
    let sheets = chosen(&edition.sheets, named).map(|sheet| {
        let voice = job.voice(vec![sheet.sheet.who.lang]);
        move |html: &mut Html| route::write(html, frame, &voice, sheet)
    });
    Ok(job.page(frame, "print-route", PORTRAIT, sheets))
}

fn posts(job: &Job<'_>, named: &[StationNo]) -> Result<String, Unprintable> {
    let (edition, frame) = job.edition(gather::posts)?;
    let takes_groups = |no: &StationNo| {
        let stations = edition.floor.event().map(|event| &event.stations);
        let station = stations.and_then(|stations| stations.get(no));
        station.is_some_and(|station| station.kind == StationKind::Rotation)
    };
    if let Some(unknown) = named.iter().find(|no| !takes_groups(no)) {
        return Err(Unprintable::UnknownStation(*unknown));
    }
    let frame = &frame;
    let sheets = chosen(&edition.sheets, named).map(|sheet| {
        let languages = sheet.sheet.languages.iter().copied();
        let voice = job.voice(languages.take(SIDE_BY_SIDE_MAX).collect());
        move |html: &mut Html| post::write(html, frame, &voice, sheet)
    });
    Ok(job.page(frame, "print-post", LANDSCAPE, sheets))
}

fn chart(job: &Job<'_>, format: Format) -> Result<String, Unprintable> {
    let (edition, frame) = job.edition(gather::chart)?;
    let frame = &frame;
    let style = match format {
        Format::A4 => LANDSCAPE,
        Format::A3 => LANDSCAPE_A3,
    };
    let sheets = chosen(&edition.sheets, &[]).map(|sheet| {
        let voice = job.voice(vec![frame.lang]);
        move |html: &mut Html| chart::write(html, frame, &voice, sheet)
    });
    Ok(job.page(frame, "print-chart", style, sheets))
}

/// The sheets of these numbers, or all where none is named, in order of their numbers.
fn chosen<'a, K: Ord, S>(
    sheets: &'a BTreeMap<K, Printed<S>>,
    named: &'a [K],
) -> impl Iterator<Item = &'a Printed<S>> {
    let wanted = move |key: &K| named.is_empty() || named.contains(key);
    sheets
        .iter()
        .filter(move |(key, _)| wanted(key))
        .map(|(_, sheet)| sheet)
}
