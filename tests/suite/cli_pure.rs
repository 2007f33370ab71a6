//! The command line without a device: words → commands, refusals → exit codes and sentences, the floor → JSON and
//! tables whose names scripts rely on.

use clap::Parser;
use serde_json::Value;
use sheber::cli::act::{ask, script};
use sheber::cli::args::{Cli, Verb};
use sheber::cli::fail::CliError;
use sheber::cli::log;
use sheber::cli::status::{status, table};
use sheber::domain::command::{Command, Recount, Refusal, Which, Who, decide};
use sheber::domain::entry::{Moment, Pen, Record};
use sheber::domain::event::{HallId, Lang, Words};
use sheber::domain::fact::{Audience, Fact, Need, NewTimes, Reason, Resumed, SheetLine, Unknown, Visitor};
use sheber::domain::floor::Floor;
use sheber::domain::fork;
use sheber::domain::id::{DeskNo, EntryId, GroupNo, Origin, Place, Role, RoundNo, Seq, StationNo};
use sheber::domain::opening::{midnight_ms, opening};
use sheber::domain::presence::Presence;
use sheber::domain::time::{EventTime, Span};
use sheber::intake::{embedded, event::read};
use sheber::report::spreadsheet;
use sheber::ui::text::Texts;
use std::sync::Arc;

const S27: StationNo = StationNo(27);
const D71: DeskNo = DeskNo(71);

/// A device that writes what is commanded, and the floor that comes of it.
struct Day {
    pen: Pen,
    records: Vec<Record>,
    floor: Floor,
}

impl Day {
    /// The sample day, opened on the day itself.
    fn open() -> Self {
        let (_, text) = embedded()
            .into_iter()
            .find(|(key, _)| *key == "open-square")
            .unwrap();
        let event = Arc::new(read(text).event.unwrap());
        let morning = midnight_ms(&event) + 9 * 3_600_000;
        let mut day = Self {
            pen: Pen::new(Origin(0xabc)),
            records: Vec::new(),
            floor: Floor::default(),
        };
        day.say(
            "09:00",
            Role::Organiser,
            &Command::OpenFloor(opening(event, morning, None, 1)),
        );
        day
    }

    fn say(&mut self, at: &str, role: Role, command: &Command) -> EntryId {
        let now = at.parse().unwrap();
        let moment = Moment {
            now,
            at: now,
            device_ms: 1_000,
        };
        let facts = decide(&self.floor, command, moment, role).unwrap();
        self.write(&facts[0], moment, role)
    }

    fn write(&mut self, fact: &Fact, moment: Moment, role: Role) -> EntryId {
        let record = self.pen.write(fact, moment, role);
        self.floor.apply(&record.entry());
        self.records.push(record);
        self.pen_id()
    }

    fn pen_id(&self) -> EntryId {
        EntryId {
            origin: self.pen.origin,
            seq: Seq(self.pen.last_seq),
        }
    }

    /// What `sheber act …` asks for on this floor.
    fn asked(&self, words: &str) -> Result<(Role, Command), CliError> {
        let words = format!("sheber act {words}");
        match Cli::try_parse_from(words.split(' '))
            .unwrap_or_else(|error| panic!("{error}"))
            .verb
        {
            Some(Verb::Act(args)) => ask(&args, &self.floor, crate::stage::at("09:50")),
            other => panic!("{other:?}"),
        }
    }
}

fn usage_code(words: &str) -> i32 {
    Cli::try_parse_from(words.split(' '))
        .expect_err(words)
        .exit_code()
}

