//! Pictures of the station and desk screens: every phase, the three languages, the three sizes, the colours.

use insta::{assert_debug_snapshot, assert_snapshot};
use sheber::domain::command::Command;
use sheber::domain::event::{Lang, Words};
use sheber::domain::fact::{Audience, Reason};
use sheber::domain::fork::ForkNotice;
use sheber::domain::id::{DeskNo, GroupNo, Role, Seq, StationNo};
use sheber::ui::model::{Contact, Link};
use sheber::ui::msg::Msg;
use sheber::ui::theme::Theme;

use super::stage::{Stage, at};

const SIZES: [(u16, u16); 2] = [(120, 40), (200, 60)];

fn on(no: u16, time: &str, lang: Lang) -> Stage {
    Stage::new(Role::Station(StationNo(no)), time, lang)
}

fn waiting(lang: Lang) -> Stage {
    on(27, "09:45:30", lang)
}

fn running(lang: Lang) -> Stage {
    let mut stage = on(27, "09:46:00", lang);
    stage.keys("enter b").tick("09:50:00");
    stage
}

/// Group 35 is still here after its time; its laptop is offline and its briefing not marked.
fn time_up(lang: Lang) -> Stage {
    let mut stage = on(15, "09:46:00", lang);
    stage
        .keys("enter")
        .tick("10:02:59")
        .tick("10:03:00")
        .tick("10:06:10");
    stage.send(Msg::Link(Link {
        contact: Contact::Offline {
            since: at("10:05"),
            why: "share-missing",
        },
        unsent: 2,
        ..Link::STARTING
    }));
    stage
}

/// Two groups where one was expected, a message and a call at once.
fn crowded(lang: Lang) -> Stage {
    let mut stage = on(11, "09:46:00", lang);
    stage.keys("1 1 enter g 7 enter enter h 1");
    let text = Words {
        kk: "Қонақтар 10:55-тен кейін жасыл зал арқылы өтеді".to_owned(),
        ru: "После 10:55 гости пройдут через зелёный зал".to_owned(),
        en: "The guests go through the green hall after 10:55".to_owned(),
    };
    let to = Audience::All;
    stage.told("09:47", Role::Coordinator, &Command::Send { to, text });
    stage.tick("09:47:30");
    stage
}

/// Group 18 needs a sign language interpreter; round 5 begins in two minutes.
fn changeover(lang: Lang) -> Stage {
    on(56, "11:11:00", lang)
}

/// After a hold of twelve minutes.
fn moved(lang: Lang) -> Stage {
    let mut stage = on(27, "11:15:00", lang);
    stage.keys("enter b").tick("11:20:00");
    stage.told("11:20", Role::Coordinator, &Command::Hold(Reason::Drill));
    stage.told("11:32", Role::Coordinator, &Command::ResumeFloor);
    stage.tick("11:32:30");
    stage
}

/// Another laptop wrote as this place.
fn forked(lang: Lang) -> Stage {
    let mut stage = running(lang);
    stage.send(Msg::Forks(vec![ForkNotice {
        origin: stage.model.me.0,
        from: Seq(2),
        names: 3,
    }]));
    stage
}

fn desk(lang: Lang) -> Stage {
    let mut stage = Stage::new(Role::Desk(DeskNo(71)), "09:40:00", lang);
    stage.keys("1 1 2").tick("10:10:00").keys("3 1 1 1 1");
    stage.tick("11:44:00").keys("1 1 1 2 n 9 enter");
    stage
}

