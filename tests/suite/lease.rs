//! The lease in a real folder: one gets it, it moves on, and nothing but its own files is left.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Barrier;

use sheber::domain::id::Origin;
use sheber::share::lease::{Lease, STALE_MS, Standing};

const NOW: i64 = 1_764_000_000_000;

fn room() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let room = folder.path().join("publish");
    (folder, room)
}

/// Calls once a second of the share's clock for so long; where it stands then.
fn tend_for(lease: &mut Lease, from_ms: i64, for_ms: i64) -> Standing {
    (0..=for_ms / 1_000)
        .map(|turn| lease.tend(from_ms + turn * 1_000).unwrap())
        .last()
        .unwrap()
}

fn names(room: &Path) -> BTreeSet<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    fs::read_dir(room).unwrap().map(name).collect()
}

#[test]
fn one_of_many_gets_it_and_one_of_many_breaks_it() {
    for round in 0..25 {
        let (_folder, room) = room();
        let start = Barrier::new(8);
        let race = |from_ms: i64, for_ms: i64, origins: std::ops::Range<u64>| {
            std::thread::scope(|scope| {
                let runs: Vec<_> = origins
                    .map(|origin| {
                        let (room, start) = (&room, &start);
                        scope.spawn(move || {
                            let mut lease = Lease::new(room, Origin(origin * 100));
                            start.wait();
                            tend_for(&mut lease, from_ms, for_ms);
                            start.wait();
                            lease.still_mine(from_ms + for_ms).unwrap()
                        })
                    })
                    .collect();
                runs.into_iter()
                    .map(|run| run.join().unwrap())
                    .filter(|held| *held)
                    .count()
            })
        };
        assert_eq!(race(NOW, 0, 0..8), 1, "round {round}");
        // All of them are gone; eight others find what they left.
        assert_eq!(race(NOW + 5_000, STALE_MS * 3, 8..16), 1, "round {round}");
    }
}

#[test]
fn a_dead_holder_is_followed() {
    let (_folder, room) = room();
    let mut first = Lease::new(&room, Origin(1));
    assert_eq!(first.tend(NOW).unwrap(), Standing::Mine);
    let mut second = Lease::new(&room, Origin(2));
    assert_eq!(tend_for(&mut second, NOW, STALE_MS - 2_000), Standing::Theirs);
    assert_eq!(tend_for(&mut second, NOW + STALE_MS, 3_000), Standing::Mine);
    // Who wakes up after that stops before it publishes.
    assert!(!first.still_mine(NOW + STALE_MS + 3_000).unwrap());
    assert_eq!(first.tend(NOW + STALE_MS + 4_000).unwrap(), Standing::Theirs);
    assert!(second.still_mine(NOW + STALE_MS + 5_000).unwrap());
}

#[test]
fn a_living_holder_keeps_it() {
    let (_folder, room) = room();
    let (mut first, mut second) = (Lease::new(&room, Origin(1)), Lease::new(&room, Origin(2)));
    for turn in 0..100 {
        let now = NOW + turn * 1_000;
        assert_eq!(first.tend(now).unwrap(), Standing::Mine);
        // Its clock jumps about by an hour.
        let wrong = if turn % 3 == 0 { 3_600_000 } else { 0 };
        assert_eq!(second.tend(now + wrong).unwrap(), Standing::Theirs);
        // It is set on by another hour, or the laptop slept, between two looks at one beat.
        assert_eq!(second.tend(now + wrong + 3_600_000).unwrap(), Standing::Theirs);
    }
}

#[test]
fn who_leaves_is_followed_at_once_and_leaves_nothing() {
    let (_folder, room) = room();
    let (mut first, mut second) = (Lease::new(&room, Origin(1)), Lease::new(&room, Origin(2)));
    first.tend(NOW).unwrap();
    assert_eq!(second.tend(NOW).unwrap(), Standing::Theirs);
    first.release().unwrap();
    assert_eq!(names(&room), BTreeSet::new());
    let standing = [
        second.tend(NOW + 1_000).unwrap(),
        second.tend(NOW + 2_000).unwrap(),
    ];
    assert!(standing.contains(&Standing::Mine), "{standing:?}");
    assert_eq!(first.token(), None);
}

#[test]
fn who_leaves_late_takes_nothing_from_the_next_one_for_long() {
    let (_folder, room) = room();
    let (mut first, mut second) = (Lease::new(&room, Origin(1)), Lease::new(&room, Origin(2)));
    first.tend(NOW).unwrap();
    tend_for(&mut second, NOW, STALE_MS + 3_000);
    first.release().unwrap();
    assert_eq!(second.tend(NOW + STALE_MS + 4_000).unwrap(), Standing::Mine);
}

#[test]
fn the_holder_removes_what_the_dead_left() {
    let (_folder, room) = room();
    let mut lease = Lease::new(&room, Origin(1));
    lease.tend(NOW).unwrap();
    let own = names(&room);
    for left in [
        "beat-00000000000000aa",
        "beat-00000000000000aa.new",
        "lease.broken.00000000000000bb",
    ] {
        fs::write(room.join(left), "left").unwrap();
    }
    fs::write(room.join("notes.txt"), "somebody's").unwrap();
    tend_for(&mut lease, NOW, 200_000);
    let mut kept = own;
    kept.insert("notes.txt".to_owned());
    assert_eq!(names(&room), kept);
}

#[test]
fn a_share_that_is_gone_is_an_outage_and_no_folder_is_made_in_its_place() {
    let (folder, _) = room();
    let gone = folder.path().join("gone");
    let mut lease = Lease::new(&gone.join("publish"), Origin(1));
    let failed = lease.tend(NOW).unwrap_err();
    assert_eq!(failed.text_key(), "share-missing");
    assert!(!gone.exists());
    fs::create_dir(&gone).unwrap();
    assert_eq!(lease.tend(NOW).unwrap(), Standing::Mine);
}
