//! Lists of schools on the overview, by keys: a path is typed, rows and changes are read, questions are answered, one
//! Enter takes everything over, and undo takes it back.

use crate::stage::Stage;
use sheber::domain::event::Lang;
use sheber::domain::id::{GroupNo, Role};
use sheber::domain::query::roster::Standing;
use sheber::intake::roster::Lists;
use sheber::runtime::lists::{Job, Reader};
use sheber::ui::dialog::Dialog;
use sheber::ui::msg::{ListWish, Msg};
use sheber::ui::widget::label::label_text;
use std::path::{Path, PathBuf};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/lists");

/// A coordinator's screen, and the reader of lists behind it.
struct Floor {
    stage: Stage,
    reader: Reader,
}

impl Floor {
    fn new(time: &str, lang: Lang) -> Self {
        let mut stage = Stage::new(Role::Coordinator, time, lang);
        stage.tick(time);
        Self {
            stage,
            reader: Reader::new(Box::new(|typed| Path::new(DATA).join(typed))),
        }
    }

    /// Types keys; whatever is asked about lists is answered.
    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.stage.keys(key);
            self.serve();
        }
        self
    }

    fn serve(&mut self) {
        while !self.stage.wishes.is_empty() {
            let wish = self.stage.wishes.remove(0);
            let floor = &self.stage.model.floor;
            let job = Job {
                wish,
                standing: Standing::of_floor(floor),
                places: floor.event().and_then(Lists::places),
            };
            if let Some(news) = self.reader.answer(job) {
                self.stage.send(Msg::Lists(Box::new(news)));
            }
        }
    }

    /// The question for a path.
    fn asked_where(&mut self) -> &mut Self {
        self.keys("d").choose("lever-floor").choose("lever-lists")
    }

    /// Chooses what is called by this key.
    fn choose(&mut self, key: &str) -> &mut Self {
        let model = &self.stage.model;
        let Some(Dialog::Pick(pick)) = model.dialogs.last() else {
            panic!("no menu:\n{}", self.screen());
        };
        let mut labels = pick.items.iter().map(|(label, _)| label_text(model, label));
        let index = labels.position(|label| label == model.texts().get(key));
        let downs = index.unwrap_or_else(|| panic!("no {key} in\n{}", self.screen())) - pick.selected;
        self.keys(&"down ".repeat(downs)).keys("enter")
    }

    /// Types this path and Enter.
    fn look(&mut self, path: &str) -> &mut Self {
        self.asked_where();
        self.stage.send(Msg::Paste(path.to_owned()));
        self.keys("enter")
    }

    fn screen(&self) -> String {
        self.stage.screen(80, 24)
    }

    fn group(&self, no: u16) -> Option<String> {
        let group = self.stage.model.floor.group(GroupNo(no))?;
        Some(format!("{} {} {}", group.school, group.class, group.size))
    }
}

#[test]
fn every_row_has_its_state_in_three_languages() {
    for lang in Lang::ALL {
        let mut floor = Floor::new("09:00", lang);
        floor.asked_where();
        insta::assert_snapshot!(format!("lists_where_{}_80x24", lang.code()), floor.screen());
        floor.keys("esc esc esc").look("groups.csv");
        insta::assert_snapshot!(format!("lists_rows_{}_80x24", lang.code()), floor.screen());
        floor.keys("down down");
        insta::assert_snapshot!(format!("lists_question_{}_80x24", lang.code()), floor.screen());
        floor.keys("enter");
        insta::assert_snapshot!(format!("lists_choices_{}_80x24", lang.code()), floor.screen());
        floor.keys("esc end");
        insta::assert_snapshot!(format!("lists_end_{}_80x24", lang.code()), floor.screen());
        floor.keys("esc esc esc esc").look("groups_cp1251.csv");
        insta::assert_snapshot!(format!("lists_refused_{}_80x24", lang.code()), floor.screen());
    }
}

