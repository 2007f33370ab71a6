//! How a table for spreadsheets is written as text: UTF-8 with its mark, semicolons and CRLF, as spreadsheets here
//! expect it, and no cell that one of them would carry out as a formula.

use std::borrow::Cow;
use std::io::{self, Write};

/// The mark by which spreadsheets recognise UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A table that is being written.
pub struct Rows<W: Write>(csv::Writer<W>);

impl<W: Write> Rows<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// The writer's.
    pub fn begin(mut to: W) -> io::Result<Self> {
        to.write_all(BOM)?;
        let mut table = csv::WriterBuilder::new();
        table.delimiter(b';').terminator(csv::Terminator::CRLF);
        Ok(Self(table.from_writer(to)))
    }

    /// Writes a row. Cells that others wrote are made safe first, by [`text`].
    ///
    /// # Errors
    /// The writer's.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = Cow<'c, str>>) -> io::Result<()> {
        let cells = cells.into_iter();
        for cell in cells {
            self.0.write_field(cell.as_bytes())?;
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// The writer's.
    pub fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The cell as a text: without control characters but line feeds, and what a spreadsheet would take for a formula
/// begins with an apostrophe.
pub fn text(cell: &str) -> Cow<'_, str> {
    let steers = |letter: char| letter.is_control() && letter != '\n';
    let cell = if cell.contains(steers) {
        Cow::Owned(cell.replace(steers, ""))
    } else {
        Cow::Borrowed(cell)
    };
    if cell.starts_with(['=', '+', '-', '@', '\n']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_carry_out_stays_a_text() {
        assert_eq!(text("=1+1"), "'=1+1");
        assert_eq!(text("\t=1+1"), "'=1+1");
        assert_eq!(text("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(text("№39 «9Ә»\u{1b}[2J"), "№39 «9Ә»[2J");
        assert_eq!(text("a\nb"), "a\nb");
    }

    #[test]
    fn a_table_has_its_mark_semicolons_and_crlf() {
        let mut written = Vec::new();
        let mut rows = Rows::begin(&mut written).unwrap();
        rows.row(["a".into(), "b;c".into(), "".into()]).unwrap();
        rows.row(["1".into(), "\"".into(), "x".into()]).unwrap();
        rows.end().unwrap();
        let written = String::from_utf8(written).unwrap();
        assert_eq!(written, "\u{feff}a;\"b;c\";\r\n1;\"\"\"\";x\r\n");
    }
}
