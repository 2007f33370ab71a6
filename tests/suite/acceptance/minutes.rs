use super::player::{SECOND, played};
use crate::fixture::t;
use sheber::domain::floor::Floor;
use sheber::domain::query::alarms::{alarms, Alarm};
use sheber::domain::query::evacuation::evacuation;
use sheber::domain::query::overview::overview;

#[test]
fn tmp() {
    let day = played();
    let heard = day.heard(SECOND);
    let mut floor = Floor::default();
    let mut next = 0;
    let mut last = Vec::new();
    for minute in 0..=217 {
        let now = t("09:30").plus_minutes(minute);
        while next < heard.len() && heard[next].0 <= now { floor.apply(&heard[next].1); next += 1; }
        let presence = day.presence(&now.to_string());
        let view = overview(&floor, &presence, now);
        let evac = evacuation(&floor, now);
        let mut all: Vec<String> = alarms(&floor, &view, evac.as_ref()).iter().map(|a| match a {
            Alarm::At{station,trouble,group} => format!("{station} {} {:?}", format!("{trouble:?}").replace("EventTime",""), group.map(|g| g.0)),
            Alarm::Misfit(m) => format!("misfit {} g{} at {:?} {:?} {}", m.round, m.group, m.station.map(|s| s.0), m.why, m.pupils),
            Alarm::Unaccounted{..} => "unaccounted".to_owned(),
            Alarm::Unconfirmed(v) => format!("unconf {} {} {}", v.station, v.round, v.group),
            other => format!("{other:?}"),
        }).collect();
        all.sort(); all.dedup();
        for a in all.iter().filter(|a| !last.contains(*a)) { println!("{} + {a}", now); }
        for a in last.iter().filter(|a| !all.contains(*a)) { println!("{} - {a}", now); }
        last = all;
    }
    panic!();
}
