//! Questions of the review: what to filter by, which moment, which words, and the menu.
//!
//! Each is a value with what was typed and which line is chosen; the lines follow from the model when they are asked for.

use super::model::Model;
use super::wish::{Chip, Fate, has};
use crate::domain::time::EventTime;
use crate::ui::dialog::moved;
use crate::ui::keymap::{Action, Context, Press, menu};
use crate::ui::text::kind_words;
use crate::ui::widget::line::commands_the_terminal;
use std::collections::BTreeSet;

/// The most characters of what is typed.
const TYPED_MAX: usize = 80;

/// By what entries are filtered with a list of choices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Facet {
    /// Stations and desks.
    Station,
    /// Groups.
    Group,
    /// Schools.
    School,
    /// Kinds of entries.
    Kind,
    /// Devices.
    Origin,
}

/// What a text is typed for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextOf {
    /// Words to look for.
    Search,
    /// The moment to be shown.
    Time,
    /// From which moment on.
    From,
    /// Up to which moment.
    Until,
}

/// A question over the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// Every action; the chosen one.
    Menu(usize),
    /// Every key; the first line shown.
    Help(usize),
    /// Every filter; the chosen one.
    Filters(usize),
    /// One of a list, which what is typed makes shorter.
    Choose {
        /// Of what.
        of: Facet,
        /// What was typed.
        typed: String,
        /// The chosen line.
        selected: usize,
    },
    /// A text.
    Text {
        /// What for.
        of: TextOf,
        /// What was typed.
        typed: String,
        /// It could not be read.
        is_wrong: bool,
    },
}

/// What an answer asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Then {
    /// This filter as well.
    Add(Chip),
    /// Without this filter.
    Remove(Chip),
    /// Without any filter.
    Reset,
    /// As if this action's key had been pressed.
    Act(Action),
    /// Ask this.
    Ask(Question),
    /// Show this moment.
    Go(EventTime),
}

/// A line of a question with what it leads to.
pub(super) type Item = (String, Then);

impl Question {
    /// Asks for one of a list.
    pub const fn choose(of: Facet) -> Self {
        Self::Choose {
            of,
            typed: String::new(),
            selected: 0,
        }
    }

    /// Asks for a text.
    pub const fn text(of: TextOf) -> Self {
        Self::Text {
            of,
            typed: String::new(),
            is_wrong: false,
        }
    }

    /// The keys that work in it.
    pub const fn context(&self) -> Context {
        match self {
            Self::Menu(_) | Self::Help(_) | Self::Filters(_) => Context::List,
            Self::Choose { .. } | Self::Text { .. } => Context::Text,
        }
    }

