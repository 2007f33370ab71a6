//! The kind `folder`: one log for each device, in a folder beside the named file. It needs no lock, and
//! nothing in it is written by two hands, so it works where locks are missing or lie.
//!
//! `floor.logs/` beside `floor.db`:
//! - `dev-ORIGIN/0001-RANDOM.log` segments of a device, see [`mod@line`] for their form, [`writer`] and [`reader`];
//! - `bell` the hint that something is new, see [`bell`];
//! - `epoch` the random name of this very share; `clock/` files that live for a moment;
//! - `quarantine/` folders of devices in which damage was found.
//!
//! Laws: a file is written by the program that made it and by nobody else; it is only appended to. No file
//! stays open between calls. What was read is a cache: where anything shrank, was replaced or is gone,
//! everything is read anew, and whoever has what is lacking brings it again, under its own name.
//!
//! Nothing in here reads a clock: [`Share::changed`] is called once a second, and every so many calls more is
//! looked at. With nothing happening a device on a share of 64 devices moves less than 5 KB a second over sshfs
//! (`benches/folder.rs` measures it): that is why presence travels in the bell as well, why the bell is read
//! more seldom after a quiet while, and why segments are not all looked into every few seconds.
//!
//! | hazard | defence | guarded by (`tests/suite`) |
//! |---|---|---|
//! | 1 locks missing or lying | none is taken | `sshfs::two_mounts_lose_nothing` |
//! | 3 a sleeping laptop holds a file | open, append, sync, close | `share_folder::no_file_stays_open` |
//! | 6 a cursor skips late commits | the frontier is made of names, cursors are per writer | `share_conformance::folder::several_at_once_lose_nothing` |
//! | 7 a high mark hides a hole | holes are in the frontier | `share_conformance::folder::a_hole_is_seen_asked_for_and_filled` |
//! | 8 acknowledged by a lost medium | a missing or shorter file forgets what it gave | `share_folder::half_of_the_device_folders_gone_are_missed_and_brought_again`, `…::a_log_that_shrank_is_read_anew` |
//! | 9 deleted or replaced | bytes before each cursor, `epoch` | `share_conformance::folder::a_share_deleted_under_everybody_is_filled_again`, `share_folder::yesterdays_copy_is_noticed` |
//! | 12 cloned disk | segments belong to a running program, both contents are kept | `share_folder::two_programs_under_one_origin_do_not_touch_each_others_segments` |
//! | 14 time of a file is one's own clock | `super::stamp` | `share_conformance::folder::the_clock_of_the_share_is_read` |
//! | 15 stale listings | open and read; bell and rosters name segments | `share_folder::a_new_segment_is_found_by_the_bell_without_a_listing`, `reader`'s own tests |
//! | 16 torn tail | length and CRC-32C a line, a tail waits until it is whole | `share_folder::a_torn_tail_waits_at_every_byte`, `…::no_flipped_bit_gets_through` |
//! | 17 files deleted under a client | every failure is the share being away, or a new reading | `sshfs::a_lost_mount_makes_nothing_in_the_folder_below`, `share_folder::a_segment_that_cannot_be_written_any_more_is_followed_by_another` |
//! | 18 locks dropped by closing | no lock, and `floor.db` is never opened here | `share_folder::the_database_beside_is_not_touched` |
//! | 20 newer kinds | unknown payloads are skipped, unknown facts passed on | `share_folder::lines_of_newer_versions_are_skipped`, `share_conformance::folder::facts_of_newer_versions_are_passed_on` |

mod access;
mod bell;
mod devices;
mod ground;
mod index;
mod line;
mod reader;
mod review;
mod writer;

use super::place::Place;
use super::probe::logs_beside;
use super::{
    Description, Parcel, Pulled, Pushed, Share, ShareError, Telling, Wake, Watch, quarantine, stamp,
};
use crate::domain::entry::Record;
use crate::domain::frontier::Frontier;
use crate::domain::id::Origin;
use crate::domain::reading::ClockReading;
use access::{Access, Trouble, is_gone};
use bell::{Bell, Heard};
use devices::Devices;
use reader::Reader;
pub(super) use review::read_all;
pub use review::{payload, segments};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use writer::Writer;

