//! Files that are written whole or not at all.

use crate::cli::fail::{CliError, Kind};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file so that nobody ever finds half of it: beside it first, then in its place. What is not a file, such
/// as a pipe, is written straight.
///
/// # Errors
/// It cannot be written; what was there before is as it was.
pub(in crate::cli) fn write(path: &Path, text: &str) -> Result<(), CliError> {
    whole(path, text).map_err(|why| {
        CliError::new(Kind::Input, "cli-plan-unwritten")
            .with("x", path.display().to_string())
            .because(why)
    })
}

fn whole(path: &Path, text: &str) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&path).ok();
    if before.as_ref().is_some_and(|before| !before.is_file()) {
        return fs::write(&path, text);
    }
    let beside = beside(&path)?;
    let written = fill(&beside, text, before.as_ref()).and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        let _absent = fs::remove_file(&beside);
    }
    written
}

fn fill(path: &Path, text: &str, before: Option<&fs::Metadata>) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    if let Some(before) = before {
        file.set_permissions(before.permissions())?;
    }
    file.sync_all()
}

/// A name in the same folder that is this process's own.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut own = OsString::from(".");
    own.push(name);
    own.push(format!(".{}.part", std::process::id()));
    Ok(path.with_file_name(own))
}

/// Whether two paths lead to the same file.
pub(in crate::cli) fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("day.toml");
        write(&path, "one").unwrap();
        write(&path, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("day.toml"), folder.path().join("link.toml"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        assert!(is_same(&path, &link));
        write(&link, "two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_and_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write(&folder.path().join("none/day.toml"), "x").is_err());
        assert!(write(folder.path(), "x").is_err());
    }
}
