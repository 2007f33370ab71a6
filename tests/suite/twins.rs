//! Two laptops under one name: a cloned disk, a restored backup, a copied folder. Law: no entry is lost, all
//! replicas end with the same entries and the same floor, and exactly one of two clones takes a new name.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rusqlite::Connection;
use sheber::domain::entry::{Entry, Hash, Moment, Pen, Record};
use sheber::domain::fact::{Fact, Ready, Undone};
use sheber::domain::floor::Floor;
use sheber::domain::fork;
use sheber::domain::frontier::Frontier;
use sheber::domain::id::{EntryId, Origin, Role, Seq, StationNo};
use sheber::domain::time::EventTime;
use sheber::domain::trade::{Merged, Twins};
use sheber::store::{Loaded, Renamed, Replica, Saved, Why};

use crate::log_kit::{pen, record, records};

/// A laptop with its replica, its pen, and the floor as its screen shows it.
struct Laptop {
    replica: Replica,
    pen: Pen,
    floor: Floor,
    arrival: i64,
    minute: i64,
    rekeys: usize,
}

impl Laptop {
    fn open(dir: &Path, minute: i64) -> Self {
        let (replica, loaded) = Replica::open(dir).unwrap();
        Self {
            replica,
            pen: loaded.pen,
            floor: Floor::of_log(loaded.entries),
            arrival: loaded.arrival,
            minute,
            rekeys: 0,
        }
    }

    fn say(&mut self, fact: &Fact) -> Record {
        let now = EventTime::hms(10, 0, 0).plus_minutes(self.minute);
        let moment = Moment {
            now,
            at: now,
            device_ms: self.minute,
        };
        let record = self.pen.write(fact, moment, Role::Station(StationNo(27)));
        let saved: Saved = Replica::wait(|done| self.replica.append(vec![record.clone()], done)).unwrap();
        assert!(saved.up_to >= record.id.seq, "acknowledged whatever the name");
        self.rekey_if(saved.rekey);
        self.read();
        record
    }

    fn ready(&mut self) -> Record {
        self.say(&Fact::StationReady(Ready::at(StationNo(27))))
    }

    fn take(&mut self, records: Vec<Record>) -> Merged {
        let merged: Merged = Replica::wait(|done| self.replica.merge(records, done)).unwrap();
        self.rekey_if(merged.rekey);
        self.read();
        merged
    }

    fn rekey_if(&mut self, rekey: bool) {
        if rekey {
            self.rekeys += 1;
            self.pen = Replica::wait(|done| self.replica.rename(done)).unwrap();
        }
    }

    fn read(&mut self) {
        let arrived = Replica::wait(|done| self.replica.since(self.arrival, done)).unwrap();
        self.arrival = arrived.last;
        if arrived.anew {
            self.floor = Floor::of_log(arrived.entries);
        } else {
            self.floor.extend(arrived.entries);
        }
    }

    fn all(&self) -> Vec<Record> {
        Replica::wait(|done| self.replica.all(done)).unwrap()
    }

    fn contents(&self) -> Vec<(EntryId, Hash)> {
        let mut contents: Vec<_> = self.all().iter().map(|r| (r.id, r.hash)).collect();
        contents.sort_unstable();
        contents
    }
}

/// Both give each other everything, in the order in which an exchange finds it.
fn exchange(one: &mut Laptop, two: &mut Laptop) {
    let (ones, twos) = (one.all(), two.all());
    two.take(ones);
    one.take(twos);
}

fn assert_same(one: &Laptop, two: &Laptop) {
    assert_eq!(one.contents(), two.contents());
    assert_eq!(one.floor, two.floor);
    assert_eq!(
        one.floor,
        Floor::of(&fork::entries(&one.all())),
        "as if folded at once"
    );
}

/// Copies a closed replica as a disk image does: what it was copied to does not show.
fn image(from: &Path, to: &Path) {
    copy(from, to);
    Connection::open(to.join("replica.db"))
        .unwrap()
        .execute("DELETE FROM meta WHERE key = 'fingerprint'", [])
        .unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::copy(from.join("replica.db"), to.join("replica.db")).unwrap();
}

/// Two clones that have written three entries before the disk was copied.
fn clones(dir: &Path) -> (Laptop, Laptop, PathBuf) {
    let (one, two) = (dir.join("one"), dir.join("two"));
    let mut first = Laptop::open(&one, 0);
    (0..3).for_each(|_| drop(first.ready()));
    drop(first);
    image(&one, &two);
    (Laptop::open(&one, 10), Laptop::open(&two, 20), two)
}

