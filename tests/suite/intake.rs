//! The event file: sample days, and files with defects whose lines say what must be found there.

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Pattern};
use proptest::prelude::*;
use sheber::cli::check;
use sheber::domain::event::{Event, Lang, Medium, StationKind};
use sheber::domain::id::{GroupNo, StationNo};
use sheber::domain::time::EventTime;
use sheber::intake::event::{Reading, read, read_bytes};
use sheber::intake::finding::{Datum, Finding, FindingKind, Level};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use unicode_segmentation::UnicodeSegmentation;

fn data(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "data", "events", name]
        .iter()
        .collect()
}

fn read_data(name: &str) -> (String, Reading) {
    let text = fs::read_to_string(data(name)).unwrap();
    let reading = read(&text);
    (text, reading)
}

/// What the lines of a file say about themselves: `#! error 3 bad-time, warning 5 big-group`.
fn expected(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (line, written) in text.lines().enumerate() {
        let Some((_, marks)) = written.split_once("#! ") else {
            continue;
        };
        for mark in marks.split(", ") {
            let [level, column, code] = mark.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{mark}");
            };
            all.push(format!("{}:{column} {level} {code}", line + 1));
        }
    }
    all.sort();
    all
}

fn told(findings: &[Finding]) -> Vec<String> {
    let mut all: Vec<String> = findings
        .iter()
        .map(|finding| {
            let level = match finding.level {
                Level::Error => "error",
                Level::Warning => "warning",
            };
            format!(
                "{}:{} {level} {}",
                finding.line,
                finding.column,
                finding.what.code()
            )
        })
        .collect();
    all.sort();
    all
}

