//! The folder of the logs: where it lies, making it, and the random name of this very share.

use super::super::ShareError;
use super::super::place::Place;
use super::super::sqlite::folder;
use super::access::is_gone;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

/// A share's random name has so many digits.
const EPOCH_DIGITS: usize = 16;
/// So often it is looked for while somebody else is writing it, with this much time between.
const EPOCH_TRIES: u32 = 10;
const EPOCH_PAUSE: Duration = Duration::from_millis(20);

/// Makes the folder of the logs unless it is there; answers with where it lies. `known` is where it lay before.
pub(super) fn stand(
    file: &Path,
    root: &Path,
    name: &str,
    place: io::Result<Place>,
    known: Option<Place>,
) -> Result<Place, ShareError> {
    let failed = |source| ShareError::from_io(name, source);
    let missing = || ShareError::Missing {
        place: name.to_owned(),
    };
    if !fs::metadata(folder(file)).map_err(failed)?.is_dir() {
        return Err(missing());
    }
    let place = place.map_err(failed)?;
    // A network share that is no longer connected leaves a local folder behind: make nothing there.
    if known.is_some_and(Place::is_network) && !place.is_network() {
        return Err(missing());
    }
    if fs::metadata(root).is_err_and(|gone| is_gone(&gone)) {
        match fs::create_dir(root) {
            // Somebody else was faster.
            Err(there) if there.kind() == io::ErrorKind::AlreadyExists => {}
            made => made.map_err(failed)?,
        }
    }
    if fs::metadata(root).map_err(failed)?.is_dir() {
        Ok(place)
    } else {
        Err(ShareError::NotSheber {
            place: name.to_owned(),
        })
    }
}

/// The random name of this share; given to it now if it has none.
pub(super) fn epoch(root: &Path) -> io::Result<String> {
    let path = root.join("epoch");
    for _ in 0..EPOCH_TRIES {
        match fs::read_to_string(&path) {
            Ok(text) if is_epoch(text.trim()) => return Ok(text.trim().to_owned()),
            // Somebody is writing it at this moment.
            Ok(_) => std::thread::park_timeout(EPOCH_PAUSE),
            Err(gone) if is_gone(&gone) => match File::create_new(&path) {
                Ok(mut file) => {
                    file.write_all(random_epoch()?.as_bytes())?;
                    file.sync_all()?;
                }
                Err(there) if there.kind() == io::ErrorKind::AlreadyExists => {}
                Err(source) => return Err(source),
            },
            Err(spoiled) if spoiled.kind() == io::ErrorKind::InvalidData => break,
            Err(source) => return Err(source),
        }
    }
    // Whoever began to write it is gone, or another hand was in it.
    let random = random_epoch()?;
    let aside = root.join(format!("epoch-{random}"));
    fs::write(&aside, &random)?;
    fs::rename(&aside, &path)?;
    Ok(random)
}

/// Whether a share of another name than this lies there now.
pub(super) fn is_another(root: &Path, epoch: &str) -> bool {
    fs::read_to_string(root.join("epoch")).is_ok_and(|found| is_epoch(found.trim()) && found.trim() != epoch)
}

fn is_epoch(text: &str) -> bool {
    text.len() == EPOCH_DIGITS && text.bytes().all(|digit| digit.is_ascii_hexdigit())
}

fn random_epoch() -> io::Result<String> {
    let random = getrandom::u64().map_err(io::Error::other)?;
    Ok(format!("{random:016x}"))
}

/// Removes what this device left behind when it was switched off while it read the clock.
pub(super) fn sweep_clock(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            fs::remove_file(entry.path()).ok();
        }
    }
}