#[test]
fn clones_end_with_the_same_floor_and_one_of_them_with_a_new_name() {
    let dir = tempfile::tempdir().unwrap();
    let (mut one, mut two, _) = clones(dir.path());
    let name = one.pen.origin;
    assert_eq!(two.pen.origin, name);
    for _ in 0..4 {
        one.ready();
        two.ready();
    }
    exchange(&mut one, &mut two);
    assert_same(&one, &two);
    assert_eq!(one.contents().len(), 3 + 4 + 4, "every content is kept");
    assert_eq!((one.rekeys, two.rekeys), (0, 1), "the younger takes a new name");
    assert_eq!(one.pen.origin, name);

    // Both go on, and nothing more is in the way.
    one.ready();
    two.ready();
    exchange(&mut one, &mut two);
    exchange(&mut one, &mut two);
    assert_same(&one, &two);
    assert_eq!((one.rekeys, two.rekeys), (0, 1));
    let twins = Replica::wait(|done| one.replica.twins(done)).unwrap();
    let told = fork::notice(&twins);
    assert_eq!(
        (told.len(), told[0].origin, told[0].from, told[0].names),
        (1, name, Seq(4), 4)
    );
    assert_eq!(twins, Replica::wait(|done| two.replica.twins(done)).unwrap());
}

#[test]
fn numbers_that_a_clone_has_used_are_not_used_again_by_the_elder() {
    let dir = tempfile::tempdir().unwrap();
    let (mut one, mut two, _) = clones(dir.path());
    one.ready();
    two.ready();
    two.ready();
    exchange(&mut one, &mut two);
    assert_same(&one, &two);
    assert_eq!(
        (one.rekeys, two.rekeys),
        (1, 1),
        "the younger, and who is behind it"
    );
    assert_ne!(one.pen.origin, two.pen.origin);
    one.ready();
    two.ready();
    exchange(&mut one, &mut two);
    assert_same(&one, &two);
    assert_eq!((one.rekeys, two.rekeys), (1, 1), "nothing more is in the way");
}

#[test]
fn an_undo_of_a_clone_takes_back_what_the_clone_wrote() {
    let dir = tempfile::tempdir().unwrap();
    let (mut one, mut two, _) = clones(dir.path());
    let kept = one.ready();
    let undone = two.ready();
    assert_eq!(kept.id, undone.id);
    two.say(&Fact::EntryUndone(Undone { entry: undone.id }));
    exchange(&mut one, &mut two);
    assert_same(&one, &two);
    let ready = &one.floor.station(StationNo(27)).unwrap().ready;
    let stands: Vec<EventTime> = ready.standing(&one.floor.undone).map(|mark| mark.at).collect();
    assert!(
        stands.contains(&kept.at) && !stands.contains(&undone.at),
        "{stands:?}"
    );
}

#[test]
fn an_entry_whose_number_is_taken_is_saved_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let (mut one, mut two, _) = clones(dir.path());
    let theirs = two.ready();
    // What was written elsewhere arrives while an entry is on its way to the disk.
    let merged: Merged = Replica::wait(|done| one.replica.merge(vec![theirs.clone()], done)).unwrap();
    assert!(merged.rekey, "somebody else has gone on under this name");
    let mine = one.ready();
    assert_eq!(mine.id, theirs.id);
    assert_eq!(one.contents().len(), 5);
    two.take(one.all());
    assert_same(&one, &two);
}

