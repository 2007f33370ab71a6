//! Arrows between the layers run one way only: main → cli → runtime → {ui, sync, store, share, rotation, intake, rehearse,
//! report, review} → domain. Read from the sources themselves: `use` trees and paths in the code, comments, texts and tests
//! left out.

use std::path::{Path, PathBuf};

/// Layer → the layers that it may use.
const ARROWS: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("catalogue", &["domain"]),
    ("ui", &["domain"]),
    ("sync", &["domain"]),
    // Beside cli, which alone uses it: the pure code of the program, lived in memory.
    ("simulate", &["sync", "domain"]),
    ("store", &["domain"]),
    ("share", &["domain"]),
    ("intake", &["domain"]),
    ("rehearse", &["domain"]),
    ("rotation", &["domain"]),
    ("report", &["catalogue", "domain"]),
    // Beside runtime: it only reads what the two write.
    ("review", &["store", "share", "domain"]),
    // Beside cli, which alone uses it: the choice of a theme is one of the settings.
    ("settings", &["ui", "domain"]),
    (
        "runtime",
        &[
            "ui", "sync", "store", "share", "rotation", "intake", "rehearse", "report", "review", "domain",
        ],
    ),
    (
        "cli",
        &[
            "settings",
            "runtime",
            "simulate",
            "ui",
            "sync",
            "store",
            "share",
            "intake",
            "rotation",
            "rehearse",
            "report",
            "review",
            "catalogue",
            "domain",
        ],
    ),
];

/// What a pure layer may not touch outside the project.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "getrandom",
    "SystemTime",
    "Instant",
    "tokio",
    "rusqlite",
    "ratatui",
    "crossterm",
];

/// Layer → what it may not touch outside the project.
const OUTSIDE: [(&str, &[&str]); 9] = [
    ("domain", IMPURE),
    ("catalogue", IMPURE),
    ("sync", IMPURE),
    ("rehearse", IMPURE),
    ("rotation", IMPURE),
    ("report", IMPURE),
    ("simulate", IMPURE),
    // It reads files, nothing else.
    (
        "review",
        &[
            "std::net",
            "std::env",
            "std::thread",
            "std::process",
            "getrandom",
            "SystemTime",
            "Instant",
            "tokio",
            "ratatui",
            "crossterm",
        ],
    ),
    // It draws.
    (
        "ui",
        &[
            "std::fs",
            "std::net",
            "std::env",
            "std::thread",
            "std::process",
            "SystemTime",
            "Instant",
            "tokio",
            "rusqlite",
        ],
    ),
];

/// Files besides `settings.rs` that may read the environment, each with its reason.
const READS_ENVIRONMENT: [(&str, &str); 0] = [];

/// The one folder of the drawing layer that knows the terminal's keys.
const KEYS: &str = "ui/keymap";

#[derive(Clone, PartialEq, Debug)]
struct Token {
    text: String,
    line: usize,
}

