//! The school: №39 in whatever clothes, or a name in words.
//!
//! A number is enough for a school of the town; what stands around it is left out if every word is known. A village
//! is kept, because two schools №2 are two schools. A name without a number is kept only if all of it is known words,
//! the name of a place («Қарғалы ауылы») or of somebody whom a school is called after («Абай атындағы»): anything
//! else may be the name of a teacher.

use super::ask::QuestionKind;
use super::cell::{Cell, Got, spaces};
use super::parts::{Part, has_type, is_named, is_number, is_sign, is_type, parts, picked, tokens};
use super::remark::RemarkKind;
use super::{person, words};

/// More digits are no number of a school.
const LONGEST_NUMBER: usize = 4;

/// The school in this cell.
pub(super) fn read(cell: &Cell) -> Got<String> {
    let raw = cell.text();
    let plain = words::plain(&raw);
    if plain.is_empty() {
        return Got::Missing;
    }
    if plain.len() > words::LONGEST_CELL || matches!(cell, Cell::Date { .. }) {
        return Got::Ask(QuestionKind::SchoolUnknown, Vec::new());
    }
    if person::is_personal(&plain) {
        return Got::Ask(QuestionKind::SchoolPersonal, Vec::new());
    }
    let tokens = tokens(&plain);
    let parts = parts(&tokens, &plain);
    let numbers: Vec<&str> = picked(&tokens, &parts, Part::Number);
    let is_strange = parts.contains(&Part::Strange);
    match numbers.as_slice() {
        [number] if number.len() <= LONGEST_NUMBER => numbered(&raw, &plain, number, &parts),
        [] if !is_strange && is_named(&tokens) => Got::Sure(plain.clone(), spaces(&raw, &plain)),
        _ => Got::Ask(QuestionKind::SchoolUnknown, Vec::new()),
    }
}

/// The school that somebody types, in its usual form if it has one.
pub(super) fn typed(text: &str) -> Option<String> {
    read(&Cell::of(text)).sure()
}

/// The number of a school that a title above the table names beside the word for it.
pub(super) fn in_title(text: &str) -> Option<String> {
    let plain = words::plain(text);
    if person::is_personal(&plain) || plain.len() > words::LONGEST_CELL {
        return None;
    }
    let tokens = tokens(&plain);
    let mut found = tokens.iter().enumerate().filter(|(at, token)| {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        // «мектептің 9-сынып»: a number with a hyphen is a grade.
        let is_grade = tokens.get(at + 1).is_some_and(|sign| sign == "-");
        let signed = before.is_some_and(|before| is_sign(before) || (is_type(before) && !is_grade));
        let named = tokens.get(at + 1).is_some_and(|word| is_type(word));
        is_number(token) && token.len() <= LONGEST_NUMBER && (signed || named)
    });
    let (_, number) = found.next()?;
    let is_one = found.next().is_none();
    let number = number.trim_start_matches('0');
    (is_one && !number.is_empty() && has_type(&tokens)).then(|| format!("№{number}"))
}

fn numbered(raw: &str, plain: &str, number: &str, parts: &[Part]) -> Got<String> {
    let trimmed = number.trim_start_matches('0');
    if trimmed.is_empty() {
        return Got::Ask(QuestionKind::SchoolUnknown, Vec::new());
    }
    let usual = format!("№{trimmed}");
    if parts.contains(&Part::Strange) {
        return Got::Ask(QuestionKind::SchoolUnknown, vec![usual]);
    }
    if parts.contains(&Part::Place) {
        let whole = plain.replace("№ ", "№");
        let remarks = spaces(raw, &whole);
        return Got::Sure(whole, remarks);
    }
    let without: String = plain.split_whitespace().collect();
    let kind = if raw == usual {
        return Got::Sure(usual, Vec::new());
    } else if without == usual {
        RemarkKind::Spaces
    } else if plain == number {
        RemarkKind::SchoolBare
    } else {
        RemarkKind::SchoolWords
    };
    Got::Sure(usual, vec![kind])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(text: &str) -> Option<String> {
        read(&Cell::of(text)).sure()
    }

    #[test]
    fn a_number_in_any_clothes_is_the_school() {
        for text in [
            "№6",
            "№ 6",
            "СШ №6",
            "6",
            " №6\u{a0}",
            "№6 мектеп-лицей",
            "СШ6",
            "N6",
            "No 6",
            "Школа № 6",
            "school 6",
            "№6 ЖББОМ мектеп",
            "КГУ «СОШ №6»",
            "№006",
            "6-шы мектеп",
            "Абай атындағы №6 мектеп",
            "сш №6 им. Абая",
            "№6 орта мектебі КММ",
            "#6",
        ] {
            let expected = (!text.contains("ЖББОМ")).then(|| "№6".to_owned());
            assert_eq!(sure(text), expected, "{text}");
        }
    }

    #[test]
    fn a_village_or_a_name_in_words_is_kept() {
        for text in [
            "Қарғалы ауылы, №2 мектеп",
            "с. Каргалы, школа №2",
            "Арнайы мектеп-интернат",
            "Абай атындағы мектеп-гимназия",
            "Әлия Молдағұлова атындағы мектеп",
            "«Болашақ» мектебі",
        ] {
            assert_eq!(sure(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_may_be_a_person_is_asked() {
        for text in [
            "Иванова А.Б.",
            "Айгүл",
            "Болашақ",
            "Ахметова Айгүл Абай атындағы мектеп",
            "Ахметова Абай атындағы мектеп",
            "мектеп Ким",
            "С. Ахметова мектеп",
            "школа «Иванова»",
            "8 700 000 00 01",
            "=cmd|' /C calc'!A0",
        ] {
            assert!(
                matches!(read(&Cell::of(text)), Got::Ask(_, suggested) if suggested.is_empty()),
                "{text}"
            );
        }
        let known = Got::Ask(QuestionKind::SchoolUnknown, vec!["№6".to_owned()]);
        assert_eq!(read(&Cell::of("№6 мектеп Айгүл")), known);
    }

    #[test]
    fn a_title_names_one_school_beside_its_word() {
        assert_eq!(
            in_title("№6 мектептің 9-сынып оқушыларының тізімі").as_deref(),
            Some("№6")
        );
        assert_eq!(in_title("Список учащихся школы №11").as_deref(), Some("№11"));
        assert_eq!(in_title("Школы №6 и №11"), None);
        assert_eq!(in_title("1-қосымша. 9-сынып оқушыларының топтары"), None);
    }
}