#[test]
fn the_course_of_the_day_becomes_commands() {
    let day = Day::open();
    let groups = |numbers: &[u16]| Who::Groups(numbers.iter().copied().map(GroupNo).collect());
    let moves = |moves: &[(u16, u8, Option<u16>)]| {
        let one = |(group, round, to): &(u16, u8, Option<u16>)| {
            (GroupNo(*group), RoundNo(*round), to.map(StationNo))
        };
        moves.iter().map(one).collect::<Vec<_>>()
    };
    let times = |round, start, end| NewTimes {
        round: RoundNo(round),
        times: Span {
            start: crate::stage::at(start),
            end: crate::stage::at(end),
        },
    };
    let line = |group, count, interest, briefing| SheetLine {
        round: RoundNo(6),
        group: GroupNo(group),
        count,
        interest,
        briefing,
    };
    let table = [
        (
            "--coordinator delay 22 40 --until 10:00 --reason bus",
            Command::Delay {
                whom: groups(&[22, 40]),
                until: crate::stage::at("10:00"),
                reason: Reason::Bus,
            },
        ),
        (
            "--coordinator skip --school №35 --reason bus",
            Command::Skip {
                whom: Who::School("№35".to_owned()),
                round: None,
                reason: Reason::Bus,
            },
        ),
        (
            "--coordinator leave-early 38 39 --after-round 7",
            Command::Leave {
                whom: groups(&[38, 39]),
                after: Some(RoundNo(7)),
                reason: Reason::Bus,
            },
        ),
        (
            "--coordinator move 5 --round 4 --to 5 --reason equipment",
            Command::Reroute {
                moves: moves(&[(5, 4, Some(5))]),
                reason: Reason::Equipment,
            },
        ),
        (
            "--coordinator route 41 5=3 6=break",
            Command::Reroute {
                moves: moves(&[(41, 5, Some(3)), (41, 6, None)]),
                reason: Reason::Other,
            },
        ),
        (
            "--coordinator split 41 9 9 8",
            Command::Split {
                group: GroupNo(41),
                sizes: vec![9, 9, 8],
            },
        ),
        (
            "--station 1 fault 8",
            Command::Lower {
                station: StationNo(1),
                places: 8,
                reason: Reason::Equipment,
            },
        ),
        (
            "--coordinator --station 20 sheet 6:24:11 6:25:12:0:briefed 6:26:9:briefed",
            Command::EnterSheet {
                station: StationNo(20),
                lines: vec![
                    line(24, 11, None, None),
                    line(25, 12, Some(0), Some(true)),
                    line(26, 9, None, Some(true)),
                ],
            },
        ),
        (
            "--coordinator retime 6=11:47-12:03 7=12:07–12:23",
            Command::Retime(vec![times(6, "11:47", "12:03"), times(7, "12:07", "12:23")]),
        ),
        ("--station 27 evacuate --drill", Command::Evacuate { drill: true }),
        (
            "--coordinator roll-call 34 9",
            Command::RollCall {
                group: GroupNo(34),
                count: Some(9),
            },
        ),
        (
            "--coordinator pause-many --hall green --reason power",
            Command::PauseMany {
                which: Which::Hall(HallId("green".to_owned())),
                reason: Reason::Power,
            },
        ),
    ];
    for (words, command) in table {
        assert_eq!(day.asked(words).expect(words).1, command, "{words}");
    }
    for words in [
        "route 41 5:3",
        "sheet 6:24",
        "sheet 6:24:11:3:x",
        "retime 6=11:47",
        "move 5 --round 4 --to x",
    ] {
        assert_eq!(
            usage_code(&format!("sheber act --coordinator --station 20 {words}")),
            2,
            "{words}"
        );
    }
}

#[test]
fn a_script_is_read_line_by_line_before_anything_is_written() {
    let text = "\u{feff}# the morning\n--station 27 ready --at 09:30\n\n--coordinator message 'Lunch at # 2' --to all\n";
    let lines = script::lines(text).unwrap();
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(lines[0].args.at, Some(crate::stage::at("09:30")));
    let day = Day::open();
    let (role, message) = ask(&lines[1].args, &day.floor, crate::stage::at("09:50")).unwrap();
    assert_eq!(role, Role::Coordinator);
    assert!(matches!(message, Command::Send { text, .. } if text.ru == "Lunch at # 2"));
    for wrong in [
        "--station 27 dance",
        "--station 27",
        "station 27",
        "--script x",
        "--station 27 walk-in '",
    ] {
        let text = format!("--station 27 ready\n{wrong}\n");
        let told = script::lines(&text).expect_err(wrong).told(Lang::En);
        assert!(told.contains("Line 2"), "{told}");
    }
}

