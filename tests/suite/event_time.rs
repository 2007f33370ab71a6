//! Event time on one device, whatever is done to its clock and however coarse the share's is: it never runs back,
//! never jumps untold, and is never further from the truth than is said.

use proptest::prelude::*;
use sheber::domain::opening::{moved_on, opening};
use sheber::domain::reading::ClockReading;
use sheber::domain::time::{EventTime, Pace};
use sheber::intake;
use sheber::sync::clock::ClockFilter;
use sheber::sync::steady::Reading;
use sheber::sync::timeline::Timeline;
use std::sync::Arc;

const NOON: i64 = 1_764_000_000_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// A laptop in a world where the share's clock is right, until it is set.
struct Laptop {
    /// Milliseconds since the beginning, as the world counts.
    passed: i64,
    /// How far the wall clock is off, by hand.
    off: i64,
    /// How far it was off at the start.
    off_first: i64,
    /// How many millionths the laptop's clocks run too fast.
    ppm: i64,
    asleep: i64,
    /// How far the share's clock was set forward.
    share_off: i64,
    filter: ClockFilter,
    line: Timeline,
}

impl Laptop {
    fn new(off: i64, ppm: i64) -> Self {
        let reading = Reading {
            wall_ms: NOON + off,
            mono_ms: 0,
            awake_ms: 0,
        };
        Self {
            passed: 0,
            off,
            off_first: off,
            ppm,
            asleep: 0,
            share_off: 0,
            filter: ClockFilter::default(),
            line: Timeline::start(reading, Pace::default()),
        }
    }

    fn read(&self) -> Reading {
        let counted = self.passed + self.passed * self.ppm / 1_000_000;
        Reading {
            wall_ms: NOON + counted + self.off,
            mono_ms: counted,
            awake_ms: counted - self.asleep,
        }
    }

    /// By the clock with which the share's is compared: as the wall clock was at the start, counted on since.
    fn read_steady(&self) -> Reading {
        let reading = self.read();
        Reading {
            wall_ms: NOON + reading.mono_ms + self.off_first,
            ..reading
        }
    }

    fn wait(&mut self, ms: i64) {
        self.passed += ms;
    }

    /// Compares clocks: the share answers in the middle of `took_ms`, in whole grains. What it was told by.
    fn check(&mut self, took_ms: i64, grain_ms: i64) -> Option<i64> {
        self.check_while(took_ms, grain_ms, |_| {})
    }

    /// The same, and something happens to the laptop in the middle of it.
    fn check_while(&mut self, took_ms: i64, grain_ms: i64, happens: impl FnOnce(&mut Self)) -> Option<i64> {
        let before_ms = self.read_steady().wall_ms;
        self.wait(took_ms / 2);
        happens(self);
        let share_ms = (NOON + self.passed + self.share_off).div_euclid(grain_ms) * grain_ms;
        self.wait(took_ms - took_ms / 2);
        let reading = self.read_steady();
        let read = ClockReading {
            share_ms,
            before_ms,
            after_ms: reading.wall_ms,
            grain_ms,
        };
        self.filter.add(read, reading.mono_ms);
        let offset = self.filter.offset().unwrap();
        self.line.measured(reading, offset)
    }

    /// As the screen does every second: looks whether the clock was set, and forgets what was measured then.
    fn tick(&mut self) -> bool {
        let noticed = self.line.tick(self.read());
        if noticed.set_by_ms.is_some() {
            self.filter.clear();
        }
        noticed.set_by_ms.is_some()
    }

    fn now(&self) -> i64 {
        self.line.now(self.read()).0
    }

    /// How far event time is ahead of the truth, and by how much it is said to be at most.
    fn error(&self) -> (i64, i64) {
        let certainty = self.line.certainty(self.read()).unwrap();
        let truth = NOON + self.passed + self.share_off;
        (self.now() - truth, certainty.uncertainty_ms)
    }
}

