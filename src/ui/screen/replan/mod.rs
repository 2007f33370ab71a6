//! Proposals for the rest of a day that has come apart: who goes where instead, up to three ways beside each other.
//!
//! `model` what is proposed, chosen and asked, `update` its keys and its news, `words` everything it says, `view`
//! and `column` how it is drawn. It lies over the pages of the overview and knows nothing of how proposals are found:
//! it asks the runtime with [`Ask`] and hears [`News`].
//!
//! Laws: nothing changes before the consequences of a proposal have been shown and accepted, and then as one entry;
//! a proposal that was made for another floor is never accepted, and why is said; what was looked at stays what it
//! was, however the search goes on.

mod column;
mod model;
mod update;
mod view;
mod words;

pub use model::{Ask, Asking, Board, Character, LeftOut, Moved, News, Phase, Proposal, Stale, Turn};
pub use update::{act, look_again, open, press, shut, take};
pub use view::draw;
pub(in crate::ui) use words::stale;

use crate::ui::keymap::Action;
use crate::ui::model::Model;
use crate::ui::screen::Screen;

/// The actions that the footer names while proposals are compared.
const HINTS: &[Action] = &[
    Action::Accept,
    Action::SearchAgain,
    Action::StopSearch,
    Action::Back,
    Action::Undo,
    Action::Menu,
];
/// The actions that the footer names under the consequences of one.
const ASKING_HINTS: &[Action] = &[Action::Accept, Action::Back, Action::SearchAgain, Action::Menu];

/// Whether proposals lie over the overview.
pub fn covers(model: &Model) -> bool {
    model.replan.is_some() && matches!(model.screen, Screen::Overview(_))
}

/// The actions that the footer names.
pub fn hints(model: &Model) -> &'static [Action] {
    match &model.replan {
        Some(board) if board.asking.is_some() => ASKING_HINTS,
        _ => HINTS,
    }
}

/// Whether an action would do something now.
pub fn can(model: &Model, action: Action) -> bool {
    let Some(board) = &model.replan else {
        return false;
    };
    match action {
        Action::Accept => board.asking.is_some() || !board.shown().is_empty(),
        Action::StopSearch => matches!(board.phase, Phase::Searching(_)),
        _ => true,
    }
}

/// The heading in the banner.
pub fn title(model: &Model) -> String {
    let texts = model.texts();
    let asking = model.replan.as_ref().is_some_and(|board| board.asking.is_some());
    let key = if asking { "title-lever" } else { "title-replan" };
    texts.get(key).to_owned()
}
