//! A damaged replica: it opens, what can still be read is there, and what was damaged is kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sheber::domain::entry::{Hash, Record};
use sheber::domain::id::EntryId;
use sheber::store::Replica;

use crate::chance::Chance;
use crate::log_kit::{pen, records};

/// The size of a page of the file, in bytes.
const PAGE: usize = 4_096;

/// A closed replica with own entries and those of others; its bytes and its records.
fn replica(dir: &Path) -> (Vec<u8>, Vec<Record>) {
    let (replica, mut loaded) = Replica::open(dir).unwrap();
    for _ in 0..20 {
        let own = records(&mut loaded.pen, 5);
        Replica::wait(|done| replica.append(own, done)).unwrap();
    }
    let mut theirs = records(&mut pen(7), 100);
    // A long one lies on several pages.
    let long = format!("{{\"station\":27,\"more\":\"{}\"}}", "x".repeat(20_000));
    theirs[99].body = long;
    theirs[99].hash = theirs[99].expected_hash();
    Replica::wait(|done| replica.merge(theirs, done)).unwrap();
    let all = Replica::wait(|done| replica.all(done)).unwrap();
    drop(replica);
    (fs::read(dir.join("replica.db")).unwrap(), all)
}

type Known = BTreeMap<(EntryId, Hash), Record>;

fn known(records: Vec<Record>) -> Known {
    records.into_iter().map(|r| ((r.id, r.hash), r)).collect()
}

/// Opens what is left of it: every record there is one that was written. Which of them are there, and whether the
/// file was made anew.
fn open(dir: &Path, written: &Known) -> (Known, bool) {
    let (replica, mut loaded) = Replica::open(dir).unwrap();
    let held = known(Replica::wait(|done| replica.all(done)).unwrap());
    assert!(held.iter().all(|(key, record)| written.get(key) == Some(record)));
    let more = records(&mut loaded.pen, 1);
    Replica::wait(|done| replica.append(more, done)).unwrap();
    if let Some(rebuilt) = &loaded.rebuilt {
        let kept = rebuilt.kept.as_ref().unwrap();
        assert!(kept.join("replica.db").exists());
        assert_eq!(loaded.pen.last_seq, 1, "a new name");
    }
    drop(replica);
    let (_replica, again) = Replica::open(dir).unwrap();
    assert_eq!(again.rebuilt, None, "it is whole now");
    (held, loaded.rebuilt.is_some())
}

fn put(dir: &Path, bytes: &[u8]) {
    fs::create_dir_all(dir).unwrap();
    fs::write(dir.join("replica.db"), bytes).unwrap();
}

#[test]
fn flipped_bits_cost_what_lies_on_their_page_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let (bytes, all) = replica(&dir.path().join("whole"));
    let written = known(all);
    let pages = bytes.len() / PAGE;
    let mut chance = Chance(0x5eed_0001);
    let mut rebuilt = 0;
    for round in 0..150 {
        let place = dir.path().join(round.to_string());
        let mut bent = bytes.clone();
        let at = chance.place(bytes.len());
        bent[at] ^= 1 << chance.place(8);
        put(&place, &bent);
        let (held, anew) = open(&place, &written);
        rebuilt += usize::from(anew);
        let lost = written.len() - held.len();
        // No page holds more than forty of these records.
        assert!(
            lost <= 40,
            "round {round}: byte {at} cost {lost} of {} on {pages} pages",
            written.len()
        );
        fs::remove_dir_all(&place).unwrap();
    }
    assert!(rebuilt > 0);
}

#[test]
fn a_torn_page_costs_what_lay_on_it() {
    let dir = tempfile::tempdir().unwrap();
    let (bytes, all) = replica(&dir.path().join("whole"));
    let written = known(all);
    for page in 0..bytes.len() / PAGE {
        let place = dir.path().join(page.to_string());
        let mut torn = bytes.clone();
        torn[page * PAGE..(page + 1) * PAGE].fill(0x5a);
        put(&place, &torn);
        let (held, _) = open(&place, &written);
        let lost = written.len() - held.len();
        assert!(lost <= 40, "page {page} cost {lost}");
        fs::remove_dir_all(&place).unwrap();
    }
}

