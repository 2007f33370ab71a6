//! Records to store and exchange, and the test binary as another process.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use sheber::domain::entry::{Moment, Pen, Record};
use sheber::domain::fact::{Fact, Ready};
use sheber::domain::id::{Origin, Role, StationNo};
use sheber::domain::time::EventTime;

/// The next record of this pen, about this station.
pub(crate) fn record(pen: &mut Pen, station: u16) -> Record {
    let station = StationNo(station);
    let now = EventTime::hms(9, 45, 0).plus_ms(i64::try_from(pen.last_seq).unwrap() * 10);
    let moment = Moment {
        now,
        at: now,
        device_ms: 1_764_000_000_000 + now.0,
    };
    pen.write(
        &Fact::StationReady(Ready::at(station)),
        moment,
        Role::Station(station),
    )
}

/// So many records of this pen.
pub(crate) fn records(pen: &mut Pen, count: usize) -> Vec<Record> {
    (0..count).map(|_| record(pen, 27)).collect()
}

/// A pen that has written nothing.
pub(crate) fn pen(origin: u64) -> Pen {
    Pen::new(Origin(origin))
}

/// Whether these records of one origin are dense, sealed and chained from its first one.
pub(crate) fn is_whole_chain(records: &[Record]) -> bool {
    let mut pen = None;
    records.iter().all(|record| {
        let (seq, prev) = pen.unwrap_or_default();
        pen = Some((record.id.seq.0, record.hash));
        record.is_sealed() && record.id.seq.0 == seq + 1 && record.prev == prev
    })
}

/// Starts this test binary again with one hidden test that works on `path`.
pub(crate) fn another_process(test: &str, path: &Path, origin: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env("SHEBER_TEST_PATH", path)
        .env("SHEBER_TEST_ORIGIN", origin.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// In such a process: on what to work, and under which origin.
pub(crate) fn errand() -> Option<(std::path::PathBuf, u64)> {
    let path = std::env::var_os("SHEBER_TEST_PATH")?;
    let origin = std::env::var("SHEBER_TEST_ORIGIN").ok()?.parse().ok()?;
    Some((path.into(), origin))
}
