//! The texts of the three languages: nothing is missing, nothing differs in shape, plurals are right, and the glossary
//! is kept to the letter.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use sheber::domain::event::Lang;
use sheber::ui::text::{Texts, Value, source};
use unicode_width::UnicodeWidthStr;

/// Key or `key.attribute` → its variables.
type Shape = BTreeMap<String, BTreeSet<String>>;

fn shape(lang: Lang) -> Shape {
    let resource = FluentResource::try_new(source(lang).to_owned())
        .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", lang.code()));
    let mut shape = Shape::new();
    let mut add = |key: String, pattern: &Pattern<&str>| {
        let mut variables = BTreeSet::new();
        collect(pattern, &mut variables);
        assert!(
            shape.insert(key.clone(), variables).is_none(),
            "{}: {key} twice",
            lang.code()
        );
    };
    for entry in resource.entries() {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                add(
                    id.to_owned(),
                    message.value.as_ref().expect("every message has a text"),
                );
                for attribute in &message.attributes {
                    add(format!("{id}.{}", attribute.id.name), &attribute.value);
                }
            }
            Entry::Term(_) | Entry::Junk { .. } => panic!("{}: {entry:?}", lang.code()),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
        }
    }
    shape
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => name(inline, variables),
            PatternElement::Placeable {
                expression: Expression::Select { selector, variants },
            } => {
                name(selector, variables);
                for variant in variants {
                    collect(&variant.value, variables);
                }
            }
        }
    }
}

fn name(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => _ = variables.insert(id.name.to_owned()),
        other => panic!("only variables are put into texts, not {other:?}"),
    }
}

#[test]
fn the_three_catalogues_have_the_same_keys_attributes_and_variables() {
    let kazakh = shape(Lang::Kk);
    assert_eq!(kazakh, shape(Lang::Ru));
    assert_eq!(kazakh, shape(Lang::En));
}

#[test]
fn texts_without_variables_are_looked_up_and_the_others_are_not() {
    for lang in Lang::ALL {
        let texts = Texts::of(lang);
        assert_eq!(texts.lang(), lang);
        for (key, variables) in shape(lang) {
            assert_eq!(
                texts.find(&key).is_some(),
                variables.is_empty(),
                "{}: {key}",
                lang.code()
            );
        }
    }
}

