//! What must hold at every minute of the day, and which alarms there are in it: all of those that the day tells of,
//! and no other.

use super::player::{SECOND, laptop_of, played};
use super::scene::{Scene, at, at_desk, coordination};
use crate::fixture::t;
use sheber::domain::entry::Entry;
use sheber::domain::event::Lang;
use sheber::domain::fact::Fact;
use sheber::domain::floor::Floor;
use sheber::domain::id::{EntryId, GroupNo, RoundNo, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::query::alarms::{Alarm, alarms};
use sheber::domain::query::evacuation::evacuation;
use sheber::domain::query::overview::{Trouble, overview};
use sheber::domain::time::EventTime;
use std::collections::BTreeSet;

/// Minutes from the opening check to the last report.
const MINUTES: std::ops::RangeInclusive<i64> = 6..=217;
const END: &str = "14:00";

/// Every alarm of the day: from which minute on, until which, what.
const ALARMS: [(&str, &str, &str); 36] = [
    ("09:30", "09:43", "26 not ready"),
    ("09:31", "11:50", "8 clock"),
    ("09:47", "09:49", "11 over places"),
    ("09:48", "09:52", "43 late"),
    ("10:04", "10:07", "15 over time"),
    ("10:10", "10:14", "4 offline"),
    ("10:12", "10:25", "1 over places"),
    ("10:12", "10:15", "group 5 in 4 does not fit"),
    ("10:12", "10:44", "group 30 in 5 does not fit"),
    ("10:12", "10:44", "group 13 in 6 does not fit"),
    ("10:12", "10:44", "group 3 in 7 does not fit"),
    ("10:12", "10:44", "group 14 in 8 does not fit"),
    ("10:19", "10:26", "27 first aid"),
    ("10:29", "10:52", "48 49 50 52 53 54 55 56 offline"),
    ("10:29", "13:06", "51 offline"),
    // The group is there; nobody presses a key before 10:33:10.
    ("10:32", "10:34", "31 late"),
    ("10:33", END, "31 two laptops"),
    ("10:47", "10:52", "48 49 52 unconfirmed"),
    ("10:47", "13:06", "51 unconfirmed"),
    ("10:51", "11:20", "message"),
    ("10:54", "11:00", "55 late"),
    ("10:55", "10:58", "group 41 in 5 does not fit"),
    ("10:55", "10:58", "group 41 in 6 does not fit"),
    ("10:55", "10:58", "group 41 in 7 does not fit"),
    ("10:55", "10:58", "group 41 in 8 does not fit"),
    ("10:57", "10:59", "group 42 in 5 does not fit"),
    ("10:57", "10:59", "group 42 in 6 does not fit"),
    ("10:57", "10:59", "group 42 in 7 does not fit"),
    ("10:57", "10:59", "group 42 in 8 does not fit"),
    ("11:04", "11:08", "15 16 17 18 19 21 22 23 offline"),
    ("11:16", END, "56 help"),
    ("11:17", "11:20", "call not accepted"),
    ("11:20", "11:27", "all unaccounted for"),
    ("11:27", "11:29", "34 unaccounted for"),
    ("12:00", "12:01", "group 7 in 7 does not fit"),
    ("12:00", "12:01", "group 21 in 8 does not fit"),
];

/// The alarms of this minute by the table, a word each.
fn expected(now: EventTime) -> BTreeSet<String> {
    let on = ALARMS
        .iter()
        .filter(|(from, until, _)| t(from) <= now && now < t(until));
    let mut words = BTreeSet::new();
    for (_, _, what) in on {
        let numbers = what.split(' ').take_while(|word| word.parse::<u16>().is_ok());
        let numbers: Vec<&str> = numbers.collect();
        let rest = what.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        if numbers.is_empty() {
            words.insert((*what).to_owned());
        }
        words.extend(numbers.iter().map(|no| format!("{no} {rest}")));
    }
    if (t("10:57")..t("10:59")).contains(&now) {
        words.extend((5..=8).map(|round| format!("group 43 in {round} does not fit")));
    }
    words
}

fn word(alarm: &Alarm) -> String {
    match alarm {
        Alarm::At { station, trouble, .. } => {
            let what = match trouble {
                Trouble::FirstAid { .. } => "first aid",
                Trouble::Help { .. } => "help",
                Trouble::OverPlaces { .. } => "over places",
                Trouble::NoShow => "no-show",
                Trouble::Late => "late",
                Trouble::OverTime(_) => "over time",
                Trouble::NotReady => "not ready",
                Trouble::Offline => "offline",
                Trouble::Briefing => "briefing",
                Trouble::ClockOff(_) => "clock",
                Trouble::TwoLaptops(_) => "two laptops",
            };
            format!("{station} {what}")
        }
        Alarm::Misfit(misfit) => format!("group {} in {} does not fit", misfit.group, misfit.round),
        Alarm::Unconfirmed(visit) => format!("{} unconfirmed", visit.station),
        Alarm::Unreceived { .. } => "message".to_owned(),
        Alarm::CallUnaccepted { .. } => "call not accepted".to_owned(),
        Alarm::Unaccounted {
            group,
            missing: Some(_),
        } => format!("{group} unaccounted for"),
        Alarm::Unaccounted { missing: None, .. } => "all unaccounted for".to_owned(),
    }
}

/// The second coordinator's laptop minute by minute.
fn each_minute(mut look: impl FnMut(EventTime, &Floor, &[Presence])) {
    let mut heard = played().heard(SECOND).iter().peekable();
    let mut floor = Floor::default();
    for minute in MINUTES {
        let now = t("09:30").plus_minutes(minute);
        while let Some((_, entry)) = heard.next_if(|(when, _)| *when <= now) {
            floor.apply(entry);
        }
        look(now, &floor, &played().presence(&now.to_string()));
    }
}

#[test]
fn the_alarms_of_every_minute_are_those_of_the_day_and_no_others() {
    each_minute(|now, floor, presence| {
        let view = overview(floor, presence, now);
        let evacuation = evacuation(floor, now);
        let mut found: BTreeSet<String> = alarms(floor, &view, evacuation.as_ref())
            .iter()
            .map(word)
            .collect();
        let mut expected = expected(now);
        // While guides come in one by one, some groups are counted and some are not.
        if (t("11:22")..t("11:27")).contains(&now) {
            found.remove("all unaccounted for");
            expected.remove("all unaccounted for");
        }
        assert_eq!(found, expected, "{now}");
        // At 09:48 group 7 is known to be at 11, so nobody has to look for it.
        let known = now == t("09:48");
        let lost = found
            .iter()
            .filter(|word| word.ends_with(" late") && !known)
            .count();
        assert_eq!(
            view.totals.lost, lost,
            "{now}: groups that somebody has to look for"
        );
    });
}

#[test]
fn no_station_counts_a_group_twice_and_no_group_is_counted_at_two() {
    each_minute(|now, floor, _| {
        let mut at_station: BTreeSet<(StationNo, GroupNo)> = BTreeSet::new();
        let mut in_round: BTreeSet<(RoundNo, GroupNo)> = BTreeSet::new();
        for (no, log) in floor.stations() {
            let counted = log
                .sessions
                .iter()
                .filter(|(_, session)| session.counts_as_visit(&floor.undone));
            for ((round, group), _) in counted {
                assert!(
                    at_station.insert((no, *group)),
                    "{now}: group {group} twice at {no}"
                );
                let once = in_round.insert((*round, *group));
                // For two minutes group 7 is where it does not belong; nobody else has counted it then.
                assert!(once, "{now}: group {group} at two stations in round {round}");
            }
        }
    });
}

#[test]
fn no_entry_disappears_and_an_undo_deletes_nothing() {
    let mut known: BTreeSet<EntryId> = BTreeSet::new();
    let mut undone = 0;
    each_minute(|now, floor, _| {
        let ids: BTreeSet<EntryId> = floor.log().iter().map(|entry| entry.id).collect();
        assert!(known.is_subset(&ids), "{now}");
        assert_eq!(ids.len() as u64, floor.held().count(), "{now}");
        let undos = floor.log().iter().filter_map(|entry| match &entry.fact {
            Fact::EntryUndone(undo) => Some(undo.entry),
            _ => None,
        });
        let undos: Vec<EntryId> = undos.collect();
        assert!(
            undos.iter().all(|id| ids.contains(id) && floor.undone.has(*id)),
            "{now}"
        );
        (known, undone) = (ids, undos.len());
    });
    assert_eq!(undone, 2, "the wrong key at 37 and the coordinator's slip");
    let entries: Vec<Entry> = played()
        .heard(laptop_of(51))
        .iter()
        .map(|(_, entry)| entry.clone())
        .collect();
    assert_eq!(
        entries.len(),
        known.len(),
        "the last laptop to come back has everything as well"
    );
}

/// Every screen says since when there is no connection, and shows what it knows.
#[test]
fn every_screen_works_offline() {
    let minutes = MINUTES
        .step_by(7)
        .map(|minute| t("09:30").plus_minutes(minute).to_string());
    for (turn, time) in minutes.enumerate() {
        let lang = Lang::ALL[turn % 3];
        let scenes: [Scene; 4] = [
            at(51, &time),
            at(11 + (turn % 2) as u16 * 4, &time),
            at_desk(71, &time),
            coordination(&time),
        ];
        for mut scene in scenes {
            // The share is gone for everybody.
            for device in &mut scene.presence {
                device.seen_ms = device.seen_ms.min(t("09:29").0);
            }
            let screen = scene.screen(lang);
            assert!(
                screen.contains("09:29"),
                "{time}: since when there is no connection\n{screen}"
            );
            assert!(screen.lines().all(|line| !line.chars().any(char::is_control)));
        }
    }
}
