//! The share of one log for each device: whatever happens to the files, what they give out was once written
//! so, what is lacking is noticed and comes again, and nobody touches another's log.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use sheber::domain::entry::{Pen, Record};
use sheber::domain::frontier::Frontier;
use sheber::domain::id::{EntryId, Origin, Role, Seq};
use sheber::domain::presence::Presence;
use sheber::share::{FolderShare, Parcel, Pushed, Share, ShareError};

use crate::log_kit::{is_whole_chain, pen, record, records};

struct Floor {
    folder: tempfile::TempDir,
}

impl Floor {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("floor.db")
    }

    fn logs(&self) -> PathBuf {
        self.folder.path().join("floor.logs")
    }

    fn share(&self, own: u64) -> FolderShare {
        FolderShare::new(&self.file(), Origin(own))
    }

    fn area(&self, own: u64) -> PathBuf {
        self.logs().join(format!("dev-{own:016x}"))
    }

    /// The segments of a device, in order.
    fn segments(&self, own: u64) -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = fs::read_dir(self.area(own))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        found.sort();
        found
    }
}

fn push(share: &mut FolderShare, records: &[Record]) -> Result<Pushed, ShareError> {
    share.push(&Parcel {
        records,
        ..Parcel::default()
    })
}

fn pull_all(share: &mut FolderShare) -> Vec<Record> {
    share.pull(&Frontier::default(), usize::MAX).unwrap().records
}

fn shown(share: &mut FolderShare) -> Frontier {
    share.pull(&Frontier::default(), 0).unwrap().frontier
}

fn ids(records: &[Record]) -> Frontier {
    records.iter().map(|record| record.id).collect()
}

/// Looks once a second, as the exchange does, until something is new; after how many looks.
fn looks_until_changed(share: &mut FolderShare) -> usize {
    (1..=400)
        .find(|_| share.changed().unwrap())
        .expect("the change was not noticed")
}

fn settle(share: &mut FolderShare) {
    share.pull(&Frontier::default(), 0).unwrap();
    for _ in 0..5 {
        share.changed().unwrap();
    }
}

fn append(file: &Path, bytes: &[u8]) {
    let mut file = File::options().append(true).open(file).unwrap();
    file.write_all(bytes).unwrap();
}

/// A payload as a line; written here once more, so that the form cannot change unnoticed.
fn framed(payload: &str) -> String {
    let sum = payload.bytes().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            if sum & 1 == 0 {
                sum >> 1
            } else {
                sum >> 1 ^ 0x82F6_3B78
            }
        })
    });
    format!("{:x} {:08x} {payload}\n", payload.len(), !sum)
}

#[test]
fn a_log_is_lines_of_length_check_and_payload() {
    let floor = Floor::new();
    let sent = records(&mut pen(7), 2);
    push(&mut floor.share(7), &sent).unwrap();
    let written = fs::read_to_string(&floor.segments(7)[0]).unwrap();
    let expected = ["{\"sheber\":1}", &sent[0].to_line(), &sent[1].to_line()].map(framed);
    assert_eq!(written, expected.concat());
}

#[test]
fn a_torn_tail_waits_at_every_byte() {
    let floor = Floor::new();
    let sent = records(&mut pen(7), 2);
    push(&mut floor.share(7), &sent).unwrap();
    let segment = floor.segments(7).remove(0);
    let whole = fs::read(&segment).unwrap();
    let mut ends = vec![];
    for (place, byte) in whole.iter().enumerate() {
        if *byte == b'\n' {
            ends.push(place + 1);
        }
    }
    for cut in 0..whole.len() {
        fs::write(&segment, &whole[..cut]).unwrap();
        let mut share = floor.share(9);
        let pulled = share.pull(&Frontier::default(), 10).unwrap();
        let complete = ends[1..].iter().filter(|end| **end <= cut).count();
        assert_eq!(pulled.records, sent[..complete], "cut at {cut}");
        assert_eq!(pulled.unreadable, 0, "cut at {cut}");
        append(&segment, &whole[cut..]);
        looks_until_changed(&mut share);
        looks_until_sent(&mut share, &sent, cut);
    }
}

