//! Sheets of paper: what guides, stations and coordinators hold in their hands, and what they must not.

use crate::fixture::{COORDINATOR, Day, GROUPS, STATIONS, event, t};
use crate::floor_kit::FloorKit;
use sheber::cli::print::page;
use sheber::domain::command::Command;
use sheber::domain::event::{Event, Group, Lang, Support, Words};
use sheber::domain::fact::{
    Fact, GroupAdded, Held, Missed, Move, NewTimes, PlanRevised, Reason, RoundsRetimed, StationClosed,
    Undone, Whom,
};
use sheber::domain::id::{GroupNo, Role, RoundNo, StationNo};
use sheber::domain::time::Span;
use sheber::report::paper::{Format, Order, Paper, Unprintable};
use std::collections::{BTreeMap, BTreeSet};
use std::process;

const ROUTES: Paper = Paper::Routes(Vec::new());
const POSTS: Paper = Paper::Posts(Vec::new());
const CHART: Paper = Paper::Chart(Format::A4);

fn order(paper: Paper, at: &str) -> Order {
    Order {
        paper,
        lang: Some(Lang::En),
        since: None,
        at: Some(t(at)),
    }
}

fn printed(day: &Day, order: &Order) -> String {
    page(day.floor.log(), order).expect("sheets")
}

/// What stands on the paper: the page without its style.
fn body(page: &str) -> &str {
    page.split_once("<body>").expect("a body").1
}

/// The sheets with what is in them, in order.
fn sheets(page: &str) -> Vec<&str> {
    body(page).split("<section").skip(1).collect()
}

fn moved(group: u16, round: u8, from: u16, to: u16) -> Fact {
    Fact::PlanRevised(PlanRevised {
        moves: vec![Move {
            group: GroupNo(group),
            round: RoundNo(round),
            from: Some(StationNo(from)),
            to: Some(StationNo(to)),
        }],
        reason: Reason::Equipment,
    })
}

fn skipped(group: u16, round: u8, reason: Reason) -> Fact {
    let whom = Whom {
        groups: vec![GroupNo(group)],
        school: None,
    };
    Fact::RoundSkipped(Missed {
        whom,
        round: RoundNo(round),
        reason,
    })
}

/// The day of the fixture with words of its own in each language.
fn spoken() -> Event {
    let words = |kk: &str, ru: &str, en: &str| Words {
        kk: kk.to_owned(),
        ru: ru.to_owned(),
        en: en.to_owned(),
    };
    let mut event = event();
    event.title = words("Мамандықтар күні", "День профессий", "A day of trades");
    event.places.assembly = words("Жиналу орны — субұрқақ", "Фонтан", "The fountain");
    event.places.info = words("Кіреберіс", "У входа", "At the entrance");
    event.places.emergency = "112".to_owned();
    for (no, station) in &mut event.stations {
        station.name = words(
            &format!("Шебер {no}"),
            &format!("Мастер {no}"),
            &format!("Trade {no}"),
        );
    }
    event
}

#[test]
fn the_sheets_of_a_small_day_in_three_languages() {
    let mut day = Day::of(spoken());
    day.given("10:05", COORDINATOR, moved(7, 4, 15, 43));
    day.given("10:06", COORDINATOR, skipped(24, 2, Reason::Bus));
    for lang in Lang::ALL {
        let of = |paper| {
            let order = Order {
                lang: Some(lang),
                ..order(paper, "10:08")
            };
            body(&printed(&day, &order)).to_owned()
        };
        let all = [
            of(Paper::Routes(vec![GroupNo(7)])),
            of(Paper::Posts(vec![StationNo(15)])),
            of(CHART),
        ];
        insta::assert_snapshot!(format!("sheets_{}", lang.code()), all.concat());
    }
}

