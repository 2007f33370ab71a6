//! The report as files: tables for spreadsheets against figures that were worked out without it, the workbook read back
//! by another program, and the page for printing in a real browser.

use crate::fixture::{COORDINATOR, Day, t};
use crate::floor_kit::FloorKit;
use crate::square;
use calamine::{Data, Reader, Xlsx};
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Pattern, PatternElement};
use sheber::domain::event::{Group, Lang, Words};
use sheber::domain::fact::{AtStation, Counted, Fact, GroupAdded, Purpose};
use sheber::domain::floor::Floor;
use sheber::domain::id::{GroupNo, RoundNo, StationNo};
use sheber::report::page::page;
use sheber::report::sheet::{KEYS, name_of, tables};
use sheber::report::words::{page_source, source};
use sheber::report::{Cell, Flow, Report, csv, figures, flow, giving, sheet, xlsx};
use sheber::ui::text::Texts;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

/// A report with the flow of the floor.
struct Made {
    report: Report,
    flow: Flow,
}

impl Made {
    fn of(floor: &Floor, as_of: &str) -> Self {
        Self {
            report: figures(floor, t(as_of)),
            flow: flow(floor, t(as_of), false),
        }
    }

    fn public(floor: &Floor, as_of: &str) -> Self {
        Self {
            report: figures(floor, t(as_of)).public(),
            flow: flow(floor, t(as_of), true),
        }
    }

    fn page(&self, lang: Lang) -> String {
        page(&self.report, &self.flow, lang)
    }

    fn table(&self, key: &str) -> String {
        let mut written = Vec::new();
        let table = csv::named(&self.report, &self.flow, key).expect(key);
        csv::table(&mut written, &table).unwrap();
        String::from_utf8(written).unwrap()
    }

    fn figures(&self, lang: Lang) -> String {
        let mut written = Vec::new();
        csv::figures(&mut written, &self.report, lang).unwrap();
        String::from_utf8(written).unwrap()
    }

    fn book(&self, lang: Lang) -> Vec<u8> {
        xlsx::book(&self.report, &self.flow, None, lang).unwrap()
    }
}

