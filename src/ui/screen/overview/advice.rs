//! What to do about an alarm: in words, and the lever or the page that Enter opens.

use super::alarms::Item;
use super::ask;
use crate::domain::command::Command;
use crate::domain::event::{Event, HallId};
use crate::domain::id::{GroupNo, Place, RoundNo, StationNo};
use crate::domain::query::alarms::Alarm;
use crate::domain::query::groups::group_now;
use crate::domain::query::overview::{Overview, Row, Trouble};
use crate::domain::query::people::messages;
use crate::domain::query::routes::{Misfit, Why, offers};
use crate::domain::query::station::{Present, offered_count};
use crate::ui::dialog::{Dialog, Step, Subject};
use crate::ui::keymap::{Action, Context, label};
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use crate::ui::say;
use crate::ui::screen::evacuation;

/// How many of the stations that fit are named.
const OFFERS_MAX: usize = 6;

/// What to do about it, in a sentence or two.
pub(super) fn words(model: &Model, floor: &Overview<'_>, item: Item) -> String {
    let texts = model.texts();
    match item {
        Item::Alarm(Alarm::CallUnaccepted { .. }) => texts.get("do-call").to_owned(),
        Item::Alarm(Alarm::Unaccounted { group, missing }) => {
            let key = if missing.is_some() {
                "do-missing"
            } else {
                "do-uncounted"
            };
            format!("{} {}", texts.get(key), last_seen(model, floor, group))
        }
        Item::Alarm(Alarm::At {
            station,
            trouble,
            group,
        }) => floor
            .row(station)
            .map_or_else(String::new, |row| at_station(model, floor, row, trouble, group)),
        Item::Alarm(Alarm::Misfit(misfit)) => about_misfit(model, &misfit),
        Item::Alarm(Alarm::Unconfirmed(_)) => texts.get("do-unconfirmed").to_owned(),
        Item::Alarm(Alarm::Unreceived { message, .. }) => {
            let messages = messages(&model.floor);
            let message = messages.iter().find(|one| one.id == message);
            let missing = message.map_or_else(String::new, |one| say::places(texts, &one.missing));
            texts.fmt("do-unreceived", &[("x", missing.into())])
        }
        Item::Wait(wait) => texts.fmt("do-wait", &[("s", wait.station.0.into())]),
    }
}

fn at_station(
    model: &Model,
    floor: &Overview<'_>,
    row: &Row<'_>,
    trouble: Trouble,
    group: Option<GroupNo>,
) -> String {
    let texts = model.texts();
    match trouble {
        Trouble::FirstAid { accepted: false, .. } | Trouble::Help { accepted: false, .. } => {
            texts.get("do-call").to_owned()
        }
        Trouble::FirstAid { .. } | Trouble::Help { .. } => texts.get("do-close-call").to_owned(),
        Trouble::OverPlaces { .. } => stranger(row).map_or_else(
            || texts.get("do-over").to_owned(),
            |(group, to)| {
                let belongs = say::belongs(texts, model.floor.event(), group, Some(to));
                format!("{belongs}. {}", texts.get("do-send-on"))
            },
        ),
        Trouble::NoShow | Trouble::Late => {
            let key = if trouble == Trouble::Late {
                "do-late"
            } else {
                "do-no-show"
            };
            let seen = group.map_or_else(String::new, |group| last_seen(model, floor, group));
            format!("{} {seen}", texts.get(key))
        }
        Trouble::OverTime(_) => over_time(model, floor, row),
        Trouble::NotReady => not_ready(model, row),
        Trouble::Offline => texts.get("do-offline").to_owned(),
        Trouble::Briefing => texts.get("do-briefing").to_owned(),
        Trouble::ClockOff(_) => texts.get("do-clock").to_owned(),
        Trouble::TwoLaptops(_) => texts.get("do-two").to_owned(),
    }
}

/// A group at a station that is not its own, and where it belongs.
fn stranger(row: &Row<'_>) -> Option<(GroupNo, StationNo)> {
    let strangers = row.now.present.iter().filter(|here| !here.expected);
    let own = |here: &Present| Some((here.group, here.belongs?));
    strangers.into_iter().find_map(own)
}

/// Where a group was counted last, or that nobody has counted it.
fn last_seen(model: &Model, floor: &Overview<'_>, group: GroupNo) -> String {
    let texts = model.texts();
    let now = group_now(&model.floor, &floor.schedule, group, 0);
    now.last_seen.map_or_else(
        || texts.get("seen-nowhere").to_owned(),
        |(station, round)| {
            let values = [
                ("g", group.0.into()),
                ("s", station.0.into()),
                ("r", round.0.into()),
            ];
            texts.fmt("seen-at", &values)
        },
    )
}

/// Who waits for the group that is still here.
fn over_time(model: &Model, floor: &Overview<'_>, row: &Row<'_>) -> String {
    let texts = model.texts();
    let here = row.now.present.first().map(|here| here.group);
    let waits = here.and_then(|group| model.alarms.waits.iter().find(|wait| wait.group == group));
    let planned = || {
        let now = group_now(&model.floor, &floor.schedule, here?, 0);
        match now.next {
            crate::domain::query::station::Onward::Station(no, _) => Some(no),
            _ => None,
        }
    };
    let waiting = waits.map(|wait| wait.station).or_else(planned);
    waiting.map_or_else(
        || texts.get("do-over-time").to_owned(),
        |no| texts.fmt("do-over-time-for", &[("s", no.0.into())]),
    )
}