#[test]
fn a_route_speaks_the_language_of_its_group_and_a_station_its_own_two() {
    let mut event = spoken();
    event.groups.get_mut(&GroupNo(7)).unwrap().lang = Lang::Kk;
    let day = Day::of(event);
    let own = |paper| {
        let order = Order {
            lang: None,
            ..order(paper, "08:30")
        };
        printed(&day, &order)
    };
    let kazakh = own(Paper::Routes(vec![GroupNo(7)]));
    assert!(body(&kazakh).contains("Маршрут парағы · 7-топ"), "{kazakh}");
    let russian = own(Paper::Routes(vec![GroupNo(6)]));
    assert!(body(&russian).contains("Маршрутный лист · группа 6"), "{russian}");
    let both = own(Paper::Posts(vec![StationNo(15)]));
    assert!(body(&both).contains("келді / пришло") && both.contains("Шебер 15 / Мастер 15"));
    assert!(body(&own(CHART)).contains("Кезеңдер бойынша бекеттер"));
}

#[test]
fn every_group_has_one_sheet_and_it_agrees_with_what_the_stations_expect() {
    let mut day = Day::open();
    day.given("10:05", COORDINATOR, moved(7, 4, 15, 43));
    let page = printed(&day, &order(ROUTES, "10:06"));
    let sheets = sheets(&page);
    let numbers: Vec<u16> = sheets
        .iter()
        .map(|sheet| {
            sheet
                .split("class=\"big\">")
                .nth(1)
                .unwrap()
                .split('<')
                .next()
                .unwrap()
        })
        .map(|number| number.parse().unwrap())
        .collect();
    assert_eq!(numbers, GROUPS);
    for (no, sheet) in numbers.into_iter().zip(sheets) {
        let rows: Vec<&str> = sheet
            .split("<tbody>")
            .nth(1)
            .unwrap()
            .split("<tr>")
            .skip(1)
            .collect();
        assert_eq!(rows.len(), 4, "{sheet}");
        for (round, row) in (1..).map(RoundNo).zip(rows) {
            let cell = row.split("class=\"no\">").nth(1).unwrap();
            let cell = cell.split("</td>").next().unwrap().split("<del>").next().unwrap();
            let expected_at: Vec<u16> = STATIONS
                .into_iter()
                .filter(|station| {
                    day.floor
                        .expected(StationNo(*station), round)
                        .contains(&GroupNo(no))
                })
                .collect();
            let written: String = cell.chars().filter(char::is_ascii_digit).collect();
            let written: Vec<u16> = written.parse().into_iter().collect();
            assert_eq!(written, expected_at, "group {no}, round {round}: {row}");
        }
    }
}

#[test]
fn a_station_sheet_has_room_to_write_and_asks_for_the_briefing_where_one_is_required() {
    let day = Day::open();
    let of = |no: u16| printed(&day, &order(Paper::Posts(vec![StationNo(no)]), "08:30"));
    let with = of(15);
    for head in [
        "planned",
        "came",
        "left",
        "interested",
        "safety briefing",
        "notes",
    ] {
        assert!(with.contains(&format!("<th>{head}</th>")), "{head}: {with}");
    }
    let empty = "<tr><td></td>\n<td></td>";
    assert!(with.matches(empty).count() >= 3, "rows for walk-ins: {with}");
    assert!(with.contains("Give the safety briefing first"));
    assert!(!of(11).contains("safety briefing"));
}

#[test]
fn no_need_and_no_reason_reaches_the_paper() {
    let tell = |needs: bool, reason: Reason| {
        let mut event = event();
        for group in event.groups.values_mut() {
            group.needs = match needs {
                true => Support::ALL.into_iter().map(|kind| (kind, 1)).collect(),
                false => BTreeMap::new(),
            };
        }
        let mut day = Day::of(event);
        day.given("10:05", COORDINATOR, skipped(12, 3, reason));
        [ROUTES, POSTS, CHART].map(|paper| printed(&day, &order(paper, "10:06")))
    };
    assert_eq!(tell(true, Reason::FirstAid), tell(false, Reason::Bus));
}

#[test]
fn what_others_wrote_is_shown_and_never_obeyed() {
    let evil = "<script>alert(1)</script>\u{1b}[2J\u{202e}\"'&\u{0}";
    let shown = "&lt;script&gt;alert(1)&lt;/script&gt;[2J&quot;&#39;&amp;";
    let mut event = event();
    event.title = Words::same(evil);
    event.places.info = Words::same(evil);
    event.places.emergency = evil.to_owned();
    event.halls[0].name = Words::same(evil);
    for group in event.groups.values_mut() {
        group.school = evil.to_owned();
        group.class = evil.to_owned();
    }
    for station in event.stations.values_mut() {
        station.name = Words::same(evil);
        station.org = Words::same(evil);
    }
    let day = Day::of(event);
    for paper in [ROUTES, POSTS, CHART] {
        let page = printed(&day, &order(paper.clone(), "08:30"));
        assert!(page.contains(shown), "{paper:?}");
        assert!(!page.contains("<script") && !page.contains("'"), "{paper:?}");
        let obeyed = |letter: char| (letter.is_control() && letter != '\n') || letter == '\u{202e}';
        assert!(!page.contains(obeyed), "{paper:?}");
    }
}

