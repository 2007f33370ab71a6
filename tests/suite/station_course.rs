//! The course of the day as the instructor of a station sees it: delays, skipped rounds, closures, faults, guests.

use insta::assert_snapshot;
use sheber::domain::command::{Command, Which, Who};
use sheber::domain::event::{Group, Lang};
use sheber::domain::fact::{NewTimes, Reason};
use sheber::domain::id::{EntryId, GroupNo, Role, RoundNo, StationNo};
use sheber::domain::query::retime::{Retiming, retimed};
use sheber::ui::model::{Contact, Link};
use sheber::ui::msg::Msg;

use super::stage::{Stage, at};

const C: Role = Role::Coordinator;

fn on(no: u16, time: &str, lang: Lang) -> Stage {
    Stage::new(Role::Station(StationNo(no)), time, lang)
}

fn groups(numbers: &[u16]) -> Who {
    Who::Groups(numbers.iter().copied().map(GroupNo).collect())
}

#[track_caller]
fn shows(stage: &Stage, text: &str) {
    let screen = stage.screen(80, 24);
    // A note may be broken between words.
    let joined: Vec<&str> = screen.split_whitespace().collect();
    assert!(joined.join(" ").contains(text), "{text:?} is not on\n{screen}");
}

#[track_caller]
fn shows_no(stage: &Stage, text: &str) {
    let screen = stage.screen(80, 24);
    assert!(!screen.contains(text), "{text:?} is on\n{screen}");
}

fn last_entry(stage: &Stage) -> EntryId {
    stage.model.floor.log().last().unwrap().id
}

/// The bus with groups 22 and 40 is late; station 18 is to get group 22.
fn delayed(lang: Lang) -> Stage {
    let mut stage = on(18, "09:42:00", lang);
    let delay = Command::Delay {
        whom: groups(&[22, 40]),
        until: at("10:00"),
        reason: Reason::Bus,
    };
    stage.told("09:42", C, &delay);
    stage
}

fn skipped(lang: Lang) -> Stage {
    let mut stage = delayed(lang);
    let skip = Command::Skip {
        whom: groups(&[22, 40]),
        round: None,
        reason: Reason::Bus,
    };
    stage.tick("09:58").told("09:58", C, &skip);
    stage
}

fn closed(lang: Lang) -> Stage {
    let mut stage = on(21, "12:00:00", lang);
    let close = Command::Close {
        station: StationNo(21),
        from: Some(RoundNo(7)),
        reason: Reason::Other,
    };
    stage.told("12:00", C, &close);
    stage
}

fn fault(lang: Lang) -> Stage {
    let mut stage = on(1, "10:08:00", lang);
    stage.keys("enter").tick("10:12:00").keys("t 8 enter");
    stage
}

fn guests(lang: Lang) -> Stage {
    let mut stage = on(37, "10:30:00", lang);
    stage.keys("enter b").tick("10:38:00").keys("y e 7 4 enter");
    stage
}

fn evacuated(lang: Lang, drill: bool) -> Stage {
    let mut stage = on(27, "11:15:00", lang);
    stage.keys("enter b").tick("11:20:00");
    stage.told("11:20", C, &Command::Evacuate { drill });
    stage.tick("11:24:00");
    stage
}

fn drill(lang: Lang) -> Stage {
    evacuated(lang, true)
}

fn alarm(lang: Lang) -> Stage {
    let mut stage = evacuated(lang, false);
    stage.keys("1 1 enter").tick("11:27:20");
    stage
}

