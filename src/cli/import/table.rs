//! Rows, changes and endings for people to read.

use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::ui::lists::{self, Asked, Line, RowState, Sheet};
use crate::ui::text::Texts;
use std::fmt::Write as _;
use std::path::Path;

/// Before what is said of a row.
const INDENT: &str = "    ";

/// Every row with what became of it, then how many there are of each kind. With several files each row's answer names
/// its own.
pub(super) fn rows(texts: &Texts, sheet: &Sheet, is_many: bool) -> String {
    let mut text = String::new();
    for unread in &sheet.unread {
        let (why, cure) = lists::unread(texts, unread);
        line(&mut text, &format!("{}: {why}", unread.file));
        line(&mut text, &format!("{INDENT}→ {cure}"));
    }
    for (file, saying) in &sheet.columns {
        line(&mut text, &format!("{file}: {}", lists::said(texts, saying)));
    }
    for one in &sheet.lines {
        row(&mut text, texts, one, is_many);
    }
    if !sheet.lines.is_empty() {
        line(&mut text, &lists::counts(texts, sheet));
    }
    text
}

fn row(text: &mut String, texts: &Texts, row: &Line, is_many: bool) {
    let state = texts.get(row.state.key());
    let groups: Vec<String> = row.groups.iter().map(GroupNo::to_string).collect();
    let group = if groups.is_empty() {
        String::new()
    } else {
        texts.fmt("group-no", &[("g", groups.join(", ").into())]) + ": "
    };
    let about = row
        .about
        .as_ref()
        .map_or_else(String::new, |about| lists::about(texts, about));
    line(
        text,
        format!("{}:{}  {state}  {group}{about}", row.file, row.row).trim_end(),
    );
    for saying in &row.said {
        line(text, &format!("{INDENT}{}", lists::said(texts, saying)));
    }
    for asked in &row.asked {
        line(text, &format!("{INDENT}? {}", lists::said(texts, &asked.saying)));
        line(
            text,
            &format!("{INDENT}→ {}", answers(texts, row, asked, is_many)),
        );
    }
}

/// What can be typed for a question: `--answer 18=kk (Kazakh), 18=leave (do not load the row)`.
fn answers(texts: &Texts, row: &Line, asked: &Asked, is_many: bool) -> String {
    let at = if is_many {
        format!("{}:{}", row.file, row.row)
    } else {
        row.row.clone()
    };
    let mut answers: Vec<String> = asked
        .choices
        .iter()
        .map(|choice| {
            let said = lists::choice(texts, choice);
            let word = if choice.word.contains(' ') {
                format!("'{at}={}'", choice.word)
            } else {
                format!("{at}={}", choice.word)
            };
            if said == choice.word {
                word
            } else {
                format!("{word} ({said})")
            }
        })
        .collect();
    if asked.may_type {
        answers.push(format!("{at}=…"));
    }
    format!("--answer {}", answers.join(", "))
}

/// What would change, a line each.
pub(super) fn changes(texts: &Texts, sheet: &Sheet) -> String {
    let mut text = String::from("\n");
    let told = (0..).map_while(|index| lists::change(texts, sheet, index));
    let mut is_any = false;
    for (sign, change) in told {
        is_any = true;
        line(&mut text, &format!("{sign} {change}"));
    }
    if !is_any {
        line(&mut text, texts.get("lists-nothing"));
    }
    line(&mut text, &texts.fmt("lists-same", &[("n", sheet.same.into())]));
    text
}

/// Why nothing was written, and how it would be.
pub(super) fn unwritten(texts: &Texts, sheet: &Sheet, is_wanted: bool, is_known: bool) -> String {
    let mut text = String::new();
    let key = if !sheet.unread.is_empty() {
        "cli-import-unread"
    } else if !is_known {
        "cli-import-nowhere"
    } else if is_wanted || sheet.changes.is_empty() {
        "cli-import-same"
    } else {
        "cli-import-dry"
    };
    line(&mut text, texts.get(key));
    open_rows(&mut text, texts, sheet);
    text
}

/// What was written to an event file, and what is to be done now.
pub(super) fn rewritten(
    texts: &Texts,
    path: &Path,
    lost: &[(GroupNo, RoundNo, StationNo)],
    sheet: &Sheet,
) -> String {
    let file = path.display().to_string();
    let mut text = String::new();
    line(
        &mut text,
        &texts.fmt("cli-import-written", &[("x", file.as_str().into())]),
    );
    for (group, round, station) in lost {
        let values = [
            ("g", group.0.into()),
            ("r", round.0.into()),
            ("s", station.0.into()),
        ];
        line(&mut text, &texts.fmt("cli-import-lost", &values));
    }
    let added = sheet.changes.added.iter().map(|(no, _)| no.to_string());
    let added: Vec<String> = added.collect();
    if !added.is_empty() {
        let values = [("g", added.join(", ").into())];
        line(&mut text, &texts.fmt("cli-import-no-route", &values));
    }
    if !added.is_empty() || !lost.is_empty() {
        line(&mut text, &texts.fmt("cli-import-plan", &[("x", file.into())]));
    }
    open_rows(&mut text, texts, sheet);
    text
}

/// Rows that wait for an answer are left out, and that is said.
fn open_rows(text: &mut String, texts: &Texts, sheet: &Sheet) {
    let waiting = |line: &&Line| {
        let is_kept = line.groups.iter().any(|no| sheet.kept.contains(no));
        line.state == RowState::Ask && (line.groups.is_empty() || is_kept)
    };
    let count = sheet.lines.iter().filter(waiting).count();
    if count > 0 {
        line(text, &texts.fmt("cli-import-open", &[("n", count.into())]));
    }
}

fn line(text: &mut String, line: &str) {
    // Writing to memory cannot fail.
    let _written = writeln!(text, "{line}");
}
