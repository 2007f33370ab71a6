//! On what kind of storage a path lies.

use std::io;
use std::path::Path;

/// Local disk or network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// A disk of this computer, or one that cannot be told from it.
    Local,
    /// Storage that other computers reach too; the name of its kind.
    Network(&'static str),
}

impl Place {
    /// Where this path, or the nearest folder above it that exists, lies.
    pub fn of(path: &Path) -> io::Result<Self> {
        detect(nearest(path))
    }

    /// Whether other computers reach it too.
    pub const fn is_network(self) -> bool {
        matches!(self, Self::Network(_))
    }
}

/// This path, or the nearest folder above it that exists.
fn nearest(path: &Path) -> &Path {
    let above = path.ancestors().find(|above| above.exists()).unwrap_or(path);
    if above.as_os_str().is_empty() {
        Path::new(".")
    } else {
        above
    }
}

/// A name for the file system under this path: another name means that it is another one, or mounted anew in another
/// way. `None` where it cannot be told.
pub(super) fn fingerprint(path: &Path) -> Option<String> {
    let here = nearest(super::sqlite::folder(path));
    let place = match detect(here).ok()? {
        Place::Local => "local",
        Place::Network(kind) => kind,
    };
    Some(format!("{place} {}", system_id(here)?))
}

#[cfg(unix)]
fn system_id(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let volume = rustix::fs::statvfs(path).ok()?;
    // Some file systems have no number of their own; the device they are mounted as has one.
    Some(match volume.f_fsid {
        0 => format!("device {:x}", path.metadata().ok()?.dev()),
        id => format!("volume {id:x}"),
    })
}

/// The drive or the share of the server.
#[cfg(not(unix))]
fn system_id(path: &Path) -> Option<String> {
    let whole = path.canonicalize().ok()?;
    let first = whole.components().next()?;
    Some(first.as_os_str().to_string_lossy().into_owned())
}

#[cfg(target_os = "linux")]
fn detect(path: &Path) -> io::Result<Place> {
    let kind = rustix::fs::statfs(path)?.f_type;
    // The field is signed on some machines and narrow on others; the magic numbers have 32 bits.
    let magic = u32::try_from(i128::from(kind) & 0xFFFF_FFFF).unwrap_or_default();
    Ok(match magic {
        0x0000_6969 => Place::Network("nfs"),
        0x0000_517B | 0xFF53_4D42 | 0xFE53_4D42 => Place::Network("smb"),
        // sshfs and most cloud folders; a local disk behind FUSE is only treated more carefully.
        0x6573_5546 => Place::Network("fuse"),
        0x0102_1997 => Place::Network("9p"),
        0x00C3_6400 => Place::Network("ceph"),
        0x5346_414F => Place::Network("afs"),
        0x7375_7245 => Place::Network("coda"),
        0x786F_4256 => Place::Network("vboxsf"),
        0x0116_1970 => Place::Network("gfs2"),
        0x7461_636F => Place::Network("ocfs2"),
        _ => Place::Local,
    })
}

#[cfg(target_vendor = "apple")]
fn detect(path: &Path) -> io::Result<Place> {
    /// `MNT_LOCAL` of `sys/mount.h`.
    const LOCAL: u32 = 0x1000;
    let found = rustix::fs::statfs(path)?;
    Ok(if found.f_flags & LOCAL == 0 {
        Place::Network("network")
    } else {
        Place::Local
    })
}

#[cfg(windows)]
fn detect(path: &Path) -> io::Result<Place> {
    use std::path::{Component, Prefix};
    // A drive letter that stands for a share resolves to the share's own name.
    let whole = path.canonicalize()?;
    Ok(match whole.components().next() {
        Some(Component::Prefix(prefix))
            if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)) =>
        {
            Place::Network("unc")
        }
        _ => Place::Local,
    })
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple", windows)))]
fn detect(path: &Path) -> io::Result<Place> {
    path.metadata().map(|_| Place::Local)
}
