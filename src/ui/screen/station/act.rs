//! What the keys of a station ask for.
//!
//! A key that has a group in mind names it, so that a second press, made while the first is being recorded, can only
//! ask for the same thing again and is refused.

use super::scene::{Focus, Scene};
use crate::domain::command::{Command, Recount};
use crate::domain::countdown::Countdown;
use crate::domain::fact::Reason;
use crate::domain::id::{GroupNo, Place, StationNo};
use crate::domain::query::people::inbox;
use crate::domain::query::station::{State, offered_count};
use crate::domain::time::MINUTE_MS;
use crate::ui::dialog::{Ask, Confirm, Dialog, Label, Number, Then};
use crate::ui::keymap::Action;
use crate::ui::model::Model;
use crate::ui::msg::Reply;
use crate::ui::screen::place::{help, received, tell};

/// Minutes that are offered when a round is extended.
const EXTEND_OFFERED_MIN: u16 = 5;

pub(super) fn act(scene: &Scene<'_>, action: Action) -> Vec<Reply> {
    let no = scene.no();
    match action {
        Action::Arrived => arrived(scene),
        Action::Ready => vec![Reply::command(Command::Ready {
            station: no,
            deputy: false,
        })],
        Action::ReadyDeputy => vec![Reply::command(Command::Ready {
            station: no,
            deputy: true,
        })],
        Action::NotReady => vec![Reply::open(Dialog::reason("ask-not-ready", |reason| {
            Then::Do(Command::NotReady { station: no, reason })
        }))],
        Action::Finished => finished(scene),
        Action::PlusOne => step(scene, 1),
        Action::MinusOne => step(scene, -1),
        Action::Recount => recount(scene),
        Action::Briefing => vec![Reply::command(Command::Briefing {
            station: no,
            group: scene.here().map(|here| here.group),
        })],
        Action::Interest => number("ask-interest", Ask::Interest(no), None),
        Action::WalkIn => number("ask-walk-ins", Ask::WalkIns(no), Some(1)),
        Action::SendOn => vec![Reply::command(Command::SendOn {
            station: no,
            group: scene.stranger().map(|stranger| stranger.group),
            to: None,
        })],
        Action::OtherGroup => number("ask-group", Ask::Group(no), None),
        Action::Pause => pause(scene),
        Action::NoPower => vec![Reply::command(Command::Pause {
            station: no,
            reason: Reason::Power,
        })],
        Action::Fault => fault(scene),
        Action::Guests => guests(scene),
        Action::HandOver => hand_over(scene),
        Action::OnPaper => on_paper(scene),
        Action::Extend => vec![Reply::open(Dialog::reason("ask-reason", |reason| {
            let minutes = Dialog::number("ask-extend", Ask::Minutes(no, reason), Some(EXTEND_OFFERED_MIN));
            Then::Open(Box::new(minutes))
        }))],
        Action::HelpNeeded => help(Place::Station(no)),
        Action::Received => received(scene.model, Place::Station(no)),
        _ => Vec::new(),
    }
}

fn number(title: &'static str, ask: Ask, offered: Option<u16>) -> Vec<Reply> {
    vec![Reply::open(Dialog::number(title, ask, offered))]
}

/// The awaited group has come, with the number on the screen. Where none is awaited, which group it is is asked
/// first: a second Enter of a hasty hand then opens a question and records nothing.
fn arrived(scene: &Scene<'_>) -> Vec<Reply> {
    let no = scene.no();
    if let Some(group) = scene.awaited() {
        return vec![Reply::command(Command::Arrive {
            station: no,
            group: Some(group),
            count: offered_count(&scene.model.floor, group),
        })];
    }
    if scene.is_on() && scene.here().is_some() {
        return tell(scene.model, "refusal-already-arrived");
    }
    let early = scene.now.next.filter(|_| !scene.is_on());
    number("ask-group", Ask::Group(no), early.map(|next| next.group.0))
}

pub(super) fn group_came(model: &Model, no: StationNo, group: GroupNo) -> Vec<Reply> {
    if model.floor.group(group).is_some() {
        return how_many(model, no, group);
    }
    // The judge refuses a group that nobody knows, and says so.
    vec![Reply::command(Command::Arrive {
        station: no,
        group: Some(group),
        count: Some(0),
    })]
}

