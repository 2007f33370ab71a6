//! The keys of a context as help shows them: a heading, then a line a key with what it does.

use crate::ui::keymap::{Action, Context, bindings};
use crate::ui::text::Texts;
use crate::ui::theme::Theme;
use crate::ui::widget::line::{fit, pad};
use ratatui::text::{Line, Span};

/// Cells for the keys in front of what they do.
pub const KEYS: usize = 16;

/// The keys of these contexts, without those of some actions.
pub fn help(
    contexts: &[Context],
    without: &[Action],
    texts: &'static Texts,
    theme: Theme,
    width: usize,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for context in contexts {
        lines.push(Line::styled(texts.get(context.text_key()), theme.title));
        for binding in bindings(*context).filter(|binding| !without.contains(&binding.action)) {
            let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
            let what = texts.get(binding.action.text_key());
            lines.push(Line::from(vec![
                Span::styled(pad(&keys.join(" "), KEYS), theme.accent),
                Span::raw(fit(what, width.saturating_sub(KEYS))),
            ]));
        }
    }
    lines
}
