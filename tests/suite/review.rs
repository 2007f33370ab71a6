//! A whole log opened for reading: every kind of log shows the same entries, filters find what a look at every entry
//! finds, the floor of any moment is the fold of what had happened, and nothing is written anywhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rusqlite::Connection;
use sheber::domain::entry::{Entry, Hash, Key, Moment, Pen, Record};
use sheber::domain::event::{Event, Words as Name};
use sheber::domain::fact::{Fact, Held, Reason, Undone};
use sheber::domain::floor::Floor;
use sheber::domain::fold::fold;
use sheber::domain::fork;
use sheber::domain::id::{EntryId, GroupNo, Origin, Place, Role, StationNo};
use sheber::domain::query::overview::overview;
use sheber::domain::query::people;
use sheber::domain::query::superseded::superseded;
use sheber::domain::time::{EventTime, MINUTE_MS};
use sheber::review::{
    Anchor, Fate, Filter, Listed, Page, Review, ReviewError, Search, Source, Spot, Way, Words,
};
use sheber::share::{FolderShare, Parcel, Share, SqliteShare};
use sheber::store::Replica;
use tempfile::TempDir;

use crate::big_log::{BigLog, RARE, open_square};
use crate::laws::{answers, log};

const SEED: u64 = 7;

fn day(count: u64) -> Vec<Record> {
    BigLog::new(count, SEED).collect()
}

fn parcel(records: &[Record]) -> Parcel<'_> {
    Parcel {
        records,
        ..Parcel::default()
    }
}

/// One log in a folder of its own, in one of the forms in which logs lie around.
struct Kept {
    folder: TempDir,
    path: PathBuf,
    source: Source,
}

fn share(records: &[Record]) -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("floor.db");
    let mut share = SqliteShare::new(&path);
    for records in records.chunks(500) {
        share.push(&parcel(records)).unwrap();
    }
    Kept {
        folder,
        path,
        source: Source::Share,
    }
}

/// Each device brings its own.
fn logs(records: &[Record]) -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("floor.db");
    let mut by_origin: BTreeMap<Origin, Vec<Record>> = BTreeMap::new();
    for record in records {
        by_origin
            .entry(record.id.origin)
            .or_default()
            .push(record.clone());
    }
    for (origin, records) in by_origin {
        FolderShare::new(&path, origin).push(&parcel(&records)).unwrap();
    }
    Kept {
        folder,
        path,
        source: Source::Folder,
    }
}

fn replica(records: &[Record]) -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let (replica, _) = Replica::open(folder.path()).unwrap();
    // In the order in which a laptop that comes late hears of them.
    let late = records.iter().rev().cloned().collect();
    Replica::wait(|done| replica.merge(late, done)).unwrap();
    drop(replica);
    let path = folder.path().to_owned();
    Kept {
        folder,
        path,
        source: Source::Replica,
    }
}

fn lines(records: &[Record]) -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.jsonl");
    let text: String = records.iter().map(|record| record.to_line() + "\n").collect();
    fs::write(&path, text).unwrap();
    Kept {
        folder,
        path,
        source: Source::Records,
    }
}

fn every_kind(records: &[Record]) -> [Kept; 4] {
    [share(records), logs(records), replica(records), lines(records)]
}

fn complete(path: &Path) -> Review {
    let mut review = Review::open(path).unwrap();
    let mut before = 0;
    loop {
        let progress = review.work().unwrap();
        assert!(
            progress.done >= before && progress.done <= progress.of,
            "{progress:?}"
        );
        before = progress.done;
        if progress.is_complete {
            assert_eq!(progress.done, progress.of);
            return review;
        }
    }
}

fn ids(page: &Page) -> Vec<EntryId> {
    page.entries.iter().map(|listed| listed.record.id).collect()
}

/// Every entry, page by page.
fn walked(review: &mut Review, way: Way, limit: usize) -> Vec<Listed> {
    let mut all = Vec::new();
    let mut from = match way {
        Way::Forward => Anchor::Start,
        Way::Back => Anchor::End,
    };
    loop {
        let mut page = review.page(from, way, limit).unwrap();
        let more = page.more;
        let next = match way {
            Way::Forward => page.entries.last(),
            Way::Back => page.entries.first(),
        };
        from = Anchor::Entry(next.expect("a page with entries").entry.key());
        match way {
            Way::Forward => all.append(&mut page.entries),
            Way::Back => all.splice(..0, page.entries).for_each(drop),
        }
        if !more {
            return all;
        }
    }
}

