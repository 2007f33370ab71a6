//! The review as somebody uses it afterwards: the list, filters, the floor at any second, charts, at every size and in
//! every language; and through the program itself, which changes nothing.

use crate::stage::{Stage, at, press, text};
use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sheber::domain::command::{Command, Recount};
use sheber::domain::entry::Entry;
use sheber::domain::event::Lang;
use sheber::domain::fact::{Need, Reason};
use sheber::domain::floor::Floor;
use sheber::domain::fold::fold;
use sheber::domain::id::{Origin, Place, Role, StationNo};
use sheber::domain::query::course::{Course, Turn};
use sheber::domain::query::superseded::superseded;
use sheber::domain::time::EventTime;
use sheber::ui::model::Look;
use sheber::ui::screen::Screen;
use sheber::ui::screen::review::{
    Answer, Building, By, Effect, Failure, Figure, Findings, Found, From, Measure, Measured, Model, Msg,
    Opened, Page, Request, Row, Way, Whole, Wish, draw, update,
};
use sheber::ui::text::{Texts, happened};
use sheber::ui::theme::Theme;
use std::collections::BTreeMap;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];
/// Stations of the first round whose group does not come.
const ABSENT: [u16; 3] = [8, 37, 43];

fn station(no: u16) -> Role {
    Role::Station(StationNo(no))
}

/// A morning with a correction, an undo, a station over its places, a hold and a drill.
fn morning() -> Vec<Entry> {
    let mut stage = Stage::new(Role::Coordinator, "09:20", Lang::En);
    let event = stage.model.floor.event().unwrap().clone();
    let numbers: Vec<u16> = event.rotation_stations().map(|(no, _)| no.0).collect();
    // Nobody ever hears of this one.
    let silent = 47;
    for no in numbers.iter().copied().filter(|no| *no != silent) {
        let ready = Command::Ready {
            station: StationNo(no),
            deputy: false,
        };
        stage.told("09:31", station(no), &ready);
    }
    for (round, start, end) in [(1, "09:46", "10:02:30"), (2, "10:09", "10:26")] {
        for no in numbers.iter().copied().filter(|no| *no != silent) {
            let is_due = !stage
                .model
                .floor
                .expected(StationNo(no), sheber::domain::id::RoundNo(round))
                .is_empty();
            if !is_due || (round == 1 && ABSENT.contains(&no)) {
                continue;
            }
            let arrive = Command::Arrive {
                station: StationNo(no),
                group: None,
                count: (no == 27).then_some(13),
            };
            stage.told(start, station(no), &arrive);
            if no == 11 {
                let fewer = Command::Count {
                    station: StationNo(no),
                    group: None,
                    count: Recount::By(-1),
                };
                stage.told(start, station(no), &fewer);
            }
        }
        if round == 1 {
            stage.told("09:50", station(28), &call(28));
            stage.told("09:50:10", station(28), &Command::Undo(None));
            stage.told("09:55", Role::Coordinator, &Command::Hold(Reason::Guests));
            stage.told("09:58", Role::Coordinator, &Command::ResumeFloor);
        }
        for no in numbers.iter().copied().filter(|no| *no != silent) {
            let finish = Command::Finish {
                station: StationNo(no),
                group: None,
            };
            // Where nobody is, nothing is finished.
            if stage.model.floor.station(StationNo(no)).is_some_and(|log| {
                log.sessions
                    .iter()
                    .any(|((of, _), one)| of.0 == round && one.is_open(&stage.model.floor.undone))
            }) {
                stage.told(end, station(no), &finish);
            }
        }
    }
    stage.told("10:30", Role::Coordinator, &Command::Evacuate { drill: true });
    stage.told("10:34", Role::Coordinator, &Command::ResumeFloor);
    stage.model.floor.log().to_vec()
}

fn call(no: u16) -> Command {
    Command::Call {
        place: Place::Station(StationNo(no)),
        need: Need::Technician,
    }
}

/// Whoever holds the log, in place of the thread that reads it.
struct Reader {
    entries: Vec<Entry>,
    undone: BTreeMap<sheber::domain::id::EntryId, sheber::domain::id::EntryId>,
    superseded: BTreeMap<sheber::domain::id::EntryId, sheber::domain::id::EntryId>,
    wish: Wish,
    lang: Lang,
}

impl Reader {
    fn of(entries: Vec<Entry>) -> Self {
        let floor = Floor::of(&entries);
        Self {
            undone: floor.undone.iter().collect(),
            superseded: superseded(&floor),
            entries,
            wish: Wish::default(),
            lang: Lang::En,
        }
    }

