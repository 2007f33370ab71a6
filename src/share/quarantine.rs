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
    let room = folder(file).join(FOLDER);
    fs::create_dir_all(&room).map_err(failed)?;
    let random = getrandom::u64().map_err(io::Error::other).map_err(failed)?;
    let stem = file.file_name().unwrap_or_default().to_string_lossy();
    let kept = room.join(format!("{random:016x}-{stem}"));
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

fn with(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
