//! One of several is asked for: by arrows and Enter, or by the digit before it.

use super::{Action, Label, Press, Reply, Then, moved};

/// One of several is asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Pick {
    /// The question.
    pub title: &'static str,
    /// What it is about, where the title does not say so.
    pub about: Option<Label>,
    /// The choices.
    pub items: Vec<(Label, Then)>,
    /// The chosen one.
    pub selected: usize,
}

impl Pick {
    pub(super) fn press(&mut self, press: Press, action: Option<Action>) -> Option<Vec<Reply>> {
        if let Some(digit) = press.digit().filter(|digit| *digit > 0) {
            let chosen = self.items.get(usize::from(digit) - 1);
            return Some(chosen.map_or_else(Vec::new, |(_, then)| then.clone().replies()));
        }
        match action? {
            Action::Accept => {
                let chosen = self.items.get(self.selected);
                Some(chosen.map_or_else(|| vec![Reply::Close], |(_, then)| then.clone().replies()))
            }
            other => {
                self.selected = moved(self.selected, other, self.items.len())?;
                Some(Vec::new())
            }
        }
    }
}