    fn fits(&self, entry: &Entry) -> bool {
        let wish = &self.wish;
        let place = match entry.fact.place().unwrap_or_else(|| entry.role.place()) {
            Place::Station(no) => Some(no.0),
            Place::Desk(no) => Some(no.0),
            Place::Coordination => None,
        };
        let line = fold(&happened(Texts::of(self.lang), &entry.fact));
        (wish.places.is_empty() || place.is_some_and(|no| wish.places.contains(&no)))
            && (wish.groups.is_empty() || entry.fact.groups().iter().any(|no| wish.groups.contains(no)))
            && (wish.kinds.is_empty() || wish.kinds.contains(entry.fact.kind()))
            && wish.from.is_none_or(|from| entry.at >= from)
            && wish.until.is_none_or(|until| entry.at <= until)
            && wish
                .only
                .as_ref()
                .is_none_or(|(_, only)| only.contains(&entry.id))
            && line.contains(&fold(&wish.text))
    }

    fn row(&self, entry: &Entry) -> Row {
        let by = |id: Option<&sheber::domain::id::EntryId>| {
            let other = self.entries.iter().find(|other| Some(&other.id) == id)?;
            Some(By {
                id: other.id,
                at: other.at,
                role: other.role,
            })
        };
        let about = entry.fact.about();
        let about = self.entries.iter().find(|other| Some(other.id) == about);
        Row {
            entry: entry.clone(),
            undone: by(self.undone.get(&entry.id)),
            superseded: by(self.superseded.get(&entry.id)),
            is_twin: false,
            about: about.cloned().map(Box::new),
        }
    }

    fn answer(&self, request: Request) -> Answer {
        let listed: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|entry| request.unfiltered || self.fits(entry))
            .collect();
        let is_before = |entry: &&Entry| match request.from {
            From::Start => false,
            From::End => true,
            From::Entry(key) if request.way == Way::Forward => entry.key() <= key,
            From::Entry(key) => entry.key() < key,
            From::Time(at) => entry.stamp.at < at,
        };
        let cut = listed.iter().filter(|entry| is_before(entry)).count();
        let (start, end) = match request.way {
            Way::Forward => (cut, (cut + request.limit).min(listed.len())),
            Way::Back => (cut.saturating_sub(request.limit), cut),
        };
        Answer {
            request,
            rows: listed[start..end].iter().map(|entry| self.row(entry)).collect(),
            more: match request.way {
                Way::Forward => end < listed.len(),
                Way::Back => start > 0,
            },
            first: Some(start),
        }
    }
}

/// A review with its reader, driven by keys.
struct Desk {
    model: Model,
    reader: Reader,
    /// What was asked for besides pages and searches.
    asked: Vec<Effect>,
    /// Every page that was asked for.
    pages: Vec<Request>,
}

impl Desk {
    /// The log was opened, and nothing of it is read yet.
    fn opened(entries: Vec<Entry>, lang: Lang) -> Self {
        let look = Look {
            lang,
            theme: Theme::COLOUR,
        };
        let opened = Opened {
            file: "floor.db".to_owned(),
            source: "review-share",
            day: None,
        };
        let mut desk = Self {
            model: Model::new(look, opened.clone()),
            reader: Reader::of(entries),
            asked: Vec::new(),
            pages: Vec::new(),
        };
        desk.reader.lang = lang;
        desk.send(Msg::Opened(opened));
        desk
    }

    /// The whole log is read.
    fn read(entries: Vec<Entry>, lang: Lang) -> Self {
        let mut desk = Self::opened(entries, lang);
        desk.complete();
        desk
    }

    fn complete(&mut self) {
        let entries = &self.reader.entries;
        let count = entries.len();
        let times = || entries.iter().map(|entry| entry.at);
        let span = (
            times().min().unwrap_or_default(),
            times().max().unwrap_or_default(),
        );
        let mut kinds = BTreeMap::<String, usize>::new();
        let mut origins = BTreeMap::<Origin, usize>::new();
        let mut floor = Floor::default();
        for entry in entries {
            *kinds.entry(entry.fact.kind().to_owned()).or_default() += 1;
            *origins.entry(entry.id.origin).or_default() += 1;
            floor.note(entry);
        }
        let whole = Whole::of(
            floor,
            span,
            kinds.into_iter().collect(),
            origins.into_iter().collect(),
            self.model.look,
        );
        self.send(Msg::Building(Building {
            entries: count,
            percent: 100,
            damaged: 0,
            is_complete: true,
        }));
        self.send(Msg::Whole(Box::new(whole)));
    }

