//! The day's steps by keys: several screens of one floor in terminals, and what the share says about it.

#![cfg(unix)]

use std::fs;

use crate::floor_kit::{FloorKit, WIDE, wait};
use crate::pty::{Pty, SOON};

const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const BACKSPACE: &str = "\x7f";

/// Types one key after the other, each once the screen shows what the one before it has done.
fn steps(pty: &mut Pty, steps: &[(&str, &str)]) {
    for (keys, shown) in steps {
        pty.send(keys);
        pty.wait_for(shown);
    }
}

#[test]
fn a_station_that_is_ready_is_counted_in_the_overview() {
    let floor = FloorKit::open("09:30");
    let overview = floor.overview();
    overview.wait_for("ready: 0 of 47");
    let mut station = floor.station("27");
    station.wait_for("NOT READY");
    steps(&mut station, &[("r", "station ready — undo: u")]);
    station.wait_gone("NOT READY");
    overview.wait_for("ready: 1 of 47");
    overview.wait_for("27* Tailor");
}

#[test]
fn keys_mean_their_place_on_kazakh_and_russian_layouts() {
    let floor = FloorKit::open("09:46");
    let mut station = floor.station("27");
    let before = floor.log().len();
    steps(&mut station, &[("l", "27-бекет")]);
    // The key of 3 and the key of 1 on the Kazakh number row.
    steps(&mut station, &[("і", "[   3 ]"), ("\"", "[  31 ]")]);
    station.send(ESC);
    station.wait_gone("[  31 ]");
    steps(&mut station, &[("к", "бекет дайын")]);
    steps(&mut station, &[("д", "станция 27")]);
    // What a screen has confirmed is in the share a moment later.
    wait(
        || floor.log().len() > before,
        || "the key's entry in the share".to_owned(),
    );
    let log = floor.log();
    assert_eq!(log.len(), before + 1, "a language is no event of the day");
    assert_eq!(log.last().unwrap()["kind"], "station_ready");
}

#[test]
fn enter_accepts_the_planned_number() {
    let floor = FloorKit::open("09:44:50");
    let mut station = floor.station("27");
    let overview = floor.overview();
    floor.jump("09:45:00");
    station.wait_for("WAITING FOR THE GROUP");
    station.wait_for("How many came? [ 11 ] Enter");
    steps(
        &mut station,
        &[(ENTER, "arrived: group 8, count 11"), ("", "IN PROGRESS")],
    );
    overview.wait_for("people: 11");
    floor.wait_for_row(
        "SELECT group_no, school, head_count, places, state FROM occupancy WHERE station = 27",
        "8 №20 11 12 running",
    );
    floor.wait_for_row(
        "SELECT group_no, planned, counted FROM visit WHERE station = 27 AND round = 1",
        "8 11 11",
    );
    // A second Enter of a hasty hand records nothing and asks nothing.
    station.send(ENTER);
    station.send("b");
    station.wait_for("safety briefing done: group 8");
    assert_eq!(floor.log_of("group_arrived").len(), 1);
}

#[test]
fn another_count_is_two_digits_and_is_offered_in_the_next_round() {
    let floor = FloorKit::open("09:46");
    let mut station = floor.station("11");
    station.wait_for("[ 12 ] Enter");
    station.send("11");
    station.wait_for("[  11 ]");
    steps(&mut station, &[(ENTER, "arrived: group 6, count 11")]);
    station.wait_for("came: 11 of 12");
    floor.jump("10:07:30");
    let next = floor.station("6");
    next.wait_for("How many came? [ 11 ] Enter");
}

#[test]
fn a_group_at_the_wrong_station_is_recognised_sent_on_and_counted_once() {
    let floor = FloorKit::open("09:47");
    let overview = floor.overview();
    let mut station = floor.station("11");
    station.send("11");
    steps(
        &mut station,
        &[
            (ENTER, "arrived: group 6, count 11"),
            ("g", "Which group came?"),
            ("7", "[   7 ]"),
            (
                ENTER,
                "This is group 7. Their place: station 43, Red hall: IT, health, education",
            ),
            (ENTER, "arrived: group 7, count 12"),
        ],
    );
    station.wait_until("23 of 12 places", |shown| {
        shown.screen.contents().contains("23") && shown.screen.contents().contains("12 places")
    });
    overview.wait_for("people: 23");
    floor.wait_for_row(
        "SELECT head_count, places FROM occupancy WHERE station = 11",
        "23 12",
    );
    steps(&mut station, &[("s", "sent on: group 7 → station 43")]);
    overview.wait_for("people: 11");
    floor.jump("09:52");
    let mut right = floor.station("43");
    steps(&mut right, &[(ENTER, "arrived: group 7, count 12")]);
    floor.wait_for_row(
        "SELECT count(*), min(station) FROM visit WHERE group_no = 7 AND round = 1 AND state = 'arrived'",
        "1 43",
    );
    assert_eq!(floor.group_now(7)["station"], 43);
    assert_eq!(floor.station_now(11)["head_count"], 11);
}