/// A call begins anew so often where what was read is gone.
const TURNS: u32 = 4;
/// After so many calls without anything new the bell is only read with every second call.
const QUIET_CALLS: u32 = 30;
/// The folders of devices are listed every so many calls.
const LIST_CALLS: u32 = 30;
/// Everything is looked into every so many calls, in case the bell lost something.
const SWEEP_CALLS: u32 = 300;
/// The same where there is no bell.
const DEAF_CALLS: u32 = 6;
/// This device's own log is read anew every so many calls.
const OWN_CALLS: u32 = 300;
/// So many calls look into everything after the bell was garbled.
const GARBLED_CALLS: u32 = 3;
/// With every how-manieth presence the bell says how far this device's segment reaches.
const REACH_BEATS: u32 = 3;
/// So many segments a roster names at most.
const ROSTER_MOST: usize = 64;

/// What was read.
#[derive(Debug)]
struct Read {
    reader: Reader,
    bell: Bell,
    epoch: String,
}

/// A share of logs, one for each device.
#[derive(Debug)]
pub struct FolderShare {
    file: PathBuf,
    root: PathBuf,
    name: String,
    own: Origin,
    assumed: Option<Place>,
    /// Where it lay when it was last read anew.
    known: Option<Place>,
    read: Option<Read>,
    /// What is known of devices while everything is read anew.
    devices: Devices,
    writer: Writer,
    calls: u32,
    quiet: u32,
    garbled: u32,
    beats: u32,
    /// This device's own log was hurt, and others have not been told.
    alarm: bool,
    /// The last look found something that was not handed out yet.
    fresh: bool,
    swept_clock: bool,
}

impl FolderShare {
    /// The share whose logs lie beside this file, for a device that writes as `own`. Nothing is touched before
    /// the first call.
    pub fn new(file: &Path, own: Origin) -> Self {
        Self {
            file: file.to_owned(),
            root: logs_beside(file),
            name: file.display().to_string(),
            own,
            assumed: None,
            known: None,
            read: None,
            devices: Devices::default(),
            writer: Writer::new(own),
            calls: 0,
            quiet: 0,
            garbled: 0,
            beats: 0,
            alarm: false,
            fresh: false,
            swept_clock: false,
        }
    }

    /// The same on storage of this kind, whatever it looks like.
    pub fn on(file: &Path, own: Origin, place: Place) -> Self {
        Self {
            assumed: Some(place),
            ..Self::new(file, own)
        }
    }

    fn place(&self) -> io::Result<Place> {
        self.assumed.map_or_else(|| Place::of(&self.file), Ok)
    }

    /// Does something with what was read; reads anew where that is gone.
    fn with<T>(&mut self, mut work: impl FnMut(&mut Self) -> Result<T, Trouble>) -> Result<T, ShareError> {
        for _ in 0..TURNS {
            let done = self.ready().and_then(|()| work(self));
            match done {
                Ok(done) => return Ok(done),
                Err(Trouble::Changed) => self.forget(),
                Err(Trouble::Io(source)) => return Err(ShareError::from_io(&self.name, source)),
                Err(Trouble::Named(named)) => return Err(named),
            }
        }
        let source = io::Error::other("what was read is gone again and again");
        Err(ShareError::from_io(&self.name, source))
    }

    fn forget(&mut self) {
        if let Some(read) = self.read.take() {
            self.devices = read.reader.devices;
        }
    }

    /// Reads everything, unless that has been done.
    fn ready(&mut self) -> Result<(), Trouble> {
        if self.read.is_some() {
            return Ok(());
        }
        let place = ground::stand(&self.file, &self.root, &self.name, self.place(), self.known)?;
        self.known = Some(place);
        let access = Access::to(place);
        let epoch = ground::epoch(&self.root)?;
        let mut bell = Bell::new(self.root.join("bell"), access);
        // Before the logs: what rings while they are read is heard afterwards.
        let heard = bell.listen();
        let mut reader = Reader::new(&self.root, access, std::mem::take(&mut self.devices));
        reader.list(true)?;
        reader.sweep()?;
        understand(&mut reader, heard);
        reader.catch_up()?;
        if reader.unreadable(&format!("{}/", self.writer.area)) > 0 {
            quarantine::move_aside(&self.root.join(&self.writer.area), &self.name)?;
            self.writer.begin_anew();
            self.alarm = true;
            return Err(Trouble::Changed);
        }
        if let Some((segment, end)) = self.writer.reach()
            && reader.cursor(&segment) != Some(end)
        {
            self.writer.begin_anew();
            self.alarm = true;
        }
        self.read = Some(Read { reader, bell, epoch });
        self.fresh = true;
        Ok(())
    }

    fn read(&mut self) -> Result<&mut Read, Trouble> {
        self.read.as_mut().ok_or(Trouble::Changed)
    }

