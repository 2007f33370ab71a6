//! Incidents of the acceptance day solved by the search over the overview: on the floor as it was at that minute a
//! proposal is opened, looked at, accepted and taken back.

use crate::acceptance::player::{SECOND, played};
use crate::stage::Stage;
use sheber::domain::command::{Command, Who};
use sheber::domain::event::{Group, Lang};
use sheber::domain::fact::{Fact, Reason};
use sheber::domain::id::{GroupNo, Role, RoundNo, StationNo};
use sheber::domain::query::routes::misfits;
use sheber::domain::rotation::Stay;
use sheber::ui::model::Model;
use sheber::ui::screen::replan::{Ask, Board, Character, Phase};
use std::collections::{BTreeMap, BTreeSet};

/// The second coordinator at this minute, with the search on the stage.
fn floor(time: &str) -> Stage {
    let mut stage =
        Stage::over(played().floor(SECOND, time), Role::Coordinator, time, Lang::En).with_search();
    stage.tick(time);
    stage
}

fn board(model: &Model) -> &Board {
    model.replan.as_ref().expect("proposals are open")
}

/// What does not fit in rounds that have not begun.
fn unfit(stage: &Stage) -> BTreeSet<(u8, u16)> {
    let schedule = stage.model.schedule();
    misfits(&stage.model.floor, &schedule)
        .iter()
        .filter(|one| schedule.slot(one.round).unwrap().now.start > schedule.now)
        .map(|one| (one.round.0, one.group.0))
        .collect()
}

fn routes(stage: &Stage) -> BTreeMap<GroupNo, Vec<Stay>> {
    let floor = &stage.model.floor;
    let route = |no: GroupNo| floor.rotation().route(no).to_vec();
    floor.groups().map(|(no, _)| (no, route(no))).collect()
}

/// Opens proposals and waits for one that leaves nobody out.
fn propose(stage: &mut Stage) {
    stage.keys("n");
    stage.hear_until(|model| {
        let best = board(model).found.get(&Character::FewestChanges);
        best.is_some_and(|one| one.left_out.is_empty() && !one.turns.is_empty())
    });
    stage.keys("s");
}

/// A proposal is accepted as one entry, nothing misfits any more, and undo brings the old plan back.
fn is_solved(stage: &mut Stage) {
    let (before, broken, entries) = (routes(stage), unfit(stage), stage.entries());
    assert!(!broken.is_empty());
    propose(stage);
    let proposal = board(&stage.model).shown()[0].proposal.clone();
    stage.keys("enter");
    let shown = stage.screen(120, 40);
    assert!(shown.contains("WHAT WILL CHANGE?"), "{shown}");
    let asking = board(&stage.model).asking.as_ref().expect("consequences");
    let foreseen = asking.lever.foreseen.as_ref().expect("it is allowed");
    let relieved = foreseen.preview.relieved.iter();
    let relieved: BTreeSet<_> = relieved.map(|one| (one.round.0, one.group.0)).collect();
    assert!(relieved.is_superset(&broken), "{relieved:?} of {broken:?}");
    assert_eq!(foreseen.preview.misfits, [], "nobody else is pushed out");
    assert_eq!(
        stage.entries(),
        entries,
        "nothing is written before it is accepted"
    );
    stage.keys("enter");
    assert_eq!(stage.entries(), entries + 1, "one entry");
    let last = stage
        .model
        .floor
        .log()
        .iter()
        .filter(|entry| matches!(entry.fact, Fact::PlanRevised(_)));
    assert!(last.count() > 0);
    assert_eq!(unfit(stage), BTreeSet::new());
    assert!(stage.model.replan.is_none());
    let now = stage.model.now;
    let schedule = stage.model.schedule();
    let changed: BTreeSet<_> = proposal
        .turns
        .iter()
        .map(|turn| (turn.group, turn.round))
        .collect();
    for (group, route) in routes(stage) {
        for (round, (stay, was)) in (1..).map(RoundNo).zip(route.iter().zip(&before[&group])) {
            let has_begun = schedule.slot(round).unwrap().now.start <= now;
            assert!(
                !has_begun || stay == was,
                "{group} in round {round}, which has begun"
            );
            assert_eq!(
                changed.contains(&(group, round)),
                stay != was,
                "{group} in round {round}"
            );
        }
    }
    stage.keys("u");
    assert_eq!(routes(stage), before, "the old plan stands again");
    assert_eq!(unfit(stage), broken);
}