#[test]
fn what_a_station_says_becomes_its_command() {
    let day = Day::open();
    let station = S27;
    let arrive = |group, count| Command::Arrive {
        station,
        group,
        count,
    };
    let count = |group, count| Command::Count {
        station,
        group,
        count,
    };
    let pause = |reason| Command::Pause { station, reason };
    let table = [
        (
            "ready",
            Command::Ready {
                station,
                deputy: false,
            },
        ),
        ("arrive 32 --count 12", arrive(Some(GroupNo(32)), Some(12))),
        ("arrive", arrive(None, None)),
        ("count 11", count(None, Recount::To(11))),
        ("count +1", count(None, Recount::By(1))),
        ("count -1", count(None, Recount::By(-1))),
        ("count 32 -2", count(Some(GroupNo(32)), Recount::By(-2))),
        ("finish", Command::Finish { station, group: None }),
        (
            "send-on 7 --to 43",
            Command::SendOn {
                station,
                group: Some(GroupNo(7)),
                to: Some(StationNo(43)),
            },
        ),
        (
            "briefing 32",
            Command::Briefing {
                station,
                group: Some(GroupNo(32)),
            },
        ),
        (
            "interest 4 32",
            Command::Interest {
                station,
                group: Some(GroupNo(32)),
                count: 4,
            },
        ),
        ("walk-in", Command::WalkIn { station, count: 1 }),
        ("walk-in -2", Command::WalkIn { station, count: -2 }),
        ("pause --reason previous-station", pause(Reason::PreviousStation)),
        ("pause --reason previous_station", pause(Reason::PreviousStation)),
        ("resume", Command::Resume(station)),
        (
            "extend -3 --reason guests",
            Command::Extend {
                station,
                minutes: -3,
                reason: Reason::Guests,
            },
        ),
        (
            "help",
            Command::Call {
                place: Place::Station(station),
                need: Need::Help,
            },
        ),
        (
            "help technician",
            Command::Call {
                place: Place::Station(station),
                need: Need::Technician,
            },
        ),
        (
            "first-aid",
            Command::Call {
                place: Place::Station(station),
                need: Need::FirstAid,
            },
        ),
        ("undo", Command::Undo(None)),
    ];
    for (words, command) in table {
        let own = day.asked(&format!("--station 27 {words}")).unwrap();
        assert_eq!(own, (Role::Station(station), command.clone()), "{words}");
        let by_radio = day.asked(&format!("{words} --coordinator --station 27")).unwrap();
        assert_eq!(by_radio, (Role::Coordinator, command), "{words}");
    }
}