fn looks_until_sent(share: &mut FolderShare, sent: &[Record], cut: usize) {
    for _ in 0..200 {
        if shown(share) == ids(sent) {
            return;
        }
        share.changed().unwrap();
    }
    panic!("cut at {cut}: not read on");
}

#[test]
fn no_flipped_bit_gets_through() {
    let floor = Floor::new();
    let sent = records(&mut pen(7), 3);
    push(&mut floor.share(7), &sent).unwrap();
    let segment = floor.segments(7).remove(0);
    let whole = fs::read(&segment).unwrap();
    for place in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[place] ^= 1 << (place % 8);
        fs::write(&segment, &flipped).unwrap();
        let pulled = floor.share(9).pull(&Frontier::default(), 10).unwrap();
        assert!(pulled.records.len() >= sent.len() - 2, "byte {place}");
        assert!(
            pulled.records.iter().all(|record| sent.contains(record)),
            "byte {place}"
        );
        assert_eq!(pulled.frontier, ids(&pulled.records));
        let hurt = pulled.records.len() < sent.len();
        let at_the_end = place == whole.len() - 1;
        assert!(!hurt || pulled.unreadable > 0 || at_the_end, "byte {place}");
    }
}

#[test]
fn a_line_without_end_does_not_fill_the_memory_and_what_follows_is_read() {
    let floor = Floor::new();
    let sent = records(&mut pen(7), 2);
    push(&mut floor.share(7), &sent[..1]).unwrap();
    let segment = floor.segments(7).remove(0);
    append(&segment, &vec![b'x'; 3 << 20]);
    let mut share = floor.share(9);
    assert_eq!(pull_all(&mut share), sent[..1]);
    append(&segment, format!("\n{}", framed(&sent[1].to_line())).as_bytes());
    assert_eq!(pull_all(&mut floor.share(9)), sent);
    share.examine().unwrap();
    assert_eq!(pull_all(&mut share), sent);
}

#[test]
fn lines_of_newer_versions_are_skipped() {
    let floor = Floor::new();
    let sent = records(&mut pen(7), 2);
    push(&mut floor.share(9), &[]).unwrap();
    fs::create_dir(floor.area(7)).unwrap();
    let lines = [
        "{\"sheber\":2,\"more\":true}",
        "zz of a newer version",
        "p of another form",
        "h {}",
        "{\"w\":2}",
    ];
    let mut content = lines.map(framed).concat();
    content += &framed(&sent[0].to_line());
    content += &framed(&sent[1].to_line());
    fs::write(floor.area(7).join("0001-ab.log"), content).unwrap();
    let pulled = floor.share(9).pull(&Frontier::default(), 10).unwrap();
    assert_eq!((pulled.records, pulled.unreadable), (sent, 0));
}

#[test]
fn a_log_that_shrank_is_read_anew() {
    let floor = Floor::new();
    let (mut owner, mut other) = (floor.share(7), floor.share(9));
    let mut writer = pen(7);
    let mut sent = records(&mut writer, 4);
    push(&mut owner, &sent).unwrap();
    assert_eq!(shown(&mut other), ids(&sent));
    let segment = floor.segments(7).remove(0);
    let length = fs::metadata(&segment).unwrap().len();
    let file = File::options().write(true).open(&segment).unwrap();
    file.set_len(length / 2).unwrap();
    // The owner goes on, in a segment of its own, and sees what it has lost.
    let next = record(&mut writer, 27);
    let pushed = push(&mut owner, std::slice::from_ref(&next)).unwrap();
    sent.push(next);
    assert_eq!(floor.segments(7).len(), 2);
    assert!(pushed.frontier.count() < 5);
    looks_until_changed(&mut other);
    assert_eq!(shown(&mut other), pushed.frontier);
    push(&mut owner, &sent).unwrap();
    assert!(is_whole_chain(&pull_all(&mut other)));
    assert_eq!(pull_all(&mut other), sent);
}

