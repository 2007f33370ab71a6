//! What is exchanged, how clocks are compared, how long is waited.

use sheber::domain::frontier::{Frontier, Held};
use sheber::domain::id::{EntryId, Origin, Seq};
use sheber::domain::reading::ClockReading;
use sheber::sync::backoff::Backoff;
use sheber::sync::clock::{ClockFilter, ClockState, Offset};
use sheber::sync::plan;

const ME: Origin = Origin(9);
const A: Origin = Origin(1);
const B: Origin = Origin(2);

fn frontier(held: &[(Origin, u64, &[u64])]) -> Frontier {
    let mut frontier = Frontier::default();
    for (origin, up_to, beyond) in held {
        let held = Held {
            up_to: *up_to,
            beyond: beyond.iter().copied().collect(),
        };
        frontier.hold(*origin, held);
    }
    frontier
}

#[test]
fn own_entries_go_first_and_then_what_the_share_has_lost() {
    let mine = frontier(&[(A, 4, &[]), (B, 3, &[5]), (ME, 6, &[])]);
    let theirs = frontier(&[(A, 2, &[]), (ME, 4, &[])]);
    let plan = plan(ME, &mine, &theirs, 100);
    assert_eq!(plan.push, [(ME, 5, 6), (A, 3, 4), (B, 1, 3), (B, 5, 5)]);
    assert!(!plan.pull && !plan.more);
}

#[test]
fn a_hole_is_asked_for_by_its_numbers() {
    let mine = frontier(&[(A, 2, &[4, 5])]);
    let theirs = frontier(&[(A, 5, &[])]);
    assert!(plan(ME, &mine, &theirs, 100).pull);
    assert_eq!(plan(ME, &theirs, &mine, 100).push, [(A, 3, 3)]);
}

#[test]
fn a_long_absence_is_sent_in_bounded_steps() {
    let mine = frontier(&[(A, 40, &[]), (ME, 70, &[])]);
    let mut theirs = Frontier::default();
    let mut steps = 0;
    loop {
        let plan = plan(ME, &mine, &theirs, 50);
        let sent: u64 = plan.push.iter().map(|(_, first, last)| last - first + 1).sum();
        assert!(sent <= 50);
        for (origin, first, last) in plan.push {
            for seq in first..=last {
                let id = EntryId {
                    origin,
                    seq: Seq(seq),
                };
                assert!(theirs.insert(id));
            }
        }
        steps += 1;
        if !plan.more {
            break;
        }
    }
    assert_eq!((steps, theirs), (3, mine));
}

#[test]
fn with_nothing_new_nothing_is_to_do() {
    let same = frontier(&[(A, 3, &[7]), (ME, 1, &[])]);
    let plan = plan(ME, &same, &same, 10);
    assert!(plan.push.is_empty() && !plan.pull && !plan.more);
}

fn reading(offset_ms: i64, took_ms: i64) -> ClockReading {
    ClockReading {
        share_ms: 1_000_000 + offset_ms + took_ms / 2,
        before_ms: 1_000_000,
        after_ms: 1_000_000 + took_ms,
        grain_ms: 0,
    }
}

fn offset(readings: &[(i64, i64)]) -> Option<Offset> {
    let mut filter = ClockFilter::default();
    for (offset, took) in readings {
        filter.add(reading(*offset, *took), 0);
    }
    filter.offset()
}

#[test]
fn the_surest_reading_counts_whatever_its_sign() {
    assert_eq!(offset(&[]), None);
    let best = offset(&[(-30, 400), (-34, 4), (-60, 90)]).unwrap();
    assert_eq!((best.ms, best.uncertainty_ms), (-34, 2));
    assert_eq!(offset(&[(90, 200), (37, 10)]).unwrap().ms, 37);
}

#[test]
fn old_readings_and_those_from_before_a_clock_was_set_do_not_count() {
    let mut readings = vec![(0, 2)];
    readings.extend([(8, 40); 8]);
    assert_eq!(offset(&readings).unwrap().ms, 8);
    assert_eq!(offset(&[(0, 2), (37_000, 40)]).unwrap().ms, 37_000);
    let mut filter = ClockFilter::default();
    let spoiled = ClockReading {
        after_ms: 10,
        ..reading(5, 0)
    };
    filter.add(spoiled, 0);
    assert_eq!(filter.offset(), None);
}

#[test]
fn a_share_that_knows_whole_seconds_is_vague_and_not_biased() {
    let coarse = ClockReading {
        share_ms: 5_000,
        before_ms: 5_480,
        after_ms: 5_520,
        grain_ms: 1_000,
    };
    assert_eq!((coarse.offset_ms(), coarse.uncertainty_ms()), (0, 520));
}

#[test]
fn a_wrong_zone_is_told_from_a_wrong_clock() {
    let state = |ms| {
        Offset {
            ms,
            uncertainty_ms: 5,
        }
        .state()
    };
    assert_eq!(state(1_900), ClockState::Good);
    assert_eq!(state(-37_000), ClockState::Off { ahead_ms: 37_000 });
    assert_eq!(state(3_600_000 + 800), ClockState::Zone { ahead_hours: -1 });
    assert_eq!(
        state(-5 * 3_600_000 - 40_000),
        ClockState::Zone { ahead_hours: 5 }
    );
    assert_eq!(state(-1_800_000), ClockState::Off { ahead_ms: 1_800_000 });
    assert_eq!(
        state(-80 * 3_600_000),
        ClockState::Off {
            ahead_ms: 288_000_000
        }
    );
}

#[test]
fn waits_grow_to_a_bound_and_differ_between_laptops() {
    let mut one = Backoff::new(500, 10_000);
    let waits: Vec<u64> = (0..40).map(|_| one.next(u64::MAX)).collect();
    assert!(
        waits.iter().all(|wait| (250..=10_000).contains(wait)),
        "{waits:?}"
    );
    assert!((5_000..=10_000).contains(&waits[39]));
    let different = |random| Backoff::new(500, 10_000).next(random);
    assert_ne!(different(1), different(2));
    one.reset();
    assert!(one.next(7) <= 500);
}
