//! What every kind of share must do, whatever it is made of: one set of tests, run for each kind.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use sheber::domain::entry::{Hash, Pen, Record};
use sheber::domain::frontier::Frontier;
use sheber::domain::id::{EntryId, Origin, Role, Seq, StationNo};
use sheber::domain::presence::Presence;
use sheber::share::place::Place;
use sheber::share::{FolderShare, Parcel, Pushed, Share, ShareError, SqliteShare};
use sheber::sync::plan;

use crate::log_kit::{another_process, errand, is_whole_chain, pen, record, records};

/// A kind of share: how a device that writes as this origin opens the one that the user named so.
struct Kind {
    open: fn(&Path, u64) -> Box<dyn Share>,
    /// The first number of the origins of the processes in [`several_at_once_lose_nothing`].
    origins: u64,
}

const SQLITE: Kind = Kind {
    open: |file, _| Box::new(SqliteShare::new(file)),
    origins: 100,
};

/// Opened and closed with every call, as on a network.
const SQLITE_REMOTE: Kind = Kind {
    open: |file, _| Box::new(SqliteShare::on(file, Place::Network("nfs"))),
    origins: 200,
};

const FOLDER: Kind = Kind {
    open: |file, own| Box::new(FolderShare::new(file, Origin(own))),
    origins: 300,
};

const KINDS: [Kind; 3] = [SQLITE, SQLITE_REMOTE, FOLDER];