#[test]
fn questions_are_answered_and_one_enter_takes_everything_over() {
    let mut floor = Floor::new("10:10", Lang::En);
    let entries = floor.stage.entries();
    floor.look("groups.xlsx");
    // The first question: the language of №28 9Ә is Kazakh.
    floor.keys("down down enter 1");
    assert!(!floor.screen().contains("18 to ask"), "{}", floor.screen());
    // A range: ten came last year's way, nine is typed.
    let position = |floor: &Floor, row: &str| {
        let Some(Dialog::Lists(page)) = floor.stage.model.dialogs.last() else {
            panic!("no lists:\n{}", floor.screen());
        };
        let sheet = page.sheet().expect("a list");
        let is_row = |item: &sheber::ui::dialog::Item| match item {
            sheber::ui::dialog::Item::Row(index) => sheet.lines[*index].row == row,
            _ => false,
        };
        page.items().iter().position(is_row).expect("the row")
    };
    let to = |floor: &mut Floor, row: &str| {
        let downs = position(floor, row);
        floor.keys("home").keys(&"down ".repeat(downs));
    };
    to(&mut floor, "32");
    floor.keys("enter");
    let typed = match floor.stage.model.dialogs.last() {
        Some(Dialog::Pick(pick)) => pick.items.len(),
        _ => panic!("no question:\n{}", floor.screen()),
    };
    floor.keys(&typed.to_string()).keys("9 enter");
    to(&mut floor, "46");
    floor.keys("enter 1");
    assert_eq!(floor.stage.entries(), entries, "nothing is written yet");

    floor.keys("home enter");
    insta::assert_snapshot!("lists_lever_80x24", floor.screen());
    assert_eq!(floor.stage.entries(), entries, "nothing is written yet");
    floor.keys("enter");
    assert_eq!(floor.stage.entries(), entries + 1, "one entry");
    assert!(
        floor.stage.last_fact().starts_with("groups_listed "),
        "{}",
        floor.stage.last_fact()
    );
    assert!(floor.stage.model.dialogs.is_empty());
    assert_eq!(floor.group(28).as_deref(), Some("№44 9Б 9"));
    assert_eq!(
        floor.group(41).as_deref(),
        Some("Қарғалы ауылы, №2 мектеп 9А/1 13")
    );
    assert_eq!(
        floor.group(42).as_deref(),
        Some("Қарғалы ауылы, №2 мектеп 9А/2 12")
    );
    assert!(
        floor
            .screen()
            .contains("groups after the schools' lists: new 41, 42; changed 28"),
        "{}",
        floor.screen()
    );
    floor.keys("u");
    assert_eq!(
        (floor.group(28).as_deref(), floor.group(41)),
        (Some("№44 9Б 10"), None)
    );
}

#[test]
fn a_folder_shows_its_lists_and_they_can_be_taken_together() {
    let mut floor = Floor::new("10:10", Lang::En);
    floor.look(".");
    let screen = floor.screen();
    assert!(
        screen.contains("groups.csv") && screen.contains("groups.xlsx"),
        "{screen}"
    );
    assert!(screen.contains("All of them as one list: 4"), "{screen}");
    floor.keys("1");
    assert!(floor.screen().contains("accepted: 12"), "{}", floor.screen());
    floor.keys("esc esc esc esc");
    assert!(floor.stage.model.dialogs.is_empty());
}

#[test]
fn whoever_has_left_is_told_nothing_and_no_wish_waits() {
    let mut floor = Floor::new("10:10", Lang::En);
    floor.asked_where();
    floor
        .stage
        .send(Msg::Paste("groups.csv".to_owned()))
        .keys("enter");
    assert!(
        floor.screen().contains("The list is being read"),
        "{}",
        floor.screen()
    );
    floor.stage.keys("esc esc esc esc");
    floor.serve();
    assert!(floor.stage.model.dialogs.is_empty(), "{}", floor.screen());
}

#[test]
fn a_list_is_compared_anew_when_the_floor_changes_and_with_its_own_schools_only() {
    let mut floor = Floor::new("10:10", Lang::En);
    floor.look("groups.csv");
    let resize = sheber::domain::command::Command::Resize {
        group: GroupNo(1),
        size: 9,
    };
    floor.stage.told("10:11", Role::Coordinator, &resize);
    assert_eq!(floor.stage.wishes, [ListWish::Again]);
    floor.serve();
    assert!(floor.screen().contains("changed 1"), "{}", floor.screen());
    floor.keys("down enter");
    assert!(
        floor.screen().contains("The list is of its own schools"),
        "{}",
        floor.screen()
    );
}

#[test]
fn what_is_missing_is_said() {
    let mut floor = Floor::new("10:10", Lang::En);
    floor.look("nowhere.csv");
    assert!(
        floor.screen().contains("there is no such file"),
        "{}",
        floor.screen()
    );
    floor.keys("enter esc esc esc esc");
    assert!(PathBuf::from(DATA).is_dir());
}