proptest! {
    #[test]
    fn event_time_is_never_further_off_than_is_said(
        off in -14 * MINUTE..14 * MINUTE,
        zone in prop::sample::select(vec![-HOUR, 0, HOUR]),
        ppm in -100_i64..=100,
        checks in prop::collection::vec((0_i64..400, 1_i64..90_000), 1..30),
        grain in prop::sample::select(vec![1_i64, 4, 1_000]),
    ) {
        let mut laptop = Laptop::new(off + zone, ppm);
        for (took, pause) in checks {
            laptop.check(took, grain);
            let until = laptop.passed + pause;
            while laptop.passed < until {
                let (error, bound) = laptop.error();
                prop_assert!(error.abs() <= bound + 2, "{error} ms off, said to be within {bound}");
                laptop.wait(1_000.min(until - laptop.passed));
                laptop.tick();
            }
        }
    }

    #[test]
    fn a_hand_on_the_clock_does_not_move_event_time(
        off in -14 * MINUTE..14 * MINUTE,
        step in prop_oneof![-14 * MINUTE..14 * MINUTE, Just(HOUR), Just(-HOUR)],
        second in 0_u32..40,
    ) {
        prop_assume!(step.abs() > 1_000);
        let mut laptop = Laptop::new(off, 0);
        laptop.check(6, 1);
        let mut before = laptop.now();
        for tick in 0..80 {
            if tick == second {
                laptop.off += step;
            }
            laptop.wait(1_000);
            let set = laptop.tick();
            prop_assert_eq!(set, tick == second, "told once");
            if tick % 20 == 0 || set {
                let jump = laptop.check(6, 1);
                prop_assert_eq!(jump, None);
            }
            let now = laptop.now();
            prop_assert!((900..1_100).contains(&(now - before)), "{} ms in a second", now - before);
            before = now;
        }
    }

    #[test]
    fn a_hand_on_the_clock_during_a_comparison_of_clocks_spoils_nothing(
        off in -14 * MINUTE..14 * MINUTE,
        step in prop_oneof![-14 * MINUTE..14 * MINUTE, Just(HOUR), Just(-HOUR)],
        took in 0_i64..400,
        first in any::<bool>(),
    ) {
        let mut laptop = Laptop::new(off, 0);
        if !first {
            laptop.check(6, 1);
            laptop.wait(20_000);
            laptop.tick();
        }
        let before = laptop.passed;
        prop_assert_eq!(laptop.check_while(took, 1, |laptop| laptop.off += step), None);
        let (error, bound) = laptop.error();
        prop_assert!(error.abs() <= bound && bound <= took / 2 + 6, "{error} of {bound}");
        laptop.tick();
        prop_assert!((laptop.now() - NOON - before - took).abs() <= bound);
        prop_assert_eq!(laptop.line.ahead_ms(laptop.read()).unwrap() - off - step, -laptop.error().0);
    }

    #[test]
    fn a_share_whose_clock_is_set_is_followed_and_that_is_told(
        step in prop_oneof![-14 * MINUTE..-3_000, 3_000..14 * MINUTE, Just(HOUR), Just(-HOUR)],
        grain in prop::sample::select(vec![1_i64, 1_000]),
    ) {
        let mut laptop = Laptop::new(0, 0);
        for _ in 0..4 {
            prop_assert_eq!(laptop.check(6, grain), None);
            laptop.wait(20_000);
            prop_assert!(!laptop.tick());
        }
        laptop.share_off = step;
        let jump = laptop.check(6, grain);
        prop_assert!(jump.is_some_and(|jump| (jump - step).abs() <= 2 * grain), "{jump:?}");
        let (error, bound) = laptop.error();
        prop_assert!(error.abs() <= bound, "{error} of {bound}");
        laptop.wait(1_000);
        prop_assert!(!laptop.tick(), "nobody has touched this laptop");
    }

    #[test]
    fn a_first_check_that_comes_late_is_slewed_or_told(off in -5_000_i64..5_000, late in 6_000_i64..HOUR) {
        let mut laptop = Laptop::new(off, 0);
        laptop.wait(late);
        laptop.tick();
        let before = laptop.now();
        let jump = laptop.check(0, 1);
        prop_assert_eq!(jump.is_some(), laptop.now() != before);
        prop_assert_eq!(jump.is_some(), off.abs() > 2_000);
        let (error, bound) = laptop.error();
        prop_assert!(error.abs() <= bound, "{error} of {bound}");
    }

    #[test]
    fn a_small_error_is_slewed_away_and_a_large_one_is_told(error in -5_000_i64..5_000) {
        let mut laptop = Laptop::new(0, 0);
        laptop.check(2, 1);
        // The share's clock was set: what was right is off.
        laptop.filter.clear();
        laptop.off -= error;
        laptop.line.tick(laptop.read());
        let line_before = laptop.now();
        laptop.off = -error;
        let jump = laptop.line.measured(
            laptop.read(),
            sheber::sync::clock::Offset { ms: 2 * error, uncertainty_ms: 1 },
        );
        prop_assert_eq!(jump.is_some(), (laptop.now() - line_before).abs() > 100);
        let mut before = laptop.now();
        for _ in 0..120 {
            laptop.wait(1_000);
            laptop.tick();
            let passed = laptop.now() - before;
            prop_assert!((950..=1_050).contains(&passed), "{passed} ms in a second");
            before = laptop.now();
        }
    }

    #[test]
    fn a_fast_rehearsal_runs_back_and_forth_through_the_same_moments(
        at in 0_i64..86_400_000,
        speed in 1_u32..=600,
        later in 0_i64..10_000_000,
    ) {
        let pace = Pace::at(EventTime(at), NOON, speed);
        prop_assert_eq!(pace.event_time(NOON), EventTime(at));
        prop_assert_eq!(pace.event_time(NOON + later), EventTime(at + later * i64::from(speed)));
        prop_assert_eq!(pace.share_ms(pace.event_time(NOON + later)), NOON + later);
    }
}

