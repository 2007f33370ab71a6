//! Lists of schools before they are taken over: every row with what became of it, every change, every question.
//!
//! The first line takes everything over, after the look at what that would do; a row that waits for an answer opens
//! its question.

use super::{Action, Dialog, Label, Line, Reply, Step, TextAsk, TextEntry, Then, moved};
use crate::domain::command::Command;
use crate::domain::fact::Reason;
use crate::domain::query::roster::Scope;
use crate::ui::lists::{RowAt, Sheet};
use crate::ui::model::{Model, Said};
use crate::ui::msg::{Effect, ListNews, ListWish};
use std::path::PathBuf;

/// A line of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// Takes everything over.
    Write,
    /// What the lists are lists of.
    Scope,
    /// A file that was not read.
    Unread(usize),
    /// A row.
    Row(usize),
    /// A change.
    Change(usize),
}

/// Lists as they are looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListPage {
    sheet: Option<Box<Sheet>>,
    items: Vec<Item>,
    /// The chosen line.
    pub selected: usize,
}

impl ListPage {
    /// What was read, once it was.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_deref()
    }

    /// The lines in their order: what to do, what is wrong, what is asked, what changes, then every other row.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Shows this from now on; the chosen row stays chosen.
    pub fn show(&mut self, sheet: Box<Sheet>) {
        let chosen = self.row();
        let changes = &sheet.changes;
        let count = changes.added.len() + changes.changed.len() + changes.gone.len();
        let count = count + changes.back.len() + sheet.kept.len();
        let rows = || sheet.lines.iter().enumerate();
        let asked = rows().filter(|(_, line)| !line.asked.is_empty());
        let others = rows().filter(|(_, line)| line.asked.is_empty());
        let head = if sheet.lines.is_empty() || !sheet.unread.is_empty() {
            &[][..]
        } else {
            &[Item::Write, Item::Scope][..]
        };
        self.items = head
            .iter()
            .copied()
            .chain((0..sheet.unread.len()).map(Item::Unread))
            .chain(asked.map(|(index, _)| Item::Row(index)))
            .chain((0..count).map(Item::Change))
            .chain(others.map(|(index, _)| Item::Row(index)))
            .collect();
        let again = chosen.and_then(|at| {
            let is_it = |item: &Item| {
                let Item::Row(index) = item else { return false };
                sheet.lines.get(*index).is_some_and(|line| line.at == at)
            };
            self.items.iter().position(is_it)
        });
        let last = self.items.len().saturating_sub(1);
        self.selected = again.unwrap_or(self.selected).min(last);
        self.sheet = Some(sheet);
    }

    /// The chosen row.
    fn row(&self) -> Option<RowAt> {
        match self.items.get(self.selected)? {
            Item::Row(index) => Some(self.sheet()?.lines.get(*index)?.at),
            _ => None,
        }
    }

    pub(super) fn press(&mut self, action: Option<Action>) -> Option<Vec<Reply>> {
        if action? == Action::Accept {
            return Some(self.accept());
        }
        self.selected = moved(self.selected, action?, self.items.len())?;
        Some(Vec::new())
    }

    fn accept(&self) -> Vec<Reply> {
        let Some((sheet, item)) = self.sheet().zip(self.items.get(self.selected)) else {
            return Vec::new();
        };
        match item {
            Item::Write if sheet.changes.is_empty() => vec![Reply::Tell("lists-nothing")],
            Item::Write => vec![Reply::Step(Step::Pull(Command::ListGroups {
                changes: Box::new(sheet.changes.clone()),
                reason: Reason::Other,
            }))],
            Item::Scope => {
                let other = match sheet.scope {
                    Scope::Whole => Scope::Schools,
                    Scope::Schools => Scope::Whole,
                };
                vec![Reply::Effect(Effect::Lists(ListWish::Scope(other)))]
            }
            Item::Row(index) => question(sheet, *index),
            Item::Unread(_) | Item::Change(_) => Vec::new(),
        }
    }
}

/// The first question of a row with its choices.
fn question(sheet: &Sheet, index: usize) -> Vec<Reply> {
    let line = sheet.lines.get(index);
    let Some((line, asked)) = line.and_then(|line| Some((line, line.asked.first()?))) else {
        return Vec::new();
    };
    let offered = asked.choices.iter().map(|choice| {
        let answer = ListWish::Answer(line.at, choice.word.clone());
        (
            Label::Line(Line::Choice(choice.clone())),
            Then::Effect(Effect::Lists(answer)),
        )
    });
    let typed = TextEntry {
        title: "lists-type",
        ask: TextAsk::ListAnswer(line.at),
        typed: String::new(),
    };
    let typed = asked.may_type.then(|| {
        (
            Label::Key("lists-type"),
            Then::Open(Box::new(Dialog::Text(typed))),
        )
    });
    vec![Reply::open(Dialog::pick_about(
        "ask-list",
        Label::Line(Line::Saying(asked.saying.clone())),
        offered.chain(typed).collect(),
    ))]
}

/// Takes what has become of a wish to where it was asked; whoever has left the question is told nothing.
pub fn take(model: &mut Model, news: ListNews) {
    let page = |dialog: &Dialog| matches!(dialog, Dialog::Lists(_));
    let Some(place) = model.dialogs.iter().rposition(page) else {
        return;
    };
    match news {
        ListNews::Told(key) => model.say(Said::Told(key)),
        ListNews::Files(files) => {
            model.dialogs.truncate(place);
            if files.is_empty() {
                model.say(Said::Told("lists-none"));
            } else {
                model.dialogs.push(which(files));
            }
        }
        ListNews::Sheet(sheet) => {
            if let Some(Dialog::Lists(page)) = model.dialogs.get_mut(place) {
                page.show(sheet);
            }
        }
    }
}

/// Whether lists are looked at that were compared with the floor.
pub fn are_shown(model: &Model) -> bool {
    let mut dialogs = model.dialogs.iter();
    dialogs.any(|dialog| matches!(dialog, Dialog::Lists(page) if page.sheet.is_some()))
}

/// Which of the lists in a folder?
fn which(files: Vec<(String, PathBuf)>) -> Dialog {
    let all: Vec<PathBuf> = files.iter().map(|(_, path)| path.clone()).collect();
    let together = (all.len() > 1).then(|| {
        let label = Label::Line(Line::Together(all.len()));
        (label, Then::Lists(ListWish::Read(all)))
    });
    let each = files
        .into_iter()
        .map(|(name, path)| (Label::Plain(name), Then::Lists(ListWish::Read(vec![path]))));
    Dialog::pick("ask-which-list", each.chain(together).collect())
}