    fn send(&mut self, msg: Msg) -> &mut Self {
        let mut effects = std::collections::VecDeque::from(update(&mut self.model, msg));
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Page(request) => {
                    self.pages.push(request);
                    let answer = self.reader.answer(request);
                    effects.extend(update(&mut self.model, Msg::Page(answer)));
                }
                Effect::Search(wish) => {
                    self.reader.wish = wish;
                    let all = self.reader.entries.len();
                    let found = Found {
                        count: self
                            .reader
                            .entries
                            .iter()
                            .filter(|entry| self.reader.fits(entry))
                            .count(),
                        looked: all,
                        of: Some(all),
                        is_done: true,
                    };
                    effects.extend(update(&mut self.model, Msg::Found(found)));
                }
                other => self.asked.push(other),
            }
        }
        self
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let code = if key == "space" { " " } else { key };
            self.send(Msg::Key(press(code)));
        }
        self
    }

    fn typed(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Msg::Key(press(&c.to_string())));
        }
        self
    }

    /// The floor that was lent last.
    fn lent(&mut self) -> Measure {
        match self.asked.pop() {
            Some(Effect::Measure(measure)) => measure,
            _ => panic!("nothing was lent"),
        }
    }

    fn buffer(&mut self, width: u16, height: u16) -> Buffer {
        self.send(Msg::Resized(width, height));
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        draw(&self.model, area, &mut buffer);
        buffer
    }

    fn picture(&mut self, (width, height): (u16, u16)) -> String {
        text(&self.buffer(width, height))
    }

    fn screen(&mut self) -> String {
        self.picture((120, 40))
    }

    /// What the floor page draws, cut at the shown moment.
    fn people(&self, no: u16) -> u32 {
        let shown = &self.model.whole.as_ref().unwrap().shown;
        let schedule = shown.schedule();
        sheber::domain::query::station::station(&shown.floor, &schedule, StationNo(no)).head_count()
    }
}

fn snapshots(name: &str, prepare: impl Fn(&mut Desk)) {
    let entries = morning();
    for lang in Lang::ALL {
        for size in SIZES {
            // The narrow window in every language, the wide ones in one.
            if size != SIZES[0] && lang != Lang::Ru {
                continue;
            }
            let mut desk = Desk::read(entries.clone(), lang);
            desk.picture(size);
            prepare(&mut desk);
            let name = format!("review_{name}_{}_{lang}", size.0);
            assert_snapshot!(name, desk.picture(size));
        }
    }
}

#[test]
fn the_list() {
    snapshots("list", |desk| {
        desk.keys("pagedown down down down");
    });
}

#[test]
fn the_list_under_a_filter() {
    snapshots("filter", |desk| {
        desk.keys("f 1").typed("28").keys("enter");
        desk.keys("f 6").typed("0931").keys("enter");
    });
}

#[test]
fn the_floor_at_a_second() {
    snapshots("floor", |desk| {
        desk.keys("tab g").typed("095630").keys("enter down down");
    });
}

#[test]
fn a_station_at_a_second() {
    snapshots("station", |desk| {
        desk.keys("f 1").typed("27").keys("enter end enter enter");
    });
}

#[test]
fn pupils_over_the_day() {
    snapshots("occupancy", |desk| {
        desk.keys("tab tab");
    });
}

#[test]
fn stations_by_rounds() {
    snapshots("heat", |desk| {
        desk.keys("tab tab tab right down");
    });
}

#[test]
fn how_far_rounds_ran_over() {
    snapshots("overruns", |desk| {
        desk.keys("tab tab tab tab");
    });
}

#[test]
fn how_long_groups_were_waited_for() {
    snapshots("waits", |desk| {
        desk.keys("tab tab tab tab tab");
    });
}

#[test]
fn questions_lie_over_the_page() {
    let entries = morning();
    let mut desk = Desk::read(entries, Lang::Kk);
    desk.keys("f");
    assert_snapshot!("review_filters_kk", desk.picture(SIZES[0]));
    desk.keys("4");
    assert_snapshot!("review_kinds_kk", desk.picture(SIZES[0]));
    desk.keys("esc esc f10");
    assert_snapshot!("review_menu_kk", desk.picture(SIZES[0]));
}

#[test]
fn nothing_on_a_page_is_cut_at_the_smallest_window() {
    let entries = morning();
    for lang in Lang::ALL {
        let mut desk = Desk::read(entries.clone(), lang);
        desk.picture(SIZES[0]);
        for page in Page::ALL {
            desk.model.page = page;
            let picture = desk.picture(SIZES[0]);
            let pages = picture.lines().nth(1).unwrap();
            for page in Page::ALL {
                let name = Texts::of(lang).get(page.text_key());
                assert!(pages.contains(name), "{lang}: {name} is not in {pages}");
            }
            if matches!(page, Page::Occupancy | Page::Overruns | Page::Waits) {
                let body = picture.lines().skip(1).collect::<Vec<_>>().join("\n");
                assert!(
                    !body.contains('…') || page == Page::Overruns,
                    "{lang} {page:?}\n{picture}"
                );
                let legend = picture.lines().nth(22).unwrap();
                assert!(!legend.contains('…'), "{lang} {page:?}: {legend}");
            }
        }
    }
}

