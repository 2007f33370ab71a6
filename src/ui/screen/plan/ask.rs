//! Questions over the table: each is a value with what was typed and which line is chosen; the lines follow from the
//! model when they are asked for.

use super::model::{Foreseen, Model};
use super::msg::{At, Candidate, Edit, Scope};
use super::words;
use crate::domain::id::{GroupNo, RoundNo, StationNo};
use crate::ui::dialog::moved;
use crate::ui::keymap::{Action, Context, Press, menu};
use crate::ui::widget::line::commands_the_terminal;

/// The most characters of what is typed.
const TYPED_MAX: usize = 200;

/// What a text is typed for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextOf {
    /// A group, a school or a station to be shown.
    Find,
    /// The group that is to come to a station in a round.
    Bring(StationNo, RoundNo),
    /// The file to save in.
    Path,
}

/// A question over the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// Every action; the chosen one.
    Menu(usize),
    /// Every key and every sign; the first line shown.
    Help(usize),
    /// Where a group is to go.
    Pick {
        /// Whose cell.
        at: At,
        /// The digits that were typed.
        typed: String,
        /// The chosen line.
        selected: usize,
        /// Enter was pressed on what breaks a rule.
        is_warned: bool,
    },
    /// A step with its consequence.
    Confirm {
        /// The step.
        step: Foreseen,
        /// Enter was pressed on what breaks a rule.
        is_warned: bool,
    },
    /// What to lock or unlock; the chosen line.
    Locks(At, usize),
    /// The rules that are broken; the chosen one.
    Breaches(usize),
    /// Rules are broken and stay broken if this is kept; the first line shown.
    Keep(usize),
    /// There is something to be kept before leaving; the chosen line.
    Leave(usize),
    /// A text.
    Text {
        /// What for.
        of: TextOf,
        /// What was typed.
        typed: String,
        /// It names nothing.
        is_wrong: bool,
    },
}

/// What an answer asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Then {
    /// As if this action's key had been pressed.
    Act(Action),
    /// Take this step.
    Take(Edit),
    /// Tell what this step would come to, and ask.
    Weigh(Edit),
    /// Show this cell.
    Show(GroupNo, Option<RoundNo>),
    /// Show this station.
    ShowStation(StationNo, Option<RoundNo>),
    /// Look for this.
    Find(String),
    /// Keep the plan, whatever it breaks.
    Keep,
    /// Keep the plan in this file.
    KeepIn(String),
    /// Keep the plan, then leave.
    KeepAndLeave,
    /// Leave, whatever is lost.
    Leave,
    /// Nothing more.
    Nothing,
}

/// A line of a question with what it leads to.
pub(super) type Item = (String, Then);

impl Question {
    /// Asks for a text.
    pub(super) const fn text(of: TextOf) -> Self {
        Self::Text {
            of,
            typed: String::new(),
            is_wrong: false,
        }
    }

    /// The keys that work in it.
    pub const fn context(&self) -> Context {
        match self {
            Self::Text { .. } => Context::Text,
            Self::Pick { .. } => Context::Number,
            _ => Context::List,
        }
    }

