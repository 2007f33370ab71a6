//! `sheber verify` as people run it, and what screens say of a laptop whose log was copied, damaged or cloned.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use sheber::cli::verify::records;
use sheber::domain::entry::Record;
use sheber::store::Replica;

use crate::floor_kit::{FloorKit, Said, WALL, WIDE, wait};
use crate::log_kit::{pen, record};
use crate::pty::SOON;

/// A floor with a replica that a screen has written.
fn worked() -> FloorKit {
    let floor = FloorKit::open("09:46");
    let mut station = floor.station("27");
    station.send("\r");
    station.wait_for("arrived: group 8");
    station.send("b");
    station.wait_for("briefing");
    station.send("\x03");
    assert_eq!(station.exit_code(SOON), Some(0));
    floor
}

fn verify(floor: &FloorKit, words: &[&Path]) -> Said {
    let words: Vec<&str> = words.iter().map(|word| word.to_str().unwrap()).collect();
    floor.run(&[&["verify"], &words[..]].concat())
}

#[test]
fn a_whole_log_is_whole_in_the_share_in_a_replica_and_in_a_file() {
    let floor = worked();
    let replica = floor.replica(&["station", "27"]);
    let file = floor.path("day.jsonl");
    fs::write(&file, floor.must(&["log", "--records"])).unwrap();
    let said = verify(&floor, &[&file, Path::new("--replica"), &replica]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    assert_eq!(
        said.out.lines().filter(|line| line.contains(": whole. ")).count(),
        3,
        "{}",
        said.out
    );
}

#[test]
fn logs_of_devices_are_judged_as_they_lie_there() {
    let floor = FloorKit::new();
    fs::create_dir(floor.share_folder().join("floor.logs")).unwrap();
    floor.jump("09:46");
    floor.must(&["act", "--station", "27", "arrive"]);
    let said = verify(&floor, &[]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains(": whole. "), "{}", said.out);

    let logs = floor.share_folder().join("floor.logs");
    let areas = fs::read_dir(&logs).unwrap().map(|entry| entry.unwrap().path());
    let segments = areas
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("dev-"))
        .flat_map(|area| fs::read_dir(area).unwrap().map(|entry| entry.unwrap().path()));
    for segment in segments {
        let text = fs::read_to_string(&segment).unwrap();
        fs::write(&segment, text.replace("group_arrived", "group_arrivee")).unwrap();
    }
    let said = verify(&floor, &[]);
    assert_eq!(
        said.code, 1,
        "a line that another hand changed is no longer whole: {said:?}"
    );
}

#[test]
fn the_first_broken_link_is_named() {
    let floor = worked();
    let file = floor.path("day.jsonl");
    let whole = floor.must(&["log", "--records"]);
    let (written, _) = records(&whole);
    let of_station: Vec<&Record> = written.iter().filter(|r| r.role == "station:27").collect();
    let arrived = of_station[0];

    fs::write(&file, whole.replace("\"count\":11", "\"count\":12")).unwrap();
    let said = verify(&floor, &[&file]);
    assert_eq!(said.code, 1);
    let first = format!("First broken link: entry {}, {}", arrived.id, arrived.at);
    assert!(said.out.contains(&first), "{}", said.out);
    assert!(
        said.out.contains(&format!("found {}", arrived.hash)),
        "{}",
        said.out
    );

    let without: String = whole
        .lines()
        .filter(|line| !line.contains(&arrived.hash.to_string()) || line.contains("briefing"))
        .fold("not a record\n".to_owned(), |text, line| text + line + "\n");
    fs::write(&file, without).unwrap();
    let said = verify(&floor, &[&file]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("Entries before it are missing: 1"),
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("Lines that are no records: 1, the first is line 1"),
        "{}",
        said.out
    );

    // In the shared file, by the hand of somebody with a database tool.
    Connection::open(floor.share())
        .unwrap()
        .execute(
            "UPDATE entry SET body = replace(body, '11', '12') WHERE kind = 'group_arrived'",
            [],
        )
        .unwrap();
    let said = verify(&floor, &[]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains(&first), "{}", said.out);
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_made_there() {
    let floor = FloorKit::new();
    for words in [
        &["verify", "no-such-file"][..],
        &["verify", "--replica", floor.path("nowhere").to_str().unwrap()],
        &["verify"],
    ] {
        let said = floor.run(words);
        assert_eq!(said.code, 2, "{words:?}: {said:?}");
        assert!(!said.err.is_empty());
    }
    assert!(!floor.share().exists() && !floor.path("nowhere").exists());
}

#[test]
fn two_laptops_under_one_name_break_nothing_and_are_told() {
    let (mut one, mut two) = (pen(7), pen(7));
    let lines: String = [record(&mut one, 8), record(&mut two, 27)]
        .iter()
        .map(|record| format!("120 5f0c {}\n", record.to_line()))
        .collect();
    let floor = FloorKit::new();
    let file = floor.path("0001.log");
    fs::write(&file, lines).unwrap();
    fs::write(floor.share(), "").unwrap();
    fs::remove_file(floor.share()).unwrap();
    let said = std::process::Command::new(crate::floor_kit::SHEBER)
        .args(["verify", "--lang", "en"])
        .arg(&file)
        .env("SHEBER_DATA", floor.path("data"))
        .output()
        .unwrap();
    let said = Said::of(&said);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out
            .contains("Two laptops wrote as 0000000000000007 from entry 1 on"),
        "{}",
        said.out
    );
}