#[test]
fn s14_a_lathe_breaks_down_and_five_groups_get_another_place() {
    let mut stage = floor("10:14");
    assert_eq!(unfit(&stage), [(4, 5), (5, 30), (6, 13), (7, 3), (8, 14)].into());
    is_solved(&mut stage);
    // The reason that was given for the fault is given for the plan as well.
    assert!(matches!(
        stage.asked.first(),
        Some(Command::Reroute {
            reason: Reason::Equipment,
            ..
        })
    ));
}

#[test]
fn s24_a_school_nobody_planned_for_gets_stations_in_two_halves() {
    let mut stage = floor("10:54:50");
    let about = Group {
        school: "Қарғалы ауылы, №2 мектеп".to_owned(),
        class: String::new(),
        lang: Lang::Kk,
        size: 25,
        adults: 2,
        needs: BTreeMap::new(),
        wishes: Vec::new(),
    };
    let add = Command::AddGroup {
        group: Some(GroupNo(41)),
        about,
    };
    stage.told("10:54:50", Role::Coordinator, &add);
    let split = Command::Split {
        group: GroupNo(41),
        sizes: vec![13, 12],
    };
    stage.told("10:54:55", Role::Coordinator, &split);
    let mut rounds: BTreeSet<(u8, u16)> = (5..=8).flat_map(|round| [(round, 41), (round, 42)]).collect();
    rounds.extend(unfit(&stage));
    assert_eq!(unfit(&stage), rounds);
    is_solved(&mut stage);
}

#[test]
fn s35_a_station_closes_early_and_its_groups_go_elsewhere() {
    let mut stage = floor("12:00:10");
    assert_eq!(unfit(&stage), [(7, 7), (8, 21)].into());
    is_solved(&mut stage);
}

#[test]
fn s37_a_bus_leaves_early_and_nothing_is_left_to_repair() {
    let mut stage = floor("12:13:50");
    let leave = Command::Leave {
        whom: Who::School("№79".to_owned()),
        after: Some(RoundNo(7)),
        reason: Reason::Bus,
    };
    stage.told("12:13:55", Role::Coordinator, &leave);
    assert_eq!(unfit(&stage), BTreeSet::new());
    let before = routes(&stage);
    stage.keys("n");
    stage.hear_until(|model| {
        let short = board(model).found.get(&Character::ShortestWalks);
        short.is_some_and(|short| short.walk_min < 0)
    });
    stage.keys("s");
    let screen = stage.screen(120, 40);
    assert!(
        screen.contains("Everybody has a station that fits: nothing to repair"),
        "{screen}"
    );
    let found = board(&stage.model).found.clone();
    assert!(
        found[&Character::FewestChanges].turns.is_empty(),
        "who fits stays"
    );
    for (character, proposal) in &found {
        let gone = [GroupNo(38), GroupNo(39)];
        assert!(
            !proposal
                .turns
                .iter()
                .any(|turn| gone.contains(&turn.group) && turn.round == RoundNo(8)),
            "{character:?} brings back who has left"
        );
    }
    // Shorter walks are offered all the same, and can be taken and given back.
    let short = &found[&Character::ShortestWalks];
    assert_eq!(short.left_out, []);
    stage.keys("right right enter enter");
    assert_ne!(routes(&stage), before);
    assert_eq!(unfit(&stage), BTreeSet::new());
    stage.keys("u");
    assert_eq!(routes(&stage), before);
}

