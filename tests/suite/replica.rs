//! The replica: what it acknowledged is there whatever happens to the program, and nothing is taken
//! silently for something else.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;
use rusqlite::Connection;
use sheber::domain::entry::{Entry, Hash, Pen, Record};
use sheber::domain::fork;
use sheber::domain::frontier::Frontier;
use sheber::domain::id::Seq;
use sheber::domain::time::Stamp;
use sheber::store::{Arrived, Loaded, Merged, Replica, StoreError};

use crate::log_kit::{another_process, errand, is_whole_chain, pen, record, records};

fn open(dir: &Path) -> (Replica, Loaded) {
    Replica::open(dir).unwrap()
}

fn append(replica: &Replica, records: Vec<Record>) -> Result<Seq, StoreError> {
    Replica::wait(|done| replica.append(records, done)).map(|saved| saved.up_to)
}

fn merge(replica: &Replica, records: Vec<Record>) -> Merged {
    Replica::wait(|done| replica.merge(records, done)).unwrap()
}

fn since(replica: &Replica, arrival: i64) -> Arrived {
    Replica::wait(|done| replica.since(arrival, done)).unwrap()
}

fn held(replica: &Replica) -> Vec<Record> {
    Replica::wait(|done| replica.all(done)).unwrap()
}

/// What the rows say is what was loaded, packed or not.
fn is_loaded_whole(replica: &Replica, loaded: &Loaded) -> bool {
    let mut rows: Vec<Entry> = fork::entries(&held(replica));
    rows.sort_by_key(Entry::key);
    rows == loaded.entries
}

fn own(replica: &Replica, loaded: &Loaded) -> Vec<Record> {
    let mut own = held(replica);
    own.retain(|record| record.id.origin == loaded.pen.origin);
    own.sort_by_key(|record| record.id.seq);
    own
}

#[test]
fn what_was_written_is_there_again() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, mut loaded) = open(&dir.path().join("deep/replica"));
    assert!(loaded.entries.is_empty());
    let written = records(&mut loaded.pen, 3);
    assert_eq!(append(&replica, written.clone()).unwrap(), Seq(3));
    drop(replica);

    let (replica, again) = open(&dir.path().join("deep/replica"));
    assert_eq!(held(&replica), written);
    assert!(is_loaded_whole(&replica, &again));
    assert_eq!(again.pen, loaded.pen);
    assert_eq!(
        again.frontier,
        written.iter().map(|record| record.id).collect::<Frontier>()
    );
}

#[test]
fn records_are_loaded_in_the_order_of_entries() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, mut loaded) = open(dir.path());
    let mut other = pen(7);
    let late = records(&mut loaded.pen, 4);
    append(&replica, late).unwrap();
    merge(&replica, records(&mut other, 4));
    drop(replica);
    let (_replica, loaded) = open(dir.path());
    let order: Vec<_> = loaded
        .entries
        .iter()
        .map(|record| (record.stamp, record.id))
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(order.len(), 8);
}

#[test]
fn one_program_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, _) = open(dir.path());
    let refused = Replica::open(dir.path()).unwrap_err();
    assert!(matches!(&refused, StoreError::InUse { dir: at } if at == dir.path()));
    assert_eq!(refused.text_key(), "replica-in-use");
    drop(replica);
    open(dir.path());
}

#[test]
fn another_database_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("replica.db");
    let refuse = |content: &[u8]| {
        fs::write(&file, content).unwrap();
        let refused = Replica::open(dir.path()).unwrap_err();
        assert_eq!(fs::read(&file).unwrap(), content);
        fs::remove_file(&file).unwrap();
        refused.text_key()
    };
    let elsewhere = dir.path().join("other.db");
    Connection::open(&elsewhere)
        .unwrap()
        .execute_batch("CREATE TABLE notes(x)")
        .unwrap();
    assert_eq!(refuse(&fs::read(&elsewhere).unwrap()), "replica-not-sheber");

    drop(open(dir.path()));
    Connection::open(&file)
        .unwrap()
        .execute_batch("PRAGMA user_version = 99; UPDATE meta SET value = '99' WHERE key = 'form'")
        .unwrap();
    let newer = Replica::open(dir.path()).unwrap_err();
    assert!(
        matches!(
            newer,
            StoreError::Newer {
                found: 99,
                known: 2,
                ..
            }
        ),
        "{newer}"
    );
}

#[test]
fn a_place_where_no_folder_can_be_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let in_the_way = dir.path().join("file");
    fs::write(&in_the_way, "").unwrap();
    let refused = Replica::open(&in_the_way.join("replica")).unwrap_err();
    assert!(matches!(refused, StoreError::Folder { .. }), "{refused}");
}

