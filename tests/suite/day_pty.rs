//! Incidents of the acceptance day by keys in the real program: stations and coordinators on one share, each seeing what
//! the others did. The keys are those of the three keyboard layouts; event time is a rehearsal's and is moved by hand.

#![cfg(unix)]

use portable_pty::CommandBuilder;

use crate::floor_kit::{FloorKit, WALL, wait};
use crate::pty::{Pty, SOON};

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";
const F9: &str = "\x1b[20~";
const F12: &str = "\x1b[24~";

/// Types one key after the other, each once the screen shows what the one before it has done.
fn steps(pty: &mut Pty, steps: &[(&str, &str)]) {
    for (keys, shown) in steps {
        pty.send(keys);
        pty.wait_for(shown);
    }
}

/// How far below the chosen one the first choice with these words stands, in the list that is open.
fn below(screen: &str, words: &str) -> Option<usize> {
    let choices = || screen.lines().filter(|line| line.starts_with('│'));
    let chosen = choices().position(|line| line.starts_with("│ >"))?;
    let wanted = choices().position(|line| line.contains(words))?;
    wanted.checked_sub(chosen)
}

/// Chooses from the list that is open, by the words of the choice.
fn pick(pty: &mut Pty, words: &str) {
    pty.wait_until(&format!("{words:?} can be chosen"), |shown| {
        below(&shown.screen.contents(), words).is_some()
    });
    let downs = below(&pty.screen(), words).unwrap();
    pty.send(format!("{}{ENTER}", DOWN.repeat(downs)));
}

/// Looks for a number in the overview, takes the find with these words and opens what can be done about it.
fn levers(overview: &mut Pty, number: &str, find: &str, key: &str) {
    overview.send("/");
    overview.wait_for("Group, school or station number");
    overview.send(format!("{number}{ENTER}"));
    pick(overview, find);
    overview.wait_gone("↑ ↓: choose");
    overview.send(key);
    overview.wait_for("What is it about?");
}

/// A second coordinator with a laptop of their own.
fn second_overview(floor: &FloorKit) -> Pty {
    let first = floor.command(&["overview"]);
    let mut words = first.get_argv().clone();
    let replica = floor.replica(&["overview"]).into_os_string();
    for word in &mut words {
        if *word == replica {
            *word = floor.replica(&["second"]).into_os_string();
        }
    }
    let mut command = CommandBuilder::from_argv(words);
    command.env("SHEBER_DATA", floor.path("data"));
    command.env("TERM", "xterm-256color");
    let pty = Pty::run(command, WALL);
    pty.wait_for("OVERVIEW");
    pty.wait_for("everything sent");
    pty
}

/// Waits until the log of the share has so many entries of a kind.
fn logged(floor: &FloorKit, kind: &str, count: usize) {
    wait(
        || floor.log_of(kind).len() == count,
        || format!("{count} entries {kind}"),
    );
}

#[test]
fn a_deputy_opens_the_station_and_both_coordinators_see_it() {
    let floor = FloorKit::open("09:43");
    let first = floor.overview();
    let second = second_overview(&floor);
    let mut station = floor.station("26");
    // In Kazakh, on the Kazakh layout.
    steps(
        &mut station,
        &[("l", "26-бекет"), ("в", "бекет дайын (көмекші шебер)")],
    );
    first.wait_for("ready: 1 of 47");
    second.wait_for("ready: 1 of 47");
    let ready = floor.log_of("station_ready");
    assert_eq!(ready.len(), 1);
    assert_eq!(ready[0]["body"]["deputy"], true);
    assert_eq!(floor.station_now(26)["state"], "ready");
}