#[test]
fn without_colours_the_heat_map_still_tells_its_cells_apart() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.model.look.theme = Theme::MONO;
    desk.keys("tab tab tab down");
    let picture = desk.screen();
    let row = |no: &str| {
        let line = picture.lines().find(|line| line.trim_start().starts_with(no));
        line.unwrap_or_else(|| panic!("no {no} in\n{picture}")).to_owned()
    };
    assert!(row("27 ").contains("^13/12"), "over its places: {}", row("27 "));
    assert!(row("8 ").contains("& 0"), "nobody came: {}", row("8 "));
    assert!(row("1 ").contains("█12/12"), "{}", row("1 "));
    desk.keys("end");
    let picture = desk.screen();
    let silent = picture.lines().find(|line| line.trim_start().starts_with("47 "));
    let silent = silent.unwrap();
    assert!(silent.contains('?') && !silent.contains("& 0"), "{silent}");
}

#[test]
fn what_was_taken_back_or_replaced_is_marked_with_who_did_it() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.keys("/").typed("technician").keys("enter");
    let picture = desk.screen();
    assert!(
        picture.contains("09:50:00 x station 28"),
        "the sign of what was taken back\n{picture}"
    );
    assert!(picture.contains("[undone: station 28 09:50:10]"), "{picture}");
    desk.keys("z f 1").typed("11").keys("enter");
    let picture = desk.screen();
    assert!(picture.contains("^ station 11"), "{picture}");
    assert!(
        picture.contains("[superseded by: station 11 09:46:00]"),
        "{picture}"
    );
}

#[test]
fn filters_are_chips_that_come_and_go_one_by_one() {
    let mut desk = Desk::read(morning(), Lang::En);
    let chips = |desk: &mut Desk| desk.screen().lines().nth(2).unwrap().trim_end().to_owned();
    assert_eq!(chips(&mut desk), " all entries");
    desk.keys("f 1")
        .typed("27")
        .keys("enter")
        .keys("f 4")
        .typed("arrived")
        .keys("enter");
    assert!(
        chips(&mut desk).starts_with(" [station 27] [arrived]"),
        "{}",
        chips(&mut desk)
    );
    assert!(chips(&mut desk).ends_with("found: 2"), "{}", chips(&mut desk));
    assert!(
        desk.model
            .list
            .rows
            .iter()
            .all(|row| row.entry.fact.kind() == "group_arrived")
    );
    desk.keys("backspace");
    assert!(
        chips(&mut desk).starts_with(" [station 27]  "),
        "{}",
        chips(&mut desk)
    );
    desk.keys("z");
    assert_eq!(chips(&mut desk), " all entries");
    assert_eq!(desk.model.list.rows[0].entry.fact.kind(), "floor_opened");
    // The menu of filters takes one away as well.
    desk.keys("f 9");
    assert!(chips(&mut desk).starts_with(" [undone]"), "{}", chips(&mut desk));
    let question = desk.keys("f").screen();
    assert!(question.contains("take away: undone"), "{question}");
}

#[test]
fn words_are_found_whatever_keyboard_typed_them() {
    let mut desk = Desk::read(morning(), Lang::Ru);
    // Latin look-alikes of Cyrillic letters.
    desk.keys("/").typed("ГOТОВA").keys("enter");
    assert!(desk.model.found.unwrap().count > 40, "{:?}", desk.model.found);
    desk.keys("z /").typed("нет такого").keys("enter");
    assert!(desk.screen().contains(Texts::of(Lang::Ru).get("nothing-here")));
}

#[test]
fn the_moment_moves_by_the_chosen_step_and_the_floor_with_it() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.keys("tab g").typed("09:45:58").keys("enter");
    assert_eq!(desk.people(27), 0);
    // From a minute down to a second.
    desk.keys("- - right right");
    assert_eq!(desk.model.scrub.at, at("09:46:00"));
    assert_eq!(desk.people(27), 13, "what happened at this second is seen");
    desk.keys("left");
    assert_eq!(desk.people(27), 0, "and is gone one second before");
    desk.keys("+ right");
    assert_eq!(desk.model.scrub.at, at("09:46:09"));
    desk.keys("+ + right");
    assert_eq!(desk.model.scrub.at, at("09:51:09"));
    desk.keys("+ right");
    assert_eq!(
        desk.model.scrub.at,
        at("10:06"),
        "the end of round 1 behind the hold of three minutes"
    );
    desk.keys("left");
    assert_eq!(desk.model.scrub.at, at("09:45"));
    desk.keys("home");
    assert_eq!(
        desk.model.scrub.at,
        at("09:35"),
        "a little before the first round"
    );
    desk.keys("g").typed("0700").keys("enter");
    assert_eq!(
        desk.model.scrub.at,
        at("08:00"),
        "there is nothing before the first entry"
    );
    desk.keys("end");
    assert_eq!(desk.people(27), 0);
}

#[test]
fn a_day_is_played_at_four_speeds_and_stops_at_its_end() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.keys("tab g").typed("0945").keys("enter space");
    assert!(desk.model.is_playing());
    for (speed, to) in [
        (1, "09:45:02"),
        (10, "09:45:22"),
        (60, "09:47:22"),
        (600, "10:07:22"),
    ] {
        assert_eq!(desk.model.scrub.factor(), speed);
        desk.send(Msg::Passed(2_000));
        assert_eq!(desk.model.scrub.at, at(to), "×{speed}");
        desk.keys("s");
    }
    desk.keys("p");
    assert!(!desk.model.is_playing());
    desk.send(Msg::Passed(2_000));
    assert_eq!(desk.model.scrub.at, at("10:07:22"), "it stands");
    desk.keys("p s s s").send(Msg::Passed(100_000_000));
    desk.send(Msg::Passed(1_000));
    assert!(
        !desk.model.is_playing(),
        "nothing comes behind the end of the day"
    );
}

