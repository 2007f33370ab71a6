//! Lists of schools: the files are opened here, and what became of their rows is put into what screens show.
//!
//! On the screens this happens on a thread of its own, which holds the lists while they are looked at: no frame waits
//! for a disk or for a long workbook. Without a screen the same is called directly.

mod translate;
mod worker;

pub(super) use worker::ListDesk;
pub use worker::{Find, Job, Reader};

use crate::domain::query::roster::{Scope, Standing};
use crate::intake::list::ask::Unsettled;
use crate::intake::list::refused::LARGEST_FILE;
use crate::intake::list::{Context, read as read_list};
use crate::intake::roster::{Comparison, Lists};
use crate::ui::lists::{RowAt, Sheet, Unread};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The endings of lists.
const ENDINGS: [&str; 4] = ["csv", "xlsx", "txt", "tsv"];
/// The most files of a folder that are offered.
const FILES_MAX: usize = 99;

/// Files that were read as one list, against the groups there are.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    lists: Lists,
    unread: Vec<Unread>,
    standing: Standing,
    scope: Scope,
    found: Comparison,
}

impl Table {
    /// Reads these files. `places` are those of the largest station, where the day is known.
    pub fn read(paths: &[PathBuf], places: Option<u16>, standing: Standing, scope: Scope) -> Self {
        let context = places.map_or_else(Context::default, |places| Context { places });
        let mut read = Vec::new();
        let mut unread = Vec::new();
        for path in paths {
            let name = name(path);
            match bytes(path) {
                Ok(bytes) => match read_list(&name, &bytes, context) {
                    Ok(list) => read.push(list),
                    Err(refused) => unread.push(translate::unread(&name, &refused)),
                },
                Err(why) => unread.push(closed(name, &why)),
            }
        }
        let lists = Lists::new(read);
        let found = lists.compare(&standing, scope);
        Self {
            lists,
            unread,
            standing,
            scope,
            found,
        }
    }

    fn compare(&mut self) {
        self.found = self.lists.compare(&self.standing, self.scope);
    }

    /// Compares with other groups, or as a list of something else.
    pub fn against(&mut self, standing: Standing, scope: Scope) {
        self.standing = standing;
        self.scope = scope;
        self.compare();
    }

    /// Splits every group that is larger than the largest station.
    pub fn split(&mut self) {
        self.lists.split();
        self.compare();
    }

    /// Settles a question of a row by what somebody typed.
    ///
    /// # Errors
    /// There is no such row, it has no question, or the answer fits none.
    pub fn answer(&mut self, row: RowAt, text: &str) -> Result<(), Unsettled> {
        self.lists.answer(translate::at(row), text, &self.found)?;
        self.compare();
        Ok(())
    }

    /// What is shown of it.
    pub fn sheet(&self) -> Sheet {
        translate::sheet(&self.lists, &self.unread, &self.found, &self.standing, self.scope)
    }
}

/// The last part of a path, without what could move a cursor.
fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    name.chars().filter(|c| !c.is_control()).collect()
}

/// What a file holds; of one that is too large only as much as shows it.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let enough = u64::from(LARGEST_FILE) * 1024 * 1024 + 1;
    let mut bytes = Vec::new();
    File::open(path)?.take(enough).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn closed(file: String, why: &io::Error) -> Unread {
    Unread {
        file,
        key: why_key(why),
        cure: "list-closed-cure",
        row: 0,
        limit: 0,
        missing: Vec::new(),
    }
}

/// The key of the words for why a file cannot be opened.
pub fn why_key(why: &io::Error) -> &'static str {
    match why.kind() {
        io::ErrorKind::NotFound => "file-missing",
        io::ErrorKind::PermissionDenied => "file-denied",
        _ => "file-unreadable",
    }
}

/// The lists under these paths: of a folder every one that lies in it.
pub fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let found = paths.iter().flat_map(|path| match folder(path) {
        Some(Ok(files)) => files,
        Some(Err(_)) | None => vec![path.clone()],
    });
    found.collect()
}

/// The lists in a folder, in the order of their names; `None` where it is none.
fn folder(path: &Path) -> Option<io::Result<Vec<PathBuf>>> {
    if !path.is_dir() {
        return None;
    }
    let is_list = |path: &PathBuf| {
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        let is_lock = name(path).starts_with(['~', '.']);
        !is_lock && ENDINGS.contains(&ending.to_lowercase().as_str())
    };
    let found = std::fs::read_dir(path).map(|entries| {
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut paths: Vec<PathBuf> = paths.filter(is_list).collect();
        paths.sort();
        paths.truncate(FILES_MAX);
        paths
    });
    Some(found)
}
