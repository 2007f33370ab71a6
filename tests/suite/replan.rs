//! The rest of a day planned again, on floors where anything may have happened: what has run, is running or is frozen
//! stays, every proposal fits the floor, nobody vanishes from sight, and what the floor has moved on from is stale.

use crate::fixture::{COORDINATOR, Day, event, t};
use crate::square;
use proptest::collection::vec;
use proptest::prelude::*;
use sheber::domain::command::{Command, Refusal, Which, Who};
use sheber::domain::countdown::Schedule;
use sheber::domain::event::{Event, Group, Lang, Support};
use sheber::domain::fact::Reason;
use sheber::domain::id::{GroupNo, RoundNo, StationNo};
use sheber::domain::query::retime::{Retiming, retimed};
use sheber::domain::query::routes::misfits;
use sheber::domain::rotation::Stay;
use sheber::domain::time::{EventTime, MINUTE_MS};
use sheber::rotation::judge::breaches;
use sheber::rotation::live::{Character, Live, Proposal};
use sheber::rotation::problem::{Pin, Plan, Problem};
use sheber::runtime::planner::{Budget, Order, search};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;

/// Something that breaks a plan; numbers pick one of what there is.
#[derive(Clone, Debug)]
enum Trouble {
    Close { station: usize, from: u8 },
    Open { station: usize },
    Lower { station: usize, places: u16 },
    Late { group: usize, minutes: u16 },
    Absent { group: usize },
    Skip { group: usize },
    Leave { group: usize, after: u8 },
    New { size: u16, wheelchair: bool },
    Split { group: usize },
    Grow { group: usize, size: u16 },
    Arrive { group: usize, station: usize },
    Cut { minutes: u16 },
    Hold { minutes: u16 },
    Move { group: usize, round: u8, station: usize },
}

fn trouble() -> impl Strategy<Value = Trouble> {
    let one = 0..100_usize;
    let round = 1..9_u8;
    prop_oneof![
        (one.clone(), round.clone()).prop_map(|(station, from)| Trouble::Close { station, from }),
        one.clone().prop_map(|station| Trouble::Open { station }),
        (one.clone(), 0..14_u16).prop_map(|(station, places)| Trouble::Lower { station, places }),
        (one.clone(), 1..60_u16).prop_map(|(group, minutes)| Trouble::Late { group, minutes }),
        one.clone().prop_map(|group| Trouble::Absent { group }),
        one.clone().prop_map(|group| Trouble::Skip { group }),
        (one.clone(), round.clone()).prop_map(|(group, after)| Trouble::Leave { group, after }),
        (1..16_u16, any::<bool>()).prop_map(|(size, wheelchair)| Trouble::New { size, wheelchair }),
        one.clone().prop_map(|group| Trouble::Split { group }),
        (one.clone(), 1..20_u16).prop_map(|(group, size)| Trouble::Grow { group, size }),
        (one.clone(), one.clone()).prop_map(|(group, station)| Trouble::Arrive { group, station }),
        (10..18_u16).prop_map(|minutes| Trouble::Cut { minutes }),
        (1..9_u16).prop_map(|minutes| Trouble::Hold { minutes }),
        (one.clone(), round, one).prop_map(|(group, round, station)| Trouble::Move {
            group,
            round,
            station
        }),
    ]
}

fn text(at: EventTime) -> String {
    at.to_string()
}

