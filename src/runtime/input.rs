//! What people type, as the loop wants it: pressed keys, clean pasted text, sizes, and the end.
//!
//! A thread of its own blocks in crossterm and feeds a bounded channel. Not crossterm's `EventStream`: that
//! one also reads on the loop's thread, where half a letter on a slow line, or a terminal that has just hung
//! up (crossterm then reads nothing, forever), would stop the whole program instead of one thread that is
//! left behind at exit. No other place may read the terminal.

use std::io;
use std::thread;

use crossterm::event::{self, Event, KeyEvent, KeyEventKind};
use tokio::sync::mpsc;
use unicode_normalization::UnicodeNormalization;

/// How many inputs may wait for the loop; beyond that the terminal itself keeps them.
const WAITING: usize = 64;

/// One thing that came in from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed, or is held down and repeats; releases never arrive.
    Key(KeyEvent),
    /// Text was pasted: in normal form C, without control characters, on one line.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// Nothing will come any more.
    Gone,
}

/// The receiving end of the terminal's input.
pub struct Keyboard {
    inputs: mpsc::Receiver<Input>,
}

impl Keyboard {
    /// Starts reading the terminal, whose size the caller holds to be `size` (columns, rows); a size that
    /// changed before reading began arrives as the first input.
    ///
    /// # Errors
    /// The operating system refuses another thread.
    pub fn listen(size: (u16, u16)) -> io::Result<Self> {
        let (sender, inputs) = mpsc::channel(WAITING);
        thread::Builder::new()
            .name("keyboard".into())
            .spawn(move || read_all(size, &sender))?;
        Ok(Self { inputs })
    }

    /// Waits for the next input; after the last one it is [`Input::Gone`] again and again.
    pub async fn next(&mut self) -> Input {
        self.inputs.recv().await.unwrap_or(Input::Gone)
    }

    /// Takes an input that is already there.
    pub fn try_next(&mut self) -> Option<Input> {
        match self.inputs.try_recv() {
            Ok(input) => Some(input),
            Err(mpsc::error::TryRecvError::Empty) => None,
            Err(mpsc::error::TryRecvError::Disconnected) => Some(Input::Gone),
        }
    }
}

/// Ends when the terminal's input fails or nobody listens any more.
fn read_all(size: (u16, u16), sender: &mpsc::Sender<Input>) {
    if event::poll(std::time::Duration::ZERO).is_err() {
        return;
    }
    // From the poll on, changes of the size are noticed; this is for one just before.
    if let Ok((columns, rows)) = crossterm::terminal::size()
        && (columns, rows) != size
        && sender.blocking_send(Input::Resize(columns, rows)).is_err()
    {
        return;
    }
    while let Ok(event) = event::read() {
        if let Some(input) = translate(event)
            && sender.blocking_send(input).is_err()
        {
            return;
        }
    }
}

fn translate(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Input::Key(key)),
        Event::Paste(text) => Some(Input::Paste(clean(&text))),
        Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
        Event::Key(_) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => None,
    }
}

/// Pasted text as it may enter a field: line ends and tabs become one space, other control characters go.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .nfc()
        .filter_map(|letter| match letter {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            other if other.is_control() => None,
            other => Some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    fn key(kind: KeyEventKind) -> Event {
        Event::Key(KeyEvent::new_with_kind(
            KeyCode::Char('й'),
            KeyModifiers::NONE,
            kind,
        ))
    }

    #[test]
    fn a_key_counts_when_it_goes_down_and_while_it_is_held() {
        assert!(matches!(translate(key(KeyEventKind::Press)), Some(Input::Key(_))));
        assert!(matches!(
            translate(key(KeyEventKind::Repeat)),
            Some(Input::Key(_))
        ));
        assert_eq!(translate(key(KeyEventKind::Release)), None);
        assert_eq!(translate(Event::FocusLost), None);
    }

    #[test]
    fn pasted_text_is_one_clean_line_in_normal_form() {
        let pasted = "и\u{306}од\r\nвторая\tстрока\n\u{1b}[31m\u{7}\u{9b}конец";
        assert_eq!(
            translate(Event::Paste(pasted.into())),
            Some(Input::Paste("йод вторая строка [31mконец".into()))
        );
    }
}