/// A phase by its name and how to get there.
type Phase = (&'static str, fn(Lang) -> Stage);

const PHASES: [Phase; 7] = [
    ("station_waiting", waiting),
    ("station_running", running),
    ("station_time_up", time_up),
    ("station_crowded", crowded),
    ("station_changeover", changeover),
    ("station_forked", forked),
    ("desk", desk),
];

#[test]
fn every_phase_in_every_language() {
    for (name, stage) in PHASES {
        for lang in Lang::ALL {
            let picture = stage(lang).screen(80, 24);
            assert_snapshot!(format!("{name}_{}", lang.code()), picture);
        }
    }
}

#[test]
fn larger_windows_show_larger_clocks() {
    for (width, height) in SIZES {
        let picture = moved(Lang::Ru).screen(width, height);
        assert_snapshot!(format!("station_moved_{width}x{height}"), picture);
        let picture = desk(Lang::Kk).screen(width, height);
        assert_snapshot!(format!("desk_{width}x{height}"), picture);
    }
}

#[test]
fn before_the_day_and_after_it() {
    assert_snapshot!(
        "station_not_ready_kk",
        on(27, "09:40:10", Lang::Kk).screen(80, 24)
    );
    assert_snapshot!("station_reserve_ru", on(5, "09:50:00", Lang::Ru).screen(80, 24));
    assert_snapshot!("station_done_kk", on(27, "12:50:00", Lang::Kk).screen(80, 24));
}

#[test]
fn the_clock_stays_in_sight_over_a_question() {
    let mut stage = running(Lang::Ru);
    stage.keys("p");
    assert_snapshot!("station_question_ru", stage.screen(80, 24));
    stage.keys("esc f1");
    assert_snapshot!("station_help_ru", stage.screen(80, 24));
}

#[test]
fn held_and_paused_say_since_when_and_why() {
    let mut stage = running(Lang::Kk);
    stage.keys("p 4");
    assert_snapshot!("station_paused_kk", stage.screen(80, 24));
    stage.told("09:50", Role::Coordinator, &Command::Hold(Reason::Drill));
    stage.tick("09:52:00");
    assert_snapshot!("station_held_kk", stage.screen(80, 24));
}

#[test]
fn the_colours_of_the_roles() {
    for (name, theme) in [("colour", Theme::COLOUR), ("mono", Theme::MONO)] {
        for (phase, stage) in [("running", running as fn(Lang) -> Stage), ("time_up", time_up)] {
            let mut stage = stage(Lang::En);
            stage.model.look.theme = theme;
            assert_debug_snapshot!(format!("colours_{phase}_{name}"), stage.buffer(80, 24));
        }
    }
}

#[test]
fn time_up_differs_from_the_last_minute_in_colour_word_and_sign() {
    let mut before = on(27, "09:46:00", Lang::En);
    before.keys("enter b").tick("10:02:59");
    let mut after = on(27, "09:46:00", Lang::En);
    after.keys("enter b").tick("10:03:01");
    let (before, after) = (before.buffer(80, 24), after.buffer(80, 24));
    // The free field around the figures changes its colour as a whole.
    assert_ne!(before[(0, 4)].style(), after[(0, 4)].style());
    assert_eq!((before[(1, 1)].symbol(), after[(1, 1)].symbol()), ("]", "+"));
    let state =
        |buffer: &ratatui::buffer::Buffer| super::stage::text(buffer).lines().nth(1).unwrap().to_owned();
    assert!(state(&before).contains("LAST MINUTE"), "{}", state(&before));
    assert!(state(&after).contains("TIME IS UP"), "{}", state(&after));
}

#[test]
fn the_clock_has_at_least_nine_rows_in_the_smallest_window() {
    let of_figures = |line: &&str| line.contains(['█', '▀', '▄']);
    for (name, stage) in PHASES.into_iter().filter(|(name, _)| name.starts_with("station")) {
        let screen = stage(Lang::Ru).screen(80, 24);
        let rows = screen.lines().skip(2).take_while(of_figures).count();
        assert!(rows >= 9, "{name}: {rows} rows\n{screen}");
    }
}

#[test]
fn no_group_that_is_not_due_lends_its_support_needs_to_a_screen() {
    let needs = |group: GroupNo| format!("group {group}");
    let screen = on(56, "10:50:00", Lang::En).screen(200, 60);
    assert!(!screen.contains("sign language"), "{}", needs(GroupNo(18)));
}