/// Words and single signs, without comments and texts, up to the tests of the file.
fn tokens(source: &str) -> Vec<Token> {
    let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let chars: Vec<char> = code.chars().collect();
    let (mut tokens, mut i, mut line) = (Vec::new(), 0, 1);
    let starts = |i: usize, what: &str| {
        what.chars()
            .enumerate()
            .all(|(n, c)| chars.get(i + n) == Some(&c))
    };
    while i < chars.len() {
        let c = chars[i];
        let from = i;
        if starts(i, "//") {
            while i < chars.len() && chars[i] != '\n' {
                i += 1;
            }
        } else if starts(i, "/*") {
            while i < chars.len() && !starts(i, "*/") {
                i += 1;
            }
            i += 2;
        } else if c == '"' {
            i += 1;
            while i < chars.len() && chars[i] != '"' {
                i += if chars[i] == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if c == '\'' && (chars.get(i + 1) == Some(&'\\') || chars.get(i + 2) == Some(&'\'')) {
            i += if chars[i + 1] == '\\' { 3 } else { 2 };
            while i < chars.len() && chars[i] != '\'' {
                i += 1;
            }
            i += 1;
        } else if c.is_alphanumeric() || c == '_' {
            while i < chars.len() && (chars[i].is_alphanumeric() || chars[i] == '_') {
                i += 1;
            }
            let text: String = chars[from..i].iter().collect();
            // r"…" and r#"…"#: nothing in them is code.
            if (text == "r" || text == "br") && matches!(chars.get(i), Some('"' | '#')) {
                let hashes = chars[i..].iter().take_while(|c| **c == '#').count();
                let end = format!("\"{}", "#".repeat(hashes));
                i += hashes + 1;
                while i < chars.len() && !starts(i, &end) {
                    i += 1;
                }
                i += end.len();
            } else {
                tokens.push(Token { text, line });
            }
        } else {
            if !c.is_whitespace() {
                let double = starts(i, "::");
                let text = if double { "::".to_owned() } else { c.to_string() };
                tokens.push(Token { text, line });
                i += usize::from(double);
            }
            i += 1;
        }
        line += chars[from..i.min(chars.len())]
            .iter()
            .filter(|c| **c == '\n')
            .count();
    }
    tokens
}

/// Every path in the code with its line; the branches of a `use` tree each give one.
fn paths(tokens: &[Token]) -> Vec<(Vec<String>, usize)> {
    let is_word = |t: &Token| t.text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let mut found = Vec::new();
    let mut stack: Vec<Vec<String>> = Vec::new();
    let (mut path, mut line): (Vec<String>, usize) = (Vec::new(), 0);
    let mut in_use = false;
    for (i, token) in tokens.iter().enumerate() {
        let follows = i > 0 && tokens[i - 1].text == "::";
        match token.text.as_str() {
            "use" => in_use = true,
            "::" => {}
            "{" if in_use && follows => stack.push(std::mem::take(&mut path)),
            "," | "}" | ";" if in_use => {
                if !path.is_empty() {
                    let prefix = stack.concat();
                    found.push(([prefix, std::mem::take(&mut path)].concat(), line));
                }
                if token.text == "}" {
                    stack.pop();
                } else if token.text == ";" {
                    in_use = false;
                    stack.clear();
                }
            }
            word if is_word(token) => {
                if !follows && !path.is_empty() {
                    if in_use {
                        // `as name`: the new name is no path.
                        continue;
                    }
                    found.push((std::mem::take(&mut path), line));
                }
                line = token.line;
                path.push(word.to_owned());
            }
            _ if !in_use && !path.is_empty() => found.push((std::mem::take(&mut path), line)),
            _ => {}
        }
    }
    found
}

/// The layer that a path leads to, if it leads anywhere inside the project.
fn layer_of<'p>(path: &'p [String], module: &[&str]) -> Option<&'p str> {
    let inside = match path.first()?.as_str() {
        "crate" | "sheber" => 1,
        "super" => {
            let up = path.iter().take_while(|part| *part == "super").count();
            (up == module.len()).then_some(up)?
        }
        _ => return None,
    };
    let layer = path.get(inside)?;
    ARROWS.iter().any(|(name, _)| name == layer).then_some(layer)
}

