//! The sheet that lies at a station: who is due, and columns to write on.

use super::super::html::Html;
use super::edition::Printed;
use super::frame::{Changed, Frame, widths};
use super::sheet::{Post, Turn, Who};
use super::voice::{SIGN, Voice, with_old};
use crate::domain::id::GroupNo;

/// From so many rounds on the rows are lower.
const MANY_ROUNDS: usize = 9;
/// Empty rows for visitors without a group and for changes.
const EMPTY_ROWS: usize = 4;

/// Writes the sheet.
pub(super) fn write(html: &mut Html, frame: &Frame, voice: &Voice<'_>, printed: &Printed<Post>) {
    let post = &printed.sheet;
    let old = printed.before.sheet();
    let changed = Changed::of(
        old.is_some_and(|old| facts(voice, old) != facts(voice, post) || old.briefing != post.briefing),
        &post.turns,
        old.map_or(&post.turns, |old| &old.turns),
        |turn| turn.round,
    );
    let class = if post.turns.len() > MANY_ROUNDS {
        "sheet post many"
    } else {
        "sheet post"
    };
    let lang = voice.first().code();
    html.element("section", &[("class", class), ("lang", lang)], |html| {
        top(html, voice, post, old);
        frame.alerts(html, voice, printed, &changed);
        html.element("table", &[], |html| {
            let columns = columns(post.briefing);
            head(html, frame, voice, &printed.code, &columns);
            let blanks = columns.len().saturating_sub(WRITTEN);
            html.element("tbody", &[], |html| {
                for turn in &post.turns {
                    let old = old.map(|old| old.turns.iter().find(|other| other.round == turn.round));
                    rows(html, voice, turn, old.flatten(), blanks);
                }
                empty_rows(html, voice, blanks);
            });
        });
    });
}

fn top(html: &mut Html, voice: &Voice<'_>, post: &Post, old: Option<&Post>) {
    html.element("div", &[("class", "top")], |html| {
        html.leaf("div", &[("class", "big")], &post.site.no.to_string());
        html.element("div", &[("class", "facts")], |html| {
            let station = voice.say_of("print-station-no", &[("s", post.site.no.0.into())]);
            html.leaf("h1", &[], &format!("{} · {station}", voice.say("print-post")));
            let olds = old.map(|old| facts(voice, old));
            for (index, fact) in facts(voice, post).iter().enumerate() {
                let old = olds.as_ref().and_then(|olds| olds.get(index));
                if !fact.is_empty() || old.is_some_and(|old| !old.is_empty()) {
                    html.element("p", &[], |html| with_old(html, fact, old.map(String::as_str)));
                }
            }
            if post.briefing {
                html.element("p", &[], |html| {
                    html.leaf("b", &[], &voice.say("print-brief-first"));
                });
            }
        });
    });
}

/// What is told of the station.
fn facts(voice: &Voice<'_>, post: &Post) -> [String; 3] {
    [
        voice.words(&post.site.name),
        voice.words(&post.org),
        format!(
            "{} · {}: {}",
            voice.words(&post.site.hall),
            voice.say("print-places"),
            post.places
        ),
    ]
}

/// So many columns are filled in by the plan: round, time, group, school and class, planned.
const WRITTEN: usize = 5;