#[test]
fn half_of_the_device_folders_gone_are_missed_and_brought_again() {
    let floor = Floor::new();
    let mut all = Vec::new();
    for own in 1..=6 {
        let sent = records(&mut pen(own), 3);
        push(&mut floor.share(own), &sent).unwrap();
        all.extend(sent);
    }
    let mut share = floor.share(9);
    assert_eq!(pull_all(&mut share), all);
    settle(&mut share);
    for own in [2, 4, 6] {
        fs::remove_dir_all(floor.area(own)).unwrap();
    }
    // Their devices are off: somebody else misses them.
    assert!(looks_until_changed(&mut share) <= 30);
    assert_eq!(shown(&mut share).count(), 9);
    assert_eq!(push(&mut share, &all).unwrap().added, 9);
    let mut found = pull_all(&mut floor.share(8));
    found.sort_by_key(|record| record.id);
    assert_eq!(found, all);
}

#[test]
fn a_segment_grows_to_its_size_and_is_never_touched_again() {
    let floor = Floor::new();
    let mut share = floor.share(7);
    share
        .push(&Parcel {
            presence: Some(&presence(7)),
            ..Parcel::default()
        })
        .unwrap();
    let mut writer = pen(7);
    let sent = records(&mut writer, 6_000);
    push(&mut share, &sent).unwrap();
    let segments = floor.segments(7);
    assert!(segments.len() > 1);
    let sealed: Vec<Vec<u8>> = segments.iter().map(|file| fs::read(file).unwrap()).collect();
    for content in &sealed {
        assert!(content.len() <= (1 << 20) + 1_000);
        // Whoever begins to read here knows whose it is.
        let second = content.split(|byte| *byte == b'\n').nth(1).unwrap();
        assert!(String::from_utf8_lossy(second).contains("laptop-7"));
    }
    let more = records(&mut writer, 3_000);
    push(&mut share, &more).unwrap();
    assert!(floor.segments(7).len() > segments.len());
    for (file, content) in segments.iter().zip(&sealed).rev().skip(1) {
        assert_eq!(&fs::read(file).unwrap(), content);
    }
    let mut other = floor.share(9);
    let mut found = Vec::new();
    loop {
        let pulled = other.pull(&ids(&found), 1_000).unwrap();
        found.extend(pulled.records);
        if !pulled.more {
            break;
        }
    }
    assert_eq!(found, [sent, more].concat());
}

fn presence(origin: u64) -> Presence {
    Presence {
        origin: Origin(origin),
        role: Role::Organiser,
        label: format!("laptop-{origin}"),
        seen_ms: 1_764_000_000_000,
        clock_ahead_ms: None,
        version: "0.1.0".to_owned(),
        unsent: 0,
    }
}

