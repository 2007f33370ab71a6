//! From what was found to the kind of share, why, and what is to be changed. Pure.

use super::{Barred, Findings, Trial, Under};
use crate::share::place::Place;
use std::time::Duration;

/// Less room than this is too little for a day, in bytes.
const LITTLE: u64 = 200 * 1024 * 1024;
/// A disk that takes longer than this to write safely makes everybody wait.
const SLOW_SYNC: Duration = Duration::from_millis(250);
/// Somebody who sees an entry later than this does not see it live.
const SLOW_SIGHT: Duration = Duration::from_secs(2);
/// A clock that differs by more than this is set wrong, in milliseconds.
const CLOCK_OFF_MS: i64 = 2_000;

/// A kind of share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One database file that everybody writes.
    Sqlite,
    /// A log of each device in a folder beside the file.
    Folder,
}

impl Kind {
    /// Its stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Folder => "folder",
        }
    }

    /// The kind of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Sqlite, Self::Folder]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// Why a kind was chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It lies on a disk of this computer, and locks work there.
    LocalDisk,
    /// It lies on a network; the name of the file system.
    Network(&'static str),
    /// Others on the network keep their logs beside it.
    LogsBeside,
    /// A cloud program copies it.
    Cloud(&'static str),
    /// Locks do not work there: the kind that is chosen needs none.
    LocksFail,
    /// Files cannot be made or replaced there as on a disk.
    FilesFail,
    /// Not everything could be tried.
    Untested,
}

impl Reason {
    /// Its stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LocalDisk => "local-disk",
            Self::Network(_) => "network",
            Self::LogsBeside => "logs-beside",
            Self::Cloud(_) => "cloud",
            Self::LocksFail => "locks-fail",
            Self::FilesFail => "files-fail",
            Self::Untested => "untested",
        }
    }
}

/// What is to be changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Warning {
    /// Nothing can be written there.
    Barred(Barred),
    /// Something else lies under its name.
    OtherFile,
    /// A file in write-ahead mode lies on a network.
    WriteAhead,
    /// A cloud program copies the folder, late and with conflicts.
    Cloud(&'static str),
    /// So many bytes are left.
    LittleSpace(u64),
    /// Writing safely takes so long.
    SlowSync(Duration),
    /// What one writes another sees after so long.
    SlowSight(Duration),
    /// This laptop's clock is so many milliseconds ahead; negative: behind.
    ClockOff(i64),
    /// Files cannot be replaced in one step: the file for reading may be missing for moments.
    NoRename,
    /// Two who make the same file both succeed: two may publish the file for reading.
    NoExclusiveCreate,
}

impl Warning {
    /// Its stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Barred(Barred::Missing) => "missing",
            Self::Barred(Barred::ReadOnly) => "read-only",
            Self::Barred(Barred::Full) => "full",
            Self::Barred(Barred::Hung) => "hung",
            Self::Barred(Barred::Failing) => "failing",
            Self::OtherFile => "other-file",
            Self::WriteAhead => "write-ahead",
            Self::Cloud(_) => "cloud",
            Self::LittleSpace(_) => "little-space",
            Self::SlowSync(_) => "slow-sync",
            Self::SlowSight(_) => "slow-sight",
            Self::ClockOff(ahead_ms) if ahead_ms < 0 => "clock-behind",
            Self::ClockOff(_) => "clock-ahead",
            Self::NoRename => "no-rename",
            Self::NoExclusiveCreate => "no-exclusive-create",
        }
    }

    /// Whether the share cannot be used at all.
    pub const fn is_fatal(self) -> bool {
        matches!(self, Self::Barred(_) | Self::OtherFile)
    }
}

/// What the place is good for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// Which kind of share it gets.
    pub kind: Kind,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What is to be changed, the worst first.
    pub warnings: Vec<Warning>,
}

impl Verdict {
    /// Whether it can be used.
    pub fn is_usable(&self) -> bool {
        !self.warnings.iter().any(|warning| warning.is_fatal())
    }
}

/// Which kind of share a place gets: the kind that needs locks only where this computer alone writes and locks
/// were seen to work.
pub fn judge(found: &Findings) -> Verdict {
    let mut reasons = Vec::new();
    if found.logs_beside {
        reasons.push(Reason::LogsBeside);
    }
    if let Some(cloud) = found.cloud {
        reasons.push(Reason::Cloud(cloud));
    }
    if let Some(Place::Network(kind)) = found.place {
        reasons.push(Reason::Network(kind));
    }
    let together = found.together.as_ref();
    let between = |pick: fn(&super::Together) -> Trial| together.map_or(Trial::Untested, pick);
    let locks = [
        found.lock_upgrade,
        found.exclusion,
        between(|together| together.exclusion),
    ];
    if locks.into_iter().any(Trial::is_bad) {
        reasons.push(Reason::LocksFail);
    }
    if found.exclusive_create.is_bad() || found.rename.is_bad() {
        reasons.push(Reason::FilesFail);
    }
    let kind = if reasons.is_empty() {
        Kind::Sqlite
    } else {
        Kind::Folder
    };
    if kind == Kind::Sqlite {
        let tried = found.lock_upgrade == Trial::Passed && found.place.is_some();
        reasons.push(if tried {
            Reason::LocalDisk
        } else {
            Reason::Untested
        });
    }
    Verdict {
        kind,
        reasons,
        warnings: warnings(found),
    }
}