/// A column: the key of its head, and its width in hundredths.
type Column = (&'static str, Option<u8>);

fn columns(briefing: bool) -> Vec<Column> {
    let plan = [
        ("print-round", Some(6)),
        ("print-time", Some(10)),
        ("print-group", Some(8)),
        ("print-who", Some(19)),
        ("print-planned", Some(8)),
    ];
    let counts = [
        ("print-came", Some(8)),
        ("print-gone", Some(8)),
        ("print-interested", Some(12)),
    ];
    let briefing = briefing.then_some(("print-briefing", Some(10)));
    let written = counts.into_iter().chain(briefing);
    plan.into_iter()
        .chain(written)
        .chain([("print-notes", None)])
        .collect()
}

fn head(html: &mut Html, frame: &Frame, voice: &Voice<'_>, code: &str, columns: &[Column]) {
    widths(html, columns.iter().map(|(_, width)| *width));
    html.element("thead", &[], |html| {
        frame.stamp(html, voice, code, columns.len());
        html.element("tr", &[], |html| {
            for (key, _) in columns {
                html.leaf("th", &[], &voice.say(key));
            }
        });
    });
}

/// The rows of a round: groups that are due, then those that are no longer.
fn rows(html: &mut Html, voice: &Voice<'_>, turn: &Turn, old: Option<&Turn>, blanks: usize) {
    let old_time = old.map(|old| old.time.to_string());
    let opening = |html: &mut Html| {
        html.leaf("td", &[("class", "num")], &turn.round.to_string());
        html.element("td", &[("class", "num")], |html| {
            with_old(html, &turn.time.to_string(), old_time.as_deref());
        });
    };
    let nobody = if turn.closed {
        format!("× {}", voice.say("print-closed"))
    } else {
        voice.say("print-nobody")
    };
    if turn.due.is_empty() {
        html.element("tr", &[], |html| {
            opening(html);
            html.leaf("td", &[("class", "group")], "–");
            html.leaf("td", &[], &nobody);
            cells(html, blanks + 1);
        });
    }
    for (no, who) in &turn.due {
        let before = old.and_then(|old| old.due.iter().find(|(other, _)| other == no));
        html.element("tr", &[], |html| {
            opening(html);
            let is_new = old.is_some() && before.is_none();
            due(html, voice, (*no, who), is_new, before.map(|(_, who)| who));
            cells(html, blanks);
        });
    }
    let gone = old.map_or(&[][..], |old| &old.due);
    for (no, who) in gone
        .iter()
        .filter(|(no, _)| turn.due.iter().all(|(other, _)| other != no))
    {
        html.element("tr", &[("class", "gone")], |html| {
            html.leaf("td", &[("class", "num")], &format!("{SIGN} {}", turn.round));
            html.leaf("td", &[("class", "num")], &turn.time.to_string());
            html.element("td", &[("class", "group")], |html| {
                html.leaf("del", &[], &no.to_string());
            });
            html.leaf("td", &[], &of_whom(voice, who));
            html.leaf("td", &[("class", "num")], &who.pupils.to_string());
            cells(html, blanks);
        });
    }
}

/// The cells of a group; `old` is what the replaced sheet said of it in this round.
fn due(html: &mut Html, voice: &Voice<'_>, (no, who): (GroupNo, &Who), is_new: bool, old: Option<&Who>) {
    html.element("td", &[("class", "group")], |html| {
        if is_new {
            html.leaf("ins", &[], &format!("{SIGN} {no}"));
        } else {
            html.text(&no.to_string());
        }
    });
    html.element("td", &[], |html| {
        let old = old.map(|old| of_whom(voice, old));
        with_old(html, &of_whom(voice, who), old.as_deref());
    });
    html.element("td", &[("class", "num")], |html| {
        let old = old.map(|old| old.pupils.to_string());
        with_old(html, &who.pupils.to_string(), old.as_deref());
    });
}

fn of_whom(voice: &Voice<'_>, who: &Who) -> String {
    format!("{}, {} · {}", who.school, who.class, voice.lang_name(who.lang))
}

fn empty_rows(html: &mut Html, voice: &Voice<'_>, blanks: usize) {
    html.element("tr", &[], |html| {
        let all = (WRITTEN + blanks).to_string();
        html.leaf("th", &[("colspan", &all)], &voice.say("print-walk-ins"));
    });
    for _ in 0..EMPTY_ROWS {
        html.element("tr", &[], |html| cells(html, WRITTEN + blanks));
    }
}

fn cells(html: &mut Html, count: usize) {
    for _ in 0..count {
        html.leaf("td", &[], "");
    }
}