#[test]
fn every_defect_is_found_where_it_stands_and_nothing_else() {
    let mut files: Vec<String> = fs::read_dir(data(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("bad-"))
        .collect();
    files.sort();
    assert!(files.len() >= 10, "{files:?}");
    let mut wrong = Vec::new();
    for name in files {
        let (text, reading) = read_data(&name);
        let (expected, told) = (expected(&text), told(&reading.findings));
        if expected != told {
            wrong.push(name);
            for line in expected.iter().filter(|line| !told.contains(line)) {
                wrong.push(format!("  not told: {line}"));
            }
            for line in told.iter().filter(|line| !expected.contains(line)) {
                wrong.push(format!("  too much: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn embedded(key: &str) -> &'static str {
    let found = sheber::intake::embedded()
        .into_iter()
        .find(|(name, _)| *name == key);
    found.expect("the sample is built in").1
}

fn day(text: &str) -> Event {
    let reading = read(text);
    assert_eq!(reading.findings, [], "the file has findings");
    reading.event.expect("a clean file describes a day")
}

fn stands(event: &Event) -> usize {
    let kinds = event.stations.values().map(|station| station.kind);
    kinds.filter(|kind| *kind == StationKind::Stand).count()
}

fn pupils(event: &Event) -> u32 {
    event.groups.values().map(|group| u32::from(group.size)).sum()
}

#[test]
fn the_open_square_is_clean_and_whole() {
    let event = day(embedded("open-square"));
    assert_eq!(event.groups.len(), 40);
    assert_eq!(pupils(&event), 456);
    assert_eq!(event.rotation_stations().count(), 48);
    assert_eq!(stands(&event), 13);
    assert_eq!(event.desks.len(), 6);
    assert_eq!(event.times.rounds.len(), 8);
    let stops = |row: &Vec<Option<StationNo>>| u32::try_from(row.iter().flatten().count()).unwrap();
    assert_eq!(event.plan.values().map(stops).sum::<u32>(), 280);
    let visits = event
        .plan
        .iter()
        .map(|(group, row)| u32::from(event.groups[group].size) * stops(row));
    assert_eq!(visits.sum::<u32>(), 3192);
    assert_eq!(event.utc_offset_min, 300);
    assert_eq!(event.times.rounds[0].start, EventTime::hms(9, 45, 0));
    assert_eq!(event.stations[&StationNo(20)].medium, Medium::Paper);
    assert_eq!(event.groups[&GroupNo(1)].adults, 1);
    let keys: Vec<&str> = event.messages.iter().map(|preset| preset.key.as_str()).collect();
    assert_eq!(keys, ["come", "spare", "fault", "room", "vip", "wait"]);
}

#[test]
fn the_open_day_is_clean_and_whole() {
    let event = day(embedded("open-day"));
    assert_eq!(event.rotation_stations().count(), 12);
    assert_eq!(event.groups.len(), 12);
    assert_eq!(pupils(&event), 131);
    assert_eq!(event.times.rounds.len(), 6);
    assert!(event.messages.is_empty());
}

#[test]
fn what_is_left_out_has_its_default() {
    let text = fs::read_to_string(data("good-small.toml")).unwrap();
    let event = day(&text);
    assert_eq!(event.times.warn_before_end_min, [5, 1]);
    assert_eq!(event.times.late_after_min, 3);
    assert_eq!(event.times.no_show_after_min, 10);
    assert_eq!(event.times.offline_after_s, 60);
    let station = &event.stations[&StationNo(4)];
    assert_eq!(
        (station.kind, station.medium),
        (StationKind::Rotation, Medium::Laptop)
    );
    assert!(!station.briefing && !station.ppe && station.access.is_empty());
    assert_eq!(event.places.first_aid.get(Lang::Ru), "104");
}

#[test]
fn a_file_may_ask_for_a_newer_program() {
    let text = fs::read_to_string(data("good-small.toml")).unwrap();
    assert_eq!(day(&text).min_reader, None);
    for written in ["0.10", "0.10.0"] {
        let event = day(&format!("min_reader = \"{written}\"\n{text}"));
        assert_eq!(event.min_reader, "0.10".parse().ok());
        let sent = serde_json::to_string(&event).unwrap();
        assert!(sent.contains("\"min_reader\":\"0.10\""), "{sent}");
        assert_eq!(serde_json::from_str::<Event>(&sent).unwrap(), event);
    }
    assert!(
        !serde_json::to_string(&day(&text)).unwrap().contains("min_reader"),
        "older programs see what they know"
    );
    let number = read(&format!("min_reader = 0.2\n{text}"));
    assert_eq!(told(&number.findings), ["1:14 error wrong-type"]);
}

#[test]
fn a_clash_in_the_plan_leaves_the_day_readable_and_a_hole_does_not() {
    assert!(read_data("bad-clash.toml").1.event.is_some());
    assert!(read_data("bad-times.toml").1.event.is_none());
    let (_, texts) = read_data("bad-texts.toml");
    assert_eq!(texts.event.expect("warnings only").city, "Ақ[31mтөбе");
}

#[test]
fn a_repeat_names_the_line_of_the_first() {
    let (text, reading) = read_data("bad-numbers.toml");
    let line_of = |start: &str| {
        let at = text.lines().position(|line| line.starts_with(start)).unwrap();
        u32::try_from(at + 1).unwrap()
    };
    let first_line = |code: &str| {
        let found = reading
            .findings
            .iter()
            .find(|finding| finding.what.code() == code)
            .unwrap();
        let facts = found.what.facts();
        facts
            .into_iter()
            .find(|(name, _)| *name == "first_line")
            .unwrap()
            .1
    };
    assert_eq!(first_line("group-in-two-places"), Datum::Number(line_of("07 = ")));
    assert_eq!(
        first_line("duplicate-group"),
        Datum::Number(line_of("1 = { school"))
    );
    assert_eq!(first_line("duplicate-number"), Datum::Number(line_of("no = 3")));
    assert_eq!(first_line("duplicate-key"), Datum::Number(line_of("emergency")));
}

#[test]
fn a_second_header_names_the_first() {
    let text = format!("{}\n[groups]\n", embedded("open-day"));
    let reading = read(&text);
    let [finding] = &reading.findings[..] else {
        panic!("{:?}", reading.findings);
    };
    let first = text.lines().position(|line| line == "[groups]").unwrap() + 1;
    let first_line = u32::try_from(first).unwrap();
    assert_eq!(
        finding.what,
        FindingKind::DuplicateKey {
            key: "groups".into(),
            first_line
        }
    );
}

#[test]
fn a_byte_order_mark_and_dos_line_ends_change_nothing() {
    let text = embedded("open-square");
    let dos = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(day(&dos), day(text));
}

#[test]
fn a_table_left_open_is_told_without_a_flood() {
    let text = embedded("open-square").replacen("\n]\n", "\n", 1);
    let reading = read(&text);
    assert!(reading.event.is_none());
    assert_eq!(reading.findings[0].what.code(), "syntax-unclosed");
    assert!(reading.findings.len() <= 5, "{:?}", told(&reading.findings));
}

#[test]
fn what_is_no_event_file_is_told_in_bounded_time() {
    let too_large = read_bytes(&vec![b'#'; 4 * 1024 * 1024 + 1]);
    assert_eq!(told(&too_large.findings), ["1:1 error too-large"]);
    let office = [b"[event]\ncity = \"".as_slice(), &[0xC0, 0xEA], b"\"\n"].concat();
    assert_eq!(told(&read_bytes(&office).findings), ["2:9 error not-utf8"]);
    for text in [
        "\"".repeat(4 * 1024 * 1024),
        "[".repeat(4 * 1024 * 1024),
        "a\n".repeat(100_000),
        "a=1\n".repeat(60_000),
        "[[station]]\n".repeat(300_000),
        format!("[plan]\n1 = [{}]\n", "1,".repeat(1_000_000)),
        (0..100_000).fold("[groups]\n".to_owned(), |text, n| text + &format!("{n} = {{}}\n")),
    ] {
        let reading = read(&text);
        assert!(reading.event.is_none());
        assert!(!reading.findings.is_empty() && reading.findings.len() <= 1_001);
    }
}

/// The catalogue entries of a language: key or key.attribute → the variables of the sentence.
fn sentences(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "config",
        "texts",
        &format!("check.{lang}.ftl"),
    ]
    .iter()
    .collect();
    let source = fs::read_to_string(path).unwrap();
    let resource = FluentResource::try_new(source).expect("the catalogue parses");
    let mut found = BTreeMap::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let variables = |pattern: &Pattern<&str>| {
            let shown = format!("{pattern:?}");
            let names = shown
                .split("VariableReference { id: Identifier { name: \"")
                .skip(1);
            names
                .map(|rest| rest.split('"').next().unwrap().to_owned())
                .collect::<BTreeSet<_>>()
        };
        if let Some(value) = &message.value {
            assert!(
                found
                    .insert(message.id.name.to_owned(), variables(value))
                    .is_none(),
                "twice: {}",
                message.id.name
            );
        }
        for attribute in &message.attributes {
            found.insert(
                format!("{}.{}", message.id.name, attribute.id.name),
                variables(&attribute.value),
            );
        }
    }
    found
}

#[test]
fn every_kind_has_a_reason_and_a_cure_in_three_languages() {
    let en = sentences("en");
    for lang in ["kk", "ru", "en"] {
        let sentences = sentences(lang);
        assert_eq!(
            sentences.keys().collect::<Vec<_>>(),
            en.keys().collect::<Vec<_>>(),
            "{lang}"
        );
        for (code, facts) in FindingKind::CODES {
            for key in [format!("check-{code}"), format!("check-{code}.cure")] {
                let used = sentences
                    .get(&key)
                    .unwrap_or_else(|| panic!("{lang}: {key} is missing"));
                for variable in used {
                    assert!(
                        facts.contains(&variable.as_str()),
                        "{lang}: {key} uses {variable}"
                    );
                }
            }
        }
    }
}

fn checked(path: &Path, lang: Lang) -> (u8, String) {
    let mut out = Vec::new();
    let code = check::run(path, lang, &mut out);
    (code, String::from_utf8(out).unwrap())
}

#[test]
fn check_says_everything_and_ends_with_the_worst() {
    let sample: PathBuf = [env!("CARGO_MANIFEST_DIR"), "config", "open-square.toml"]
        .iter()
        .collect();
    let (code, text) = checked(&sample, Lang::En);
    assert_eq!(code, check::CLEAN);
    assert_eq!(text.lines().count(), 1);
    for total in [
        "Stations: 48",
        "stands: 13",
        "groups: 40",
        "pupils: 456",
        "sessions: 280",
        "person-visits: 3192",
    ] {
        assert!(text.contains(total), "{text}");
    }
    assert_eq!(checked(&data("bad-texts.toml"), Lang::Ru).0, check::WARNINGS);
    let (code, text) = checked(&data("bad-times.toml"), Lang::Ru);
    assert_eq!(code, check::ERRORS);
    assert!(
        text.contains("Ошибки: 4") && text.contains("Предупреждения: 3"),
        "{text}"
    );
    assert!(text.contains("bad-times.toml:14:3  \"10:00-10:30\"\n"), "{text}");
    let (code, text) = checked(Path::new("no such file.toml"), Lang::Kk);
    assert_eq!(code, check::ERRORS);
    assert!(text.contains("no such file.toml") && text.contains("→"), "{text}");
}

#[test]
fn no_sentence_is_left_with_a_hole() {
    for entry in fs::read_dir(data("")).unwrap() {
        for lang in Lang::ALL {
            let (_, text) = checked(&entry.as_ref().unwrap().path(), lang);
            assert!(!text.contains("{$") && !text.contains("check-"), "{text}");
            assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        }
    }
}

fn sane(text: &str, reading: &Reading) {
    assert_eq!(
        reading.event.is_none(),
        reading
            .findings
            .iter()
            .any(|f| f.level == Level::Error && !f.what.is_clash())
    );
    let lines = text.lines().count().max(1) + 1;
    for finding in &reading.findings {
        assert!(usize::try_from(finding.line).unwrap() <= lines, "{finding:?}");
        assert!(finding.piece.chars().all(|c| !c.is_control()), "{finding:?}");
        assert!(finding.piece.graphemes(true).count() <= 40, "{finding:?}");
        for (_, datum) in finding.what.facts() {
            if let Datum::Text(text) = datum {
                assert!(text.chars().all(|c| !c.is_control()), "{text:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_damaged_file_never_breaks_the_reader(
        whole in 0..2_usize,
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "[\\PC\n\"\\[\\]{}=,#.0-9a-z]{0,6}"), 1..6),
    ) {
        let mut letters: Vec<char> = sheber::intake::embedded()[whole].1.chars().collect();
        for (at, length, put) in cuts {
            let start = at.index(letters.len());
            let end = (start + length).min(letters.len());
            letters.splice(start..end, put.chars());
        }
        let text: String = letters.into_iter().collect();
        sane(&text, &read(&text));
    }

    #[test]
    fn random_bytes_never_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        sane(&text, &read(&text));
        prop_assert!(read_bytes(&bytes).event.is_none());
    }

    #[test]
    fn lines_in_any_order_never_break_the_reader(seed in proptest::collection::vec(any::<prop::sample::Index>(), 1..120)) {
        let lines: Vec<&str> = embedded("open-day").lines().collect();
        let lines: Vec<&str> = seed.iter().map(|at| *at.get(&lines)).collect();
        let text = lines.join("\n");
        sane(&text, &read(&text));
    }
}

#[test]
fn a_day_without_a_plan_is_read_with_its_rules_and_wishes() {
    let (_, text) = sheber::intake::embedded()[0];
    let plan = text.find("\n[plan]").unwrap();
    let rest = text[plan + 1..]
        .find("\n[")
        .map_or(text.len(), |next| plan + 1 + next);
    let bare = format!("{}{}", &text[..plan + 1], &text[rest..]);
    let wished = bare.replacen("size = 12", "size = 12, wishes = [3, 1]", 1);
    let ruled = format!("{wished}\n[rotation]\nbreaks = 1\nmeet_once = true\nfixed_before = 5\n");
    let reading = read(&ruled);
    assert_eq!(told(&reading.findings), ["1:1 warning no-plan"]);
    let event = reading.event.unwrap();
    assert!(event.plan.is_empty());
    let rules = event.rules;
    assert_eq!(
        (rules.breaks, rules.meet_once, rules.fixed_before_min),
        (Some(1), true, 5)
    );
    let wishes: Vec<_> = event.groups.values().flat_map(|group| &group.wishes).collect();
    assert_eq!(wishes, [&StationNo(3), &StationNo(1)]);
}

#[test]
fn a_wish_for_a_station_that_is_not_there_is_told() {
    let (_, text) = sheber::intake::embedded()[0];
    let wished = text.replacen("size = 12", "size = 12, wishes = [3, 999]", 1);
    let told = read(&wished).findings;
    let codes: Vec<&str> = told.iter().map(|finding| finding.what.code()).collect();
    assert_eq!(codes, ["unknown-station"]);
}
