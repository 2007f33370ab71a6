//! The one way out: whatever a command says goes through here, to stdout or stderr.
//!
//! Laws: a reader that went away (`sheber log | head`) is no failure; nothing reaches a terminal with control
//! characters that a text brought along; colours are not used, so that a copy of the output stays readable.

use super::fail::{CliError, DONE, Kind};
use crate::domain::event::Lang;
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
    let _gone = io::stderr().lock().write_all(clean(&error.told(lang)).as_bytes());
    error.kind.code()
}

/// The text without control characters, line feeds kept.
pub fn clean(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
