//! Writing HTML: elements that are closed where they end, and texts that stay texts.
//!
//! Laws: every text and every value of an attribute is escaped, and loses what a browser or a printer would obey
//! instead of showing: control characters and marks that turn the direction of writing. Names of elements and
//! attributes are the program's own. A page loads nothing and runs nothing.

use crate::domain::event::Lang;

/// An attribute: its name and its value.
pub type Attribute<'a> = (&'static str, &'a str);

/// What a page may do when opened: show itself with its own style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A piece of HTML that grows.
#[derive(Debug, Default)]
pub struct Html(String);

impl Html {
    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\t' | '\n' | '\r' => self.0.push(' '),
                steering if is_steering(steering) => {}
                plain => self.0.push(plain),
            }
        }
    }

    /// Adds an element with what `inside` writes.
    pub fn element(
        &mut self,
        tag: &'static str,
        attributes: &[Attribute<'_>],
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(tag, attributes);
        inside(self);
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
        if is_block(tag) {
            self.0.push('\n');
        }
    }

    /// Adds an element that holds one text.
    pub fn leaf(&mut self, tag: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.element(tag, attributes, |html| html.text(text));
    }

    /// Adds an element that has no inside and no end.
    pub fn single(&mut self, tag: &'static str, attributes: &[Attribute<'_>]) {
        self.open(tag, attributes);
        self.0.push('\n');
    }

    fn open(&mut self, tag: &'static str, attributes: &[Attribute<'_>]) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
        self.0.push('>');
    }
}

/// A whole page that needs nothing beside itself. The parts of `style` are the program's own and go in as they are.
pub fn page(lang: Lang, title: &str, style: &[&'static str], body: impl FnOnce(&mut Html)) -> String {
    let mut html = Html("<!DOCTYPE html>\n".to_owned());
    html.element("html", &[("lang", lang.code())], |html| {
        html.element("head", &[], |html| {
            html.single("meta", &[("charset", "utf-8")]);
            html.single(
                "meta",
                &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)],
            );
            html.single(
                "meta",
                &[
                    ("name", "viewport"),
                    ("content", "width=device-width, initial-scale=1"),
                ],
            );
            html.leaf("title", &[], title);
            html.element("style", &[], |html| html.0.extend(style.iter().copied()));
        });
        html.element("body", &[], body);
    });
    html.0
}

/// Whether the character is obeyed instead of shown.
fn is_steering(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Elements after which the source goes on in a new line.
fn is_block(tag: &str) -> bool {
    !matches!(tag, "span" | "b" | "del" | "ins" | "small")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_stays_a_text() {
        let mut html = Html::default();
        html.leaf(
            "b",
            &[("title", "\" onclick='x' \u{202e}\u{7}")],
            "<script>&\u{1b}[2J\n9Ә",
        );
        assert_eq!(
            html.0,
            "<b title=\"&quot; onclick=&#39;x&#39; \">&lt;script&gt;&amp;[2J 9Ә</b>"
        );
    }
}
