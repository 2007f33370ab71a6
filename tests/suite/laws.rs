//! Laws as properties: any order and any repeat give the same floor, frontiers join, records keep their
//! seal, countdowns never jump, undo leaves no trace, and nothing that is read or asked ends in a panic.

use crate::fixture::{DESK, GROUPS, STAND, STATIONS, event, opening, t};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use sheber::domain::command::{Command, Recount, Which, Who, decide};
use sheber::domain::countdown::{Countdown, Schedule};
use sheber::domain::entry::{Entry, Hash, Moment, Pen, Record, is_plain};
use sheber::domain::event::{Group, HallId, Lang, Medium, Support, Words};
use sheber::domain::fact::{
    AtStation, Audience, Called, Counted, Delayed, DeskQueue, DeskVisit, Evacuated, Extended, Fact,
    FiguresGiven, GroupAdded, GroupResized, GroupSplit, GroupsListed, Held, MediumChanged, Message, Missed,
    Move, Need, NewTimes, OfCall, Part, Paused, PlacesLowered, PlanRevised, Purpose, Ready, Reason, Received,
    Relisted, Resumed, RollCalled, RoundsRetimed, SentOn, SheetEntered, SheetLine, StationClosed,
    StationsPaused, StationsResumed, Undone, Unknown, Visit, Visitor, WalkIns, Whom,
};
use sheber::domain::floor::Floor;
use sheber::domain::frontier::Frontier;
use sheber::domain::id::{DeskNo, EntryId, GroupNo, Origin, Place, Role, RoundNo, Seq, StationNo};
use sheber::domain::query::alarms::alarms;
use sheber::domain::query::evacuation::{evacuation, evacuations};
use sheber::domain::query::overview::overview;
use sheber::domain::query::people;
use sheber::domain::query::preview::preview;
use sheber::domain::query::roster::Changes;
use sheber::domain::query::routes::{misfits, offers, waits};
use sheber::domain::query::station::strip;
use sheber::domain::query::superseded::superseded;
use sheber::domain::time::{Digits, EventTime, MINUTE_MS, SECOND_MS, Span, Stamp};
use std::collections::{BTreeMap, BTreeSet};

/// Moments at which floors are compared: before, in rounds, in changeovers, after.
const MOMENTS: [&str; 7] = ["09:00", "09:46", "09:58", "10:05", "10:20", "10:48", "11:30"];
const LAPTOPS: u64 = 4;

fn station() -> impl Strategy<Value = StationNo> + Clone {
    prop_oneof![8 => select(&STATIONS[..]).prop_map(StationNo), 1 => Just(STAND), 1 => Just(StationNo(99))]
}

fn group() -> impl Strategy<Value = GroupNo> + Clone {
    prop_oneof![9 => select(&GROUPS[..]).prop_map(GroupNo), 1 => Just(GroupNo(99))]
}

fn desk() -> impl Strategy<Value = DeskNo> + Clone {
    prop_oneof![9 => Just(DESK), 1 => Just(DeskNo(99))]
}

fn place() -> impl Strategy<Value = Place> + Clone {
    prop_oneof![
        station().prop_map(Place::Station),
        desk().prop_map(Place::Desk),
        Just(Place::Coordination),
    ]
}

fn role() -> impl Strategy<Value = Role> + Clone {
    prop_oneof![
        station().prop_map(Role::Station),
        desk().prop_map(Role::Desk),
        Just(Role::Coordinator),
        Just(Role::Organiser),
    ]
}

fn visit() -> impl Strategy<Value = Visit> + Clone {
    (station(), 0..6_u8, group()).prop_map(|(station, round, group)| Visit {
        station,
        round: RoundNo(round),
        group,
    })
}

fn counted() -> impl Strategy<Value = Counted> + Clone {
    (visit(), prop_oneof![9 => 0..20_u16, 1 => any::<u16>()]).prop_map(|(visit, count)| Counted {
        station: visit.station,
        round: visit.round,
        group: visit.group,
        count,
    })
}

fn words() -> impl Strategy<Value = Words> + Clone {
    ".{0,12}".prop_map(|text| Words::same(&text))
}

fn audience() -> impl Strategy<Value = Audience> + Clone {
    prop_oneof![
        Just(Audience::All),
        Just(Audience::Hall(HallId("red".to_owned()))),
        place().prop_map(Audience::One),
    ]
}

/// A moment of the day to the second; now and then one that no clock should show.
fn moment() -> impl Strategy<Value = EventTime> + Clone {
    prop_oneof![
        30 => (t("08:00").0 / SECOND_MS..t("12:00").0 / SECOND_MS).prop_map(|s| EventTime(s * SECOND_MS)),
        1 => select(&[i64::MIN, -1, 0, i64::MAX][..]).prop_map(EventTime),
    ]
}

