//! The form of a line in a log: `<length> <check> <payload>` and a line feed.
//!
//! Length of the payload in bytes and CRC-32C of it, both in hexadecimal digits. Payloads have no line feed:
//! - `{"v":…}` a record, as it is exchanged everywhere;
//! - `{"sheber":1}` the first line of a segment: the form of what follows;
//! - `h {…}` who a device is; `p …` that it is alive: short, because it is said every ten seconds;
//! - `b SEGMENT END` how far a segment reaches, in the bell; `r SEGMENT …` segments known to a device;
//! - `f "…"` which floor the share is for; `a !` in the bell: somebody's log was hurt, look through everything.
//!
//! Any other payload is of a newer version and skipped. Laws: whatever the bytes are, reading them never
//! panics, and a record is only given out with its seal intact.

use crate::domain::entry::{LINE_MAX_BYTES, Record};
use crate::domain::id::{Origin, Role};
use crate::domain::presence::Presence;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// The form of the logs that this version writes.
const FORM: u32 = 1;
/// The longest line with its length, check and line feed, in bytes.
pub(super) const MOST_BYTES: usize = LINE_MAX_BYTES + 32;
/// So many signs a name of a segment has at most.
const NAME_MOST: usize = 200;

/// What a line says.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Said<'a> {
    /// A sealed record.
    Record(Box<Record>),
    /// What was a record, or should be one.
    Spoiled,
    /// Who a device is; how it is comes in [`Self::Alive`].
    Hello(Presence),
    /// A device is alive.
    Alive(Alive),
    /// A segment reaches up to this byte.
    Reach(&'a str, u64),
    /// These segments exist.
    Roster(Vec<&'a str>),
    /// The name of the floor.
    Floor(String),
    /// Somebody has lost what others may believe to be there.
    Alarm,
    /// Something that nothing follows from here.
    Other,
}

/// What a device says every ten seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Alive {
    pub(super) origin: Origin,
    pub(super) seen_ms: i64,
    pub(super) clock_ahead_ms: Option<i64>,
    pub(super) unsent: u64,
}

impl From<&Presence> for Alive {
    fn from(presence: &Presence) -> Self {
        Self {
            origin: presence.origin,
            seen_ms: presence.seen_ms,
            clock_ahead_ms: presence.clock_ahead_ms,
            unsent: presence.unsent,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Hello {
    origin: Origin,
    role: String,
    label: String,
    version: String,
}

/// A text without control characters: it ends up on screens.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// A payload as a line.
pub(super) fn framed(payload: &str) -> String {
    format!(
        "{:x} {:08x} {payload}\n",
        payload.len(),
        crc32c(payload.as_bytes())
    )
}

/// The first line of every segment.
pub(super) fn header() -> String {
    framed(&format!("{{\"sheber\":{FORM}}}"))
}

/// A record as a line.
pub(super) fn record(record: &Record) -> String {
    framed(&record.to_line())
}

/// Who a device is, as a line.
pub(super) fn hello(presence: &Presence) -> String {
    let hello = Hello {
        origin: presence.origin,
        role: presence.role.to_string(),
        label: plain(&presence.label),
        version: plain(&presence.version),
    };
    framed(&format!(
        "h {}",
        serde_json::to_string(&hello).unwrap_or_default()
    ))
}

/// That a device is alive, as a line.
pub(super) fn alive(presence: &Presence) -> String {
    let mut payload = format!("p {} {} ", presence.origin, presence.seen_ms);
    match presence.clock_ahead_ms {
        Some(ms) => write!(payload, "{ms}").unwrap_or_default(),
        None => payload.push('?'),
    }
    write!(payload, " {}", presence.unsent).unwrap_or_default();
    framed(&payload)
}

/// How far a segment reaches, as a line.
pub(super) fn reach(segment: &str, end: u64) -> String {
    framed(&format!("b {segment} {end:x}"))
}

/// These segments, as a line.
pub(super) fn roster(segments: &[String]) -> String {
    framed(&format!("r {}", segments.join(" ")))
}

/// The name of the floor, as a line.
pub(super) fn floor(name: &str) -> String {
    framed(&format!("f {}", serde_json::to_string(name).unwrap_or_default()))
}

/// That others should look through everything, as a line.
pub(super) fn alarm() -> String {
    framed("a !")
}

/// The payload of a line without its line feed; `None` if the line is not whole.
pub(super) fn payload(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line).ok()?;
    let (length, rest) = line.split_once(' ')?;
    let (check, payload) = rest.split_once(' ')?;
    let whole = usize::from_str_radix(length, 16).ok()? == payload.len()
        && payload.len() <= LINE_MAX_BYTES
        && u32::from_str_radix(check, 16).ok()? == crc32c(payload.as_bytes());
    whole.then_some(payload)
}

/// What a payload says.
pub(super) fn said(payload: &str) -> Said<'_> {
    if payload.starts_with("{\"v\":") {
        return Record::from_line(payload)
            .ok()
            .filter(Record::is_sealed)
            .map_or(Said::Spoiled, |record| Said::Record(Box::new(record)));
    }
    let Some((kind, rest)) = payload.split_once(' ') else {
        return Said::Other;
    };
    let understood = match kind {
        "h" => read_hello(rest).map(Said::Hello),
        "p" => read_alive(rest).map(Said::Alive),
        "b" => rest.rsplit_once(' ').and_then(|(name, end)| {
            let end = u64::from_str_radix(end, 16).ok()?;
            is_segment(name).then_some(Said::Reach(name, end))
        }),
        "r" => Some(Said::Roster(
            rest.split(' ').filter(|name| is_segment(name)).collect(),
        )),
        "a" => Some(Said::Alarm),
        "f" => serde_json::from_str(rest).ok().map(Said::Floor),
        _ => None,
    };
    understood.unwrap_or(Said::Other)
}

fn read_hello(text: &str) -> Option<Presence> {
    let hello: Hello = serde_json::from_str(text).ok()?;
    Some(Presence {
        origin: hello.origin,
        // A role of a newer version stands as an organiser's, as it does in entries.
        role: hello.role.parse().unwrap_or(Role::Organiser),
        label: plain(&hello.label),
        seen_ms: 0,
        clock_ahead_ms: None,
        version: plain(&hello.version),
        unsent: 0,
    })
}

fn read_alive(text: &str) -> Option<Alive> {
    let mut words = text.split(' ');
    Some(Alive {
        origin: words.next()?.parse().ok()?,
        seen_ms: words.next()?.parse().ok()?,
        clock_ahead_ms: match words.next()? {
            "?" => None,
            number => Some(number.parse().ok()?),
        },
        unsent: words.next()?.parse().ok()?,
    })
}

/// Whether this is a file in a folder of a device: nothing that somebody writes leads out of the share.
pub(super) fn is_segment(name: &str) -> bool {
    name.len() <= NAME_MOST
        && name.split_once('/').is_some_and(|(area, file)| {
            is_area(area) && is_log(file) && !file.contains(['/', '\\', ':']) && !area.contains(['\\', ':'])
        })
        && !name.chars().any(char::is_control)
}

/// Whether this is the name of a device's folder. A copy that a cloud service made counts as well.
pub(super) fn is_area(name: &str) -> bool {
    name.starts_with("dev-")
}

/// Whether this is the name of a log. A copy that a cloud service made counts as well.
pub(super) fn is_log(name: &str) -> bool {
    name.strip_suffix(".log").is_some_and(|stem| !stem.is_empty())
}

/// CRC-32C (Castagnoli): it finds every burst up to 32 bits, which is what torn and stale pages make.
fn crc32c(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        let place = (sum ^ u32::from(*byte)) & 0xFF;
        let step = CRC_STEPS.get(place as usize).copied().unwrap_or_default();
        step ^ sum >> 8
    })
}