#[test]
fn one_goes_entry_by_entry_over_the_floor() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.keys("tab g").typed("094930").keys("enter n");
    assert_eq!(desk.model.scrub.at, at("09:50"));
    assert!(
        desk.screen().contains("09:50:00  station 28  call: a technician"),
        "{}",
        desk.screen()
    );
    desk.keys("n");
    assert!(
        desk.screen().contains("Undone: call: a technician"),
        "{}",
        desk.screen()
    );
    desk.keys("n");
    assert_eq!(desk.model.scrub.at, at("09:55"));
    desk.keys("b b b");
    assert!(desk.model.scrub.at < at("09:50"), "{}", desk.model.scrub.at);
    // At the very end there is nothing more.
    desk.keys("end n");
    assert!(
        desk.screen().contains("There is no further entry"),
        "{}",
        desk.screen()
    );
}

#[test]
fn an_entry_leads_to_its_moment_and_a_moment_to_its_entries() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.keys("g").typed("095500").keys("enter");
    assert_eq!(desk.model.list.chosen().unwrap().entry.at, at("09:55"));
    desk.keys("enter");
    assert_eq!(desk.model.page, Page::Floor);
    assert_eq!(desk.model.scrub.at, at("09:55"));
    assert!(desk.screen().contains("REVIEW 09:55:00"), "{}", desk.screen());
    assert!(
        desk.screen().contains("guests"),
        "the hold stands over the floor\n{}",
        desk.screen()
    );
    desk.keys("g").typed("1030").keys("enter e");
    assert_eq!(desk.model.page, Page::Log);
    assert_eq!(
        desk.model.list.chosen().unwrap().entry.fact.kind(),
        "evacuation_called"
    );
}

#[test]
fn a_cell_of_the_heat_map_leads_to_its_entries() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.keys("tab tab tab right enter");
    assert_eq!(desk.model.page, Page::Log);
    let rows = &desk.model.list.rows;
    assert!(!rows.is_empty());
    let here = |row: &Row| row.entry.fact.place() == Some(Place::Station(StationNo(1)));
    assert!(rows.iter().all(here));
    assert!(rows.iter().all(|row| row.entry.at >= at("10:00")));
}

#[test]
fn a_figure_leads_to_the_entries_that_make_it() {
    let entries = morning();
    let holds: Vec<_> = entries
        .iter()
        .filter(|entry| entry.fact.kind() == "floor_held")
        .map(|entry| entry.id)
        .collect();
    let mut desk = Desk::read(entries, Lang::En);
    desk.keys("tab tab tab tab tab tab");
    let lent = desk.lent();
    assert_eq!(
        lent.at,
        at("10:34"),
        "nobody has chosen a moment, so it is the whole log"
    );
    desk.keys("g").typed("1012").keys("enter");
    assert!(desk.asked.is_empty(), "the floor is lent already");
    desk.send(Msg::Measured(Measured {
        floor: lent.floor,
        found: Findings::Figures(lent.at, Vec::new()),
    }));
    let lent = desk.lent();
    assert_eq!((lent.behind, lent.at), (None, at("10:12")));
    // One may leave the page meanwhile; the floor is not there to be shown.
    desk.keys("tab tab");
    assert!(desk.screen().contains("one moment"), "{}", desk.screen());
    desk.keys("tab tab tab tab tab");
    assert!(desk.asked.is_empty(), "it is lent once");
    let figure = |label: &str| Figure {
        label: label.to_owned(),
        value: "2".to_owned(),
    };
    desk.send(Msg::Measured(Measured {
        floor: lent.floor,
        found: Findings::Figures(lent.at, vec![figure("nothing"), figure("holds")]),
    }));
    assert!(desk.screen().contains("as of 10:12:00"), "{}", desk.screen());
    desk.keys("down enter");
    let lent = desk.lent();
    assert_eq!(lent.behind, Some(1));
    desk.send(Msg::Measured(Measured {
        floor: lent.floor,
        found: Findings::Behind(1, holds),
    }));
    assert_eq!(desk.model.page, Page::Log);
    let rows = desk.model.list.rows.iter();
    let kinds: Vec<_> = rows.map(|row| row.entry.fact.kind()).collect();
    assert_eq!(kinds, ["floor_held"]);
    assert!(desk.screen().contains("[only: holds]"), "{}", desk.screen());
    desk.keys("tab");
    assert!(
        desk.screen().contains("round 2"),
        "the floor is back\n{}",
        desk.screen()
    );
}