#[test]
fn the_same_log_and_moment_give_the_same_bytes_in_any_order_of_arrival() {
    let mut day = Day::open();
    day.given("10:05", COORDINATOR, moved(7, 4, 15, 43));
    day.given("10:06", COORDINATOR, skipped(24, 2, Reason::Bus));
    let mut turned = Day::closed();
    for entry in day.entries.iter().rev() {
        turned.floor.apply(entry);
    }
    for paper in [ROUTES, POSTS, CHART] {
        let order = order(paper, "10:08");
        assert_eq!(printed(&day, &order), printed(&turned, &order));
    }
}

/// The code of the first sheet.
fn code(page: &str) -> &str {
    let (_, code) = body(page)
        .split_once("code: ")
        .or_else(|| body(page).split_once("код: "))
        .unwrap();
    code.split('<').next().unwrap()
}

#[test]
fn the_code_names_the_content_whatever_the_language_and_the_hour() {
    let mut day = Day::open();
    let route = |day: &Day, lang, at| {
        let order = Order {
            lang: Some(lang),
            ..order(Paper::Routes(vec![GroupNo(7)]), at)
        };
        code(&printed(day, &order)).to_owned()
    };
    let first = route(&day, Lang::Kk, "08:30");
    assert_eq!(first, route(&day, Lang::En, "09:00"));
    assert_eq!(first.len(), 8);
    let other_group = moved(6, 4, 17, 43);
    day.given("10:05", COORDINATOR, other_group);
    assert_eq!(first, route(&day, Lang::Ru, "10:06"), "another group's change");
    day.given("10:07", COORDINATOR, moved(7, 4, 15, 43));
    assert_ne!(first, route(&day, Lang::Kk, "10:08"));
}

#[test]
fn a_reprinted_sheet_says_what_it_replaces_and_marks_what_has_changed() {
    let mut day = Day::open();
    day.given("10:05", COORDINATOR, moved(7, 4, 15, 43));
    let page = printed(&day, &order(ROUTES, "10:06"));
    let [six, seven] = [0, 1].map(|index| sheets(&page)[index]);
    assert!(!six.contains("Replaces") && !six.contains("<del>"), "{six}");
    assert!(six.contains("Printed: 10:06 (event time) · revision: 2"), "{six}");
    assert!(
        seven.contains("▲ Replaces revision 1; changed: rounds 4."),
        "{seven}"
    );
    assert!(seven.contains("<ins>▲ 43</ins> <del>15</del>"), "{seven}");
    assert!(!six.contains("style=\"color") && !seven.contains("class=\"red"));

    let posts = printed(&day, &order(POSTS, "10:06"));
    let old = sheets(&posts)[1];
    assert!(old.contains("Replaces revision 1; changed: rounds 4"), "{old}");
    assert!(
        old.contains("<del>7</del>"),
        "group 7 does not come any more: {old}"
    );
    let new = sheets(&posts)[4];
    assert!(new.contains("<ins>▲ 7</ins>"), "group 7 comes: {new}");
    let floor = printed(&day, &order(CHART, "10:06"));
    assert!(floor.contains("<ins>▲ 7, 35</ins> <del>35</del>"), "{floor}");
    assert!(floor.contains("<ins>▲ –</ins> <del>7</del>"), "{floor}");
}

