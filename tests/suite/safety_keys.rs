//! First aid, undo and the evacuation answer on every screen, over every question, in every language and on every
//! keyboard layout.

use sheber::domain::command::Command;
use sheber::domain::event::Lang;
use sheber::domain::id::{DeskNo, Role, StationNo};
use sheber::ui::dialog::Dialog;
use sheber::ui::keymap::Context;

use super::stage::Stage;

/// The keys of first aid, evacuation and undo: the letter on the QWERTY layout, on the Cyrillic ones, the function key.
const FIRST_AID: [&str; 3] = ["a", "ф", "f8"];
const EVACUATION: [&str; 3] = ["x", "ч", "f12"];
const UNDO: [&str; 3] = ["u", "г", "f9"];

/// Where a person can be: the part, and the keys that lead there.
const PLACES: [(&str, &[&str]); 3] = [
    (
        "station",
        &[
            "", "m", "f1", "j", "h", "p", "e", "e 7", "i", "g", "w", "t", "n", "c", "end", "y y", "a", "x",
            "x 2",
        ],
    ),
    ("desk", &["", "m", "f1", "j", "h", "n", "a", "x", "x 2"]),
    (
        "overview",
        &[
            "", "tab", "tab tab", "enter", "enter i", "enter t", "/", "o", "e", "m", "f7", "j", "f1", "f10",
            "a", "x",
        ],
    ),
];

fn role(name: &str) -> Role {
    match name {
        "station" => Role::Station(StationNo(27)),
        "desk" => Role::Desk(DeskNo(71)),
        _ => Role::Coordinator,
    }
}

/// The role on the place, with an entry of its own behind it that can be undone.
fn staged(name: &str, keys: &str, lang: Lang) -> Stage {
    let mut stage = Stage::new(role(name), "10:30:00", lang);
    stage.keys(match name {
        "station" => "enter",
        "desk" => "1",
        _ => "",
    });
    if name == "overview" {
        let to = sheber::domain::fact::Audience::All;
        let text = sheber::domain::event::Words::same("x");
        stage.answer(&Command::Send { to, text });
    }
    stage.keys(keys);
    stage
}

fn each(mut check: impl FnMut(&str, &str, Lang)) {
    for (name, places) in PLACES {
        for keys in places {
            for lang in Lang::ALL {
                check(name, keys, lang);
            }
        }
    }
}

/// While a text is entered letters are letters; the function keys still work.
fn may_press(stage: &Stage, key: &str) -> bool {
    let types = stage.model.dialogs.last().map(Dialog::context) == Some(Context::Text);
    !types || key.starts_with('f') && key.len() > 1
}

#[test]
fn first_aid_answers_everywhere() {
    each(|name, keys, lang| {
        for key in FIRST_AID {
            let mut stage = staged(name, keys, lang);
            if !may_press(&stage, key) {
                continue;
            }
            stage.keys(key);
            let asked = stage.model.dialogs.last().map(Dialog::title);
            assert_eq!(asked, Some("ask-first-aid"), "{name}, after {keys:?}: {key}");
            let question = stage.model.texts().get("ask-first-aid");
            assert!(stage.screen(80, 24).contains(question), "{name}, after {keys:?}");
            stage.keys("enter");
            assert!(
                stage.last_fact().starts_with("help_called"),
                "{name}, after {keys:?}: {key}"
            );
        }
    });
}

#[test]
fn the_evacuation_answers_everywhere() {
    each(|name, keys, lang| {
        for key in EVACUATION {
            let mut stage = staged(name, keys, lang);
            if !may_press(&stage, key) {
                continue;
            }
            stage.keys(key);
            let asked = stage.model.dialogs.last().map(Dialog::title);
            assert_eq!(asked, Some("ask-evacuate"), "{name}, after {keys:?}: {key}");
            stage.keys("enter");
            let fact = stage.last_fact();
            assert_eq!(
                fact, r#"evacuation_called {"drill":false}"#,
                "{name}, after {keys:?}: {key}"
            );
            if name != "overview" {
                let told = stage.model.texts().get("m-evac");
                for sentence in told.split(". ").skip(1) {
                    assert!(stage.screen(80, 24).contains(sentence), "{name}, after {keys:?}");
                }
            }
        }
    });
}

#[test]
fn undo_answers_everywhere() {
    each(|name, keys, lang| {
        for key in UNDO {
            let mut stage = staged(name, keys, lang);
            if !may_press(&stage, key) {
                continue;
            }
            let before = stage.entries();
            stage.keys(key);
            assert!(
                stage.last_fact().starts_with("entry_undone"),
                "{name}, after {keys:?}: {key} gave {}",
                stage.last_fact()
            );
            assert_eq!(stage.entries(), before + 1);
        }
    });
}
