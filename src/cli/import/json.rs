//! Rows and changes for machines: stable field names, sentences beside them in the language that was asked for.

use super::Written;
use crate::domain::event::Group;
use crate::domain::query::roster::Scope;
use crate::ui::lists::{self, Asked, Line, Saying, Sheet};
use crate::ui::text::Texts;
use serde_json::{Map, Value, json};

/// Everything about the lists as one object.
pub(super) fn document(texts: &Texts, sheet: &Sheet, written: Option<&Written>) -> Value {
    let unread = sheet.unread.iter().map(|unread| {
        let (why, cure) = lists::unread(texts, unread);
        json!({ "file": unread.file, "code": unread.key, "row": unread.row, "text": why, "cure": cure })
    });
    let columns = sheet.columns.iter().map(|(file, saying)| {
        let mut said = saying_of(texts, saying);
        said.insert("file".to_owned(), json!(file));
        Value::Object(said)
    });
    json!({
        "unread": unread.collect::<Vec<_>>(),
        "columns_left_out": columns.collect::<Vec<_>>(),
        "rows": sheet.lines.iter().map(|line| row(texts, line)).collect::<Vec<_>>(),
        "counts": counts(sheet),
        "scope": if sheet.scope == Scope::Whole { "whole" } else { "schools" },
        "changes": changes(sheet),
        "same": sheet.same,
        "written": written.map(written_of),
    })
}

fn counts(sheet: &Sheet) -> Value {
    let counts = lists::RowState::ALL.map(|state| (state.code().to_owned(), json!(sheet.count(state))));
    Value::Object(counts.into_iter().collect())
}

fn row(texts: &Texts, line: &Line) -> Value {
    let about = line.about.as_ref();
    json!({
        "file": line.file,
        "row": line.row,
        "status": line.state.code(),
        "number": about.and_then(|about| about.number),
        "groups": line.groups,
        "school": about.map(|about| &about.school),
        "class": about.map(|about| &about.class),
        "lang": about.and_then(|about| about.lang),
        "size": about.and_then(|about| about.size),
        "adults": about.map(|about| about.adults),
        "needs": about.map(|about| &about.needs),
        "remarks": line.said.iter().map(|saying| saying_of(texts, saying)).collect::<Vec<_>>(),
        "questions": line.asked.iter().map(|asked| question(texts, line, asked)).collect::<Vec<_>>(),
    })
}

fn saying_of(texts: &Texts, saying: &Saying) -> Map<String, Value> {
    let column = saying.column.as_ref();
    let fields = [
        ("code", json!(saying.key)),
        ("column", json!(column.map(|(letter, _)| letter))),
        ("header", json!(column.map(|(_, name)| name))),
        ("text", json!(lists::said(texts, saying))),
    ];
    fields
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

fn question(texts: &Texts, line: &Line, asked: &Asked) -> Value {
    let mut said = saying_of(texts, &asked.saying);
    said.insert("code".to_owned(), json!(asked.code));
    said.insert("name".to_owned(), json!(format!("{}-{}", line.row, asked.code)));
    let choices = asked.choices.iter().map(|choice| choice.word.as_str());
    said.insert("choices".to_owned(), json!(choices.collect::<Vec<_>>()));
    said.insert("may_type".to_owned(), json!(asked.may_type));
    said.insert("planned_meanwhile".to_owned(), json!(asked.meanwhile));
    Value::Object(said)
}

fn changes(sheet: &Sheet) -> Value {
    let changes = &sheet.changes;
    let group =
        |no: &crate::domain::id::GroupNo, about: Option<&Group>| json!({ "group": no, "about": about });
    let named = |numbers: &[crate::domain::id::GroupNo]| -> Vec<Value> {
        numbers.iter().map(|no| group(no, sheet.groups.get(no))).collect()
    };
    let relisted = changes.changed.iter().map(|relisted| {
        let was = sheet.groups.get(&relisted.group);
        let is = was.map(|was| relisted.of(was));
        json!({ "group": relisted.group, "was": was, "is": is, "changes": relisted })
    });
    json!({
        "added": changes.added.iter().map(|(no, about)| group(no, Some(about))).collect::<Vec<_>>(),
        "changed": relisted.collect::<Vec<_>>(),
        "gone": named(&changes.gone),
        "back": named(&changes.back),
        "kept_for_open_rows": named(&sheet.kept),
    })
}

fn written_of(written: &Written) -> Value {
    let lost = written
        .lost
        .iter()
        .map(|(group, round, station)| json!({ "group": group, "round": round, "station": station }));
    let entries = written.entries.iter().map(|entry| entry.id.to_string());
    json!({
        "file": written.file.as_ref().map(|path| path.display().to_string()),
        "taken_out_of_the_plan": lost.collect::<Vec<_>>(),
        "entries": entries.collect::<Vec<_>>(),
    })
}