/// Makes it so at a moment, where it is allowed; the moment after it.
fn happen(day: &mut Day, at: EventTime, trouble: &Trouble) -> EventTime {
    let groups: Vec<GroupNo> = day.floor.groups().map(|(no, _)| no).collect();
    let stations: Vec<StationNo> = event_of(day).rotation_stations().map(|(no, _)| no).collect();
    let group = |index: &usize| groups[index % groups.len()];
    let station = |index: &usize| stations[index % stations.len()];
    let who = |index: &usize| Who::Groups(vec![group(index)]);
    let reason = Reason::Equipment;
    let command = match trouble {
        Trouble::Close { station: no, from } => Command::Close {
            station: station(no),
            from: Some(RoundNo(*from)),
            reason,
        },
        Trouble::Open { station: no } => Command::Open(station(no)),
        Trouble::Lower { station: no, places } => Command::Lower {
            station: station(no),
            places: *places,
            reason,
        },
        Trouble::Late { group: no, minutes } => Command::Delay {
            whom: who(no),
            until: at.plus_minutes(i64::from(*minutes)),
            reason,
        },
        Trouble::Absent { group: no } => Command::Absent {
            whom: who(no),
            from: None,
            reason,
        },
        Trouble::Skip { group: no } => Command::Skip {
            whom: who(no),
            round: None,
            reason,
        },
        Trouble::Leave { group: no, after } => Command::Leave {
            whom: who(no),
            after: Some(RoundNo(*after)),
            reason,
        },
        Trouble::New { size, wheelchair } => Command::AddGroup {
            group: None,
            about: newcomers(*size, *wheelchair),
        },
        Trouble::Split { group: no } => {
            let size = day.floor.pupils(group(no)).unwrap_or(0);
            Command::Split {
                group: group(no),
                sizes: vec![size - size / 2, size / 2],
            }
        }
        Trouble::Grow { group: no, size } => Command::Resize {
            group: group(no),
            size: *size,
        },
        Trouble::Arrive {
            group: who,
            station: no,
        } => Command::Arrive {
            station: station(no),
            group: Some(group(who)),
            count: None,
        },
        Trouble::Cut { minutes } => {
            let schedule = Schedule::at(&day.floor, at);
            Command::Retime(retimed(
                &schedule,
                Retiming {
                    next_start: None,
                    length_min: Some(*minutes),
                },
            ))
        }
        Trouble::Hold { minutes } => {
            drop(day.when(&text(at), COORDINATOR, Command::Hold(reason)));
            let until = at.plus_minutes(i64::from(*minutes));
            drop(day.when(&text(until), COORDINATOR, Command::ResumeFloor));
            return until;
        }
        Trouble::Move {
            group: who,
            round,
            station: no,
        } => Command::Reroute {
            moves: vec![(group(who), RoundNo(*round), Some(station(no)))],
            reason,
        },
    };
    drop(day.when(&text(at), COORDINATOR, command));
    at
}

fn newcomers(size: u16, wheelchair: bool) -> Group {
    let needs = BTreeMap::from([(Support::Wheelchair, 1)]);
    Group {
        school: "№99".to_owned(),
        class: "9Б".to_owned(),
        lang: Lang::Ru,
        size,
        adults: 1,
        needs: if wheelchair { needs } else { BTreeMap::new() },
        wishes: Vec::new(),
    }
}

fn event_of(day: &Day) -> &Event {
    day.floor.event().expect("an open floor")
}

/// A floor after troubles that come a few minutes apart, and the moment at which somebody looks.
fn floor(event: Event, from: &str, troubles: &[(u16, Trouble)]) -> (Day, EventTime) {
    let mut day = Day::of(event);
    let mut at = t(from);
    for (minutes, trouble) in troubles {
        at = happen(&mut day, at.plus_minutes(i64::from(*minutes)), trouble);
    }
    (day, at)
}

fn planned(problem: &Problem, start: Plan, seed: u64, moves: u64) -> Plan {
    let order = Order {
        problem: problem.clone(),
        start: Some(start),
        seed,
        budget: Budget::Moves(moves),
        lanes: 1,
    };
    search(&order, &AtomicBool::new(false), &mut |_| {}).best.plan
}

fn proposed(live: &Live, character: Character, moves: u64) -> Proposal {
    let plan = planned(&live.problem(character), live.announced(), 1, moves);
    live.proposal(character, plan)
}

/// Rounds that have begun or, where it counts, begin within the time in which nothing is changed.
fn begun(schedule: &Schedule, within_min: u16) -> BTreeSet<RoundNo> {
    let until = schedule.now.plus_ms(i64::from(within_min) * MINUTE_MS);
    let slots = schedule.slots.iter().filter(|slot| slot.now.start <= until);
    slots.map(|slot| slot.round).collect()
}