/// A phase by its name and how to get there.
type Phase = (&'static str, fn(Lang) -> Stage);

const PHASES: [Phase; 7] = [
    ("delayed", delayed),
    ("skipped", skipped),
    ("closed", closed),
    ("fault", fault),
    ("guests", guests),
    ("drill", drill),
    ("alarm", alarm),
];

#[test]
fn every_incident_in_every_language_and_size() {
    for ((name, stage), (middle, large)) in PHASES
        .into_iter()
        .zip(Lang::ALL.into_iter().zip([Lang::En, Lang::Kk, Lang::Ru]).cycle())
    {
        for lang in Lang::ALL {
            let picture = stage(lang).screen(80, 24);
            assert_snapshot!(format!("course_{name}_{}", lang.code()), picture);
        }
        let picture = stage(middle).screen(120, 40);
        assert_snapshot!(format!("course_{name}_120x40_{}", middle.code()), picture);
        let picture = stage(large).screen(200, 60);
        assert_snapshot!(format!("course_{name}_200x60_{}", large.code()), picture);
    }
}

#[test]
fn a_deputy_opens_the_station_with_one_key() {
    let mut stage = on(26, "09:43:00", Lang::En);
    shows(&stage, "d ready (deputy)");
    stage.keys("d");
    assert_eq!(stage.last_fact(), r#"station_ready {"station":26,"deputy":true}"#);
    shows(&stage, "station ready (deputy) — undo: u");
    shows(&stage, "READY");
}

#[test]
fn not_ready_is_said_with_its_reason_until_it_is_ready() {
    let mut stage = on(26, "09:38:00", Lang::En);
    stage.keys("n 6");
    shows(&stage, "station not ready: people [r] ready");
    stage.keys("r").tick("09:39:00");
    shows_no(&stage, "not ready");
}

#[test]
fn a_delayed_group_is_told_before_and_during_its_round_and_walk_ins_are_counted_apart() {
    let mut stage = delayed(Lang::En);
    shows(
        &stage,
        "Group 22 is late. Expected at 10:00 (bus). Walk-ins are welcome [w]",
    );
    stage.tick("09:50:00");
    shows(&stage, "COMING LATER");
    shows(&stage, "Expected at 10:00");
    stage.keys("w 4 enter");
    shows(&stage, "walk-ins: 4");
    stage.tick("09:59:00");
    shows_no(&stage, "NO-SHOW");
}

#[test]
fn a_late_group_is_told_together_with_the_support_it_needs() {
    let mut stage = on(8, "10:26:00", Lang::En);
    let delay = Command::Delay {
        whom: groups(&[12]),
        until: at("10:34"),
        reason: Reason::Equipment,
    };
    stage.told("10:17", C, &delay);
    shows(&stage, "9 pupils");
    shows(&stage, "wheelchair 1: Clear a way");
    shows(&stage, "Group 12 is late. Expected at 10:34 (equipment)");
}

#[test]
fn a_delay_that_ends_before_the_next_round_worries_nobody() {
    let stage = {
        let mut stage = on(19, "09:50:00", Lang::En);
        let delay = Command::Delay {
            whom: groups(&[22]),
            until: at("10:00"),
            reason: Reason::Bus,
        };
        stage.told("09:45", C, &delay);
        stage
    };
    shows_no(&stage, "10:00 (bus)");
}

#[test]
fn a_skipped_round_is_free_for_walk_ins() {
    let stage = skipped(Lang::En);
    shows(
        &stage,
        "Round 1: no group, free (group 22 skips the round, bus). Walk-ins are welcome",
    );
    shows(&stage, "FREE");
    shows_no(&stage, "No group this round");
}

#[test]
fn a_school_that_leaves_early_frees_the_next_round() {
    let mut stage = on(11, "12:14:00", Lang::En);
    let leave = Command::Leave {
        whom: Who::School("№79".to_owned()),
        after: Some(RoundNo(7)),
        reason: Reason::Bus,
    };
    stage.told("12:14", C, &leave);
    shows(&stage, "Round 8: no group, free (group 38 has left, bus)");
    stage.tick("12:20:00").keys("w 2 enter");
    shows(&stage, "walk-ins: 2");
}

#[test]
fn a_school_nobody_planned_for_is_announced_with_language_and_number() {
    let mut stage = on(3, "10:55:00", Lang::En);
    let about = Group {
        size: 26,
        school: "Қарғалы".to_owned(),
        class: "9А".to_owned(),
        lang: Lang::Kk,
        ..stage.model.floor.group(GroupNo(1)).unwrap().clone()
    };
    stage.told("10:55", C, &Command::AddGroup { group: None, about });
    let split = Command::Split {
        group: GroupNo(41),
        sizes: vec![9, 9, 8],
    };
    stage.told("10:55", C, &split);
    let reroute = Command::Reroute {
        moves: vec![(GroupNo(41), RoundNo(5), Some(StationNo(3)))],
        reason: Reason::Other,
    };
    stage.told("10:55", C, &reroute);
    shows(&stage, "Round 5: new group 41: Қарғалы 9А · Kazakh · 9 pupils");
    shows(&stage, "41*");
    stage.tick("11:14:00").keys("enter");
    assert!(stage.last_fact().ends_with(r#""group":41,"count":9}"#));
    shows_no(&stage, "new group");
}

#[test]
fn a_group_instead_of_another_is_told_with_whom_it_replaces() {
    let mut stage = on(1, "10:48:00", Lang::En);
    let reroute = Command::Reroute {
        moves: vec![
            (GroupNo(5), RoundNo(4), Some(StationNo(5))),
            (GroupNo(9), RoundNo(4), Some(StationNo(1))),
        ],
        reason: Reason::Equipment,
    };
    stage.told("10:48", C, &reroute);
    shows(&stage, "Round 4: new group 9 (was 5)");
}

#[test]
fn a_group_that_moves_away_is_told_where_it_goes() {
    let mut stage = on(1, "10:48:00", Lang::En);
    let reroute = Command::Reroute {
        moves: vec![(GroupNo(5), RoundNo(4), Some(StationNo(5)))],
        reason: Reason::Equipment,
    };
    stage.told("10:48", C, &reroute);
    shows(&stage, "Round 4: no group, free (Group 5 → station 5)");
}

#[test]
fn a_closure_is_told_with_its_round_and_its_withdrawal_for_a_few_minutes() {
    let mut stage = closed(Lang::En);
    shows(&stage, "Station 21 is temporarily closed: from round 7, other");
    shows(&stage, "CLOSED");
    let close = last_entry(&stage);
    stage.told("12:00:40", C, &Command::Undo(Some(close)));
    stage.tick("12:00:41");
    shows(&stage, "The closure is withdrawn, carry on");
    shows_no(&stage, "CLOSED");
    stage.tick("12:04:00");
    shows_no(&stage, "withdrawn");
}

#[test]
fn a_station_that_is_opened_again_is_told_so() {
    let mut stage = closed(Lang::En);
    stage.told("12:20", C, &Command::Open(StationNo(21)));
    stage.tick("12:20:30");
    shows(&stage, "The closure is withdrawn, carry on");
}

#[test]
fn a_fault_is_a_key_and_the_places_left_and_the_repair_a_key_and_enter() {
    let mut stage = fault(Lang::En);
    assert_eq!(
        stage.last_fact(),
        r#"places_lowered {"station":1,"places":8,"reason":"equipment"}"#
    );
    shows(&stage, "equipment fault: places 8 of 12 [t] repaired");
    shows(&stage, "12 people, 8 places");
    stage.tick("10:44:00").keys("t enter");
    assert_eq!(stage.last_fact(), r#"places_restored {"station":1}"#);
    shows_no(&stage, "equipment fault");
    stage.keys("t 1 3 enter");
    shows(&stage, "Cannot be more than 12");
}

#[test]
fn guests_are_a_mark_and_more_time_is_for_this_station_alone() {
    let mut stage = guests(Lang::En);
    shows(&stage, "guests here [y] guests left");
    shows(&stage, "until the end 10:51 (was 10:47)");
    let before = stage.entries();
    stage.keys("y");
    assert_eq!(stage.entries(), before, "a second press asks first");
    shows(&stage, "Have the guests left?");
    stage.keys("enter");
    assert_eq!(stage.last_fact(), r#"guests_left {"station":37}"#);
    shows_no(&stage, "guests here");
}

#[test]
fn the_station_that_waits_knows_until_when() {
    let mut stage = on(41, "10:48:00", Lang::En);
    let there = Role::Station(StationNo(37));
    let arrive = Command::Arrive {
        station: StationNo(37),
        group: Some(GroupNo(21)),
        count: Some(14),
    };
    stage.told("10:30", there, &arrive);
    let extend = Command::Extend {
        station: StationNo(37),
        minutes: 4,
        reason: Reason::Guests,
    };
    stage.told("10:38", there, &extend);
    shows(
        &stage,
        "from: station 37, that station is still busy, about 10:52",
    );
    stage.tick("10:51:30");
    shows(
        &stage,
        "from: station 37, that station is still busy, about 10:52",
    );
}

#[test]
fn no_power_is_one_key_that_pauses_and_a_reminder_about_the_machines() {
    let mut stage = on(15, "10:52:00", Lang::En);
    stage.keys("enter b").tick("11:02:00").keys("o");
    assert_eq!(
        stage.last_fact(),
        r#"station_paused {"station":15,"reason":"power"}"#
    );
    shows(&stage, "Machines must be off before power returns");
    stage.keys("o");
    shows(&stage, "Paused: power. Since 11:02");
    stage.tick("11:07:00").keys("p");
    shows(&stage, "Machines must be off before power returns");
    shows(&stage, "until the end 11:09");
    stage.tick("11:10:30");
    shows_no(&stage, "Machines");
}

#[test]
fn a_hall_without_power_is_paused_for_its_stations_and_reminds_each() {
    let mut stage = on(15, "10:52:00", Lang::En);
    stage.keys("enter b").tick("11:02:00");
    let hall = stage.model.floor.event().unwrap().stations[&StationNo(15)]
        .hall
        .clone();
    let pause = Command::PauseMany {
        which: Which::Hall(hall.clone()),
        reason: Reason::Power,
    };
    stage.told("11:02", C, &pause);
    shows(&stage, "Paused: power. Since 11:02");
    shows(&stage, "Machines must be off before power returns");
    stage.told("11:07", C, &Command::ResumeMany(Which::Hall(hall)));
    stage.tick("11:07:00");
    shows(&stage, "Machines must be off before power returns");
    shows_no(&stage, "Paused");
}

#[test]
fn another_instructor_is_marked_once() {
    let mut stage = on(41, "11:58:00", Lang::En);
    stage.keys("z z");
    assert_eq!(stage.entries(), 2);
    assert_eq!(stage.last_fact(), r#"instructor_changed {"station":41}"#);
    shows(&stage, "instructor changed — undo: u");
}

#[test]
fn writing_on_paper_is_confirmed_and_said_until_the_laptop_is_used_again() {
    let mut stage = on(20, "09:40:00", Lang::En);
    stage.keys("end enter");
    assert!(stage.last_fact().starts_with("medium_changed"));
    let paper = stage
        .screen(80, 24)
        .contains("On paper: the sheet is typed in later");
    stage.keys("end enter");
    assert!(stage.last_fact().starts_with("medium_changed"));
    assert_ne!(
        paper,
        stage
            .screen(80, 24)
            .contains("On paper: the sheet is typed in later")
    );
}

#[test]
fn new_times_stand_beside_the_old_ones() {
    let mut stage = on(27, "11:15:00", Lang::En);
    stage.keys("enter b").tick("11:20:00");
    stage.told("11:20", C, &Command::Evacuate { drill: true });
    stage.told("11:32", C, &Command::ResumeFloor);
    stage.tick("11:32:00");
    let retiming = Retiming {
        next_start: None,
        length_min: Some(16),
    };
    let times: Vec<NewTimes> = retimed(&stage.model.schedule(), retiming);
    stage.told("11:32", C, &Command::Retime(times));
    shows(&stage, "until the end 11:43 (was 11:31)");
    shows(&stage, "NEXT 11:47 (was 11:35)");
    shows(&stage, "The schedule has moved by 12 min");
}

#[test]
fn back_online_is_said_once_with_what_was_sent_and_then_there_is_silence() {
    let mut stage = on(50, "10:31:00", Lang::En);
    let link = |contact, unsent| {
        Msg::Link(Link {
            contact,
            unsent,
            ..Link::STARTING
        })
    };
    let offline = Contact::Offline {
        since: at("10:27"),
        why: "share-missing",
    };
    stage.send(link(offline, 1)).send(link(offline, 4));
    stage.tick("10:52:00").send(link(Contact::Online, 4));
    shows_no(&stage, "Back online");
    stage.send(link(Contact::Online, 0));
    shows(&stage, "Back online. Sent: 4");
    stage
        .tick("10:52:11")
        .send(link(Contact::Online, 0))
        .tick("10:52:12");
    shows_no(&stage, "Back online");
}

#[test]
fn the_line_with_undo_is_not_covered_by_the_one_about_the_connection() {
    let mut stage = on(50, "10:52:00", Lang::En);
    let link = |contact, unsent| {
        Msg::Link(Link {
            contact,
            unsent,
            ..Link::STARTING
        })
    };
    let offline = Contact::Offline {
        since: at("10:27"),
        why: "share-missing",
    };
    stage
        .send(link(offline, 2))
        .keys("w enter")
        .send(link(Contact::Online, 0));
    shows(&stage, "— undo: u");
    stage.tick("10:52:11");
    shows(&stage, "Back online. Sent: 2");
}

#[test]
fn nothing_is_told_of_a_day_that_goes_as_planned() {
    for no in [1, 3, 11, 18, 21, 27, 37] {
        let mut stage = on(no, "09:44:00", Lang::En);
        for time in ["09:46", "10:05", "10:55", "12:20"] {
            stage.tick(time);
            for text in ["new group", "free (", "withdrawn", "closed", "guests", "Walk-ins"] {
                shows_no(&stage, text);
            }
        }
    }
}