#[test]
fn what_others_do_meanwhile_makes_a_proposal_stale_and_a_new_search_knows_it() {
    let mut stage = floor("10:14");
    propose(&mut stage);
    stage.keys("1 enter");
    let entries = stage.entries();
    let reroute = Command::Reroute {
        moves: vec![(GroupNo(5), RoundNo(4), Some(StationNo(5)))],
        reason: Reason::Equipment,
    };
    stage.told("10:14", Role::Organiser, &reroute);
    let sentence = "The floor has changed: group 5 goes elsewhere. Search again: n";
    assert!(
        stage.screen(120, 40).contains(sentence),
        "{}",
        stage.screen(120, 40)
    );
    stage.keys("enter");
    assert_eq!(stage.entries(), entries + 1, "only the other's entry");
    assert!(stage.screen(80, 24).contains(sentence));
    propose(&mut stage);
    let shown = board(&stage.model).shown()[0].proposal.clone();
    assert!(
        !shown
            .turns
            .iter()
            .any(|turn| turn.group == GroupNo(5) && turn.round == RoundNo(4)),
        "that is settled"
    );
    stage.keys("enter enter");
    assert_eq!(unfit(&stage), BTreeSet::new());
}

#[test]
fn a_round_that_has_begun_meanwhile_makes_a_proposal_stale() {
    let mut stage = floor("10:14");
    propose(&mut stage);
    stage.keys("1 enter");
    stage.tick("10:51:30");
    let screen = stage.screen(120, 40);
    assert!(screen.contains("has begun"), "{screen}");
    let entries = stage.entries();
    stage.keys("enter");
    assert_eq!(stage.entries(), entries);
    // A head count that changes nobody's route leaves proposals as they are.
    let mut stage = floor("10:14");
    propose(&mut stage);
    stage.keys("1");
    let walk_in = Command::WalkIn {
        station: StationNo(3),
        count: 1,
    };
    stage.told("10:14", Role::Station(StationNo(3)), &walk_in);
    stage.tick("10:14:05");
    assert!(!stage.screen(120, 40).contains("The floor has changed"));
}

#[test]
fn only_nobody_idle_changes_what_is_announced_for_soon_and_says_so() {
    let mut floor_of = played().floor(SECOND, "10:25").log().to_vec();
    for entry in &mut floor_of {
        if let Fact::FloorOpened(opening) = &mut entry.fact {
            let mut event = (*opening.event).clone();
            event.rules.fixed_before_min = 10;
            opening.event = std::sync::Arc::new(event);
        }
    }
    let floor = floor_of.into_iter().collect();
    let mut stage = Stage::over(floor, Role::Coordinator, "10:25", Lang::En).with_search();
    stage.keys("n");
    stage.hear_until(|model| board(model).found.len() == 3);
    for (character, proposal) in &board(&stage.model).found {
        let soon: Vec<_> = proposal
            .turns
            .iter()
            .filter(|turn| turn.round == RoundNo(3))
            .collect();
        match character {
            Character::NobodyIdle => assert_eq!(proposal.soon.is_empty(), soon.is_empty()),
            Character::FewestChanges | Character::ShortestWalks => {
                assert_eq!(
                    (soon, proposal.soon.as_slice()),
                    (Vec::new(), [].as_slice()),
                    "{character:?}"
                );
            }
        }
    }
}

#[test]
fn a_search_ends_by_itself_when_nobody_looks_any_more() {
    let mut stage = floor("10:14");
    stage.keys("n");
    stage.hear_until(|model| board(model).found.len() == 1);
    stage.keys("esc");
    assert_eq!(stage.searched.last(), Some(&Ask::Leave));
    // Opened again, another search begins, and nothing of the first is heard.
    stage.keys("n");
    assert!(board(&stage.model).found.is_empty());
    assert_eq!(board(&stage.model).run, 2);
    stage.hear_until(|model| board(model).found.len() == 3);
    assert!(matches!(board(&stage.model).phase, Phase::Searching(_)));
}