#[test]
fn a_file_that_was_cut_off_emptied_or_replaced_is_kept_and_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let (bytes, all) = replica(&dir.path().join("whole"));
    let written = known(all);
    let mut chance = Chance(0x5eed_0002);
    for round in 0..20 {
        let place = dir.path().join(round.to_string());
        let cut = match round {
            0 => 0,
            1 => 50,
            _ => chance.place(bytes.len()),
        };
        put(&place, &bytes[..cut]);
        let (held, anew) = open(&place, &written);
        assert!(anew, "cut off at {cut}");
        assert!(
            held.len() >= (cut / PAGE).saturating_sub(14) * 4,
            "{} held at {cut}",
            held.len()
        );
        fs::remove_dir_all(&place).unwrap();
    }
    let letter = "A letter that somebody saved under this name. ".repeat(50);
    let place = dir.path().join("letter");
    put(&place, letter.as_bytes());
    let (held, anew) = open(&place, &written);
    assert!(held.is_empty() && anew);
    let kept = fs::read(place.join("quarantine/replica-1/replica.db")).unwrap();
    assert_eq!(kept, letter.as_bytes());
}

#[test]
fn what_the_share_brings_fills_what_was_lost() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bytes, all) = replica(dir.path());
    bytes[8 * PAGE..16 * PAGE].fill(0);
    put(dir.path(), &bytes);
    let (replica, loaded) = Replica::open(dir.path()).unwrap();
    let lost = all.len() - loaded.entries.len();
    assert!(
        lost > 0 && loaded.rebuilt.is_some(),
        "lost {lost}, {:?}",
        loaded.rebuilt
    );
    let merged = Replica::wait(|done| replica.merge(all.clone(), done)).unwrap();
    assert_eq!(merged.added.len(), lost);
    assert!(
        merged.forks.is_empty() && !merged.rekey,
        "the new name is nobody else's"
    );
    let held = known(Replica::wait(|done| replica.all(done)).unwrap());
    assert_eq!(held, known(all));
}

#[test]
fn a_record_that_goes_bad_while_the_replica_is_open_does_not_leave_it() {
    let dir = tempfile::tempdir().unwrap();
    let (_, all) = replica(dir.path());
    let (replica, loaded) = Replica::open(dir.path()).unwrap();
    let bad = all[150].id;
    rusqlite::Connection::open(dir.path().join("replica.db"))
        .unwrap()
        .execute("UPDATE entry SET at = at + 1 WHERE arrival = 151", [])
        .unwrap();
    let of = |id: EntryId| Replica::wait(|done| replica.all_of(id.origin, done)).unwrap();
    assert!(
        of(bad)
            .iter()
            .all(|record| record.id != bad && record.is_sealed())
    );
    // It is lacking now, so that the exchange asks for it.
    assert!(
        !Replica::wait(|done| replica.frontier(done))
            .unwrap()
            .contains(bad)
    );
    let arrived = Replica::wait(|done| replica.since(loaded.arrival, done)).unwrap();
    assert!(arrived.anew && arrived.entries.len() == all.len() - 1);
    let whole: Vec<Record> = all.iter().filter(|record| record.id == bad).cloned().collect();
    let merged = Replica::wait(|done| replica.merge(whole.clone(), done)).unwrap();
    assert_eq!(merged.added, whole);
}

#[test]
fn a_file_that_breaks_while_it_is_open_is_made_anew_and_what_was_queued_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let (_, all) = replica(dir.path());
    let (replica, mut loaded) = Replica::open(dir.path()).unwrap();
    let before = loaded.pen.origin;
    let file = dir.path().join("replica.db");
    // Everything but the first page, in place, with nothing left in the write-ahead log.
    rusqlite::Connection::open(&file)
        .unwrap()
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let half = bytes.len() / PAGE / 2 * PAGE;
    bytes[PAGE..half].fill(0x5a);
    fs::write(&file, &bytes).unwrap();

    let more = records(&mut loaded.pen, 2);
    let saved = Replica::wait(|done| replica.append(more.clone(), done)).unwrap();
    assert_eq!(
        saved.up_to, more[1].id.seq,
        "acknowledged under the name they were written under"
    );
    assert!(saved.rekey && saved.anew);
    let held = known(Replica::wait(|done| replica.all(done)).unwrap());
    assert!(held.len() > all.len() / 4 && more.iter().all(|r| held.contains_key(&(r.id, r.hash))));
    let arrived = Replica::wait(|done| replica.since(loaded.arrival, done)).unwrap();
    assert!(arrived.anew && arrived.entries.len() == held.len());

    let mut renamed = Replica::wait(|done| replica.rename(done)).unwrap();
    assert_ne!(renamed.origin, before);
    let saved = Replica::wait(|done| replica.append(records(&mut renamed, 1), done)).unwrap();
    assert!(!saved.rekey && !saved.anew);
    let merged = Replica::wait(|done| replica.merge(all.clone(), done)).unwrap();
    assert!(!merged.rekey);
    drop(replica);
    let (_replica, again) = Replica::open(dir.path()).unwrap();
    assert_eq!((again.rebuilt, again.renamed), (None, None));
    assert_eq!(again.entries.len(), all.len() + 3);
    assert!(dir.path().join("quarantine/replica-1/replica.db").exists());
}