/// The group and round for which a station that is not ready is needed next.
fn due(row: &Row<'_>) -> Option<(GroupNo, RoundNo)> {
    let awaited = row.now.awaited.first().copied();
    let now = awaited.zip(row.now.slot.map(|slot| slot.round));
    now.or_else(|| row.now.next.map(|next| (next.group, next.slot.round)))
}

/// Which group is due, and where else it could go.
fn not_ready(model: &Model, row: &Row<'_>) -> String {
    let texts = model.texts();
    let Some((group, round)) = due(row) else {
        return texts.get("do-not-ready").to_owned();
    };
    let pupils = offered_count(&model.floor, group).unwrap_or(0);
    let values = [
        ("g", group.0.into()),
        ("x", texts.fmt("n-pupils", &[("n", pupils.into())]).into()),
    ];
    format!(
        "{}. {}. {}",
        texts.get("do-not-ready"),
        texts.fmt("do-due", &values),
        fitting(model, group, round)
    )
}

/// The stations that are free in a round and fit a group.
fn fitting(model: &Model, group: GroupNo, round: RoundNo) -> String {
    let texts = model.texts();
    let offers = offers(&model.floor, group, round);
    if offers.is_empty() {
        return texts.fmt("do-fits-nowhere", &[("r", round.0.into())]);
    }
    let mut named: Vec<String> = offers.iter().take(OFFERS_MAX).map(ToString::to_string).collect();
    if offers.len() > OFFERS_MAX {
        named.push("…".to_owned());
    }
    texts.fmt(
        "do-fits",
        &[("r", round.0.into()), ("x", named.join(", ").into())],
    )
}

fn about_misfit(model: &Model, misfit: &Misfit) -> String {
    let texts = model.texts();
    let key = if misfit.why == Why::NoStation {
        "do-route"
    } else {
        "do-misfit"
    };
    let proposals = label(Context::Overview, Action::Replan).map_or_else(String::new, |key| {
        texts.fmt("do-replan", &[("k", key.to_string().into())])
    });
    format!(
        "{proposals}. {} {}",
        texts.get(key),
        fitting(model, misfit.group, misfit.round)
    )
}

/// What Enter opens.
pub(super) fn help(model: &Model, floor: &Overview<'_>, item: Item) -> Vec<Reply> {
    let step = |step: Step| vec![Reply::Step(step)];
    match item {
        Item::Alarm(Alarm::CallUnaccepted { .. }) => vec![Reply::open(ask::calls(model))],
        Item::Alarm(Alarm::Unaccounted { group, .. }) => evacuation::roll_call(model, group),
        Item::Alarm(Alarm::At {
            station,
            trouble,
            group,
        }) => at_station_help(model, floor, station, trouble, group),
        Item::Alarm(Alarm::Misfit(misfit)) if misfit.why == Why::NoStation => {
            step(Step::Route(misfit.group, Vec::new()))
        }
        Item::Alarm(Alarm::Misfit(misfit)) => step(Step::MoveTo(misfit.group, misfit.round)),
        Item::Alarm(Alarm::Unconfirmed(visit)) => step(Step::Sheet(visit.station)),
        Item::Alarm(Alarm::Unreceived { message, .. }) => vec![Reply::open(Dialog::Receipts(message))],
        Item::Wait(wait) => step(Step::Detail(wait.at)),
    }
}

fn at_station_help(
    model: &Model,
    floor: &Overview<'_>,
    station: StationNo,
    trouble: Trouble,
    group: Option<GroupNo>,
) -> Vec<Reply> {
    let row = floor.row(station);
    let step = match trouble {
        Trouble::FirstAid { .. } | Trouble::Help { .. } => return vec![Reply::open(ask::calls(model))],
        Trouble::OverPlaces { .. } => match (row.and_then(stranger), group) {
            (Some((group, to)), _) => Step::Pull(Command::SendOn {
                station,
                group: Some(group),
                to: Some(to),
            }),
            (None, Some(group)) => Step::On(Subject::Group(group)),
            (None, None) => Step::On(Subject::Station(station)),
        },
        Trouble::NoShow | Trouble::Late => {
            group.map_or(Step::Detail(station), |group| Step::On(Subject::Group(group)))
        }
        Trouble::NotReady => row
            .and_then(due)
            .map_or(Step::On(Subject::Station(station)), |(group, round)| {
                Step::MoveTo(group, round)
            }),
        Trouble::OverTime(_)
        | Trouble::Offline
        | Trouble::Briefing
        | Trouble::ClockOff(_)
        | Trouble::TwoLaptops(_) => Step::Detail(station),
    };
    vec![Reply::Step(step)]
}

/// The hall of a place, for whoever has to go there.
pub(super) fn hall_of(event: &Event, station: StationNo) -> Option<&HallId> {
    event.stations.get(&station).map(|station| &station.hall)
}

/// The place of an alarm in a few words.
pub(super) fn place(model: &Model, item: Item) -> String {
    let texts = model.texts();
    if let Item::Alarm(Alarm::CallUnaccepted { place, .. }) = item {
        return say::place(texts, place);
    }
    match (item.station(), item.group()) {
        (Some(no), _) => say::place(texts, Place::Station(no)),
        (None, Some(group)) => texts.fmt("group-no", &[("g", group.0.into())]),
        (None, None) => texts.get("message").to_owned(),
    }
}