fn of_station() -> impl Strategy<Value = Fact> + Clone {
    prop_oneof![
        1 => station().prop_map(|station| Fact::StationReady(Ready::at(station))),
        5 => counted().prop_map(Fact::GroupArrived),
        2 => counted().prop_map(Fact::CountCorrected),
        4 => visit().prop_map(Fact::GroupFinished),
        2 => (visit(), station()).prop_map(|(v, to)| Fact::SentOn(SentOn {
            station: v.station,
            round: v.round,
            group: v.group,
            to,
        })),
        1 => visit().prop_map(Fact::BriefingMarked),
        1 => counted().prop_map(Fact::InterestCounted),
        1 => (station(), 0..6_u8, any::<i16>()).prop_map(|(station, round, count)| {
            Fact::WalkInsCounted(WalkIns { station, round: RoundNo(round), count })
        }),
        2 => (station(), select(&Reason::ALL[..]))
            .prop_map(|(station, reason)| Fact::StationPaused(Paused { station, reason })),
        2 => station().prop_map(|station| Fact::StationResumed(AtStation { station })),
        2 => (station(), 0..6_u8, -30..60_i16, select(&Reason::ALL[..])).prop_map(
            |(station, round, minutes, reason)| Fact::RoundExtended(Extended {
                station,
                round: RoundNo(round),
                minutes,
                reason,
            })
        ),
    ]
}

fn of_floor() -> impl Strategy<Value = Fact> + Clone {
    prop_oneof![
        3 => select(&Reason::ALL[..]).prop_map(|reason| Fact::FloorHeld(Held { reason })),
        3 => Just(Fact::FloorResumed(Resumed {})),
        1 => any::<bool>().prop_map(|stricter| {
            let mut event = event();
            event.times.late_after_min = if stricter { 2 } else { 3 };
            Fact::FloorOpened(opening(event))
        }),
        2 => (audience(), words())
            .prop_map(|(to, text)| Fact::MessageSent(Box::new(Message { to, text }))),
        2 => (place(), select(&Need::ALL[..]))
            .prop_map(|(place, need)| Fact::HelpCalled(Called { place, need })),
        3 => (desk(), select(&Visitor::ALL[..]), any::<bool>()).prop_map(|(desk, visitor, came)| {
            let visit = DeskVisit { desk, visitor };
            if came { Fact::DeskVisited(visit) } else { Fact::DeskVisitTakenBack(visit) }
        }),
        1 => (desk(), 0..20_u16).prop_map(|(desk, length)| Fact::DeskQueueCounted(DeskQueue { desk, length })),
        1 => Just(Fact::Unknown(Unknown { kind: "wind_measured".into() })),
    ]
}

fn whom() -> impl Strategy<Value = Whom> + Clone {
    (vec(newcomer(), 0..4), any::<bool>()).prop_map(|(groups, named)| Whom {
        groups,
        school: named.then(|| "№39".to_owned()),
    })
}

fn reason() -> impl Strategy<Value = Reason> + Clone {
    select(&Reason::ALL[..])
}

/// A group of the plan, or one that may have come during the day.
fn newcomer() -> impl Strategy<Value = GroupNo> + Clone {
    prop_oneof![3 => group(), 1 => (36..40_u16).prop_map(GroupNo)]
}

fn round() -> impl Strategy<Value = RoundNo> + Clone {
    (0..6_u8).prop_map(RoundNo)
}

fn about() -> impl Strategy<Value = Group> + Clone {
    (
        select(&Lang::ALL[..]),
        0..30_u16,
        0..3_u16,
        any::<bool>(),
        ".{0,8}",
    )
        .prop_map(|(lang, size, adults, needs, class)| Group {
            school: "№39".to_owned(),
            class,
            lang,
            size,
            adults,
            needs: if needs {
                BTreeMap::from([(Support::Quiet, 1)])
            } else {
                BTreeMap::new()
            },
            wishes: (0..size % 3).map(StationNo).collect(),
        })
}

fn missed() -> impl Strategy<Value = Missed> + Clone {
    (whom(), round(), reason()).prop_map(|(whom, round, reason)| Missed { whom, round, reason })
}

fn span() -> impl Strategy<Value = Span> + Clone {
    (moment(), moment()).prop_map(|(start, end)| Span { start, end })
}

fn sheet_line() -> impl Strategy<Value = SheetLine> + Clone {
    let option = proptest::option::of::<BoxedStrategy<u16>>;
    (
        round(),
        newcomer(),
        0..20_u16,
        option((0..20_u16).boxed()),
        proptest::option::of(any::<bool>()),
    )
        .prop_map(|(round, group, count, interest, briefing)| SheetLine {
            round,
            group,
            count,
            interest,
            briefing,
        })
}

fn of_condition() -> impl Strategy<Value = Fact> + Clone {
    let at = || station().prop_map(|station| AtStation { station });
    let stations = || vec(station(), 0..4);
    prop_oneof![
        (station(), reason()).prop_map(|(station, reason)| Fact::StationNotReady(Paused { station, reason })),
        station().prop_map(|station| Fact::StationReady(Ready {
            station,
            deputy: true
        })),
        (station(), any::<bool>()).prop_map(|(station, paper)| Fact::MediumChanged(MediumChanged {
            station,
            medium: if paper { Medium::Paper } else { Medium::Laptop },
        })),
        at().prop_map(Fact::InstructorChanged),
        (station(), 0..20_u16, reason()).prop_map(|(station, places, reason)| {
            Fact::PlacesLowered(PlacesLowered {
                station,
                places,
                reason,
            })
        }),
        at().prop_map(Fact::PlacesRestored),
        (station(), round(), reason()).prop_map(|(station, from, reason)| Fact::StationClosed(
            StationClosed {
                station,
                from,
                reason
            }
        )),
        at().prop_map(Fact::StationOpened),
        at().prop_map(Fact::GuestsCame),
        at().prop_map(Fact::GuestsLeft),
        (stations(), reason()).prop_map(|(stations, reason)| {
            Fact::StationsPaused(StationsPaused {
                stations,
                hall: None,
                reason,
            })
        }),
        stations().prop_map(|stations| {
            let hall = Some(HallId("red".to_owned()));
            Fact::StationsResumed(StationsResumed { stations, hall })
        }),
        (station(), vec(sheet_line(), 0..4))
            .prop_map(|(station, lines)| Fact::SheetEntered(SheetEntered { station, lines })),
    ]
}