#[test]
fn no_text_holds_a_control_character_or_a_bidirectional_mark() {
    for lang in Lang::ALL {
        for (key, variables) in shape(lang) {
            let values: Vec<(&str, Value<'_>)> = variables
                .iter()
                .map(|name| (name.as_str(), Value::from(3)))
                .collect();
            let text = Texts::of(lang).fmt(&key, &values);
            let marks = |letter: char| letter.is_control() || ('\u{2066}'..='\u{2069}').contains(&letter);
            assert!(!text.contains(marks), "{}: {key}: {text:?}", lang.code());
            assert!(!text.contains('{'), "{}: {key}: {text}", lang.code());
        }
    }
}

#[test]
fn short_forms_take_at_most_nine_cells_and_hints_at_most_twenty() {
    for lang in Lang::ALL {
        for key in shape(lang).into_keys() {
            let limit = match key.split_once('.') {
                None => continue,
                Some((_, "short")) => 9,
                Some((_, "hint")) => 20,
                Some((_, other)) => panic!("{key}: no screen asks for .{other}"),
            };
            let text = Texts::of(lang).get(&key);
            assert!(text.width() <= limit, "{}: {key}: {text}", lang.code());
        }
    }
}

#[test]
fn an_unknown_key_shows_itself() {
    let texts = Texts::of(Lang::En);
    assert_eq!(texts.get("no-such-text"), "no-such-text");
    assert_eq!(texts.get("ready.no-such-form"), "ready.no-such-form");
    assert_eq!(texts.fmt("no-such-text", &[("n", 1.into())]), "no-such-text");
    assert_eq!(texts.short("no-such-text"), "no-such-text");
    assert_eq!(texts.find("no-such-text"), None);
}

#[test]
fn a_missing_value_is_shown_by_its_name() {
    assert_eq!(Texts::of(Lang::En).fmt("group-no", &[]), "group {$g}");
}

#[test]
fn short_forms_and_hints_fall_back_to_the_full_text() {
    let texts = Texts::of(Lang::En);
    assert_eq!(texts.short("over-capacity"), "over");
    assert_eq!(texts.short("hall"), "hall");
    assert_eq!(texts.hint("act-undo"), "undo");
    assert_eq!(texts.hint("hall"), "hall");
}

#[test]
fn what_is_put_in_comes_out_unchanged() {
    let school = "№39 «Ә» { $x } -- 9Ә\u{301}";
    let text = Texts::of(Lang::Kk).fmt("m-needs", &[("x", school.into())]);
    assert_eq!(text, format!("Ескеріңіз: {school}"));
    let number = Texts::of(Lang::Ru).fmt("sum-people", &[("n", 12_345_u32.into())]);
    assert_eq!(number, "человек: 12345");
}

#[test]
fn the_language_key_goes_round_all_three() {
    assert_eq!(
        [Lang::Kk.next(), Lang::Ru.next(), Lang::En.next()],
        [Lang::Ru, Lang::En, Lang::Kk]
    );
}

const PLURALS: [u32; 6] = [1, 2, 5, 11, 21, 22];

fn plural(lang: Lang, key: &str) -> Vec<String> {
    PLURALS
        .map(|n| Texts::of(lang).fmt(key, &[("n", n.into())]))
        .to_vec()
}

#[test]
fn russian_nouns_take_the_form_of_their_number() {
    let nouns = [
        ("n-pupils", "ученик", "ученика", "учеников"),
        ("n-people", "человек", "человека", "человек"),
        ("n-groups", "группа", "группы", "групп"),
        ("n-stations", "станция", "станции", "станций"),
        ("n-minutes", "минута", "минуты", "минут"),
        ("n-entries", "запись", "записи", "записей"),
        ("n-visits", "посещение", "посещения", "посещений"),
        ("n-places", "место", "места", "мест"),
    ];
    for (key, one, few, many) in nouns {
        let forms = [one, few, many, many, one, few];
        let expected: Vec<String> = PLURALS
            .iter()
            .zip(forms)
            .map(|(number, noun)| format!("{number} {noun}"))
            .collect();
        assert_eq!(plural(Lang::Ru, key), expected);
    }
}

#[test]
fn kazakh_nouns_stay_as_they_are_and_english_ones_add_their_plural() {
    let nouns = [
        ("n-pupils", "оқушы", "pupil", "pupils"),
        ("n-people", "адам", "person", "people"),
        ("n-groups", "топ", "group", "groups"),
        ("n-stations", "бекет", "station", "stations"),
        ("n-minutes", "минут", "minute", "minutes"),
        ("n-entries", "жазба", "entry", "entries"),
        ("n-visits", "келу", "visit", "visits"),
        ("n-places", "орын", "place", "places"),
    ];
    for (key, kazakh, one, other) in nouns {
        let all = |form: &dyn Fn(u32) -> &'static str| -> Vec<String> {
            PLURALS
                .iter()
                .map(|number| format!("{number} {}", form(*number)))
                .collect()
        };
        assert_eq!(plural(Lang::Kk, key), all(&|_| kazakh));
        assert_eq!(
            plural(Lang::En, key),
            all(&|number| if number == 1 { one } else { other })
        );
    }
}

/// The values that stand for the glossary's `{g}`, `{s}` and so on, each different from the others.
const SAMPLES: [(&str, i64); 9] = [
    ("g", 61),
    ("s", 62),
    ("r", 63),
    ("n", 64),
    ("m", 65),
    ("c", 66),
    ("t", 67),
    ("x", 68),
    ("k", 69),
];

#[test]
fn the_glossary_is_kept_to_the_letter() {
    let rows = glossary();
    for row in &rows {
        for lang in Lang::ALL {
            check_glossary_row(row, lang);
        }
    }
    assert_eq!(rows.len(), 215);
}

fn glossary() -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/glossary.csv");
    let file = fs::read_to_string(path).expect("the glossary is in the tests");
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    rows.deserialize()
        .map(|row| row.expect("the glossary is a table"))
        .collect()
}