/// One test of each name for each kind.
macro_rules! conformance {
    ($($(#[$only:meta])* $test:ident;)*) => {
        mod sqlite {
            $($(#[$only])* #[test] fn $test() { super::$test(&super::SQLITE); })*
        }
        mod folder {
            $($(#[$only])* #[test] fn $test() { super::$test(&super::FOLDER); })*
        }
    };
}

conformance! {
    what_is_pushed_is_pulled_byte_for_byte;
    repeats_change_nothing;
    a_hole_is_seen_asked_for_and_filled;
    much_is_pulled_in_bounded_steps;
    two_contents_under_one_name_are_told_and_both_kept;
    a_fork_shows_by_the_chain_too;
    facts_of_newer_versions_are_passed_on;
    a_broken_seal_is_not_taken;
    presence_is_upserted_and_plain;
    the_floor_is_named_once;
    changes_by_others_are_noticed_and_own_ones_are_not;
    the_clock_of_the_share_is_read;
    a_folder_that_is_gone_is_missing;
    #[cfg(target_os = "linux")]
    a_folder_that_nobody_may_write_is_read_only;
    a_share_is_set_aside_and_made_anew;
    a_share_deleted_under_everybody_is_filled_again;
    several_at_once_lose_nothing;
    replicas_converge_however_they_meet;
}

#[test]
fn over_a_network_one_file_loses_nothing_either() {
    what_is_pushed_is_pulled_byte_for_byte(&SQLITE_REMOTE);
    several_at_once_lose_nothing(&SQLITE_REMOTE);
}

struct Floor<'k> {
    folder: tempfile::TempDir,
    kind: &'k Kind,
}

impl<'k> Floor<'k> {
    fn new(kind: &'k Kind) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            kind,
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("floor.db")
    }

    /// The share as the device sees it that writes as this origin.
    fn share(&self, own: u64) -> Box<dyn Share> {
        (self.kind.open)(&self.file(), own)
    }
}

type AnyShare<'a> = &'a mut dyn Share;

fn push(share: AnyShare<'_>, records: &[Record]) -> Result<Pushed, ShareError> {
    share.push(&Parcel {
        records,
        ..Parcel::default()
    })
}

fn pull_all(share: AnyShare<'_>) -> Vec<Record> {
    share.pull(&Frontier::default(), usize::MAX).unwrap().records
}

fn ids(records: &[Record]) -> Frontier {
    records.iter().map(|record| record.id).collect()
}

fn named(mut frontier: Frontier, (origin, first, last): (Origin, u64, u64)) -> Frontier {
    for seq in first..=last {
        frontier.insert(EntryId {
            origin,
            seq: Seq(seq),
        });
    }
    frontier
}

fn what_is_pushed_is_pulled_byte_for_byte(kind: &Kind) {
    let floor = Floor::new(kind);
    let mut share = floor.share(1);
    let sent = records(&mut pen(u64::MAX - 5), 3);
    let pushed = push(&mut *share, &sent).unwrap();
    assert_eq!((pushed.added, &pushed.frontier), (3, &ids(&sent)));
    let mut other = floor.share(2);
    let pulled = other.pull(&Frontier::default(), 100).unwrap();
    assert_eq!(pulled.records, sent);
    assert_eq!(pulled.heads, [(sent[2].id, sent[2].hash)]);
    assert!(!pulled.more);
    assert!(other.pull(&ids(&sent), 100).unwrap().records.is_empty());
    // Whoever asks again for what was handed out gets it again.
    assert_eq!(pull_all(&mut *other), sent);
}

fn repeats_change_nothing(kind: &Kind) {
    let floor = Floor::new(kind);
    let mut share = floor.share(1);
    let sent = records(&mut pen(7), 3);
    push(&mut *share, &sent).unwrap();
    for who in [1, 2] {
        let again = push(&mut *floor.share(who), &sent).unwrap();
        assert_eq!((again.added, again.forks.len()), (0, 0));
    }
    let doubled = [sent.clone(), sent.clone()].concat();
    assert_eq!(push(&mut *share, &doubled).unwrap().added, 0);
    assert_eq!(pull_all(&mut *share), sent);
}

fn a_hole_is_seen_asked_for_and_filled(kind: &Kind) {
    let floor = Floor::new(kind);
    let mut share = floor.share(1);
    let all = records(&mut pen(7), 6);
    let gappy = [&all[..2], &all[4..]].concat();
    push(&mut *share, &gappy).unwrap();
    let pulled = floor.share(2).pull(&ids(&all[..1]), 100).unwrap();
    assert_eq!(pulled.frontier, ids(&gappy));
    assert_eq!(
        ids(&pulled.records),
        ids(&gappy)
            .beyond(&ids(&all[..1]))
            .fold(Frontier::default(), named)
    );
    assert_eq!(
        plan(Origin(1), &ids(&all), &pulled.frontier, 10).push,
        [(Origin(7), 3, 4)]
    );

    push(&mut *share, &all[2..4]).unwrap();
    let pulled = floor.share(2).pull(&ids(&gappy), 100).unwrap();
    assert_eq!(pulled.records, all[2..4]);
    assert_eq!(pulled.heads, [(all[5].id, all[5].hash)]);
    assert_eq!(pulled.frontier.held(Origin(7)).unwrap().beyond.len(), 0);
}

fn much_is_pulled_in_bounded_steps(kind: &Kind) {
    let floor = Floor::new(kind);
    let mut share = floor.share(1);
    push(&mut *share, &records(&mut pen(7), 25)).unwrap();
    push(&mut *share, &records(&mut pen(8), 10)).unwrap();
    let mut have = Frontier::default();
    let mut steps = Vec::new();
    loop {
        let pulled = share.pull(&have, 12).unwrap();
        steps.push(pulled.records.len());
        pulled
            .records
            .iter()
            .for_each(|record| assert!(have.insert(record.id)));
        if !pulled.more {
            break;
        }
    }
    assert_eq!(steps, [12, 12, 11]);
    assert!(share.pull(&Frontier::default(), 0).unwrap().more);
}

fn two_contents_under_one_name_are_told_and_both_kept(kind: &Kind) {
    let floor = Floor::new(kind);
    let (mut share, mut other) = (floor.share(7), floor.share(8));
    let (mut one, mut clone) = (pen(7), pen(7));
    let held = records(&mut one, 2);
    let twin = [record(&mut clone, 8), record(&mut clone, 8)];
    push(&mut *other, &[]).unwrap();
    push(&mut *share, &held).unwrap();
    let forks = push(&mut *other, &twin[..1]).unwrap().forks;
    assert_eq!(forks.len(), 1);
    assert_eq!(
        (forks[0].id, forks[0].held, forks[0].other),
        (twin[0].id, held[0].hash, twin[0].hash)
    );

    let both: Vec<(EntryId, Hash)> = [&held[0], &twin[0]].map(|record| (record.id, record.hash)).into();
    for share in [&mut share, &mut other, &mut floor.share(9)] {
        let pulled = share.pull(&Frontier::default(), 100).unwrap();
        assert_eq!(pulled.twins, both.iter().copied().collect());
        let mut all = share.all_of(Origin(7)).unwrap();
        all.sort_by_key(|record| (record.id, record.hash != held[0].hash));
        assert_eq!(all, [held[0].clone(), twin[0].clone(), held[1].clone()]);
        assert!(share.all_of(Origin(8)).unwrap().is_empty());
    }
    // Both were brought: nobody brings either again.
    assert_eq!(push(&mut *share, &twin[..1]).unwrap().added, 0);
    assert_eq!(share.all_of(Origin(7)).unwrap().len(), 3);
}

fn a_fork_shows_by_the_chain_too(kind: &Kind) {
    let floor = Floor::new(kind);
    let mut share = floor.share(7);
    let (mut one, mut clone) = (pen(7), pen(7));
    let held = records(&mut one, 2);
    push(&mut *share, &held).unwrap();
    let twins = [
        record(&mut clone, 8),
        record(&mut clone, 8),
        record(&mut clone, 8),
    ];
    let forks = push(&mut *share, &twins[2..]).unwrap().forks;
    assert_eq!((forks.len(), forks[0].id), (1, held[1].id));
    assert_eq!((forks[0].held, forks[0].other), (held[1].hash, twins[1].hash));
    assert_eq!(
        pull_all(&mut *share),
        [held[0].clone(), held[1].clone(), twins[2].clone()]
    );
}

fn facts_of_newer_versions_are_passed_on(kind: &Kind) {
    let floor = Floor::new(kind);
    let mut newer = record(&mut pen(7), 27);
    newer.kind = "hologram_shown".to_owned();
    newer.role = "projector:4".to_owned();
    newer.body = "{\"b\":1,  \"a\":[2.50, \"\\u0448\u{448}\\\"\"]}".to_owned();
    newer.hash = newer.expected_hash();
    push(&mut *floor.share(1), std::slice::from_ref(&newer)).unwrap();
    assert_eq!(pull_all(&mut *floor.share(2)), [newer]);
}

fn a_broken_seal_is_not_taken(kind: &Kind) {
    let floor = Floor::new(kind);
    let mut share = floor.share(1);
    let mut sent = records(&mut pen(7), 2);
    sent[1].device_ms += 1;
    let pushed = push(&mut *share, &sent).unwrap();
    assert_eq!((pushed.added, pushed.frontier), (1, ids(&sent[..1])));
    assert_eq!(pull_all(&mut *floor.share(2)), sent[..1]);
}

fn mine(origin: u64) -> Presence {
    Presence {
        origin: Origin(origin),
        role: Role::Station(StationNo(27)),
        label: "lap\u{1b}[31mtop".to_owned(),
        seen_ms: 1_764_000_000_000,
        clock_ahead_ms: Some(-34_500),
        version: "0.1.0".to_owned(),
        unsent: 3,
    }
}

fn say(share: AnyShare<'_>, presence: &Presence) {
    share
        .push(&Parcel {
            presence: Some(presence),
            ..Parcel::default()
        })
        .unwrap();
}

fn presence_is_upserted_and_plain(kind: &Kind) {
    let floor = Floor::new(kind);
    let (mut share, mut other) = (floor.share(7), floor.share(8));
    let (mut seven, mut eight) = (mine(7), mine(8));
    say(&mut *share, &seven);
    say(&mut *other, &eight);
    seven.seen_ms += 5_000;
    seven.unsent = 0;
    say(&mut *share, &seven);
    eight.seen_ms += 9_000;
    eight.role = Role::Organiser;
    eight.clock_ahead_ms = None;
    say(&mut *other, &eight);
    seven.label = "lap[31mtop".to_owned();
    eight.label.clone_from(&seven.label);
    for who in [7, 8, 9] {
        assert_eq!(
            floor.share(who).pull(&Frontier::default(), 0).unwrap().devices,
            [seven.clone(), eight.clone()]
        );
    }
    assert_eq!(
        share.pull(&Frontier::default(), 0).unwrap().devices,
        [seven, eight]
    );
}

fn the_floor_is_named_once(kind: &Kind) {
    let floor = Floor::new(kind);
    let name = |share: AnyShare<'_>, floor| {
        share.push(&Parcel {
            floor: Some(floor),
            ..Parcel::default()
        })
    };
    let mut share = floor.share(1);
    assert_eq!(share.pull(&Frontier::default(), 0).unwrap().floor, None);
    name(&mut *share, "Open day 2026 \u{2014} \"North\"").unwrap();
    for refused in [
        name(&mut *floor.share(2), "Another day"),
        name(&mut *share, "Another day"),
    ] {
        let error = refused.unwrap_err();
        assert!(matches!(error, ShareError::Foreign { .. }), "{error}");
    }
    for who in [1, 2] {
        assert_eq!(
            floor.share(who).pull(&Frontier::default(), 0).unwrap().floor,
            Some("Open day 2026 \u{2014} \"North\"".to_owned())
        );
    }
}

fn changes_by_others_are_noticed_and_own_ones_are_not(kind: &Kind) {
    let floor = Floor::new(kind);
    let (mut mine, mut theirs) = (floor.share(1), floor.share(2));
    push(&mut *theirs, &records(&mut pen(9), 1)).unwrap();
    assert!(mine.changed().unwrap(), "the first look");
    mine.pull(&Frontier::default(), 10).unwrap();
    mine.changed().unwrap();
    assert!(!mine.changed().unwrap());
    let mut writer = pen(7);
    for _ in 0..3 {
        push(&mut *theirs, &records(&mut writer, 1)).unwrap();
        assert!(mine.changed().unwrap());
        assert!(!mine.changed().unwrap());
    }
    say(&mut *theirs, &self::mine(2));
    assert!(mine.changed().unwrap());
    push(&mut *mine, &records(&mut pen(8), 1)).unwrap();
    assert!(!mine.changed().unwrap());
}

fn the_clock_of_the_share_is_read(kind: &Kind) {
    let floor = Floor::new(kind);
    let own = floor.folder.path().join("own");
    fs::File::create(&own).unwrap();
    let written = fs::metadata(&own).unwrap().modified().unwrap();
    let now = i64::try_from(written.duration_since(std::time::UNIX_EPOCH).unwrap().as_millis()).unwrap();
    let mut share = floor.share(1);
    for error_ms in [0, 840_000, -840_000, 3_600_000] {
        let reading = share.clock(&|| now + error_ms).unwrap();
        assert!(
            (-10..10_000).contains(&(reading.offset_ms() + error_ms)),
            "{reading:?}"
        );
        assert!(reading.is_sound());
    }
    // Nothing of it stays behind.
    fs::remove_file(&own).unwrap();
    let left = |folder: &Path| fs::read_dir(folder).map_or(0, Iterator::count);
    assert_eq!(
        left(floor.folder.path()),
        usize::from(floor.folder.path().join("floor.logs").exists())
    );
    assert_eq!(left(&floor.folder.path().join("floor.logs/clock")), 0);
    let gone = (kind.open)(&floor.folder.path().join("gone/floor.db"), 1)
        .clock(&|| 0)
        .unwrap_err();
    assert_eq!(gone.text_key(), "share-missing");
}

fn refusal(kind: &Kind, file: &Path) -> ShareError {
    let mut share = (kind.open)(file, 1);
    let pushed = push(&mut *share, &records(&mut pen(7), 1)).unwrap_err();
    let pulled = share.pull(&Frontier::default(), 1).unwrap_err();
    assert_eq!(pushed.text_key(), pulled.text_key());
    pulled
}

fn a_folder_that_is_gone_is_missing(kind: &Kind) {
    let floor = Floor::new(kind);
    let file = floor.folder.path().join("gone/floor.db");
    assert!(matches!(refusal(kind, &file), ShareError::Missing { .. }));
    assert!(!floor.folder.path().join("gone").exists());
    fs::create_dir(floor.folder.path().join("gone")).unwrap();
    push(&mut *(kind.open)(&file, 1), &records(&mut pen(7), 1)).unwrap();
    fs::write(floor.folder.path().join("letter"), "").unwrap();
    assert!(matches!(
        refusal(kind, &floor.folder.path().join("letter/floor.db")),
        ShareError::Missing { .. }
    ));
}

#[cfg(target_os = "linux")]
fn a_folder_that_nobody_may_write_is_read_only(kind: &Kind) {
    // Not even the superuser makes files there.
    let file = Path::new("/sys/floor.db");
    let refused = refusal(kind, file);
    assert!(matches!(refused, ShareError::ReadOnly { .. }), "{refused}");
    let clock = (kind.open)(file, 1).clock(&|| 0).unwrap_err();
    assert_eq!(clock.text_key(), "share-read-only");
}

fn a_share_is_set_aside_and_made_anew(kind: &Kind) {
    let floor = Floor::new(kind);
    let mut share = floor.share(7);
    assert_eq!(share.set_aside().unwrap(), None);
    let mut other = floor.share(8);
    let sent = records(&mut pen(7), 3);
    push(&mut *share, &sent).unwrap();
    let before = other.pull(&Frontier::default(), 10).unwrap();
    let kept = PathBuf::from(share.set_aside().unwrap().unwrap());
    assert!(kept.exists() && kept.starts_with(floor.folder.path().join("quarantine")));

    let pulled = share.pull(&Frontier::default(), 10).unwrap();
    assert_eq!(
        (&pulled.frontier, pulled.records.len()),
        (&Frontier::default(), 0)
    );
    assert_ne!(pulled.epoch, before.epoch);
    assert_eq!(push(&mut *other, &before.records).unwrap().added, 3);
    assert_eq!(pull_all(&mut *share), sent);
    assert_eq!(other.pull(&Frontier::default(), 0).unwrap().epoch, pulled.epoch);
}

/// Deletes everything that lies in the folder of the share.
fn lose(floor: &Floor<'_>) {
    for entry in fs::read_dir(floor.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }
}

fn a_share_deleted_under_everybody_is_filled_again(kind: &Kind) {
    let floor = Floor::new(kind);
    let (mut share, mut other) = (floor.share(7), floor.share(8));
    let (mut seven, mut eight) = (pen(7), pen(8));
    let mut all = records(&mut seven, 3);
    push(&mut *share, &all).unwrap();
    all.extend(records(&mut eight, 2));
    push(&mut *other, &all[3..]).unwrap();
    let before = share.pull(&Frontier::default(), 10).unwrap();
    share.changed().unwrap();
    lose(&floor);
    assert!(share.changed().unwrap());
    let pulled = share.pull(&Frontier::default(), 10).unwrap();
    assert_eq!(pulled.frontier, Frontier::default());
    assert_ne!(pulled.epoch, before.epoch);
    // One of them has written on and not heard of it yet.
    all.extend(records(&mut eight, 1));
    push(&mut *other, &all[5..]).unwrap();
    push(&mut *share, &before.records).unwrap();
    let shown = other.pull(&Frontier::default(), 10).unwrap();
    assert_eq!((shown.frontier, shown.epoch), (ids(&all), pulled.epoch));
    let mut found = pull_all(&mut *floor.share(9));
    found.sort_by_key(|record| record.id);
    assert_eq!(found, all);
}

const EACH: usize = 40;

fn push_one_by_one(kind: &Kind, file: &Path, origin: u64) {
    let mut share = (kind.open)(file, origin);
    let mut writer = pen(origin);
    for _ in 0..EACH {
        let next = records(&mut writer, 1);
        while let Err(failed) = push(&mut *share, &next) {
            assert!(matches!(failed, ShareError::Locked { .. }), "{failed}");
        }
    }
}

/// Runs only in the processes that the next test starts.
#[test]
fn child_pushes_one_by_one() {
    let Some((file, origin)) = errand() else { return };
    let kind = KINDS
        .iter()
        .find(|kind| (kind.origins..kind.origins + 100).contains(&origin));
    push_one_by_one(kind.unwrap(), &file, origin);
}

fn several_at_once_lose_nothing(kind: &Kind) {
    let floor = Floor::new(kind);
    let children: Vec<_> = (0..4)
        .map(|n| {
            another_process(
                "share_conformance::child_pushes_one_by_one",
                &floor.file(),
                kind.origins + n,
            )
        })
        .collect();
    // Not where each call closes the database's file: that drops the locks of the others in this process.
    let threads = if kind.origins == SQLITE_REMOTE.origins {
        0
    } else {
        4
    };
    let done = AtomicBool::new(false);
    let file = floor.file();
    std::thread::scope(|scope| {
        if threads > 0 {
            // Somebody reads meanwhile, and never sees less than before.
            let (file, done) = (&file, &done);
            scope.spawn(move || {
                let mut share = (kind.open)(file, 99);
                let mut seen = Frontier::default();
                while !done.load(Ordering::Relaxed) {
                    let pulled = match share.pull(&seen, 7) {
                        Err(ShareError::Locked { .. }) => continue,
                        pulled => pulled.unwrap(),
                    };
                    assert!(seen.beyond(&pulled.frontier).next().is_none());
                    pulled
                        .records
                        .iter()
                        .for_each(|record| _ = seen.insert(record.id));
                }
            });
        }
        let writers: Vec<_> = (4..4 + threads)
            .map(|n| {
                let file = &file;
                scope.spawn(move || push_one_by_one(kind, file, kind.origins + n))
            })
            .collect();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
        done.store(true, Ordering::Relaxed);
    });
    let mut by_origin: BTreeMap<Origin, Vec<Record>> = BTreeMap::new();
    let mut share = floor.share(98);
    for record in pull_all(&mut *share) {
        by_origin.entry(record.id.origin).or_default().push(record);
    }
    assert_eq!(by_origin.len() as u64, 4 + threads);
    for (origin, records) in by_origin {
        assert_eq!(records.len(), EACH, "{origin}");
        assert!(is_whole_chain(&records));
    }
}

/// A replica as the exchange sees it.
struct Held {
    pen: Pen,
    records: BTreeMap<EntryId, Record>,
    share: Box<dyn Share>,
}

impl Held {
    fn frontier(&self) -> Frontier {
        self.records.keys().copied().collect()
    }

    fn take(&mut self, records: Vec<Record>) {
        self.records
            .extend(records.into_iter().map(|record| (record.id, record)));
    }

    fn push(&mut self, limit: u64) -> bool {
        let theirs = self.share.pull(&Frontier::default(), 0).unwrap().frontier;
        let plan = plan(self.pen.origin, &self.frontier(), &theirs, limit);
        let wanted = plan.push.into_iter().fold(Frontier::default(), named);
        let sent: Vec<Record> = self
            .records
            .values()
            .filter(|record| wanted.contains(record.id))
            .cloned()
            .collect();
        push(&mut *self.share, &sent).unwrap().added > 0
    }

    fn pull(&mut self, limit: usize) -> bool {
        let pulled = self.share.pull(&self.frontier(), limit).unwrap().records;
        let any = !pulled.is_empty();
        self.take(pulled);
        any
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Write(usize),
    Push(usize),
    Pull(usize),
    Reopen(usize),
    LoseShare,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0usize..3).prop_map(Step::Write),
        4 => (0usize..3).prop_map(Step::Push),
        4 => (0usize..3).prop_map(Step::Pull),
        1 => (0usize..3).prop_map(Step::Reopen),
        1 => Just(Step::LoseShare),
    ]
}

fn replicas_converge_however_they_meet(kind: &Kind) {
    let mut runner = TestRunner::new(ProptestConfig::with_cases(24));
    let steps = prop::collection::vec(step(), 0..60);
    runner.run(&steps, |steps| converge(kind, steps)).unwrap();
}

fn converge(kind: &Kind, steps: Vec<Step>) -> Result<(), TestCaseError> {
    let floor = Floor::new(kind);
    let mut all: Vec<Held> = (0..3)
        .map(|n| Held {
            pen: pen(n),
            records: BTreeMap::new(),
            share: floor.share(n),
        })
        .collect();
    let mut written = 0;
    for step in steps {
        match step {
            Step::Write(n) => {
                let new = records(&mut all[n].pen, 1);
                all[n].take(new);
                written += 1;
            }
            Step::Push(n) => drop(all[n].push(3)),
            Step::Pull(n) => drop(all[n].pull(3)),
            Step::Reopen(n) => all[n].share = floor.share(n as u64),
            Step::LoseShare => lose(&floor),
        }
    }
    while all
        .iter_mut()
        .fold(false, |any, held| any | held.pull(3) | held.push(3))
    {}
    let theirs = floor.share(9).pull(&Frontier::default(), usize::MAX).unwrap();
    for held in &all {
        prop_assert_eq!(held.frontier(), theirs.frontier.clone());
        prop_assert_eq!(held.records.len(), written);
    }
    prop_assert_eq!(theirs.records.len(), written);
    Ok(())
}