fn of_groups() -> impl Strategy<Value = Fact> + Clone {
    let one = (
        newcomer(),
        round(),
        proptest::option::of(station()),
        proptest::option::of(station()),
    )
        .prop_map(|(group, round, from, to)| Move {
            group,
            round,
            from,
            to,
        });
    let part =
        (newcomer(), 0..20_u16, 0..3_u16).prop_map(|(group, size, adults)| Part { group, size, adults });
    prop_oneof![
        (whom(), moment(), reason()).prop_map(|(whom, until, reason)| Fact::GroupsDelayed(Delayed {
            whom,
            until,
            reason
        })),
        whom().prop_map(Fact::GroupsOnSite),
        missed().prop_map(Fact::RoundSkipped),
        missed().prop_map(Fact::GroupsLeft),
        missed().prop_map(Fact::GroupsAbsent),
        (vec(one, 0..4), reason())
            .prop_map(|(moves, reason)| Fact::PlanRevised(PlanRevised { moves, reason })),
        (newcomer(), about())
            .prop_map(|(group, about)| Fact::GroupAdded(Box::new(GroupAdded { group, about }))),
        (newcomer(), vec(part, 0..4)).prop_map(|(group, into)| Fact::GroupSplit(GroupSplit { group, into })),
        (newcomer(), 0..20_u16).prop_map(|(group, size)| Fact::GroupResized(GroupResized { group, size })),
        (newcomer(), 0..20_u16).prop_map(|(group, count)| Fact::RollCalled(RollCalled { group, count })),
        groups_listed().prop_map(|listed| Fact::GroupsListed(Box::new(listed))),
    ]
}

fn relisted() -> impl Strategy<Value = Relisted> + Clone {
    (newcomer(), about(), any::<[bool; 4]>()).prop_map(|(group, about, says)| Relisted {
        group,
        school: says[0].then_some(about.school),
        class: says[0].then_some(about.class),
        lang: says[1].then_some(about.lang),
        size: says[2].then_some(about.size),
        adults: says[3].then_some(about.adults),
        needs: says[3].then_some(about.needs),
    })
}

fn groups_listed() -> impl Strategy<Value = GroupsListed> + Clone {
    let added = (newcomer(), about()).prop_map(|(group, about)| GroupAdded { group, about });
    (
        vec(added, 0..3),
        vec(relisted(), 0..3),
        vec(newcomer(), 0..3),
        vec(newcomer(), 0..3),
        proptest::option::of(round()),
        reason(),
    )
        .prop_map(|(added, changed, gone, back, from, reason)| GroupsListed {
            added,
            changed,
            gone,
            back,
            from,
            reason,
        })
}

fn of_day() -> impl Strategy<Value = Fact> + Clone {
    let new = || (round(), span()).prop_map(|(round, times)| NewTimes { round, times });
    prop_oneof![
        vec(new(), 0..3).prop_map(|rounds| Fact::RoundsRetimed(RoundsRetimed { rounds })),
        any::<bool>().prop_map(|drill| Fact::EvacuationCalled(Evacuated { drill })),
        given_away().prop_map(|given| Fact::FiguresGiven(Box::new(given))),
    ]
}

fn given_away() -> impl Strategy<Value = FiguresGiven> + Clone {
    (select(&Purpose::ALL[..]), moment(), any::<i64>()).prop_map(|(purpose, as_of, visits)| FiguresGiven {
        purpose,
        as_of,
        figures: BTreeMap::from([("visits".to_owned(), visits)]),
        known: vec![(Origin(1), 1, 5)],
    })
}

/// A fact, or one about another entry of the same log.
#[derive(Clone, Debug)]
enum Said {
    Fact(Fact),
    Undone(Index),
    Received(Index, Place),
    Accepted(Index),
    Closed(Index),
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        8 => of_station().prop_map(Said::Fact),
        4 => of_floor().prop_map(Said::Fact),
        4 => of_condition().prop_map(Said::Fact),
        4 => of_groups().prop_map(Said::Fact),
        2 => of_day().prop_map(Said::Fact),
        4 => any::<Index>().prop_map(Said::Undone),
        1 => (any::<Index>(), place()).prop_map(|(i, place)| Said::Received(i, place)),
        1 => any::<Index>().prop_map(Said::Accepted),
        1 => any::<Index>().prop_map(Said::Closed),
    ]
}

