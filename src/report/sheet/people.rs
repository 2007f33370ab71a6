//! Calls, evacuations, support, the job fair, guests.

use super::{Field, Maker, Table, both, people, programs, table};
use crate::domain::fact::Need;
use crate::report::model::{
    Accident, DeskRow, Evacuation, GuestStay, HelpCall, Kinds, QuarterRow, Report, SupportRow, TopicRow,
};

/// The tables of people.
pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![
        calls(report),
        evacuations(&report.safety.evacuations),
        support(&report.support.kinds),
        desks(&report.desks.by_desk),
        topics(report),
        quarters(report),
        guests(&report.guests.stays),
    ]
}

/// Calls of any kind by their moments: what for, and the call.
fn calls(report: &Report) -> Table {
    let first_aid = report.safety.first_aid.iter();
    let first_aid = first_aid.map(|call| (Need::FirstAid, *call));
    let help = report
        .safety
        .help
        .iter()
        .map(|HelpCall { need, call }| (*need, *call));
    let mut rows: Vec<(Need, Accident)> = first_aid.chain(help).collect();
    rows.sort_by_key(|(_, call)| (call.at, call.call));
    let makers: [Maker<(Need, Accident)>; 5] = [
        both("at", |(_, call)| call.at.into()),
        both("need", |(need, _)| Field::term("need", need.code())),
        both("place", |(_, call)| Field::place(call.place)),
        both("accepted_after_s", |(_, call)| length(call.accepted_after_s)),
        both("closed_after_s", |(_, call)| length(call.closed_after_s)),
    ];
    table("call", "table-call", &makers, rows)
}

fn length(seconds: Option<i64>) -> Field {
    seconds.map_or(Field::Unknown, Field::Seconds)
}

fn evacuations(rows: &[Evacuation]) -> Table {
    let makers: [Maker<&Evacuation>; 6] = [
        both("at", |row| row.at.into()),
        both("drill", |row| Field::yes(row.drill)),
        both("groups", |row| row.groups.into()),
        both("pupils", |row| row.pupils.into()),
        both("complete", |row| row.complete.into()),
        both("all_accounted_after_s", |row| length(row.all_accounted_after_s)),
    ];
    table("evacuation", "table-evacuation", &makers, rows)
}

fn support(rows: &[SupportRow]) -> Table {
    let makers: [Maker<&SupportRow>; 2] = [
        both("support", |row| Field::term("support", row.kind.code())),
        both("sessions", |row| row.sessions.into()),
    ];
    table("support", "head-support", &makers, rows)
}

/// What has visitors by kind.
trait Visited {
    fn kinds(&self) -> &Kinds;
}

impl Visited for &DeskRow {
    fn kinds(&self) -> &Kinds {
        &self.kinds
    }
}

fn kinds<R: Visited>() -> [Maker<R>; 3] {
    [
        both("pupil", |row| row.kinds().pupil.into()),
        both("student", |row| row.kinds().student.into()),
        both("adult", |row| row.kinds().adult.into()),
    ]
}

fn desks(rows: &[DeskRow]) -> Table {
    let mut makers: Vec<Maker<&DeskRow>> = vec![
        both("desk", |row| row.desk.0.into()),
        people("name", |row| (&row.name).into()),
        programs("topic", |row| row.topic.as_str().into()),
        programs("name_en", |row| row.name.en.as_str().into()),
        both("visits", |row| row.visits.into()),
    ];
    makers.extend(kinds());
    makers.push(both("longest_queue", |row| {
        row.longest_queue.map_or(Field::Unknown, Field::from)
    }));
    table("desk", "table-desk", &makers, rows)
}

/// A topic with the name of its first desk: topics themselves are codes of the event file.
type Topic<'a> = (&'a TopicRow, Field);

impl Visited for Topic<'_> {
    fn kinds(&self) -> &Kinds {
        &self.0.kinds
    }
}

fn topics(report: &Report) -> Table {
    let mut makers: Vec<Maker<Topic<'_>>> = vec![
        people("name", |(_, name)| name.clone()),
        programs("topic", |(row, _)| row.topic.as_str().into()),
        both("desks", |(row, _)| {
            let desks: Vec<String> = row.desks.iter().map(|no| no.0.to_string()).collect();
            Field::Text(desks.join(", "))
        }),
        both("visits", |(row, _)| row.visits.into()),
    ];
    makers.extend(kinds());
    let rows = report.desks.by_topic.iter();
    let rows = rows.map(|row| (row, topic_name(report, &row.topic)));
    table("topic", "table-topic", &makers, rows)
}

/// The name of the first desk that advises on a topic.
fn topic_name(report: &Report, topic: &str) -> Field {
    let mut desks = report.desks.by_desk.iter();
    let desk = desks.find(|desk| desk.topic == topic);
    desk.map_or_else(|| topic.into(), |desk| (&desk.name).into())
}

/// A quarter of an hour with the name of its topic.
type Quarter<'a> = (&'a QuarterRow, Field);

impl Visited for Quarter<'_> {
    fn kinds(&self) -> &Kinds {
        &self.0.kinds
    }
}

fn quarters(report: &Report) -> Table {
    let mut makers: Vec<Maker<Quarter<'_>>> = vec![
        both("start", |(row, _)| row.start.into()),
        people("name", |(_, name)| name.clone()),
        programs("topic", |(row, _)| row.topic.as_str().into()),
        both("visits", |(row, _)| row.visits.into()),
    ];
    makers.extend(kinds());
    let rows = report.desks.by_quarter.iter();
    let rows = rows.map(|row| (row, topic_name(report, &row.topic)));
    table("quarter", "table-quarter", &makers, rows)
}

fn guests(rows: &[GuestStay]) -> Table {
    let makers: [Maker<&GuestStay>; 4] = [
        both("station", |row| row.station.0.into()),
        both("since", |row| row.since.into()),
        both("until", |row| row.until.into()),
        both("length_s", |row| length(row.length_s)),
    ];
    table("guests", "head-guests", &makers, rows)
}
