//! What can be done about a station, a group, a school, a hall, the whole floor.

use crate::domain::command::{Command, Which, Who};
use crate::domain::event::{HallId, StationKind};
use crate::domain::fact::Reason;
use crate::domain::id::{GroupNo, StationNo};
use crate::domain::query::routes::{delay, on_site};
use crate::domain::query::station::{StationNow, offered_count, station};
use crate::domain::rotation::Stay;
use crate::ui::dialog::{Ask, Dialog, Draft, Label, Line, Missing, Step, Subject, Then};
use crate::ui::keymap::Action;
use crate::ui::model::Model;

/// The choices of a question as they are gathered.
type Items = Vec<(Label, Then)>;

fn step(key: &'static str, step: Step) -> (Label, Then) {
    (Label::Key(key), Then::Step(step))
}

fn number(key: &'static str, title: &'static str, draft: Draft, offered: Option<u16>) -> (Label, Then) {
    let number = Dialog::number(title, Ask::Draft(draft), offered);
    (Label::Key(key), Then::Open(Box::new(number)))
}

/// About what: the chosen station, group and all that they belong to.
pub(in super::super) fn about(
    model: &Model,
    station: Option<StationNo>,
    group: Option<GroupNo>,
    group_first: bool,
) -> Dialog {
    let event = model.floor.event();
    let hall = station.and_then(|no| Some(event?.stations.get(&no)?.hall.clone()));
    let school = group.and_then(|no| Some(model.floor.group(no)?.school.clone()));
    let stations = station.map(|no| (Label::Station(no), Subject::Station(no)));
    let groups = group.map(|no| (Label::Group(no), Subject::Group(no)));
    let mut items: Vec<_> = stations.into_iter().chain(groups).collect();
    if group_first {
        items.reverse();
    }
    items.extend(school.map(|school| (Label::Line(Line::School(school.clone())), Subject::School(school))));
    items.extend(hall.map(|id| (Label::Line(Line::Hall(id.clone())), Subject::Hall(id))));
    items.push((Label::Key("lever-floor"), Subject::Floor));
    let items = items
        .into_iter()
        .map(|(label, subject)| (label, Then::Step(Step::On(subject))));
    let proposals = (Label::Key(Action::Replan.text_key()), Then::Act(Action::Replan));
    Dialog::pick("ask-about", items.chain([proposals]).collect())
}

/// What can be done about this.
pub(in super::super) fn on(model: &Model, subject: &Subject) -> Dialog {
    let items = match subject {
        Subject::Station(no) => of_station(model, *no),
        Subject::Group(no) => of_group(model, *no),
        Subject::School(school) => {
            let whom = Who::School(school.clone());
            let groups = model.floor.groups().filter(|(_, group)| group.school == *school);
            let groups: Vec<GroupNo> = groups.map(|(no, _)| no).collect();
            of_groups(model, &whom, &groups)
        }
        Subject::Hall(id) => of_hall(id),
        Subject::Floor => of_floor(model),
    };
    let about = match subject {
        Subject::Station(no) => Label::Station(*no),
        Subject::Group(no) => Label::Group(*no),
        Subject::School(school) => Label::Line(Line::School(school.clone())),
        Subject::Hall(id) => Label::Line(Line::Hall(id.clone())),
        Subject::Floor => Label::Key("lever-floor"),
    };
    Dialog::pick_about("title-levers", about, items)
}

/// What is said of groups, one or a whole school's.
fn of_groups(model: &Model, whom: &Who, groups: &[GroupNo]) -> Items {
    let mut items = vec![step("lever-delay", Step::Until(whom.clone()))];
    let awaited = groups
        .iter()
        .any(|no| !on_site(&model.floor, *no, model.now) || delay(&model.floor, *no, model.now).is_some());
    if awaited {
        items.push(step("lever-on-site", Step::Pull(Command::OnSite(whom.clone()))));
    }
    items.extend([
        step("lever-skip", Step::Missed(whom.clone(), Missing::Skip)),
        step("lever-leave", Step::Missed(whom.clone(), Missing::Leave)),
        step("lever-absent", Step::Missed(whom.clone(), Missing::Absent)),
    ]);
    items
}

