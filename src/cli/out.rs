//! The one way out: whatever a command says goes through here, to stdout or stderr.
//!
//! Laws: a reader that went away (`sheber log | head`) is no failure; nothing reaches a terminal with control
//! characters that a text brought along; colours are not used, so that a copy of the output stays readable.

use super::fail::{CliError, DONE, Kind};
use crate::domain::event::Lang;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

/// Runs `print` over a buffered stdout and answers with the exit code it gives.
///
/// # Errors
/// Stdout cannot be written for another reason than that nobody reads it.
pub fn to_stdout(print: impl FnOnce(&mut dyn Write) -> io::Result<u8>) -> Result<u8, CliError> {
    let mut stdout = BufWriter::new(io::stdout().lock());
    finish(print(&mut stdout).and_then(|code| stdout.flush().map(|()| code)))
}

fn finish(printed: io::Result<u8>) -> Result<u8, CliError> {
    match printed {
        Ok(code) => Ok(code),
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(DONE),
        Err(why) => Err(CliError::new(Kind::Fault, "cli-cannot-write").because(why)),
    }
}

/// Tells a failure on stderr and answers with its exit code. Where even stderr is gone, the code must do.
pub fn failure(error: &CliError, lang: Lang) -> u8 {
    to_stderr(&error.told(lang));
    error.kind.code()
}

/// Tells something on stderr.
pub fn to_stderr(text: &str) {
    let _gone = io::stderr().lock().write_all(clean(text).as_bytes());
}

/// The text without control characters, line feeds kept.
pub fn clean(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// Writes a value as one line of JSON. Control characters that JSON leaves as they are become its escapes; such
/// white space between its parts becomes a space.
///
/// # Errors
/// The writer's.
pub fn json_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string(value)?;
    let mut line = String::with_capacity(json.len() + 1);
    for letter in json.chars() {
        match letter {
            '\t' | '\n' | '\r' => line.push(' '),
            // Writing to memory cannot fail.
            control if control.is_control() => _ = write!(line, "\\u{:04x}", u32::from(control)),
            plain => line.push(plain),
        }
    }
    line.push('\n');
    out.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_one_line_without_control_characters_and_means_the_same() {
        let body: &serde_json::value::RawValue =
            serde_json::from_str("{\"a\":\n\t\"x\u{9b}2J\u{7f}\"}").unwrap();
        let mut line = Vec::new();
        json_line(&mut line, &body).unwrap();
        let line = String::from_utf8(line).unwrap();
        assert_eq!(line, "{\"a\":  \"x\\u009b2J\\u007f\"}\n");
        let read: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read["a"], "x\u{9b}2J\u{7f}");
    }

    #[test]
    fn a_reader_that_went_away_is_no_failure_and_a_full_disk_is_one() {
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        assert_eq!(finish(Err(gone())).unwrap(), DONE);
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(finish(Err(full)).unwrap_err().kind.code(), 5);
        assert_eq!(finish(Ok(1)).unwrap(), 1);
    }

    #[test]
    fn nothing_that_steers_a_terminal_gets_out() {
        assert_eq!(clean("№39\u{1b}[2J\r\n9Ә\u{7}"), "№39[2J\n9Ә");
    }
}
