//! The single trials. Each makes files of its own with names that nobody else has, and removes them.

use super::{Barred, ClockGap, Clocks, Spread, Trial, Under, within};
use crate::share::sqlite::{SqliteShare, glance};
use crate::share::{Share, ShareError};
use rusqlite::{Connection, TransactionBehavior};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// So often times are measured.
const TIMES: usize = 20;
/// So often the clock is read; the surest reading counts.
const CLOCK_TIMES: usize = 8;
/// So many make the same file at once, so often.
const RIVALS: usize = 4;
const RACES: usize = 5;
/// So long is looked for something that was written, each time.
const SIGHT: Duration = Duration::from_secs(3);
/// How long between two looks.
const LOOK: Duration = Duration::from_millis(2);

/// A file for a trial; it and what a database leaves beside it are gone afterwards.
struct Scrap(PathBuf);

impl Scrap {
    fn in_folder(folder: &Path) -> io::Result<Self> {
        let random = getrandom::u64().map_err(io::Error::other)?;
        Ok(Self(folder.join(format!(".sheber-probe-{random:016x}"))))
    }

    /// Another name that begins with this one.
    fn with(&self, suffix: &str) -> PathBuf {
        crate::share::quarantine::with(&self.0, suffix)
    }
}

impl Drop for Scrap {
    fn drop(&mut self) {
        for suffix in ["", "-journal", ".new"] {
            fs::remove_file(self.with(suffix)).ok();
        }
    }
}

/// Runs a trial within its time.
pub(super) fn judged(
    folder: PathBuf,
    work: impl FnOnce(PathBuf) -> io::Result<bool> + Send + 'static,
) -> Trial {
    within(folder, work).map_or(Trial::Hung, |done| Trial::of(done.unwrap_or(false)))
}

/// What keeps anybody from writing in this folder.
pub(super) fn barred(folder: &Path) -> Option<Barred> {
    let try_it = || -> io::Result<()> {
        if !fs::metadata(folder)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let scrap = Scrap::in_folder(folder)?;
        let mut file = File::create_new(&scrap.0)?;
        file.write_all(&[0x2E; 4_096])?;
        file.sync_all()
    };
    let why = try_it().err()?;
    Some(match ShareError::from_io("", why) {
        ShareError::Missing { .. } => Barred::Missing,
        ShareError::ReadOnly { .. } => Barred::ReadOnly,
        ShareError::Full { .. } => Barred::Full,
        _ => Barred::Failing,
    })
}

/// What lies under the share's name.
pub(super) fn under(file: &Path, on_network: bool) -> Under {
    match fs::metadata(file) {
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => Under::Nothing,
        Err(_) => Under::Unknown,
        Ok(found) if found.is_dir() => Under::Other,
        Ok(found) if found.len() == 0 => Under::Nothing,
        Ok(_) => glance(file, on_network),
    }
}