    /// The question, as a key of the catalogues.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Menu(_) => "title-menu",
            Self::Help(_) => "title-keys",
            Self::Filters(_) => "filter",
            Self::Choose { of, .. } => of.text_key(),
            Self::Text { of, .. } => of.text_key(),
        }
    }

    /// Its lines; a text has none.
    pub(super) fn items(&self, model: &Model) -> Vec<Item> {
        match self {
            Self::Menu(_) => {
                let actions = menu(Context::Review)
                    .into_iter()
                    .filter(|action| action.is_in_menus() && *action != Action::Undo);
                let texts = model.texts();
                let item = |action: Action| (texts.get(action.text_key()).to_owned(), Then::Act(action));
                actions.map(item).collect()
            }
            Self::Filters(_) => filters(model),
            Self::Choose { of, typed, .. } => {
                let mut items = choices(model, *of);
                items.retain(|(label, _)| has(label, typed));
                items
            }
            Self::Help(_) | Self::Text { .. } => Vec::new(),
        }
    }

    /// The chosen line.
    pub(super) const fn selected(&self) -> usize {
        match self {
            Self::Menu(at) | Self::Help(at) | Self::Filters(at) => *at,
            Self::Choose { selected, .. } => *selected,
            Self::Text { .. } => 0,
        }
    }

    fn select(&mut self, to: usize) {
        match self {
            Self::Menu(at) | Self::Help(at) | Self::Filters(at) => *at = to,
            Self::Choose { selected, .. } => *selected = to,
            Self::Text { .. } => {}
        }
    }

    /// Takes pasted text where text is typed.
    pub(super) fn paste(&mut self, pasted: &str) {
        pasted.chars().for_each(|c| self.push(c));
    }

    fn push(&mut self, c: char) {
        let (Self::Choose { typed, .. } | Self::Text { typed, .. }) = self else {
            return;
        };
        if !commands_the_terminal(c) && typed.chars().count() < TYPED_MAX {
            typed.push(c);
        }
        if let Self::Choose { selected, .. } = self {
            *selected = 0;
        }
    }

    fn erase(&mut self) {
        if let Self::Choose { typed, .. } | Self::Text { typed, .. } = self {
            typed.pop();
        }
        self.select(0);
    }

    /// Answers a key: whether the question is answered, and what follows.
    pub(super) fn press(&mut self, press: Press, items: &[Item]) -> Option<Vec<Then>> {
        let action = press.action(self.context());
        let is_text = self.context() == Context::Text;
        match action {
            Some(Action::Accept) => return self.accept(items),
            Some(Action::Erase) if is_text => self.erase(),
            Some(action) => {
                let count = if matches!(self, Self::Help(_)) {
                    usize::MAX
                } else {
                    items.len()
                };
                if let Some(to) = moved(self.selected(), action, count) {
                    self.select(to);
                }
            }
            None if is_text => {
                if let Some(c) = self.typed(press) {
                    self.push(c);
                }
            }
            None => {
                let digit = press.digit().filter(|digit| *digit > 0)?;
                let chosen = items.get(usize::from(digit) - 1);
                return chosen.map(|(_, then)| vec![then.clone()]);
            }
        }
        None
    }

    /// What a press types: where a time is awaited the digit of its key, for the Kazakh number row types none.
    fn typed(&self, press: Press) -> Option<char> {
        let typed = press.typed()?;
        let is_time = matches!(
            self,
            Self::Text {
                of: TextOf::Time | TextOf::From | TextOf::Until,
                ..
            }
        );
        let digit = press.digit().filter(|_| is_time && typed != ':');
        Some(digit.map_or(typed, |digit| char::from(b'0' + digit)))
    }

    fn accept(&mut self, items: &[Item]) -> Option<Vec<Then>> {
        let chosen = items.get(self.selected()).map(|(_, then)| then.clone());
        match self {
            Self::Text { of, typed, is_wrong } => {
                let answer = of.answer(typed.trim());
                *is_wrong = answer.is_none();
                answer
            }
            Self::Help(_) => Some(Vec::new()),
            Self::Menu(_) | Self::Filters(_) | Self::Choose { .. } => Some(chosen.into_iter().collect()),
        }
    }
}

impl Facet {
    const fn text_key(self) -> &'static str {
        match self {
            Self::Station => "station",
            Self::Group => "group",
            Self::School => "school",
            Self::Kind => "review-kind",
            Self::Origin => "laptop",
        }
    }
}

impl TextOf {
    const fn text_key(self) -> &'static str {
        match self {
            Self::Search => "review-words",
            Self::Time => "review-time",
            Self::From => "review-time-from",
            Self::Until => "review-time-until",
        }
    }

    /// What a typed text asks for; `None` where it cannot be read.
    fn answer(self, typed: &str) -> Option<Vec<Then>> {
        if typed.is_empty() {
            return Some(Vec::new());
        }
        let then = match self {
            Self::Search => Then::Add(Chip::Text(typed.to_owned())),
            Self::Time => Then::Go(time(typed)?),
            Self::From => Then::Add(Chip::From(time(typed)?)),
            Self::Until => Then::Add(Chip::Until(time(typed)?)),
        };
        Some(vec![then])
    }
}

/// A moment as people type it: `10:31`, `10:31:05`, `1031`, `103105`, and with whatever stands on the keys of `:` and the
/// digits on their keyboard.
fn time(typed: &str) -> Option<EventTime> {
    if let Ok(at) = typed.parse() {
        return Some(at);
    }
    let is_digits = typed.bytes().all(|byte| byte.is_ascii_digit());
    let digits: String = typed
        .chars()
        .map(|c| if c.is_ascii_digit() { c } else { ':' })
        .collect();
    match (is_digits, typed.len()) {
        (true, 3..=6) => {
            let padded = format!("{typed:0>width$}", width = if typed.len() > 4 { 6 } else { 4 });
            let pairs: Vec<&str> = (0..padded.len() / 2)
                .filter_map(|pair| padded.get(pair * 2..pair * 2 + 2))
                .collect();
            pairs.join(":").parse().ok()
        }
        (true, _) => None,
        (false, _) => digits.parse().ok(),
    }
}

