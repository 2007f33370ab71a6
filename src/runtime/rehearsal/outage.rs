//! The share that nobody reaches for a while: its folder is renamed, and renamed back whatever happens.

use crate::domain::time::EventTime;
use std::fs;
use std::path::{Path, PathBuf};

/// The outages of the day, and the one that lasts.
#[derive(Debug)]
pub(super) struct Outages {
    folder: PathBuf,
    /// From when to when, in order.
    due: Vec<(EventTime, EventTime)>,
    gone: Option<Gone>,
    /// From when to when it was really gone, in microseconds.
    lasted: Vec<(u64, u64)>,
}

/// A folder that is away; dropping this brings it back.
#[derive(Debug)]
struct Gone {
    from: PathBuf,
    to: PathBuf,
    until: EventTime,
    since_us: u64,
}

impl Drop for Gone {
    fn drop(&mut self) {
        if let Err(error) = fs::rename(&self.to, &self.from) {
            tracing::error!(%error, away = %self.to.display(), "the folder of the share cannot be brought back");
        }
    }
}

impl Outages {
    /// Of the share in this folder.
    pub(super) const fn new(folder: PathBuf, due: Vec<(EventTime, EventTime)>) -> Self {
        Self {
            folder,
            due,
            gone: None,
            lasted: Vec::new(),
        }
    }

    /// Takes the folder away or brings it back, as this moment wants it; so many outages began now.
    pub(super) fn tick(&mut self, now: EventTime, now_us: u64) -> u64 {
        if self.gone.as_ref().is_some_and(|gone| gone.until <= now) {
            self.end(now_us);
        }
        let due = self.due.iter().position(|(from, to)| *from <= now && now < *to);
        let Some(place) = due.filter(|_| self.gone.is_none()) else {
            return 0;
        };
        let (_, until) = self.due.remove(place);
        let away = away(&self.folder);
        if let Err(error) = fs::rename(&self.folder, &away) {
            tracing::warn!(%error, "the folder of the share cannot be taken away");
            return 0;
        }
        self.gone = Some(Gone {
            from: self.folder.clone(),
            to: away,
            until,
            since_us: now_us,
        });
        1
    }

    /// Brings the folder back.
    pub(super) fn end(&mut self, now_us: u64) {
        if let Some(gone) = self.gone.take() {
            self.lasted.push((gone.since_us, now_us));
        }
    }

    /// From when to when it was gone, in microseconds.
    pub(super) fn lasted(&self) -> &[(u64, u64)] {
        &self.lasted
    }
}

fn away(folder: &Path) -> PathBuf {
    let mut away = folder.as_os_str().to_owned();
    away.push("-away");
    away.into()
}