#[test]
fn what_desks_and_coordinators_say_becomes_their_command() {
    let day = Day::open();
    let desk = [
        (
            "visit pupil",
            Command::Visit {
                desk: D71,
                visitor: Visitor::Pupil,
            },
        ),
        (
            "take-back",
            Command::TakeBack {
                desk: D71,
                visitor: None,
            },
        ),
        (
            "take-back adult",
            Command::TakeBack {
                desk: D71,
                visitor: Some(Visitor::Adult),
            },
        ),
        ("queue 5", Command::Queue { desk: D71, length: 5 }),
        (
            "help",
            Command::Call {
                place: Place::Desk(D71),
                need: Need::Help,
            },
        ),
    ];
    for (words, command) in desk {
        assert_eq!(
            day.asked(&format!("--desk 71 {words}")).unwrap(),
            (Role::Desk(D71), command),
            "{words}"
        );
    }
    let send = |to, text: &str| Command::Send {
        to,
        text: Words::same(text),
    };
    let hall = Audience::Hall(day.floor.event().unwrap().halls[0].id.clone());
    let Audience::Hall(HallId(id)) = hall.clone() else {
        unreachable!()
    };
    let preset = day.floor.event().unwrap().messages[0].clone();
    let floor = [
        ("hold --reason drill".to_owned(), Command::Hold(Reason::Drill)),
        ("resume".to_owned(), Command::ResumeFloor),
        ("message Lunch".to_owned(), send(Audience::All, "Lunch")),
        (format!("message Lunch --to hall:{id}"), send(hall, "Lunch")),
        (
            "message Hi --to desk:71".to_owned(),
            send(Audience::One(Place::Desk(D71)), "Hi"),
        ),
        (
            format!("message --preset {}", preset.key),
            Command::Send {
                to: Audience::All,
                text: preset.text,
            },
        ),
        (
            "first-aid".to_owned(),
            Command::Call {
                place: Place::Coordination,
                need: Need::FirstAid,
            },
        ),
    ];
    for (words, command) in floor {
        let asked = day.asked(&format!("--coordinator {words}")).unwrap();
        assert_eq!(asked, (Role::Coordinator, command), "{words}");
    }
}

#[test]
fn calls_and_messages_that_are_not_named_are_found() {
    let mut day = Day::open();
    let call = |place, need| Command::Call { place, need };
    let help = day.say(
        "09:50",
        Role::Station(S27),
        &call(Place::Station(S27), Need::Help),
    );
    let aid = day.say("09:52", Role::Desk(D71), &call(Place::Desk(D71), Need::FirstAid));
    assert_eq!(
        day.asked("--coordinator accept").unwrap().1,
        Command::AcceptCall(aid)
    );
    day.say("09:53", Role::Coordinator, &Command::AcceptCall(aid));
    assert_eq!(
        day.asked("--coordinator accept").unwrap().1,
        Command::AcceptCall(help)
    );
    assert_eq!(
        day.asked("--coordinator close").unwrap().1,
        Command::CloseCall(aid)
    );
    assert_eq!(
        day.asked(&format!("--coordinator close {help}")).unwrap().1,
        Command::CloseCall(help)
    );

    let send = |text| Command::Send {
        to: Audience::All,
        text: Words::same(text),
    };
    let first = day.say("09:54", Role::Coordinator, &send("one"));
    day.say("09:55", Role::Coordinator, &send("two"));
    let received = Command::Receive {
        message: first,
        place: Place::Station(S27),
    };
    assert_eq!(day.asked("--station 27 received").unwrap().1, received);
}

#[test]
fn wrong_words_end_with_2_and_say_what_would_be_right() {
    let day = Day::open();
    let told = |words: &str| {
        let error = day.asked(words).unwrap_err();
        assert_eq!(error.kind.code(), 2, "{words}");
        error.told(Lang::En)
    };
    assert!(told("ready").contains("--station N, --desk N or --coordinator"));
    assert!(told("--coordinator ready").contains("add --station N"));
    assert!(told("--station 27 visit pupil").contains("add --desk N"));
    assert!(told("--station 27 count +1 12").contains("count 32 12"));
    let hall = told("--coordinator message Hi --to hall:nowhere");
    assert!(hall.contains("no hall nowhere. Halls: "), "{hall}");
    assert!(told("--coordinator message --preset nothing").contains("no ready-made message nothing"));
    for words in [
        "sheber act --station 27 arrive many",
        "sheber act --station 27 --desk 71 ready",
        "sheber act --station 27 pause",
        "sheber act --station 27 pause --reason weather",
        "sheber act --coordinator message",
        "sheber act --coordinator message Hi --to everybody",
        "sheber act --station 27 --at 25:00 ready",
        "sheber status --lang de",
        "sheber log --json --csv",
        "sheber --clock 9",
        "sheber dance",
    ] {
        assert_eq!(usage_code(words), 2, "{words}");
    }
}