#[test]
fn a_group_finished_by_mistake_is_back_with_its_countdown() {
    let floor = FloorKit::open("09:50");
    let mut station = floor.station("37");
    let undone = "Undone: finished: group 12";
    steps(
        &mut station,
        &[
            (ENTER, "arrived: group 12, count 9"),
            ("f", "finished: group 12 — undo: u"),
            ("u", undone),
            ("", "IN PROGRESS"),
        ],
    );
    // Later, from the list of entries.
    steps(&mut station, &[("f", "finished: group 12 — undo: u")]);
    floor.jump("09:51");
    station.wait_gone("undo: u");
    steps(
        &mut station,
        &[("j", "Which entry should be undone?"), (ENTER, undone)],
    );
    station.wait_for("IN PROGRESS");
    wait(
        || floor.station_now(37)["group"] == 12,
        || "the share knows of it".into(),
    );
    let now = floor.station_now(37);
    let left = now["remaining_s"].as_i64().unwrap();
    assert!((710..=720).contains(&left), "until 10:03, {left}");
    let finished = floor.log_of("group_finished");
    assert!(finished.len() == 2 && finished.iter().all(|entry| entry["undone"] == true));
    assert_eq!(floor.log_of("entry_undone").len(), 2, "both stay in the log");
}

#[test]
fn a_laptop_killed_in_mid_round_shows_the_same_and_asks_nothing() {
    let floor = FloorKit::open("10:07:40");
    let mut station = floor.station("4");
    steps(&mut station, &[(ENTER, "arrived: group 24, count 12")]);
    station.signal("KILL");
    assert_eq!(station.exit_code(SOON), None);
    floor.jump("10:13:20");
    let again = floor.screen(&["station", "4"], WIDE);
    for shown in ["round 2 of 8", "IN PROGRESS", "came: 12 of 12", "№39 9Ә"] {
        again.wait_for(shown);
    }
    assert!(!again.screen().contains("Enter: confirm"), "{}", again.screen());
    again.wait_for("everything sent");
    assert_eq!(floor.log_of("group_arrived").len(), 1, "nothing doubled");
}

#[test]
fn first_aid_rings_at_the_coordinators_who_answer_it() {
    let floor = FloorKit::open("10:19");
    let mut overview = floor.overview();
    let mut station = floor.station("27");
    steps(&mut station, &[("a", "Call first aid?")]);
    assert_eq!(overview.bells(), 0);
    steps(
        &mut station,
        &[(ENTER, "first aid: called at 10:19, no answer yet")],
    );
    overview.wait_until("the bell rings", |shown| shown.bells == 1);
    overview.wait_for("first aid: station 27, Yellow hall: service, fashion, food 10:19");
    steps(&mut overview, &[("c", "CALLS"), (ENTER, "call accepted")]);
    station.wait_for("first aid: help is on the way");
    steps(&mut overview, &[("c", "CALLS"), (ENTER, "call closed")]);
    station.wait_gone("help is on the way");
    overview.wait_gone("first aid: station 27");
    assert_eq!(overview.bells(), 1, "it rings once");
}

#[test]
fn four_more_minutes_move_one_station_only() {
    let floor = FloorKit::open("10:38");
    floor.act(&["--station", "37", "arrive", "21"]);
    let before = floor.status();
    let mut station = floor.station("37");
    steps(
        &mut station,
        &[
            ("e", "What is the reason?"),
            ("7", "Extend by how many minutes?"),
            ("4", "[   4 ]"),
            (ENTER, "extended: +4 min, guests"),
            ("", "until the end 10:51"),
        ],
    );
    wait(
        || floor.log_of("round_extended").len() == 1,
        || "the share knows of it".into(),
    );
    let after = floor.status();
    let (was, is) = (&before["stations"], &after["stations"]);
    for (was, is) in was.as_array().unwrap().iter().zip(is.as_array().unwrap()) {
        let (Some(was_s), Some(is_s)) = (was["remaining_s"].as_i64(), is["remaining_s"].as_i64()) else {
            continue;
        };
        let moved = if was["no"] == 37 { 240 } else { 0 };
        let passed = was_s + moved - is_s;
        assert!((0..30).contains(&passed), "{} moved: {was_s} {is_s}", was["no"]);
    }
}

#[test]
fn a_message_to_all_is_received_with_one_key_and_counted() {
    let floor = FloorKit::open("10:49");
    let mut overview = floor.overview();
    let mut station = floor.station("27");
    let text = "Guests of honour are on their way";
    steps(
        &mut overview,
        &[
            ("m", "Whom is the message for?"),
            ("3", text),
            ("5", "message sent: "),
        ],
    );
    station.wait_for(text);
    station.wait_for("[v] received");
    steps(&mut station, &[("v", "message received")]);
    station.wait_gone(text);
    steps(
        &mut overview,
        &[
            ("m", "Whom is the message for?"),
            ("5", "Received by 1 of 47"),
            (ENTER, "not yet: "),
        ],
    );
}

