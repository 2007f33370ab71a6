//! The search: `39` is station 39, desk 39, group 39 and the groups of school №39; letters are looked for in the names
//! of trades, organisations, schools and the topics of desks, whatever keyboard typed them.

use super::{Target, select};
use crate::domain::event::{Event, Words};
use crate::domain::floor::Floor;
use crate::domain::fold::fold;
use crate::ui::dialog::{Dialog, Label, Line, Then};
use crate::ui::model::{Model, Said};

/// The most finds that are offered.
const FINDS_MAX: usize = 60;

/// Looks for a group, school, station or desk: one find is chosen at once, several are offered.
pub fn search(model: &mut Model, text: &str) {
    let finds = model
        .floor
        .event()
        .map_or_else(Vec::new, |event| finds(&model.floor, event, text));
    match finds.as_slice() {
        [] => model.say(Said::NotFound(text.to_owned())),
        [only] => select(model, *only),
        several => {
            let items = several
                .iter()
                .map(|target| (label(*target), Then::Select(*target)));
            let dialog = Dialog::pick("search", items.collect());
            model.dialogs.push(dialog);
        }
    }
}

fn label(target: Target) -> Label {
    match target {
        Target::Station(no) => Label::Station(no),
        Target::Group(no) => Label::Group(no),
        Target::Desk(no) => Label::Line(Line::Desk(no)),
    }
}

/// What a text finds, the most exact first.
fn finds(floor: &Floor, event: &Event, text: &str) -> Vec<Target> {
    let sought = fold(text);
    let number = sought.trim_start_matches('№').trim_start();
    let only_school = number.len() < sought.len();
    let stations = event.stations.keys().filter(|no| no.0.to_string() == sought);
    let groups = floor
        .groups()
        .map(|(no, _)| no)
        .filter(|no| no.0.to_string() == sought);
    let mut finds: Vec<_> = stations.map(|no| Target::Station(*no)).collect();
    let desks = event.desks.keys().filter(|no| no.0.to_string() == sought);
    finds.extend(desks.map(|no| Target::Desk(*no)));
    finds.extend(groups.map(Target::Group));
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let schools = floor.groups().filter(|(_, group)| {
        let school = fold(&group.school);
        if is_number {
            digits_of(&school) == number
        } else {
            school.contains(&sought) || fold(&format!("{} {}", group.school, group.class)).contains(&sought)
        }
    });
    finds.extend(schools.map(|(no, _)| Target::Group(no)));
    if !is_number && !only_school {
        let names = event
            .stations
            .iter()
            .filter(|(_, station)| has(&station.name, &sought) || has(&station.org, &sought));
        finds.extend(names.map(|(no, _)| Target::Station(*no)));
        let topics = event
            .desks
            .iter()
            .filter(|(_, desk)| has(&desk.name, &sought) || fold(&desk.topic).contains(&sought));
        finds.extend(topics.map(|(no, _)| Target::Desk(*no)));
    }
    let mut seen = Vec::new();
    finds.retain(|target| {
        let is_new = !seen.contains(target);
        seen.push(*target);
        is_new
    });
    finds.truncate(FINDS_MAX);
    finds
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn has(words: &Words, sought: &str) -> bool {
    [&words.kk, &words.ru, &words.en]
        .into_iter()
        .any(|text| fold(text).contains(sought))
}