fn rows(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ::csv::ReaderBuilder::new();
    reader.delimiter(delimiter).has_headers(false);
    let rows = reader.from_reader(text.as_bytes()).into_records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

fn expected(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/square")
        .join(name);
    rows(&std::fs::read_to_string(path).unwrap(), b',')
}

/// The first columns of a table.
fn narrow(table: &str, columns: usize) -> Vec<Vec<String>> {
    let rows = rows(table, b';').into_iter();
    rows.map(|row| row[..columns].to_vec()).collect()
}

#[test]
fn the_tables_begin_with_the_columns_and_the_figures_that_were_expected() {
    let day = Made::of(&square::day().floor, "13:06:30");
    assert_eq!(
        narrow(&day.table("station"), 6),
        expected("expected_by_station.csv")
    );
    assert_eq!(
        narrow(&day.table("school"), 5),
        expected("expected_by_school.csv")
    );
    for key in KEYS {
        let table = day.table(key);
        assert!(table.starts_with('\u{feff}') && table.ends_with("\r\n"), "{key}");
    }
    let made = tables(&day.report, &day.flow);
    assert_eq!(made.iter().map(|table| table.key).collect::<Vec<_>>(), KEYS);
}

#[test]
fn an_empty_cell_is_unknown_and_zero_is_zero() {
    let day = square::day();
    let noon = Made::of(&day.floor, "10:30");
    let rows = rows(&noon.table("station"), b';');
    let row = |no: &str| rows.iter().find(|row| row[0] == no).unwrap();
    // Station 20 writes on paper; station 5 has no group before round 4.
    assert_eq!(row("20")[3..6], ["", "", ""]);
    assert_eq!(row("5")[3..5], ["0", "0"]);
    let figures: BTreeMap<String, String> = crate::report_files::rows(&noon.figures(Lang::En), b';')
        .into_iter()
        .map(|row| (row[1].clone(), row[3].clone()))
        .collect();
    assert_eq!(figures["no_shows"], "0");
    assert_eq!(figures["all_accounted_s"], "");
}

#[test]
fn every_figure_has_a_name_and_a_meaning_in_every_language() {
    let day = Made::of(&square::day().floor, "13:06:30");
    for lang in Lang::ALL {
        let rows = rows(&day.figures(lang), b';');
        assert_eq!(rows[0], ["section", "key", "figure", "value", "meaning"]);
        let keys: BTreeSet<&String> = rows[1..].iter().map(|row| &row[1]).collect();
        assert_eq!(keys.len(), rows.len() - 1);
        for row in &rows[1..] {
            for text in [&row[2], &row[4]] {
                assert!(!text.is_empty() && !text.contains("figure-"), "{row:?}");
            }
        }
        let value = |key: &str| &rows.iter().find(|row| row[1] == key).unwrap()[3];
        assert_eq!(
            [
                "pupils",
                "person_visits",
                "sessions",
                "planned_sessions",
                "held_s"
            ]
            .map(value),
            ["481", "3244", "288", "280", "720"]
        );
    }
}

#[test]
fn the_flow_counts_who_is_at_the_stations_and_says_what_it_does_not_know() {
    let day = square::day();
    let made = Made::of(&day.floor, "10:30");
    let at = |made: &Made, moment: &str| {
        let mut minutes = made.flow.minutes.iter();
        minutes.find(|minute| minute.at.0 == t(moment)).copied().unwrap()
    };
    let first = made.flow.minutes.first().unwrap();
    assert_eq!(first.at.0, t("09:45"));
    assert_eq!(made.flow.minutes.last().unwrap().at.0, t("10:30"));
    // In the changeover only the overrun at station 15 is left; in round 1 the sheet of station 20 is missing.
    let changeover = day.floor.session(square::visit(15, 1, 35)).unwrap();
    let there = changeover.arrival(&day.floor.undone).unwrap().count;
    assert_eq!(at(&made, "10:05").pupils, Cell::Known(i64::from(there)));
    assert_eq!((at(&made, "10:05").unknown, at(&made, "09:50").unknown), (0, 1));
    let whole = Made::of(&day.floor, "13:06:30");
    assert_eq!(at(&whole, "09:50").unknown, 0);
    let pupils = |made: &Made, moment| at(made, moment).pupils.number().unwrap();
    assert!(pupils(&whole, "09:50") > pupils(&made, "09:50"));
    let public = Made::public(&day.floor, "13:06:30");
    let small = |made: &Made| {
        let mut minutes = made.flow.minutes.iter();
        minutes.any(|minute| matches!(minute.pupils, Cell::Known(1..=4)))
    };
    assert!(!small(&public));
}

#[test]
fn the_workbook_is_read_back_with_numbers_as_numbers_and_no_formula() {
    let day = square::day();
    let made = Made::of(&day.floor, "13:06:30");
    let log = sheber::cli::log::table(Texts::of(Lang::Ru), &day.floor, t("13:06:30"));
    let book = xlsx::book(&made.report, &made.flow, Some(&log), Lang::Ru).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let names = book.sheet_names();
    let whole = ["День в цифрах", "По станциям", "По школам", "Журнал"];
    assert!(
        whole.iter().all(|name| names.iter().any(|known| known == name)),
        "{names:?}"
    );
    let figures = book.worksheet_range("День в цифрах").unwrap();
    let row = figures
        .rows()
        .find(|row| row[4] == Data::String("pupils".to_owned()));
    assert_eq!(row.unwrap()[2], Data::Float(481.0));
    let stations = book.worksheet_range("По станциям").unwrap();
    let gas = stations.rows().find(|row| row[0] == Data::Float(20.0)).unwrap();
    assert_eq!(gas[6], Data::Float(59.0), "{gas:?}");
    assert_eq!(gas[7], Data::Empty, "{gas:?}");
    let entries = day.entries.iter().filter(|entry| entry.at <= t("13:06:30"));
    let log = book.worksheet_range("Журнал").unwrap();
    assert_eq!(log.rows().count(), entries.count() + 1);
    for name in names {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "{name}");
    }
}