#[test]
fn a_late_school_is_told_at_both_its_stations_and_then_skips_the_round() {
    let floor = FloorKit::open("09:42");
    let mut overview = floor.overview();
    let mut blue = floor.station("18");
    let yellow = floor.station("38");
    levers(&mut overview, "22", "group 22", "в");
    for words in ["school: №35", "come later", "+15", "bus"] {
        pick(&mut overview, words);
    }
    overview.wait_for("misses 15 of 18 min of round 1, station 18");
    assert!(
        floor.log_of("groups_delayed").is_empty(),
        "a look changes nothing"
    );
    overview.send(ENTER);
    blue.wait_for("Group 22 is late. Expected at 10:00 (bus)");
    yellow.wait_for("Group 40 is late. Expected at 10:00 (bus)");
    logged(&floor, "groups_delayed", 1);
    steps(&mut blue, &[("l", "18-бекет"), ("", "10:00")]);

    floor.jump("09:58");
    overview.wait_for("09:58");
    levers(&mut overview, "22", "group 22", "d");
    for words in ["school: №35", "skip a round", "round 1", "bus"] {
        pick(&mut overview, words);
    }
    overview.wait_for("Group 22, then: station 19, 10:07");
    overview.wait_for("Group 40, then: station 43, 10:07");
    overview.send(ENTER);
    yellow.wait_for("group 40 skips the round, bus");
    blue.wait_for("22-топ кезеңді өткізіп жібереді");
    logged(&floor, "round_skipped", 1);
}

#[test]
fn a_fault_shows_who_no_longer_fits_and_the_group_moves_to_the_reserve() {
    let floor = FloorKit::open("10:12");
    floor.act(&["--station", "1", "arrive", "--at", "10:08"]);
    let mut overview = floor.overview();
    let mut lathe = floor.station("1");
    let reserve = floor.station("5");
    lathe.send("е");
    lathe.wait_for("How many places are left?");
    // The key of 8 on the Kazakh number row.
    steps(&mut lathe, &[("ү", "[   8 ]"), (ENTER, "places now: 8")]);
    overview.wait_for("12/8");
    levers(&mut overview, "5", "group 5", "d");
    for words in ["group 5", "move to another", "round 4", "station 5", "equipment"] {
        pick(&mut overview, words);
    }
    overview.wait_for("Fits again: group 5, round 4");
    overview.send(ENTER);
    lathe.wait_for("was 5");
    reserve.wait_for("Round 4: new group 5");
    floor.wait_for_row("SELECT count FROM log WHERE kind = 'places_lowered'", "8");
    logged(&floor, "plan_revised", 1);
}

#[test]
fn a_fault_is_repaired_by_a_proposal_and_undone_again() {
    let floor = FloorKit::open("10:12");
    floor.act(&["--station", "1", "arrive", "--at", "10:08"]);
    let mut overview = floor.overview();
    let second = second_overview(&floor);
    let mut lathe = floor.station("1");
    lathe.send("t");
    lathe.wait_for("How many places are left?");
    steps(&mut lathe, &[("8", "[   8 ]"), (ENTER, "places now: 8")]);
    overview.wait_for("12/8");
    // The key of proposals on the Cyrillic layouts.
    overview.send("т");
    overview.wait_for("Does not fit: 5 (groups 3, 5, 13, 14, 30)");
    overview.wait_for("Everybody has a station");
    assert!(floor.log_of("plan_revised").is_empty(), "a look changes nothing");
    steps(
        &mut overview,
        &[
            ("1", ">1 Fewest changes"),
            ("s", "stopped after"),
            (ENTER, "Fits again: group 5, round 4, station 1"),
        ],
    );
    assert!(floor.log_of("plan_revised").is_empty());
    steps(&mut overview, &[(ENTER, "OVERVIEW")]);
    logged(&floor, "plan_revised", 1);
    let is_told = |shown: &str| shown.contains("was 5") || shown.contains("Group 5 →");
    lathe.wait_until("the lathe loses group 5", |shown| {
        is_told(&shown.screen.contents())
    });
    let revised = floor.log_of("plan_revised");
    assert_eq!(revised[0]["body"]["reason"], "equipment");
    // Time and keys have gone on as ever, and so they do while the old plan comes back.
    overview.send(F9);
    logged(&floor, "entry_undone", 1);
    assert_eq!(floor.log_of("plan_revised")[0]["undone"], true);
    lathe.wait_until("group 5 is back", |shown| !is_told(&shown.screen.contents()));
    second.wait_for("12/8");
}

#[test]
fn a_search_under_way_does_not_keep_the_program_from_ending() {
    let floor = FloorKit::open("10:12");
    let mut overview = floor.overview();
    overview.send("n");
    overview.wait_for("searching: ");
    overview.send("q");
    assert_eq!(overview.exit_code(SOON), Some(0));
}

