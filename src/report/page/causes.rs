//! Lateness and overruns by cause, and the stations with the most interest.

use super::svg::{Anchor, Area, Drawing, Fill, draw};
use crate::domain::fact::Reason;
use crate::domain::id::StationNo;
use crate::report::html::Html;
use crate::report::model::Report;
use crate::report::words::Words;
use std::cmp::Reverse;
use std::collections::BTreeMap;

const WIDTH: i64 = 920;
/// Where the bars begin: left of it stand the causes.
const LEFT: i64 = 340;
/// The room for the longest bar; right of it stands what it says.
const ROOM: i64 = 200;
/// The height of one cause.
const LINE: i64 = 40;
/// At most so many causes are drawn; there are not many more.
const CAUSES: usize = 8;

/// How often and for how many seconds.
#[derive(Clone, Copy, Default)]
struct Lost {
    times: i64,
    seconds: i64,
}

impl Lost {
    const fn add(&mut self, seconds: i64) {
        self.times += 1;
        self.seconds += seconds;
    }
}

/// What one cause cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    late: Lost,
    over: Lost,
}

impl Cost {
    const fn seconds(&self) -> i64 {
        self.late.seconds + self.over.seconds
    }
}

/// Why somebody was late or a station went over its time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    Told(Reason),
    /// The group went to a wrong station first.
    SentOn,
    Unknown,
}

impl Cause {
    fn of(reason: Option<Reason>) -> Self {
        reason.map_or(Self::Unknown, Self::Told)
    }

    fn name(self, words: &Words) -> String {
        match self {
            Self::Told(reason) => words.code("reason", reason.code()),
            Self::SentOn => words.get("chart-cause-sent-on"),
            Self::Unknown => words.get("chart-cause-unknown"),
        }
    }
}

/// Cause → what it cost, the dearest first.
fn costs(report: &Report) -> Vec<(Cause, Cost)> {
    let mut costs: BTreeMap<Cause, Cost> = BTreeMap::new();
    for late in &report.punctuality.late {
        let cause = match (late.reason, late.sent_on_from) {
            (None, Some(_)) => Cause::SentOn,
            (reason, _) => Cause::of(reason),
        };
        costs.entry(cause).or_default().late.add(late.late_s);
    }
    for over in &report.punctuality.overruns {
        let cause = Cause::of(over.cause);
        costs.entry(cause).or_default().over.add(over.over_s);
    }
    let mut costs: Vec<_> = costs.into_iter().collect();
    costs.sort_by_key(|(cause, cost)| (Reverse(cost.seconds()), *cause));
    costs.truncate(CAUSES);
    costs
}

/// Adds the chart of causes.
pub(super) fn causes(html: &mut Html, words: &Words, report: &Report) {
    let costs = costs(report);
    if costs.is_empty() {
        html.leaf("p", &[], &words.get("report-none"));
        return;
    }
    let most = costs
        .iter()
        .map(|(_, cost)| cost.seconds())
        .max()
        .unwrap_or(0)
        .max(1);
    let lines = i64::try_from(costs.len()).unwrap_or(0);
    let label = words.get("chart-causes");
    draw(html, (WIDTH, lines * LINE + 44), &label, |chart| {
        legend(chart, words);
        for (place, (cause, cost)) in (1..).zip(&costs) {
            bar(chart, words, place * LINE, &cause.name(words), cost, most);
        }
    });
}

fn legend(chart: &mut Drawing<'_>, words: &Words) {
    let swatch = |left| Area {
        left,
        top: 6,
        width: 40,
        height: 22,
    };
    chart.area(swatch(LEFT), Fill::Black, "column");
    chart.text((LEFT + 50, 26), Anchor::Start, "label", &words.get("chart-late"));
    chart.area(swatch(LEFT + 230), Fill::Rising, "column");
    chart.text(
        (LEFT + 280, 26),
        Anchor::Start,
        "label",
        &words.get("chart-overrun"),
    );
}

fn bar(chart: &mut Drawing<'_>, words: &Words, top: i64, cause: &str, cost: &Cost, most: i64) {
    let width = |seconds: i64| ROOM * seconds / most;
    let (late, over) = (width(cost.late.seconds), width(cost.over.seconds));
    let part = |left, width| Area {
        left,
        top: top + 6,
        width,
        height: LINE - 12,
    };
    chart.text((LEFT - 12, top + 29), Anchor::End, "label", cause);
    chart.area(part(LEFT, late), Fill::Black, "column");
    chart.area(part(LEFT + late, over), Fill::Rising, "column");
    let told = [cost.late, cost.over]
        .iter()
        .filter(|lost| lost.times > 0)
        .map(|lost| format!("{}× {}", words.number(lost.times), words.length(lost.seconds)))
        .collect::<Vec<_>>();
    let at = (LEFT + late + over + 10, top + 29);
    chart.text(at, Anchor::Start, "label", &told.join(" + "));
}

/// Adds the stations with the most interest, best first.
pub(super) fn top(html: &mut Html, words: &Words, report: &Report) {
    let stations = &report.top.by_interest;
    if stations.is_empty() {
        html.leaf("p", &[], &words.get("report-none"));
        return;
    }
    html.element("table", &[("class", "top")], |html| {
        html.element("tbody", &[], |html| {
            for no in stations {
                place(html, words, report, *no);
            }
        });
    });
}

fn place(html: &mut Html, words: &Words, report: &Report, no: StationNo) {
    let mut rows = report.by_station.iter();
    let Some(row) = rows.find(|row| row.station == no) else {
        return;
    };
    html.element("tr", &[], |html| {
        html.leaf("td", &[("class", "number")], &no.0.to_string());
        html.leaf("td", &[("class", "wide")], words.name(&row.name));
        html.leaf("td", &[("class", "wide")], words.name(&row.organisation));
        let share = words.share(row.tally.interest, row.tally.interest_of);
        html.leaf("td", &[("class", "number")], &share);
    });
}