/// A day whose names are made by somebody who means harm.
fn hostile() -> Day {
    let mut event = crate::fixture::event();
    let harm = "=HYPERLINK(\"http://x\")<script>alert(1)</script>\u{202e}\u{7}";
    event.title = Words::same(harm);
    for station in event.stations.values_mut() {
        station.name = Words::same(harm);
    }
    let mut day = Day::of(event);
    let group = Group {
        school: harm.to_owned(),
        class: "9".to_owned(),
        lang: Lang::Kk,
        size: 9,
        adults: 1,
        needs: BTreeMap::new(),
        wishes: Vec::new(),
    };
    let no = GroupNo(90);
    let added = GroupAdded {
        group: no,
        about: group,
    };
    day.given("09:40", COORDINATOR, Fact::GroupAdded(Box::new(added)));
    let station = StationNo(1);
    day.given(
        "09:41",
        COORDINATOR,
        Fact::GroupArrived(Counted {
            station,
            round: RoundNo(1),
            group: no,
            count: 9,
        }),
    );
    day.given("09:42", COORDINATOR, Fact::GuestsCame(AtStation { station }));
    day
}

#[test]
fn what_others_wrote_is_neither_carried_out_nor_shown_as_markup() {
    let day = hostile();
    let made = Made::of(&day.floor, "13:00");
    for lang in Lang::ALL {
        let page = made.page(lang);
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
        assert!(!page.contains('\u{202e}') && !page.contains('\u{7}'));
    }
    let table = made.table("school");
    assert!(table.contains("'=HYPERLINK"), "{table}");
    for row in rows(&table, b';') {
        assert!(row.iter().all(|cell| !cell.starts_with('=')), "{row:?}");
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(made.book(Lang::En))).unwrap();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "{name}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let (one, other) = (square::day(), square::day());
    let (one, other) = (Made::of(&one.floor, "12:30"), Made::of(&other.floor, "12:30"));
    assert_eq!(one.page(Lang::Kk), other.page(Lang::Kk));
    assert_eq!(one.book(Lang::Kk), other.book(Lang::Kk));
    assert_eq!(one.figures(Lang::Kk), other.figures(Lang::Kk));
    assert_eq!(one.table("flow"), other.table("flow"));
}

#[test]
fn a_public_page_hides_small_cells_and_says_so() {
    let day = square::day();
    let (whole, public) = (
        Made::of(&day.floor, "13:06:30"),
        Made::public(&day.floor, "13:06:30"),
    );
    let hidden = "<td class=\"number\">*</td>";
    for lang in Lang::ALL {
        let legend = sheber::report::words::Words::of(lang).get("page-legend-hidden");
        let (whole, public) = (whole.page(lang), public.page(lang));
        assert!(public.contains(hidden) && public.contains(&legend));
        assert!(!whole.contains(hidden) && !whole.contains(&legend));
    }
    // The calls one by one are not for everybody.
    assert_eq!(rows(&public.table("call"), b';').len(), 1);
    assert_eq!(rows(&whole.table("call"), b';').len(), 2);
}

#[test]
fn what_has_changed_of_figures_given_before_is_told_on_the_page_and_in_its_table() {
    let mut day = square::day();
    let whole = day.entries.clone();
    day.entries.retain(|entry| !square::waits(entry.role, entry.at));
    day.floor = Floor::of(&day.entries);
    let given = giving(&figures(&day.floor, t("12:50")), &day.floor, Purpose::Report);
    day.given("12:50", COORDINATOR, Fact::FiguresGiven(Box::new(given)));
    let title = "<caption>Changed since figures were given</caption>";
    let before = Made::of(&day.floor, "12:55").page(Lang::En);
    assert!(!before.contains(title));
    for entry in &whole {
        day.floor.apply(entry);
    }
    let after = Made::of(&day.floor, "13:06:30");
    let page = after.page(Lang::En);
    assert!(page.contains(title) && page.contains("Figures given before have changed"));
    let changes = rows(&after.table("change"), b';');
    let changed = |name: &str| {
        let row = changes.iter().find(|row| row[3] == name).unwrap();
        (row[4].clone(), row[5].clone())
    };
    assert_eq!(changed("sessions"), ("287".to_owned(), "288".to_owned()));
    assert_eq!(changed("person_visits"), ("3234".to_owned(), "3244".to_owned()));
}

