//! The backend that ratatui draws into: bytes in memory, handed to the [`Outlet`] once a frame.
//!
//! It knows its size from what it was told, so a frame costs no question to the terminal, and it refuses to
//! ask for the cursor's place, which would have to read from the keyboard. What would change nothing on the
//! terminal is not written at all.

use std::io;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::outlet::Outlet;
use super::pen::Pen;

/// Bytes of the next frame, until they are handed to the [`Outlet`].
pub struct Face {
    draft: Vec<u8>,
    outlet: Outlet,
    size: Size,
    cursor: Option<bool>,
    cells: Pen,
}

impl Face {
    /// A face of `size`, in columns and rows, in front of `outlet`.
    pub fn new(outlet: Outlet, size: Size) -> Self {
        Self {
            draft: Vec::new(),
            outlet,
            size,
            cursor: None,
            cells: Pen::default(),
        }
    }

    /// Tells the face the terminal's new size.
    pub fn set_size(&mut self, size: Size) {
        self.size = size;
        self.cells.forget();
    }

    /// Puts bytes that are no part of the picture (a bell) in front of the next frame.
    pub fn prepend(&mut self, bytes: &[u8]) {
        self.draft.extend_from_slice(bytes);
    }

    /// Many terminals clear in the background colour that is in force.
    fn plain(&mut self) {
        self.draft.extend_from_slice(b"\x1b[0m");
        self.cells.forget();
    }

    fn pen(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        CrosstermBackend::new(&mut self.draft)
    }
}

impl Backend for Face {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.cells.draw(content, &mut self.draft);
        Ok(())
    }

    fn append_lines(&mut self, count: u16) -> io::Result<()> {
        self.pen().append_lines(count)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor.replace(false) == Some(false) {
            Ok(())
        } else {
            self.pen().hide_cursor()
        }
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor.replace(true) == Some(true) {
            Ok(())
        } else {
            self.pen().show_cursor()
        }
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.pen().set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.plain();
        self.pen().clear()
    }

    fn clear_region(&mut self, kind: ClearType) -> io::Result<()> {
        self.plain();
        self.pen().clear_region(kind)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.outlet.submit(&mut self.draft).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::sync::mpsc;
    use std::time::Duration;

    const BOUND: Duration = Duration::from_secs(10);

    struct Told(mpsc::Sender<Vec<u8>>);

    impl Write for Told {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            drop(self.0.send(bytes.to_vec()));
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_unchanged_picture_costs_nothing() {
        let (sink, shown) = mpsc::channel();
        let outlet = Outlet::start(Told(sink)).unwrap();
        let mut terminal = ratatui::Terminal::new(Face::new(outlet, Size::new(20, 2))).unwrap();
        let show = |terminal: &mut ratatui::Terminal<Face>, text: &'static str| {
            terminal
                .draw(|frame| frame.render_widget(text, frame.area()))
                .unwrap();
        };
        show(&mut terminal, "10:00");
        assert!(
            String::from_utf8(shown.recv_timeout(BOUND).unwrap())
                .unwrap()
                .contains("10:00")
        );
        show(&mut terminal, "10:00");
        show(&mut terminal, "10:01");
        let next = String::from_utf8(shown.recv_timeout(BOUND).unwrap()).unwrap();
        assert!(
            next.contains('1') && !next.contains("10:0"),
            "only the difference goes out: {next:?}"
        );
    }
}