#[test]
fn with_the_revision_in_use_only_what_has_changed_since_is_printed() {
    let mut day = Day::open();
    day.given("10:01", COORDINATOR, moved(6, 4, 17, 43));
    day.given("10:02", COORDINATOR, moved(7, 4, 15, 43));
    let back = day.given("10:03", COORDINATOR, moved(21, 3, 17, 11));
    day.given("10:04", COORDINATOR, Fact::EntryUndone(Undone { entry: back }));
    let since = |since| Order {
        since: Some(since),
        ..order(ROUTES, "10:05")
    };
    let changed = |revision| {
        let page = printed(&day, &since(revision));
        let numbers = sheets(&page).into_iter().map(|sheet| {
            assert!(
                sheet.contains(&format!("Replaces revision {revision};")),
                "{sheet}"
            );
            sheet
                .split("<h1>Route sheet · group ")
                .nth(1)
                .unwrap()
                .split('<')
                .next()
                .unwrap()
                .to_owned()
        });
        numbers.collect::<Vec<_>>()
    };
    assert_eq!(changed(1), ["6", "7"]);
    assert_eq!(changed(2), ["7"]);
    assert_eq!(changed(4), ["21"], "what revision 4 said was taken back");
    let none = printed(&day, &since(3));
    assert!(none.contains("No sheet has changed since revision 3"), "{none}");
    for unknown in [0, 5, 9] {
        let refused = page(day.floor.log(), &since(unknown));
        let why = Unprintable::UnknownRevision {
            named: unknown,
            newest: 5,
        };
        assert_eq!(refused, Err(why));
    }
}

#[test]
fn held_and_new_times_are_on_the_sheets_with_the_old_ones_struck_through() {
    let mut day = Day::open();
    day.when("10:10", COORDINATOR, Command::Hold(Reason::Drill))
        .done();
    let held = printed(&day, &order(ROUTES, "10:15"));
    assert!(held.contains("General hold: later times will still move"));
    day.when("10:22", COORDINATOR, Command::ResumeFloor).done();
    let moved = printed(&day, &order(ROUTES, "10:23"));
    assert!(!moved.contains("General hold"));
    let first = sheets(&moved)[0];
    assert!(
        first.contains("Replaces revision 1; changed: rounds 2, 3, 4."),
        "{first}"
    );
    assert!(
        first.contains("<ins>▲ 10:41–10:59</ins> <del>10:29–10:47</del>"),
        "{first}"
    );

    let times = Span {
        start: t("11:30"),
        end: t("11:48"),
    };
    let rounds = vec![NewTimes {
        round: RoundNo(4),
        times,
    }];
    day.given(
        "10:30",
        COORDINATOR,
        Fact::RoundsRetimed(RoundsRetimed { rounds }),
    );
    let retimed = printed(&day, &order(CHART, "10:31"));
    assert!(
        retimed.contains("Replaces revision 3; changed: rounds 4."),
        "{retimed}"
    );
    assert!(
        retimed.contains("<ins>▲ 11:30–11:48</ins> <del>11:03–11:21</del>"),
        "{retimed}"
    );
}

#[test]
fn closed_stations_and_groups_without_one_are_told_in_words() {
    let mut day = Day::open();
    let closed = StationClosed {
        station: StationNo(17),
        from: RoundNo(3),
        reason: Reason::Power,
    };
    day.given("10:05", COORDINATOR, Fact::StationClosed(closed));
    let about = Group {
        school: "№8".to_owned(),
        class: "9Ә".to_owned(),
        lang: Lang::Kk,
        size: 11,
        adults: 2,
        needs: BTreeMap::new(),
        wishes: Vec::new(),
    };
    let added = GroupAdded {
        group: GroupNo(70),
        about,
    };
    day.given("10:06", COORDINATOR, Fact::GroupAdded(Box::new(added)));
    day.given("10:07", COORDINATOR, moved(70, 4, 0, 20));
    day.given("10:08", COORDINATOR, skipped(12, 3, Reason::Bus));

    let routes = printed(
        &day,
        &order(Paper::Routes(vec![GroupNo(21), GroupNo(70)]), "10:09"),
    );
    let [closed, added] = [0, 1].map(|index| sheets(&routes)[index]);
    assert!(
        closed.contains("Station 17 is closed: ask a coordinator where to go"),
        "{closed}"
    );
    assert!(added.contains("ask a coordinator where to go"), "{added}");
    assert!(
        added.contains("Replaces revision 3; changed: rounds 4."),
        "{added}"
    );
    let since = Order {
        since: Some(1),
        ..order(Paper::Routes(vec![GroupNo(70)]), "10:09")
    };
    assert!(printed(&day, &since).contains("New sheet: revision 1 did not have it"));
    let posts = printed(&day, &order(Paper::Posts(vec![StationNo(17)]), "10:09"));
    assert_eq!(posts.matches("× closed").count(), 2, "rounds 3 and 4: {posts}");
    let since = Order {
        since: Some(1),
        ..order(CHART, "10:09")
    };
    let chart = printed(&day, &since);
    assert_eq!(chart.matches("▲ × closed").count(), 2, "{chart}");
    assert!(
        chart.contains("at no station") && chart.contains("12, 21, 70"),
        "{chart}"
    );
}

