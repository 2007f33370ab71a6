//! Rows, questions and changes in words.

use super::{About, Choice, RowState, Saying, Sheet, Told, Unread};
use crate::domain::event::{Group, Lang, Support};
use crate::domain::fact::Relisted;
use crate::domain::id::GroupNo;
use crate::ui::say;
use crate::ui::text::{Texts, support_key};
use std::collections::BTreeMap;

fn needs(texts: &Texts, needs: &BTreeMap<Support, u16>) -> String {
    if needs.is_empty() {
        return texts.get("list-no-needs").to_owned();
    }
    let each: Vec<String> = needs
        .iter()
        .map(|(kind, count)| format!("{} {count}", texts.hint(support_key(*kind))))
        .collect();
    each.join(", ")
}

fn teaching(texts: &Texts, lang: Lang) -> &'static str {
    texts.get(say::language_key(lang))
}

fn value(texts: &Texts, told: &Told) -> String {
    match told {
        Told::Nothing => String::new(),
        Told::Text(text) => text.clone(),
        Told::Number(number) => number.to_string(),
        Told::Lang(lang) => teaching(texts, *lang).to_owned(),
        Told::Needs(kinds) => needs(texts, kinds),
    }
}

/// A sentence about a row, after the name of its column.
pub fn said(texts: &Texts, saying: &Saying) -> String {
    let values = [
        ("old", saying.old.as_str().into()),
        ("new", value(texts, &saying.new).into()),
        ("row", saying.row.as_str().into()),
    ];
    let sentence = texts.fmt(saying.key, &values);
    match &saying.column {
        Some((letter, name)) if name.is_empty() => format!("{letter}: {sentence}"),
        Some((letter, name)) => format!("{letter} «{name}»: {sentence}"),
        None => sentence,
    }
}

/// An answer that is offered.
pub fn choice(texts: &Texts, choice: &Choice) -> String {
    choice
        .key
        .map_or_else(|| value(texts, &choice.value), |key| texts.get(key).to_owned())
}

/// What a row says of a group: `№39 9Ә · Kazakh · 12 · 2 adults`.
pub fn about(texts: &Texts, about: &About) -> String {
    let unknown = || texts.get("list-unknown").to_owned();
    let name = |text: &str| {
        if text.is_empty() {
            unknown()
        } else {
            text.to_owned()
        }
    };
    let lang = about
        .lang
        .map_or_else(unknown, |lang| teaching(texts, lang).to_owned());
    let size = about.size.map_or_else(unknown, |size| size.to_string());
    let size = texts.fmt("list-size", &[("n", size.into())]);
    let mut parts = vec![
        format!("{} {}", name(&about.school), name(&about.class)),
        lang,
        size,
    ];
    if about.adults != 1 {
        parts.push(texts.fmt("list-adults", &[("n", about.adults.into())]));
    }
    if !about.needs.is_empty() {
        parts.push(needs(texts, &about.needs));
    }
    parts.join(" · ")
}

/// A group in the same words.
pub fn group(texts: &Texts, group: &Group) -> String {
    let known = About {
        number: None,
        school: group.school.clone(),
        class: group.class.clone(),
        lang: Some(group.lang),
        size: Some(group.size),
        adults: group.adults,
        needs: group.needs.clone(),
    };
    about(texts, &known)
}

/// What changes about a group, old beside new.
pub fn changed(texts: &Texts, relisted: &Relisted, was: Option<&Group>) -> String {
    let pair = |key: &'static str, old: Option<String>, new: Option<String>| {
        let values = [
            ("x", texts.get(key).into()),
            ("old", old.unwrap_or_default().into()),
            ("new", new?.into()),
        ];
        Some(texts.fmt("list-change", &values))
    };
    let old = |of: &dyn Fn(&Group) -> String| was.map(of);
    let parts = [
        pair(
            "list-field-school",
            old(&|g| g.school.clone()),
            relisted.school.clone(),
        ),
        pair(
            "list-field-class",
            old(&|g| g.class.clone()),
            relisted.class.clone(),
        ),
        pair(
            "list-field-language",
            old(&|g| teaching(texts, g.lang).to_owned()),
            relisted.lang.map(|lang| teaching(texts, lang).to_owned()),
        ),
        pair(
            "list-field-size",
            old(&|g| g.size.to_string()),
            relisted.size.map(|size| size.to_string()),
        ),
        pair(
            "list-field-adults",
            old(&|g| g.adults.to_string()),
            relisted.adults.map(|adults| adults.to_string()),
        ),
        pair(
            "list-field-needs",
            old(&|g| needs(texts, &g.needs)),
            relisted.needs.as_ref().map(|kinds| needs(texts, kinds)),
        ),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("; ")
}

/// A file that was not read: what is wrong, and what to do.
pub fn unread(texts: &Texts, unread: &Unread) -> (String, String) {
    let values = [("row", unread.row.into()), ("limit", unread.limit.into())];
    let mut why = texts.fmt(unread.key, &values);
    if !unread.missing.is_empty() {
        let names: Vec<&str> = unread.missing.iter().map(|key| texts.get(key)).collect();
        why = format!("{why}: {}", names.join(", "));
    }
    (why, texts.get(unread.cure).to_owned())
}

/// How many rows there are of each state.
pub fn counts(texts: &Texts, sheet: &Sheet) -> String {
    let counts = RowState::ALL.map(|state| format!("{}: {}", texts.get(state.key()), sheet.count(state)));
    counts.join(" · ")
}

/// One of the changes: its sign and its sentence. Those that came, changed, have gone and are back follow each other;
/// last those who stay for want of an answer.
pub fn change(texts: &Texts, sheet: &Sheet, index: usize) -> Option<(char, String)> {
    let named = |sign: char, key: &'static str, no: GroupNo, what: String| {
        let values = [("g", no.0.into()), ("x", what.into())];
        Some((sign, texts.fmt(key, &values)))
    };
    let was = |no: &GroupNo| sheet.groups.get(no);
    let told = |no: &GroupNo| was(no).map_or_else(String::new, |about| group(texts, about));
    let changes = &sheet.changes;
    let mut index = index;
    if let Some((no, about)) = changes.added.get(index) {
        return named('+', "list-diff-added", *no, group(texts, about));
    }
    index = index.checked_sub(changes.added.len())?;
    if let Some(one) = changes.changed.get(index) {
        let name = was(&one.group).map_or_else(String::new, |g| format!("{} {}", g.school, g.class));
        let what = format!("{name} · {}", changed(texts, one, was(&one.group)));
        return named('*', "list-diff-changed", one.group, what);
    }
    index = index.checked_sub(changes.changed.len())?;
    let lists = [
        ('-', "list-diff-gone", &changes.gone),
        ('<', "list-diff-back", &changes.back),
        ('?', "list-diff-kept", &sheet.kept),
    ];
    for (sign, key, numbers) in lists {
        if let Some(no) = numbers.get(index) {
            return named(sign, key, *no, told(no));
        }
        index = index.checked_sub(numbers.len())?;
    }
    None
}