/// What a review is to list, made from all records at once.
fn expected(records: &[Record]) -> Vec<Listed> {
    let mut records = records.to_vec();
    records.sort_by_key(|record| (record.stamp, record.id, record.hash));
    records.dedup();
    let entries = fork::entries(&records);
    let floor = Floor::of(&entries);
    let superseded = superseded(&floor);
    let by_id: BTreeMap<EntryId, &Entry> = entries.iter().map(|entry| (entry.id, entry)).collect();
    let names: Vec<EntryId> = records.iter().map(|record| record.id).collect();
    let listed = records.iter().zip(&entries).map(|(record, entry)| Listed {
        entry: entry.clone(),
        record: record.clone(),
        undone_by: floor.undone.undoer(entry.id),
        superseded_by: superseded.get(&entry.id).copied(),
        is_twin: names.iter().filter(|id| **id == record.id).count() > 1,
        about: entry
            .fact
            .about()
            .and_then(|about| by_id.get(&about))
            .map(|entry| Box::new((*entry).clone())),
    });
    listed.collect()
}

#[test]
fn every_kind_of_log_shows_the_same_entries_with_their_marks() {
    let records = day(1_500);
    let expected = expected(&records);
    assert!(expected.iter().any(|one| one.undone_by.is_some()));
    assert!(expected.iter().any(|one| one.superseded_by.is_some()));
    assert!(expected.iter().any(|one| one.about.is_some()));
    for kept in every_kind(&records) {
        let mut review = complete(&kept.path);
        assert_eq!(review.source(), kept.source);
        assert_eq!(review.damages(), []);
        assert_eq!(
            walked(&mut review, Way::Forward, 97),
            expected,
            "{:?}",
            kept.source
        );
        assert_eq!(
            walked(&mut review, Way::Back, 1_000),
            expected,
            "{:?}",
            kept.source
        );
        let kinds: usize = review.kinds().iter().map(|(_, count)| count).sum();
        let origins: usize = review.origins().iter().map(|(_, count)| count).sum();
        assert_eq!((kinds, origins), (records.len(), records.len()));
    }
}

#[test]
fn the_first_pages_need_no_index() {
    let records = day(1_500);
    let expected: Vec<EntryId> = expected(&records).iter().map(|one| one.record.id).collect();
    let noon = EventTime::hms(11, 0, 0);
    for kept in every_kind(&records) {
        let mut early = Review::open(&kept.path).unwrap();
        let title = early.day().expect("the day stands first").event.title.clone();
        assert_eq!(title, open_square().title);
        let first = early.page(Anchor::Start, Way::Forward, 40).unwrap();
        assert_eq!(
            (ids(&first), first.more),
            (expected[..40].to_vec(), true),
            "{:?}",
            kept.source
        );
        let last = early.page(Anchor::End, Way::Back, 40).unwrap();
        assert_eq!(ids(&last), expected[expected.len() - 40..]);
        assert!(!early.progress().is_complete);
        assert_eq!(early.floor(), None);
        let mut late = complete(&kept.path);
        let middle = expected[700];
        let key = late.key(middle).unwrap();
        for (anchor, way) in [
            (Anchor::Entry(key), Way::Forward),
            (Anchor::Entry(key), Way::Back),
            (Anchor::Time(noon), Way::Forward),
            (Anchor::Time(noon), Way::Back),
            (Anchor::Start, Way::Back),
            (Anchor::End, Way::Forward),
        ] {
            let (early, late) = (
                early.page(anchor, way, 25).unwrap(),
                late.page(anchor, way, 25).unwrap(),
            );
            assert_eq!(
                (ids(&early), early.more),
                (ids(&late), late.more),
                "{:?} {anchor:?} {way:?}",
                kept.source
            );
        }
    }
}