#[test]
fn no_key_writes_and_first_aid_says_so() {
    let entries = morning();
    let count = entries.len();
    let mut desk = Desk::read(entries, Lang::En);
    for page in 0..Page::ALL.len() {
        for key in [
            "a", "f8", "u", "f9", "x", "f12", "i", "w", "c", "h", "k", "o", "m", "r", "d",
        ] {
            desk.keys(key);
            assert!(desk.model.questions.is_empty(), "page {page}: {key}");
        }
        desk.keys("f8");
        assert!(
            desk.screen()
                .contains("This is a review: nothing can be written here"),
            "page {page}"
        );
        desk.keys("tab");
    }
    assert!(
        desk.asked
            .iter()
            .all(|effect| matches!(effect, Effect::Measure(_))),
        "nothing but figures was asked for"
    );
    assert_eq!(desk.reader.entries.len(), count);
    let lent = desk.lent();
    desk.send(Msg::Measured(Measured {
        floor: lent.floor,
        found: Findings::Figures(lent.at, Vec::new()),
    }));
    // No key is named that would do something about what is shown.
    desk.keys("tab g").typed("0947").keys("enter down enter");
    let screen = desk.screen();
    assert!(
        !screen.contains("] briefing") && !screen.contains("[b]"),
        "{screen}"
    );
}

#[test]
fn shortcuts_lie_on_the_same_keys_on_three_layouts() {
    for (find, filter, all, time, play) in [
        ("/", "f", "z", "g", "p"),
        (".", "а", "я", "п", "з"),
        ("№", "А", "Я", "П", "З"),
    ] {
        let mut desk = Desk::read(morning(), Lang::Kk);
        desk.keys(find);
        assert!(desk.screen().contains("іздейтін сөздер"), "{find}");
        desk.keys("esc").keys(filter);
        assert!(desk.screen().contains("бекет…"), "{filter}");
        desk.keys("9");
        assert!(!desk.model.wish.is_empty());
        desk.keys(all);
        assert!(desk.model.wish.is_empty(), "{all}");
        desk.keys("tab").keys(play);
        assert!(desk.model.is_playing(), "{play}");
        desk.keys(play).keys(time);
        assert!(desk.screen().contains("қай сәтке"), "{time}");
    }
    // A time is typed on the Kazakh number row, which types no digits.
    let mut desk = Desk::read(morning(), Lang::Kk);
    desk.keys("tab п").typed("\"қі\"").keys("enter");
    assert_eq!(desk.model.scrub.at, at("10:31"));
}

#[test]
fn a_moment_that_cannot_be_read_is_told_and_can_be_typed_again() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.keys("tab g").typed("2561").keys("enter");
    assert!(
        desk.screen().contains("A time is typed as 10:31"),
        "{}",
        desk.screen()
    );
    desk.keys("backspace backspace backspace backspace")
        .typed("10:12")
        .keys("enter");
    assert_eq!(desk.model.scrub.at, at("10:12"));
}

#[test]
fn the_first_page_stands_before_anything_else_is_read() {
    let mut desk = Desk::opened(morning(), Lang::En);
    desk.send(Msg::Building(Building {
        entries: 40,
        percent: 34,
        damaged: 2,
        is_complete: false,
    }));
    let picture = desk.screen();
    assert!(picture.contains("floor opened"), "{picture}");
    assert!(
        picture.contains("reading: 34%, entries: 40 · unreadable: 2"),
        "{picture}"
    );
    // Keys answer: the list moves, other pages say how far the reading is.
    desk.keys("pagedown");
    assert!(desk.model.list.selected > 10);
    desk.keys("tab");
    assert!(
        desk.screen().contains("█") && desk.screen().contains("34%"),
        "{}",
        desk.screen()
    );
    desk.keys("right p space n");
    assert!(!desk.model.is_playing());
    // A search is taken, and says what it waits for.
    desk.keys("esc").keys("/").typed("ready").keys("enter");
    desk.model.found = Some(Found {
        count: 0,
        looked: 0,
        of: None,
        is_done: false,
    });
    assert!(
        desk.screen()
            .contains("the search begins when everything is read")
    );
}

#[test]
fn the_first_hits_show_while_the_search_goes_on() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.keys("f 4").typed("arrived").keys("enter");
    let found = Found {
        count: 30,
        looked: 120,
        of: Some(480),
        is_done: false,
    };
    desk.send(Msg::Found(found));
    let picture = desk.screen();
    assert!(picture.contains("found: 30 · searching: 25%"), "{picture}");
    assert!(picture.contains("arrived: group"), "{picture}");
}