fn misfitting(day: &Day, schedule: &Schedule) -> BTreeSet<(RoundNo, GroupNo)> {
    let all = misfits(&day.floor, schedule);
    all.iter().map(|misfit| (misfit.round, misfit.group)).collect()
}

fn stays(day: &Day) -> BTreeMap<(RoundNo, GroupNo), Stay> {
    let groups = day.floor.groups().map(|(no, _)| no);
    let rounds = || event_of(day).rounds().map(|(round, _)| round);
    groups
        .flat_map(|no| rounds().map(move |round| (round, no)))
        .filter_map(|(round, no)| Some(((round, no), day.floor.stay(no, round)?)))
        .collect()
}

/// Everything that a proposal promises, on the floor it was made for and after it was accepted.
fn keeps_its_promises(day: &Day, at: EventTime, character: Character, moves: u64) {
    let schedule = Schedule::at(&day.floor, at);
    let live = Live::of(&day.floor, &schedule).expect("an open floor");
    let problem = live.problem(character);
    let proposal = proposed(&live, character, moves);

    let unavoidable = breaches(&problem, &problem.bare());
    let mut broken = breaches(&problem, &proposal.plan);
    broken.retain(|breach| !unavoidable.contains(breach));
    assert_eq!(broken, [], "{character:?} breaks a rule");

    let (frozen, before) = (misfitting(day, &schedule), stays(day));
    let within = event_of(day).rules.fixed_before_min;
    let begun_by_now = begun(&schedule, 0);
    let soon = begun(&schedule, within);
    for turn in &proposal.turns {
        assert!(!begun_by_now.contains(&turn.round), "{turn:?} has begun");
        let index = live.day.group(turn.group).expect("a group");
        // Who does not come in that round is told when somebody else takes the place.
        let is_away = problem.is_away(index, usize::from(turn.round.0) - 1);
        let may_change = character == Character::NobodyIdle
            || is_away
            || !soon.contains(&turn.round)
            || frozen.contains(&(turn.round, turn.group))
            || matches!(turn.was, Stay::Unplanned | Stay::Closed(_));
        assert!(may_change, "{character:?}: {turn:?} is frozen");
        assert_eq!(before[&(turn.round, turn.group)], turn.was);
    }
    assert!(!live.is_stale(&proposal, &day.floor, &schedule), "stale at once");

    let Some(command) = proposal.command(Reason::Equipment) else {
        return;
    };
    let mut after = day.clone();
    after.when(&text(at), COORDINATOR, command).done();
    let schedule = Schedule::at(&after.floor, at);
    let new: Vec<_> = misfitting(&after, &schedule)
        .difference(&frozen)
        .copied()
        .collect();
    assert_eq!(new, [], "{character:?} makes misfits");
    let changed: BTreeSet<_> = proposal
        .turns
        .iter()
        .map(|turn| (turn.round, turn.group))
        .collect();
    for (cell, stay) in stays(&after) {
        if !changed.contains(&cell) {
            assert_eq!(stay, before[&cell], "{cell:?} was not announced as changed");
        }
    }
    for cell in &proposal.left_out {
        let was = before[cell];
        if matches!(was, Stay::Unplanned | Stay::Closed(_)) {
            assert_eq!(stays(&after)[cell], was, "{cell:?} vanishes from sight");
        }
    }
    assert!(
        live.is_stale(&proposal, &after.floor, &schedule),
        "the routes are others now"
    );
}