fn how_many(model: &Model, no: StationNo, group: GroupNo) -> Vec<Reply> {
    let offered = offered_count(&model.floor, group);
    number("m-how-many", Ask::Arrive(no, group), offered)
}

/// The first digit of the awaited group's number.
pub(super) fn typed(no: StationNo, group: GroupNo, digit: u8) -> Vec<Reply> {
    let mut number = Number {
        title: "m-how-many",
        ask: Ask::Arrive(no, group),
        offered: None,
        typed: String::new(),
        sent: false,
    };
    number.push(digit);
    vec![Reply::open(Dialog::Number(number))]
}

/// Finishes the group that is here. A group that an earlier round left open is chosen by hand.
fn finished(scene: &Scene<'_>) -> Vec<Reply> {
    let no = scene.no();
    let finish = |group: GroupNo| Command::Finish {
        station: no,
        group: Some(group),
    };
    let left = &scene.now.left_open;
    let groups: Vec<GroupNo> = scene.now.present.iter().map(|here| here.group).collect();
    match groups.as_slice() {
        [] if left.is_empty() => tell(scene.model, "refusal-nothing-to-finish"),
        [only] if left.is_empty() => vec![Reply::command(finish(*only))],
        _ => {
            let item = |group: GroupNo| {
                let name = scene.texts.fmt("group-no", &[("g", group.0.into())]);
                (Label::Plain(name), Then::Do(finish(group)))
            };
            let open = groups.iter().copied().chain(left.iter().map(|visit| visit.group));
            vec![Reply::open(Dialog::pick(
                "ask-which-group",
                open.map(item).collect(),
            ))]
        }
    }
}

/// One more or fewer: of the group that is here, or of the number to be accepted.
fn step(scene: &Scene<'_>, by: i16) -> Vec<Reply> {
    let Focus::Awaited(group) = scene.focus() else {
        return vec![Reply::command(Command::Count {
            station: scene.no(),
            group: scene.here().map(|here| here.group),
            count: Recount::By(by),
        })];
    };
    let offered = offered_count(&scene.model.floor, group);
    let stepped = offered.map(|count| count.saturating_add_signed(by));
    number("m-how-many", Ask::Arrive(scene.no(), group), stepped)
}

fn recount(scene: &Scene<'_>) -> Vec<Reply> {
    match scene.focus() {
        Focus::Awaited(group) => how_many(scene.model, scene.no(), group),
        Focus::Here(here) => number("recount", Ask::Recount(scene.no()), Some(here.arrival.count)),
        Focus::Next(_) | Focus::Nobody => number("recount", Ask::Recount(scene.no()), None),
    }
}

fn pause(scene: &Scene<'_>) -> Vec<Reply> {
    let station = scene.no();
    if scene.now.paused.is_some() {
        return vec![Reply::command(Command::Resume(station))];
    }
    vec![Reply::open(Dialog::reason("ask-pause", |reason| {
        Then::Do(Command::Pause { station, reason })
    }))]
}

/// How many places there are now: typed after a fault, all of them accepted after the repair.
fn fault(scene: &Scene<'_>) -> Vec<Reply> {
    let ask = Ask::Places(scene.no());
    if scene.now.condition.lowered.is_some() {
        return number(
            "ask-places-again",
            ask,
            scene.now.station.map(|station| station.places),
        );
    }
    number("ask-places", ask, None)
}

/// Guests come with one press; that they have left is confirmed, so that a second press does not say so.
fn guests(scene: &Scene<'_>) -> Vec<Reply> {
    let station = scene.no();
    if scene.now.condition.guests {
        return confirm(
            "ask-guests-left",
            station,
            Command::Guests { station, here: false },
        );
    }
    vec![Reply::command(Command::Guests { station, here: true })]
}

fn hand_over(scene: &Scene<'_>) -> Vec<Reply> {
    let last = scene.now.condition.handed_over;
    if last.is_some_and(|at| scene.schedule.now.since(at) < MINUTE_MS) {
        return tell(scene.model, "refusal-already-so");
    }
    vec![Reply::command(Command::HandOver(scene.no()))]
}