#[test]
fn a_torn_write_ahead_log_costs_no_more_than_the_last_entry() {
    let dir = tempfile::tempdir().unwrap();
    let live = dir.path().join("live");
    let (replica, mut loaded) = Replica::open(&live).unwrap();
    let mut theirs = pen(7);
    for _ in 0..30 {
        let own = records(&mut loaded.pen, 1);
        Replica::wait(|done| replica.append(own, done)).unwrap();
        Replica::wait(|done| replica.merge(records(&mut theirs, 1), done)).unwrap();
    }
    let written = known(Replica::wait(|done| replica.all(done)).unwrap());
    // As after a power cut: nothing was closed.
    let (file, wal) = ("replica.db", "replica.db-wal");
    let log = fs::read(live.join(wal)).unwrap();
    let mut chance = Chance(0x5eed_0003);
    for round in 0..40 {
        let place = dir.path().join(round.to_string());
        fs::create_dir(&place).unwrap();
        fs::copy(live.join(file), place.join(file)).unwrap();
        let mut bent = log.clone();
        let at = chance.place(bent.len());
        bent[at] ^= 1 << chance.place(8);
        fs::write(place.join(wal), bent).unwrap();
        let (held, _) = open(&place, &written);
        let lost = written.len() - held.len();
        assert!(lost <= 1, "byte {at} of {} cost {lost}", log.len());
        fs::remove_dir_all(&place).unwrap();
    }
}

#[test]
fn a_file_that_is_cut_off_while_it_is_open_ends_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (_, all) = replica(dir.path());
    let (replica, mut loaded) = Replica::open(dir.path()).unwrap();
    let file = fs::File::options()
        .write(true)
        .open(dir.path().join("replica.db"))
        .unwrap();
    file.set_len(3 * PAGE as u64).unwrap();
    let mut more = Vec::new();
    for _ in 0..5 {
        let one = records(&mut loaded.pen, 1);
        more.extend(one.clone());
        let saved = Replica::wait(|done| replica.append(one, done)).unwrap();
        assert_eq!(saved.up_to, more.last().unwrap().id.seq);
        let held = Replica::wait(|done| replica.all(done)).unwrap();
        assert!(more.iter().all(|record| held.contains(record)));
    }
    Replica::wait(|done| replica.merge(all.clone(), done)).unwrap();
    let held = Replica::wait(|done| replica.all(done)).unwrap();
    assert_eq!(held.len(), all.len() + more.len());
}

#[test]
fn a_program_that_was_killed_while_it_made_a_new_file_finishes_at_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    let (bytes, all) = replica(&dir.path().join("whole"));
    let written = known(all);
    // The new one is whole, the old one still in its place, or only half moved.
    let made = dir.path().join("whole/replica.db");
    for left in [&["replica.db", "replica.db-wal"][..], &["replica.db"], &[]] {
        let place = dir.path().join(left.len().to_string());
        fs::create_dir_all(&place).unwrap();
        for name in left {
            fs::write(place.join(name), &bytes[..10_000]).unwrap();
        }
        fs::copy(&made, place.join("replica.made")).unwrap();
        fs::write(place.join("replica.making"), "half").unwrap();
        let (replica, _) = Replica::open(&place).unwrap();
        let held = known(Replica::wait(|done| replica.all(done)).unwrap());
        assert_eq!(held, written);
        assert!(!place.join("replica.made").exists());
        for name in left {
            assert!(place.join("quarantine/replica-1").join(name).exists(), "{name}");
        }
    }
}
