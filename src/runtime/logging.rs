//! The program's own log: a file beside the data, never the terminal, which belongs to the screen.
//!
//! One line an event: time (UTC), level, target, message. When the file has grown to its limit it becomes
//! `NAME.1` and a new one begins; one former file is kept, so the log never takes more than twice the limit.
//! A log that cannot be written costs the lines and nothing else.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing::level_filters::LevelFilter;

/// Bytes after which a log file is put aside.
const LIMIT: u64 = 2 * 1024 * 1024;

/// Why there is no log; the program goes on without one.
#[derive(Debug, thiserror::Error)]
pub enum LoggingError {
    /// The folder or the file cannot be made or opened.
    #[error("the log {path} cannot be opened")]
    Open {
        /// The file that was tried.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// Logging was started before in this process.
    #[error("logging has been started already")]
    Started,
}

/// Sends everything up to `level` to the file `name` in `folder`, which is made if it is missing; returns
/// the file's path.
///
/// # Errors
/// See [`LoggingError`]; none of them should end the program.
pub fn start(folder: &Path, name: &str, level: LevelFilter) -> Result<PathBuf, LoggingError> {
    let path = folder.join(name);
    let file = LogFile::open(path.clone(), LIMIT).map_err(|source| LoggingError::Open {
        path: path.clone(),
        source,
    })?;
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(level)
        .with_writer(Mutex::new(file))
        .finish();
    tracing::subscriber::set_global_default(subscriber).map_err(|_| LoggingError::Started)?;
    Ok(path)
}

/// A file that puts itself aside when it is full.
struct LogFile {
    path: PathBuf,
    file: File,
    size: u64,
    limit: u64,
}

impl LogFile {
    fn open(path: PathBuf, limit: u64) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = append(&path)?;
        let size = file.metadata()?.len();
        Ok(Self {
            path,
            file,
            size,
            limit,
        })
    }

    fn put_aside(&mut self) -> io::Result<()> {
        fs::rename(&self.path, former(&self.path))?;
        self.file = append(&self.path)?;
        self.size = 0;
        Ok(())
    }
}

impl Write for LogFile {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.size >= self.limit && self.put_aside().is_err() {
            // Another process may hold the file (Windows): go on in it and try again a limit later.
            self.size = 0;
        }
        let count = self.file.write(line)?;
        self.size = self.size.saturating_add(count as u64);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).open(path)
}

fn former(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".1");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_log_is_put_aside_and_one_former_file_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/sheber.log");
        let mut log = LogFile::open(path.clone(), 10).unwrap();
        for line in ["first line\n", "second line\n", "third line\n"] {
            log.write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "third line\n");
        assert_eq!(fs::read_to_string(former(&path)).unwrap(), "second line\n");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 2);
    }

    #[test]
    fn a_log_goes_on_where_the_last_run_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sheber.log");
        for line in ["one\n", "two\n"] {
            LogFile::open(path.clone(), LIMIT)
                .unwrap()
                .write_all(line.as_bytes())
                .unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntwo\n");
    }
}