#[test]
fn a_long_log_is_paged_and_never_held_whole() {
    let mut log = morning();
    let last = log.last().unwrap().clone();
    for seq in 0..5_000u64 {
        let mut entry = last.clone();
        entry.id = sheber::domain::id::EntryId {
            origin: Origin(77),
            seq: sheber::domain::id::Seq(seq + 1),
        };
        entry.stamp.at = entry.stamp.at.plus_ms(i64::try_from(seq).unwrap() + 1);
        entry.at = entry.stamp.at;
        log.push(entry);
    }
    let all = log.len();
    let mut desk = Desk::read(log, Lang::En);
    desk.picture(SIZES[0]);
    let mut seen = Vec::new();
    for _ in 0..all {
        seen.push(desk.model.list.chosen().unwrap().entry.id);
        assert!(
            desk.model.list.rows.len() <= 720,
            "{}",
            desk.model.list.rows.len()
        );
        desk.keys("down");
    }
    let order: Vec<_> = desk.reader.entries.iter().map(|entry| entry.id).collect();
    assert_eq!(seen, order, "every entry is met once, in its order");
    desk.keys("down");
    assert!(
        desk.screen()
            .contains(&format!("5,{:03} of 5,{:03}", all - 5_000, all - 5_000))
    );
    for wanted in order.iter().rev().take(all) {
        assert_eq!(desk.model.list.chosen().unwrap().entry.id, *wanted);
        desk.keys("up");
    }
    desk.keys("end");
    assert_eq!(desk.model.list.chosen().unwrap().entry.id, *order.last().unwrap());
    desk.keys("home");
    assert_eq!(desk.model.list.chosen().unwrap().entry.id, order[0]);
    assert!(desk.pages.iter().all(|request| request.limit <= 200));
}

#[test]
fn an_answer_that_came_too_late_is_not_taken() {
    let mut desk = Desk::read(morning(), Lang::En);
    let stale = desk.pages[0];
    let before = desk.model.list.rows.clone();
    desk.send(Msg::Page(Answer {
        request: stale,
        rows: Vec::new(),
        more: false,
        first: None,
    }));
    assert_eq!(desk.model.list.rows, before);
}

#[test]
fn a_station_that_never_spoke_is_neither_late_nor_offline() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.keys("tab g").typed("100100").keys("enter");
    let picture = desk.picture((200, 60));
    assert!(!picture.contains("offline"), "{picture}");
    let shown = &desk.model.whole.as_ref().unwrap().shown;
    assert!(matches!(shown.screen, Screen::Overview(_)));
    let floor = sheber::domain::query::overview::overview(&shown.floor, &shown.presence, shown.now);
    let troubles = |no: u16| {
        let row = floor.row(StationNo(no)).unwrap();
        row.troubles.clone()
    };
    use sheber::domain::query::overview::Trouble;
    assert!(
        troubles(8).contains(&Trouble::NoShow),
        "station 8 spoke, so its silence means something"
    );
    assert!(!troubles(47).contains(&Trouble::NoShow), "station 47 never did");
}

#[test]
fn why_a_log_cannot_be_read_any_more_is_told() {
    let mut desk = Desk::read(morning(), Lang::Ru);
    desk.send(Msg::Failed(Failure {
        key: "review-damaged",
        file: "floor.db".to_owned(),
    }));
    assert!(desk.screen().contains("floor.db"), "{}", desk.screen());
    assert!(
        desk.screen()
            .contains(&Texts::of(Lang::Ru).fmt("review-damaged", &[("x", "floor.db".into())])[..40])
    );
}

#[test]
fn esc_leads_back_and_then_out() {
    let mut desk = Desk::read(morning(), Lang::En);
    desk.keys("tab enter");
    assert!(desk.screen().contains("station 1"));
    desk.keys("esc esc");
    assert_eq!(desk.model.page, Page::Log);
    desk.keys("esc");
    assert_eq!(desk.asked, [Effect::Quit]);
    desk.keys("q");
    assert_eq!(desk.asked.len(), 2);
}

#[test]
fn how_a_day_went_follows_from_its_entries() {
    let entries = morning();
    let floor = Floor::of(&entries);
    let course = Course::of(&floor, at("10:34"));
    assert_eq!(course.evacuations, [at("10:30")]);
    let spans: Vec<_> = course.holds.iter().map(|hold| (hold.since, hold.until)).collect();
    assert_eq!(
        spans,
        [(at("09:55"), Some(at("09:58"))), (at("10:30"), Some(at("10:34")))]
    );
    let one = |no: u16| {
        course
            .stations
            .iter()
            .find(|one| one.no == StationNo(no))
            .unwrap()
    };
    let pupils = |no: u16, time: &str| one(no).pupils[course.minute(at(time))];
    assert_eq!(
        one(27).turns[0],
        Turn::Came {
            pupils: 13,
            places: 12
        }
    );
    assert_eq!(one(8).turns[0], Turn::Missed);
    assert_eq!(one(47).turns[0], Turn::Unknown);
    assert_eq!(one(27).turns[7], Turn::Nobody, "the eighth round has not begun");
    assert_eq!(pupils(27, "09:44"), Some(0));
    assert_eq!(pupils(27, "09:50"), Some(13));
    assert_eq!(pupils(27, "10:04"), Some(0), "finished at 10:02:30");
    assert_eq!(pupils(47, "09:50"), None, "nobody can say");
    assert_eq!(pupils(27, "11:30"), None, "the log ends before");
    // Round 1 ended at 10:06 after the hold, and its visits at 10:02:30.
    assert_eq!(course.overruns.keys().copied().collect::<Vec<_>>(), [-4, -2]);
    let first = &course.waits[0];
    assert_eq!(first.longest_ms(), Some(60_000));
    assert_eq!(first.missed, ABSENT.len());
}