#[test]
fn guests_and_a_message_on_the_russian_layout() {
    let floor = FloorKit::open("10:38");
    floor.act(&["--station", "37", "arrive", "--at", "10:30"]);
    let mut overview = floor.overview();
    let mut station = floor.station("37");
    let other = floor.station("36");
    steps(
        &mut station,
        &[("l", "37-бекет"), ("д", "станция 37"), ("н", "гости"), ("у", "7")],
    );
    pick(&mut station, "гости");
    steps(&mut station, &[("4", "[   4 ]"), (ENTER, "продлено: +4 мин")]);
    station.wait_for("10:51");
    logged(&floor, "round_extended", 1);
    logged(&floor, "guests_came", 1);
    floor.jump("10:49");
    steps(
        &mut overview,
        &[
            ("ь", "Whom is the message for?"),
            ("3", "Guests of honour"),
            ("5", "message sent: "),
        ],
    );
    other.wait_for("[v] received");
    station.wait_for("[v]");
    steps(&mut station, &[("м", "сообщение принято")]);
    logged(&floor, "message_received", 1);
    steps(
        &mut overview,
        &[("m", "Whom is the message for?"), ("5", "Received by 1 of 47")],
    );
}

#[test]
fn a_power_cut_pauses_one_station_and_reminds_of_the_machines() {
    let floor = FloorKit::open("11:02");
    floor.act(&["--station", "15", "arrive", "--at", "10:52"]);
    let overview = floor.overview();
    let mut station = floor.station("15");
    // No power and on again, on the Cyrillic layouts.
    steps(
        &mut station,
        &[
            ("щ", "Machines must be off before power returns"),
            ("", "Paused: power. Since 11:02"),
        ],
    );
    logged(&floor, "station_paused", 1);
    assert_eq!(floor.station_now(15)["state"], "paused");
    overview.wait_for("15|");
    floor.jump("11:07");
    station.wait_for("11:07");
    steps(&mut station, &[("з", "until the end 11:09")]);
    overview.wait_gone("15|");
    assert_eq!(floor.log_of("station_resumed").len(), 1);
}

#[test]
fn a_drill_stands_on_every_screen_and_the_new_times_stand_beside_the_old() {
    let floor = FloorKit::open("11:20");
    floor.act(&["--station", "27", "arrive", "--at", "11:14"]);
    floor.act(&["--station", "4", "arrive", "--at", "11:14"]);
    let mut overview = floor.overview();
    let mut station = floor.station("27");
    let kazakh = floor.station("4");
    steps(&mut overview, &[(F12, "Call an evacuation?"), ("2", "drill")]);
    for screen in [&station, &kazakh] {
        screen.wait_for("EVACUATION DRILL");
        screen.wait_for("The clock stands: 11:00 left");
    }
    steps(&mut station, &[(ENTER, "["), (ENTER, "12 of 12, 11:20")]);
    overview.wait_for("counted: 12 of ");
    logged(&floor, "roll_called", 1);
    floor.jump("11:32");
    overview.wait_for("11:32");
    steps(
        &mut overview,
        &[
            ("o", "Let the clock run on?"),
            (ENTER, "the general hold is over"),
        ],
    );
    for screen in [&station, &kazakh] {
        screen.wait_gone("EVACUATION DRILL");
        screen.wait_for("11:47 (was 11:35)");
    }
    overview.send("d");
    for words in ["whole floor", "new times", "16 min → the day ends at 12:43"] {
        pick(&mut overview, words);
    }
    overview.wait_for("End of the day: 12:43 (was 12:49)");
    assert!(floor.log_of("rounds_retimed").is_empty());
    overview.send(ENTER);
    logged(&floor, "rounds_retimed", 1);
    station.wait_for("until the end 11:43 (was 11:31)");
}

#[test]
fn the_alarm_of_one_station_covers_every_other_screen() {
    let floor = FloorKit::open("11:20");
    let overview = floor.overview();
    let mut station = floor.station("27");
    let other = floor.station("4");
    steps(
        &mut station,
        &[("ч", "Call an evacuation?"), ("2", "EVACUATION DRILL")],
    );
    other.wait_for("EVACUATION DRILL");
    overview.wait_for("drill");
    logged(&floor, "evacuation_called", 1);
}

