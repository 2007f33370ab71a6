//! The route sheet of a group: for its guide, who has no screen.

use super::super::html::Html;
use super::edition::Printed;
use super::frame::{Changed, Frame, widths};
use super::sheet::{Halt, Leg, Route};
use super::voice::{Voice, with_old};

/// From so many rounds on the rows are lower, so that the sheet stays on one page.
const MANY_ROUNDS: usize = 10;

/// Writes the sheet.
pub(super) fn write(html: &mut Html, frame: &Frame, voice: &Voice<'_>, printed: &Printed<Route>) {
    let route = &printed.sheet;
    let old = printed.before.sheet();
    let changed = Changed::of(
        old.is_some_and(|old| old.who != route.who || old.adults != route.adults),
        &route.legs,
        old.map_or(&route.legs, |old| &old.legs),
        |leg| leg.round,
    );
    let class = if route.legs.len() > MANY_ROUNDS {
        "sheet route many"
    } else {
        "sheet route"
    };
    html.element(
        "section",
        &[("class", class), ("lang", voice.first().code())],
        |html| {
            top(html, voice, route, old);
            frame.alerts(html, voice, printed, &changed);
            html.element("table", &[], |html| {
                head(html, frame, voice, &printed.code);
                html.element("tbody", &[], |html| {
                    for leg in &route.legs {
                        let old = old.map(|old| old.legs.iter().find(|other| other.round == leg.round));
                        row(html, voice, leg, old.flatten());
                    }
                });
            });
            frame.help(html, voice);
        },
    );
}

fn top(html: &mut Html, voice: &Voice<'_>, route: &Route, old: Option<&Route>) {
    html.element("div", &[("class", "top")], |html| {
        html.leaf("div", &[("class", "big")], &route.group.to_string());
        html.element("div", &[("class", "facts")], |html| {
            let group = voice.say_of("print-group-no", &[("g", route.group.0.into())]);
            html.leaf("h1", &[], &format!("{} · {group}", voice.say("print-route")));
            let facts = facts(voice, route);
            let olds = old.map(|old| self::facts(voice, old));
            for (index, (label, fact)) in facts.iter().enumerate() {
                html.element("p", &[], |html| {
                    html.text(&format!("{label}: "));
                    html.element("b", &[], |html| {
                        let old = olds.as_ref().and_then(|olds| olds.get(index));
                        with_old(html, fact, old.map(|(_, fact)| fact.as_str()));
                    });
                });
            }
        });
    });
}

/// What is told of the group, each with its label.
fn facts(voice: &Voice<'_>, route: &Route) -> [(String, String); 4] {
    let who = &route.who;
    [
        (voice.say("print-who"), format!("{}, {}", who.school, who.class)),
        (voice.say("print-language"), voice.lang_name(who.lang)),
        (voice.say("print-pupils"), who.pupils.to_string()),
        (voice.say("print-adults"), route.adults.to_string()),
    ]
}

fn head(html: &mut Html, frame: &Frame, voice: &Voice<'_>, code: &str) {
    let columns = [
        ("print-round", Some(7)),
        ("print-time", Some(21)),
        ("print-station", Some(15)),
        ("print-master-class", None),
        ("print-hall", None),
    ];
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

fn row(html: &mut Html, voice: &Voice<'_>, leg: &Leg, old: Option<&Leg>) {
    let old_time = old.map(|old| old.time.to_string());
    let old_halt = old.map(|old| told(voice, &old.halt));
    html.element("tr", &[], |html| {
        html.leaf("td", &[("class", "num")], &leg.round.to_string());
        html.element("td", &[("class", "time")], |html| {
            with_old(html, &leg.time.to_string(), old_time.as_deref());
        });
        for (index, (class, text)) in ["no", "what", "hall"]
            .into_iter()
            .zip(told(voice, &leg.halt))
            .enumerate()
        {
            html.element("td", &[("class", class)], |html| {
                let old = old_halt.as_ref().and_then(|old| old.get(index));
                with_old(html, &text, old.map(String::as_str));
            });
        }
    });
}

/// The number, what is there, and the hall.
fn told(voice: &Voice<'_>, halt: &Halt) -> [String; 3] {
    let word = |sign: &str, key: &str| [sign.to_owned(), voice.say(key), String::new()];
    match halt {
        Halt::Station(site) => [
            site.no.to_string(),
            voice.words(&site.name),
            voice.words(&site.hall),
        ],
        Halt::Break => word("–", "print-break"),
        Halt::Skipped => word("–", "print-skipped"),
        Halt::Left => word("×", "print-left"),
        Halt::Absent => word("×", "print-absent"),
        Halt::Unplanned => word("!", "print-unplanned"),
        Halt::Closed(no) => [
            "!".to_owned(),
            voice.say_of("print-ask", &[("s", no.0.into())]),
            String::new(),
        ],
    }
}
