//! The floor by time: every station by every round, for coordinators.

use super::super::html::Html;
use super::edition::Printed;
use super::frame::{Changed, Frame, widths};
use super::sheet::{Cell, Chart, Line};
use super::voice::{Voice, with_old};
use crate::domain::id::GroupNo;

/// The share of the width that the names of stations take, in hundredths.
const NAME_WIDTH: u8 = 26;

/// Writes the sheet.
pub(super) fn write(html: &mut Html, frame: &Frame, voice: &Voice<'_>, printed: &Printed<Chart>) {
    let chart = &printed.sheet;
    let old = printed.before.sheet();
    let changed = changed(chart, old);
    let lang = voice.first().code();
    html.element("section", &[("class", "sheet chart"), ("lang", lang)], |html| {
        html.leaf("h1", &[], &voice.say("print-chart"));
        frame.alerts(html, voice, printed, &changed);
        html.element("table", &[], |html| {
            widths(
                html,
                [Some(NAME_WIDTH)]
                    .into_iter()
                    .chain(chart.rounds.iter().map(|_| None)),
            );
            html.element("thead", &[], |html| {
                frame.stamp(html, voice, &printed.code, chart.rounds.len() + 1);
                head(html, voice, chart, old);
            });
            for hall in chart.lines.chunk_by(|one, next| one.site.hall == next.site.hall) {
                stations(html, voice, hall, old, chart.rounds.len() + 1);
            }
            html.element("tbody", &[], |html| {
                let resting = old.map(|old| old.resting.as_slice());
                groups(html, &voice.say("print-break"), &chart.resting, resting);
                let elsewhere = old.map(|old| old.elsewhere.as_slice());
                let any = |lists: &[Vec<GroupNo>]| lists.iter().any(|groups| !groups.is_empty());
                if any(&chart.elsewhere) || elsewhere.is_some_and(any) {
                    groups(html, &voice.say("print-elsewhere"), &chart.elsewhere, elsewhere);
                }
            });
        });
    });
}

/// Whether the two say the same of a round.
fn agree(one: &Chart, other: &Chart, index: usize) -> bool {
    let cells = |chart: &Chart| -> Vec<Option<Cell>> {
        chart
            .lines
            .iter()
            .map(|line| line.cells.get(index).cloned())
            .collect()
    };
    one.rounds.get(index) == other.rounds.get(index)
        && one.resting.get(index) == other.resting.get(index)
        && one.elsewhere.get(index) == other.elsewhere.get(index)
        && cells(one) == cells(other)
}

fn changed(chart: &Chart, old: Option<&Chart>) -> Changed {
    let rounds = chart.rounds.iter().enumerate();
    let rounds = rounds.filter(|(index, _)| old.is_some_and(|old| !agree(chart, old, *index)));
    let sites = |chart: &Chart| {
        chart
            .lines
            .iter()
            .map(|line| line.site.clone())
            .collect::<Vec<_>>()
    };
    Changed {
        head: old.is_some_and(|old| sites(old) != sites(chart)),
        rounds: rounds.map(|(_, (round, _))| *round).collect(),
    }
}

fn head(html: &mut Html, voice: &Voice<'_>, chart: &Chart, old: Option<&Chart>) {
    html.element("tr", &[], |html| {
        html.leaf("th", &[("class", "name")], &voice.say("print-station"));
        for (index, (round, time)) in chart.rounds.iter().enumerate() {
            let old = old.and_then(|old| old.rounds.get(index));
            html.element("th", &[("class", "num")], |html| {
                html.element("b", &[], |html| html.text(&round.to_string()));
                html.text(" · ");
                let old = old.map(|(_, time)| time.to_string());
                with_old(html, &time.to_string(), old.as_deref());
            });
        }
    });
}

fn stations(html: &mut Html, voice: &Voice<'_>, hall: &[Line], old: Option<&Chart>, columns: usize) {
    html.element("tbody", &[], |html| {
        html.element("tr", &[("class", "hall")], |html| {
            let name = hall
                .first()
                .map_or_else(String::new, |line| voice.words(&line.site.hall));
            html.leaf("th", &[("colspan", &columns.to_string())], &name);
        });
        for line in hall {
            let old = old.map(|old| old.lines.iter().find(|other| other.site.no == line.site.no));
            html.element("tr", &[], |html| {
                html.element("td", &[("class", "name")], |html| {
                    html.leaf("b", &[], &line.site.no.to_string());
                    html.text(&format!(" {}", voice.words(&line.site.name)));
                });
                for (index, cell) in line.cells.iter().enumerate() {
                    let old = old.map(|old| old.and_then(|old| old.cells.get(index)));
                    let old = old.map(|old| old.map_or_else(String::new, |old| told(voice, old)));
                    html.element("td", &[("class", "cell")], |html| {
                        with_old(html, &told(voice, cell), old.as_deref());
                    });
                }
            });
        }
    });
}

fn told(voice: &Voice<'_>, cell: &Cell) -> String {
    let closed = cell.closed.then(|| format!("× {}", voice.say("print-closed")));
    let due = (!cell.due.is_empty()).then(|| numbers(&cell.due));
    let told: Vec<String> = closed.into_iter().chain(due).collect();
    if told.is_empty() {
        "–".to_owned()
    } else {
        told.join(" ")
    }
}

fn groups(html: &mut Html, label: &str, lists: &[Vec<GroupNo>], old: Option<&[Vec<GroupNo>]>) {
    html.element("tr", &[("class", "hall")], |html| {
        html.leaf("th", &[], label);
        for (index, list) in lists.iter().enumerate() {
            let old = old.and_then(|old| old.get(index)).map(|old| numbers(old));
            html.element("td", &[("class", "cell")], |html| {
                with_old(html, &numbers(list), old.as_deref());
            });
        }
    });
}

fn numbers(groups: &[GroupNo]) -> String {
    let numbers: Vec<String> = groups.iter().map(ToString::to_string).collect();
    numbers.join(", ")
}
