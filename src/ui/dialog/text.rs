//! A text is asked for: a message, something to look for.

use super::{Action, Press, Reply, Then};
use crate::domain::command::Command;
use crate::domain::event::Words;
use crate::domain::fact::Audience;
use crate::ui::lists::RowAt;
use crate::ui::msg::{Effect, ListWish};
use crate::ui::widget::line::commands_the_terminal;

/// The most characters of a typed message or search.
const TEXT_MAX_CHARS: usize = 120;
/// The most characters of a path.
const PATH_MAX_CHARS: usize = 400;

/// What a text is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TextAsk {
    /// A message to somebody.
    Message(Audience),
    /// A group, school, station or desk to look for.
    Search,
    /// Where the lists of the schools lie.
    Lists,
    /// What belongs into a row of a list.
    ListAnswer(RowAt),
}

/// A text is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextEntry {
    /// The question.
    pub title: &'static str,
    /// What it is for.
    pub ask: TextAsk,
    /// What was typed.
    pub typed: String,
}

/// Takes a letter into a text of at most so many characters; what would command the terminal is left out.
pub(super) fn push(text: &mut String, c: char, most: usize) {
    // A pasted line break stands between words.
    let c = if matches!(c, '\n' | '\t') { ' ' } else { c };
    if !commands_the_terminal(c) && text.chars().count() < most {
        text.push(c);
    }
}

impl TextEntry {
    pub(super) fn push(&mut self, c: char) {
        let most = match self.ask {
            TextAsk::Lists => PATH_MAX_CHARS,
            _ => TEXT_MAX_CHARS,
        };
        push(&mut self.typed, c, most);
    }

    pub(super) fn press(&mut self, press: Press, action: Option<Action>) -> Option<Vec<Reply>> {
        match action {
            Some(Action::Accept) => return Some(self.accept()),
            Some(Action::Erase) => {
                self.typed.pop();
                return Some(Vec::new());
            }
            Some(_) => return None,
            None => {}
        }
        self.push(press.typed()?);
        Some(Vec::new())
    }

    fn accept(&self) -> Vec<Reply> {
        let typed = self.typed.trim();
        if typed.is_empty() {
            return vec![Reply::Close];
        }
        match &self.ask {
            TextAsk::Message(to) => {
                let command = Command::Send {
                    to: to.clone(),
                    text: Words::same(typed),
                };
                vec![Reply::Close, Reply::command(command)]
            }
            TextAsk::Lists => Then::Lists(ListWish::Look(typed.to_owned())).replies(),
            TextAsk::ListAnswer(row) => {
                let answer = ListWish::Answer(*row, typed.to_owned());
                vec![Reply::Close, Reply::Effect(Effect::Lists(answer))]
            }
            TextAsk::Search => vec![Reply::Close, Reply::Search(typed.to_owned())],
        }
    }
}