/// What is wrong in one file; `file` is its path under `src`.
fn findings(file: &str, source: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    if !source.starts_with("//!") {
        wrong.push(format!("src/{file}:1: does not open with a page (//!)"));
    }
    let stem = file.trim_end_matches(".rs").trim_end_matches("/mod");
    let module: Vec<&str> = stem.split('/').collect();
    let layer = module[0];
    if layer == "lib" {
        return wrong;
    }
    let may_use: &[&str] = match ARROWS.iter().find(|(name, _)| *name == layer) {
        Some((_, may_use)) => may_use,
        None if layer == "main" => &["cli", "settings"],
        None => return vec![format!("src/{file}:1: {layer} is no layer of this house")],
    };
    let outside = OUTSIDE
        .iter()
        .find(|(name, _)| *name == layer)
        .map_or(&[][..], |(_, o)| o);
    for (path, line) in paths(&tokens(source)) {
        let written = path.join("::");
        if let Some(to) = layer_of(&path, &module)
            && to != layer
            && !may_use.contains(&to)
        {
            wrong.push(format!("src/{file}:{line}: {layer} uses {to} ({written})"));
        }
        let touches = |what: &str| match what.split_once("::") {
            Some((first, second)) => path.len() > 1 && path[0] == first && path[1] == second,
            None if what.starts_with(char::is_uppercase) => path.iter().any(|part| part == what),
            None => path[0] == what && path.len() > 1,
        };
        if let Some(what) = outside.iter().find(|what| touches(what)) {
            wrong.push(format!("src/{file}:{line}: {layer} touches {what} ({written})"));
        }
        if layer == "ui" && !file.starts_with(KEYS) && touches("crossterm") {
            wrong.push(format!(
                "src/{file}:{line}: only {KEYS} knows the terminal's keys ({written})"
            ));
        }
        let excused = layer == "settings"
            || outside.contains(&"std::env")
            || READS_ENVIRONMENT.iter().any(|(name, _)| *name == file);
        if !excused && touches("std::env") {
            wrong.push(format!(
                "src/{file}:{line}: only settings.rs reads the environment ({written})"
            ));
        }
    }
    wrong
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn no_arrow_runs_back() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files.sort();
    assert!(files.len() > 20, "the sources were not found");
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let file = path.strip_prefix(&src).expect("below src");
            let file = file.to_str().expect("a plain name").replace('\\', "/");
            findings(&file, &std::fs::read_to_string(path).expect("a source"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn an_arrow_that_runs_back_is_found_however_it_is_written() {
    let one = |file: &str, code: &str| findings(file, &format!("//! A page.\n{code}\n"));
    for (file, code) in [
        ("domain/floor.rs", "use crate::store::Replica;"),
        ("domain/floor.rs", "use crate::{domain::id::Seq, ui::Model};"),
        ("domain/query/mod.rs", "use super::super::sync::plan;"),
        ("domain/time.rs", "fn f() { std::env::var(\"X\"); }"),
        ("domain/time.rs", "use std::{fmt, fs::File as F};"),
        ("domain/time.rs", "use std::time::{Duration, Instant};"),
        ("domain/time.rs", "fn f() -> rusqlite::Result<()> { Ok(()) }"),
        ("store/mod.rs", "fn f() { crate::share::open(); }"),
        ("share/mod.rs", "use crate::store;"),
        ("ui/view.rs", "use tokio::time::sleep;"),
        ("ui/view.rs", "use crossterm::event::KeyCode;"),
        ("runtime/mod.rs", "use crate::settings::Settings;"),
        ("runtime/mod.rs", "use std::env;"),
        ("runtime/mod.rs", "use crate::cli;"),
        ("main.rs", "use sheber::runtime;"),
        ("attic/mod.rs", ""),
    ] {
        assert_eq!(one(file, code).len(), 1, "{file}: {code}: {:?}", one(file, code));
    }
    for (file, code) in [
        ("cli/run.rs", "use crate::{settings, runtime::run};"),
        ("ui/keymap/mod.rs", "use crossterm::event::KeyCode;"),
        (
            "ui/mod.rs",
            "// crate::store::x\nconst A: &str = \"crate::store::x\"; const B: &str = r#\"std::fs::x\"#;",
        ),
        (
            "domain/query/mod.rs",
            "use super::floor::Floor; fn f(c: char) -> bool { c == '\"' || c == '\\'' }",
        ),
        (
            "store/mod.rs",
            "fn f<'a>(x: &'a str) -> &'a str { x }\n#[cfg(test)]\nmod tests { use crate::share::X; }",
        ),
    ] {
        assert_eq!(one(file, code), Vec::<String>::new(), "{file}: {code}");
    }
    let located = one("domain/a.rs", "\nuse crate::domain::id;\nuse crate::ui::X;");
    assert_eq!(located, ["src/domain/a.rs:4: domain uses ui (crate::ui::X)"]);
    assert_eq!(findings("ui/a.rs", "fn f() {}").len(), 1, "a file without a page");
}
