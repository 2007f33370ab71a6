//! The language of instruction in all its spellings.

use super::ask::QuestionKind;
use super::cell::{Cell, Got, spaces};
use super::remark::RemarkKind;
use super::words;
use crate::domain::event::Lang;

/// Names that need no remark: the codes of event files, and the name that most lists carry, folded.
const USUAL: [(&str, Lang); 4] = [
    ("казакша", Lang::Kk),
    ("kk", Lang::Kk),
    ("ru", Lang::Ru),
    ("en", Lang::En),
];

/// Other names that are certain, folded.
const NAMES: [(&str, Lang); 51] = [
    ("казахский", Lang::Kk),
    ("kazakh", Lang::Kk),
    ("русский", Lang::Ru),
    ("russian", Lang::Ru),
    ("агылшынша", Lang::En),
    ("английский", Lang::En),
    ("english", Lang::En),
    ("каз", Lang::Kk),
    ("казак", Lang::Kk),
    ("казах", Lang::Kk),
    ("казахск", Lang::Kk),
    ("казахская", Lang::Kk),
    ("казахском", Lang::Kk),
    ("казахским", Lang::Kk),
    ("казакская", Lang::Kk),
    ("казакский", Lang::Kk),
    ("казахкий", Lang::Kk),
    ("казахски", Lang::Kk),
    ("казакстан", Lang::Kk),
    ("кз", Lang::Kk),
    ("кк", Lang::Kk),
    ("kz", Lang::Kk),
    ("kaz", Lang::Kk),
    ("qaz", Lang::Kk),
    ("qazaq", Lang::Kk),
    ("qazaqsha", Lang::Kk),
    ("kazakhskiy", Lang::Kk),
    ("kazaksha", Lang::Kk),
    ("мемлекеттик", Lang::Kk),
    ("рус", Lang::Ru),
    ("русск", Lang::Ru),
    ("русская", Lang::Ru),
    ("русском", Lang::Ru),
    ("русским", Lang::Ru),
    ("русски", Lang::Ru),
    ("руский", Lang::Ru),
    ("орыс", Lang::Ru),
    ("орысша", Lang::Ru),
    ("орыша", Lang::Ru),
    ("ру", Lang::Ru),
    ("rus", Lang::Ru),
    ("orys", Lang::Ru),
    ("oryssha", Lang::Ru),
    ("russkiy", Lang::Ru),
    ("агылшын", Lang::En),
    ("англ", Lang::En),
    ("английская", Lang::En),
    ("английском", Lang::En),
    ("английским", Lang::En),
    ("eng", Lang::En),
    ("engl", Lang::En),
];

/// Words beside the name of a language, folded.
const BESIDE: &[&str] = &[
    "тили",
    "тил",
    "тилинде",
    "тилдеги",
    "язык",
    "языке",
    "языком",
    "яз",
    "на",
    "с",
    "обучения",
    "обучение",
    "окыту",
    "окытатын",
    "окытылатын",
    "сынып",
    "сыныбы",
    "сыныптар",
    "сыныптары",
    "класс",
    "классы",
    "language",
    "of",
    "instruction",
    "classes",
    "group",
    "группа",
    "группы",
    "топ",
    "топтар",
    "топтары",
];

/// The language in this cell; a cell with two languages, or none that is known, is asked.
pub(super) fn read(cell: &Cell) -> Got<Lang> {
    let raw = cell.text();
    let plain = words::plain(&raw);
    if plain.is_empty() {
        return Got::Missing;
    }
    let (found, is_known) = understood(&plain);
    match found.as_slice() {
        [lang] if is_known => {
            let folded = words::words(&plain).join(" ");
            let mut remarks = spaces(&raw, &plain);
            if !USUAL.iter().any(|(name, usual)| *name == folded && usual == lang) {
                remarks = vec![RemarkKind::LanguageName];
            }
            Got::Sure(*lang, remarks)
        }
        [] => Got::Ask(QuestionKind::LanguageUnknown, Lang::ALL.to_vec()),
        _ => Got::Ask(QuestionKind::LanguageUnknown, found),
    }
}

/// The language that a heading over several rows names, «Қазақ сыныптары».
pub(super) fn in_heading(text: &str) -> Option<Lang> {
    let (found, is_known) = understood(&words::plain(text));
    match found.as_slice() {
        [lang] if is_known => Some(*lang),
        _ => None,
    }
}

/// The language that somebody types.
pub(super) fn typed(text: &str) -> Option<Lang> {
    read(&Cell::of(text)).sure()
}

/// The languages named, and whether every other word is one beside them.
fn understood(plain: &str) -> (Vec<Lang>, bool) {
    let mut found = Vec::new();
    let mut is_known = plain.len() <= words::LONGEST_CELL;
    for word in words::words(plain) {
        let mut names = USUAL.iter().chain(&NAMES);
        if let Some((_, lang)) = names.find(|(name, _)| *name == word) {
            if !found.contains(lang) {
                found.push(*lang);
            }
        } else if !BESIDE.contains(&word.as_str()) {
            is_known = false;
        }
    }
    (found, is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_language_are_certain() {
        for (text, lang) in [
            ("қазақша", Lang::Kk),
            ("Қаз.", Lang::Kk),
            ("каз", Lang::Kk),
            ("қазақ тілі", Lang::Kk),
            ("KZ", Lang::Kk),
            ("казахский язык", Lang::Kk),
            ("рус.", Lang::Ru),
            ("орыс тілінде", Lang::Ru),
            ("орысша", Lang::Ru),
            ("RU", Lang::Ru),
            ("English", Lang::En),
            ("ағылшын", Lang::En),
        ] {
            assert_eq!(read(&Cell::of(text)).sure(), Some(lang), "{text}");
        }
        assert_eq!(in_heading("Классы с казахским языком обучения"), Some(Lang::Kk));
        assert_eq!(in_heading("Орыс сыныптары"), Some(Lang::Ru));
        assert_eq!(in_heading("Орыс Ахметова"), None);
    }

    #[test]
    fn the_usual_name_needs_no_remark_and_the_others_do() {
        assert_eq!(read(&Cell::of("қазақша")), Got::Sure(Lang::Kk, Vec::new()));
        let named = Got::Sure(Lang::Ru, vec![RemarkKind::LanguageName]);
        assert_eq!(read(&Cell::of("русский")), named);
        assert_eq!(read(&Cell::of("орысша")), named);
    }

    #[test]
    fn two_languages_or_unknown_ones_are_asked() {
        let both = Got::Ask(QuestionKind::LanguageUnknown, vec![Lang::Kk, Lang::Ru]);
        assert_eq!(read(&Cell::of("қаз/рус")), both);
        for text in ["Казбек", "Руслан", "аралас"] {
            let open = Got::Ask(QuestionKind::LanguageUnknown, Lang::ALL.to_vec());
            assert_eq!(read(&Cell::of(text)), open, "{text}");
        }
    }
}