#[test]
fn presence_is_short_and_in_the_own_log_as_well() {
    let floor = Floor::new();
    let mut share = floor.share(7);
    let mut mine = presence(7);
    let mut sizes = Vec::new();
    for _ in 0..4 {
        mine.seen_ms += 10_000;
        share
            .push(&Parcel {
                presence: Some(&mine),
                ..Parcel::default()
            })
            .unwrap();
        sizes.push(fs::metadata(&floor.segments(7)[0]).unwrap().len());
    }
    assert!(sizes.windows(2).all(|pair| pair[1] - pair[0] < 80), "{sizes:?}");
    fs::remove_file(floor.logs().join("bell")).unwrap();
    let devices = floor.share(9).pull(&Frontier::default(), 0).unwrap().devices;
    assert_eq!(devices, [mine]);
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn yesterdays_copy_is_noticed() {
    let floor = Floor::new();
    let (mut seven, mut nine) = (floor.share(7), floor.share(9));
    let mut writer = pen(7);
    let mut sent = records(&mut writer, 3);
    push(&mut seven, &sent).unwrap();
    let yesterday = floor.folder.path().join("yesterday");
    copy_all(&floor.logs(), &yesterday);
    sent.extend(records(&mut writer, 3));
    push(&mut seven, &sent[3..]).unwrap();
    let before = nine.pull(&Frontier::default(), 10).unwrap();
    assert_eq!(before.records, sent);
    settle(&mut nine);
    fs::rename(floor.logs(), floor.folder.path().join("today")).unwrap();
    fs::rename(&yesterday, floor.logs()).unwrap();
    assert_eq!(looks_until_changed(&mut nine), 1);
    assert_eq!(shown(&mut nine), ids(&sent[..3]));
    // The owner does not write where its log used to end.
    sent.extend(records(&mut writer, 1));
    push(&mut seven, &sent[6..]).unwrap();
    push(&mut nine, &before.records).unwrap();
    let mut found = pull_all(&mut floor.share(8));
    found.sort_by_key(|record| record.id);
    assert_eq!(found, sent);
}

#[test]
fn two_programs_under_one_origin_do_not_touch_each_others_segments() {
    let floor = Floor::new();
    let (mut one, mut clone) = (floor.share(7), floor.share(7));
    let (mut pen_one, mut pen_clone) = (pen(7), pen(7));
    let mut contents: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for turn in 0..3 {
        push(&mut one, &[record(&mut pen_one, 27)]).unwrap();
        push(&mut clone, &[record(&mut pen_clone, 8)]).unwrap();
        for file in floor.segments(7) {
            let content = fs::read(&file).unwrap();
            if let Some(before) = contents.insert(file, content.clone()) {
                assert!(content.starts_with(&before), "turn {turn}");
            }
        }
    }
    assert_eq!(contents.len(), 2);
    let pulled = floor.share(9).pull(&Frontier::default(), 10).unwrap();
    assert_eq!((pulled.twins.len(), pulled.unreadable), (6, 0));
    assert_eq!(floor.share(9).all_of(Origin(7)).unwrap().len(), 6);
}

#[test]
fn copies_that_a_cloud_service_made_are_read_too() {
    let floor = Floor::new();
    let mut writer = pen(7);
    let sent = records(&mut writer, 4);
    push(&mut floor.share(7), &sent[..2]).unwrap();
    let segment = floor.segments(7).remove(0);
    let conflict = floor
        .area(7)
        .join("0001-ab.sync-conflict-20260101-120000-ABCDEFG.log");
    fs::copy(&segment, &conflict).unwrap();
    append(&conflict, framed(&sent[2].to_line()).as_bytes());
    let copy = floor.logs().join(format!("dev-{:016x} (copy)", 7));
    fs::create_dir(&copy).unwrap();
    fs::copy(&segment, copy.join("0001 (1).log")).unwrap();
    append(&copy.join("0001 (1).log"), framed(&sent[3].to_line()).as_bytes());
    let pulled = floor.share(9).pull(&Frontier::default(), 10).unwrap();
    assert_eq!(pulled.records, sent);
    assert!(pulled.twins.is_empty());
}

#[test]
fn a_damaged_own_log_is_moved_aside_and_written_anew() {
    let floor = Floor::new();
    let mut owner = floor.share(7);
    let sent = records(&mut pen(7), 4);
    push(&mut owner, &sent).unwrap();
    let mut other = floor.share(9);
    assert_eq!(shown(&mut other), ids(&sent));
    settle(&mut owner);
    let segment = floor.segments(7).remove(0);
    let mut spoiled = fs::read(&segment).unwrap();
    let middle = spoiled.len() / 2;
    spoiled[middle] ^= 0x10;
    fs::write(&segment, &spoiled).unwrap();

    // Its owner reads its own log anew every five minutes.
    assert!(looks_until_changed(&mut owner) <= 300);
    assert_eq!(shown(&mut owner), Frontier::default());
    let kept: Vec<PathBuf> = fs::read_dir(floor.logs().join("quarantine"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        fs::read(kept[0].join(segment.file_name().unwrap())).unwrap(),
        spoiled
    );
    push(&mut owner, &sent).unwrap();
    assert_eq!(pull_all(&mut other), sent);
    assert_eq!(other.pull(&Frontier::default(), 0).unwrap().unreadable, 0);

    // The same when it is switched on again.
    let segment = floor.segments(7).remove(0);
    let spoiled = fs::read(&segment).unwrap();
    fs::write(&segment, [&spoiled[..40], b"?", &spoiled[41..]].concat()).unwrap();
    let mut again = floor.share(7);
    assert_eq!(shown(&mut again), Frontier::default());
    assert_eq!(push(&mut again, &sent).unwrap().added, 4);
}

#[test]
fn the_bell_may_be_lost_or_spoiled() {
    let spoil: [fn(&Path); 5] = [
        |bell| fs::remove_file(bell).unwrap(),
        |bell| fs::write(bell, "").unwrap(),
        |bell| fs::write(bell, [0; 5_000]).unwrap(),
        |bell| append(bell, b"b dev-00/x.log 7\n\x00\xff zz"),
        |bell| {
            fs::remove_file(bell).unwrap();
            fs::create_dir(bell).unwrap();
        },
    ];
    for (case, spoil) in spoil.iter().enumerate() {
        let floor = Floor::new();
        let (mut mine, mut theirs) = (floor.share(1), floor.share(2));
        let mut writer = pen(7);
        let mut sent = records(&mut writer, 1);
        push(&mut theirs, &sent).unwrap();
        settle(&mut mine);
        for _ in 0..3 {
            let bell = floor.logs().join("bell");
            if bell.is_file() {
                spoil(&bell);
            }
            let next = records(&mut writer, 1);
            push(&mut theirs, &next).unwrap();
            sent.extend(next);
            assert!(looks_until_changed(&mut mine) <= 6, "case {case}");
            assert_eq!(pull_all(&mut mine), sent, "case {case}");
        }
    }
}

#[test]
fn a_segment_that_the_bell_has_lost_is_found_in_time() {
    let floor = Floor::new();
    let mut mine = floor.share(1);
    let mut sent = records(&mut pen(7), 2);
    push(&mut floor.share(7), &sent[..1]).unwrap();
    settle(&mut mine);
    append(
        &floor.segments(7)[0],
        framed(&sent.remove(1).to_line()).as_bytes(),
    );
    assert!(looks_until_changed(&mut mine) <= 300);
    assert_eq!(shown(&mut mine).count(), 2);
}

#[test]
fn a_new_segment_is_found_by_the_bell_without_a_listing() {
    let floor = Floor::new();
    let mut mine = floor.share(1);
    push(&mut mine, &records(&mut pen(1), 1)).unwrap();
    settle(&mut mine);
    for own in 7..10 {
        push(&mut floor.share(own), &records(&mut pen(own), 1)).unwrap();
        assert_eq!(looks_until_changed(&mut mine), 1);
    }
    assert_eq!(shown(&mut mine).count(), 4);
}

#[test]
fn what_was_written_without_a_ring_is_told_by_whoever_finds_it() {
    let floor = Floor::new();
    let (mut mine, mut owner) = (floor.share(1), floor.share(7));
    let mut sent = records(&mut pen(7), 2);
    push(&mut owner, &sent[..1]).unwrap();
    settle(&mut mine);
    // Its owner was switched off before it could ring.
    append(
        &floor.segments(7)[0],
        framed(&sent.remove(1).to_line()).as_bytes(),
    );
    push(&mut floor.share(9), &records(&mut pen(9), 1)).unwrap();
    looks_until_changed(&mut mine);
    assert_eq!(shown(&mut mine).count(), 3);
}

#[test]
fn a_segment_that_cannot_be_written_any_more_is_followed_by_another() {
    let floor = Floor::new();
    let (mut owner, mut other) = (floor.share(7), floor.share(9));
    let mut writer = pen(7);
    let mut sent = records(&mut writer, 2);
    push(&mut owner, &sent).unwrap();
    assert_eq!(shown(&mut other), ids(&sent));
    let segment = floor.segments(7).remove(0);
    fs::remove_file(&segment).unwrap();
    fs::create_dir(&segment).unwrap();
    sent.extend(records(&mut writer, 1));
    let shown_now = push(&mut owner, &sent[2..]).unwrap().frontier;
    assert_eq!(shown_now, ids(&sent[2..]));
    push(&mut owner, &sent).unwrap();
    looks_until_changed(&mut other);
    assert_eq!(shown(&mut other), ids(&sent));
}

#[test]
fn a_share_without_a_readable_name_gets_one() {
    let floor = Floor::new();
    let sent = records(&mut pen(7), 1);
    push(&mut floor.share(7), &sent).unwrap();
    let epoch = |own| floor.share(own).pull(&Frontier::default(), 0).unwrap().epoch;
    let first = epoch(8);
    assert_eq!(epoch(9), first);
    for spoiled in [
        "",
        "x",
        "\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}",
    ] {
        fs::write(floor.logs().join("epoch"), spoiled).unwrap();
        let next = epoch(8);
        assert_ne!(next, first);
        assert_eq!(epoch(9), next);
    }
}

#[test]
fn something_else_under_the_name_of_the_logs_is_refused_and_can_be_set_aside() {
    let floor = Floor::new();
    fs::write(floor.logs(), "a letter").unwrap();
    let mut share = floor.share(7);
    let refused = share.pull(&Frontier::default(), 1).unwrap_err();
    assert!(matches!(refused, ShareError::NotSheber { .. }), "{refused}");
    let kept = share.set_aside().unwrap().unwrap();
    assert_eq!(fs::read_to_string(kept).unwrap(), "a letter");
    push(&mut share, &records(&mut pen(7), 1)).unwrap();
}

#[test]
fn the_database_beside_is_not_touched() {
    let floor = Floor::new();
    fs::write(floor.file(), "not for this hand").unwrap();
    let mut share = floor.share(7);
    push(&mut share, &records(&mut pen(7), 2)).unwrap();
    share.clock(&|| 0).unwrap();
    share.set_aside().unwrap();
    assert_eq!(fs::read(floor.file()).unwrap(), b"not for this hand");
}

#[cfg(target_os = "linux")]
#[test]
fn no_file_stays_open() {
    let floor = Floor::new();
    let mut share = floor.share(7);
    push(&mut share, &records(&mut pen(7), 2)).unwrap();
    pull_all(&mut share);
    share.changed().unwrap();
    share.clock(&|| 0).unwrap();
    let held = fs::read_dir("/proc/self/fd")
        .unwrap()
        .filter_map(|entry| fs::read_link(entry.unwrap().path()).ok())
        .filter(|file| file.starts_with(floor.folder.path()));
    assert_eq!(held.count(), 0);
}

#[test]
fn what_a_switched_off_device_left_at_the_clock_is_removed_by_itself() {
    let floor = Floor::new();
    let mut share = floor.share(7);
    share.clock(&|| 0).unwrap();
    let clock = floor.logs().join("clock");
    let mine = clock.join(format!("{:016x}-0000000000000001", 7));
    let theirs = clock.join(format!("{:016x}-0000000000000001", 8));
    File::create(&mine).unwrap();
    File::create(&theirs).unwrap();
    floor.share(7).clock(&|| 0).unwrap();
    assert!(!mine.exists() && theirs.exists());
}

/// What another hand does to the files.
#[derive(Clone, Copy, Debug)]
enum Harm {
    Flip(usize, usize),
    Cut(usize, usize),
    Remove(usize),
    Copy(usize, usize),
    Bell,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Write(usize),
    Exchange(usize),
    Reopen(usize),
    Harm(Harm),
}

fn step() -> impl Strategy<Value = Step> {
    let any = 0usize..64;
    let harm = prop_oneof![
        (any.clone(), 0usize..4_000).prop_map(|(file, place)| Harm::Flip(file, place)),
        (any.clone(), 0usize..4_000).prop_map(|(file, place)| Harm::Cut(file, place)),
        any.clone().prop_map(Harm::Remove),
        (any.clone(), any).prop_map(|(from, to)| Harm::Copy(from, to)),
        Just(Harm::Bell),
    ];
    prop_oneof![
        4 => (0usize..3).prop_map(Step::Write),
        6 => (0usize..3).prop_map(Step::Exchange),
        1 => (0usize..3).prop_map(Step::Reopen),
        3 => harm.prop_map(Step::Harm),
    ]
}

struct Device {
    pen: Pen,
    records: BTreeMap<EntryId, Record>,
    share: FolderShare,
}

impl Device {
    /// One turn; whether anything moved.
    fn exchange(&mut self) -> bool {
        self.share.changed().unwrap();
        let mine: Frontier = self.records.keys().copied().collect();
        let pulled = self.share.pull(&mine, 5).unwrap();
        let mut moved = !pulled.records.is_empty();
        for record in pulled.records {
            assert!(record.is_sealed());
            self.records.insert(record.id, record);
        }
        let mine: Frontier = self.records.keys().copied().collect();
        let lacking: Vec<Record> = mine
            .beyond(&pulled.frontier)
            .flat_map(|(origin, first, last)| (first..=last).map(move |seq| (origin, seq)))
            .map(|(origin, seq)| {
                let id = EntryId {
                    origin,
                    seq: Seq(seq),
                };
                self.records[&id].clone()
            })
            .collect();
        if !lacking.is_empty() {
            moved |= push(&mut self.share, &lacking).unwrap().added > 0;
        }
        moved
    }
}

fn logs_in(floor: &Floor) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for area in fs::read_dir(floor.logs()).into_iter().flatten() {
        let area = area.unwrap();
        if area.file_name().to_string_lossy().starts_with("dev-") {
            found.extend(
                fs::read_dir(area.path())
                    .unwrap()
                    .map(|file| file.unwrap().path()),
            );
        }
    }
    found.sort();
    found
}

fn do_harm(floor: &Floor, harm: Harm) {
    let files = logs_in(floor);
    let nth = |n: usize| files.get(n % files.len().max(1)).cloned();
    match harm {
        Harm::Flip(file, place) => {
            if let Some(file) = nth(file) {
                let mut content = fs::read(&file).unwrap();
                if !content.is_empty() {
                    let place = place % content.len();
                    content[place] ^= 4;
                    fs::write(file, content).unwrap();
                }
            }
        }
        Harm::Cut(file, place) => {
            if let Some(file) = nth(file) {
                let content = fs::read(&file).unwrap();
                fs::write(file, &content[..place % (content.len() + 1)]).unwrap();
            }
        }
        Harm::Remove(file) => {
            if let Some(file) = nth(file) {
                fs::remove_dir_all(file.parent().unwrap()).unwrap();
            }
        }
        Harm::Copy(from, to) => {
            if let (Some(from), Some(to)) = (nth(from), nth(to)) {
                let content = fs::read(from).unwrap();
                fs::write(to, content).unwrap();
            }
        }
        Harm::Bell => drop(fs::remove_file(floor.logs().join("bell"))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn replicas_agree_in_the_end_whatever_another_hand_does(steps in prop::collection::vec(step(), 0..50)) {
        let floor = Floor::new();
        let mut all: Vec<Device> = (0..3)
            .map(|n| Device { pen: pen(n), records: BTreeMap::new(), share: floor.share(n) })
            .collect();
        let mut written = 0;
        for step in steps {
            match step {
                Step::Write(n) => {
                    let new = record(&mut all[n].pen, 27);
                    all[n].records.insert(new.id, new);
                    written += 1;
                }
                Step::Exchange(n) => _ = all[n].exchange(),
                Step::Reopen(n) => all[n].share = floor.share(n as u64),
                Step::Harm(harm) => do_harm(&floor, harm),
            }
        }
        // What every device does every few minutes.
        for _ in 0..2 {
            all.iter_mut().for_each(|device| device.share.examine().unwrap());
            while all.iter_mut().fold(false, |moved, device| moved | device.exchange()) {}
        }
        let theirs = floor.share(9).pull(&Frontier::default(), usize::MAX).unwrap();
        for device in &all {
            prop_assert_eq!(device.records.len(), written);
        }
        prop_assert_eq!(theirs.records.len(), written);
        prop_assert!(theirs.twins.is_empty());
    }
}
