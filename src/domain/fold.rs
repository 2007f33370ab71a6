//! Texts as they are compared in a search, so that nobody needs the right keyboard: «Дәнекер» is found by `данекер`,
//! the class `9В` by a Latin `9B`.

use unicode_normalization::UnicodeNormalization;

/// Folds a text for comparison.
///
/// Composed (NFC), in small letters, Kazakh letters as their Russian neighbours (ә→а ғ→г қ→к ң→н ө→о ұ ү→у һ→х і→и), ё→е,
/// Latin letters that look like Cyrillic ones as those (A B C E H K M O P T X Y), white space as single spaces,
/// without control characters, joiners and marks of direction. Two texts match when their folds do.
///
/// ```
/// use sheber::domain::fold::fold;
/// assert_eq!(fold("  Дәнекерлеуші "), fold("данекерлеуши"));
/// assert_eq!(fold("9B"), fold("9В"));
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let letters = text.nfc().flat_map(char::to_lowercase);
    let mut gap = false;
    for letter in letters {
        if letter.is_whitespace() {
            gap = !folded.is_empty();
        } else if is_seen(letter) {
            if gap {
                folded.push(' ');
                gap = false;
            }
            folded.push(neighbour(letter));
        }
    }
    folded
}

/// Whether a character shows: no control character, no zero-width space or joiner, no mark of direction.
fn is_seen(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The letter for which a small letter is taken.
const fn neighbour(letter: char) -> char {
    match letter {
        'ә' | 'a' => 'а',
        'b' => 'в',
        'c' => 'с',
        'ё' | 'e' => 'е',
        'ғ' => 'г',
        'h' | 'ң' => 'н',
        'һ' | 'x' => 'х',
        'і' | 'i' => 'и',
        'қ' | 'k' => 'к',
        'm' => 'м',
        'ө' | 'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'ұ' | 'ү' | 'y' => 'у',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kazakh_letters_are_found_with_a_russian_keyboard() {
        assert_eq!(fold("ӘҒҚҢӨҰҮҺІ"), fold("агкноуухи"));
        assert_eq!(fold("Ёлка"), "елка");
    }

    #[test]
    fn latin_look_alikes_are_their_cyrillic_twins() {
        assert_eq!(fold("ABCEHKMOPTXy"), fold("АВСЕНКМОРТХу"));
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        assert_eq!(fold("и\u{306}од"), fold("йод"));
    }

    #[test]
    fn what_is_not_seen_is_not_compared() {
        assert_eq!(fold(" \u{200b}9\u{a0}\u{7}Ә\t"), "9 а");
        assert_eq!(fold("\u{202e}№39"), "№39");
    }
}
