//! Stories of the start screen: the keys people press, and what they get; pictures in three languages and sizes.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sheber::domain::event::{Event, Lang};
use sheber::domain::id::{DeskNo, Role, StationNo};
use sheber::domain::opening::midnight_ms;
use sheber::intake::{embedded, event::read};
use sheber::ui::keymap::Press;
use sheber::ui::model::Look;
use sheber::ui::screen::start::{
    Choice, Complaint, Effect, EventSource, Last, Model, Msg, Named, Offer, PathOf, Step, draw, update,
};
use sheber::ui::theme::Theme;
use std::path::PathBuf;
use std::sync::Arc;

const HOUR_MS: i64 = 3_600_000;

fn event(key: &str) -> Arc<Event> {
    let (_, text) = embedded().into_iter().find(|(name, _)| *name == key).unwrap();
    Arc::new(read(text).event.unwrap())
}

fn sample(key: &str) -> Offer {
    Offer {
        source: EventSource::Sample(key.into()),
        event: event(key),
        open: None,
    }
}

/// The start screen on a day that is not the event's.
fn fresh(lang: Lang) -> Model {
    let look = Look {
        lang,
        theme: Theme::MONO,
    };
    let offers = vec![sample("open-square"), sample("open-day")];
    let before = midnight_ms(&offers[0].event) - 48 * HOUR_MS;
    Model::new(look, before, None, offers)
}

fn press(code: KeyCode) -> Msg {
    Msg::Key(Press::read(&KeyEvent::new(code, KeyModifiers::NONE)).unwrap())
}

fn type_text(model: &mut Model, text: &str) {
    for c in text.chars() {
        assert_eq!(update(model, press(KeyCode::Char(c))), [], "{c}");
    }
}

fn enter(model: &mut Model) -> Vec<Effect> {
    update(model, press(KeyCode::Enter))
}

fn choice(role: Role) -> Choice {
    Choice {
        event: EventSource::Sample("open-square".into()),
        share: None,
        role,
        rehearsal: true,
    }
}

fn picture(model: &Model, width: u16, height: u16) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    draw(model, area, &mut buf);
    let line = |y| {
        let cells: String = (0..width).map(|x| buf[(x, y)].symbol()).collect();
        cells.trim_end().to_owned()
    };
    (0..height).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn three_keys_from_nothing_to_a_live_station() {
    let mut model = fresh(Lang::Kk);
    assert_eq!(enter(&mut model), []);
    assert_eq!(enter(&mut model), []);
    assert_eq!(
        enter(&mut model),
        [Effect::Start(choice(Role::Station(StationNo(1))))]
    );
}

#[test]
fn one_key_makes_the_last_choice_again() {
    let mut model = fresh(Lang::Ru);
    let last = choice(Role::Station(StationNo(27)));
    model.last = Some(Last {
        choice: last.clone(),
        event: event("open-square"),
    });
    assert!(picture(&model, 80, 24).contains("последний выбор: станция 27 · "));
    assert_eq!(enter(&mut model), [Effect::Start(last)]);
}

#[test]
fn on_the_day_itself_nobody_rehearses_by_habit() {
    let mut model = fresh(Lang::En);
    model.now_ms = midnight_ms(&model.offers[0].event) + 9 * HOUR_MS;
    let last = choice(Role::Coordinator);
    model.last = Some(Last {
        choice: last.clone(),
        event: event("open-square"),
    });
    let real = Choice {
        rehearsal: false,
        ..last
    };
    assert_eq!(enter(&mut model), [Effect::Start(real.clone())]);
    assert!(!picture(&model, 80, 24).contains("REHEARSAL"));
    // The same by the long way.
    update(&mut model, press(KeyCode::Char('2')));
    assert_eq!(
        update(&mut model, press(KeyCode::Char('3'))),
        [Effect::Start(real)]
    );
}