/// What can be filtered by; then every filter in force, to be taken away.
fn filters(model: &Model) -> Vec<Item> {
    let texts = model.texts();
    let ask = |key: &str, question: Question| (format!("{}…", texts.get(key)), Then::Ask(question));
    let mut items = vec![
        ask("station", Question::choose(Facet::Station)),
        ask("group", Question::choose(Facet::Group)),
        ask("school", Question::choose(Facet::School)),
        ask("review-kind", Question::choose(Facet::Kind)),
        ask("laptop", Question::choose(Facet::Origin)),
        ask("review-time-from", Question::text(TextOf::From)),
        ask("review-time-until", Question::text(TextOf::Until)),
        ask("review-words", Question::text(TextOf::Search)),
    ];
    let fates = [Fate::Undone, Fate::Superseded];
    items.extend(fates.map(|fate| {
        let words = texts.fmt("review-only", &[("x", texts.get(fate.text_key()).into())]);
        (words, Then::Add(Chip::Fate(fate)))
    }));
    items.extend(model.wish.chips().into_iter().map(|chip| {
        let words = chip.words(texts, model.event());
        let words = texts.fmt("review-without", &[("x", words.into())]);
        (words, Then::Remove(chip))
    }));
    if !model.wish.is_empty() {
        items.push((texts.get("review-reset").to_owned(), Then::Reset));
    }
    items
}

/// What a list of choices offers.
fn choices(model: &Model, of: Facet) -> Vec<Item> {
    let texts = model.texts();
    let event = model.event();
    let chip = |chip: Chip, more: &str| {
        let words = chip.words(texts, event);
        let label = if more.is_empty() {
            words
        } else {
            format!("{words}  {more}")
        };
        (label, Then::Add(chip))
    };
    match of {
        Facet::Station => {
            let stations = event.into_iter().flat_map(|event| &event.stations);
            let stations = stations.map(|(no, station)| (no.0, station.name.get(model.look.lang)));
            let desks = event.into_iter().flat_map(|event| &event.desks);
            let desks = desks.map(|(no, desk)| (no.0, desk.name.get(model.look.lang)));
            stations
                .chain(desks)
                .map(|(no, name)| chip(Chip::Place(no), name))
                .collect()
        }
        Facet::Group => {
            let groups = event.into_iter().flat_map(|event| &event.groups);
            groups
                .map(|(no, group)| chip(Chip::Group(*no), &format!("{} {}", group.school, group.class)))
                .collect()
        }
        Facet::School => {
            let groups = event.into_iter().flat_map(|event| event.groups.values());
            let schools: BTreeSet<&str> = groups.map(|group| &*group.school).collect();
            schools
                .into_iter()
                .map(|school| chip(Chip::School(school.to_owned()), ""))
                .collect()
        }
        Facet::Kind => {
            let kinds = model.whole.iter().flat_map(|whole| &whole.kinds);
            let mut kinds: Vec<Item> = kinds
                .map(|(kind, count)| {
                    let label = format!("{}  ({count})", kind_words(texts, kind));
                    (label, Then::Add(Chip::Kind(kind.clone())))
                })
                .collect();
            kinds.sort_by(|one, other| one.0.cmp(&other.0));
            kinds
        }
        Facet::Origin => {
            let origins = model.whole.iter().flat_map(|whole| &whole.origins);
            origins
                .map(|(origin, count)| chip(Chip::Origin(*origin), &format!("({count})")))
                .collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_people_type_it() {
        let at = |h, m, s| Some(EventTime::hms(h, m, s));
        assert_eq!(time("10:31"), at(10, 31, 0));
        assert_eq!(time("10.31.05"), at(10, 31, 5));
        assert_eq!(time("10 31"), at(10, 31, 0));
        assert_eq!(time("1031"), at(10, 31, 0));
        assert_eq!(time("931"), at(9, 31, 0));
        assert_eq!(time("103105"), at(10, 31, 5));
        for bad in ["", "x", "2561", "10:31:05:00", "10", "1031055"] {
            assert_eq!(time(bad), None, "{bad}");
        }
    }
}