#[test]
fn the_command_writes_every_kind_of_file_and_the_same_one_again() {
    let kit = FloorKit::open("09:50");
    kit.act(&["--station", "27", "arrive", "--count", "11"]);
    let as_of = ["report", "--as-of", "10:00"];
    let report = |words: &[&str]| kit.must(&[&as_of, words].concat());
    let page = report(&["--format", "html"]);
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<html lang=\"en\">"));
    assert_eq!(page, report(&["--format", "html"]));
    let figures = rows(&report(&["--format", "csv"]), b';');
    let visits = figures.iter().find(|row| row[1] == "person_visits_in_progress");
    assert_eq!(visits.unwrap()[3], "11");
    let stations = rows(&report(&["--format", "csv", "--table", "station"]), b';');
    assert_eq!(
        stations[0][..6],
        [
            "station",
            "name_en",
            "hall",
            "sessions",
            "person_visits",
            "interested"
        ]
    );
    let sheets = |name: &str, words: &[&str]| {
        let file = kit.path(name);
        let path = file.to_str().unwrap();
        report(&[&["--format", "xlsx", "--out", path], words].concat());
        Xlsx::new(Cursor::new(std::fs::read(&file).unwrap()))
            .unwrap()
            .sheet_names()
    };
    let (whole, public) = (sheets("all.xlsx", &[]), sheets("public.xlsx", &["--public"]));
    let log = "Log".to_owned();
    assert!(whole.contains(&log) && !public.contains(&log), "{public:?}");
    let refused = |words: &[&str]| kit.run(&[&as_of, words].concat()).code;
    assert_eq!(refused(&["--format", "xlsx"]), 2);
    assert_eq!(refused(&["--format", "csv", "--table", "nothing"]), 2);
    assert_eq!(refused(&["--format", "html", "--table", "station"]), 2);
}

/// A browser without a window, which is ended if it hangs.
fn browser(folder: &Path, words: &[String]) -> (Vec<u8>, String) {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let output = Command::new("timeout")
        .args(["--kill-after=5", "120", "chromium", "--headless", "--no-sandbox"])
        .args([
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--enable-logging=stderr",
        ])
        .arg(profile)
        .args(words)
        .output()
        .expect("this test needs timeout and chromium");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    (output.stdout, said)
}

/// How many sheets a page is printed on; nothing on it may make the browser complain.
fn printed(folder: &Path, html: &str) -> usize {
    let (source, target) = (folder.join("page.html"), folder.join("page.pdf"));
    std::fs::write(&source, html).unwrap();
    let print = format!("--print-to-pdf={}", target.display());
    let (_, said) = browser(folder, &[print, source.display().to_string()]);
    assert!(!said.contains("CONSOLE"), "{said}");
    let pdf = std::fs::read(&target).unwrap();
    let pdf = String::from_utf8_lossy(&pdf);
    pdf.lines().filter(|line| line.ends_with("/Type /Page")).count()
}

/// The page without its tables.
fn front(page: &str) -> String {
    let (front, rest) = page.split_once("<section class=\"tables\">").unwrap();
    assert!(rest.contains("<table>"));
    format!("{front}</body></html>")
}

/// How far the widest thing on a page reaches over its edge, in pixels, and the text that a reader sees.
fn seen(folder: &Path, page: &str) -> (i64, String) {
    const MEASURE: &str = "<script>
        const edge = document.body.getBoundingClientRect().right;
        const ends = [...document.body.querySelectorAll('p, b, th, td, svg, rect, caption')];
        const over = Math.max(...ends.map(end => end.getBoundingClientRect().right - edge));
        const text = document.body.innerText;
        document.body.textContent = Math.round(over) + '|' + text;
        </script></body>";
    let (head, rest) = page
        .split_once("<meta http-equiv=\"Content-Security-Policy\"")
        .unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let source = folder.join("measured.html");
    std::fs::write(&source, format!("{head}{rest}").replace("</body>", MEASURE)).unwrap();
    let words = ["--dump-dom".to_owned(), source.display().to_string()];
    let dom = String::from_utf8(browser(folder, &words).0).unwrap();
    let (_, body) = dom.split_once("<body>").unwrap();
    let (over, text) = body.split_once('|').unwrap();
    (over.parse().unwrap(), text.to_owned())
}