#[test]
fn options_of_every_command_may_stand_anywhere() {
    for words in [
        "sheber --event open-square --clock 09:44:50 station 27 --lang ru",
        "sheber station 27 --lang ru --event open-square --clock 09:44:50",
    ] {
        let cli = Cli::try_parse_from(words.split(' ')).unwrap();
        assert_eq!(cli.verb, Some(Verb::Station { no: S27 }));
        assert_eq!(cli.common.lang, Some(Lang::Ru));
        assert_eq!(cli.common.clock, Some(EventTime::hms(9, 44, 50)));
        assert_eq!(cli.common.event.unwrap().to_str(), Some("open-square"));
    }
    assert_eq!(Cli::try_parse_from(["sheber"]).unwrap().verb, None);
}

#[test]
fn a_refusal_ends_with_3_and_says_why_in_the_language_of_the_person() {
    let error = CliError::from(Refusal::UnknownStation(StationNo(99)));
    assert_eq!(error.kind.code(), 3);
    assert_eq!(error.told(Lang::Kk), "sheber: 99-бекет жоқ\n");
    assert_eq!(error.told(Lang::En), "sheber: There is no station 99\n");
    let day = Day::open();
    let nothing = [
        ("--coordinator close", Refusal::NoSuchCall),
        ("--station 27 received", Refusal::NoSuchMessage),
    ];
    for (words, why) in nothing {
        let error = day.asked(words).unwrap_err();
        assert_eq!(
            (error.kind.code(), error.told(Lang::Ru)),
            (3, CliError::from(why).told(Lang::Ru))
        );
    }
}

/// A morning with a group, a hold, a call, a message and a laptop.
fn busy() -> (Day, Vec<Presence>) {
    let mut day = Day::open();
    let count = Some(12);
    let arrive = Command::Arrive {
        station: S27,
        group: Some(GroupNo(8)),
        count,
    };
    day.say("09:45:20", Role::Station(S27), &arrive);
    let call = Command::Call {
        place: Place::Station(S27),
        need: Need::FirstAid,
    };
    day.say("09:50", Role::Station(S27), &call);
    day.say("09:51", Role::Coordinator, &Command::Hold(Reason::Drill));
    let text = Words::same("wait");
    day.say(
        "09:52",
        Role::Coordinator,
        &Command::Send {
            to: Audience::One(Place::Station(S27)),
            text,
        },
    );
    let shift_ms = day.floor.day().unwrap().opening.shift_ms;
    let presence = Presence {
        origin: Origin(7),
        role: Role::Station(S27),
        label: "laptop".into(),
        seen_ms: EventTime::hms(9, 54, 48).0 - shift_ms,
        clock_ahead_ms: Some(420_500),
        version: "0.1.0".into(),
        unsent: 3,
    };
    (day, vec![presence])
}

const NOON: EventTime = EventTime::hms(9, 55, 0);

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_names_of_status_json_are_a_contract() {
    let (day, presence) = busy();
    let json = serde_json::to_value(status(&day.floor, &presence, NOON)).unwrap();
    let sorted = |names: &str| {
        let mut names: Vec<String> = names.split(' ').map(str::to_owned).collect();
        names.sort();
        names
    };
    let same = |value: &Value, names: &str| assert_eq!(keys(value), sorted(names));
    same(
        &json,
        "event_time rehearsal round hold stations groups calls messages devices unknown_entries clock_uncertainty_ms clock_checked_s",
    );
    same(
        &json["stations"][0],
        "no hall state group head_count places remaining_s overtime_s next_group unsent devices last_seen_s \
         clock_offset_s",
    );
    same(
        &json["groups"][0],
        "no state station next_station counted planned",
    );
    same(&json["calls"][0], "id place need since accepted");
    same(&json["messages"][0], "id at to text received missing");
    same(
        &json["devices"][0],
        "origin role label last_seen_s clock_offset_s unsent version",
    );
}