#[test]
fn two_contents_of_one_name_are_both_listed_and_stand_under_their_own_names() {
    let mut records = day(300);
    let station = records
        .iter()
        .find(|record| record.role == "station:27")
        .unwrap()
        .id
        .origin;
    let own: Vec<Record> = records
        .iter()
        .filter(|record| record.id.origin == station)
        .cloned()
        .collect();
    let last = own.last().unwrap();
    let mut clone = Pen {
        origin: station,
        last_seq: own[0].id.seq.0,
        last_hash: own[0].hash,
        last_stamp: own[0].stamp,
    };
    let mut say = |fact: &Fact| {
        let now = last.stamp.at.plus_ms(MINUTE_MS);
        let record = clone.write(
            fact,
            Moment {
                now,
                at: now,
                device_ms: 5,
            },
            Role::Station(StationNo(27)),
        );
        records.push(record.clone());
        record.id
    };
    let held = say(&Fact::FloorHeld(Held {
        reason: Reason::Drill,
    }));
    say(&Fact::EntryUndone(Undone { entry: held }));
    let expected = expected(&records);
    assert!(expected.iter().filter(|one| one.is_twin).count() >= 2);
    let floor = Floor::of(&fork::entries(&records));
    for kept in every_kind(&records) {
        let mut review = complete(&kept.path);
        assert_eq!(
            walked(&mut review, Way::Forward, 50),
            expected,
            "{:?}",
            kept.source
        );
        let mut seen = review.take_floor().unwrap();
        assert_eq!(seen.held().count(), floor.held().count());
        seen.set_until(EventTime::hms(12, 0, 0));
        let mut floor = floor.clone();
        floor.set_until(EventTime::hms(12, 0, 0));
        assert_eq!(
            shown(&seen, EventTime::hms(12, 0, 0)),
            shown(&floor, EventTime::hms(12, 0, 0))
        );
        for one in &expected {
            let found = review.entry(one.entry.id).unwrap();
            assert_eq!(found.as_ref(), Some(one), "{:?}", kept.source);
        }
    }
}

/// What the screens show of a floor, as text.
fn shown(floor: &Floor, at: EventTime) -> String {
    let (calls, messages) = (people::calls(floor), people::messages(floor));
    format!("{:?}\n{calls:?}\n{messages:?}", overview(floor, &[], at))
}

