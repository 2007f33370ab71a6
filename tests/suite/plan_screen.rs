//! The plan screen as somebody plans with it: the table, what each step would change, steps back and forth, locks,
//! the search for a better rest; over an event file, over the running floor, and through the program itself.

use crate::fixture::{self, COORDINATOR};
use crate::stage::{Stage, open_square, press, text};
use insta::assert_snapshot;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sheber::domain::command::Command;
use sheber::domain::countdown::Schedule;
use sheber::domain::event::{Event, Lang};
use sheber::domain::fact::Reason;
use sheber::domain::id::{GroupNo, Role, RoundNo, StationNo};
use sheber::rotation::day::Rows;
use sheber::runtime::sheet::desk::{BreaksRules, Desk, Rest};
use sheber::ui::model::Look;
use sheber::ui::screen::plan::{
    Answer, At, Edit, Effect, Improving, Model, Msg, Over, Question, Refused, Scope, Sign, Turned, draw,
    update,
};
use sheber::ui::theme::Theme;

/// The screen with the desk behind it, as the program has it but for the thread.
struct Table {
    model: Model,
    desk: Desk,
    /// What was saved, with the name of its file.
    saved: Vec<(Option<String>, Rows)>,
    is_left: bool,
}

impl Table {
    fn over(desk: Desk, over: Over, lang: Lang) -> Self {
        let look = Look {
            lang,
            theme: Theme::COLOUR,
        };
        let mut table = Self {
            model: Model::new(look, over),
            desk,
            saved: Vec::new(),
            is_left: false,
        };
        table.show();
        table
    }

    /// The plan of an event file that is saved where it lies.
    fn of(event: &Event) -> Self {
        let over = Over::File {
            name: "A day".to_owned(),
            out: Some("day.toml".to_owned()),
        };
        Self::over(Desk::of_event(event).unwrap(), over, Lang::En)
    }

    fn square(lang: Lang) -> Self {
        let mut table = Self::of(&open_square());
        table.model.look.lang = lang;
        table
    }

    fn show(&mut self) {
        let sheet = self.desk.sheet();
        self.send(Msg::Sheet(Box::new(sheet)));
    }

