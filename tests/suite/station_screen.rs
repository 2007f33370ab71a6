//! The station screen.

use sheber::domain::command::Command;
use sheber::domain::event::Lang;
use sheber::domain::id::{GroupNo, Role, StationNo};

use super::stage::Stage;

fn arrive(station: u16, group: u16, count: u16) -> Command {
    Command::Arrive {
        station: StationNo(station),
        group: Some(GroupNo(group)),
        count: Some(count),
    }
}

const ST: Role = Role::Station(StationNo(27));

#[test]
fn look() {
    for (lang, w, h) in [
        (Lang::Kk, 80, 24),
        (Lang::Ru, 80, 24),
        (Lang::En, 80, 24),
        (Lang::Ru, 120, 40),
        (Lang::Kk, 200, 60),
    ] {
        let mut s = Stage::new(ST, "09:40:10", lang);
        println!("{}", s.screen(w, h));
        s.keys("r").tick("09:45:30");
        println!("{}", s.screen(w, h));
        s.keys("1");
        println!("{}", s.screen(w, h));
        s.keys("esc").tick("09:49:00");
        println!("{}", s.screen(w, h));
        s.keys("enter").tick("09:50:00");
        println!("{}", s.screen(w, h));
        s.keys("p");
        println!("{}", s.screen(w, h));
        s.keys("esc").tick("10:02:30").tick("10:03:00").tick("10:03:10");
        println!("{}", s.screen(w, h));
        s.keys("f").tick("10:05:00");
        println!("{}", s.screen(w, h));
        s.tick("10:30:00").keys("g 6 enter 1 2 enter");
        println!("{}", s.screen(w, h));
        s.tick("12:50:00");
        println!("{}", s.screen(w, h));
    }
    let _ = arrive(1, 1, 1);
}
