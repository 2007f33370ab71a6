//! Watching a file on a local disk.

use super::Wake;
use super::sqlite::{FileId, file_id};
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

/// Keeps the watch alive; dropping it ends it.
pub struct Watch {
    _held: Box<dyn Send>,
    /// The one file that is watched, where it is one file.
    of: Option<(PathBuf, FileId)>,
}

impl Watch {
    /// Whether the file that is watched lies there no more: what happens to the one in its place wakes nobody.
    pub fn is_stale(&self) -> bool {
        self.of.as_ref().is_some_and(|(file, id)| file_id(file) != *id)
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}

/// Watches this file. Where commits ring the bell (see [`ring`]) only the file counts; elsewhere also its
/// write-ahead log.
///
/// The system is asked to watch the folder, because the file itself may be deleted and made again; on Linux the
/// file, because there every word about any file of the folder wakes every watcher, and each commit writes
/// several times to the log beside it. `None` while there is no such file.
pub(super) fn watch(file: &Path, wake: Wake) -> Option<Watch> {
    let name = file.file_name()?.to_owned();
    let mut names = vec![name.clone()];
    if !cfg!(unix) {
        let mut log: OsString = name;
        log.push("-wal");
        names.push(log);
    }
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let concerns = match event {
            Ok(event) => {
                !matches!(event.kind, EventKind::Access(_))
                    && event
                        .paths
                        .iter()
                        .filter_map(|path| path.file_name())
                        .any(|name| names.iter().any(|known| known == name))
            }
            // Lost events are a reason to look.
            Err(_) => true,
        };
        if concerns {
            wake();
        }
    })
    .ok()?;
    let of = cfg!(target_os = "linux").then(|| (file.to_owned(), file_id(file)));
    let place = if of.is_some() {
        file
    } else {
        super::sqlite::folder(file)
    };
    watcher.watch(place, RecursiveMode::NonRecursive).ok()?;
    Some(Watch {
        _held: Box::new(watcher),
        of,
    })
}

/// Makes watchers look after a commit. A write-ahead commit shows to others only after its last write
/// to disk, so the write itself wakes them too early; a new time on the file, set without opening it
/// (closing it would drop the database's locks), wakes them when there is something to see.
#[cfg(unix)]
pub(super) fn ring(file: &Path) {
    use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, UTIME_NOW, utimensat};
    let now = Timespec {
        tv_sec: 0,
        tv_nsec: UTIME_NOW,
    };
    let times = Timestamps {
        last_access: now,
        last_modification: now,
    };
    // Without the bell others only look a little later.
    utimensat(CWD, file, &times, AtFlags::empty()).ok();
}

/// Nothing rings here: the write-ahead log is watched instead.
#[cfg(not(unix))]
pub(super) fn ring(_file: &Path) {}