fn on_paper(scene: &Scene<'_>) -> Vec<Reply> {
    let station = scene.no();
    let paper = !scene.now.on_paper();
    let title = if paper { "ask-on-paper" } else { "ask-on-laptop" };
    confirm(title, station, Command::OnPaper { station, paper })
}

fn confirm(title: &'static str, station: StationNo, command: Command) -> Vec<Reply> {
    vec![Reply::open(Dialog::Confirm(Confirm {
        title,
        about: Label::Station(station),
        then: Then::Do(command),
    }))]
}

/// Whether an action would do something now.
pub(super) fn can(scene: &Scene<'_>, action: Action) -> bool {
    let now = &scene.now;
    match action {
        Action::Arrived => scene.awaited().is_some() || (!scene.is_on() && now.next.is_some()),
        Action::Ready | Action::ReadyDeputy => !now.ready,
        Action::NotReady => !now.said_not_ready(),
        Action::NoPower => now.paused.is_none(),
        Action::Finished => !now.present.is_empty() || !now.left_open.is_empty(),
        Action::PlusOne | Action::MinusOne | Action::Recount => {
            matches!(scene.focus(), Focus::Here(_) | Focus::Awaited(_))
        }
        Action::Briefing => now.briefing_missing(),
        Action::Interest => scene.here().is_some() || scene.last_group().is_some(),
        Action::SendOn => scene.stranger().is_some(),
        Action::Extend => now.slot.is_some(),
        _ => true,
    }
}

pub(super) fn hints(scene: &Scene<'_>) -> &'static [Action] {
    use Action as A;
    if scene.now.paused.is_some() {
        return &[A::Pause, A::HelpNeeded, A::FirstAid, A::Menu, A::HelpScreen];
    }
    let has_message = !inbox(&scene.model.floor, Place::Station(scene.no())).is_empty();
    let has_stranger = scene.stranger().is_some();
    match scene.focus() {
        Focus::Awaited(_) if has_stranger => &[A::SendOn, A::Arrived, A::HelpNeeded, A::FirstAid, A::Menu],
        Focus::Awaited(_) if has_message => &[A::Arrived, A::Received, A::HelpNeeded, A::FirstAid, A::Menu],
        Focus::Awaited(_) if scene.now.under == State::Delayed => {
            &[A::Arrived, A::WalkIn, A::HelpNeeded, A::FirstAid, A::Menu]
        }
        Focus::Awaited(_) => &[A::Arrived, A::HelpNeeded, A::FirstAid, A::Menu, A::OtherGroup],
        _ if has_stranger => &[A::SendOn, A::Finished, A::HelpNeeded, A::FirstAid, A::Menu],
        _ if has_message => &[A::Received, A::Finished, A::HelpNeeded, A::FirstAid, A::Menu],
        Focus::Here(_) if scene.now.briefing_missing() => {
            &[A::Briefing, A::Finished, A::HelpNeeded, A::FirstAid, A::Menu]
        }
        Focus::Here(_) => &[
            A::Finished,
            A::Interest,
            A::HelpNeeded,
            A::FirstAid,
            A::Menu,
            A::Extend,
        ],
        _ if scene.now.under == State::NotReady => &[
            A::Ready,
            A::ReadyDeputy,
            A::FirstAid,
            A::Menu,
            A::HelpNeeded,
            A::Language,
        ],
        _ if scene.now.under == State::Closed => &[A::WalkIn, A::HelpNeeded, A::FirstAid, A::Menu, A::Log],
        _ if scene.now.countdown == Countdown::Nothing => {
            &[A::Log, A::Menu, A::Language, A::HelpScreen, A::Quit]
        }
        _ if scene.last_group().is_some() => {
            &[A::Interest, A::OtherGroup, A::HelpNeeded, A::FirstAid, A::Menu]
        }
        _ => &[A::WalkIn, A::HelpNeeded, A::FirstAid, A::Menu, A::OtherGroup],
    }
}
