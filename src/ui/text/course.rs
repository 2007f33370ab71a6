//! The course of the day in words: what was said about groups, routes, closures, times and the whole floor.

use super::Texts;
use super::sentence::{of_number, of_reason, of_text, reason_key};
use crate::domain::fact::{
    Fact, FiguresGiven, GroupSplit, GroupsListed, Missed, PlanRevised, Purpose, RoundsRetimed, Whom,
};
use crate::domain::id::{GroupNo, StationNo};
use std::fmt::Display;

/// Facts about the course of the day, as one line without its time and place; any other fact is empty.
pub(super) fn happened(texts: &Texts, fact: &Fact) -> String {
    let plain = |key: &str| texts.get(key).to_owned();
    match fact {
        Fact::StationReady(b) if b.deputy => plain("did-ready-deputy"),
        Fact::StationReady(_) => plain("did-ready"),
        Fact::StationNotReady(b) => of_reason(texts, "did-not-ready", b.reason),
        Fact::MediumChanged(b) => plain(match b.medium {
            crate::domain::event::Medium::Paper => "did-on-paper",
            crate::domain::event::Medium::Laptop => "did-on-laptop",
        }),
        Fact::InstructorChanged(_) => plain("did-handover"),
        Fact::StationsPaused(b) => {
            let reason = texts.get(reason_key(b.reason));
            let stations = stations(texts, &b.stations);
            texts.fmt(
                "did-stations-paused",
                &[("s", stations.into()), ("x", reason.into())],
            )
        }
        Fact::StationsResumed(b) => {
            let stations = stations(texts, &b.stations);
            texts.fmt("did-stations-resumed", &[("s", stations.into())])
        }
        Fact::PlacesLowered(b) => {
            let reason = texts.get(reason_key(b.reason));
            texts.fmt(
                "did-places-lowered",
                &[("n", b.places.into()), ("x", reason.into())],
            )
        }
        Fact::PlacesRestored(_) => plain("did-places-restored"),
        Fact::StationClosed(b) => {
            let reason = texts.get(reason_key(b.reason));
            texts.fmt("did-closed", &[("r", b.from.0.into()), ("x", reason.into())])
        }
        Fact::StationOpened(_) => plain("did-station-opened"),
        Fact::GuestsCame(_) => plain("did-guests-came"),
        Fact::GuestsLeft(_) => plain("did-guests-left"),
        Fact::EvacuationCalled(b) => plain(if b.drill {
            "did-evacuation-drill"
        } else {
            "did-evacuation"
        }),
        Fact::RoundsRetimed(b) => retimed(texts, b),
        Fact::SheetEntered(b) => of_number(texts, "did-sheet", i64::try_from(b.lines.len()).unwrap_or(0)),
        Fact::FiguresGiven(b) => figures(texts, b),
        _ => of_groups(texts, fact),
    }
}

fn of_groups(texts: &Texts, fact: &Fact) -> String {
    let counted =
        |key: &str, group: GroupNo, count: u16| texts.fmt(key, &[("g", group.0.into()), ("n", count.into())]);
    match fact {
        Fact::GroupsDelayed(b) => {
            let reason = texts.get(reason_key(b.reason));
            let until = b.until.hh_mm().to_string();
            let values = [
                ("w", whom(texts, &b.whom).into()),
                ("t", until.into()),
                ("x", reason.into()),
            ];
            texts.fmt("did-delayed", &values)
        }
        Fact::GroupsOnSite(b) => texts.fmt("did-on-site", &[("w", whom(texts, b).into())]),
        Fact::RoundSkipped(b) => missed(texts, "did-skipped", b),
        Fact::GroupsLeft(b) => missed(texts, "did-left", b),
        Fact::GroupsAbsent(b) => missed(texts, "did-absent", b),
        Fact::PlanRevised(b) => revised(texts, b),
        Fact::GroupAdded(b) => {
            let about = format!("{} {}", b.about.school, b.about.class);
            let values = [
                ("g", b.group.0.into()),
                ("x", about.trim().to_owned().into()),
                ("n", b.about.size.into()),
            ];
            texts.fmt("did-group-added", &values)
        }
        Fact::GroupSplit(b) => split(texts, b),
        Fact::GroupResized(b) => counted("did-resized", b.group, b.size),
        Fact::GroupsListed(b) => listed(texts, b),
        Fact::RollCalled(b) => counted("did-roll-call", b.group, b.count),
        _ => String::new(),
    }
}