#[test]
fn a_later_change_is_not_on_the_sheets_of_an_earlier_moment() {
    let mut day = Day::open();
    let before = printed(&day, &order(ROUTES, "10:04"));
    day.given("10:05", COORDINATOR, moved(7, 4, 15, 43));
    assert_eq!(before, printed(&day, &order(ROUTES, "10:04")));
    assert_eq!(
        page(day.floor.log(), &order(ROUTES, "07:59")),
        Err(Unprintable::NoFloor)
    );
}

#[test]
fn the_stamp_tells_a_rehearsal_and_another_day() {
    let mut day = Day::closed();
    let opening = sheber::domain::fact::Opening {
        rehearsal: true,
        ..crate::fixture::opening(event())
    };
    day.given("08:00", Role::Organiser, Fact::FloorOpened(opening));
    let mut order = order(ROUTES, "08:30");
    assert!(printed(&day, &order).contains("TRAINING MODE"));
    order.at = Some(t("10:00").plus_minutes(24 * 60));
    assert!(printed(&day, &order).contains("Printed: 18 October 2026 10:00 (event time)"));
}

#[test]
fn unknown_numbers_are_refused() {
    let day = Day::open();
    let of = |paper| page(day.floor.log(), &order(paper, "08:30"));
    let group = GroupNo(8);
    assert_eq!(
        of(Paper::Routes(vec![group])),
        Err(Unprintable::UnknownGroup(group))
    );
    let stand = StationNo(60);
    assert_eq!(
        of(Paper::Posts(vec![stand])),
        Err(Unprintable::UnknownStation(stand))
    );
}

#[test]
fn nothing_on_paper_is_told_by_colour() {
    let page = printed(&Day::open(), &order(CHART, "08:30"));
    let style = page
        .split("<style>")
        .nth(1)
        .unwrap()
        .split("</style>")
        .next()
        .unwrap();
    let colours: BTreeSet<&str> = style
        .split('#')
        .skip(1)
        .map(|rest| rest.get(..3).unwrap())
        .collect();
    assert_eq!(colours, BTreeSet::from(["000", "fff"]));
    assert!(!style.contains("rgb") && !style.contains("hsl"));
}

fn keys(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let path = format!("{}/config/texts/print.{lang}.ftl", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(path).unwrap();
    let variables = |text: &str| -> BTreeSet<String> {
        let names = text.split("{ $").skip(1);
        names
            .filter_map(|rest| Some(rest.split_once(" }")?.0.to_owned()))
            .collect()
    };
    source
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(" = ").expect("a key and its text"))
        .map(|(key, text)| (key.to_owned(), variables(text)))
        .collect()
}

#[test]
fn the_three_catalogues_of_paper_have_the_same_keys_and_none_is_idle() {
    let kazakh = keys(Lang::Kk);
    assert_eq!(kazakh, keys(Lang::Ru));
    assert_eq!(kazakh, keys(Lang::En));
    let folder = format!("{}/src/report/paper", env!("CARGO_MANIFEST_DIR"));
    let sources: String = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let asked: BTreeSet<&str> = sources
        .split('"')
        .filter(|literal| literal.starts_with("print-") && !literal.contains(' '))
        .collect();
    let known: BTreeSet<&str> = kazakh.keys().map(String::as_str).collect();
    assert_eq!(asked, known);
}