#[test]
fn a_share_that_knows_whole_seconds_is_known_better_with_every_look() {
    let mut laptop = Laptop::new(-34_500, 0);
    laptop.check(6, 1_000);
    assert!((480..=520).contains(&laptop.error().1));
    for _ in 0..5 {
        let pause = laptop.filter.until_telling_ms(laptop.read().wall_ms).unwrap();
        laptop.wait(pause);
        laptop.check(6, 1_000);
    }
    assert!(laptop.filter.offset().unwrap().uncertainty_ms < 40);
    for _ in 0..12 {
        laptop.wait(1_000);
        laptop.tick();
    }
    assert!(laptop.error().1 < 45, "{:?}", laptop.error());
}

#[test]
fn a_closed_lid_moves_nothing() {
    let mut laptop = Laptop::new(7 * MINUTE, 0);
    laptop.check(6, 1);
    laptop.tick();
    laptop.asleep += HOUR;
    laptop.wait(HOUR);
    let noticed = laptop.line.tick(laptop.read());
    assert_eq!((noticed.slept_ms, noticed.set_by_ms), (Some(HOUR), None));
    let (error, bound) = laptop.error();
    assert!(error.abs() <= 4 && bound >= HOUR / 5_000, "{error} of {bound}");
}

#[test]
fn a_rehearsal_goes_on_faster_from_where_it_is_and_never_back() {
    let event = Arc::new(intake::event::read(intake::embedded()[1].1).event.unwrap());
    let start = EventTime::hms(9, 46, 0);
    let slow = opening(Arc::clone(&event), NOON, Some(start), 1);
    assert_eq!(moved_on(&slow, NOON + 5_000, None, None), None);
    assert_eq!(
        moved_on(&slow, NOON + 5_000, Some(start), None),
        None,
        "it is later already"
    );
    let fast = moved_on(&slow, NOON + 5_000, None, Some(60)).unwrap();
    assert_eq!(fast.pace().event_time(NOON + 5_000), start.plus_ms(5_000));
    assert_eq!(fast.pace().event_time(NOON + 6_000), start.plus_ms(65_000));
    assert_eq!(moved_on(&fast, NOON + 6_000, None, Some(60)), None);
    let later = moved_on(&fast, NOON + 6_000, Some(EventTime::hms(10, 0, 0)), None).unwrap();
    assert_eq!(later.pace().event_time(NOON + 7_000), EventTime::hms(10, 1, 0));
    let day = sheber::domain::opening::in_earnest(event);
    assert_eq!(
        moved_on(&day, NOON, Some(EventTime::hms(23, 0, 0)), Some(60)),
        None
    );
}

#[test]
fn a_day_on_which_clocks_are_put_forward_has_one_time() {
    let text = intake::embedded()[1].1;
    let berlin = text
        .replacen("date = 2027-04-15", "date = 2027-03-28", 1)
        .replacen("Asia/Aqtobe", "Europe/Berlin", 1);
    let event = intake::event::read(&berlin).event.unwrap();
    // Summer time begins at 01:00 UTC; the rounds of that day are held in it.
    let pace = sheber::domain::opening::in_earnest(Arc::new(event)).pace();
    let one_utc: i64 = 1_806_195_600_000;
    assert_eq!(pace.event_time(one_utc), EventTime::hms(3, 0, 0));
    assert_eq!(pace.event_time(one_utc - 1), EventTime::hms(3, 0, 0).plus_ms(-1));
    assert_eq!(pace.event_time(one_utc + 7 * HOUR), EventTime::hms(10, 0, 0));
}
