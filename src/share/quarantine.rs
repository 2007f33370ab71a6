//! Where what is no good share any more is kept. Law: nothing is ever deleted.

use super::ShareError;
use super::sqlite::folder;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder beside the share that keeps what was moved aside.
const FOLDER: &str = "quarantine";

/// What a database keeps beside itself; it belongs to the file that is moved.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Moves this file with what belongs to it into the quarantine beside it; `None` if it is not there.
pub(super) fn move_aside(file: &Path, name: &str) -> Result<Option<String>, ShareError> {
    let failed = |source| ShareError::from_io(name, source);
    let kept = kept(file).map_err(failed)?;
    match fs::rename(file, &kept) {
        Ok(()) => {}
        // Somebody else was faster.
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(failed(source)),
    }
    for suffix in BESIDE {
        // What is not there need not be moved; what stays belongs to a file that is gone, and is not read.
        fs::rename(with(file, suffix), with(&kept, suffix)).ok();
    }
    Ok(Some(kept.display().to_string()))
}

/// Moves what a database left beside a file that is gone, or is about to be replaced, into the quarantine: read
/// with another file it would destroy that one. Answers with what it was moved to.
pub(super) fn move_rest_aside(file: &Path, name: &str) -> Result<Option<String>, ShareError> {
    let failed = |source| ShareError::from_io(name, source);
    if !has_rest(file) {
        return Ok(None);
    }
    let kept = kept(file).map_err(failed)?;
    for suffix in BESIDE {
        match fs::rename(with(file, suffix), with(&kept, suffix)) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => return Err(failed(source)),
            _ => {}
        }
    }
    Ok(Some(kept.display().to_string()))
}

/// Whether something lies beside this file that belongs to a database.
pub(super) fn has_rest(file: &Path) -> bool {
    BESIDE.iter().any(|suffix| with(file, suffix).exists())
}

/// A new name in the quarantine beside this file.
fn kept(file: &Path) -> io::Result<PathBuf> {
    let room = folder(file).join(FOLDER);
    fs::create_dir_all(&room)?;
    let random = getrandom::u64().map_err(io::Error::other)?;
    let stem = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(room.join(format!("{random:016x}-{stem}")))
}

fn with(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