#[test]
fn the_command_prints_from_an_event_file_alone_and_from_a_share() {
    let kit = FloorKit::open("09:50");
    let alone = |words: &[&str]| {
        let output = process::Command::new(crate::floor_kit::SHEBER)
            .args(["print", "--event", "open-day", "--lang", "en"])
            .args(words)
            .env("SHEBER_DATA", kit.path("data"))
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, routes) = alone(&["routes"]);
    assert_eq!((code, sheets(&routes).len()), (Some(0), 12));
    assert!(routes.contains("Printed before the event · revision: 1"));
    assert_eq!(
        alone(&["routes", "--group", "5,7"]).1.matches("<section").count(),
        2
    );
    assert_eq!(alone(&["routes", "--group", "99"]).0, Some(3));
    assert_eq!(alone(&["stations", "--since", "1"]).0, Some(2));

    let out = kit.path("floor.html");
    kit.must(&["print", "floor", "--paper", "a3", "--out", out.to_str().unwrap()]);
    let floor = std::fs::read_to_string(&out).unwrap();
    assert!(floor.contains("size: A3 landscape") && floor.contains("TRAINING MODE"));
    assert!(
        floor.contains("Printed: 09:50 (event time) · revision: 1"),
        "{floor}"
    );
    kit.act(&["--coordinator", "hold", "--reason", "drill"]);
    let held = kit.must(&["print", "routes", "--at", "09:55"]);
    assert!(held.contains("Printed: 09:55 (event time) · revision: 2"));
    assert_eq!(held, kit.must(&["print", "routes", "--at", "09:55"]));
    let nowhere = kit.path("no/such/folder.html");
    let said = kit.run(&["print", "floor", "--out", nowhere.to_str().unwrap()]);
    assert_eq!(said.code, 2, "{said:?}");
}

/// The pages that a browser makes of a page of HTML.
fn pages(html: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let (source, target) = (
        folder.path().join("sheets.html"),
        folder.path().join("sheets.pdf"),
    );
    std::fs::write(&source, html).unwrap();
    let mut print = std::ffi::OsString::from("--print-to-pdf=");
    print.push(&target);
    let output = process::Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.path().join("profile").display()
        ))
        .arg(print)
        .arg(&source)
        .output()
        .expect("this test needs chromium");
    let pdf = std::fs::read(&target).unwrap_or_else(|why| panic!("{why}: {output:?}"));
    let pdf = String::from_utf8_lossy(&pdf);
    pdf.lines().filter(|line| line.ends_with("/Type /Page")).count()
}

#[test]
fn a_browser_prints_a_page_for_each_group_and_each_station() {
    let day = Day::of(sample("open-square"));
    let groups = day.floor.groups().count();
    let stations = day.floor.event().unwrap().rotation_stations().count();
    for lang in [None, Some(Lang::Ru)] {
        let of = |paper| {
            let order = Order {
                lang,
                ..order(paper, "08:30")
            };
            pages(&printed(&day, &order))
        };
        assert_eq!(of(ROUTES), groups);
        assert_eq!(of(POSTS), stations);
    }
    assert_eq!(
        pages(&printed(&day, &order(Paper::Chart(Format::A3), "08:30"))),
        1
    );
    // Sheets that say what they replace are fuller.
    let mut revised = day.clone();
    let routed: Vec<GroupNo> = revised.floor.groups().map(|(no, _)| no).collect();
    let moves = routed.into_iter().map(|group| Move {
        group,
        round: RoundNo(4),
        from: None,
        to: None,
    });
    let everybody = PlanRevised {
        moves: moves.collect(),
        reason: Reason::Other,
    };
    revised.given("09:00", COORDINATOR, Fact::PlanRevised(everybody));
    revised.given(
        "09:50",
        COORDINATOR,
        Fact::FloorHeld(Held {
            reason: Reason::Drill,
        }),
    );
    let since_opened = |paper| Order {
        lang: None,
        since: Some(1),
        ..order(paper, "09:58")
    };
    assert_eq!(pages(&printed(&revised, &since_opened(ROUTES))), groups);
    assert_eq!(pages(&printed(&revised, &since_opened(POSTS))), stations);
}

fn sample(name: &str) -> Event {
    let embedded = sheber::intake::embedded();
    let (_, text) = embedded.into_iter().find(|(key, _)| *key == name).unwrap();
    sheber::intake::event::read_bytes(text.as_bytes()).event.unwrap()
}
