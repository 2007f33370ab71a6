//! From keys to actions. The only place of the screens that knows the terminal library's key types: it reads a
//! [`Press`] once, and the screens ask the press what it means where they are.
//!
//! ```
//! use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
//! use sheber::ui::keymap::{Action, Context, Press};
//!
//! // The R key while the Russian layout is on.
//! let event = KeyEvent::new(KeyCode::Char('к'), KeyModifiers::NONE);
//! let press = Press::read(&event).unwrap();
//! assert_eq!(press.action(Context::Station), Some(Action::Ready));
//! ```
//!
//! Laws: a key means its place on the keyboard, not its letter, on the three layouts of `layout`; only the
//! press of a key counts, not its repeat or release; Ctrl+C quits everywhere; while a text is entered no letter is a
//! shortcut; each action can be reached without letters, by a function key, an arrow, Enter, Esc, or through the menu.
//!
//! Where a number is awaited ([`Context::Number`], or the station screen while a group is due), ask
//! [`Press::digit`] before [`Press::action`]: `.` and `,` are digits on the Kazakh layout and `/` and `?` on the Russian.

mod action;
mod layout;
mod table;

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

pub use action::{Action, Context};
pub use table::Binding;
use table::TABLE;

/// A key as it is called on QWERTY.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A small letter, a digit or a mark.
    Char(char),
    /// A letter with the control key.
    Ctrl(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Tab with shift.
    BackTab,
    /// Backspace, and Delete, which small keyboards have instead.
    Backspace,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
}

impl Key {
    /// Whether the key types a character, which depends on the layout.
    pub const fn is_char(self) -> bool {
        matches!(self, Self::Char(_))
    }
}

/// The label of the key: what is printed on it, the same in each language.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(letter) => write!(f, "{letter}"),
            Self::Ctrl(letter) => write!(f, "Ctrl+{}", letter.to_ascii_uppercase()),
            Self::F(number) => write!(f, "F{number}"),
            Self::Enter => f.write_str("Enter"),
            Self::Esc => f.write_str("Esc"),
            Self::Tab => f.write_str("Tab"),
            Self::BackTab => f.write_str("Shift+Tab"),
            Self::Backspace => f.write_str("Backspace"),
            Self::Up => f.write_str("↑"),
            Self::Down => f.write_str("↓"),
            Self::Left => f.write_str("←"),
            Self::Right => f.write_str("→"),
            Self::PageUp => f.write_str("PageUp"),
            Self::PageDown => f.write_str("PageDown"),
            Self::Home => f.write_str("Home"),
            Self::End => f.write_str("End"),
        }
    }
}

/// One press of a key, not yet given a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press {
    /// The key; a character as it was typed, in whatever layout.
    key: Key,
}

impl Press {
    /// Reads an event of the terminal; `None` for repeats, releases and keys that mean nothing here.
    pub fn read(event: &KeyEvent) -> Option<Self> {
        if event.kind != KeyEventKind::Press {
            return None;
        }
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let key = match event.code {
            // AltGr is reported as both together, and types a character like any other.
            KeyCode::Char(typed) if control == alt => Key::Char(typed),
            KeyCode::Char(typed) if control => Key::Ctrl(typed),
            KeyCode::Char(_) => return None,
            code => named(code)?,
        };
        Some(Self { key })
    }

    /// What the press asks for in `context`, its own keys first, then those of every screen.
    pub fn action(self, context: Context) -> Option<Action> {
        let own = TABLE.iter().filter(|binding| binding.context == context);
        let global = TABLE.iter().filter(|binding| binding.context == Context::Global);
        let types = context.takes_letters() && self.key.is_char();
        own.chain(global)
            .filter(|_| !types)
            .find(|binding| binding.keys.iter().any(|key| self.is_on(*key)))
            .map(|binding| binding.action)
    }

    /// The digit on whose key the press fell, on the number pad or on the number row of any layout.
    pub fn digit(self) -> Option<u8> {
        match self.key {
            Key::Char(typed) => layout::digit(typed),
            _ => None,
        }
    }

    /// The character that was typed, for text that is being entered; never a control character.
    pub fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(typed) if !typed.is_control() => Some(typed),
            _ => None,
        }
    }

    fn is_on(self, key: Key) -> bool {
        match (self.key, key) {
            (Key::Char(typed), Key::Char(letter)) | (Key::Ctrl(typed), Key::Ctrl(letter)) => {
                layout::is_on_key(typed, letter)
            }
            (pressed, key) => pressed == key,
        }
    }
}

const fn named(code: KeyCode) -> Option<Key> {
    Some(match code {
        KeyCode::F(number) => Key::F(number),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace | KeyCode::Delete => Key::Backspace,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => return None,
    })
}

/// What `event` asks for in `context`; [`Press::read`] and [`Press::action`] in one.
pub fn resolve(context: Context, event: &KeyEvent) -> Option<Action> {
    Press::read(event)?.action(context)
}

/// The keys of `context` alone, in the order of the help screen.
pub fn bindings(context: Context) -> impl Iterator<Item = &'static Binding> {
    TABLE.iter().filter(move |binding| binding.context == context)
}

/// The actions that the menu of `context` lists: its own, then those of every screen, without the menu itself.
pub fn menu(context: Context) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    for binding in bindings(context).chain(bindings(Context::Global)) {
        if binding.action != Action::Menu && !actions.contains(&binding.action) {
            actions.push(binding.action);
        }
    }
    actions
}

/// The key to show for `action` in `context`, such as in the footer.
pub fn label(context: Context, action: Action) -> Option<Key> {
    let mut both = bindings(context).chain(bindings(Context::Global));
    let keys = both.find(|binding| binding.action == action)?.keys;
    let shown = keys.iter().find(|key| !context.takes_letters() || !key.is_char());
    shown.copied()
}