#[test]
fn an_entry_that_could_not_be_written_is_written_later() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, mut loaded) = open(dir.path());
    let thief = Connection::open(dir.path().join("replica.db")).unwrap();
    thief.execute_batch("BEGIN IMMEDIATE").unwrap();
    let failed = append(&replica, records(&mut loaded.pen, 2)).unwrap_err();
    assert_eq!(failed.text_key(), "replica-not-saved");
    thief.execute_batch("ROLLBACK").unwrap();
    assert_eq!(append(&replica, records(&mut loaded.pen, 1)).unwrap(), Seq(3));
    assert_eq!(append(&replica, Vec::new()).unwrap(), Seq(3));
    drop(replica);
    let (replica, loaded) = open(dir.path());
    assert!(is_whole_chain(&own(&replica, &loaded)));
    assert_eq!(loaded.entries.len(), 3);
}

#[test]
fn what_arrived_is_told_once_and_stretches_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, mut loaded) = open(dir.path());
    append(&replica, records(&mut loaded.pen, 2)).unwrap();
    let first = since(&replica, loaded.arrival);
    assert_eq!((first.entries.len(), first.anew), (2, false));
    let theirs = records(&mut pen(7), 9);
    merge(&replica, theirs.clone());
    let then = since(&replica, first.last);
    let entries: Vec<Entry> = theirs.iter().map(Record::entry).collect();
    assert_eq!((then.entries, then.anew), (entries, false));
    assert!(since(&replica, then.last).entries.is_empty());

    let origin = theirs[0].id.origin;
    let stretches = vec![(origin, 2, 3), (origin, 6, 20)];
    let found = Replica::wait(|done| replica.get(stretches, 4, done)).unwrap();
    let numbers: Vec<u64> = found.iter().map(|record| record.id.seq.0).collect();
    assert_eq!(numbers, [2, 3, 6, 7]);
}

#[test]
fn repeats_change_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, mut loaded) = open(dir.path());
    let mine = records(&mut loaded.pen, 2);
    append(&replica, mine.clone()).unwrap();
    append(&replica, mine.clone()).unwrap();
    let theirs = records(&mut pen(7), 3);
    assert_eq!(merge(&replica, theirs.clone()).added, theirs);
    let again = merge(&replica, [theirs, mine].concat());
    assert!(again.added.is_empty() && again.forks.is_empty() && again.broken.is_empty());
    drop(replica);
    assert_eq!(open(dir.path()).1.entries.len(), 5);
}

#[test]
fn two_contents_under_one_name_are_told_and_both_kept() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, _) = open(dir.path());
    let (mut one, mut clone) = (pen(7), pen(7));
    let held = records(&mut one, 2);
    merge(&replica, held.clone());
    let other = record(&mut clone, 8);
    let found = merge(&replica, vec![other.clone()]).forks;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].id, found[0].held, found[0].other),
        (other.id, held[0].hash, other.hash)
    );

    // A clone that is further shows by the predecessor that it continues.
    let second = record(&mut clone, 8);
    let third = record(&mut clone, 8);
    assert_eq!(merge(&replica, vec![third.clone()]).forks[0].id, second.id);
    // One that is as far shows by the hash of its head; a content that is held shows nothing.
    let heads = vec![
        (second.id, second.hash),
        (held[0].id, held[0].hash),
        (other.id, other.hash),
    ];
    let compared = Replica::wait(|done| replica.compare(heads, done)).unwrap();
    assert_eq!(
        compared.iter().map(|fork| fork.id).collect::<Vec<_>>(),
        [second.id]
    );
    // Of the second name one content is held, and that it has another one is known by what continues that.
    let twins = [
        (other.id, held[0].hash),
        (other.id, other.hash),
        (second.id, held[1].hash),
    ];
    assert_eq!(Replica::wait(|done| replica.twins(done)).unwrap(), twins.into());
    drop(replica);

    let (replica, loaded) = open(dir.path());
    assert!(is_loaded_whole(&replica, &loaded));
    assert_eq!(loaded.entries.len(), 4, "every content is folded");
    assert_eq!(loaded.twins, twins.into());
    let all = Replica::wait(|done| replica.all_of(other.id.origin, done)).unwrap();
    let found: BTreeSet<Hash> = all.iter().map(|record| record.hash).collect();
    let known = [&held[0], &held[1], &other, &third].map(|record| record.hash);
    assert_eq!(found, known.into());
    // What continues a content that is held is no news.
    assert!(
        merge(&replica, vec![second])
            .forks
            .iter()
            .all(|fork| fork.id.seq == Seq(2))
    );
    assert!(merge(&replica, vec![record(&mut clone, 8)]).forks.is_empty());
}

#[test]
fn a_record_that_was_edited_does_not_enter_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, _) = open(dir.path());
    let good = records(&mut pen(7), 2);
    let mut edited = good.clone();
    edited[1].body = r#"{"station":99}"#.to_owned();
    let merged = merge(&replica, edited);
    assert_eq!(
        (merged.added.len(), merged.broken.as_slice()),
        (1, &[good[1].id][..])
    );
    assert_eq!(merge(&replica, good.clone()).added, [good[1].clone()]);
}