#[test]
fn a_station_closed_by_a_slip_is_opened_by_one_undo() {
    let floor = FloorKit::open("12:00");
    let mut overview = floor.overview();
    let station = floor.station("21");
    levers(&mut overview, "21", "station 21", "d");
    for words in ["station 21", "close the station", "round 7", "other"] {
        pick(&mut overview, words);
    }
    overview.wait_for("Groups without a station: 7, 21");
    overview.send(ENTER);
    station.wait_for("Station 21 is temporarily closed: from round 7");
    assert_eq!(floor.station_now(21)["state"], "closed");
    overview.send(F9);
    station.wait_for("The closure is withdrawn, carry on");
    station.wait_gone("temporarily closed");
    logged(&floor, "entry_undone", 1);
    let closed = floor.log_of("station_closed");
    assert!(closed.len() == 1 && closed[0]["undone"] == true);
    assert_eq!(
        floor.station_now(21)["next_group"],
        21,
        "group 21 is back for round 8"
    );
}

#[test]
fn the_second_coordinator_goes_on_when_the_first_laptop_dies() {
    let floor = FloorKit::open("12:09");
    let mut station = floor.station("27");
    let first = floor.overview();
    let mut second = second_overview(&floor);
    steps(&mut station, &[(ENTER, "arrived: group")]);
    first.wait_for("in progress: 1");
    second.wait_for("in progress: 1");
    first.signal("KILL");
    assert_eq!(first.exit_code(SOON), None);
    steps(
        &mut station,
        &[("ф", "Call first aid?"), (ENTER, "no answer yet")],
    );
    second.wait_for("first aid: station 27");
    steps(&mut second, &[("с", "CALLS"), (ENTER, "call accepted")]);
    station.wait_for("first aid: help is on the way");
    logged(&floor, "call_accepted", 1);
    assert_eq!(
        floor.log_of("group_arrived").len(),
        1,
        "no gap and nothing doubled"
    );
}

#[test]
fn a_school_that_leaves_early_frees_both_stations() {
    let floor = FloorKit::open("12:14");
    let mut overview = floor.overview();
    let (first, second) = (floor.station("11"), floor.station("3"));
    levers(&mut overview, "38", "group 38", "d");
    for words in ["school: №79", "leave early", "round 7", "bus"] {
        pick(&mut overview, words);
    }
    overview.wait_for("WHAT WILL CHANGE?");
    overview.send(ENTER);
    first.wait_for("Round 8: no group, free (group 38 has left, bus)");
    second.wait_for("Round 8: no group, free (group 39 has left, bus)");
    logged(&floor, "groups_left", 1);
}

#[test]
fn a_paper_sheet_typed_in_counts_its_visits_and_empty_is_not_zero() {
    let floor = FloorKit::open("12:44");
    let mut overview = floor.overview();
    let mut second = second_overview(&floor);
    levers(&mut overview, "20", "station 20", "d");
    pick(&mut overview, "station 20");
    pick(&mut overview, "paper sheet");
    overview.wait_for("Leave empty what was not written down");
    // Rounds 1, 3, 4 and 5 as planned, round 6 with 11, nothing in the others.
    overview.send(format!(" {DOWN}{DOWN} {DOWN} {DOWN} {DOWN}11"));
    overview.send(ENTER);
    overview.wait_for("group 24: came 11, interested: ?");
    overview.wait_for("unknown, not zero: interest 5");
    overview.send(ENTER);
    logged(&floor, "sheet_entered", 1);
    floor.wait_for_row(
        "SELECT count(*), sum(counted), count(interest) FROM visit WHERE station = 20 AND counted IS NOT NULL",
        "5 59 0",
    );
    steps(&mut second, &[("j", "paper sheet entered, lines: 5")]);
}

#[test]
fn a_round_ends_by_itself_while_time_runs_sixty_times_faster() {
    let floor = FloorKit::new();
    floor.act(&["--desk", "76", "queue", "0", "--clock", "10:01", "--speed", "60"]);
    let mut station = floor.station("27");
    let overview = floor.overview();
    steps(&mut station, &[(ENTER, "arrived: group 8, count 11")]);
    overview.wait_for("people: 11");
    station.wait_for("TIME IS UP");
    steps(&mut station, &[("а", "finished: group 8")]);
    overview.wait_for("people: 0");
    floor.wait_for_row(
        "SELECT counted, finished_at IS NOT NULL FROM visit WHERE station = 27 AND round = 1",
        "11 1",
    );
}