fn list<T: Display>(numbers: impl IntoIterator<Item = T>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(|no| no.to_string()).collect();
    numbers.join(", ")
}

/// Groups by their numbers, after the school if they were named by it: `№35 · groups: 22, 40`.
fn whom(texts: &Texts, whom: &Whom) -> String {
    let groups = texts.fmt("whom-groups", &[("g", list(&whom.groups).into())]);
    match &whom.school {
        Some(school) => format!("{school} · {groups}"),
        None => groups,
    }
}

fn stations(texts: &Texts, stations: &[StationNo]) -> String {
    texts.fmt("whom-stations", &[("s", list(stations).into())])
}

fn missed(texts: &Texts, key: &str, missed: &Missed) -> String {
    let reason = texts.get(reason_key(missed.reason));
    let values = [
        ("w", whom(texts, &missed.whom).into()),
        ("r", missed.round.0.into()),
        ("x", reason.into()),
    ];
    texts.fmt(key, &values)
}

fn revised(texts: &Texts, revised: &PlanRevised) -> String {
    let place = |station: Option<StationNo>| match station {
        Some(no) => texts.fmt("station-no", &[("s", no.0.into())]),
        None => texts.get("no-station").to_owned(),
    };
    let moves = revised.moves.iter().map(|one| {
        let values = [
            ("g", one.group.0.into()),
            ("r", one.round.0.into()),
            ("x", place(one.from).into()),
            ("y", place(one.to).into()),
        ];
        texts.fmt("did-moved", &values)
    });
    let moves: Vec<String> = moves.collect();
    moves.join("; ")
}

fn split(texts: &Texts, split: &GroupSplit) -> String {
    let parts = split
        .into
        .iter()
        .map(|part| format!("{} ({})", part.group, part.size));
    let parts: Vec<String> = parts.collect();
    let values = [("g", split.group.0.into()), ("x", parts.join(", ").into())];
    texts.fmt("did-split", &values)
}

fn listed(texts: &Texts, listed: &GroupsListed) -> String {
    let from = listed.from.map_or(0, |round| round.0);
    let part = |key: &'static str, groups: Vec<GroupNo>| {
        let values = [
            ("g", list(&groups).into()),
            ("r", from.into()),
            ("x", texts.get(reason_key(listed.reason)).into()),
        ];
        (!groups.is_empty()).then(|| texts.fmt(key, &values))
    };
    let parts = [
        part("listed-new", listed.added.iter().map(|one| one.group).collect()),
        part(
            "listed-changed",
            listed.changed.iter().map(|one| one.group).collect(),
        ),
        part("listed-gone", listed.gone.clone()),
        part("listed-back", listed.back.clone()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    of_text(texts, "did-listed", &parts.join("; "))
}

fn retimed(texts: &Texts, retimed: &RoundsRetimed) -> String {
    let rounds = retimed.rounds.iter();
    let rounds: Vec<String> = rounds
        .map(|new| format!("{}: {}", new.round, new.times))
        .collect();
    of_text(texts, "did-retimed", &rounds.join(", "))
}

fn figures(texts: &Texts, given: &FiguresGiven) -> String {
    let purpose = texts.get(match given.purpose {
        Purpose::Press => "purpose-press",
        Purpose::Report => "purpose-report",
    });
    let as_of = given.as_of.hh_mm().to_string();
    texts.fmt("did-figures", &[("x", purpose.into()), ("t", as_of.into())])
}
