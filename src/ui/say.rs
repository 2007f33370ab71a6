//! Domain values in words of a language: the one place where screens, notices, status and the log table
//! get their sentences from.

use super::keymap::{Action, Context, label};
use super::model::{Contact, Link, Notice, Rebuilding, Said, Trust};
use super::text::{Texts, happened, refusal};
use super::theme::Mark;
use crate::domain::countdown::Countdown;
use crate::domain::entry::Entry;
use crate::domain::event::{Event, Hall, Lang};
use crate::domain::fact::Opening;
use crate::domain::fact::{Audience, Fact};
use crate::domain::id::{GroupNo, Place, Role, StationNo};
use crate::domain::query::station::{State, StationNow};
use crate::domain::query::version::Outdated;
use crate::domain::time::{Digits, EventTime, MINUTE_MS, SECOND_MS};

/// An event time that may be wrong by more than this is said to be vague, in milliseconds.
const VAGUE_MS: i64 = 250;
/// Clocks that were not compared for longer than this are a trouble, in milliseconds.
const UNCHECKED_MS: i64 = MINUTE_MS;

/// The key of a group language's name.
pub const fn language_key(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => "teach-kk",
        Lang::Ru => "teach-ru",
        Lang::En => "teach-en",
    }
}

/// The mark of a station's state: sign, word and style. The last minutes of a running round have their own.
pub fn mark(station: &StationNow<'_>, warn_before_end_min: &[u16]) -> Mark {
    match station.state {
        State::Running => running(station.countdown, warn_before_end_min),
        state => Mark::from(state),
    }
}

fn running(countdown: Countdown, warn_before_end_min: &[u16]) -> Mark {
    let Countdown::ToEnd(left) = countdown else {
        return Mark::Running;
    };
    let within = |minutes: u16| left <= i64::from(minutes) * MINUTE_MS;
    match warn_before_end_min
        .iter()
        .filter(|minutes| within(**minutes))
        .count()
    {
        0 => Mark::Running,
        reached if reached >= 2 => Mark::LastMinute,
        _ => Mark::Soon,
    }
}

/// The digits of a countdown: `07:30`, `+03:10`, or nothing.
pub fn digits(countdown: Countdown) -> String {
    match countdown {
        Countdown::ToStart(ms) | Countdown::ToEnd(ms) => Digits::left(ms).to_string(),
        Countdown::Over(ms) => format!("+{}", Digits::over(ms)),
        Countdown::Nothing => String::new(),
    }
}

/// A place: `station 27`, `advice desk 71`, `coordinator`.
pub fn place(texts: &Texts, place: Place) -> String {
    match place {
        Place::Station(no) => texts.fmt("station-no", &[("s", no.0.into())]),
        Place::Desk(no) => texts.fmt("desk-no", &[("s", no.0.into())]),
        Place::Coordination => texts.get("coordinator").to_owned(),
    }
}

/// Several places in order, stations by their numbers alone: `1–12, 15, advice desk 71`.
pub fn places(texts: &Texts, places: &[Place]) -> String {
    let mut runs: Vec<(StationNo, StationNo)> = Vec::new();
    let mut others = Vec::new();
    for one in places {
        match (*one, runs.last_mut()) {
            (Place::Station(no), Some((_, last))) if last.0.checked_add(1) == Some(no.0) => *last = no,
            (Place::Station(no), _) => runs.push((no, no)),
            (other, _) => others.push(place(texts, other)),
        }
    }
    let run = |(first, last): (StationNo, StationNo)| match last.0 - first.0 {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    };
    let words: Vec<_> = runs.into_iter().map(run).chain(others).collect();
    words.join(", ")
}

/// Who wrote something.
pub fn role(texts: &Texts, role: Role) -> String {
    match role {
        Role::Organiser => texts.get("organiser").to_owned(),
        other => place(texts, other.place()),
    }
}

/// To whom a message goes.
pub fn audience(texts: &Texts, event: Option<&Event>, to: &Audience) -> String {
    match to {
        Audience::All => texts.get("to-all").to_owned(),
        Audience::Hall(id) => {
            let hall = event.and_then(|event| event.hall(id));
            hall.map_or_else(|| id.0.clone(), |hall| hall.name.get(texts.lang()).to_owned())
        }
        Audience::One(one) => place(texts, *one),
    }
}

/// Where a group belongs in this round: another station and its hall, or a break.
pub fn belongs(texts: &Texts, event: Option<&Event>, group: GroupNo, to: Option<StationNo>) -> String {
    let Some(to) = to else {
        return texts.fmt("group-on-break", &[("g", group.0.into())]);
    };
    let told = texts.fmt("m-wrong-group", &[("g", group.0.into()), ("s", to.0.into())]);
    match hall(event, to) {
        Some(hall) => format!("{told}, {}", hall.name.get(texts.lang())),
        None => told,
    }
}

/// The hall of a station.
pub fn hall(event: Option<&Event>, no: StationNo) -> Option<&Hall> {
    let event = event?;
    event.hall(&event.stations.get(&no)?.hall)
}

/// What was undone, looked up where it is known.
pub fn undone_fact(texts: &'static Texts, undone: Option<&Entry>) -> String {
    let what = undone.map_or_else(String::new, |entry| happened(texts, &entry.fact));
    texts.fmt("m-undo", &[("x", (&what).into())])
}

