//! Signs of a person in a cell: names with initials, patronymics, telephone numbers, addresses.

/// So many digits in a cell are a telephone or identity number.
const PHONE_DIGITS: usize = 7;
/// Ends of patronymics and of most surnames, folded to small letters.
const PATRONYMICS: [&str; 9] = [
    "ович", "евич", "овна", "евна", "ична", "ұлы", "улы", "қызы", "кызы",
];
const SURNAMES: [&str; 12] = [
    "ова", "ева", "ёва", "ина", "ов", "ев", "ёв", "ин", "ский", "ская", "енко", "баев",
];

/// Whether a cell holds a telephone number, an address or a name with initials or a patronymic.
pub(super) fn is_personal(text: &str) -> bool {
    text.contains('@')
        || text.chars().filter(|c| c.is_numeric()).count() >= PHONE_DIGITS
        || has_initials(text)
        || names(text).any(|word| PATRONYMICS.iter().any(|end| word.ends_with(end) && word != *end))
}

/// Whether a word has the end of a surname.
pub(super) fn is_surname(word: &str) -> bool {
    let word = word.to_lowercase();
    word.chars().count() >= 4 && SURNAMES.iter().any(|end| word.ends_with(end))
}

fn names(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() >= 4)
        .map(str::to_lowercase)
}

/// «А.Б.», «А. Б.» or «Иванова А.».
fn has_initials(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let pair = |at: usize| -> bool {
        let single = at == 0 || signs.get(at - 1).is_none_or(|c| !c.is_uppercase());
        single
            && signs.get(at).is_some_and(|c| c.is_uppercase())
            && signs.get(at + 1) == Some(&'.')
            && signs.get(at + 2).is_some_and(|c| c.is_uppercase())
            && signs.get(at + 3).is_none_or(|c| !c.is_alphanumeric())
    };
    if (0..signs.len()).any(pair) {
        return true;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|two| {
        let [name, initial] = two else { return false };
        let mut letters = initial.chars();
        let is_initial = letters.next().is_some_and(char::is_uppercase)
            && letters.next() == Some('.')
            && letters.next().is_none_or(|c| !c.is_numeric());
        is_initial && is_surname(name.trim_matches(|c: char| !c.is_alphabetic()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_seen_and_schools_are_not() {
        for text in [
            "Иванова А.Б.",
            "мұғалім Ахметова А. Б.",
            "Иванов И.",
            "А.Б. Иванова",
            "Айгүл Сериковна",
            "Серік Маратұлы",
            "8 (700) 000-00-01",
            "+77000000001",
            "a@b.kz",
        ] {
            assert!(is_personal(text), "{text}");
        }
        for text in [
            "№6",
            "9А",
            "Қарғалы ауылы, №2 мектеп",
            "г. Актобе, СШ №12",
            "Арнайы мектеп-интернат",
            "10-12",
            "9А.",
            "О.Ш. №12",
        ] {
            assert_eq!(is_personal(text), text.starts_with("О.Ш"), "{text}");
        }
    }
}