    fn send(&mut self, msg: Msg) -> &mut Self {
        for effect in update(&mut self.model, msg) {
            match effect {
                Effect::Look(at) => {
                    if let Some(looked) = self.desk.look(at) {
                        self.send(Msg::Looked(Box::new(looked)));
                    }
                }
                Effect::Foresee(edit) => {
                    let outcome = self.desk.foresee(edit).map(Box::new);
                    self.send(Msg::Foreseen(self.desk.revision(), edit, outcome));
                }
                Effect::Edit(edit) => match self.desk.edit(edit) {
                    Ok(()) => self.show(),
                    Err(why) => _ = self.send(Msg::Refused(why)),
                },
                Effect::Keep(name) => {
                    let shown = name.clone().unwrap_or_else(|| "day.toml".to_owned());
                    self.saved.push((name, self.desk.rows()));
                    self.desk.keep();
                    self.show();
                    self.send(Msg::Kept(Answer::Kept(shown)));
                }
                Effect::Leave => self.is_left = true,
                Effect::Improve | Effect::Stop | Effect::Remember(_) => {}
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

    /// Chooses a cell by its numbers.
    fn at(&mut self, group: u16, round: u8) -> &mut Self {
        let (row, column) = (
            self.model.sheet.group(GroupNo(group)).unwrap(),
            self.model.sheet.round(RoundNo(round)).unwrap(),
        );
        self.keys("home home");
        for _ in 0..row {
            self.keys("down");
        }
        for _ in 0..column {
            self.keys("right");
        }
        assert_eq!(self.model.at(), Some(cell(group, round)));
        self
    }

    fn station(&self, group: u16, round: u8) -> Option<u16> {
        let sheet = &self.model.sheet;
        let (group, round) = (sheet.group(GroupNo(group)), sheet.round(RoundNo(round)));
        sheet.cell(group.unwrap(), round.unwrap()).station.map(|no| no.0)
    }

    fn has(&self, group: u16, round: u8, sign: Sign) -> bool {
        let sheet = &self.model.sheet;
        let (group, round) = (sheet.group(GroupNo(group)), sheet.round(RoundNo(round)));
        sheet.cell(group.unwrap(), round.unwrap()).signs.has(sign)
    }

    fn buffer(&mut self, width: u16, height: u16) -> Buffer {
        self.send(Msg::Resized(width, height));
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        draw(&self.model, area, &mut buffer);
        buffer
    }

    fn screen(&mut self, width: u16, height: u16) -> String {
        text(&self.buffer(width, height))
    }

    /// What is shown is the plan on the desk, cell by cell.
    fn assert_shows_the_desk(&self) {
        let rows = self.desk.rows();
        for (group, row) in self.model.sheet.groups.iter().zip(&self.model.sheet.cells) {
            let shown: Vec<Option<StationNo>> = row.iter().map(|cell| cell.station).collect();
            assert_eq!(rows[&group.no], shown, "group {}", group.no);
        }
    }
}

fn cell(group: u16, round: u8) -> At {
    At {
        group: GroupNo(group),
        round: RoundNo(round),
    }
}

#[test]
fn the_table_is_shown_at_every_size_and_in_every_language() {
    for lang in Lang::ALL {
        let name = format!("groups_80x24_{}", lang.code());
        assert_snapshot!(name, Table::square(lang).at(3, 2).screen(80, 24));
        let name = format!("pick_80x24_{}", lang.code());
        assert_snapshot!(name, Table::square(lang).at(3, 2).keys("enter").screen(80, 24));
    }
    assert_snapshot!("groups_120x40", Table::square(Lang::En).at(18, 3).screen(120, 40));
    assert_snapshot!("groups_200x60", Table::square(Lang::En).at(18, 3).screen(200, 60));
    assert_snapshot!(
        "stations_80x24",
        Table::square(Lang::En).at(3, 2).keys("tab").screen(80, 24)
    );
    assert_snapshot!(
        "stations_120x40",
        Table::square(Lang::Ru).at(3, 2).keys("tab").screen(120, 40)
    );
    assert_snapshot!("help_80x24_kk", Table::square(Lang::Kk).keys("f1").screen(80, 24));
    assert_snapshot!(
        "exchange_80x24",
        Table::square(Lang::En).at(3, 2).keys("m down").screen(80, 24)
    );
}

#[test]
fn another_station_is_picked_with_its_consequence_in_sight_and_taken_back_again() {
    let mut table = Table::square(Lang::En);
    table.at(1, 2).keys("enter");
    let screen = table.screen(80, 24);
    assert!(screen.contains("55 Veterinary technician"), "{screen}");
    assert!(screen.contains("-4: balance -4"), "{screen}");
    table.keys("enter");
    assert_eq!(table.station(1, 2), Some(55));
    assert!(table.has(1, 2, Sign::Changed));
    assert!(table.screen(80, 24).contains("was: station 56"));
    assert_eq!(table.model.sheet.objective, 2564);
    table.keys("u");
    assert_eq!(
        (table.station(1, 2), table.model.sheet.objective),
        (Some(56), 2568)
    );
    assert!(!table.model.sheet.is_changed);
    table.keys("r");
    assert_eq!(table.station(1, 2), Some(55));
    table.keys("u u");
    let screen = table.screen(80, 24);
    assert!(screen.contains("There is nothing to undo"), "{screen}");
}

#[test]
fn a_station_is_chosen_by_its_number_and_what_breaks_a_rule_needs_a_second_enter() {
    let mut table = Table::square(Lang::En);
    table.at(1, 2).keys("enter 1 enter");
    assert_eq!(table.station(1, 2), Some(56), "the first Enter only warns");
    let screen = table.screen(80, 24);
    assert!(
        screen.contains("! round 2, station 1: heads 24, places 12"),
        "{screen}"
    );
    assert!(
        screen.contains("Enter once more does it all the same"),
        "{screen}"
    );
    // Whoever moves on is not held to it.
    table.keys("down up enter");
    assert_eq!(table.station(1, 2), Some(56));
    table.keys("enter");
    assert_eq!(table.station(1, 2), Some(1));
    assert!(table.has(1, 2, Sign::Breach));
    assert_eq!(table.model.sheet.breaches.len(), 1);
    let screen = table.screen(80, 24);
    assert!(screen.contains("! rules broken: 1"), "{screen}");
    table.keys("b");
    let screen = table.screen(80, 24);
    assert!(
        screen.contains("> 1  round 2, station 1: heads 24, places 12"),
        "{screen}"
    );
    table.keys("enter");
    assert_eq!(
        table.model.turned,
        Turned::Stations,
        "a crowd is seen where it is"
    );
    assert_eq!(table.model.guests().len(), 2);
}

#[test]
fn two_groups_exchange_a_round_and_one_group_two_rounds() {
    let mut table = Table::square(Lang::En);
    let before = (table.station(2, 2), table.station(3, 2), table.station(3, 4));
    table.at(2, 2).keys("m down");
    let screen = table.screen(80, 24);
    assert!(
        screen.contains("groups 2 and 3 exchange, round 2: +50"),
        "{screen}"
    );
    assert!(screen.contains("gr. 2 +30, gr. 3 +20"), "{screen}");
    table.keys("m");
    assert_eq!(
        table.station(2, 2),
        before.0,
        "nothing happens before it is confirmed"
    );
    table.keys("enter");
    assert_eq!((table.station(2, 2), table.station(3, 2)), (before.1, before.0));
    table.keys("u").at(3, 2).keys("ь right right");
    let screen = table.screen(80, 24);
    assert!(screen.contains("group 3: rounds 2 and 4 exchange"), "{screen}");
    table.keys("enter enter enter");
    assert_eq!((table.station(3, 2), table.station(3, 4)), (before.2, before.1));
    table.keys("m down right m");
    let screen = table.screen(80, 24);
    assert!(screen.contains("Exchange: two groups of one round"), "{screen}");
}

#[test]
fn a_group_is_left_without_a_station_only_after_it_is_said_what_that_costs() {
    let mut table = Table::square(Lang::En);
    table.at(1, 2).keys("backspace");
    assert_eq!(table.station(1, 2), Some(56));
    let screen = table.screen(80, 24);
    assert!(screen.contains("no station +10000"), "{screen}");
    table.keys("enter");
    assert_eq!(table.station(1, 2), None);
    // Of two rounds without a station one is the break that is wanted.
    assert!(table.has(1, 1, Sign::Idle) != table.has(1, 2, Sign::Idle));
    assert!(table.has(1, 1, Sign::Rest) != table.has(1, 2, Sign::Rest));
}

#[test]
fn locked_cells_stay_and_say_so() {
    let mut table = Table::square(Lang::En);
    table.at(1, 2).keys("k 1");
    assert!(table.has(1, 2, Sign::Locked));
    table.keys("enter");
    assert!(table.model.questions.is_empty());
    assert!(table.screen(80, 24).contains("It is locked. k unlocks it"));
    assert_eq!(
        table.desk.edit(Edit::Set(cell(1, 2), None)),
        Err(Refused::Locked),
        "nor by any other way"
    );
    table.keys("k 2");
    assert!((1..=8).all(|round| table.has(1, round, Sign::Locked)));
    table.keys("u");
    assert!(
        table.has(1, 2, Sign::Locked) && !table.has(1, 3, Sign::Locked),
        "a row is one step"
    );
    table.keys("k 3");
    assert!((1..=40).all(|group| table.has(group, 2, Sign::Locked)));
    table.keys("k 8");
    assert!((1..=40).all(|group| !table.has(group, 2, Sign::Locked)));
}

#[test]
fn a_group_is_brought_to_a_station_from_the_table_of_stations() {
    let mut table = Table::square(Lang::En);
    // Somewhere where nobody is.
    table.at(1, 2).keys("tab right");
    assert_eq!(table.model.at(), None);
    assert!(table.screen(80, 24).contains("Nobody here. Enter: bring a group"));
    table.keys("enter").typed("2").keys("enter");
    let screen = table.screen(80, 24);
    assert!(screen.contains("group 2, round 3 → station 56"), "{screen}");
    table.keys("enter enter");
    assert_eq!(table.station(2, 3), Some(56));
    table.keys("g").typed("999").keys("enter");
    assert!(
        table
            .screen(80, 24)
            .contains("There is no such group, station or round")
    );
}

#[test]
fn groups_stations_and_schools_are_found() {
    let mut table = Table::square(Lang::En);
    table.keys("/").typed("33").keys("enter");
    assert_eq!(table.model.at().map(|at| at.group), Some(GroupNo(33)));
    table.keys("f3").typed("tailor").keys("enter");
    assert_eq!(table.model.turned, Turned::Stations);
    assert_eq!(
        table.model.sheet.stations[table.model.cursor.station].no,
        StationNo(27)
    );
    table.keys("f3").typed("nowhere").keys("enter");
    assert!(table.screen(80, 24).contains("Not found: nowhere"));
}

#[test]
fn leaving_asks_about_what_is_not_saved_and_saving_shows_what_is_broken() {
    let mut table = Table::square(Lang::En);
    table.keys("esc");
    assert!(table.is_left, "nothing is asked where nothing is lost");

    let mut table = Table::square(Lang::En);
    table.at(1, 2).keys("enter enter esc");
    assert!(!table.is_left);
    assert!(table.screen(80, 24).contains("The changes are not kept"));
    table.keys("3");
    assert!(!table.is_left);
    table.keys("q 1");
    assert!(table.is_left);
    assert_eq!(table.saved.len(), 1);
    assert_eq!(table.saved[0].1[&GroupNo(1)][1], Some(StationNo(55)));

    let mut table = Table::square(Lang::En);
    table.at(1, 2).keys("enter 1 enter enter s");
    assert!(table.saved.is_empty(), "a broken rule is shown first");
    let screen = table.screen(80, 24);
    assert!(screen.contains("The plan breaks rules"), "{screen}");
    assert!(
        screen.contains("! round 2, station 1: heads 24, places 12"),
        "{screen}"
    );
    table.keys("enter");
    assert_eq!(table.saved.len(), 1);
    assert!(table.screen(80, 24).contains("Saved: day.toml"));
}

#[test]
fn the_file_is_asked_for_where_none_was_named() {
    let desk = Desk::of_event(&open_square()).unwrap();
    let over = Over::File {
        name: "A day".to_owned(),
        out: None,
    };
    let mut table = Table::over(desk, over, Lang::Ru);
    table.at(1, 2).keys("enter enter ы");
    assert!(table.screen(80, 24).contains("В какой файл сохранить?"));
    table.typed("новый план.toml").keys("enter");
    assert_eq!(table.saved[0].0.as_deref(), Some("новый план.toml"));
    table.at(1, 3).keys("enter enter s");
    assert_eq!(table.saved[1].0, None, "it is known from then on");
}

#[test]
fn keys_are_the_same_on_the_russian_and_kazakh_layouts() {
    for keys in ["k 1", "л 1", "л \""] {
        let mut table = Table::square(Lang::Kk);
        table.at(1, 2).keys(keys);
        assert!(table.has(1, 2, Sign::Locked), "{keys}");
    }
    // The key of 5 twice, as the Kazakh number row types it.
    let mut table = Table::square(Lang::Kk);
    table.at(1, 2).keys("enter ғ ғ enter г");
    assert_eq!(table.station(1, 2), Some(56), "picked and taken back");
    table.keys("к");
    assert_eq!(table.station(1, 2), Some(55));
}

#[test]
fn nothing_is_edited_while_a_search_goes_on_and_its_result_is_one_step() {
    let mut table = Table::square(Lang::En);
    table.at(1, 2).keys("i");
    table.send(Msg::Improving(Improving {
        before: 2568,
        now: 2500,
        ms: 3_000,
        of_ms: 10_000,
        ..Improving::default()
    }));
    let screen = table.screen(80, 24);
    assert!(
        screen.contains("Searching: 3 of 10 s. Points 2568 → 2500"),
        "{screen}"
    );
    table.keys("enter");
    assert!(table.model.questions.is_empty());
    assert!(
        table
            .screen(80, 24)
            .contains("A search is under way. Esc stops it")
    );

    let (problem, start) = table.desk.to_improve();
    let mut search = sheber::rotation::search::Search::new(
        &problem,
        &sheber::rotation::search::Options {
            seed: 1,
            lane: 0,
            start: Some(start.clone()),
        },
    );
    search.run(20_000, 0.5);
    let found = search.best().0.clone();
    assert!(table.desk.is_better(&found));
    let before = table.desk.objective();
    table.desk.take(found).unwrap();
    table.show();
    let now = table.desk.objective();
    table.send(Msg::Improved(Improving {
        before,
        now,
        ..Improving::default()
    }));
    assert!(now < before);
    assert!(
        table
            .screen(80, 24)
            .contains(&format!("Improved: {before} → {now}"))
    );
    table.keys("u");
    assert_eq!(*table.desk.plan(), start, "one step back");
}

#[test]
fn a_search_that_is_stopped_gives_the_best_so_far_and_edits_wait_for_it() {
    use sheber::runtime::sheet::worker::{Ask, Keeper, News, Worker};
    use std::sync::mpsc::channel;
    let (said, news) = channel();
    let tell = move |new: News| said.send(new).is_ok();
    let desk = Desk::of_event(&open_square()).unwrap();
    let before = desk.objective();
    let save = Box::new(|_: &Rows, _: Option<&str>| Answer::Same);
    let worker = Worker::start(desk, Keeper::File(save), tell).unwrap();
    let wait = || match news.recv_timeout(crate::pty::SOON).unwrap() {
        News::Screen(msg) => msg,
        News::Floor(command) => panic!("{command:?}"),
    };
    assert!(matches!(wait(), Msg::Sheet(_)), "the plan comes first");
    worker.ask(Ask::Do(Effect::Improve));
    worker.ask(Ask::Do(Effect::Edit(Edit::Set(cell(1, 2), None))));
    // Until something better is known.
    loop {
        match wait() {
            Msg::Improving(improving) if improving.now < before => break,
            Msg::Improving(_) => {}
            other => panic!("{other:?}"),
        }
    }
    worker.ask(Ask::Do(Effect::Stop));
    let sheet = loop {
        match wait() {
            Msg::Sheet(sheet) => break sheet,
            Msg::Improving(_) => {}
            other => panic!("{other:?}"),
        }
    };
    assert!(sheet.objective < before && sheet.undo == 1, "one step better");
    assert!(sheet.breaches.is_empty());
    assert!(matches!(wait(), Msg::Improved(improved) if improved.now == sheet.objective));
}

#[test]
fn five_hundred_groups_in_twenty_rounds_are_gone_through_without_losing_the_choice() {
    let mut event = open_square();
    let spans: Vec<_> = event.times.rounds.clone();
    let (first, group) = (spans[0], event.groups[&GroupNo(1)].clone());
    event.times.rounds = (0..20)
        .map(|round| sheber::domain::time::Span {
            start: first.start.plus_minutes(round * 22),
            end: first.end.plus_minutes(round * 22),
        })
        .collect();
    event.groups = (1..=500).map(|no| (GroupNo(no), group.clone())).collect();
    event.plan.clear();
    let mut table = Table::of(&event);
    table.screen(80, 24);
    for keys in [
        "end",
        "pagedown pagedown pagedown",
        "end",
        "home home",
        "pagedown",
        "end end",
        "tab",
        "end end",
    ] {
        table.keys(keys);
        let screen = table.screen(80, 24);
        assert!(screen.contains('[') && screen.contains(']'), "{keys}: {screen}");
    }
    table.keys("tab end end");
    assert_eq!(table.model.at(), Some(cell(500, 20)));
    let screen = table.screen(80, 24);
    assert!(
        screen.contains("500") && screen.contains("489–500/500"),
        "{screen}"
    );
}

#[test]
fn what_has_run_and_what_comes_soon_cannot_be_edited_on_the_floor() {
    let day = fixture::Day::open();
    let rounds: Vec<_> = day.floor.event().unwrap().times.rounds.clone();
    let second = rounds[1].start;
    let rest = Rest::of(&day.floor, &Schedule::at(&day.floor, second.plus_ms(1))).unwrap();
    let mut table = Table::over(Desk::of_rest(&rest).unwrap(), Over::Floor, Lang::En);
    assert_eq!(
        table.model.at().map(|at| at.round),
        Some(RoundNo(3)),
        "the first that can be changed"
    );
    let group = table.model.sheet.groups[0].no;
    for round in [1, 2] {
        let at = cell(group.0, round);
        assert!(table.has(group.0, round, Sign::Run));
        assert_eq!(table.desk.edit(Edit::Set(at, None)), Err(Refused::Run));
        table.at(group.0, round).keys("enter");
        assert!(table.model.questions.is_empty());
        assert!(table.screen(80, 24).contains("It has run or is running"));
    }
    let before = table.desk.plan().clone();
    table.desk.edit(Edit::Lock(Scope::All, true)).unwrap();
    assert_eq!(*table.desk.plan(), before);
}

#[test]
fn what_is_accepted_is_one_command_of_the_changed_cells_and_comes_true_on_the_floor() {
    let mut stage = Stage::new(Role::Coordinator, "10:30", Lang::En);
    let schedule = |stage: &Stage| Schedule::at(&stage.model.floor, stage.model.now);
    let mut desk = Desk::of_rest(&Rest::of(&stage.model.floor, &schedule(&stage)).unwrap()).unwrap();
    assert_eq!(desk.command(Reason::Other), Ok(None), "nothing to ask for");
    desk.edit(Edit::Set(cell(1, 8), Some(StationNo(44)))).unwrap();
    let command = desk.command(Reason::Other).unwrap().unwrap();
    let Command::Reroute { moves, .. } = &command else {
        panic!("{command:?}");
    };
    assert_eq!(moves, &[(GroupNo(1), RoundNo(8), Some(StationNo(44)))]);
    stage.answer(&command);
    assert!(stage.last_fact().contains("44"), "{}", stage.last_fact());
    let moved = desk.follow(&Rest::of(&stage.model.floor, &schedule(&stage)).unwrap());
    assert_eq!(moved, Some((0, Vec::new())), "it is no edit any more");
    assert!(!desk.is_changed());

    // What breaks a rule is not asked of a floor.
    desk.edit(Edit::Set(cell(2, 8), Some(StationNo(44)))).unwrap();
    assert_eq!(desk.command(Reason::Other), Err(BreaksRules));
}

#[test]
fn a_floor_that_changes_meanwhile_keeps_what_is_edited_and_says_what_is_not_possible_any_more() {
    let mut stage = Stage::new(Role::Coordinator, "10:20", Lang::En);
    let rest_of = |stage: &Stage| {
        Rest::of(
            &stage.model.floor,
            &Schedule::at(&stage.model.floor, stage.model.now),
        )
        .unwrap()
    };
    let mut desk = Desk::of_rest(&rest_of(&stage)).unwrap();
    assert_eq!(desk.follow(&rest_of(&stage)), None, "nothing new");
    desk.edit(Edit::Set(cell(1, 8), Some(StationNo(44)))).unwrap();
    desk.edit(Edit::Lock(Scope::Row(GroupNo(5)), true)).unwrap();
    desk.edit(Edit::Set(cell(2, 4), None)).unwrap();
    // Round 4 begins, and somebody else sends group 3 elsewhere.
    let other = Command::Reroute {
        moves: vec![(GroupNo(3), RoundNo(8), None)],
        reason: Reason::Equipment,
    };
    stage.told("10:21", COORDINATOR, &other);
    stage.tick("10:52");
    let moved = desk.follow(&rest_of(&stage));
    assert_eq!(moved, Some((1, vec![cell(2, 4)])));
    let mut table = Table::over(desk, Over::Floor, Lang::En);
    assert_eq!(table.station(1, 8), Some(44), "kept");
    assert_eq!(table.station(2, 4), Some(10), "it runs as it stood");
    assert_eq!(table.station(3, 8), None, "as the floor has it");
    assert!(table.has(5, 8, Sign::Locked), "locks are kept");
    table.send(Msg::Moved(1, vec![cell(2, 4)]));
    let screen = table.screen(80, 24);
    assert!(screen.contains("No longer possible: group 2 round 4"), "{screen}");
}

#[test]
fn the_plan_opens_over_the_overview_and_is_kept_through_an_evacuation() {
    let mut stage = Stage::new(Role::Coordinator, "10:30", Lang::En);
    stage.keys("t");
    assert!(stage.screen(80, 24).contains("PLAN  the floor now"));
    let rest = Rest::of(&stage.model.floor, &stage.model.schedule()).unwrap();
    let mut desk = Desk::of_rest(&rest).unwrap();
    stage.send(sheber::ui::msg::Msg::Plan(Box::new(Msg::Sheet(Box::new(
        desk.sheet(),
    )))));
    stage.keys("enter");
    assert!(
        stage
            .planned
            .iter()
            .any(|effect| matches!(effect, Effect::Look(_)))
    );
    stage.keys("esc");
    desk.edit(Edit::Set(cell(1, 8), None)).unwrap();
    stage.send(sheber::ui::msg::Msg::Plan(Box::new(Msg::Sheet(Box::new(
        desk.sheet(),
    )))));

    stage.tick("10:31");
    stage.told("10:31", COORDINATOR, &Command::Evacuate { drill: false });
    let screen = stage.screen(80, 24);
    assert!(
        screen.contains("ROLL CALL") || screen.contains("roll call"),
        "{screen}"
    );
    assert!(!screen.contains("the floor now"), "{screen}");
    stage.tick("10:35");
    stage.told("10:35", COORDINATOR, &Command::ResumeFloor);
    stage.keys("t");
    let screen = stage.screen(80, 24);
    assert!(
        screen.contains("not accepted"),
        "what was edited is there again: {screen}"
    );
    // First aid is called from everywhere.
    stage.keys("f8 enter");
    assert!(
        matches!(stage.asked.last(), Some(Command::Call { .. })),
        "{:?}",
        stage.asked
    );
    let screen = stage.screen(80, 24);
    assert!(screen.contains("###"), "the call stands over the plan: {screen}");
}

/// The program itself: edit, undo, take again, save; the file passes the check and nothing but its plan is another.
#[cfg(unix)]
#[test]
fn an_event_file_is_edited_in_a_terminal_saved_and_still_sound() {
    use crate::pty::{Pty, SOON};
    use std::fs;
    let folder = tempfile::tempdir().unwrap();
    let (source, out) = (folder.path().join("day.toml"), folder.path().join("new.toml"));
    let written = fs::read_to_string("config/open-square.toml").unwrap();
    fs::write(&source, &written).unwrap();
    let data = folder.path().join("data");
    let env = [("SHEBER_DATA", data.as_os_str())];
    let program = env!("CARGO_BIN_EXE_sheber");
    let (from, to) = (source.to_str().unwrap(), out.to_str().unwrap());
    let args = ["plan", from, "--screen", "--out", to, "--lang", "en"];
    let mut pty = Pty::spawn(program, &args, &env, (120, 40));
    pty.wait_for("groups × rounds");
    pty.send("\x1b[C");
    pty.wait_for("group 1, 9А №6 · round 2");
    pty.wait_for("→  55 -4: balance -4");
    pty.send("\r");
    pty.wait_for("To which station does the group go?");
    pty.send("\r");
    pty.wait_for("not saved");
    pty.wait_for("[ 55*");
    pty.send("u");
    pty.wait_for("[ 56");
    pty.send("r");
    pty.wait_for("[ 55*");
    pty.send("s");
    pty.wait_for("Saved:");
    pty.wait_gone("not saved");
    pty.send("q");
    assert_eq!(pty.exit_code(SOON), Some(0));

    let check = std::process::Command::new(program)
        .args(["check", to])
        .env("SHEBER_DATA", &data)
        .output()
        .unwrap();
    assert!(check.status.success(), "{check:?}");
    let saved = fs::read_to_string(&out).unwrap();
    let changed: Vec<_> = written
        .lines()
        .zip(saved.lines())
        .filter(|(old, new)| old != new)
        .collect();
    assert_eq!(written.lines().count(), saved.lines().count());
    let planned: Vec<_> = changed
        .iter()
        .filter(|(old, new)| old.contains("56") && new.contains("55"))
        .collect();
    assert_eq!(planned.len(), 1, "{changed:?}");
    let event = sheber::intake::event::read(&saved).event.unwrap();
    assert_eq!(event.plan[&GroupNo(1)][1], Some(StationNo(55)));
    assert_eq!(
        Event {
            plan: open_square().plan,
            ..event
        },
        open_square()
    );
    assert_eq!(
        fs::read_to_string(&source).unwrap(),
        written,
        "the file itself was not named to be written"
    );
}

/// The program itself on a floor: what is accepted is one entry, and undo takes it back.
#[cfg(unix)]
#[test]
fn the_plan_of_a_floor_is_edited_in_a_terminal_accepted_and_undone() {
    use crate::floor_kit::{FloorKit, wait};
    let floor = FloorKit::open("10:30");
    let before = floor.log().len();
    let mut overview = floor.overview();
    overview.wait_for("round 3 of 8");
    overview.send("t");
    overview.wait_for("the floor now");
    overview.wait_for("[ 53");
    overview.send("\x1b[F");
    overview.wait_for("[ 29");
    overview.wait_for("The cell costs");
    overview.send("\r");
    overview.wait_for("To which station does the group go?");
    overview.send("\r");
    overview.wait_for("not accepted");
    overview.wait_for("[ 44*");
    overview.send("s");
    overview.wait_for("on its way to the floor");
    let count = |count: usize| {
        wait(
            || floor.log().len() == before + count,
            || format!("{count} new entries, not {}", floor.log().len() - before),
        );
    };
    count(1);
    overview.wait_gone("not accepted");
    overview.send("q");
    overview.wait_gone("the floor now");
    overview.send("u");
    count(2);
    overview.send("t");
    overview.wait_for("[ 53");
    overview.send("\x1b[F");
    overview.wait_for("[ 29");
}

const KEYS: [&str; 34] = [
    "up",
    "down",
    "left",
    "right",
    "pageup",
    "pagedown",
    "home",
    "end",
    "enter",
    "enter",
    "enter",
    "esc",
    "tab",
    "m",
    "k",
    "backspace",
    "g",
    "n",
    "b",
    "/",
    "u",
    "r",
    "s",
    "i",
    "f1",
    "f10",
    "l",
    "1",
    "2",
    "5",
    "0",
    "ь",
    "л",
    "q",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever is pressed, the table shows the plan that is on the desk, locked cells stay, and drawing never fails.
    #[test]
    fn whatever_keys_are_pressed_the_table_shows_the_plan(
        keys in prop::collection::vec(prop::sample::select(KEYS.to_vec()), 0..80),
        width in 0u16..210,
        height in 0u16..64,
    ) {
        let mut table = Table::of(&fixture::event());
        table.desk.edit(Edit::Lock(Scope::Row(GroupNo(7)), true)).unwrap();
        table.show();
        for key in keys {
            let locked: Vec<_> = (1..=4)
                .filter(|round| table.has(7, *round, Sign::Locked))
                .map(|round| (round, table.station(7, round)))
                .collect();
            table.keys(key);
            table.assert_shows_the_desk();
            for (round, station) in locked {
                let is_free_now = !table.has(7, round, Sign::Locked);
                // Undo and redo bring back whole steps, with the locks they were taken under.
                prop_assert!(is_free_now || table.station(7, round) == station);
            }
            if let Some(Question::Confirm { step, .. }) = table.model.questions.last() {
                let foreseen = table.desk.foresee(step.edit).map(Box::new);
                prop_assert_eq!(step.outcome.clone(), Some(foreseen));
            }
        }
        table.buffer(width, height);
    }
}
