//! Where what is no good share any more is kept. Law: nothing is ever deleted.

use super::ShareError;
use super::sqlite::folder;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder beside the share that keeps what was moved aside.
const FOLDER: &str = "quarantine";

/// What a database keeps beside itself; it belongs to the file that is moved.
const BESIDE: [&str; 3] = ["-shm", "-wal", "-journal"];

/// Moves this file, or whatever lies under its name, with what belongs to it into the quarantine beside it;
/// `None` if nothing lies there.
///
/// The write-ahead log goes first: a fresh file under this name must never find the log of the old one. Where one
/// of them cannot be moved, all stay.
pub(super) fn move_aside(file: &Path, name: &str) -> Result<Option<String>, ShareError> {
    match fs::symlink_metadata(file) {
        Ok(_) => {}
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(cannot_move(name, source)),
    }
    let (kept, moved) = move_all(file, &["-shm", "-wal", "-journal", ""], name)?;
    let whole = moved.last().is_some_and(|(from, _)| from == file);
    Ok(whole.then(|| kept.display().to_string()))
}

/// Moves what a database left beside a file that is gone, or is about to be replaced, into the quarantine: read
/// with another file it would destroy that one. Answers with what it was moved to.
pub(super) fn move_rest_aside(file: &Path, name: &str) -> Result<Option<String>, ShareError> {
    if !has_rest(file) {
        return Ok(None);
    }
    let (kept, _) = move_all(file, &BESIDE, name)?;
    Ok(Some(kept.display().to_string()))
}

/// Whether something lies beside this file that belongs to a database.
pub(super) fn has_rest(file: &Path) -> bool {
    BESIDE.iter().any(|suffix| with(file, suffix).exists())
}

/// What was moved, and where to.
type Moved = Vec<(PathBuf, PathBuf)>;

/// Moves the files with these endings, as far as they are there, under a new name in the quarantine beside this
/// file: all of them or none.
fn move_all(file: &Path, endings: &[&str], name: &str) -> Result<(PathBuf, Moved), ShareError> {
    let failed = |source| cannot_move(name, source);
    let room = folder(file).join(FOLDER);
    fs::create_dir_all(&room).map_err(failed)?;
    let random = getrandom::u64().map_err(io::Error::other).map_err(failed)?;
    let stem = file.file_name().unwrap_or_default().to_string_lossy();
    let kept = room.join(format!("{random:016x}-{stem}"));
    let mut moved = Vec::new();
    for ending in endings {
        let (from, to) = (with(file, ending), with(&kept, ending));
        match fs::rename(&from, &to) {
            Ok(()) => moved.push((from, to)),
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => {}
            Err(source) => {
                for (from, to) in moved.iter().rev() {
                    fs::rename(to, from).ok();
                }
                return Err(failed(source));
            }
        }
    }
    Ok((kept, moved))
}

/// Windows moves no file that somebody holds open: that is no reason to give up.
fn cannot_move(name: &str, source: io::Error) -> ShareError {
    /// `ERROR_ACCESS_DENIED`, `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`.
    const HELD: [i32; 3] = [5, 32, 33];
    let held = cfg!(windows) && source.raw_os_error().is_some_and(|code| HELD.contains(&code));
    if held {
        ShareError::Locked {
            place: name.to_owned(),
        }
    } else {
        ShareError::from_io(name, source)
    }
}

/// The path with something behind its last name.
pub(super) fn with(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
