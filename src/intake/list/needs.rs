//! Kinds of support: what helps, with a count. A diagnosis becomes the support that goes with it, and no word of the
//! cell is ever kept or repeated.

use super::ask::QuestionKind;
use super::cell::{Cell, Got};
use super::remark::RemarkKind;
use super::words;
use crate::domain::event::Support;
use std::collections::BTreeMap;

/// Counts by kind.
pub(super) type Needs = BTreeMap<Support, u16>;

/// Beginnings of words, folded, and the support that they call for.
const STEMS: &[(&str, Support)] = &[
    ("арба", Support::Wheelchair),
    ("коляс", Support::Wheelchair),
    ("wheelchair", Support::Wheelchair),
    ("опорно", Support::Wheelchair),
    ("тирек", Support::Wheelchair),
    ("есту", Support::Sign),
    ("естимей", Support::Sign),
    ("слух", Support::Sign),
    ("слабослыш", Support::Sign),
    ("глух", Support::Sign),
    ("сурдо", Support::Sign),
    ("ымдау", Support::Sign),
    ("жестов", Support::Sign),
    ("саныру", Support::Sign),
    ("deaf", Support::Sign),
    ("hearing", Support::Sign),
    ("sign", Support::Sign),
    ("аутиз", Support::Quiet),
    ("аутис", Support::Quiet),
    ("autis", Support::Quiet),
    ("тыныш", Support::Quiet),
    ("тишин", Support::Quiet),
    ("тихое", Support::Quiet),
    ("quiet", Support::Quiet),
    ("сенсор", Support::Quiet),
    ("кору", Support::LowVision),
    ("кореди", Support::LowVision),
    ("корме", Support::LowVision),
    ("зрени", Support::LowVision),
    ("слабовид", Support::LowVision),
    ("незряч", Support::LowVision),
    ("слеп", Support::LowVision),
    ("загип", Support::LowVision),
    ("vision", Support::LowVision),
    ("blind", Support::LowVision),
    ("комекши", Support::Assistant),
    ("ассистент", Support::Assistant),
    ("тьютор", Support::Assistant),
    ("помощник", Support::Assistant),
    ("assistant", Support::Assistant),
];
/// Whole words, folded.
const WHOLE: [(&str, Support); 5] = [
    ("рас", Support::Quiet),
    ("дцп", Support::Wheelchair),
    ("бцс", Support::Wheelchair),
    ("ода", Support::Wheelchair),
    ("асд", Support::Quiet),
];
/// Words beside, folded.
const BESIDE: &[&str] = &[
    "окушы",
    "окушылар",
    "окушыда",
    "бала",
    "балалар",
    "адам",
    "ученик",
    "ученика",
    "учеников",
    "учащийся",
    "учащихся",
    "чел",
    "человек",
    "ребенок",
    "детей",
    "pupil",
    "pupils",
    "child",
    "children",
    "кабилети",
    "кабилетинин",
    "бузылган",
    "бузылуы",
    "бузылысы",
    "нашар",
    "нарушение",
    "нарушения",
    "нарушением",
    "с",
    "на",
    "в",
    "на",
    "инвалидной",
    "инвалидном",
    "кресле",
    "кресло",
    "место",
    "орын",
    "керек",
    "кажет",
    "нужен",
    "нужна",
    "нужно",
    "бар",
    "есть",
    "жеке",
    "личный",
    "тили",
    "тилинин",
    "маманы",
    "язык",
    "переводчик",
    "перевод",
    "мугедектер",
    "мугедектик",
    "арбасында",
    "кимыл",
    "козгалыс",
    "аппараты",
    "аппарата",
    "двигательного",
    "двигательный",
    "low",
    "with",
    "a",
    "in",
    "and",
    "и",
    "мен",
    "жане",
    "needs",
    "language",
    "interpreter",
    "impaired",
    "impairment",
    "user",
    "users",
    "педагог",
    "расстройство",
    "аутистического",
    "спектра",
    "плохо",
    "видит",
    "слышит",
];
/// Words that turn the meaning round, folded.
const NOT: [&str; 8] = ["не", "без", "емес", "жок", "нет", "not", "no", "none"];

#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    Kind(Support),
    Count(u16),
}

/// The kinds of support in this cell.
pub(super) fn read(cell: &Cell) -> Got<Needs> {
    let plain = words::plain(&cell.text());
    if !plain.chars().any(char::is_alphanumeric) || plain == "0" {
        return Got::Missing;
    }
    let unknown = Got::Ask(QuestionKind::NeedsUnknown, Vec::new());
    if plain.len() > words::LONGEST_CELL {
        return unknown;
    }
    let words = words::words(&plain);
    if words.iter().all(|word| NOT.contains(&word.as_str())) {
        return Got::Missing;
    }
    let Some(pieces) = pieces(&words) else {
        return unknown;
    };
    let kinds = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Kind(_)))
        .count();
    let counts = pieces.len() - kinds;
    if kinds == 0 {
        return unknown;
    }
    if counts == 0 {
        let once = summed(pieces.iter().filter_map(|piece| match piece {
            Piece::Kind(kind) => Some((*kind, 1)),
            Piece::Count(_) => None,
        }));
        return Got::Ask(QuestionKind::NeedsCount, vec![once]);
    }
    match paired(&pieces) {
        Some(needs) => Got::Sure(needs, vec![RemarkKind::NeedsWords]),
        None => unknown,
    }
}