    /// The question, as a key of the catalogues.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Menu(_) => "title-menu",
            Self::Help(_) => "title-keys",
            Self::Pick { .. } => "sheet-ask-pick",
            Self::Confirm { .. } => "sheet-ask-confirm",
            Self::Locks(..) => "sheet-ask-locks",
            Self::Breaches(_) => "sheet-ask-breaches",
            Self::Keep(_) => "sheet-ask-keep",
            Self::Leave(_) => "sheet-ask-leave",
            Self::Text { of, .. } => match of {
                TextOf::Find => "sheet-ask-find",
                TextOf::Bring(..) => "sheet-ask-bring",
                TextOf::Path => "sheet-ask-path",
            },
        }
    }

    /// Its lines; a text and a step have none, and the stations have theirs with what they come to.
    pub(super) fn items(&self, model: &Model) -> Vec<Item> {
        let texts = model.texts();
        match self {
            Self::Menu(_) => {
                let actions = menu(Context::Plan)
                    .into_iter()
                    .filter(|action| action.is_in_menus());
                let item = |action: Action| (texts.get(action.text_key()).to_owned(), Then::Act(action));
                actions.map(item).collect()
            }
            Self::Locks(at, _) => locks(model, *at),
            Self::Breaches(_) => model
                .sheet
                .breaches
                .iter()
                .map(|breach| (words::breach(texts, breach), shows(breach)))
                .collect(),
            Self::Leave(_) => [
                ("sheet-leave-keep", Then::KeepAndLeave),
                ("sheet-leave-lose", Then::Leave),
                ("sheet-leave-stay", Then::Nothing),
            ]
            .map(|(key, then)| (texts.get(key).to_owned(), then))
            .into(),
            Self::Help(_) | Self::Pick { .. } | Self::Confirm { .. } | Self::Keep(_) | Self::Text { .. } => {
                Vec::new()
            }
        }
    }

    /// The stations to choose from, as far as what was typed begins their numbers.
    pub(super) fn candidates<'a>(&self, model: &'a Model) -> Vec<&'a Candidate> {
        let (Self::Pick { at, typed, .. }, Some(looked)) = (self, model.known()) else {
            return Vec::new();
        };
        let is_meant = |candidate: &&Candidate| match candidate.to {
            Some(no) => no.0.to_string().starts_with(typed.as_str()),
            None => typed.is_empty(),
        };
        let all = looked.candidates.iter().filter(|_| looked.at == *at);
        let mut meant: Vec<&Candidate> = all.filter(is_meant).collect();
        // What was typed in full comes first, whatever it costs.
        meant.sort_by_key(|candidate| candidate.to.is_none_or(|no| no.0.to_string() != *typed));
        if typed.is_empty() {
            meant.sort_by_key(|_| 0);
        }
        meant
    }

    /// The chosen line.
    pub(super) const fn selected(&self) -> usize {
        match self {
            Self::Menu(at)
            | Self::Help(at)
            | Self::Locks(_, at)
            | Self::Breaches(at)
            | Self::Keep(at)
            | Self::Leave(at) => *at,
            Self::Pick { selected, .. } => *selected,
            Self::Confirm { .. } | Self::Text { .. } => 0,
        }
    }

    fn select(&mut self, to: usize) {
        match self {
            Self::Menu(at)
            | Self::Help(at)
            | Self::Locks(_, at)
            | Self::Breaches(at)
            | Self::Keep(at)
            | Self::Leave(at) => *at = to,
            Self::Pick {
                selected, is_warned, ..
            } => {
                *selected = to;
                *is_warned = false;
            }
            Self::Confirm { .. } | Self::Text { .. } => {}
        }
    }

    /// Takes pasted text where text is typed.
    pub(super) fn paste(&mut self, pasted: &str) {
        if matches!(self, Self::Text { .. }) {
            pasted.chars().for_each(|c| self.push(c));
        }
    }

    fn push(&mut self, c: char) {
        match self {
            Self::Text { typed, is_wrong, .. } => {
                if !commands_the_terminal(c) && typed.chars().count() < TYPED_MAX {
                    typed.push(c);
                }
                *is_wrong = false;
            }
            Self::Pick { typed, .. } => {
                if c.is_ascii_digit() && typed.len() < 5 {
                    typed.push(c);
                }
                self.select(0);
            }
            _ => {}
        }
    }

    fn erase(&mut self) {
        if let Self::Text { typed, .. } | Self::Pick { typed, .. } = self {
            typed.pop();
        }
        self.select(0);
    }

    /// Answers a key: what follows where the question is answered.
    pub(super) fn press(&mut self, press: Press, model: &Model) -> Option<Then> {
        match self {
            Self::Pick { .. } => self.pick(press, model),
            Self::Text { .. } => self.write(press),
            _ => self.list(press, model),
        }
    }

    fn list(&mut self, press: Press, model: &Model) -> Option<Then> {
        let items = self.items(model);
        let action = press.action(Context::List);
        if action == Some(Action::Accept) {
            return self.accept(items);
        }
        if let Some(action) = action {
            let count = match self {
                Self::Help(_) | Self::Keep(_) => usize::MAX,
                _ => items.len(),
            };
            if let Some(to) = moved(self.selected(), action, count) {
                self.select(to);
            }
            return None;
        }
        let digit = press.digit().filter(|digit| *digit > 0)?;
        let chosen = items.into_iter().nth(usize::from(digit) - 1);
        chosen.map(|(_, then)| then)
    }

    fn accept(&mut self, items: Vec<Item>) -> Option<Then> {
        let selected = self.selected();
        match self {
            Self::Confirm { step, is_warned } => match &step.outcome {
                None => None,
                Some(Err(_)) => Some(Then::Nothing),
                Some(Ok(_)) if step.breaks() && !*is_warned => {
                    *is_warned = true;
                    None
                }
                Some(Ok(_)) => Some(Then::Take(step.edit)),
            },
            Self::Keep(_) => Some(Then::Keep),
            Self::Help(_) => Some(Then::Nothing),
            _ => Some(
                items
                    .into_iter()
                    .nth(selected)
                    .map_or(Then::Nothing, |(_, then)| then),
            ),
        }
    }

    fn pick(&mut self, press: Press, model: &Model) -> Option<Then> {
        if let Some(digit) = press.digit() {
            self.push(char::from(b'0' + digit));
            return None;
        }
        let candidates = self.candidates(model);
        match press.action(Context::Number)? {
            Action::Accept => self.picked(&candidates, model.known().is_some()),
            Action::Erase => {
                self.erase();
                None
            }
            // Up and down count in numbers; here they go along the stations.
            Action::PlusOne => self.step(false, candidates.len()),
            Action::MinusOne => self.step(true, candidates.len()),
            _ => None,
        }
    }

    fn step(&mut self, forward: bool, count: usize) -> Option<Then> {
        let action = if forward { Action::Down } else { Action::Up };
        if let Some(to) = moved(self.selected(), action, count) {
            self.select(to);
        }
        None
    }

    fn picked(&mut self, candidates: &[&Candidate], is_known: bool) -> Option<Then> {
        let Self::Pick {
            at,
            typed,
            selected,
            is_warned,
        } = self
        else {
            return None;
        };
        match candidates.get(*selected) {
            Some(candidate) if !candidate.outcome.new.is_empty() && !*is_warned => {
                *is_warned = true;
                None
            }
            Some(candidate) => Some(Then::Take(Edit::Set(*at, candidate.to))),
            // A station that is none of these: whoever holds the plan says why, or what it would come to.
            None if is_known => {
                let no = typed.parse().ok()?;
                Some(Then::Weigh(Edit::Set(*at, Some(StationNo(no)))))
            }
            None => None,
        }
    }

    fn write(&mut self, press: Press) -> Option<Then> {
        match press.action(Context::Text) {
            Some(Action::Accept) => self.written(),
            Some(Action::Erase) => {
                self.erase();
                None
            }
            Some(_) => None,
            None => {
                let digit = press.digit().filter(|_| self.wants_number());
                let typed = digit
                    .map(|digit| char::from(b'0' + digit))
                    .or_else(|| press.typed());
                if let Some(c) = typed {
                    self.push(c);
                }
                None
            }
        }
    }

    /// Whether the keys of the number row are digits whatever they type.
    const fn wants_number(&self) -> bool {
        matches!(
            self,
            Self::Text {
                of: TextOf::Bring(..),
                ..
            }
        )
    }

    fn written(&mut self) -> Option<Then> {
        let Self::Text { of, typed, is_wrong } = self else {
            return None;
        };
        let text = typed.trim();
        if text.is_empty() {
            return Some(Then::Nothing);
        }
        match of {
            TextOf::Find => Some(Then::Find(text.to_owned())),
            TextOf::Path => Some(Then::KeepIn(text.to_owned())),
            TextOf::Bring(station, round) => {
                let group = text.parse().ok().map(GroupNo);
                *is_wrong = group.is_none();
                let at = At {
                    group: group?,
                    round: *round,
                };
                Some(Then::Weigh(Edit::Set(at, Some(*station))))
            }
        }
    }
}