#[test]
fn a_laptop_whose_data_was_copied_says_so_and_goes_on_under_a_new_name() {
    let floor = worked();
    let (from, to) = (floor.replica(&["station", "27"]), floor.path("copy"));
    fs::create_dir(&to).unwrap();
    fs::copy(from.join("replica.db"), to.join("replica.db")).unwrap();
    fs::remove_dir_all(&from).unwrap();
    fs::rename(&to, &from).unwrap();
    let mut station = floor.screen(&["station", "27"], WIDE);
    station.wait_for("copied from another place");
    station.send("i5\r");
    station.wait_for("everything sent");
    station.send("\x03");
    assert_eq!(station.exit_code(SOON), Some(0));
    let said = verify(&floor, &[]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(!said.out.contains("Two laptops"), "{}", said.out);
}

#[test]
fn a_laptop_whose_log_is_damaged_repairs_it_and_fills_it_from_the_share() {
    let floor = worked();
    let replica = floor.replica(&["station", "27"]);
    let file = replica.join("replica.db");
    fs::write(&file, vec![0x5a; 100_000]).unwrap();
    let mut station = floor.screen(&["station", "27"], WIDE);
    station.wait_for("was damaged and is repaired");
    station.wait_for("8 (11)");
    station.wait_for("everything sent");
    station.send("\x03");
    assert_eq!(station.exit_code(SOON), Some(0));
    assert_eq!(
        fs::read(replica.join("quarantine/replica-1/replica.db")).unwrap(),
        vec![0x5a; 100_000]
    );
    let (again, loaded) = Replica::open(&replica).unwrap();
    assert!(
        loaded
            .entries
            .iter()
            .any(|entry| entry.fact.kind() == "briefing_marked")
    );
    drop(again);
}

/// Two stations on one cloned disk: both go on, both see everything, one takes a new name, all are told.
#[test]
fn clones_on_one_floor_find_each_other() {
    let floor = worked();
    let (one, two) = (
        floor.replica(&["station", "27"]),
        floor.replica(&["station", "28"]),
    );
    fs::create_dir(&two).unwrap();
    fs::copy(one.join("replica.db"), two.join("replica.db")).unwrap();
    Connection::open(two.join("replica.db"))
        .unwrap()
        .execute("DELETE FROM meta WHERE key = 'fingerprint'", [])
        .unwrap();
    let mut first = floor.screen(&["station", "27"], WIDE);
    first.wait_for("until the end");
    // The share is away while both write their next entry.
    let away = floor.path("away");
    fs::rename(floor.share_folder(), &away).unwrap();
    let mut second = floor.screen(&["station", "28"], WIDE);
    second.wait_for("station 28");
    first.send("+");
    first.wait_for("count 12");
    second.send("\r");
    second.wait_for("arrived: group");
    fs::rename(&away, floor.share_folder()).unwrap();

    for screen in [&mut first, &mut second] {
        screen.wait_for("Two laptops wrote as this place");
        screen.wait_for("everything sent");
    }
    let mut overview = floor.screen(&["overview"], WALL);
    overview.wait_for("Two laptops wrote as");
    for screen in [&mut first, &mut second, &mut overview] {
        screen.send("\x03");
        assert_eq!(screen.exit_code(SOON), Some(0));
    }
    wait(
        || verify(&floor, &[]).out.contains("Two laptops wrote as"),
        || "the share knows of both".to_owned(),
    );
    assert_eq!(verify(&floor, &[]).code, 0);
    let text = floor.must(&["log"]);
    assert_eq!(
        text.lines()
            .filter(|line| line.ends_with("≠ in several versions"))
            .count(),
        2,
        "{text}"
    );
    let origins = [one, two].map(|dir| Replica::open(&dir).unwrap().1.pen.origin);
    assert_ne!(origins[0], origins[1]);
}