fn warnings(found: &Findings) -> Vec<Warning> {
    let together = found.together.as_ref();
    let on_network = found.place.is_some_and(Place::is_network);
    let no_create = found.exclusive_create.is_bad()
        || together.is_some_and(|together| together.exclusive_create.is_bad());
    let sync = found.sync.map(|spread| spread.median);
    let sight = together
        .and_then(|together| together.visible)
        .or(found.visible)
        .map(|spread| spread.median);
    let off = found
        .clock
        .filter(|gap| gap.ahead_ms.saturating_abs() > CLOCK_OFF_MS + gap.uncertainty_ms);
    [
        found.barred.map(Warning::Barred),
        (found.under == Under::Other).then_some(Warning::OtherFile),
        (on_network && found.under == Under::Share { write_ahead: true }).then_some(Warning::WriteAhead),
        found.cloud.map(Warning::Cloud),
        found.free.filter(|free| *free < LITTLE).map(Warning::LittleSpace),
        no_create.then_some(Warning::NoExclusiveCreate),
        found.rename.is_bad().then_some(Warning::NoRename),
        sync.filter(|time| *time > SLOW_SYNC).map(Warning::SlowSync),
        sight.filter(|time| *time > SLOW_SIGHT).map(Warning::SlowSight),
        off.map(|gap| Warning::ClockOff(gap.ahead_ms)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{ClockGap, Spread, Together};
    use super::*;

    fn good(place: Place) -> Findings {
        Findings {
            place: Some(place),
            under: Under::Nothing,
            exclusive_create: Trial::Passed,
            rename: Trial::Passed,
            lock_upgrade: Trial::Passed,
            exclusion: Trial::Passed,
            free: Some(u64::MAX),
            ..Findings::default()
        }
    }

    fn local() -> Findings {
        good(Place::Local)
    }

    fn together(exclusion: Trial) -> Together {
        Together {
            other: "other".to_owned(),
            exclusion,
            exclusive_create: Trial::Passed,
            visible: None,
        }
    }

    #[test]
    fn each_place_gets_the_kind_that_it_can_bear() {
        use Reason::*;
        let pair = |exclusion| Findings {
            together: Some(together(exclusion)),
            ..local()
        };
        #[rustfmt::skip]
        let table = [
            (local(), Kind::Sqlite, vec![LocalDisk]),
            (good(Place::Network("smb")), Kind::Folder, vec![Network("smb")]),
            (good(Place::Network("nfs")), Kind::Folder, vec![Network("nfs")]),
            (Findings { logs_beside: true, ..local() }, Kind::Folder, vec![LogsBeside]),
            (Findings { cloud: Some("OneDrive"), ..local() }, Kind::Folder, vec![Cloud("OneDrive")]),
            (Findings { lock_upgrade: Trial::Failed, ..local() }, Kind::Folder, vec![LocksFail]),
            (Findings { exclusion: Trial::Hung, ..local() }, Kind::Folder, vec![LocksFail]),
            (pair(Trial::Failed), Kind::Folder, vec![LocksFail]),
            (pair(Trial::Passed), Kind::Sqlite, vec![LocalDisk]),
            (Findings { rename: Trial::Failed, ..local() }, Kind::Folder, vec![FilesFail]),
            (Findings { lock_upgrade: Trial::Untested, ..local() }, Kind::Sqlite, vec![Untested]),
        ];
        for (found, kind, reasons) in table {
            let verdict = judge(&found);
            assert_eq!((verdict.kind, verdict.reasons), (kind, reasons), "{found:?}");
        }
    }

    #[test]
    fn each_trouble_is_named() {
        use super::super::Barred::ReadOnly;
        use Warning::*;
        let slow = |ms| Spread::of(vec![Duration::from_millis(ms); 3]);
        let gap = |ahead_ms, uncertainty_ms| {
            let gap = ClockGap {
                ahead_ms,
                uncertainty_ms,
            };
            Some(gap)
        };
        let smb = || good(Place::Network("smb"));
        let under = Under::Share { write_ahead: true };
        #[rustfmt::skip]
        let table = [
            (local(), vec![]),
            (Findings { barred: Some(ReadOnly), ..local() }, vec![Barred(ReadOnly)]),
            (Findings { under: Under::Other, ..local() }, vec![OtherFile]),
            (Findings { under, ..local() }, vec![]),
            (Findings { under, ..smb() }, vec![WriteAhead]),
            (
                Findings { cloud: Some("Dropbox"), free: Some(1_000), ..local() },
                vec![Cloud("Dropbox"), LittleSpace(1_000)],
            ),
            (
                Findings { sync: slow(900), visible: slow(2_500), ..local() },
                vec![SlowSync(Duration::from_millis(900)), SlowSight(Duration::from_millis(2_500))],
            ),
            (Findings { clock: gap(-34_500, 2), ..local() }, vec![ClockOff(-34_500)]),
            (Findings { clock: gap(2_300, 500), ..local() }, vec![]),
            (
                Findings { exclusive_create: Trial::Failed, rename: Trial::Hung, ..smb() },
                vec![NoExclusiveCreate, NoRename],
            ),
        ];
        for (found, warnings) in table {
            assert_eq!(judge(&found).warnings, warnings, "{found:?}");
        }
    }

    #[test]
    fn only_what_cannot_be_written_or_is_not_ours_is_unusable() {
        let usable = |found: Findings| judge(&found).is_usable();
        assert!(usable(local()));
        assert!(usable(Findings {
            lock_upgrade: Trial::Failed,
            free: Some(0),
            ..local()
        }));
        assert!(!usable(Findings {
            under: Under::Other,
            ..local()
        }));
        assert!(!usable(Findings {
            barred: Some(Barred::Missing),
            ..local()
        }));
    }
}