#[test]
fn status_json_tells_what_is_known_and_null_for_what_is_not() {
    let (day, presence) = busy();
    let json = serde_json::to_value(status(&day.floor, &presence, NOON)).unwrap();
    assert_eq!(json["event_time"], "09:55:00");
    assert_eq!((&json["round"], &json["rehearsal"]), (&1.into(), &false.into()));
    assert_eq!(
        json["hold"],
        serde_json::json!({ "since": "09:51:00", "reason": "drill" })
    );
    let station = |no: u16| {
        json["stations"]
            .as_array()
            .unwrap()
            .iter()
            .find(|s| s["no"] == no)
            .unwrap()
    };
    let here = station(27);
    assert_eq!((&here["state"], &here["group"]), (&"held".into(), &8.into()));
    assert_eq!((&here["head_count"], &here["unsent"]), (&12.into(), &3.into()));
    // The clock stands since 09:51; the round was to end at 10:03.
    assert_eq!(
        (&here["remaining_s"], &here["overtime_s"]),
        (&720.into(), &0.into())
    );
    assert_eq!((&here["devices"], &here["last_seen_s"]), (&1.into(), &12.into()));
    assert_eq!(here["clock_offset_s"], 420.5);
    let silent = station(8);
    for unknown in ["group", "head_count", "unsent", "last_seen_s", "clock_offset_s"] {
        assert_eq!(silent[unknown], Value::Null, "{unknown}");
    }
    assert_eq!(silent["devices"], 0);
    let group = json["groups"]
        .as_array()
        .unwrap()
        .iter()
        .find(|g| g["no"] == 8)
        .unwrap();
    assert_eq!(
        (&group["state"], &group["station"]),
        (&"present".into(), &27.into())
    );
    assert_eq!(
        (&json["calls"][0]["place"], &json["calls"][0]["accepted"]),
        (&"station:27".into(), &Value::Null)
    );
    assert_eq!(json["messages"][0]["missing"], serde_json::json!(["station:27"]));

    let closed = serde_json::to_value(status(&Floor::default(), &[], NOON)).unwrap();
    assert_eq!(
        (&closed["event_time"], &closed["round"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn status_as_text_tells_the_same_in_words() {
    let (day, presence) = busy();
    let mut out = Vec::new();
    table::write(&mut out, Texts::of(Lang::En), &day.floor, &presence, NOON).unwrap();
    let text = String::from_utf8(out).unwrap();
    let mut lines = text.lines();
    let head = lines.next().unwrap();
    assert!(
        head.contains("09:55:00 · round 1 of 8 · General hold: drill. Since 09:51"),
        "{head}"
    );
    assert!(!head.contains("REHEARSAL"));
    let call = lines.next().unwrap();
    assert!(
        call.starts_with("!!! 09:50:00 first aid: station 27 (open)"),
        "{call}"
    );
    let row = text.lines().find(|line| line.starts_with("27 ")).unwrap();
    assert!(
        row.contains("12 / ") && row.contains("12:00") && row.contains("@ clock"),
        "{row}"
    );
    assert!(
        text.lines()
            .any(|line| line.starts_with("8 ") && line.contains("? / ")),
        "{text}"
    );
}

#[test]
fn the_log_as_json_lines_keeps_bodies_it_does_not_know() {
    let (mut day, _) = busy();
    day.say("09:53", Role::Station(S27), &Command::Undo(None));
    let mut newer = day.records[0].clone();
    newer.id.origin = Origin(9);
    newer.kind = "drone_landed".into();
    newer.body = "{\"pad\":4}".into();
    day.floor.apply(&newer.entry());
    assert!(matches!(newer.entry().fact, Fact::Unknown(Unknown { .. })));
    day.records.push(newer);
    let mut out = Vec::new();
    log::json(&mut out, &day.floor, &day.records).unwrap();
    let lines: Vec<Value> = String::from_utf8(out)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        keys(&lines[1]),
        [
            "at", "body", "device", "id", "kind", "role", "stamp", "twin", "undone"
        ]
    );
    assert_eq!(lines[1]["body"]["count"], 12);
    assert_eq!(
        (&lines[1]["at"], &lines[1]["device"]),
        (&"09:45:20".into(), &1_000.into())
    );
    // The call was taken back, and the taking back stands.
    assert_eq!(
        (&lines[2]["kind"], &lines[2]["undone"]),
        (&"help_called".into(), &true.into())
    );
    let last = lines.last().unwrap();
    assert_eq!(
        (&last["kind"], &last["body"]["pad"]),
        (&"drone_landed".into(), &4.into())
    );
}

#[test]
fn the_log_as_text_says_who_for_whom_and_what_was_undone() {
    let (mut day, _) = busy();
    let count = Command::Arrive {
        station: StationNo(8),
        group: None,
        count: Some(11),
    };
    day.say("09:53", Role::Coordinator, &count);
    day.say("09:54", Role::Coordinator, &Command::Undo(None));
    let mut out = Vec::new();
    log::text(&mut out, Texts::of(Lang::En), &day.floor, &day.records).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.contains("09:45:20  station 27          arrived: group 8, count 12\n"),
        "{text}"
    );
    assert!(
        text.contains("09:53:00  coordinator → station 8  arrived: "),
        "{text}"
    );
    assert!(text.contains("count 11  [undone]\n"), "{text}");
    assert!(text.contains("Undone: arrived: "), "{text}");
}

#[test]
fn both_contents_of_a_name_are_listed_and_marked() {
    let mut pens = [Pen::new(Origin(7)), Pen::new(Origin(7))];
    let now = EventTime::hms(9, 50, 0);
    let records: Vec<Record> = (0..2)
        .map(|device_ms| {
            let moment = Moment {
                now,
                at: now,
                device_ms,
            };
            let ready = Fact::FloorResumed(Resumed {});
            pens[usize::try_from(device_ms).unwrap()].write(&ready, moment, Role::Coordinator)
        })
        .collect();
    let floor = Floor::of(&fork::entries(&records));
    let mut text = Vec::new();
    log::text(&mut text, Texts::of(Lang::En), &floor, &records).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(
        text.lines().all(|line| line.ends_with("  ≠ in several versions")),
        "{text}"
    );
    let mut json = Vec::new();
    log::json(&mut json, &floor, &records).unwrap();
    for line in String::from_utf8(json).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            (&line["id"], &line["twin"]),
            (&records[0].id.to_string().into(), &true.into())
        );
    }
}

#[test]
fn the_table_opens_in_spreadsheets_and_runs_nothing() {
    let mut day = Day::open();
    let text = Words::same("=HYPERLINK(\"x\");1");
    day.say(
        "09:52",
        Role::Coordinator,
        &Command::Send {
            to: Audience::All,
            text,
        },
    );
    let mut out = Vec::new();
    log::csv(&mut out, Texts::of(Lang::Kk), &day.floor, &day.records).unwrap();
    assert!(out.starts_with("\u{feff}at;role;what;undone;kind;body;stamp;device;id;twin\r\n".as_bytes()));
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(&out[3..]);
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[1][2].ends_with("=HYPERLINK(\"x\");1"), "{:?}", rows[1]);
    for cell in ["=1+1", "+7", "-1", "@x", "\nx"] {
        assert_eq!(spreadsheet::text(cell), format!("'{cell}"));
    }
    for cell in ["", "09:45", "№39", "группа 3 = 12"] {
        assert_eq!(spreadsheet::text(cell), cell);
    }
}
