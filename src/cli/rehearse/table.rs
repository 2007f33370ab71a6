//! The figures of a rehearsal for people. What is not known is a dash.

use crate::runtime::rehearsal::figures::{Figures, Spread};
use crate::ui::text::Texts;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

const KIB: u64 = 1_024;
const MIB: u64 = 1_024 * KIB;

/// Writes the figures and what they mean.
pub(super) fn write(out: &mut dyn Write, texts: &Texts, figures: &Figures) -> io::Result<()> {
    let memory = if figures.processes {
        "rehearse-memory"
    } else {
        "rehearse-memory-shared"
    };
    let rows = [
        ("rehearse-devices", figures.devices.to_string()),
        ("rehearse-entries", figures.entries.to_string()),
        ("rehearse-rate", format!("{:.1}", figures.entries_per_s)),
        ("rehearse-keys", spread(figures.key_to_confirmed)),
        ("rehearse-visible", spread(figures.confirmed_to_visible)),
        ("rehearse-share", (figures.share_bytes / KIB).to_string()),
        (
            "rehearse-read",
            known(figures.read_bytes.map(|bytes| bytes / KIB)),
        ),
        (
            "rehearse-written",
            known(figures.written_bytes.map(|bytes| bytes / KIB)),
        ),
        (
            "rehearse-cpu",
            known(figures.cpu_s_per_device.map(|cpu| format!("{cpu:.2}"))),
        ),
        (
            memory,
            known(figures.peak_bytes_per_device.map(|bytes| bytes.div_ceil(MIB))),
        ),
        ("rehearse-incidents", figures.incidents.to_string()),
        ("rehearse-refused", figures.refused.to_string()),
        ("rehearse-unsaved", figures.unsaved.to_string()),
        ("rehearse-missing", figures.missing.to_string()),
        ("rehearse-lost", figures.lost.to_string()),
        ("rehearse-floors", figures.floors.to_string()),
    ];
    let label = |key| texts.get(key);
    let width = rows.iter().map(|(key, _)| label(key).width()).max().unwrap_or(0);
    writeln!(out)?;
    for (key, value) in &rows {
        let gap = width.saturating_sub(label(key).width());
        writeln!(out, "{}{:gap$}  {value}", label(key), "")?;
    }
    if !figures.unplayed.is_empty() {
        let list = figures.unplayed.join(", ");
        let told = texts.fmt("rehearse-unplayed", &[("x", list.into())]);
        writeln!(out, "{}", super::out::clean(&told))?;
    }
    let verdict = if figures.is_whole() {
        "rehearse-whole"
    } else {
        "rehearse-broken"
    };
    writeln!(out, "{}", texts.get(verdict))
}

fn known(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn spread(spread: Option<Spread>) -> String {
    known(spread.map(|s| {
        format!(
            "{:.1} / {:.1} / {:.1}  ({})",
            s.p50_ms, s.p99_ms, s.max_ms, s.count
        )
    }))
}