#[test]
fn a_desk_counts_visitors_and_its_queue() {
    let floor = FloorKit::open("11:44");
    let mut desk = floor.screen(&["desk", "71"], WIDE);
    desk.wait_for("everything sent");
    steps(
        &mut desk,
        &[
            ("1", "11:30    1  pupil 1"),
            ("2", "11:30    2  pupil 1"),
            ("3", "11:30    3  pupil 1"),
            (BACKSPACE, "visitor taken back: adult"),
            ("", "11:30    2  pupil 1"),
            ("n", "How many are in the queue?"),
            ("9", "[   9 ]"),
            (ENTER, "queue: 9"),
        ],
    );
    floor.wait_for_row(
        "SELECT count FROM log WHERE kind = 'desk_queue_counted' AND who = 'desk:71'",
        "9",
    );
    let visits = floor.log_of("desk_visited");
    let kinds: Vec<_> = visits.iter().map(|entry| &entry["body"]["visitor"]).collect();
    assert_eq!(kinds, ["pupil", "student", "adult"]);
}

#[test]
fn a_general_hold_freezes_the_digits_and_moves_the_times() {
    let floor = FloorKit::open("09:50");
    let mut overview = floor.overview();
    let station = floor.station("27");
    steps(
        &mut overview,
        &[
            ("o", "General hold: what is the reason?"),
            ("9", "Stop the clock at all stations?"),
            (ENTER, "general hold: drill"),
        ],
    );
    station.wait_for("General hold: drill. Since 09:50");
    let frozen = floor.station_now(27)["remaining_s"].clone();
    floor.jump("09:55");
    station.wait_for("09:55");
    assert_eq!(floor.station_now(27)["remaining_s"], frozen);
    assert_eq!(floor.status()["hold"]["reason"], "drill");
    steps(
        &mut overview,
        &[
            ("o", "Let the clock run on?"),
            (ENTER, "the general hold is over"),
        ],
    );
    station.wait_gone("General hold");
    station.wait_for("The schedule has moved by 5 min");
    station.wait_for("until the end 10:08");
}

#[test]
fn a_share_that_is_away_is_told_in_words_and_gets_everything_later() {
    let floor = FloorKit::open("09:46");
    let mut station = floor.station("27");
    let away = floor.path("away");
    fs::rename(floor.share_folder(), &away).unwrap();
    station.wait_for("shared file missing");
    station.wait_for("No connection. Carry on, entries are kept on this laptop");
    steps(
        &mut station,
        &[(ENTER, "arrived: group 8, count 11"), ("", "not sent: 1")],
    );
    fs::rename(&away, floor.share_folder()).unwrap();
    station.wait_for("everything sent");
    floor.wait_for_row("SELECT head_count FROM occupancy WHERE station = 27", "11");
    assert_eq!(floor.log_of("group_arrived").len(), 1);
}

#[test]
fn a_file_of_another_kind_in_the_shares_place_is_kept_aside_and_the_share_rebuilt() {
    let floor = FloorKit::open("09:46");
    let mut station = floor.station("27");
    let kept = floor.path("kept.db");
    fs::rename(floor.share(), &kept).unwrap();
    let letter = "Dear colleagues, the list of stands is attached.\n".repeat(40);
    fs::write(floor.share(), &letter).unwrap();
    station.wait_for("rebuilt: 1 of 1");
    steps(
        &mut station,
        &[
            (ENTER, "arrived: group 8, count 11"),
            ("+", "count corrected: group 8, count 12"),
        ],
    );
    station.wait_for("everything sent");
    station.send("\x03");
    assert_eq!(station.exit_code(SOON), Some(0));
    let kinds = "SELECT group_concat(kind) FROM entry WHERE kind IN ('floor_opened', 'count_corrected')";
    assert_eq!(
        floor.query(kinds).as_deref(),
        Some("floor_opened,count_corrected")
    );
    let room = fs::read_dir(floor.share_folder().join("quarantine")).unwrap();
    let aside: Vec<_> = room.map(|kept| fs::read(kept.unwrap().path()).unwrap()).collect();
    assert!(aside.contains(&letter.into_bytes()));
}

#[test]
fn a_file_of_another_kind_named_by_mistake_is_left_alone_and_the_work_goes_on() {
    let floor = FloorKit::open("09:46");
    let letter = "Dear colleagues, the list of stands is attached.\n".repeat(40);
    fs::remove_file(floor.share()).unwrap();
    fs::write(floor.share(), &letter).unwrap();
    let mut station = floor.screen(&["station", "27"], WIDE);
    station.wait_for("not a sheber file");
    steps(&mut station, &[("r", "ready")]);
    station.wait_for("not sent: 2");
    station.send("\x03");
    assert_eq!(station.exit_code(SOON), Some(0));
    assert_eq!(fs::read_to_string(floor.share()).unwrap(), letter);
}

#[test]
fn the_overview_moves_by_the_page_that_the_window_has() {
    let floor = FloorKit::open("09:50");
    let mut overview = floor.overview();
    // In a window that shows every station the end of a row lies where the eye sees it.
    steps(&mut overview, &[("\x1b[B", "7 Driller")]);
    overview.resize(80, 24);
    overview.wait_for("page 1 of ");
}