    /// Hears what is new and reads it.
    fn hear(&mut self) -> Result<(), Trouble> {
        let read = self.read.as_mut().ok_or(Trouble::Changed)?;
        let heard = read.bell.listen();
        if heard.garbled {
            self.garbled = GARBLED_CALLS;
        }
        understand(&mut read.reader, heard);
        if self.garbled > 0 || read.bell.is_deaf {
            self.garbled = self.garbled.saturating_sub(1);
            read.reader.list(false)?;
            read.reader.sweep()
        } else {
            read.reader.catch_up()
        }
    }

    /// What is due with this call of [`Share::changed`]; whether anything is new.
    fn poll(&mut self) -> Result<bool, Trouble> {
        let calls = self.calls;
        let every = |count: u32| calls.is_multiple_of(count);
        if every(OWN_CALLS) && self.own_is_damaged()? {
            return Err(Trouble::Changed);
        }
        let reader = &mut self.read()?.reader;
        if every(SWEEP_CALLS) {
            reader.list(true)?;
            reader.sweep()?;
        } else if every(LIST_CALLS) {
            reader.list(false)?;
            reader.catch_up()?;
        }
        let listens = if self.read()?.bell.is_deaf {
            every(DEAF_CALLS)
        } else {
            self.quiet < QUIET_CALLS || every(2)
        };
        if listens {
            self.hear()?;
        }
        let reader = &mut self.read()?.reader;
        let stirred = std::mem::take(&mut reader.stirred);
        let news = std::mem::take(&mut reader.news);
        self.quiet = if stirred { 0 } else { self.quiet.saturating_add(1) };
        self.fresh |= news;
        Ok(news)
    }

    /// Reads this device's own log anew, and only that.
    fn own_is_damaged(&self) -> Result<bool, Trouble> {
        let mut own = Reader::new(&self.root, Access::Local, Devices::default());
        own.read_one(&self.writer.area)?;
        Ok(own.unreadable("") > 0)
    }

    fn pull_now(&mut self, have: &Frontier, limit: usize) -> Result<Pulled, Trouble> {
        if !std::mem::take(&mut self.fresh) {
            self.hear()?;
        }
        let read = self.read()?;
        let reader = &mut read.reader;
        let mut spots = Vec::new();
        let mut more = false;
        for (origin, first, last) in reader.index.frontier().beyond(have) {
            let left = limit.saturating_sub(spots.len());
            more |= last - first >= u64::try_from(left).unwrap_or(u64::MAX);
            if left == 0 {
                break;
            }
            spots.extend(reader.index.stretch(origin, first, last).take(left));
        }
        let records = reader.fetch(&spots)?;
        if !more {
            reader.index.forget_kept();
        }
        let pulled = Pulled {
            frontier: reader.index.frontier().clone(),
            heads: reader.index.heads(),
            records,
            more,
            unreadable: reader.unreadable(""),
            twins: reader.index.twins(),
            devices: reader.devices.alive(),
            epoch: read.epoch.clone(),
            floor: reader.floor.clone(),
        };
        // The next page is of what this look found.
        self.fresh = more && limit > 0;
        Ok(pulled)
    }

    fn push_now(&mut self, parcel: &Parcel<'_>) -> Result<Pushed, Trouble> {
        let names = parcel.floor.is_some() && self.read()?.reader.floor.is_none();
        if !std::mem::take(&mut self.fresh) && (names || !parcel.records.is_empty()) {
            self.hear()?;
        }
        let Self {
            read: Some(read),
            writer,
            root,
            ..
        } = self
        else {
            return Err(Trouble::Changed);
        };
        let reader = &mut read.reader;
        if let (Some(ours), Some(theirs)) = (parcel.floor, &reader.floor)
            && ours != theirs
        {
            return Err(Trouble::Named(ShareError::Foreign {
                place: self.name.clone(),
                floor: theirs.clone(),
            }));
        }
        let (mut pushed, lacking) = reader.index.lacking(parcel.records);
        let mut lines: Vec<String> = lacking.into_iter().map(line::record).collect();
        if let Some(floor) = parcel.floor.filter(|_| reader.floor.is_none()) {
            lines.push(line::floor(floor));
        }
        let mut rings = !lines.is_empty() || writer.reach().is_none();
        if let Some(presence) = parcel.presence {
            rings |= writer.is_new(presence);
            lines.extend(writer.presence(presence));
            let learned = reader.take_learned(&writer.area);
            lines.extend(learned.chunks(ROSTER_MOST).map(line::roster));
        }
        let grown = writer
            .append(root, &lines, rings, reader)
            .inspect_err(|trouble| self.alarm |= matches!(trouble, Trouble::Changed))?;
        pushed.frontier = reader.index.frontier().clone();
        let mut ring = String::new();
        if self.alarm {
            ring.push_str(&line::alarm());
        }
        if let Some(presence) = parcel.presence {
            self.beats = self.beats.wrapping_add(1);
            ring.push_str(&line::alive(presence));
        }
        if rings {
            ring.extend(grown.iter().map(|(segment, end)| line::reach(segment, *end)));
        } else if self.beats.is_multiple_of(REACH_BEATS) {
            ring.extend(
                writer
                    .worth()
                    .map(|(segment, worth)| line::reach(&segment, worth)),
            );
        }
        for (segment, end) in reader.take_untold(ROSTER_MOST) {
            ring.push_str(&line::reach(&segment, end));
        }
        if !ring.is_empty() {
            // Without the bell others only look later.
            self.alarm &= !read.bell.ring(&ring);
        }
        Ok(pushed)
    }
}

