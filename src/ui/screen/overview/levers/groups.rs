//! The questions about groups: until when, which round, where to, into which parts.

use super::{ask_round, open_rounds};
use crate::domain::command::{Command, Who};
use crate::domain::countdown::{Schedule, Slot};
use crate::domain::event::{Event, StationKind};
use crate::domain::fact::{Reason, Visit};
use crate::domain::floor::Floor;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::domain::query::routes::{objection, offers};
use crate::domain::query::station::{offered_count, planned_station};
use crate::domain::rotation::Stay;
use crate::domain::time::EventTime;
use crate::ui::dialog::{
    Dialog, Field, Form, FormOf, Label, Line, Missing, Row, Step, TextAsk, TextEntry, Then,
};
use crate::ui::model::Model;
use crate::ui::msg::Reply;

/// Minutes that are offered for a delay.
const DELAYS_MIN: [u16; 4] = [5, 10, 15, 20];
/// Into how many parts a group is offered to be split at most.
const PARTS_OFFERED: u16 = 4;
/// How many sizes can be typed.
const PARTS_TYPED: usize = 6;

fn groups_of(floor: &Floor, whom: &Who) -> Vec<GroupNo> {
    match whom {
        Who::Groups(groups) => groups.clone(),
        Who::School(school) => {
            let of_school = floor.groups().filter(|(_, group)| group.school == *school);
            of_school.map(|(no, _)| no).collect()
        }
    }
}

/// When one of the groups should have been, or is to be, where it goes next: from then on a delay is counted.
fn due(model: &Model, schedule: &Schedule, whom: &Who) -> EventTime {
    let floor = &model.floor;
    let awaits = |slot: &&Slot| {
        groups_of(floor, whom).into_iter().any(|group| {
            let Some(station) = planned_station(floor, group, slot.round) else {
                return false;
            };
            let visit = Visit {
                station,
                round: slot.round,
                group,
            };
            let session = floor.session(visit);
            !session.is_some_and(|session| session.counts_as_visit(&floor.undone))
        })
    };
    let first = open_rounds(schedule).find(awaits);
    first.map_or(schedule.now, |slot| slot.now.start)
}

/// Until when are they delayed: so many minutes after they should be there.
pub(super) fn until(model: &Model, whom: &Who) -> Dialog {
    let due = due(model, &model.schedule(), whom);
    let offered = DELAYS_MIN
        .into_iter()
        .map(|minutes| (minutes, due.plus_minutes(minutes.into())))
        .filter(|(_, until)| *until > model.now);
    let mut items: Vec<_> = offered
        .map(|(minutes, until)| {
            let command = Command::Delay {
                whom: whom.clone(),
                until,
                reason: Reason::Bus,
            };
            (
                Label::Line(Line::Later(minutes, until)),
                Then::Step(Step::Why(command)),
            )
        })
        .collect();
    items.push((Label::Key("ask-time"), Then::Step(Step::UntilTyped(whom.clone()))));
    Dialog::pick("ask-until", items)
}

/// Until when, typed.
pub(super) fn until_typed(whom: Who) -> Dialog {
    Dialog::Form(Form {
        title: "ask-until",
        of: FormOf::Until(whom),
        headings: Vec::new(),
        rows: vec![field("ask-time", Field::Time(String::new()))],
        at: (0, 0),
        note: "form-time",
    })
}

/// One field in a row of its own.
pub(super) fn field(key: &'static str, field: Field) -> Row {
    Row {
        label: Label::Key(key),
        round: None,
        fields: vec![field],
    }
}

/// Which round do they miss?
pub(super) fn missed(model: &Model, whom: &Who, how: Missing) -> Option<Dialog> {
    let only = match whom {
        Who::Groups(groups) => groups.first().copied().filter(|_| groups.len() == 1),
        Who::School(_) => None,
    };
    let title = match how {
        Missing::Skip => "ask-skip",
        Missing::Leave => "ask-leave",
        Missing::Absent => "ask-absent",
    };
    let label = |slot: &Slot| only.map_or(Line::Round(slot.round), |group| Line::Stay(group, slot.round));
    ask_round(model, title, label, |slot| {
        let (whom, round, reason) = (whom.clone(), Some(slot.round), Reason::Bus);
        Step::Why(match how {
            Missing::Skip => Command::Skip { whom, round, reason },
            Missing::Leave => Command::Leave {
                whom,
                after: round,
                reason,
            },
            Missing::Absent => Command::Absent {
                whom,
                from: round,
                reason,
            },
        })
    })
}

/// In which round does it go elsewhere?
pub(super) fn moves(model: &Model, group: GroupNo) -> Option<Dialog> {
    ask_round(
        model,
        "ask-move",
        |slot| Line::Stay(group, slot.round),
        |slot| Step::MoveTo(group, slot.round),
    )
}

fn reroute(moves: Vec<(GroupNo, RoundNo, Option<StationNo>)>) -> Step {
    Step::Why(Command::Reroute {
        moves,
        reason: Reason::Other,
    })
}