fn small(within: u16) -> Event {
    let mut event = event();
    event.rules.fixed_before_min = within;
    event
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happened_a_proposal_keeps_its_promises(
        within in 0..12_u16,
        troubles in vec((0..12_u16, trouble()), 1..10),
        which in 0..3_usize,
    ) {
        let (day, at) = floor(small(within), "09:40", &troubles);
        keeps_its_promises(&day, at, Character::ALL[which], 600);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn on_a_full_floor_as_well(
        troubles in vec((0..15_u16, trouble()), 3..14),
        which in 0..3_usize,
    ) {
        let (day, at) = floor(square::event(), "09:50", &troubles);
        keeps_its_promises(&day, at, Character::ALL[which], 400);
    }
}

/// A station of the second round closes at 09:50; the problem that is left.
fn closed() -> (Day, Live, Schedule) {
    let mut day = Day::open();
    day.when("09:50", COORDINATOR, close(15, 2)).done();
    let schedule = day.schedule("09:50");
    let live = Live::of(&day.floor, &schedule).expect("an open floor");
    (day, live, schedule)
}

fn close(station: u16, from: u8) -> Command {
    Command::Close {
        station: StationNo(station),
        from: Some(RoundNo(from)),
        reason: Reason::Equipment,
    }
}

/// A proposal in which the group that lost its station goes to one that is free, made by hand.
fn by_hand(live: &Live) -> Proposal {
    let group = live.day.group(GroupNo(6)).expect("group 6");
    let mut plan = live.day.problem.bare();
    for other in 0..live.day.groups.len() {
        for round in 0..live.day.problem.rounds {
            plan.put(other, round, live.announced().at(other, round));
        }
    }
    let closed = live.day.station(StationNo(15));
    for other in 0..live.day.groups.len() {
        for round in 1..live.day.problem.rounds {
            if plan.at(other, round) == closed {
                plan.put(other, round, None);
            }
        }
    }
    plan.put(group, 1, live.day.station(StationNo(17)));
    let round = live.day.station(StationNo(17));
    for other in 0..live.day.groups.len() {
        if other != group && plan.at(other, 1) == round {
            plan.put(other, 1, None);
        }
    }
    live.proposal(Character::FewestChanges, plan)
}

#[test]
fn a_proposal_is_stale_once_its_round_has_begun_a_route_has_changed_or_its_station_is_gone() {
    let (day, live, schedule) = closed();
    let proposal = by_hand(&live);
    assert!(proposal.turns.iter().any(|turn| turn.group == GroupNo(6)));
    assert!(!live.is_stale(&proposal, &day.floor, &schedule));

    // Time alone, while nothing of it has begun.
    assert!(!live.is_stale(&proposal, &day.floor, &day.schedule("10:00")));
    assert!(live.is_stale(&proposal, &day.floor, &day.schedule("10:07")));

    let mut other = day.clone();
    other.when("09:51", COORDINATOR, close(17, 2)).done();
    assert!(live.is_stale(&proposal, &other.floor, &other.schedule("09:51")));

    let mut other = day.clone();
    let skip = Command::Skip {
        whom: Who::Groups(vec![GroupNo(24)]),
        round: Some(RoundNo(3)),
        reason: Reason::People,
    };
    other.when("09:51", COORDINATOR, skip).done();
    assert!(live.is_stale(&proposal, &other.floor, &other.schedule("09:51")));

    // What has nothing to do with it leaves it as it is.
    let mut other = day.clone();
    let pause = Command::PauseMany {
        which: Which::Stations(vec![StationNo(43)]),
        reason: Reason::Power,
    };
    other.when("09:51", COORDINATOR, pause).done();
    assert!(!live.is_stale(&proposal, &other.floor, &other.schedule("09:51")));
}

#[test]
fn an_accepted_proposal_is_one_entry_and_is_taken_back_until_a_round_has_run_on_it() {
    let (mut day, live, _) = closed();
    let before = stays(&day);
    let proposal = by_hand(&live);
    let command = proposal.command(Reason::Equipment).expect("something changes");
    let entries = day.entries.len();
    let entry = day.when("09:52", COORDINATOR, command).done();
    assert_eq!(day.entries.len(), entries + 1);
    let mut undone = day.clone();
    undone
        .when("10:00", COORDINATOR, Command::Undo(Some(entry)))
        .done();
    assert_eq!(stays(&undone), before);
    day.when("10:07", COORDINATOR, Command::Undo(Some(entry)))
        .refused(Refusal::RoundsRun(RoundNo(2)));
}

/// A group that no longer fits stays announced where it does not fit, and is seen as such, as long as nobody else
/// takes its place; then it is told.
#[test]
fn who_is_left_out_stays_in_sight() {
    let mut day = Day::open();
    let lower = Command::Lower {
        station: StationNo(43),
        places: 5,
        reason: Reason::Equipment,
    };
    day.when("09:50", COORDINATOR, lower).done();
    let schedule = day.schedule("09:50");
    let live = Live::of(&day.floor, &schedule).expect("an open floor");
    let announced = live.announced();
    let mut plan = live.day.problem.bare();
    let full = live.day.station(StationNo(43));
    for group in 0..live.day.groups.len() {
        for round in 1..live.day.problem.rounds {
            let cell = announced
                .at(group, round)
                .filter(|_| announced.at(group, round) != full);
            plan.put(group, round, cell);
        }
    }
    let proposal = live.proposal(Character::FewestChanges, plan);
    assert_eq!(proposal.turns, []);
    assert!(proposal.left_out.contains(&(RoundNo(2), GroupNo(12))));
    assert!(misfitting(&day, &schedule).contains(&(RoundNo(2), GroupNo(12))));
}

#[test]
fn what_has_begun_is_pinned_where_it_was_and_what_is_soon_is_held() {
    let day = Day::of(small(30));
    let schedule = day.schedule("10:10");
    let live = Live::of(&day.floor, &schedule).expect("an open floor");
    let group = live.day.group(GroupNo(6)).expect("group 6");
    let pins: Vec<Pin> = (0..4).map(|round| live.day.problem.pin(group, round)).collect();
    assert_eq!(pins, [Pin::Done, Pin::Done, Pin::Held, Pin::Free]);
    let opened = live.opened();
    assert_eq!(opened.pin(group, 1), Pin::Done);
    assert_eq!(opened.pin(group, 2), Pin::Free);
    assert_eq!(live.day.problem.fixed, {
        let mut fixed = Plan::empty(live.day.groups.len(), 4);
        for group in 0..live.day.groups.len() {
            for round in 0..3 {
                fixed.put(group, round, live.announced().at(group, round));
            }
        }
        fixed
    });
}

#[test]
fn the_same_order_with_a_budget_of_moves_gives_the_same_plan() {
    let (_, live, _) = closed();
    let problem = live.problem(Character::NobodyIdle);
    let order = Order {
        problem,
        start: Some(live.announced()),
        seed: 9,
        budget: Budget::Moves(3_000),
        lanes: 2,
    };
    let run = || search(&order, &AtomicBool::new(false), &mut |_| {});
    let (one, other) = (run(), run());
    assert_eq!(one.best.plan, other.best.plan);
    assert_eq!(one.best.score, other.best.score);
    assert_eq!((one.moves, other.moves), (6_000, 6_000));
    let none = Order {
        budget: Budget::Moves(0),
        ..order
    };
    assert_eq!(search(&none, &AtomicBool::new(false), &mut |_| {}).moves, 0);
}

/// To rest at another time is news as any other: only who would otherwise be left out may be asked for it.
#[test]
fn a_promised_break_is_moved_by_no_proposal_that_changes_little() {
    let (_, text) = sheber::intake::embedded()[1];
    let mut day = Day::of(sheber::intake::event::read(text).event.expect("a day"));
    day.when("10:12", COORDINATOR, close(1, 3)).done();
    let live = Live::of(&day.floor, &day.schedule("10:12")).expect("an open floor");
    for character in [Character::FewestChanges, Character::ShortestWalks] {
        let proposal = proposed(&live, character, 60_000);
        assert!(!proposal.turns.is_empty());
        let moved = proposal.turns.iter().filter(|turn| turn.was == Stay::Break);
        assert_eq!(moved.count(), 0, "{character:?}");
    }
}