#[test]
fn on_another_day_a_rehearsal_is_offered_and_can_be_declined() {
    let mut model = fresh(Lang::En);
    assert!(picture(&model, 80, 24).contains("REHEARSAL   Today is not the day of the event."));
    enter(&mut model);
    assert!(model.rehearsal);
    update(&mut model, press(KeyCode::Right));
    assert!(!picture(&model, 80, 24).contains("REHEARSAL"));
    assert!(picture(&model, 80, 24).contains("open with the real time"));
    let real = Choice {
        rehearsal: false,
        ..choice(Role::Coordinator)
    };
    assert_eq!(
        update(&mut model, press(KeyCode::Char('3'))),
        [Effect::Start(real)]
    );
}

#[test]
fn digits_of_the_kazakh_number_row_choose_and_count() {
    let mut model = fresh(Lang::Kk);
    // `"` lies on 1, `ә` on 2, `.` on 7.
    type_text(&mut model, "\"\"ә.");
    let role = Role::Station(StationNo(27));
    assert_eq!(enter(&mut model), [Effect::Start(choice(role))]);
}

#[test]
fn a_number_that_there_is_not_is_told_and_can_be_typed_again() {
    let mut model = fresh(Lang::Ru);
    type_text(&mut model, "1199");
    assert_eq!(enter(&mut model), []);
    assert_eq!(model.complaint, Some(Complaint::NoStation(99)));
    assert!(
        picture(&model, 80, 24).contains("! Станции 99 нет"),
        "{}",
        picture(&model, 80, 24)
    );
    type_text(&mut model, "8");
    assert_eq!(model.complaint, None);
    assert_eq!(
        enter(&mut model),
        [Effect::Start(choice(Role::Station(StationNo(8))))]
    );
}

#[test]
fn arrows_go_to_the_numbers_that_there_are() {
    let mut model = fresh(Lang::En);
    type_text(&mut model, "12");
    let first = model.number(sheber::ui::screen::start::Part::Desk).unwrap();
    update(&mut model, press(KeyCode::Up));
    let desks: Vec<_> = model.offers[0].event.desks.keys().copied().collect();
    assert_eq!(first, desks[0].0);
    assert_eq!(
        enter(&mut model),
        [Effect::Start(choice(Role::Desk(DeskNo(desks[1].0))))]
    );
}

#[test]
fn a_typed_path_stays_when_its_file_cannot_be_opened() {
    let mut model = fresh(Lang::En);
    type_text(&mut model, "3/tmp/quay.toml");
    let asked = Effect::Read(Named::File("/tmp/quay.toml".into()));
    assert_eq!(enter(&mut model), std::slice::from_ref(&asked));
    assert_eq!(model.step, Step::Reading(PathOf::Event));
    let path = "/tmp/quay.toml".to_owned();
    update(
        &mut model,
        Msg::Failed(Complaint::CannotOpen {
            path,
            why: "file-missing",
        }),
    );
    let shown = picture(&model, 80, 24);
    assert!(shown.contains("/tmp/quay.toml: there is no such file"), "{shown}");
    assert_eq!(enter(&mut model), std::slice::from_ref(&asked));
    update(&mut model, Msg::Failed(Complaint::Findings(3)));
    assert!(picture(&model, 80, 24).contains("Errors in the file: 3. More: sheber check"));
    assert_eq!(enter(&mut model), [asked]);
    let file = EventSource::File("/tmp/quay.toml".into());
    update(
        &mut model,
        Msg::Opened(Offer {
            source: file.clone(),
            ..sample("open-day")
        }),
    );
    let start = Choice {
        event: file,
        ..choice(Role::Coordinator)
    };
    assert_eq!(
        update(&mut model, press(KeyCode::Char('3'))),
        [Effect::Start(start)]
    );
}

