//! Names of schools and classes as they are compared.

use unicode_normalization::UnicodeNormalization;

/// A school and a class as they are compared.
pub(super) type Key = (String, String);

/// Between the name of a class and the number of its part.
pub(super) const PART_SIGNS: [char; 2] = ['/', '.'];

/// Signs that belong to the spelling of a name and not to the name.
const MARKS: &str = "\"'`«»“”„‘’-\u{2010}\u{2011}–—";

/// A group's name as it is compared.
pub(super) fn key(school: &str, class: &str) -> Key {
    (school_key(school), compared(class))
}

/// A school's name as it is compared.
pub(super) fn school_key(school: &str) -> String {
    compared(school).replace(['№', '#'], "")
}

/// A name without its spelling: small letters, no spaces, quotes or hyphens, Latin letters as the Cyrillic ones they
/// look like. Kazakh letters stay: 9Ә and 9А are two classes.
fn compared(name: &str) -> String {
    let letters = name.nfc().flat_map(char::to_lowercase);
    letters
        .filter(|c| {
            let is_spelling = c.is_whitespace() || c.is_control() || MARKS.contains(*c);
            !is_spelling
        })
        .map(twin)
        .collect()
}

/// The Cyrillic letter for which a Latin one is taken.
const fn twin(letter: char) -> char {
    match letter {
        'a' => 'а',
        'b' => 'в',
        'c' => 'с',
        'e' => 'е',
        'h' => 'н',
        'i' => 'і',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        other => other,
    }
}
