//! What screens say of how far event time can be trusted.

use crate::stage::Stage;
use insta::assert_snapshot;
use sheber::domain::event::Lang;
use sheber::domain::id::{DeskNo, Role, StationNo};
use sheber::ui::model::{Contact, Link, Trust};
use sheber::ui::msg::Msg;

const STATION: Role = Role::Station(StationNo(27));
const PLACES: [(&str, Role); 3] = [
    ("station", STATION),
    ("desk", Role::Desk(DeskNo(71))),
    ("overview", Role::Coordinator),
];

/// A screen on a floor whose clocks were compared so long ago, with such an uncertainty.
fn trusting(role: Role, lang: Lang, uncertainty_ms: Option<i64>, unchecked_s: i64) -> Stage {
    let mut stage = Stage::new(role, "09:46:00", lang);
    stage.send(Msg::Link(Link {
        contact: Contact::Online,
        trust: Some(Trust {
            uncertainty_ms,
            unchecked_ms: unchecked_s * 1_000,
        }),
        ..Link::STARTING
    }));
    stage
}

#[test]
fn a_clock_that_is_vague_and_unchecked_says_so_on_every_screen() {
    for (name, role) in PLACES {
        for lang in Lang::ALL {
            let picture = trusting(role, lang, Some(312), 125).screen(80, 24);
            assert_snapshot!(format!("trust_{name}_{}", lang.code()), picture);
        }
    }
}

#[test]
fn what_nobody_can_notice_is_not_said() {
    for (name, role) in PLACES {
        let plain = Stage::new(role, "09:46:00", Lang::En).screen(80, 24);
        for (uncertainty_ms, unchecked_s) in [(Some(250), 60), (Some(3), 0), (None, 60)] {
            let screen = trusting(role, Lang::En, uncertainty_ms, unchecked_s).screen(80, 24);
            assert_eq!(screen, plain, "{name}: {uncertainty_ms:?}, {unchecked_s}");
        }
    }
}

#[test]
fn clocks_that_were_never_compared_are_told_after_a_minute() {
    for (name, role) in PLACES {
        let screen = trusting(role, Lang::En, None, 61).screen(80, 24);
        assert!(screen.contains("clock not checked for 01:01"), "{name}: {screen}");
        assert!(!screen.contains('±'), "{name}: {screen}");
    }
}

#[test]
fn help_says_how_it_stands_with_connection_and_clock() {
    let help = |link: Link| {
        let mut stage = Stage::new(STATION, "09:46:00", Lang::En);
        stage.send(Msg::Link(link)).keys("f1 end").screen(80, 40)
    };
    let online = Link {
        contact: Contact::Online,
        trust: Some(Trust {
            uncertainty_ms: Some(11),
            unchecked_ms: 4_000,
        }),
        ..Link::STARTING
    };
    let screen = help(online);
    assert!(screen.contains("connection and clock"), "{screen}");
    assert!(screen.contains("everything sent"), "{screen}");
    assert!(
        screen.contains("within ±0.02 s; clocks compared 00:04 ago"),
        "{screen}"
    );
    let alone = Link {
        contact: Contact::Offline {
            since: crate::stage::at("09:40"),
            why: "share-none",
        },
        ..Link::STARTING
    };
    let screen = help(alone);
    assert!(screen.contains("No shared file is chosen."), "{screen}");
    assert!(screen.contains("The clock is compared with no other"), "{screen}");
}

#[test]
fn a_large_uncertainty_is_written_as_each_language_writes_it() {
    for (lang, told) in [(Lang::Kk, "±12,1"), (Lang::Ru, "±12,1"), (Lang::En, "±12.1")] {
        let screen = trusting(STATION, lang, Some(12_010), 1).screen(80, 24);
        assert!(screen.contains(told), "{screen}");
    }
}