/// Where a breach is to be seen.
fn shows(breach: &super::sheet::Breach) -> Then {
    use super::sheet::Breach;
    match breach {
        Breach::Crowded { station, round, .. } => Then::ShowStation(*station, Some(*round)),
        other => other
            .group()
            .map_or(Then::Nothing, |group| Then::Show(group, other.round())),
    }
}

/// What can be locked and unlocked around a cell.
fn locks(model: &Model, at: At) -> Vec<Item> {
    let texts = model.texts();
    let group = [("g", at.group.0.into())];
    let round = [("r", at.round.0.into())];
    let scopes = [
        (texts.get("sheet-scope-cell").to_owned(), Scope::Cell(at)),
        (texts.fmt("group-no", &group), Scope::Row(at.group)),
        (texts.fmt("round-no", &round), Scope::Column(at.round)),
        (texts.get("sheet-scope-all").to_owned(), Scope::All),
    ];
    let lines = [true, false].into_iter().flat_map(|on| {
        let key = if on { "sheet-lock" } else { "sheet-unlock" };
        let line = move |(name, scope): &(String, Scope)| {
            let words = texts.fmt(key, &[("x", name.into())]);
            (words, Then::Take(Edit::Lock(*scope, on)))
        };
        scopes.iter().map(line).collect::<Vec<_>>()
    });
    lines.collect()
}