#[test]
fn a_browser_prints_the_first_page_on_one_sheet_in_every_language() {
    let day = square::day();
    let folder = tempfile::tempdir().unwrap();
    let whole = Made::of(&day.floor, "13:06:30");
    let noon = Made::of(&day.floor, "12:30");
    let letters = [
        (Lang::Kk, "Қызыққандар"),
        (Lang::Ru, "Заинтересовались"),
        (Lang::En, "Interested"),
    ];
    for (lang, word) in letters {
        let page = whole.page(lang);
        assert!(page.contains(&format!("<html lang=\"{}\">", lang.code())));
        assert!(!page.contains("http://") && !page.contains("src=") && !page.contains("href="));
        assert_eq!(printed(folder.path(), &front(&page)), 1, "{lang}");
        assert_eq!(printed(folder.path(), &front(&noon.page(lang))), 1, "{lang}");
        assert!(printed(folder.path(), &page) > 1);
        let (over, text) = seen(folder.path(), &page);
        assert!(over <= 1, "{lang}: {over} px over the edge");
        let pupils = if lang == Lang::En { "3,244" } else { "3\u{a0}244" };
        let pupils = pupils.replace('\u{a0}', "&nbsp;");
        assert!(text.contains(word) && text.contains(&pupils), "{lang}: {text}");
    }
    let public = Made::public(&day.floor, "13:06:30").page(Lang::Ru);
    assert_eq!(printed(folder.path(), &front(&public)), 1);
    let empty = Made::of(&Day::open().floor, "08:00").page(Lang::Kk);
    assert_eq!(printed(folder.path(), &front(&empty)), 1);
}

type Shape = BTreeMap<String, BTreeSet<String>>;

fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            let shown = format!("{expression:?}");
            let parts = shown
                .split("VariableReference { id: Identifier { name: \"")
                .skip(1);
            names.extend(parts.filter_map(|part| part.split('"').next()).map(str::to_owned));
        }
    }
    names
}

fn shape(source: &str) -> Shape {
    let resource = FluentResource::try_new(source.to_owned()).expect("a catalogue");
    let mut shape = Shape::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let value = message.value.as_ref().expect("every key has a text");
        assert!(
            shape.insert(id.to_owned(), variables(value)).is_none(),
            "{id} twice"
        );
        for attribute in &message.attributes {
            let key = format!("{id}.{}", attribute.id.name);
            shape.insert(key, variables(&attribute.value));
        }
    }
    shape
}

#[test]
fn the_three_catalogues_of_the_page_agree_and_none_of_their_texts_is_idle() {
    let known = shape(page_source(Lang::Kk));
    assert_eq!(known, shape(page_source(Lang::Ru)));
    assert_eq!(known, shape(page_source(Lang::En)));
    let other = shape(source(Lang::Kk));
    let twice: Vec<&String> = known.keys().filter(|key| other.contains_key(*key)).collect();
    assert!(twice.is_empty(), "in both catalogues: {twice:?}");

    let mut sources = String::new();
    for part in ["src/report", "src/cli"] {
        gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join(part), &mut sources);
    }
    let day = Made::of(&square::day().floor, "13:06:30");
    let mut asked: BTreeSet<String> = sources.split('"').map(str::to_owned).collect();
    asked.extend(
        sheet::figures(&day.report)
            .iter()
            .map(|figure| name_of(figure.key)),
    );
    let heads = ["section", "figure", "value", "meaning", "key"];
    asked.extend(heads.map(|head| format!("th-{head}")));
    let log = sheber::cli::log::table(Texts::of(Lang::Kk), &Floor::default(), t("13:00"));
    for table in tables(&day.report, &day.flow).into_iter().chain([log]) {
        let people = table.columns_for(|reader| reader != sheet::Reader::Programs);
        for (_, column) in people {
            let key = format!("th-{}", column.key.replace('_', "-"));
            assert!(known.contains_key(&key), "{}: no {key}", table.key);
            asked.insert(key);
        }
        let has_title = known.contains_key(table.title) || other.contains_key(table.title);
        assert!(has_title, "no {}", table.title);
    }
    // Words of closed lists are asked for by their codes.
    let of_lists = ["gap-", "yes-", "purpose-"];
    let idle = known
        .keys()
        .filter(|key| !key.contains('.') && !asked.contains(*key));
    let idle: Vec<&String> = idle
        .filter(|key| !of_lists.iter().any(|list| key.starts_with(list)))
        .collect();
    // English may come last in a day without a group that is taught in it.
    assert_eq!(idle, ["figure-sessions-en"]);
}

fn gather(folder: &Path, sources: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            *sources += &std::fs::read_to_string(&path).unwrap();
        }
    }
}