/// Takes note of what the bell said.
fn understand(reader: &mut Reader, heard: Heard) {
    heard.alive.into_iter().for_each(|alive| reader.is_alive(alive));
    for (segment, end) in heard.reaches {
        reader.reaches(&segment, end);
    }
}

impl Share for FolderShare {
    fn describe(&self) -> Description {
        Description {
            kind: "folder",
            name: self.name.clone(),
            place: self.known.or_else(|| self.place().ok()),
        }
    }

    fn pull(&mut self, have: &Frontier, limit: usize) -> Result<Pulled, ShareError> {
        self.with(|share| share.pull_now(have, limit))
    }

    fn push(&mut self, parcel: &Parcel<'_>) -> Result<Pushed, ShareError> {
        self.with(|share| share.push_now(parcel))
    }

    fn all_of(&mut self, origin: Origin) -> Result<Vec<Record>, ShareError> {
        self.with(|share| {
            if !std::mem::take(&mut share.fresh) {
                share.hear()?;
            }
            let reader = &mut share.read()?.reader;
            reader.fetch(&reader.index.all_of(origin))
        })
    }

    fn set_aside(&mut self) -> Result<Option<String>, ShareError> {
        // Not in the folder that a lost mount leaves behind.
        let place = self.place();
        if fs::metadata(&self.root).is_err_and(|gone| is_gone(&gone)) {
            return Ok(None);
        }
        ground::stand(&self.file, &self.root, &self.name, place, self.known).or_else(
            |refused| match refused {
                ShareError::NotSheber { .. } => Ok(Place::Local),
                other => Err(other),
            },
        )?;
        let condemned = self.read.take().map(|read| read.epoch);
        if condemned.is_some_and(|epoch| ground::is_another(&self.root, &epoch)) {
            // Somebody was faster: what lies there now is good.
            return Ok(None);
        }
        self.devices = Devices::default();
        self.writer.begin_anew();
        quarantine::move_aside(&self.root, &self.name)
    }

    /// Reads every log anew from its beginning; where this device's own is damaged it is moved aside, to be
    /// written anew.
    fn examine(&mut self) -> Result<(), ShareError> {
        self.forget();
        self.with(|_| Ok(()))
    }

    fn telling(&self) -> Telling {
        Telling::Nothing
    }

    fn clock(&mut self, now: &dyn Fn() -> i64) -> Result<ClockReading, ShareError> {
        let folder = self.root.join("clock");
        let prefix = format!("{}-", self.own);
        if !std::mem::replace(&mut self.swept_clock, true) {
            ground::sweep_clock(&folder, &prefix);
        }
        match stamp::read(&folder, &prefix, &self.name, now) {
            Err(ShareError::Missing { .. }) => {
                self.with(|share| match fs::create_dir(share.root.join("clock")) {
                    Err(there) if there.kind() == io::ErrorKind::AlreadyExists => Ok(()),
                    Err(gone) if is_gone(&gone) => Err(Trouble::Changed),
                    made => Ok(made?),
                })?;
                stamp::read(&folder, &prefix, &self.name, now)
            }
            read => read,
        }
    }

    fn changed(&mut self) -> Result<bool, ShareError> {
        if self.read.is_none() {
            return Ok(true);
        }
        self.calls = self.calls.wrapping_add(1);
        self.with(Self::poll)
    }

    fn watch(&self, _wake: Wake) -> Option<Watch> {
        None
    }
}