/// The notice line.
pub fn notice(texts: &'static Texts, notice: &Notice, undone: Option<&Entry>) -> String {
    match &notice.said {
        Said::Recorded(entry) if matches!(entry.fact, Fact::EntryUndone(_)) => undone_fact(texts, undone),
        Said::Recorded(entry) => {
            let key = label(Context::Global, Action::Undo).map_or_else(String::new, |key| key.to_string());
            let what = happened(texts, &entry.fact);
            texts.fmt("undo-line", &[("x", (&what).into()), ("k", (&key).into())])
        }
        Said::Refused(why) => refusal(texts, *why),
        Said::Failed(key) | Said::Told(key) => texts.get(key).to_owned(),
        Said::NotFound(sought) => texts.fmt("search-none", &[("x", sought.into())]),
        Said::Stale(moved) => super::screen::replan::stale(texts, moved),
        Said::BackOnline(sent) => texts.fmt("m-online", &[("n", (*sent).into())]),
        Said::Missed(keys) => {
            let words: Vec<_> = keys.iter().map(|key| texts.get(key)).collect();
            texts.fmt("missed-signals", &[("x", words.join(", ").into())])
        }
    }
}

/// That this is a rehearsal, and how fast its time runs.
pub fn rehearsal(texts: &Texts, opening: &Opening) -> String {
    let word = texts.get("rehearsal");
    match opening.pace().factor() {
        1 => word.to_owned(),
        factor => format!("{word} ×{factor}"),
    }
}

/// By how much event time may be wrong, in seconds, rounded up: hundredths below one, tenths above.
fn seconds(texts: &Texts, ms: i64) -> String {
    let ms = ms.max(0);
    let point = if texts.lang() == Lang::En { '.' } else { ',' };
    if ms < SECOND_MS {
        let hundredths = (ms + 9) / 10;
        format!("{}{point}{:02}", hundredths / 100, hundredths % 100)
    } else {
        let tenths = (ms + 99) / 100;
        format!("{}{point}{}", tenths / 10, tenths % 10)
    }
}

/// That event time is vague, where that can be noticed: `clock ±0.30 s`.
pub fn vague(texts: &Texts, trust: Option<Trust>) -> Option<String> {
    let ms = trust?.uncertainty_ms.filter(|ms| *ms > VAGUE_MS)?;
    Some(texts.fmt("clock-within", &[("x", seconds(texts, ms).into())]))
}

/// That the clocks have not been compared for long, where there is something to compare with.
pub fn unchecked(texts: &Texts, trust: Option<Trust>) -> Option<String> {
    let ms = trust?.unchecked_ms;
    let age = Digits::over(ms).to_string();
    (ms > UNCHECKED_MS).then(|| texts.fmt("clock-unchecked", &[("t", age.into())]))
}

/// All that is known of event time, for whoever asks.
pub fn trust(texts: &Texts, trust: Option<Trust>) -> String {
    let Some(trust) = trust else {
        return texts.get("clock-alone").to_owned();
    };
    let age = Digits::over(trust.unchecked_ms).to_string();
    match trust.uncertainty_ms {
        Some(ms) => {
            let values = [("x", seconds(texts, ms).into()), ("t", age.into())];
            texts.fmt("clock-checked", &values)
        }
        None => texts.fmt("clock-unchecked", &[("t", age.into())]),
    }
}

/// Why this program should be updated.
pub fn outdated(texts: &Texts, why: Outdated) -> String {
    match why {
        Outdated::Asked { mine, least } => {
            let versions = [("x", mine.to_string().into()), ("y", least.to_string().into())];
            texts.fmt("program-older", &versions)
        }
        Outdated::Entries(count) => texts.fmt("program-unknown", &[("n", count.into())]),
    }
}

fn offline_since(texts: &Texts, since: EventTime) -> String {
    texts.fmt("link-offline", &[("t", since.hh_mm().to_string().into())])
}

/// The connection in fewer words, for a screen that says elsewhere why there is none.
pub fn link_short(texts: &Texts, link: &Link) -> String {
    match link.contact {
        Contact::Offline { since, .. } if link.unsent > 0 => {
            let unsent = texts.fmt("link-unsent", &[("n", link.unsent.into())]);
            format!("{} · {unsent}", offline_since(texts, since))
        }
        Contact::Offline { since, .. } => offline_since(texts, since),
        Contact::Starting | Contact::Online => self::link(texts, link),
    }
}

/// The connection and how it stands with the clock, in whole sentences.
pub fn connection(texts: &Texts, link: &Link) -> Vec<String> {
    let mut lines = vec![self::link(texts, link)];
    if let Contact::Offline { why, .. } = link.contact {
        lines.push(texts.get(why).to_owned());
    }
    lines.push(trust(texts, link.trust));
    lines
}

/// The connection in a few words: everything sent, or offline since when, how much is unsent, and how far a lost
/// share is rebuilt.
pub fn link(texts: &Texts, link: &Link) -> String {
    let mut parts = Vec::new();
    let unsent = || texts.fmt("link-unsent", &[("n", link.unsent.into())]);
    match link.contact {
        Contact::Starting => parts.push(texts.get("link-starting").to_owned()),
        Contact::Online if link.unsent == 0 => parts.push(texts.get("synced").to_owned()),
        Contact::Online => parts.push(unsent()),
        Contact::Offline { since, why } => {
            parts.extend([offline_since(texts, since), texts.hint(why).to_owned()]);
            if link.unsent > 0 {
                parts.push(unsent());
            }
        }
    }
    parts.extend(vague(texts, link.trust));
    if let Some(Rebuilding { confirmed, of }) = link.rebuilt {
        parts.push(texts.fmt("link-rebuilt", &[("n", confirmed.into()), ("m", of.into())]));
    }
    parts.join(" · ")
}