#[test]
fn a_new_share_asks_for_its_event_and_an_open_one_does_not() {
    let mut model = fresh(Lang::En);
    let share = PathBuf::from("/fair/floor.db");
    type_text(&mut model, "4");
    update(&mut model, Msg::Paste("/fair\r".into()));
    assert_eq!(enter(&mut model), [Effect::Read(Named::Share("/fair".into()))]);
    update(&mut model, Msg::NewShare(share.clone()));
    assert!(picture(&model, 80, 24).contains("New shared file: /fair/floor.db."));
    type_text(&mut model, "1");
    let new = Choice {
        share: Some(share.clone()),
        ..choice(Role::Coordinator)
    };
    assert_eq!(
        update(&mut model, press(KeyCode::Char('3'))),
        [Effect::Start(new)]
    );

    let open = Some((share.clone(), false));
    update(
        &mut model,
        Msg::Opened(Offer {
            source: EventSource::Share,
            event: event("open-day"),
            open,
        }),
    );
    update(&mut model, press(KeyCode::Right));
    assert!(picture(&model, 80, 24).contains("open already"));
    let joined = Choice {
        event: EventSource::Share,
        share: Some(share),
        role: Role::Coordinator,
        rehearsal: false,
    };
    assert_eq!(
        update(&mut model, press(KeyCode::Char('3'))),
        [Effect::Start(joined)]
    );
}

#[test]
fn escape_leads_back_and_out_and_letters_of_a_path_are_no_shortcuts() {
    let mut model = fresh(Lang::En);
    type_text(&mut model, "11");
    for step in [Step::Parts, Step::Events] {
        assert_eq!(update(&mut model, press(KeyCode::Esc)), []);
        assert_eq!(model.step, step);
    }
    type_text(&mut model, "3ql");
    assert_eq!((model.path.as_str(), model.look.lang), ("ql", Lang::En));
    assert_eq!(
        update(&mut model, press(KeyCode::F(2))),
        [Effect::Remember(Lang::Kk)]
    );
    update(&mut model, press(KeyCode::Esc));
    assert_eq!(update(&mut model, press(KeyCode::Char('й'))), [Effect::Quit]);
    assert_eq!(update(&mut model, press(KeyCode::Esc)), [Effect::Quit]);
}

/// The screen at every question, with everything that can be on it.
fn every_step(lang: Lang) -> Vec<(&'static str, Model)> {
    let mut events = fresh(lang);
    events.last = Some(Last {
        choice: choice(Role::Station(StationNo(27))),
        event: event("open-square"),
    });
    let mut parts = events.clone();
    type_text(&mut parts, "2");
    let mut station = parts.clone();
    type_text(&mut station, "127");
    let mut desk = parts.clone();
    type_text(&mut desk, "2");
    let mut path = events.clone();
    type_text(&mut path, "4/mnt/fair/my day.toml");
    let path_of = "/mnt/fair/my day.toml".to_owned();
    path.complaint = Some(Complaint::CannotOpen {
        path: path_of,
        why: "file-denied",
    });
    vec![
        ("events", events),
        ("parts", parts),
        ("station", station),
        ("desk", desk),
        ("path", path),
    ]
}

#[test]
fn pictures_of_every_question_at_the_smallest_size() {
    for lang in Lang::ALL {
        for (name, model) in every_step(lang) {
            insta::assert_snapshot!(format!("start_{name}_{}", lang.code()), picture(&model, 80, 24));
        }
    }
}

#[test]
fn pictures_at_larger_sizes() {
    for (name, model) in every_step(Lang::Kk) {
        if matches!(name, "events" | "station") {
            insta::assert_snapshot!(format!("start_{name}_120x40"), picture(&model, 120, 40));
            insta::assert_snapshot!(format!("start_{name}_200x60"), picture(&model, 200, 60));
        }
    }
}

#[test]
fn any_size_and_any_text_is_drawn() {
    for (_, mut model) in every_step(Lang::Ru) {
        model.path = "Ә\u{301}👩‍🔧".repeat(300);
        model.share = Some("\u{1b}[2J/сеть".into());
        for (width, height) in (1..=300)
            .step_by(7)
            .flat_map(|w| (1..=100).step_by(9).map(move |h| (w, h)))
        {
            let shown = picture(&model, width, height);
            assert!(!shown.contains('\u{1b}'));
        }
    }
}