/// Room that is left in this folder, in bytes.
#[cfg(unix)]
pub(super) fn free(folder: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(folder).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

/// The standard library cannot tell there.
#[cfg(not(unix))]
pub(super) fn free(_folder: &Path) -> Option<u64> {
    None
}

/// Whether of several who make one file exactly one succeeds.
pub(super) fn exclusive_create(folder: &Path) -> io::Result<bool> {
    for _ in 0..RACES {
        let scrap = Scrap::in_folder(folder)?;
        let made = std::thread::scope(|scope| {
            let rivals = [(); RIVALS].map(|()| scope.spawn(|| File::create_new(&scrap.0).is_ok()));
            rivals
                .into_iter()
                .filter_map(|rival| rival.join().ok())
                .filter(|made| *made)
                .count()
        });
        let again = File::create_new(&scrap.0).err();
        if made != 1 || again.is_none_or(|why| why.kind() != io::ErrorKind::AlreadyExists) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a file takes the place of another.
pub(super) fn rename(folder: &Path) -> io::Result<bool> {
    let scrap = Scrap::in_folder(folder)?;
    let fresh = scrap.with(".new");
    fs::write(&scrap.0, "old")?;
    fs::write(&fresh, "new")?;
    fs::rename(&fresh, &scrap.0)?;
    Ok(fs::read(&scrap.0)? == b"new" && !fresh.exists())
}

fn database(file: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open(file)?;
    db.busy_timeout(Duration::from_millis(200))?;
    // Locks are tried here, not the disk.
    db.execute_batch("PRAGMA synchronous=OFF; PRAGMA mmap_size=0;")?;
    Ok(db)
}

/// Whether a lock to read becomes one to write, in the very bytes where a database locks.
pub(super) fn lock_upgrade(folder: &Path) -> io::Result<bool> {
    let scrap = Scrap::in_folder(folder)?;
    let upgraded = || -> rusqlite::Result<i64> {
        let mut db = database(&scrap.0)?;
        let tx = db.transaction_with_behavior(TransactionBehavior::Deferred)?;
        tx.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        tx.execute_batch("CREATE TABLE t(x); INSERT INTO t VALUES(1);")?;
        tx.commit()?;
        db.query_row("SELECT x FROM t", [], |row| row.get(0))
    };
    Ok(upgraded().is_ok_and(|one| one == 1))
}

/// The peer got in although the lock was held: locks are worth nothing.
pub const PEER_ENTERED: u8 = 0;
/// The peer was kept out.
pub const PEER_REFUSED: u8 = 10;
/// The peer could not even try.
pub const PEER_FAILED: u8 = 11;

/// The second process of a trial: tries to take the lock that the first one holds, and answers with what came
/// of it as an exit code.
pub fn peer(file: &Path) -> u8 {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    if !file.is_file() {
        return PEER_FAILED;
    }
    let entered = database(file).and_then(|mut db| {
        db.transaction_with_behavior(TransactionBehavior::Immediate)
            .map(|_| ())
    });
    match entered.map_err(|why| why.sqlite_error_code()) {
        Ok(()) => PEER_ENTERED,
        Err(Some(DatabaseBusy | DatabaseLocked)) => PEER_REFUSED,
        Err(_) => PEER_FAILED,
    }
}

/// Whether a lock of this process keeps another one out, and lets it in afterwards.
pub(super) fn exclusion(folder: &Path, program: &Path) -> io::Result<bool> {
    let scrap = Scrap::in_folder(folder)?;
    let mut db = database(&scrap.0).map_err(io::Error::other)?;
    db.execute_batch("CREATE TABLE t(x)").map_err(io::Error::other)?;
    let held = db
        .transaction_with_behavior(TransactionBehavior::Exclusive)
        .map_err(io::Error::other)?;
    let during = another(program, &scrap.0)?;
    held.rollback().map_err(io::Error::other)?;
    let after = another(program, &scrap.0)?;
    Ok(during == i32::from(PEER_REFUSED) && after == i32::from(PEER_ENTERED))
}

fn another(program: &Path, file: &Path) -> io::Result<i32> {
    let status = Command::new(program)
        .arg("probe-peer")
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    status.code().ok_or_else(|| io::Error::other("ended by a signal"))
}

/// How long it takes until something is safely on the disk.
pub(super) fn sync(folder: &Path, clocks: &Clocks) -> io::Result<Option<Spread>> {
    let scrap = Scrap::in_folder(folder)?;
    let mut file = File::create_new(&scrap.0)?;
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let begun = (clocks.counted)();
        file.write_all(&[0x2E; 400])?;
        file.sync_all()?;
        times.push((clocks.counted)().saturating_sub(begun));
    }
    Ok(Spread::of(times))
}

/// How long it takes until something written shows through another opening.
pub(super) fn visible(folder: &Path, clocks: &Clocks) -> io::Result<Option<Spread>> {
    let scrap = Scrap::in_folder(folder)?;
    let mut times = Vec::new();
    let mut len = 0;
    for n in 0..u8::try_from(TIMES).unwrap_or(u8::MAX) {
        let line = [n; 32];
        let begun = (clocks.counted)();
        let mut file = File::options().create(true).append(true).open(&scrap.0)?;
        file.write_all(&line)?;
        file.sync_all()?;
        drop(file);
        loop {
            if read_from(&scrap.0, len)?.starts_with(&line) {
                break;
            }
            if (clocks.counted)().saturating_sub(begun) > SIGHT {
                return Err(io::ErrorKind::TimedOut.into());
            }
            std::thread::park_timeout(LOOK);
        }
        times.push((clocks.counted)().saturating_sub(begun));
        len += 32;
    }
    Ok(Spread::of(times))
}

fn read_from(file: &Path, offset: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(file)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut found = Vec::new();
    file.take(64).read_to_end(&mut found)?;
    Ok(found)
}

/// How far this laptop's clock is from the share's: the surest of several readings.
pub(super) fn clock(file: &Path, clocks: &Clocks) -> Option<ClockGap> {
    // Both kinds read the clock of the storage in the same way.
    let mut share = SqliteShare::new(file);
    (0..CLOCK_TIMES)
        .filter_map(|_| share.clock(&*clocks.wall_ms).ok())
        .filter(crate::domain::reading::ClockReading::is_sound)
        .min_by_key(crate::domain::reading::ClockReading::uncertainty_ms)
        .map(|reading| ClockGap {
            ahead_ms: reading.offset_ms().saturating_neg(),
            uncertainty_ms: reading.uncertainty_ms(),
        })
}