static CRC_STEPS: [u32; 256] = crc_steps();

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "counted from 0 to 255, and checked when the program is built"
)]
const fn crc_steps() -> [u32; 256] {
    let mut steps = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 0 {
                sum >> 1
            } else {
                sum >> 1 ^ 0x82F6_3B78
            };
            bit += 1;
        }
        steps[byte] = sum;
        byte += 1;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn presence() -> Presence {
        Presence {
            origin: Origin(0x1234_5678_9ABC_DEF0),
            role: Role::Organiser,
            label: "lap\u{1b}[31mtop \u{201c}7\u{201d}".to_owned(),
            seen_ms: 1_764_000_000_000,
            clock_ahead_ms: Some(-34_500),
            version: "0.1.0".to_owned(),
            unsent: 3,
        }
    }

    fn inner(line: &str) -> &str {
        payload(line.strip_suffix('\n').unwrap().as_bytes()).unwrap()
    }

    #[test]
    fn the_check_is_the_known_one() {
        assert_eq!(crc32c(b"123456789"), 0xE306_9283);
        assert_eq!(crc32c(b""), 0);
    }

    #[test]
    fn what_is_written_is_read() {
        let mine = presence();
        let line = alive(&mine);
        assert!(line.len() < 80, "{line}");
        assert_eq!(said(inner(&line)), Said::Alive(Alive::from(&mine)));
        let Said::Hello(read) = said(inner(&hello(&mine)).to_owned().leak()) else {
            panic!("no hello");
        };
        assert_eq!(
            (read.label.as_str(), read.role),
            ("lap[31mtop \u{201c}7\u{201d}", Role::Organiser)
        );
        let name = "dev-00/0001-ab.log";
        assert_eq!(said(inner(&reach(name, 4096))), Said::Reach(name, 4096));
        assert_eq!(said(inner(&roster(&[name.to_owned()]))), Said::Roster(vec![name]));
        let told = "A \"floor\"\n of ours";
        assert_eq!(said(inner(&floor(told))), Said::Floor(told.to_owned()));
        assert_eq!(said(inner(&alarm())), Said::Alarm);
        assert_eq!(said(inner(&header())), Said::Other);
        assert_eq!(said("z something newer"), Said::Other);
    }

    #[test]
    fn no_name_leads_out_of_the_share() {
        for bad in [
            "../x.log",
            "dev-1/../x.log",
            "dev-1/a/b.log",
            "dev-1/.log",
            "dev-1",
            "dev-1/x.db",
            "dev-1/..\\x.log",
            "c:dev-1/x.log",
            "dev-1/\u{7}.log",
        ] {
            assert!(!is_segment(bad), "{bad}");
        }
        assert!(is_segment("dev-0000000000000007/0001 (1).log"));
        assert!(is_segment(
            "dev-7 (copy)/0001-ab.sync-conflict-20260101-120000-ABC.log"
        ));
    }

    proptest! {
        #[test]
        fn foreign_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Some(payload) = payload(&bytes) {
                said(payload);
            }
        }

        #[test]
        fn foreign_words_do_no_harm(text in "[hpbrf{] ?[\\PC0-9a-f \"{}:,/-]{0,120}") {
            let line = framed(&text);
            let whole = payload(line.trim_end_matches('\n').as_bytes());
            prop_assert_eq!(whole, Some(text.as_str()));
            if let Said::Record(record) = said(&text) {
                prop_assert!(record.is_sealed());
            }
        }
    }
}