#[test]
fn a_restored_backup_takes_a_new_name_when_it_meets_what_it_wrote_before() {
    let dir = tempfile::tempdir().unwrap();
    let (mut before, mut backup, _) = clones(dir.path());
    (0..3).for_each(|_| drop(before.ready()));
    let name = backup.pen.origin;
    let merged = backup.take(before.all());
    assert!(merged.rekey && merged.forks.is_empty());
    assert_ne!(backup.pen.origin, name);
    backup.ready();
    assert!(
        Replica::wait(|done| backup.replica.twins(done))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_clone_that_ended_before_it_took_its_name_takes_it_at_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    let (mut one, mut two, folder) = clones(dir.path());
    one.ready();
    two.ready();
    let name = two.pen.origin;
    let merged: Merged = Replica::wait(|done| two.replica.merge(one.all(), done)).unwrap();
    assert!(merged.rekey);
    drop(two);
    let (_replica, loaded) = Replica::open(&folder).unwrap();
    let renamed = loaded.renamed.unwrap();
    assert_eq!((renamed.from, renamed.why), (name, Why::Forked));
    assert_eq!(loaded.pen, Pen::new(renamed.to));
}

#[test]
fn a_copied_folder_takes_a_new_name_before_it_writes_anything() {
    let dir = tempfile::tempdir().unwrap();
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    let mut first = Laptop::open(&one, 0);
    let written = first.ready();
    let name = first.pen.origin;
    drop(first);
    copy(&one, &two);

    let open = |dir: &Path| -> (Replica, Loaded) { Replica::open(dir).unwrap() };
    let (_replica, there) = open(&one);
    assert_eq!((there.renamed, there.pen.origin), (None, name));
    let (replica, copied) = open(&two);
    let Renamed { from, to, why } = copied.renamed.unwrap();
    assert_eq!((from, why, copied.pen.origin), (name, Why::Copied, to));
    assert_eq!(copied.entries, [written.entry()], "nothing is lost");
    drop(replica);
    assert_eq!(open(&two).1.renamed, None, "it is at home there now");
}

/// Chains of clones that part at some numbers, with undos in between.
fn chains() -> impl Strategy<Value = Vec<Record>> {
    let step = (0..4_usize, any::<bool>(), 0..4_u64);
    prop::collection::vec(step, 1..24).prop_map(|steps| {
        let mut pens: Vec<Pen> = vec![pen(1), pen(2)];
        let mut records = Vec::new();
        for (index, (who, parts, back)) in steps.into_iter().enumerate() {
            let who = who % pens.len();
            if parts && pens.len() < 5 {
                let clone = pens[who].clone();
                pens.push(clone);
            }
            let pen = &mut pens[who];
            let about = pen.last_seq.saturating_sub(back);
            let fact = if back > 0 && about > 0 {
                Fact::EntryUndone(Undone {
                    entry: EntryId {
                        origin: pen.origin,
                        seq: Seq(about),
                    },
                })
            } else {
                Fact::StationReady(Ready::at(StationNo(27)))
            };
            let now = EventTime::hms(9, 0, 0).plus_minutes(i64::try_from(index % 3).unwrap());
            let moment = Moment {
                now,
                at: now,
                device_ms: i64::try_from(index).unwrap(),
            };
            records.push(pen.write(&fact, moment, Role::Coordinator));
        }
        records
    })
}

fn shuffled() -> impl Strategy<Value = (Vec<Record>, Vec<Record>)> {
    chains().prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_order_contents_stand_under_the_same_names((records, other) in shuffled()) {
        let fold = |records: &[Record]| Floor::of(&fork::entries(records));
        let floor = fold(&records);
        prop_assert_eq!(&floor, &fold(&other));
        prop_assert_eq!(floor.log().len(), records.len(), "no content hides another");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn replicas_that_hold_the_same_show_the_same_floor((records, other) in shuffled(), pages in 1..5_usize) {
        let dir = tempfile::tempdir().unwrap();
        let known = |laptop: &Laptop| -> (Frontier, Twins) {
            let frontier = Replica::wait(|done| laptop.replica.frontier(done)).unwrap();
            (frontier, Replica::wait(|done| laptop.replica.twins(done)).unwrap())
        };
        let laptop = |name: &str, records: &[Record]| {
            let mut laptop = Laptop::open(&dir.path().join(name), 0);
            for page in records.chunks(pages) {
                laptop.take(page.to_vec());
                // The exchange offers a second time now and then.
                assert!(laptop.take(page.to_vec()).added.is_empty());
            }
            laptop
        };
        let (one, two) = (laptop("one", &records), laptop("two", &other));
        prop_assert_eq!(known(&one), known(&two));
        prop_assert_eq!(&one.floor, &two.floor);
        assert_same(&one, &two);
        let (known, floor) = (known(&one), one.floor.clone());
        drop(one);
        let (_again, loaded) = Replica::open(&dir.path().join("one")).unwrap();
        prop_assert_eq!((loaded.frontier, loaded.twins), known);
        prop_assert_eq!(Floor::of_log(loaded.entries), floor);
    }
}

#[test]
fn a_packed_log_with_twins_is_loaded_as_it_stands() {
    let dir = tempfile::tempdir().unwrap();
    let mut laptop = Laptop::open(dir.path(), 0);
    let mut one = pen(7);
    let common = records(&mut one, 3);
    let mut two = one.clone();
    let mut parted = vec![record(&mut one, 27), record(&mut two, 28)];
    parted.extend(records(&mut one, 1_100));
    laptop.take([common, parted].concat());
    let (floor, frontier) = (
        laptop.floor.clone(),
        Replica::wait(|done| laptop.replica.frontier(done)).unwrap(),
    );
    drop(laptop);
    let packed = || -> i64 {
        let db = Connection::open(dir.path().join("replica.db")).unwrap();
        db.query_row("SELECT count(*) FROM pack", [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(packed(), 1);
    let mut laptop = Laptop::open(dir.path(), 0);
    assert_eq!(laptop.floor, floor);
    assert_eq!(
        Replica::wait(|done| laptop.replica.frontier(done)).unwrap(),
        frontier
    );
    // A further content changes what was packed.
    let mut three = pen(7);
    records(&mut three, 3);
    laptop.take(vec![record(&mut three, 29)]);
    assert_eq!(packed(), 0);
    assert_eq!(laptop.floor, Floor::of(&fork::entries(&laptop.all())));
}

/// The tables of form 1, as the first version made them.
const FORM_1: &str = "
CREATE TABLE entry(arrival INTEGER PRIMARY KEY, origin INTEGER NOT NULL, seq INTEGER NOT NULL, stamp_at INTEGER NOT NULL,
  stamp_counter INTEGER NOT NULL, at INTEGER NOT NULL, device_ms INTEGER NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL,
  body TEXT NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL, UNIQUE(origin, seq)) STRICT;
CREATE TABLE aside(origin INTEGER NOT NULL, seq INTEGER NOT NULL, stamp_at INTEGER NOT NULL, stamp_counter INTEGER NOT NULL,
  at INTEGER NOT NULL, device_ms INTEGER NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
  prev BLOB NOT NULL, hash BLOB NOT NULL, why TEXT NOT NULL, PRIMARY KEY(origin, seq, hash, body)) STRICT;
CREATE TABLE pack(id INTEGER PRIMARY KEY, form INTEGER NOT NULL, arrival INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
PRAGMA application_id = 0x73686552;
PRAGMA user_version = 1;
";

/// Writes a record into a table of form 1; `why` it stands aside, if it does.
fn put_form_1(db: &Connection, record: &Record, why: Option<&str>) {
    let columns = "origin, seq, stamp_at, stamp_counter, at, device_ms, role, kind, body, prev, hash";
    let values = rusqlite::params![
        record.id.origin.0.cast_signed(),
        record.id.seq.0.cast_signed(),
        record.stamp.at.0,
        record.stamp.counter,
        record.at.0,
        record.device_ms,
        record.role,
        record.kind,
        record.body,
        record.prev.0,
        record.hash.0,
    ];
    let marks = "?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11";
    let sql = match why {
        Some(why) => format!("INSERT INTO aside({columns}, why) VALUES({marks}, '{why}')"),
        None => format!("INSERT INTO entry({columns}) VALUES({marks})"),
    };
    db.execute(&sql, values).unwrap();
}

#[test]
fn a_replica_of_the_first_form_goes_on_and_what_stood_aside_gets_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let mut own = pen(5);
    let (mut other, mut clone) = (pen(7), pen(7));
    let mine = records(&mut own, 3);
    let theirs = records(&mut other, 2);
    let twin = record(&mut clone, 28);
    let mut edited = records(&mut pen(9), 1)[0].clone();
    edited.body = r#"{"station":99}"#.to_owned();
    {
        let db = Connection::open(dir.path().join("replica.db")).unwrap();
        db.execute_batch(FORM_1).unwrap();
        db.execute("INSERT INTO meta VALUES('origin', ?1)", [Origin(5).to_string()])
            .unwrap();
        db.execute("INSERT INTO pack VALUES(1, 1, 5, x'00')", []).unwrap();
        [&mine[..], &theirs[..]]
            .concat()
            .iter()
            .for_each(|r| put_form_1(&db, r, None));
        put_form_1(&db, &twin, Some("fork"));
        put_form_1(&db, &edited, Some("seal"));
    }
    for _ in 0..2 {
        let (replica, loaded) = Replica::open(dir.path()).unwrap();
        assert_eq!(
            (loaded.pen.origin, loaded.renamed, loaded.rebuilt),
            (Origin(5), None, None)
        );
        assert_eq!(loaded.pen, own, "it goes on where it stopped");
        let expected = [&mine[..], &theirs[..], std::slice::from_ref(&twin)].concat();
        let mut entries: Vec<Entry> = fork::entries(&expected);
        entries.sort_by_key(Entry::key);
        assert_eq!(loaded.entries, entries);
        assert_eq!(loaded.twins.len(), 2);
        assert_eq!(Replica::wait(|done| replica.all(done)).unwrap().len(), 6);
        drop(replica);
        let db = Connection::open(dir.path().join("replica.db")).unwrap();
        let aside: (i64, String) = db
            .query_row("SELECT count(*), max(body) FROM aside", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!(aside, (1, edited.body.clone()));
    }
}