/// Logs of several laptops: dense numbers, stamps that often are equal, moments that run backwards,
/// references to any entry, also to later ones and in circles. The first entry opens the floor.
pub(crate) fn log(most: usize) -> impl Strategy<Value = Vec<Entry>> {
    let line = (0..LAPTOPS, 0..40_i64, 0..3_u32, moment(), role(), said());
    vec(line, 1..most).prop_map(|lines| {
        let mut heads: BTreeMap<u64, u64> = BTreeMap::new();
        let ids: Vec<EntryId> = lines
            .iter()
            .map(|(laptop, ..)| {
                let head = heads.entry(*laptop).or_default();
                *head += 1;
                id(*laptop, *head)
            })
            .collect();
        let entry = |(line, id): ((u64, i64, u32, EventTime, Role, Said), &EntryId)| {
            let (_, minute, counter, at, role, said) = line;
            let fact = match said {
                Said::Fact(fact) => fact,
                Said::Undone(i) => Fact::EntryUndone(Undone { entry: *i.get(&ids) }),
                Said::Received(i, place) => Fact::MessageReceived(Received {
                    message: *i.get(&ids),
                    place,
                }),
                Said::Accepted(i) => Fact::CallAccepted(OfCall { call: *i.get(&ids) }),
                Said::Closed(i) => Fact::CallClosed(OfCall { call: *i.get(&ids) }),
            };
            let stamp = Stamp {
                at: t("09:30").plus_minutes(minute),
                counter,
            };
            Entry {
                id: *id,
                stamp,
                at,
                role,
                fact,
            }
        };
        let opened = Entry {
            id: id(LAPTOPS, 1),
            stamp: Stamp {
                at: t("08:00"),
                counter: 0,
            },
            at: t("08:00"),
            role: Role::Organiser,
            fact: Fact::FloorOpened(opening(event())),
        };
        let written = lines.into_iter().zip(&ids).map(entry);
        std::iter::once(opened).chain(written).collect()
    })
}

const fn id(laptop: u64, seq: u64) -> EntryId {
    EntryId {
        origin: Origin(laptop),
        seq: Seq(seq),
    }
}

