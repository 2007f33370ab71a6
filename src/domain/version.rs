//! Versions of the program, as an event file asks for them and as a laptop says its own.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A version: 0.2 is 0.2.0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Version {
    /// The first number.
    pub major: u16,
    /// The second number.
    pub minor: u16,
    /// The third number; 0 if it is left out.
    pub patch: u16,
}

impl Version {
    /// The version of this program.
    pub fn own() -> Self {
        let number = |text: &str| text.parse().unwrap_or(0);
        Self {
            major: number(env!("CARGO_PKG_VERSION_MAJOR")),
            minor: number(env!("CARGO_PKG_VERSION_MINOR")),
            patch: number(env!("CARGO_PKG_VERSION_PATCH")),
        }
    }
}

/// A text that is not a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a version is written 0.2 or 0.2.1")]
pub struct BadVersion;

impl FromStr for Version {
    type Err = BadVersion;
    /// Reads `a.b` or `a.b.c`.
    fn from_str(text: &str) -> Result<Self, BadVersion> {
        let number = |part: &str| {
            let plain = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            part.parse().ok().filter(|_| plain).ok_or(BadVersion)
        };
        let mut parts = text.split('.');
        let version = Self {
            major: number(parts.next().ok_or(BadVersion)?)?,
            minor: number(parts.next().ok_or(BadVersion)?)?,
            patch: parts.next().map_or(Ok(0), number)?,
        };
        parts.next().map_or(Ok(version), |_| Err(BadVersion))
    }
}

/// `0.2`, or `0.2.1` where the third number says something.
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        if self.patch > 0 {
            write!(f, ".{}", self.patch)?;
        }
        Ok(())
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn versions_order_by_numbers_and_not_by_letters() {
        assert!(version("0.9") < version("0.10"));
        assert!(version("0.10.1") > version("0.10"));
        assert!(version("1.0") > version("0.99.99"));
        assert_eq!(version("0.2"), version("0.2.0"));
    }

    #[test]
    fn versions_are_read_strictly_and_said_shortly() {
        assert_eq!(version("0.2.0").to_string(), "0.2");
        assert_eq!(version("1.12.3").to_string(), "1.12.3");
        for bad in [
            "", "1", "1.", ".1", "1.2.3.4", "1.x", "+1.2", "1.2-rc", "70000.1", " 1.2",
        ] {
            assert_eq!(bad.parse::<Version>(), Err(BadVersion), "{bad}");
        }
    }
}