#[test]
fn a_clone_that_wrote_under_our_name_is_told_and_a_new_name_taken() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, mut loaded) = open(dir.path());
    let mut clone = loaded.pen.clone();
    assert!(merge(&replica, vec![record(&mut clone, 8)]).rekey);
    let mine = record(&mut loaded.pen, 27);
    assert_eq!(append(&replica, vec![mine.clone()]).unwrap(), mine.id.seq);
    assert_eq!(Replica::wait(|done| replica.twins(done)).unwrap().len(), 2);

    let mut renamed = Replica::wait(|done| replica.rename(done)).unwrap();
    assert_ne!(renamed.origin, loaded.pen.origin);
    assert_eq!(append(&replica, records(&mut renamed, 1)).unwrap(), Seq(1));
    drop(replica);
    assert_eq!(open(dir.path()).1.pen, renamed);
}

#[test]
fn a_pen_goes_on_after_its_own_stamps_only() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, mut loaded) = open(dir.path());
    append(&replica, records(&mut loaded.pen, 1)).unwrap();
    let mut fast = pen(7);
    fast.last_stamp = Stamp {
        at: loaded.pen.last_stamp.at.plus_ms(86_400_000),
        counter: 0,
    };
    merge(&replica, records(&mut fast, 1));
    drop(replica);
    assert_eq!(open(dir.path()).1.pen, loaded.pen);
}

/// Runs only in the process that the next test starts: appends until it is killed.
#[test]
fn child_appends_until_killed() {
    let Some((dir, _)) = errand() else { return };
    let (replica, mut loaded) = open(&dir);
    for size in (1..=3).cycle() {
        let safe = append(&replica, records(&mut loaded.pen, size)).unwrap();
        println!("\nsafe {safe}");
    }
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    for _ in 0..100 {
        let random = getrandom::u64().unwrap();
        let mut child = another_process("replica::child_appends_until_killed", dir.path(), 0);
        let mut lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let safe = |line: &String| line.strip_prefix("safe ").and_then(|seq| seq.parse::<u64>().ok());
        let (mut acknowledged, mut first) = (0, None);
        for line in lines.by_ref() {
            acknowledged = safe(&line).unwrap_or(acknowledged);
            first = first.or_else(|| (acknowledged > 0).then_some(acknowledged));
            if first.is_some_and(|first| acknowledged >= first + random % 24) {
                break;
            }
        }
        std::thread::park_timeout(Duration::from_micros(random / 24 % 3_000));
        child.kill().unwrap();
        acknowledged = lines
            .filter_map(|line| safe(&line))
            .last()
            .unwrap_or(acknowledged);
        child.wait().unwrap();

        let (replica, loaded) = open(dir.path());
        assert!(is_loaded_whole(&replica, &loaded));
        let own = own(&replica, &loaded);
        assert!(
            own.len() as u64 >= acknowledged,
            "{} of {acknowledged}",
            own.len()
        );
        assert!(acknowledged > 0);
        assert!(is_whole_chain(&own));
        assert_eq!(loaded.pen.last_seq, own.len() as u64);
    }
}

#[test]
fn a_packed_log_is_loaded_like_its_rows() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, mut loaded) = open(dir.path());
    let mut other = pen(7);
    append(&replica, records(&mut loaded.pen, 1_200)).unwrap();
    merge(&replica, records(&mut other, 30));
    drop(replica);
    let packs = |dir: &Path| -> i64 {
        let db = Connection::open(dir.join("replica.db")).unwrap();
        db.query_row("SELECT coalesce(max(arrival), 0) FROM pack", [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(packs(dir.path()), 1_230);

    // What came after the pack is read from its rows.
    let (replica, mut loaded) = open(dir.path());
    assert!(is_loaded_whole(&replica, &loaded));
    append(&replica, records(&mut loaded.pen, 2)).unwrap();
    merge(&replica, records(&mut other, 3));
    drop(replica);
    assert_eq!(packs(dir.path()), 1_230);
    let (replica, again) = open(dir.path());
    assert!(is_loaded_whole(&replica, &again));
    assert_eq!((again.entries.len(), again.pen.last_seq), (1_235, 1_202));
    drop(replica);

    // A broken pack is as good as none.
    let db = Connection::open(dir.path().join("replica.db")).unwrap();
    db.execute("UPDATE pack SET data = x'FF0102'", []).unwrap();
    drop(db);
    let (replica, again) = open(dir.path());
    assert!(is_loaded_whole(&replica, &again));
    assert_eq!(again.entries.len(), 1_235);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn in_any_order_and_with_repeats_the_same_is_held(order in prop::collection::vec(0usize..12, 1..40)) {
        let dir = tempfile::tempdir().unwrap();
        let (replica, _) = open(dir.path());
        let (mut one, mut two): (Pen, Pen) = (pen(3), pen(u64::MAX));
        let all = [records(&mut one, 6), records(&mut two, 6)].concat();
        let mut expected = Frontier::default();
        for index in order {
            let new = expected.insert(all[index].id);
            prop_assert_eq!(merge(&replica, vec![all[index].clone()]).added.len(), usize::from(new));
        }
        prop_assert_eq!(&Replica::wait(|done| replica.frontier(done)).unwrap(), &expected);
        drop(replica);
        prop_assert_eq!(open(dir.path()).1.frontier, expected);
    }
}
