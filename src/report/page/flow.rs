//! The flow of the floor: pupils at the stations minute by minute, with rounds and general holds.

use super::svg::{Anchor, Area, Drawing, Fill, Scale, draw};
use crate::domain::time::{EventTime, MINUTE_MS};
use crate::report::figures::{Flow, Minute};
use crate::report::html::Html;
use crate::report::model::Report;
use crate::report::words::{Value, Words};
use std::fmt::Write as _;

const WIDTH: i64 = 1_880;
const HEIGHT: i64 = 320;
const MARGIN: i64 = 70;
/// The line of nobody.
const GROUND: i64 = 275;
/// The room above it, below the numbers of the rounds.
const ROOM: i64 = 235;

/// The axes of the chart.
struct Axes {
    from: i64,
    to: i64,
    scale: Scale,
}

impl Axes {
    /// From a quarter of an hour before the day to one after it, the rounds still to come included.
    fn of(report: &Report, flow: &Flow) -> Option<Self> {
        let minute = |at: EventTime| at.0.div_euclid(MINUTE_MS);
        let rounds = || report.by_round.iter();
        let starts = rounds().map(|round| minute(round.now.start.0));
        let ends = rounds().map(|round| minute(round.now.end.0));
        let seen = || flow.minutes.iter().map(|at| minute(at.at.0));
        let from = starts.chain(seen()).min()?;
        let to = ends.chain(seen()).max()?;
        let highest = flow.minutes.iter().filter_map(|at| at.pupils.number()).max();
        Some(Self {
            from: from.div_euclid(15) * 15,
            to: (to + 14).div_euclid(15) * 15,
            scale: Scale::to(highest.unwrap_or(0)),
        })
    }

    fn x(&self, at: EventTime) -> i64 {
        let length = (self.to - self.from).max(1) * MINUTE_MS;
        let since = at.since(EventTime(self.from * MINUTE_MS)).clamp(0, length);
        MARGIN + (WIDTH - MARGIN - 20) * since / length
    }

    const fn y(&self, pupils: i64) -> i64 {
        GROUND - self.scale.length(pupils, ROOM)
    }
}

/// Adds the chart.
pub(super) fn flow(html: &mut Html, words: &Words, report: &Report, flow: &Flow) {
    let label = words.get("chart-flow");
    let Some(axes) = Axes::of(report, flow) else {
        html.leaf("p", &[], &words.get("report-none"));
        return;
    };
    draw(html, (WIDTH, HEIGHT), &label, |chart| {
        rounds(chart, report, &axes);
        grid(chart, words, &axes);
        curve(chart, flow, &axes);
        holds(chart, report, &axes);
        unknown(chart, flow, &axes);
        peak(chart, words, flow, &axes);
        now(chart, report, &axes);
    });
}

fn rounds(chart: &mut Drawing<'_>, report: &Report, axes: &Axes) {
    for round in &report.by_round {
        let (left, right) = (axes.x(round.now.start.0), axes.x(round.now.end.0));
        let area = Area {
            left,
            top: GROUND - ROOM,
            width: right - left,
            height: ROOM,
        };
        chart.area(area, Fill::White, "round");
        let at = (i64::midpoint(left, right), GROUND - ROOM - 10);
        chart.text(at, Anchor::Middle, "label strong", &round.round.0.to_string());
    }
}

fn grid(chart: &mut Drawing<'_>, words: &Words, axes: &Axes) {
    for value in axes.scale.values() {
        let height = axes.y(value);
        chart.path(&format!("M{MARGIN},{height} H{WIDTH}"), "grid");
        chart.text(
            (MARGIN - 8, height + 8),
            Anchor::End,
            "small",
            &words.number(value),
        );
    }
    let apart = if axes.to - axes.from > 6 * 60 { 60 } else { 30 };
    let first = (axes.from + apart - 1).div_euclid(apart) * apart;
    let mut minute = first;
    while minute <= axes.to {
        let at = EventTime(minute * MINUTE_MS);
        let x = axes.x(at);
        chart.path(&format!("M{x},{GROUND} v8"), "axis");
        chart.text((x, GROUND + 34), Anchor::Middle, "label", &at.hh_mm().to_string());
        minute += apart;
    }
}

fn holds(chart: &mut Drawing<'_>, report: &Report, axes: &Axes) {
    for hold in &report.punctuality.holds {
        let until = hold.until.map_or(report.as_of.0, |until| until.0);
        let (left, right) = (axes.x(hold.since.0), axes.x(until));
        let area = Area {
            left,
            top: GROUND - ROOM,
            width: (right - left).max(6),
            height: ROOM,
        };
        chart.area(area, Fill::Dots, "hold");
    }
}

/// Steps from minute to minute; where nothing is known or shown there is a gap.
fn curve(chart: &mut Drawing<'_>, flow: &Flow, axes: &Axes) {
    let runs = flow
        .minutes
        .chunk_by(|one, next| one.pupils.number().is_some() == next.pupils.number().is_some());
    for run in runs {
        let Some(first) = run.first().filter(|first| first.pupils.number().is_some()) else {
            continue;
        };
        let mut steps = String::new();
        for minute in run {
            let y = axes.y(minute.pupils.number().unwrap_or(0));
            // Writing to memory cannot fail.
            let _ok = write!(steps, " V{y} H{}", axes.x(end(minute)));
        }
        let left = axes.x(first.at.0);
        chart.path(&format!("M{left},{GROUND}{steps} V{GROUND} Z"), "flow");
    }
}

const fn end(minute: &Minute) -> EventTime {
    minute.at.0.plus_ms(MINUTE_MS)
}

/// Crosses on the ground while something is not known.
fn unknown(chart: &mut Drawing<'_>, flow: &Flow, axes: &Axes) {
    let every_third = flow.minutes.iter().step_by(3);
    let holes = every_third.filter(|at| at.unknown > 0);
    for minute in holes {
        let x = axes.x(minute.at.0);
        let top = GROUND - 12;
        chart.path(&format!("M{x},{top} l10,10 m-10,0 l10,-10"), "axis");
    }
}

/// When most pupils were at the stations.
fn peak(chart: &mut Drawing<'_>, words: &Words, flow: &Flow, axes: &Axes) {
    let known = flow
        .minutes
        .iter()
        .filter_map(|at| Some((at, at.pupils.number()?)));
    let most = known.max_by_key(|(at, pupils)| (*pupils, std::cmp::Reverse(at.at)));
    let Some((minute, pupils)) = most.filter(|(_, pupils)| *pupils > 0) else {
        return;
    };
    let facts = [
        ("n", Value::from(words.number(pupils))),
        ("t", Value::from(minute.at.0.hh_mm().to_string())),
    ];
    let x = axes.x(minute.at.0);
    let anchor = if x > WIDTH * 3 / 4 {
        Anchor::End
    } else {
        Anchor::Start
    };
    let at = (x + 4, axes.y(pupils) - 8);
    chart.text(at, anchor, "label strong", &words.fmt("chart-peak", &facts));
}

/// Up to where the report goes, where the day goes on.
fn now(chart: &mut Drawing<'_>, report: &Report, axes: &Axes) {
    let minute = report.as_of.0.0.div_euclid(MINUTE_MS);
    if minute < axes.to {
        let x = axes.x(report.as_of.0);
        chart.path(&format!("M{x},{} V{GROUND}", GROUND - ROOM), "now");
    }
}