/// Every answer that people see, as text.
pub(crate) fn answers(floor: &Floor) -> String {
    let at = |time: &str| {
        let schedule = Schedule::at(floor, t(time));
        let strips: Vec<_> = STATIONS
            .iter()
            .map(|no| strip(floor, &schedule, StationNo(*no)))
            .collect();
        let view = overview(floor, &[], t(time));
        let routes = (misfits(floor, &schedule), waits(floor, &schedule));
        let offered: Vec<_> = floor
            .groups()
            .map(|(no, _)| offers(floor, no, RoundNo(2)))
            .collect();
        let evacuation = evacuation(floor, t(time));
        let alarms = alarms(floor, &view, evacuation.as_ref());
        format!("{view:?}\n{strips:?}\n{routes:?}\n{offered:?}\n{alarms:?}\n")
    };
    let moments: String = MOMENTS.iter().map(|time| at(time)).collect();
    let (calls, messages) = (people::calls(floor), people::messages(floor));
    let evacuations = evacuations(floor, t("11:30"));
    format!(
        "{moments}{:?}\n{calls:?}\n{messages:?}\n{:?}\n{evacuations:?}",
        floor.rotation(),
        people::desk(floor, DESK),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_any_repeat_give_the_same_floor(
        (log, order) in log(60).prop_flat_map(|log| {
            let twice: Vec<usize> = (0..log.len()).chain(0..log.len() / 3).collect();
            (Just(log), Just(twice).prop_shuffle())
        }),
    ) {
        let straight = Floor::of(&log);
        let shuffled = Floor::of(order.iter().map(|i| &log[*i]));
        let mut sorted = log.clone();
        sorted.sort_by_key(Entry::key);
        let whole = Floor::of_log(sorted);
        prop_assert_eq!(&whole, &shuffled);
        let unsorted = Floor::of_log(order.iter().map(|i| log[*i].clone()).collect());
        prop_assert_eq!(&unsorted, &shuffled);
        // To the byte: everything a floor holds, written out.
        prop_assert_eq!(format!("{straight:?}"), format!("{shuffled:?}"));
        prop_assert_eq!(answers(&straight), answers(&shuffled));
        prop_assert_eq!(straight, shuffled);
    }

    #[test]
    fn what_is_undone_was_never_said((log, which) in (log(40), any::<Index>())) {
        let target = &log[1..][which.index(log.len() - 1)];
        prop_assume!(target.fact.can_be_undone());
        let undo = Entry {
            id: id(LAPTOPS + 1, 1),
            stamp: Stamp { at: t("11:00"), counter: 0 },
            at: t("11:00"),
            role: Role::Coordinator,
            fact: Fact::EntryUndone(Undone { entry: target.id }),
        };
        let undone = Floor::of(log.iter().chain([&undo]));
        let without = Floor::of(log.iter().filter(|entry| entry.id != target.id));
        prop_assert_eq!(answers(&undone), answers(&without));
        let back = Entry {
            id: id(LAPTOPS + 1, 2),
            fact: Fact::EntryUndone(Undone { entry: undo.id }),
            ..undo.clone()
        };
        let again = Floor::of(log.iter().chain([&undo, &back]));
        prop_assert_eq!(answers(&again), answers(&Floor::of(&log)));
        prop_assert_eq!(superseded(&again), superseded(&Floor::of(&log)));
    }

    /// The floor seen up to a moment is the floor of what had happened by then.
    #[test]
    fn a_cutoff_is_the_fold_of_what_had_happened((log, until) in (log(50), moment())) {
        prop_assume!(until >= t("08:00"));
        let mut whole = Floor::of(&log);
        whole.set_until(until);
        let then = Floor::of(log.iter().filter(|entry| entry.at <= until));
        prop_assert_eq!(answers(&whole), answers(&then));
        prop_assert_eq!(superseded(&whole), superseded(&then));
        // What is entered now is seen at once or not at all, and the log stays whole.
        prop_assert_eq!(whole.log().len(), log.len());
        whole.set_until(EventTime(i64::MAX));
        prop_assert_eq!(answers(&whole), answers(&Floor::of(&log)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Between two moments after the last entry a clock falls by exactly what has passed, or stands.
    #[test]
    fn a_countdown_never_jumps(log in log(30), first in 0..14_400_i64, passed in 1..2_400_i64) {
        let mut log = log;
        let early = t("08:00").plus_ms(first * SECOND_MS);
        let late = early.plus_ms(passed * SECOND_MS);
        log.retain(|entry| (t("08:00")..=early).contains(&entry.at));
        let floor = Floor::of(&log);
        let (before, after) = (overview(&floor, &[], early), overview(&floor, &[], late));
        // The judgement lets no new times pass with which rounds do not follow each other.
        let in_order = |schedule: &Schedule| schedule.slots.is_sorted_by(|one, next| one.now.end <= next.now.start);
        prop_assume!(in_order(&before.schedule) && in_order(&after.schedule));
        let held = before.schedule.held().is_some();
        for (before, after) in before.rows.iter().zip(&after.rows) {
            let (before, after) = (&before.now, &after.now);
            match after.countdown {
                Countdown::ToEnd(ms) | Countdown::ToStart(ms) => prop_assert!(ms > 0),
                Countdown::Over(ms) => prop_assert!(ms >= 0),
                Countdown::Nothing => {}
            }
            let same_round = before.slot.map(|s| s.round) == after.slot.map(|s| s.round);
            let to_end = before.countdown.remaining_ms().zip(after.countdown.remaining_ms());
            if let Some((left_before, left_after)) = to_end.filter(|_| same_round) {
                let stands = held || before.paused.is_some();
                let fell = if stands { 0 } else { late.since(early) };
                prop_assert_eq!(left_before - left_after, fell, "station {}", before.no);
            }
            if let (Countdown::ToStart(b), Countdown::ToStart(a)) = (before.countdown, after.countdown)
                && same_round
            {
                prop_assert_eq!(b - a, if held { 0 } else { late.since(early) });
            }
        }
    }

    /// The schedule against a naive one: a floor clock that is stopped by hand, second by second.
    #[test]
    fn holds_move_exactly_what_lies_after_them(
        switches in vec((0..9_000_i64, any::<bool>()), 0..8),
        now in 0..9_000_i64,
    ) {
        let from = t("09:30");
        let mut entries = vec![Entry {
            id: id(1, 1),
            stamp: Stamp::default(),
            at: from,
            role: Role::Organiser,
            fact: Fact::FloorOpened(opening(event())),
        }];
        for (n, (second, on)) in (0_u32..).zip(&switches) {
            let at = from.plus_ms(second * SECOND_MS);
            entries.push(Entry {
                id: id(2, u64::from(n) + 1),
                stamp: Stamp { at, counter: n },
                at,
                role: Role::Coordinator,
                fact: if *on {
                    Fact::FloorHeld(Held { reason: Reason::Drill })
                } else {
                    Fact::FloorResumed(Resumed {})
                },
            });
        }
        let floor = Floor::of(&entries);
        let schedule = Schedule::at(&floor, from.plus_ms(now * SECOND_MS));
        let mut sorted = switches;
        sorted.sort_by_key(|(second, _)| *second);
        let (mut floor_clock, mut held) = (0_i64, false);
        for second in 0..now {
            for (_, on) in sorted.iter().filter(|(s, _)| *s == second) {
                held = *on;
            }
            floor_clock += i64::from(!held);
        }
        for slot in &schedule.slots {
            for (planned, stands) in [(slot.planned.start, slot.now.start), (slot.planned.end, slot.now.end)] {
                let left = planned.since(from) / SECOND_MS - floor_clock;
                if left > 0 {
                    prop_assert_eq!(stands.since(schedule.now), left * SECOND_MS);
                } else {
                    prop_assert!(stands <= schedule.now);
                }
            }
        }
    }

    #[test]
    fn digits_end_at_zero_and_never_skip_a_second(ms in 1..36_000_000_i64) {
        let (left, over) = (Digits::left(ms).seconds, Digits::over(ms).seconds);
        prop_assert!(left > 0 && (left - 1) * SECOND_MS < ms && ms <= left * SECOND_MS);
        prop_assert!(over * SECOND_MS <= ms && ms < (over + 1) * SECOND_MS);
        prop_assert_eq!(Digits::left(ms + SECOND_MS).seconds, left + 1);
        let shown = Digits::left(ms).to_string();
        let read = shown.split(':').fold(0, |sum, part| sum * 60 + part.parse::<i64>().expect("digits"));
        prop_assert_eq!(read, left);
    }
}

type Ids = BTreeSet<(u64, u64)>;

fn ids() -> impl Strategy<Value = Ids> {
    proptest::collection::btree_set((0..3_u64, 1..24_u64), 0..40)
}

fn frontier(ids: &Ids) -> Frontier {
    ids.iter().map(|(origin, seq)| id(*origin, *seq)).collect()
}

fn joined(a: &Frontier, b: &Frontier) -> Frontier {
    let mut both = a.clone();
    both.join(b);
    both
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn frontiers_join((a, b, c) in (ids(), ids(), ids())) {
        let (x, y, z) = (frontier(&a), frontier(&b), frontier(&c));
        prop_assert_eq!(joined(&x, &y), frontier(&a.union(&b).copied().collect()));
        prop_assert_eq!(joined(&x, &y), joined(&y, &x));
        prop_assert_eq!(joined(&joined(&x, &y), &z), joined(&x, &joined(&y, &z)));
        prop_assert_eq!(joined(&x, &x), x);
    }

    #[test]
    fn frontiers_know_what_the_other_lacks(
        (a, b, shuffled) in (ids(), ids()).prop_flat_map(|(a, b)| {
            let list: Vec<_> = a.iter().copied().collect();
            (Just(a), Just(b), Just(list).prop_shuffle())
        }),
    ) {
        let (mine, theirs) = (frontier(&a), frontier(&b));
        let in_any_order: Frontier = shuffled.iter().map(|(origin, seq)| id(*origin, *seq)).collect();
        prop_assert_eq!(&in_any_order, &mine);
        let ranges: Vec<_> = mine.beyond(&theirs).collect();
        let listed: Vec<(u64, u64)> = ranges
            .iter()
            .flat_map(|(origin, first, last)| (*first..=*last).map(|seq| (origin.0, seq)))
            .collect();
        let missing: Vec<_> = a.difference(&b).copied().collect();
        prop_assert_eq!(listed, missing, "in order, each once");
        prop_assert_eq!(mine.count(), a.len() as u64);
        for origin in 0..4 {
            let first = (1..30).find(|seq| !a.contains(&(origin, *seq))).expect("a number");
            prop_assert_eq!(mine.first_missing(Origin(origin)), Seq(first));
            for seq in 1..26 {
                let held = a.contains(&(origin, seq));
                prop_assert_eq!(mine.contains(id(origin, seq)), held);
            }
        }
    }
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let about = (0..5_u64, 1..9_u64, place(), 0..4_u8).prop_map(|(laptop, seq, place, kind)| {
        let entry = id(laptop, seq);
        match kind {
            0 => Fact::EntryUndone(Undone { entry }),
            1 => Fact::MessageReceived(Received {
                message: entry,
                place,
            }),
            2 => Fact::CallAccepted(OfCall { call: entry }),
            _ => Fact::CallClosed(OfCall { call: entry }),
        }
    });
    let known = of_floor().prop_filter("has a body", |fact| !matches!(fact, Fact::Unknown(_)));
    prop_oneof![of_station(), known, about, of_condition(), of_groups(), of_day()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn records_survive_the_wire_with_their_seal(
        facts in vec((any_fact(), role(), moment(), any::<i64>()), 1..6),
        origin in any::<u64>(),
    ) {
        let mut pen = Pen::new(Origin(origin));
        let mut prev = Hash::default();
        for (n, (fact, role, at, device_ms)) in facts.into_iter().enumerate() {
            let moment = Moment { now: t("10:00"), at, device_ms };
            let record = pen.write(&fact, moment, role);
            prop_assert_eq!(record.prev, prev);
            prev = record.hash;
            let line = record.to_line();
            prop_assert!(!line.contains('\n'));
            let read = Record::from_line(&line).expect("a record");
            prop_assert_eq!(&read, &record);
            prop_assert!(read.is_sealed());
            prop_assert_eq!(read.to_line(), line);
            let entry = read.entry();
            prop_assert_eq!((&entry.fact, entry.role, entry.at), (&fact, role, at));
            prop_assert_eq!(entry.id, id(origin, n as u64 + 1));
        }
    }

    /// Roles and kinds of other versions may be any text.
    #[test]
    fn foreign_records_survive_the_wire(role in "[a-z0-9_.:-]{0,20}|.{0,20}", kind in "[a-z0-9_.-]{0,20}|.{0,20}", text in ".{0,30}") {
        let mut record = Pen::new(Origin(7)).write(
            &Fact::FloorResumed(Resumed {}),
            Moment { now: t("10:00"), at: t("10:00"), device_ms: 0 },
            Role::Coordinator,
        );
        (record.role, record.kind) = (role, kind);
        record.body = serde_json::to_string(&text).expect("a text");
        record.hash = record.expected_hash();
        let read = Record::from_line(&record.to_line()).expect("a record");
        prop_assert_eq!(&read, &record);
        // A line feed in one of them could shift what the seal covers: such a record is not believed.
        prop_assert_eq!(read.is_sealed(), is_plain(&record.role) && is_plain(&record.kind));
    }

    /// One changed letter anywhere: not a record, the same record, or one whose seal is broken.
    #[test]
    fn an_edited_line_is_not_sealed(fact in any_fact(), place in any::<Index>(), letter in b' '..=b'~') {
        let moment = Moment { now: t("10:00"), at: t("09:50"), device_ms: 1 };
        let record = Pen::new(Origin(0xfeed)).write(&fact, moment, Role::Coordinator);
        let mut line = record.to_line().into_bytes();
        let place = place.index(line.len());
        line[place] = letter;
        if let Ok(read) = String::from_utf8_lossy(&line).parse_record() {
            prop_assert!(read == record || !read.is_sealed());
        }
        let mut later = record.clone();
        later.at = later.at.plus_ms(1);
        prop_assert!(!later.is_sealed());
    }

    #[test]
    fn readers_take_any_text(text in ".{0,40}") {
        let _ = text.parse::<EventTime>();
        let _ = text.parse::<EntryId>();
        let _ = text.parse::<Role>();
        let _ = text.parse::<Hash>();
        let _ = text.parse::<Origin>();
        drop(text.parse_record());
        for kind in Fact::KINDS {
            let read = Fact::read(kind, &text);
            prop_assert!(matches!(&read, Fact::Unknown(u) if u.kind.as_ref() == *kind) || !read.body().is_empty());
        }
    }

    #[test]
    fn names_are_read_as_they_are_written(
        role in role(),
        entry in (any::<u64>(), any::<u64>()),
        second in 0..86_400_i64,
        sum in any::<[u8; 32]>(),
    ) {
        prop_assert_eq!(role.to_string().parse(), Ok(role));
        let entry = id(entry.0, entry.1);
        prop_assert_eq!(entry.to_string().parse(), Ok(entry));
        let time = EventTime(second * SECOND_MS);
        prop_assert_eq!(time.to_string().parse(), Ok(time));
        prop_assert_eq!(Hash(sum).to_string().parse(), Ok(Hash(sum)));
    }
}

trait ParseRecord {
    fn parse_record(&self) -> Result<Record, sheber::domain::entry::BadLine>;
}

impl<S: AsRef<str> + ?Sized> ParseRecord for S {
    fn parse_record(&self) -> Result<Record, sheber::domain::entry::BadLine> {
        Record::from_line(self.as_ref())
    }
}

fn entry_ref() -> impl Strategy<Value = EntryId> + Clone {
    (0..=LAPTOPS, 1..12_u64).prop_map(|(laptop, seq)| id(laptop, seq))
}

fn command() -> impl Strategy<Value = Command> {
    let who = || proptest::option::of(group());
    let reason = || select(&Reason::ALL[..]);
    let at_station = prop_oneof![
        station().prop_map(|station| Command::Ready {
            station,
            deputy: false
        }),
        (station(), who(), proptest::option::of(any::<u16>())).prop_map(|(station, group, count)| {
            Command::Arrive {
                station,
                group,
                count,
            }
        }),
        (station(), who(), any::<i16>()).prop_map(|(station, group, by)| Command::Count {
            station,
            group,
            count: Recount::By(by),
        }),
        (station(), who(), any::<u16>()).prop_map(|(station, group, to)| Command::Count {
            station,
            group,
            count: Recount::To(to),
        }),
        (station(), who()).prop_map(|(station, group)| Command::Finish { station, group }),
        (station(), who(), proptest::option::of(station()))
            .prop_map(|(station, group, to)| Command::SendOn { station, group, to }),
        (station(), who()).prop_map(|(station, group)| Command::Briefing { station, group }),
        (station(), who(), any::<u16>()).prop_map(|(station, group, count)| Command::Interest {
            station,
            group,
            count
        }),
        (station(), any::<i16>()).prop_map(|(station, count)| Command::WalkIn { station, count }),
        (station(), reason()).prop_map(|(station, reason)| Command::Pause { station, reason }),
        station().prop_map(Command::Resume),
        (station(), any::<i16>(), reason()).prop_map(|(station, minutes, reason)| Command::Extend {
            station,
            minutes,
            reason
        }),
    ];
    let elsewhere = prop_oneof![
        reason().prop_map(Command::Hold),
        Just(Command::ResumeFloor),
        (audience(), words()).prop_map(|(to, text)| Command::Send { to, text }),
        (entry_ref(), place()).prop_map(|(message, place)| Command::Receive { message, place }),
        (place(), select(&Need::ALL[..])).prop_map(|(place, need)| Command::Call { place, need }),
        entry_ref().prop_map(Command::AcceptCall),
        entry_ref().prop_map(Command::CloseCall),
        (desk(), select(&Visitor::ALL[..])).prop_map(|(desk, visitor)| Command::Visit { desk, visitor }),
        (desk(), proptest::option::of(select(&Visitor::ALL[..])))
            .prop_map(|(desk, visitor)| Command::TakeBack { desk, visitor }),
        (desk(), any::<u16>()).prop_map(|(desk, length)| Command::Queue { desk, length }),
        proptest::option::of(entry_ref()).prop_map(Command::Undo),
    ];
    prop_oneof![3 => at_station, 2 => elsewhere, 3 => lever_at_station(), 4 => lever()]
}

fn lever_at_station() -> impl Strategy<Value = Command> {
    let which = || {
        prop_oneof![
            vec(station(), 0..4).prop_map(Which::Stations),
            select(&["red", "blue", "nowhere"][..]).prop_map(|id| Which::Hall(HallId(id.to_owned()))),
        ]
    };
    prop_oneof![
        (station(), reason()).prop_map(|(station, reason)| Command::NotReady { station, reason }),
        (station(), any::<bool>()).prop_map(|(station, paper)| Command::OnPaper { station, paper }),
        station().prop_map(Command::HandOver),
        (station(), any::<u16>(), reason()).prop_map(|(station, places, reason)| Command::Lower {
            station,
            places: places % 20,
            reason
        }),
        station().prop_map(Command::Restore),
        (station(), proptest::option::of(round()), reason()).prop_map(|(station, from, reason)| {
            Command::Close {
                station,
                from,
                reason,
            }
        }),
        station().prop_map(Command::Open),
        (station(), any::<bool>()).prop_map(|(station, here)| Command::Guests { station, here }),
        (station(), vec(sheet_line(), 0..4))
            .prop_map(|(station, lines)| Command::EnterSheet { station, lines }),
        (which(), reason()).prop_map(|(which, reason)| Command::PauseMany { which, reason }),
        which().prop_map(Command::ResumeMany),
    ]
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![
        vec(newcomer(), 0..4).prop_map(Who::Groups),
        select(&["№39", "№0"][..]).prop_map(|school| Who::School(school.to_owned())),
    ]
}

fn list_groups() -> impl Strategy<Value = Command> {
    (
        vec((newcomer(), about()), 0..3),
        vec(relisted(), 0..3),
        vec(newcomer(), 0..3),
        vec(newcomer(), 0..3),
        reason(),
    )
        .prop_map(|(added, changed, gone, back, reason)| Command::ListGroups {
            changes: Box::new(Changes {
                added,
                changed,
                gone,
                back,
            }),
            reason,
        })
}

fn lever() -> impl Strategy<Value = Command> {
    let or_now = || proptest::option::of(round());
    let stay = || (newcomer(), round(), proptest::option::of(station()));
    let of_groups = prop_oneof![
        (who(), moment(), reason()).prop_map(|(whom, until, reason)| Command::Delay { whom, until, reason }),
        who().prop_map(Command::OnSite),
        (who(), or_now(), reason()).prop_map(|(whom, round, reason)| Command::Skip { whom, round, reason }),
        (who(), or_now(), reason()).prop_map(|(whom, after, reason)| Command::Leave { whom, after, reason }),
        (who(), or_now(), reason()).prop_map(|(whom, from, reason)| Command::Absent { whom, from, reason }),
        (vec(stay(), 0..4), reason()).prop_map(|(moves, reason)| Command::Reroute { moves, reason }),
        (proptest::option::of(newcomer()), about())
            .prop_map(|(group, about)| Command::AddGroup { group, about }),
        (newcomer(), vec(0..14_u16, 0..12)).prop_map(|(group, sizes)| Command::Split { group, sizes }),
        (newcomer(), any::<u16>()).prop_map(|(group, size)| Command::Resize { group, size }),
        list_groups(),
        (newcomer(), proptest::option::of(any::<u16>()))
            .prop_map(|(group, count)| Command::RollCall { group, count }),
    ];
    let of_day = prop_oneof![
        vec(
            (round(), span()).prop_map(|(round, times)| NewTimes { round, times }),
            0..3
        )
        .prop_map(Command::Retime),
        any::<bool>().prop_map(|drill| Command::Evacuate { drill }),
        given_away().prop_map(|given| Command::Give(Box::new(given))),
    ];
    prop_oneof![3 => of_groups, 1 => of_day]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is asked of whatever floor at whatever moment is answered, and what is written folds alike.
    #[test]
    fn every_question_is_answered(
        log in log(20),
        asked in vec((command(), moment(), moment(), role()), 1..12),
    ) {
        let mut floor = Floor::of(&log);
        let mut replica = floor.clone();
        let mut pen = Pen::new(Origin(77));
        let mut written = Vec::new();
        for (command, now, at, role) in asked {
            let moment = Moment { now, at, device_ms: now.0 };
            let facts = decide(&floor, &command, moment, role);
            prop_assert_eq!(&facts, &decide(&replica, &command, moment, role));
            if let Ok(facts) = &facts {
                // What a lever would do can be asked of any floor, and asking changes nothing.
                drop(preview(&floor, facts, moment, role));
                prop_assert_eq!(&floor, &replica);
            }
            for fact in facts.into_iter().flatten() {
                let entry = pen.write(&fact, moment, role).entry();
                floor.apply(&entry);
                replica.apply(&entry);
                written.push(entry);
            }
            prop_assert_eq!(&floor, &replica);
        }
        let backwards = Floor::of(written.iter().rev().chain(log.iter().rev()));
        prop_assert_eq!(backwards, floor);
    }

    /// Stamps of one pen rise strictly, whatever its clock does and whatever it has seen.
    #[test]
    fn stamps_of_a_pen_rise(steps in vec((moment(), moment(), any::<u32>()), 1..20)) {
        let mut pen = Pen::new(Origin(3));
        let mut last = Stamp::default();
        for (now, seen, counter) in steps {
            prop_assume!(last.at.0 < i64::MAX);
            pen.see(Stamp { at: seen, counter }, now);
            let moment = Moment { now, at: now, device_ms: 0 };
            let record = pen.write(&Fact::FloorResumed(Resumed {}), moment, Role::Coordinator);
            prop_assert!(record.stamp > last);
            if seen.since(now) <= MINUTE_MS {
                let heard = Stamp { at: seen, counter };
                prop_assert!(record.stamp > heard);
            } else {
                prop_assert!(record.stamp.at <= now.max(last.at).plus_ms(1));
            }
            last = record.stamp;
        }
    }
}