/// Where to: the stations that fit, a break, then the others with what speaks against them.
pub(super) fn move_to(model: &Model, group: GroupNo, round: RoundNo) -> Dialog {
    let go = |to: Option<StationNo>| Then::Step(reroute(vec![(group, round, to)]));
    let fitting = offers(&model.floor, group, round);
    let mut items: Vec<_> = fitting
        .iter()
        .map(|no| (Label::Line(Line::Offer(*no)), go(Some(*no))))
        .collect();
    items.push((Label::Key("break"), go(None)));
    let here = model.floor.stay(group, round).and_then(Stay::station);
    let stations = model.floor.event().into_iter().flat_map(Event::rotation_stations);
    let others = stations
        .map(|(no, _)| no)
        .filter(|no| !fitting.contains(no) && Some(*no) != here);
    items.extend(others.filter_map(|no| {
        let why = objection(&model.floor, group, no, round)?;
        Some((Label::Line(Line::Objection(no, why)), go(Some(no))))
    }));
    Dialog::pick_about("ask-where", Label::Line(Line::Stay(group, round)), items)
}

/// Where to in the next round of the route, or the whole route if no round is left.
pub(super) fn route(model: &Model, group: GroupNo, chosen: &[(RoundNo, Option<StationNo>)]) -> Vec<Reply> {
    let schedule = model.schedule();
    let last = chosen.last().map(|(round, _)| *round);
    let to_come = |slot: &&Slot| {
        let begun = slot.now.start <= schedule.now;
        last.map_or(!begun, |last| slot.round > last)
    };
    let moves = |chosen: &[(RoundNo, Option<StationNo>)]| {
        chosen
            .iter()
            .map(|(round, to)| (group, *round, *to))
            .collect::<Vec<_>>()
    };
    let Some(slot) = open_rounds(&schedule).find(to_come) else {
        return if chosen.is_empty() {
            vec![Reply::Tell("refusal-no-round")]
        } else {
            vec![Reply::Step(reroute(moves(chosen)))]
        };
    };
    let round = slot.round;
    let with = |to: Option<StationNo>| {
        let mut longer = chosen.to_vec();
        longer.push((round, to));
        Then::Step(Step::Route(group, longer))
    };
    let free = offers(&model.floor, group, round)
        .into_iter()
        .filter(|no| chosen.iter().all(|(_, taken)| *taken != Some(*no)));
    let mut items: Vec<_> = free
        .map(|no| (Label::Line(Line::Offer(no)), with(Some(no))))
        .collect();
    items.push((Label::Key("break"), with(None)));
    if !chosen.is_empty() {
        items.push((Label::Key("route-enough"), Then::Step(reroute(moves(chosen)))));
    }
    vec![Reply::open(Dialog::pick_about(
        "ask-where",
        Label::Line(Line::Round(round)),
        items,
    ))]
}

/// So many parts of nearly the same size, the larger ones first.
fn even(whole: u16, parts: u16) -> Vec<u16> {
    let (each, rest) = (whole / parts.max(1), whole % parts.max(1));
    (0..parts).map(|part| each + u16::from(part < rest)).collect()
}

/// Into which parts: halves and thirds, and as few as fit the largest place.
pub(super) fn split(model: &Model, group: GroupNo) -> Dialog {
    let whole = offered_count(&model.floor, group).unwrap_or(0);
    let event = model.floor.event();
    let places = event.into_iter().flat_map(|event| event.stations.values());
    let largest = places
        .filter(|station| station.kind == StationKind::Rotation)
        .map(|station| station.places)
        .max();
    let least = largest
        .filter(|places| *places > 0)
        .map_or(2, |places| whole.div_ceil(places));
    let offered = (2..=PARTS_OFFERED.max(least)).filter(|parts| *parts >= least && *parts <= whole);
    let mut items: Vec<_> = offered
        .map(|parts| {
            let sizes = even(whole, parts);
            let command = Command::Split {
                group,
                sizes: sizes.clone(),
            };
            (Label::Line(Line::Parts(sizes)), Then::Step(Step::Pull(command)))
        })
        .collect();
    items.push((Label::Key("ask-sizes"), Then::Step(Step::SplitTyped(group))));
    Dialog::pick("ask-split", items)
}

/// Into which parts, typed.
pub(super) fn split_typed(model: &Model, group: GroupNo) -> Dialog {
    let whole = offered_count(&model.floor, group);
    let fields = (0..PARTS_TYPED).map(|_| Field::Number(String::new(), whole));
    Dialog::Form(Form {
        title: "ask-split",
        of: FormOf::Parts(group),
        headings: Vec::new(),
        rows: vec![Row {
            label: Label::Group(group),
            round: None,
            fields: fields.collect(),
        }],
        at: (0, 0),
        note: "form-parts",
    })
}

/// Where do the lists of the schools lie?
pub(super) const fn lists() -> Dialog {
    Dialog::Text(TextEntry {
        title: "ask-lists",
        ask: TextAsk::Lists,
        typed: String::new(),
    })
}

/// Who came unplanned? No names are asked for.
pub(super) fn add(model: &Model) -> Dialog {
    let number = |offered| Field::Number(String::new(), offered);
    Dialog::Form(Form {
        title: "add-group",
        of: FormOf::Group,
        headings: Vec::new(),
        rows: vec![
            field("school", Field::Text(String::new())),
            field("class", Field::Text(String::new())),
            field("teaching-language", Field::Language(model.look.lang)),
            field("form-pupils", number(None)),
            field("form-adults", number(Some(1))),
        ],
        at: (0, 0),
        note: "form-no-names",
    })
}