fn of_group(model: &Model, no: GroupNo) -> Items {
    let floor = &model.floor;
    let mut items = Items::new();
    let size = floor.group(no).map(|group| group.size);
    if let Some(counted) = floor.last_count(no).filter(|counted| Some(*counted) != size) {
        let command = Command::Resize {
            group: no,
            size: counted,
        };
        items.push((
            Label::Line(Line::RestOfDay(no, counted)),
            Then::Step(Step::Pull(command)),
        ));
    }
    // Without a station, a route is what is wanted first.
    let is_homeless = floor.rotation().route(no).contains(&Stay::Unplanned);
    let route = step("lever-route", Step::Route(no, Vec::new()));
    if is_homeless {
        items.push(route.clone());
    }
    items.push(step("lever-move", Step::Move(no)));
    items.extend(of_groups(model, &Who::Groups(vec![no]), &[no]));
    items.push(step("lever-split", Step::Split(no)));
    items.push(number(
        "lever-resize",
        "ask-size",
        Draft::Size(no),
        offered_count(floor, no),
    ));
    if !is_homeless {
        items.push(route);
    }
    items
}

fn of_station(model: &Model, no: StationNo) -> Items {
    let now = station(&model.floor, &model.schedule(), no);
    let mut items = vec![step("by-radio", Step::Detail(no))];
    if now.station.is_none_or(|about| about.kind == StationKind::Stand) {
        return items;
    }
    let reason = Reason::Other;
    items.extend(of_readiness(&now));
    let longer = Dialog::reason("ask-reason", |reason| {
        let draft = Ask::Draft(Draft::Longer(no, reason));
        Then::Open(Box::new(Dialog::number(
            "ask-extend",
            draft,
            Some(super::super::ask::EXTEND_MIN),
        )))
    });
    items.push((Label::Key("act-extend"), Then::Open(Box::new(longer))));
    items.push(if now.paused.is_some() {
        step("resume", Step::Pull(Command::Resume(no)))
    } else {
        step("pause", Step::Why(Command::Pause { station: no, reason }))
    });
    items.push(number("lever-places", "ask-places", Draft::Places(no), None));
    if now.condition.lowered.is_some() {
        items.push(step("lever-repaired", Step::Pull(Command::Restore(no))));
    }
    items.push(if now.condition.closed.is_some() {
        step("lever-open", Step::Pull(Command::Open(no)))
    } else {
        step("lever-close", Step::CloseFrom(no))
    });
    items.push(of_guests(&now));
    items.push(step("lever-sheet", Step::Sheet(no)));
    let paper = !now.on_paper();
    let key = if paper { "lever-paper" } else { "lever-laptop" };
    items.push(step(key, Step::Pull(Command::OnPaper { station: no, paper })));
    items
}

fn of_readiness(now: &StationNow<'_>) -> Items {
    let station = now.no;
    let mut items = Items::new();
    if !now.ready {
        items.push(step(
            "act-ready",
            Step::Pull(Command::Ready {
                station,
                deputy: false,
            }),
        ));
        items.push(step(
            "act-ready-deputy",
            Step::Pull(Command::Ready {
                station,
                deputy: true,
            }),
        ));
    }
    if !now.said_not_ready() {
        let reason = Reason::Other;
        items.push(step(
            "not-ready",
            Step::Why(Command::NotReady { station, reason }),
        ));
    }
    items
}

fn of_guests(now: &StationNow<'_>) -> (Label, Then) {
    let here = !now.condition.guests;
    let key = if here {
        "did-guests-came"
    } else {
        "did-guests-left"
    };
    step(
        key,
        Step::Pull(Command::Guests {
            station: now.no,
            here,
        }),
    )
}

fn of_hall(id: &HallId) -> Items {
    let pause = Command::PauseMany {
        which: Which::Hall(id.clone()),
        reason: Reason::Other,
    };
    let resume = Command::ResumeMany(Which::Hall(id.clone()));
    vec![
        step("lever-hall-pause", Step::Why(pause)),
        step("lever-hall-resume", Step::Pull(resume)),
    ]
}

fn of_floor(model: &Model) -> Items {
    let act = |action: Action| (Label::Key(action.text_key()), Then::Act(action));
    let mut items = vec![
        act(Action::Hold),
        step("lever-retime", Step::Retime),
        step("lever-halls", Step::Halls),
        step("add-group", Step::AddGroup),
        step("lever-figures", Step::Figures),
        step("lever-lists", Step::Lists),
    ];
    if model.floor.evacuations.last(&model.floor.undone).is_some() {
        items.push(step("roll-call", Step::RollCall));
    }
    items.push(act(Action::Evacuate));
    items
}

/// Which hall?
pub(super) fn halls(model: &Model) -> Dialog {
    let halls = model.floor.event().into_iter().flat_map(|event| &event.halls);
    let items = halls.map(|hall| {
        let subject = Subject::Hall(hall.id.clone());
        (
            Label::Line(Line::Hall(hall.id.clone())),
            Then::Step(Step::On(subject)),
        )
    });
    Dialog::pick("ask-which-hall", items.collect())
}