fn check_glossary_row(row: &BTreeMap<String, String>, lang: Lang) {
    let texts = Texts::of(lang);
    let key = row["key"].replace('_', "-");
    let mut expected = row[lang.code()].clone();
    let mut values: Vec<(&str, Value<'_>)> = Vec::new();
    for (name, number) in SAMPLES {
        expected = expected.replace(&format!("{{{name}}}"), &number.to_string());
        values.push((name, number.into()));
    }
    // Three terms are written in the glossary with an example in place of the variable.
    match key.as_str() {
        "overtime" => values.push(("t", "+03:10".into())),
        "was-time" => values.push(("t", "11:35".into())),
        "go-to" => values.push(("s", 15.into())),
        _ => {}
    }
    assert_eq!(texts.fmt(&key, &values), expected, "{}: {key}", lang.code());
    let short = &row[&format!("{}_short", lang.code())];
    if !short.is_empty() {
        assert_eq!(
            texts.find(&format!("{key}.short")),
            Some(short.as_str()),
            "{}: {key}",
            lang.code()
        );
    }
}

#[test]
fn one_unsent_entry_is_one_entry_in_english() {
    let text = Texts::of(Lang::En).fmt("m-unsent-exit", &[("n", 1.into())]);
    assert_eq!(text, "1 entry not sent. Keep the laptop open");
}

/// The calls that take a text key as their first argument; other maps and texts have `get` and `find` too.
const CALLS: [&str; 6] = ["texts.get(", "texts.find(", ".fmt(", ".short(", ".hint(", " t("];

/// What a literal anywhere in the source begins with when it is a text key.
const FAMILIES: [&str; 17] = [
    "act-", "ask-", "cli-", "did-", "file-", "keys-", "kind-", "need-", "phase-", "reason-", "refusal-",
    "role-", "share-", "start-", "support-", "title-", "trouble-",
];

#[test]
fn every_text_that_the_source_asks_for_exists() {
    let known = shape(Lang::Kk);
    let sources = sources();
    for (path, source) in &sources {
        let asked = CALLS
            .iter()
            .flat_map(|call| source.split(call).skip(1))
            .filter_map(first_literal);
        let family = source.split('"').filter(|literal| is_of_a_family(literal));
        for key in asked.map(|(key, _)| key).chain(family) {
            assert!(known.contains_key(key), "{path}: there is no text {key}");
        }
    }
}

/// Nouns with a number that no screen shows yet, kept with their plurals.
const SPARE_NOUNS: [&str; 4] = ["n-minutes", "n-entries", "n-visits", "n-places"];

#[test]
fn every_text_is_asked_for_or_a_term_of_the_glossary() {
    let terms: BTreeSet<String> = glossary()
        .iter()
        .map(|row| row["key"].replace('_', "-"))
        .collect();
    let sources = sources();
    let is_asked = |key: &str| {
        let literals = [format!("\"{key}\""), format!("\"{key}.")];
        let mut code = sources.iter().map(|(_, source)| source);
        code.any(|source| literals.iter().any(|literal| source.contains(literal)))
    };
    let idle: Vec<String> = shape(Lang::Kk)
        .into_keys()
        .filter(|key| !key.contains('.') && !terms.contains(key) && !SPARE_NOUNS.contains(&key.as_str()))
        .filter(|key| !is_asked(key))
        .collect();
    assert!(idle.is_empty(), "nothing shows {idle:?}");
}

#[test]
fn every_text_with_variables_is_given_their_values() {
    let known = shape(Lang::Kk);
    for (path, source) in &sources() {
        for (key, rest) in source.split(".fmt(").skip(1).filter_map(first_literal) {
            let Some((values, _)) = rest
                .strip_prefix(", &[")
                .and_then(|values| values.split_once("])"))
            else {
                continue;
            };
            let given: BTreeSet<String> = values
                .split("(\"")
                .skip(1)
                .filter_map(|pair| pair.split_once('"'))
                .map(|(name, _)| name.to_owned())
                .collect();
            assert!(
                known[key].is_subset(&given),
                "{path}: {key} needs {:?}, is given {given:?}",
                known[key]
            );
        }
        for (key, _) in source.split("texts.get(").skip(1).filter_map(first_literal) {
            assert!(known[key].is_empty(), "{path}: {key} needs {:?}", known[key]);
        }
    }
}

/// The string literal at the start of a call's arguments, and what follows it.
fn first_literal(arguments: &str) -> Option<(&str, &str)> {
    arguments.trim_start().strip_prefix('"')?.split_once('"')
}

fn is_of_a_family(literal: &str) -> bool {
    let letters =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-.".contains(letter);
    FAMILIES
        .iter()
        .any(|family| literal.strip_prefix(family).is_some_and(|rest| !rest.is_empty()))
        && literal.chars().all(letters)
}

/// The sources that speak with the catalogues of the screens; a report has catalogues of its own.
fn sources() -> Vec<(String, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    gather(&source, &mut sources);
    let reports = source.join("report");
    sources.retain(|(path, _)| !Path::new(path).starts_with(&reports));
    assert!(sources.len() > 10, "the source was not found");
    sources
}

fn gather(folder: &Path, sources: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the source can be read") {
        let path = entry.expect("the source can be read").path();
        if path.is_dir() {
            gather(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).expect("the source is text");
            sources.push((path.display().to_string(), source));
        }
    }
}
