//! What every sheet has around its table: the stamp, and the box that says what it replaces.

use super::super::html::Html;
use super::edition::{Before, Printed};
use super::voice::{SIGN, Voice};
use crate::domain::event::{Lang, Places, Words};
use crate::domain::id::RoundNo;
use crate::domain::time::EventTime;
use chrono::{Days, NaiveDate};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// What the sheets of one printing have in common.
pub(super) struct Frame {
    /// The title of the event.
    pub(super) title: Words,
    /// Its date.
    pub(super) date: NaiveDate,
    /// Where help and safety are found.
    pub(super) places: Places,
    /// A rehearsal.
    pub(super) training: bool,
    /// A general hold lasts.
    pub(super) held: bool,
    /// When it was printed, in event time.
    pub(super) printed: Option<EventTime>,
    /// The revision of the plan.
    pub(super) revision: u32,
    /// The language that was asked for, or the event's.
    pub(super) lang: Lang,
}

impl Frame {
    /// The row above the head of a table of so many columns, repeated on each page: which event, when, which revision,
    /// which content.
    pub(super) fn stamp(&self, html: &mut Html, voice: &Voice<'_>, code: &str, columns: usize) {
        let voice = voice.alone();
        let printed = match self.printed {
            None => voice.say("print-printed-before"),
            Some(at) => voice.say_of("print-printed", &[("t", self.moment(at, voice.first()).into())]),
        };
        let parts = [
            voice.words(&self.title),
            date(self.date, voice.first()),
            printed,
            voice.say_of("print-revision", &[("n", self.revision.into())]),
            voice.say_of("print-code", &[("x", code.into())]),
        ];
        html.element("tr", &[("class", "stamp")], |html| {
            html.element("th", &[("colspan", &columns.to_string())], |html| {
                if self.training {
                    html.leaf("b", &[], &voice.say("print-training"));
                    html.text(" · ");
                }
                html.text(&parts.join(" · "));
            });
        });
    }

    /// The hour and minute, with the date where it is not the day of the event.
    fn moment(&self, at: EventTime, lang: Lang) -> String {
        let days = at.0.div_euclid(DAY_MS);
        let moved = Days::new(days.unsigned_abs());
        let day = if days < 0 {
            self.date.checked_sub_days(moved)
        } else {
            self.date.checked_add_days(moved)
        };
        match day.filter(|day| *day != self.date) {
            Some(day) => format!("{} {}", date(day, lang), at.hh_mm()),
            None => at.hh_mm().to_string(),
        }
    }

    /// The boxes above a table: what the sheet replaces and what has changed, and a hold that lasts.
    pub(super) fn alerts<S>(
        &self,
        html: &mut Html,
        voice: &Voice<'_>,
        printed: &Printed<S>,
        changed: &Changed,
    ) {
        match &printed.before {
            Before::Nothing => {}
            Before::Lacking(revision) => {
                alert(html, &voice.say_of("print-new", &[("n", (*revision).into())]));
            }
            Before::Sheet(revision, _) => {
                let replaces = voice.say_of("print-replaces", &[("n", (*revision).into())]);
                let what = changed.told(voice);
                let sign = voice.say("print-sign");
                alert(html, &format!("{SIGN} {replaces}; {what}. ({SIGN}: {sign})"));
            }
        }
        if self.held {
            alert(html, &voice.say("print-hold"));
        }
    }

    /// Where help and safety are found, in lines; what the event does not tell is left out.
    pub(super) fn help(&self, html: &mut Html, voice: &Voice<'_>) {
        let of = |words: &Words| voice.words(words);
        let lines = [
            ("print-assembly", of(&self.places.assembly), "place"),
            ("print-info", of(&self.places.info), "place"),
            ("print-first-aid", of(&self.places.first_aid), "place"),
            ("print-emergency", self.places.emergency.clone(), "emergency"),
        ];
        html.element("div", &[("class", "places")], |html| {
            for (label, place, class) in lines.iter().filter(|(_, place, _)| !place.is_empty()) {
                let label = voice.say(label);
                html.element("p", &[("class", class)], |html| {
                    // Many events write "Assembly point: the square" themselves.
                    if !place.to_lowercase().starts_with(&label.to_lowercase()) {
                        html.text(&format!("{label}: "));
                    }
                    html.leaf("b", &[], place);
                });
            }
        });
    }
}

/// The widths of the columns of a table, in hundredths; what they leave is shared by the others.
pub(super) fn widths(html: &mut Html, columns: impl IntoIterator<Item = Option<u8>>) {
    html.element("colgroup", &[], |html| {
        for width in columns {
            match width {
                Some(width) => html.single("col", &[("style", &format!("width: {width}%"))]),
                None => html.single("col", &[]),
            }
        }
    });
}

fn alert(html: &mut Html, text: &str) {
    html.leaf("p", &[("class", "alert")], text);
}

/// What differs from the replaced sheet.
pub(super) struct Changed {
    /// Something above the table.
    pub(super) head: bool,
    /// These rounds.
    pub(super) rounds: Vec<RoundNo>,
}

impl Changed {
    /// The rounds of `now` that are not as they were.
    pub(super) fn of<R: PartialEq>(head: bool, now: &[R], old: &[R], round: impl Fn(&R) -> RoundNo) -> Self {
        let same = |row: &&R| old.iter().any(|other| other == *row);
        Self {
            head,
            rounds: now.iter().filter(|row| !same(row)).map(round).collect(),
        }
    }

    fn told(&self, voice: &Voice<'_>) -> String {
        let head = self.head.then(|| voice.say("print-changed-head"));
        let rounds: Vec<String> = self.rounds.iter().map(ToString::to_string).collect();
        let rounds = (!rounds.is_empty())
            .then(|| voice.say_of("print-changed-rounds", &[("x", rounds.join(", ").into())]));
        let told: Vec<String> = head.into_iter().chain(rounds).collect();
        told.join("; ")
    }
}

/// A date as the language writes it.
pub(super) fn date(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Kk | Lang::Ru => date.format("%d.%m.%Y").to_string(),
        Lang::En => date.format("%-d %B %Y").to_string(),
    }
}
