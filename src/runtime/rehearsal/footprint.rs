//! What a process uses of this computer, as far as the system tells.

use crate::runtime::clock::Clock;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

/// What one process has used so far; what the system does not tell is unknown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Footprint {
    /// Processor time in milliseconds.
    pub cpu_ms: Option<u64>,
    /// The most memory at once, in bytes.
    pub peak_bytes: Option<u64>,
    /// Bytes that went through reading calls, from whatever file.
    pub read_bytes: Option<u64>,
    /// Bytes that went through writing calls, to whatever file.
    pub written_bytes: Option<u64>,
}

impl Footprint {
    /// Of this process.
    pub fn own() -> Self {
        let (peak_bytes, io) = system::told();
        Self {
            cpu_ms: Clock::cpu_ms(),
            peak_bytes,
            read_bytes: io.map(|(read, _)| read),
            written_bytes: io.map(|(_, written)| written),
        }
    }

    /// Of both; unknown where one of them is.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let sum = |one: Option<u64>, two: Option<u64>| Some(one?.saturating_add(two?));
        Self {
            cpu_ms: sum(self.cpu_ms, other.cpu_ms),
            peak_bytes: sum(self.peak_bytes, other.peak_bytes),
            read_bytes: sum(self.read_bytes, other.read_bytes),
            written_bytes: sum(self.written_bytes, other.written_bytes),
        }
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs;

    fn field(text: &str, name: &str) -> Option<u64> {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// Peak memory, and bytes read and written.
    pub(super) fn told() -> (Option<u64>, Option<(u64, u64)>) {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let io = fs::read_to_string("/proc/self/io").unwrap_or_default();
        let peak = field(&status, "VmHWM:").map(|kib| kib.saturating_mul(1_024));
        (peak, field(&io, "rchar:").zip(field(&io, "wchar:")))
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    pub(super) const fn told() -> (Option<u64>, Option<(u64, u64)>) {
        (None, None)
    }
}

/// The size of a share: its file and whatever lies beside it under the same name.
pub(super) fn share_bytes(share: &Path) -> u64 {
    let (Some(folder), Some(stem)) = (share.parent(), share.file_stem()) else {
        return 0;
    };
    let stem = stem.to_string_lossy();
    let beside = fs::read_dir(folder).into_iter().flatten().flatten();
    beside
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(&*stem))
        .map(|entry| size(&entry.path()))
        .sum()
}

fn size(path: &Path) -> u64 {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => {
            let inside = fs::read_dir(path).into_iter().flatten().flatten();
            inside.map(|entry| size(&entry.path())).sum()
        }
        Ok(found) => found.len(),
        Err(_) => 0,
    }
}