#[test]
fn an_empty_log_is_no_fault() {
    let mut desk = Desk::read(Vec::new(), Lang::Kk);
    for _ in Page::ALL {
        desk.keys("tab down right enter pagedown end home n b e esc");
        for size in SIZES {
            desk.picture(size);
        }
    }
    let mut desk = Desk::opened(Vec::new(), Lang::Kk);
    desk.keys("down end enter tab enter n p");
    assert!(desk.model.scrub.at == EventTime::default());
}

#[cfg(unix)]
mod program {
    use crate::floor_kit::{FloorKit, SHEBER};
    use crate::pty::{Pty, SOON};
    use std::path::Path;

    /// Every file of a folder with its bytes, beside each other.
    fn bytes(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .map(|path| (path.clone(), std::fs::read(path).unwrap()))
            .collect();
        files.sort();
        files
    }

    fn review(kit: &FloorKit, file: &Path, lang: &str) -> Pty {
        let data = kit.path("other-data");
        Pty::spawn(
            SHEBER,
            &["review", file.to_str().unwrap(), "--lang", lang],
            &[("SHEBER_DATA", data.as_os_str())],
            (120, 40),
        )
    }

    #[test]
    fn a_share_is_filtered_replayed_and_left_as_it_was() {
        let kit = FloorKit::open("09:46");
        kit.act(&["--station", "27", "arrive", "8", "--count", "13"]);
        kit.act(&["--station", "11", "arrive", "6", "--count", "11"]);
        kit.jump("09:50");
        kit.act(&["--station", "27", "finish"]);
        let before = bytes(&kit.share_folder());
        let mut pty = review(&kit, &kit.share(), "en");
        pty.wait_for("arrived: group 8, count 13");
        pty.wait_for("entries:");
        pty.send("f1");
        pty.wait_for("> _");
        pty.send("27\r");
        pty.wait_for("[station 27]");
        pty.wait_gone("group 6");
        pty.wait_for("found: 2");
        pty.send("z");
        pty.wait_for("group 6");
        pty.send("\t");
        pty.wait_for("[floor]");
        pty.send("g0948\r");
        pty.wait_for("REVIEW 09:48:00");
        pty.wait_for("people: 24");
        pty.send("g0951\r");
        pty.wait_for("people: 11");
        // It plays by itself, and stops.
        pty.send("ssp");
        pty.wait_gone("REVIEW 09:51:00");
        pty.send("pa");
        pty.wait_for("nothing can be written here");
        // From a figure to the entries that make it.
        pty.send("g1010\r\x1b[Z\x1b[Z");
        pty.wait_for("Figures of the report as of 10:10:00");
        pty.wait_for("Visits to master classes");
        pty.send("\r");
        pty.wait_for("[only: Pupils (counted once)]");
        pty.wait_for("arrived: group 8, count 13");
        pty.send("q");
        assert_eq!(pty.exit_code(SOON), Some(0));
        assert!(
            before == bytes(&kit.share_folder()),
            "a review changes nothing and leaves nothing"
        );
    }

    #[test]
    fn records_and_a_replica_are_opened_as_well() {
        let kit = FloorKit::open("09:46");
        kit.act(&["--station", "27", "arrive", "8", "--count", "13"]);
        let records = kit.path("day.jsonl");
        std::fs::write(&records, kit.must(&["log", "--records"])).unwrap();
        let station = kit.station("27");
        drop(station);
        let replica = kit.replica(&["station", "27"]);
        for (file, source) in [(records, "file of records"), (replica, "copy of a laptop")] {
            let mut pty = review(&kit, &file, "en");
            pty.wait_for(source);
            pty.wait_for("arrived: group 8, count 13");
            pty.send("\t");
            pty.wait_for("[floor]");
            pty.wait_for("people: ");
            pty.send("g0947\r");
            pty.wait_for("people: 13");
            pty.send("q");
            assert_eq!(pty.exit_code(SOON), Some(0));
        }
    }

    #[test]
    fn what_is_no_log_is_told_before_the_screen_changes() {
        let kit = FloorKit::new();
        let missing = kit.path("none.db");
        let said = kit.run_in("ru", &["review", missing.to_str().unwrap()]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("none.db"), "{said:?}");
        let text = kit.path("list.txt");
        std::fs::write(&text, [0xff; 64]).unwrap();
        let said = kit.run_in("kk", &["review", text.to_str().unwrap()]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("list.txt"), "{said:?}");
    }
}
