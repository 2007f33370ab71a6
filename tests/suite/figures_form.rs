//! The forms of the report: its JSON holds to the published schema, every field is described, and the three
//! catalogues say the same.

use crate::fixture::Day;
use crate::square;
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Pattern, PatternElement};
use serde_json::{Map, Value};
use sheber::domain::event::Lang;
use sheber::domain::time::EventTime;
use sheber::report::figures;
use sheber::report::schema::SCHEMA;
use sheber::report::words::source;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The part of JSON Schema that the published schema uses; a field it does not name is a fault here.
struct Schema<'a> {
    root: &'a Value,
    faults: Vec<String>,
}

impl Schema<'_> {
    fn resolve<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            return schema;
        };
        let name = reference.strip_prefix("#/$defs/").expect("a local reference");
        self.root["$defs"]
            .get(name)
            .unwrap_or_else(|| panic!("{reference} leads nowhere"))
    }

    fn accepts(root: &Value, schema: &Value, value: &Value) -> bool {
        let mut part = Schema {
            root,
            faults: Vec::new(),
        };
        part.check(schema, value, "");
        part.faults.is_empty()
    }

    fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        let schema = self.resolve(schema).clone();
        let mut fault = |what: &str| self.faults.push(format!("{at}: {what}: {value}"));
        if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
            if !choices.iter().any(|one| Self::accepts(self.root, one, value)) {
                fault("none of the choices");
            }
            return;
        }
        if schema.get("const").is_some_and(|one| one != value) {
            fault("another constant");
        }
        if schema
            .get("enum")
            .and_then(Value::as_array)
            .is_some_and(|all| !all.contains(value))
        {
            fault("not in the list");
        }
        if schema
            .get("minimum")
            .and_then(Value::as_i64)
            .is_some_and(|least| value.as_i64().is_some_and(|n| n < least))
        {
            fault("too small");
        }
        let types = match schema.get("type") {
            Some(Value::Array(types)) => types.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        if !types.is_empty()
            && !types
                .iter()
                .filter_map(Value::as_str)
                .any(|name| is_of(name, value))
        {
            fault("another type");
        }
        if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
            for (index, one) in values.iter().enumerate() {
                self.check(items, one, &format!("{at}[{index}]"));
            }
        }
        if let (Some(fields), Some(object)) = (schema.get("properties"), value.as_object()) {
            self.fields(&schema, fields, object, at);
        }
    }

    fn fields(&mut self, schema: &Value, fields: &Value, object: &Map<String, Value>, at: &str) {
        for (name, value) in object {
            match fields.get(name) {
                Some(field) => self.check(field, value, &format!("{at}.{name}")),
                None => self.faults.push(format!("{at}.{name} is not in the schema")),
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                self.faults.push(format!("{at}.{name} is missing"));
            }
        }
    }
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("no type {other}"),
    }
}

#[test]
fn reports_at_any_moment_hold_to_the_published_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let day = square::day();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for as_of in ["08:00", "09:47:30", "11:25", "12:30", "13:06:30"] {
        let as_of: EventTime = as_of.parse().expect("a time");
        for floor in [&day.floor, &Day::closed().floor, &Day::open().floor] {
            let report = figures(floor, as_of);
            for report in [report.public(), report] {
                let value = serde_json::to_value(&report).expect("JSON");
                let mut check = Schema {
                    root: &schema,
                    faults: Vec::new(),
                };
                check.check(&schema, &value, "");
                assert_eq!(check.faults, Vec::<String>::new(), "{as_of}");
                seen.extend(value.as_object().expect("an object").keys().cloned());
            }
        }
    }
    let told: BTreeSet<String> = schema["properties"]
        .as_object()
        .expect("fields")
        .keys()
        .cloned()
        .collect();
    assert_eq!(seen, told);
}

#[test]
fn what_is_wrong_is_found() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let report = figures(&square::day().floor, EventTime::hms(13, 6, 30));
    let whole = serde_json::to_value(report).expect("JSON");
    assert!(Schema::accepts(&schema, &schema, &whole));
    type Spoil = fn(&mut Value);
    let spoils: [Spoil; 5] = [
        |report| report["totals"]["pupils"] = "481".into(),
        |report| report["totals"]["groups"] = Value::Null,
        |report| report["by_hall"][0]["more"] = 1.into(),
        |report| report["deviations"][0]["outcome"] = "lost".into(),
        |report| drop(report.as_object_mut().expect("an object").remove("gaps")),
    ];
    for spoil in spoils {
        let mut report = whole.clone();
        spoil(&mut report);
        assert!(!Schema::accepts(&schema, &schema, &report));
    }
}

#[test]
fn every_field_of_the_schema_is_described() {
    fn look(schema: &Value, at: &str) {
        if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
            for (name, field) in fields {
                let described = field.get("description").and_then(Value::as_str);
                let by_reference = field.get("$ref").is_some();
                assert!(
                    described.is_some_and(|text| text.len() > 3) || by_reference,
                    "{at}.{name}"
                );
                look(field, &format!("{at}.{name}"));
            }
        }
    }
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    look(&schema, "");
    for (name, part) in schema["$defs"].as_object().expect("definitions") {
        assert!(part.get("description").is_some(), "{name}");
        look(part, name);
    }
}

fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    use fluent_syntax::ast::{Expression, InlineExpression};
    let mut names = BTreeSet::new();
    let mut note = |inline: &InlineExpression<&str>| match inline {
        InlineExpression::VariableReference { id } => _ = names.insert(id.name.to_owned()),
        other => panic!("only variables are put into texts, not {other:?}"),
    };
    let mut inner = BTreeSet::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => note(inline),
            PatternElement::Placeable {
                expression: Expression::Select { selector, variants },
            } => {
                note(selector);
                variants
                    .iter()
                    .for_each(|variant| inner.extend(variables(&variant.value)));
            }
        }
    }
    names.extend(inner);
    names
}

fn shape(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let resource = FluentResource::try_new(source(lang).to_owned()).expect("a catalogue");
    let mut shape = BTreeMap::new();
    for entry in resource.entries() {
        if let Entry::Message(message) = entry {
            let id = message.id.name;
            shape.insert(id.to_owned(), variables(message.value.as_ref().expect("a text")));
            for attribute in &message.attributes {
                shape.insert(format!("{id}.{}", attribute.id.name), variables(&attribute.value));
            }
        }
    }
    shape
}

#[test]
fn the_three_catalogues_of_the_report_have_the_same_keys_and_variables() {
    let kazakh = shape(Lang::Kk);
    assert_eq!(kazakh, shape(Lang::Ru));
    assert_eq!(kazakh, shape(Lang::En));
}

fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|end| end == "rs") {
            all.push_str(&fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn no_key_of_the_report_is_idle() {
    let mut code = String::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report"),
        &mut code,
    );
    // These are asked for by the codes of JSON.
    let by_code = ["outcome-", "reason-", "need-", "support-", "lang-"];
    for key in shape(Lang::En).into_keys() {
        let asked = by_code.iter().any(|prefix| key.starts_with(prefix));
        let meaning = key.ends_with(".meaning");
        assert!(asked || meaning || code.contains(&format!("\"{key}\"")), "{key}");
    }
}