#[test]
fn the_floor_of_a_review_at_any_moment_is_the_fold_of_what_had_happened() {
    let records = day(4_000);
    let entries: Vec<Entry> = records.iter().map(Record::entry).collect();
    let kept = share(&records);
    let mut review = complete(&kept.path);
    let mut floor = review.take_floor().unwrap();
    assert_eq!(review.take_floor(), None, "it is handed over once");
    assert_eq!(floor.log(), []);
    for minute in [10, 0, 31, 95, 140, 60, 225] {
        let at = EventTime::hms(9, 15, 30).plus_minutes(minute);
        let happened = Floor::of(entries.iter().filter(|entry| entry.at <= at));
        floor.set_until(at);
        assert_eq!(shown(&floor, at), shown(&happened, at), "{at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is said, undone and brought back in whatever order.
    #[test]
    fn a_floor_looked_at_up_to_a_moment_is_the_fold_of_what_had_happened(
        log in log(50),
        minutes in prop::collection::vec(-30..240_i64, 1..4),
    ) {
        let mut floor = Floor::of(&log);
        for minute in minutes {
            let until = EventTime::hms(8, 0, 0).plus_minutes(minute);
            floor.set_until(until);
            let happened = Floor::of(log.iter().filter(|entry| entry.at <= until));
            prop_assert_eq!(answers(&floor), answers(&happened), "{}", until);
        }
        floor.set_until(EventTime(i64::MAX));
        prop_assert_eq!(answers(&floor), answers(&Floor::of(&log)));
    }
}

/// A reader's texts: not those of the program, so that only what the search itself does is looked at.
struct Plain;

impl Words for Plain {
    fn kind(&self, kind: &str) -> String {
        kind.replace('_', " ")
    }
    fn line(&self, fact: &Fact) -> String {
        match fact {
            Fact::MessageSent(message) => format!("message: {}", message.text.ru),
            other => format!("{} {}", other.kind(), other.body()),
        }
    }
    fn place(&self, place: Place) -> String {
        match place {
            Place::Station(no) => format!("станция {no}"),
            Place::Desk(no) => format!("стол {no}"),
            Place::Coordination => String::new(),
        }
    }
    fn group(&self, group: GroupNo) -> String {
        format!("группа {group}")
    }
    fn role(&self, role: Role) -> String {
        format!("role {role}")
    }
}

/// Kinds of the generated day whose bodies hold words.
const WORDY: [&str; 9] = [
    "floor_opened",
    "station_paused",
    "round_extended",
    "message_sent",
    "help_called",
    "desk_visited",
    "desk_visit_taken_back",
    "floor_held",
    "stations_paused",
];

/// Whether a reader who looks at every entry would pick this one.
fn fits(filter: &Filter, listed: &Listed, event: &Event) -> bool {
    let Listed { entry, record, .. } = listed;
    let place = entry.fact.place().unwrap_or_else(|| entry.role.place());
    let number = match place {
        Place::Station(no) => Some(no.0),
        Place::Desk(no) => Some(no.0),
        Place::Coordination => None,
    };
    let groups = entry.fact.groups();
    let school = |group: &GroupNo| {
        event
            .groups
            .get(group)
            .is_some_and(|g| filter.schools.contains(&g.school))
    };
    let fate = match filter.fate {
        None => true,
        Some(Fate::Undone) => listed.undone_by.is_some(),
        Some(Fate::Superseded) => listed.superseded_by.is_some(),
    };
    let words = || {
        let all = |name: &Name| format!("{} {} {}", name.kk, name.ru, name.en);
        let mut texts = vec![Plain.kind(&record.kind), Plain.role(entry.role)];
        if let Some(number) = number {
            let station = event
                .stations
                .get(&StationNo(number))
                .map(|station| all(&station.name));
            let desk = event
                .desks
                .iter()
                .find(|(no, _)| no.0 == number)
                .map(|(_, desk)| all(&desk.name));
            texts.push(Plain.place(if desk.is_some() {
                place_of_desk(number)
            } else {
                Place::Station(StationNo(number))
            }));
            texts.extend(station.or(desk));
        }
        for group in &groups {
            texts.push(Plain.group(*group));
            texts.extend(
                event
                    .groups
                    .get(group)
                    .map(|group| format!("{} {}", group.school, group.class)),
            );
        }
        if WORDY.contains(&record.kind.as_str()) {
            texts.push(Plain.line(&entry.fact));
        }
        let texts: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        let wanted = fold(&filter.text);
        wanted
            .split(' ')
            .all(|word| texts.iter().any(|text| text.contains(word)))
    };
    (filter.stations.is_empty() || number.is_some_and(|number| filter.stations.contains(&number)))
        && (filter.groups.is_empty() || groups.iter().any(|group| filter.groups.contains(group)))
        && (filter.schools.is_empty() || groups.iter().any(school))
        && (filter.kinds.is_empty() || filter.kinds.contains(&record.kind))
        && (filter.origins.is_empty() || filter.origins.contains(&record.id.origin))
        && (filter.roles.is_empty() || filter.roles.contains(&entry.role))
        && filter.from.is_none_or(|from| entry.at >= from)
        && filter.until.is_none_or(|until| entry.at <= until)
        && filter.only.as_ref().is_none_or(|only| only.contains(&entry.id))
        && fate
        && (filter.text.is_empty() || words())
}

const fn place_of_desk(number: u16) -> Place {
    Place::Desk(sheber::domain::id::DeskNo(number))
}

/// Now and then a wish, mostly none.
fn some<
    T: Clone + std::fmt::Debug + 'static,
    S: FromIterator<T> + Clone + Default + std::fmt::Debug + 'static,
>(
    values: Vec<T>,
) -> impl Strategy<Value = S> {
    let most = values.len().min(6);
    prop_oneof![
        3 => Just(S::default()),
        1 => subsequence(values, 1..=most).prop_map(|values| values.into_iter().collect()),
    ]
}

fn maybe_time() -> impl Strategy<Value = Option<EventTime>> {
    prop_oneof![
        3 => Just(None),
        1 => (0..225_i64).prop_map(|minute| Some(EventTime::hms(9, 15, 0).plus_minutes(minute))),
    ]
}

fn filter(listed: &[Listed]) -> impl Strategy<Value = Filter> + use<> {
    let ids: Vec<EntryId> = listed.iter().map(|one| one.entry.id).step_by(40).collect();
    let mut origins: Vec<Origin> = ids.iter().map(|id| id.origin).collect();
    origins.sort_unstable();
    origins.dedup();
    let words = [
        "",
        "",
        "",
        "arrived",
        "станция 27",
        "дәнекер",
        "НАН",
        "№39",
        "9Ә",
        "bus",
        "Переход",
        RARE,
        "стол 62",
        "role desk",
        "группа 7 count",
        "нет такого",
        "pupil desk",
        "СТАНЦИЯ",
        "7",
    ];
    let sets = (
        some(vec![3, 27, 15, 41, 62, 63, 999]),
        some(vec![GroupNo(1), GroupNo(7), GroupNo(20), GroupNo(400)]),
        some(vec!["№39".to_owned(), "№6".to_owned(), "№0".to_owned()]),
        some(
            [
                "group_arrived",
                "entry_undone",
                "message_sent",
                "desk_visited",
                "no_such",
            ]
            .map(str::to_owned)
            .to_vec(),
        ),
        some(origins),
        some(vec![
            Role::Coordinator,
            Role::Station(StationNo(27)),
            Role::Organiser,
        ]),
    );
    let rest = (
        maybe_time(),
        maybe_time(),
        prop_oneof![3 => Just(None), 1 => Just(Some(Fate::Undone)), 1 => Just(Some(Fate::Superseded))],
        prop_oneof![4 => Just(None), 1 => some::<EntryId, Vec<EntryId>>(ids).prop_map(Some)],
        select(words.to_vec()),
    );
    (sets, rest).prop_map(
        |((stations, groups, schools, kinds, origins, roles), (from, until, fate, only, text))| Filter {
            stations,
            groups,
            schools,
            kinds,
            origins,
            roles,
            from,
            until,
            fate,
            only,
            text: text.to_owned(),
        },
    )
}

fn searched(review: &mut Review, filter: Filter) -> Search {
    let mut search = Search::new(filter);
    while !review.look(&mut search, &Plain).unwrap() {}
    search
}

#[test]
fn a_search_finds_what_a_look_at_every_entry_finds() {
    let records = day(1_200);
    let listed = expected(&records);
    let event = open_square();
    let kinds = [share(&records), lines(&records)];
    let mut reviews = kinds.each_ref().map(|kept| complete(&kept.path));
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let reviews = std::cell::RefCell::new(&mut reviews);
    runner
        .run(&filter(&listed), |filter| {
            let wanted: Vec<&Listed> = listed.iter().filter(|one| fits(&filter, one, &event)).collect();
            for review in reviews.borrow_mut().iter_mut() {
                let search = searched(review, filter.clone());
                let hits = review.hits(&search, 0, usize::MAX).unwrap();
                let only = |these: &[&Listed], those: &[&Listed]| -> Vec<(String, String)> {
                    let those: Vec<EntryId> = those.iter().map(|one| one.entry.id).collect();
                    let mut rest = these.to_vec();
                    rest.retain(|one| !those.contains(&one.entry.id));
                    rest.iter()
                        .map(|one| (one.record.role.clone(), one.record.kind.clone()))
                        .collect()
                };
                let found: Vec<&Listed> = hits.iter().collect();
                prop_assert_eq!((only(&found, &wanted), only(&wanted, &found)), (vec![], vec![]));
                prop_assert!(hits.iter().eq(wanted.iter().copied()));
                prop_assert_eq!(search.count(), wanted.len());
                if let Some(middle) = wanted.get(wanted.len() / 2) {
                    let key: Key = middle.record.entry().key();
                    prop_assert_eq!(review.rank(&search, Anchor::Entry(key)), wanted.len() / 2 + 1);
                    let page = review.hits(&search, wanted.len() / 2, 3).unwrap();
                    prop_assert_eq!(page.first(), Some(*middle));
                }
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_search_waits_for_the_index_and_tells_how_far_it_is() {
    let kept = share(&day(300));
    let mut review = Review::open(&kept.path).unwrap();
    let mut search = Search::new(Filter {
        text: RARE.to_owned(),
        ..Filter::default()
    });
    assert!(!review.look(&mut search, &Plain).unwrap());
    assert_eq!(search.progress(), (0, None));
    while !review.work().unwrap().is_complete {}
    while !review.look(&mut search, &Plain).unwrap() {}
    assert_eq!((search.count(), search.progress()), (1, (300, Some(300))));
    assert!(search.filter().text == RARE && search.is_done());
}

#[test]
fn the_entries_behind_a_figure_are_a_filter() {
    let records = day(400);
    let kept = replica(&records);
    let mut review = complete(&kept.path);
    let behind = vec![
        records[321].id,
        records[7].id,
        EntryId {
            origin: Origin(1),
            ..records[3].id
        },
    ];
    let search = searched(&mut review, Filter::only(behind));
    let hits = review.hits(&search, 0, 10).unwrap();
    let found: Vec<EntryId> = hits.iter().map(|hit| hit.entry.id).collect();
    assert_eq!(found, [records[7].id, records[321].id]);
}

#[test]
fn what_is_no_record_is_told_with_its_place_and_the_rest_stands() {
    let records = day(60);
    let kept = lines(&records);
    let text = fs::read_to_string(&kept.path).unwrap();
    let mut all: Vec<&str> = text.lines().collect();
    let cut = &all[40][..80];
    all[40] = cut;
    all.insert(10, "");
    fs::write(&kept.path, all.join("\r\n")).unwrap();
    let mut review = complete(&kept.path);
    let [damage] = review.damages() else {
        panic!("{:?}", review.damages())
    };
    assert_eq!(
        damage.spot,
        Spot::Line {
            file: kept.path.clone(),
            line: 42
        }
    );
    assert!(damage.why.contains("not a record"), "{}", damage.why);
    assert_eq!(walked(&mut review, Way::Forward, 100).len(), 59);

    let kept = share(&records);
    let db = Connection::open(&kept.path).unwrap();
    db.execute("UPDATE entry SET origin = 'nobody' WHERE rowid = 17", [])
        .unwrap();
    drop(db);
    let mut early = Review::open(&kept.path).unwrap();
    let noon = Anchor::Time(EventTime::hms(11, 0, 0));
    assert_eq!(early.page(noon, Way::Back, 10).unwrap().entries.len(), 10);
    let mut review = complete(&kept.path);
    let [damage] = review.damages() else {
        panic!("{:?}", review.damages())
    };
    assert_eq!(
        damage.spot,
        Spot::Row {
            table: "entry",
            row: 17
        }
    );
    assert_eq!(walked(&mut review, Way::Forward, 100).len(), 59);
}

#[test]
fn a_torn_line_in_the_log_of_a_device_waits_and_a_repeated_log_counts_once() {
    let records = day(200);
    let kept = logs(&records);
    let segments = sheber::share::segments(&kept.folder.path().join("floor.logs")).unwrap();
    let whole = fs::read(&segments[0]).unwrap();
    // What a cloud service makes of a log that it met twice.
    let copy = segments[0].with_file_name("0001 (1).log");
    fs::write(&copy, &whole).unwrap();
    let expected = walked(&mut complete(&kept.path), Way::Forward, 500);
    assert_eq!(expected.len(), 200);
    let last_line = whole[..whole.len() - 1]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .unwrap();
    for segment in [&segments[0], &copy] {
        fs::write(segment, &whole[..whole.len() - 20]).unwrap();
    }
    let torn = complete(&kept.path);
    assert_eq!(torn.damages(), []);
    assert!(torn.progress().entries <= 200 && last_line > 0);
}

fn refused(path: &Path) -> ReviewError {
    let mut review = match Review::open(path) {
        Err(why) => return why,
        Ok(review) => review,
    };
    loop {
        match review.work() {
            Err(why) => return why,
            Ok(progress) => assert!(!progress.is_complete, "nothing is wrong with {}", path.display()),
        }
    }
}

#[test]
fn what_is_no_log_is_told_from_a_damaged_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        file
    };
    let key = |path: &Path| refused(path).text_key();
    assert_eq!(key(&folder.path().join("nothing")), "review-missing");
    assert_eq!(key(folder.path()), "review-not-log");
    assert_eq!(key(&file("empty", b"")), "review-not-log");
    assert_eq!(
        key(&file("notes.txt", b"Bring the tables\n{}\n")),
        "review-not-log"
    );
    assert_eq!(key(&file("binary", &[0xff; 4_000_000])), "review-not-log");
    let other = folder.path().join("other.db");
    Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE t(x)")
        .unwrap();
    assert_eq!(key(&other), "review-not-log");
    let newer = share(&day(20));
    let db = Connection::open(&newer.path).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    assert!(matches!(
        refused(&newer.path),
        ReviewError::Newer { found: 99, .. }
    ));
    let broken = share(&day(3_000));
    let mut bytes = fs::read(&broken.path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 40_000].fill(0xA5);
    fs::write(&broken.path, bytes).unwrap();
    let why = refused(&broken.path);
    assert_eq!((why.text_key(), why.file()), ("review-damaged", &broken.path));
}

/// Everything in a folder, by name.
fn lying(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = names.filter(|path| path.is_file());
    files
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read(&path).unwrap(),
            )
        })
        .collect()
}

/// Reads everything there is to read, and looks whether that left a trace.
fn reads_without_a_trace(folder: &Path, name: &str, count: usize) {
    let before = lying(folder);
    let mut review = complete(&folder.join(name));
    assert_eq!(walked(&mut review, Way::Forward, 5_000).len(), count);
    assert_eq!(
        lying(folder).keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>()
    );
    drop(review);
    assert!(
        lying(folder) == before,
        "something was written in {}",
        folder.display()
    );
}

#[test]
fn nothing_is_written_beside_a_copy_nor_into_it() {
    let records = day(700);
    for kept in every_kind(&records) {
        let name = if kept.source == Source::Replica {
            "replica.db"
        } else {
            "floor.db"
        };
        let name = if kept.source == Source::Records {
            "records.jsonl"
        } else {
            name
        };
        reads_without_a_trace(kept.folder.path(), name, 700);
    }
    // In use, and copied while it was: with its log, and with the index of the log.
    let live = share(&records);
    let mut user = SqliteShare::new(&live.path);
    user.push(&parcel(&BigLog::new(900, SEED + 1).collect::<Vec<_>>()))
        .unwrap();
    let log = live.path.with_file_name("floor.db-wal");
    assert!(fs::metadata(&log).unwrap().len() > 0, "it is in use");
    for beside in [&["-wal"][..], &["-wal", "-shm"], &[]] {
        let copy = tempfile::tempdir().unwrap();
        for suffix in [""].iter().chain(beside) {
            let name = format!("floor.db{suffix}");
            fs::copy(live.path.with_file_name(&name), copy.path().join(&name)).unwrap();
        }
        if beside == ["-wal", "-shm"] {
            let mut review = complete(&copy.path().join("floor.db"));
            assert_eq!(walked(&mut review, Way::Forward, 5_000).len(), 1_600);
        } else {
            let count = if beside.is_empty() { 700 } else { 1_600 };
            reads_without_a_trace(copy.path(), "floor.db", count);
        }
    }
    // Its users are not in the way, and what they write is seen by whoever opens it next.
    let mut review = complete(&live.path);
    assert_eq!(review.progress().entries, 1_600);
    user.push(&parcel(&BigLog::new(50, SEED + 4).collect::<Vec<_>>()))
        .unwrap();
    assert_eq!(walked(&mut review, Way::Back, 400).len(), 1_600);
    assert_eq!(complete(&live.path).progress().entries, 1_650);
}

#[test]
fn a_copy_that_somebody_begins_to_use_is_read_on() {
    let kept = share(&day(900));
    let mut review = complete(&kept.path);
    let mut user = SqliteShare::new(&kept.path);
    let more: Vec<Record> = BigLog::new(5_000, SEED + 1).collect();
    for records in more.chunks(200) {
        user.push(&parcel(records)).unwrap();
    }
    assert_eq!(walked(&mut review, Way::Forward, 250).len(), 900);
    drop(user);
    assert_eq!(walked(&mut review, Way::Back, 250).len(), 900);
}

#[test]
fn a_record_without_a_hash_is_shown_all_the_same() {
    let kept = share(&day(30));
    let db = Connection::open(&kept.path).unwrap();
    db.execute("UPDATE entry SET hash = 'gone' WHERE rowid = 5", [])
        .unwrap();
    drop(db);
    let mut review = complete(&kept.path);
    let all = walked(&mut review, Way::Forward, 50);
    assert_eq!(
        (
            all.len(),
            all.iter()
                .filter(|one| one.record.hash == Hash::default())
                .count()
        ),
        (30, 1)
    );
}
