//! Keyboard layouts. A terminal reports the letter that a key types, never the key, so a shortcut on "the R key"
//! has to know that this key types `к` on a Russian or Kazakh layout.
//!
//! Three layouts: QWERTY, Russian ЙЦУКЕН as Windows and `xkb` have it, Kazakh as `xkb kz` and Windows have it. The letter
//! rows of the last two agree. The Kazakh number row types no digits: 1 to 0 give `" ә і ң ғ , . ү ұ қ`, with shift
//! `! Ә І Ң Ғ ; : Ү Ұ Қ`, and the two keys after them `ө һ`. Other Cyrillic layouts (Bulgarian, phonetic) differ and are
//! not promised.
//!
//! Three marks sit on different keys in different layouts and so mean two things:
//!
//! | typed | Russian | Kazakh |
//! |---|---|---|
//! | `.` | the `/` key | the `7` key |
//! | `,` | the `/` key with shift: `?` | the `6` key |
//! | `"` | the `2` key with shift | the `1` key |
//!
//! [`digit`] answers for the number row, [`is_on_key`] for the shortcuts. Whoever waits for a number asks for the
//! digit first.

/// The letter rows: each QWERTY letter and what its key types on the Russian and on the Kazakh layout.
const LETTERS: [(char, char); 26] = [
    ('q', 'й'),
    ('w', 'ц'),
    ('e', 'у'),
    ('r', 'к'),
    ('t', 'е'),
    ('y', 'н'),
    ('u', 'г'),
    ('i', 'ш'),
    ('o', 'щ'),
    ('p', 'з'),
    ('a', 'ф'),
    ('s', 'ы'),
    ('d', 'в'),
    ('f', 'а'),
    ('g', 'п'),
    ('h', 'р'),
    ('j', 'о'),
    ('k', 'л'),
    ('l', 'д'),
    ('z', 'я'),
    ('x', 'ч'),
    ('c', 'с'),
    ('v', 'м'),
    ('b', 'и'),
    ('n', 'т'),
    ('m', 'ь'),
];

/// The digit on whose key `typed` lies, or `None` if it lies on no digit key.
pub(super) fn digit(typed: char) -> Option<u8> {
    Some(match lower(typed) {
        '1' | '"' | '!' => 1,
        '2' | 'ә' => 2,
        '3' | 'і' => 3,
        '4' | 'ң' => 4,
        '5' | 'ғ' => 5,
        '6' | ',' | ';' => 6,
        '7' | '.' | ':' => 7,
        '8' | 'ү' => 8,
        '9' | 'ұ' => 9,
        '0' | 'қ' => 0,
        _ => return None,
    })
}

/// Whether `typed` comes from the key that is called `key` on QWERTY, on any of the three layouts.
///
/// `key` is a small letter, a digit, or one of `/ ? + -`. Capital letters (Caps Lock) count as small ones.
pub(super) fn is_on_key(typed: char, key: char) -> bool {
    let typed = lower(typed);
    match key {
        '0'..='9' => digit(typed).is_some_and(|number| char::from(b'0' + number) == key),
        '/' => matches!(typed, '/' | '.' | '№'),
        '?' => matches!(typed, '?' | ','),
        // Plus and equals share a key, and no one should have to hold shift for a count.
        '+' => matches!(typed, '+' | '=' | 'һ'),
        '-' => matches!(typed, '-' | '_' | 'ө'),
        letter => typed == letter || LETTERS.contains(&(letter, typed)),
    }
}

fn lower(typed: char) -> char {
    let mut letters = typed.to_lowercase();
    match (letters.next(), letters.next()) {
        (Some(small), None) => small,
        _ => typed,
    }
}