/// Needs that somebody types: words as in a list, or `quiet=2,sign=1`.
pub(super) fn typed(text: &str) -> Option<Needs> {
    match read(&Cell::of(&text.replace("low_vision", "vision"))) {
        Got::Sure(needs, _) => Some(needs),
        Got::Missing => Some(Needs::new()),
        Got::Ask(QuestionKind::NeedsCount, suggested) => suggested.into_iter().next(),
        Got::Ask(..) => None,
    }
}

/// Kinds and counts in their order; nothing if there is another word.
fn pieces(words: &[String]) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    for word in words {
        if let Some(kind) = kind(word) {
            if pieces.last() != Some(&Piece::Kind(kind)) {
                pieces.push(Piece::Kind(kind));
            }
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            pieces.push(Piece::Count(word.parse().ok().filter(|count| *count > 0)?));
        } else if !BESIDE.contains(&word.as_str()) {
            return None;
        }
    }
    Some(pieces)
}

fn kind(word: &str) -> Option<Support> {
    let whole = WHOLE.iter().find(|(whole, _)| *whole == word);
    let stem = STEMS.iter().find(|(stem, _)| word.starts_with(stem));
    whole.or(stem).map(|(_, kind)| *kind)
}

/// Each kind with its count, all before or all behind.
fn paired(pieces: &[Piece]) -> Option<Needs> {
    let mut pairs = Vec::new();
    for pair in pieces.chunks(2) {
        match pair {
            [Piece::Kind(kind), Piece::Count(count)] | [Piece::Count(count), Piece::Kind(kind)] => {
                pairs.push((*kind, *count));
            }
            _ => return None,
        }
    }
    let starts = |piece: &Piece| matches!(piece, Piece::Count(_));
    let is_even = pieces
        .chunks(2)
        .filter_map(<[Piece]>::first)
        .map(starts)
        .collect::<std::collections::BTreeSet<bool>>()
        .len()
        == 1;
    is_even.then(|| summed(pairs.into_iter()))
}

fn summed(pairs: impl Iterator<Item = (Support, u16)>) -> Needs {
    let mut needs = Needs::new();
    for (kind, count) in pairs {
        let sum = needs.entry(kind).or_insert(0);
        *sum = u16::saturating_add(*sum, count);
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(text: &str) -> Option<Needs> {
        read(&Cell::of(text)).sure()
    }

    #[test]
    fn words_become_kinds_with_counts() {
        for (text, expected) in [
            ("1 оқушы арбада", &[(Support::Wheelchair, 1)][..]),
            ("есту қабілеті бұзылған — 8", &[(Support::Sign, 8)]),
            ("аутизм, 2", &[(Support::Quiet, 2)]),
            ("нашар көреді - 1", &[(Support::LowVision, 1)]),
            ("нарушение слуха: 3 чел.", &[(Support::Sign, 3)]),
            (
                "РАС 1, коляска 2",
                &[(Support::Wheelchair, 2), (Support::Quiet, 1)],
            ),
            (
                "1 ученик на коляске; 2 слабовидящих",
                &[(Support::Wheelchair, 1), (Support::LowVision, 2)],
            ),
            ("1 pupil in a wheelchair", &[(Support::Wheelchair, 1)]),
            ("жеке көмекші 1", &[(Support::Assistant, 1)]),
        ] {
            assert_eq!(sure(text), Some(expected.iter().copied().collect()), "{text}");
        }
    }

    #[test]
    fn nothing_is_nothing() {
        for text in ["", "-", "—", "жоқ", "нет", "0", "no"] {
            assert_eq!(read(&Cell::of(text)), Got::Missing, "{text}");
        }
    }

    #[test]
    fn a_missing_count_is_asked_with_one_suggested() {
        let one = Got::Ask(QuestionKind::NeedsCount, vec![Needs::from([(Support::Quiet, 1)])]);
        assert_eq!(read(&Cell::of("аутизм")), one);
    }

    #[test]
    fn what_is_not_understood_is_asked() {
        let unknown = Got::Ask(QuestionKind::NeedsUnknown, Vec::new());
        for text in [
            "3",
            "ЗПР 2",
            "коляска не нужна 1",
            "аутизм 2 Ахметова",
            "1 аутизм 2",
            "бар",
            "арба 1 2 аутизм",
        ] {
            assert_eq!(read(&Cell::of(text)), unknown, "{text}");
        }
    }

    #[test]
    fn typed_codes_are_read_back() {
        let needs = Needs::from([(Support::Quiet, 2), (Support::LowVision, 1), (Support::Sign, 3)]);
        assert_eq!(
            typed(&super::super::ask::Choice::Needs(needs.clone()).word()),
            Some(needs)
        );
        assert_eq!(typed("none"), Some(Needs::new()));
    }
}
