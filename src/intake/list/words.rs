//! Words of a cell in one form, and the words that may be repeated on a screen.
//!
//! Offices without a Kazakh keyboard write «окушы» for «оқушы», others put a Latin letter into a Cyrillic word: the
//! folded form is the same for all of them. What is repeated to people is chosen the other way round: a piece is
//! shown only if every word of it is known, so that no name ever leaks, whatever column it was typed into.

use super::person;
use super::remark::HIDDEN;
use crate::intake::tidy;
use unicode_normalization::UnicodeNormalization;

/// A longer cell is no school, class or number; nothing of it is repeated.
pub(super) const LONGEST_CELL: usize = 200;

/// Latin letters and the Cyrillic ones that look the same, small.
const ALIKE: [(char, char); 13] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'и'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
];

/// The words that may be repeated, folded.
const HARMLESS: &[&str] = &[
    // Columns.
    "мектеп",
    "мектеби",
    "сынып",
    "сыныбы",
    "окыту",
    "тили",
    "тил",
    "окушы",
    "окушылар",
    "окушылардын",
    "саны",
    "ерип",
    "журуши",
    "журушилер",
    "ересек",
    "ерекше",
    "кажеттилик",
    "кажеттиликтер",
    "жауапты",
    "мугалим",
    "тел",
    "телефон",
    "телефоны",
    "ескертпе",
    "школа",
    "школы",
    "школе",
    "класс",
    "класса",
    "классы",
    "классе",
    "язык",
    "языке",
    "обучения",
    "обучение",
    "кол",
    "во",
    "количество",
    "число",
    "учащихся",
    "учащиеся",
    "учеников",
    "ученики",
    "ученика",
    "ученик",
    "детей",
    "человек",
    "чел",
    "сопровождающие",
    "сопровождающих",
    "сопровождающий",
    "особые",
    "потребности",
    "ооп",
    "примечание",
    "примечания",
    "фио",
    "учитель",
    "учителя",
    "педагог",
    "педагога",
    "номер",
    "группа",
    "группы",
    "топ",
    "школьный",
    "наименование",
    "название",
    "атауы",
    "аты",
    "жони",
    "руководитель",
    "классный",
    "контакт",
    "контакты",
    "контактный",
    "почта",
    "электронная",
    "иин",
    "жсн",
    "school",
    "class",
    "grade",
    "language",
    "of",
    "instruction",
    "pupils",
    "pupil",
    "students",
    "student",
    "number",
    "size",
    "adults",
    "adult",
    "needs",
    "need",
    "support",
    "note",
    "notes",
    "teacher",
    "phone",
    "name",
    "names",
    "email",
    "mail",
    "no",
    "group",
    "адрес",
    "мекенжай",
    "диагноз",
    "жынысы",
    "пол",
    "дата",
    "рождения",
    "тууган",
    "туган",
    "куни",
    // Schools.
    "сш",
    "ош",
    "осш",
    "сош",
    "кмм",
    "кгу",
    "гу",
    "мм",
    "орта",
    "жалпы",
    "билим",
    "беретин",
    "средняя",
    "общеобразовательная",
    "гимназия",
    "лицей",
    "гимназиясы",
    "лицейи",
    "лицеи",
    "интернат",
    "интернаты",
    "арнайы",
    "специальная",
    "облыстык",
    "калалык",
    "ауылы",
    "ауыл",
    "село",
    "поселок",
    "sh",
    "high",
    "secondary",
    // Classes and counts.
    "кл",
    "сыныптар",
    "балалар",
    "бала",
    "адам",
    "ул",
    "кыз",
    "мальчиков",
    "девочек",
    "человека",
    "уч",
    "до",
    "или",
    "немесе",
    "шамамен",
    "около",
    "янв",
    "кан",
    "фев",
    "акп",
    "мар",
    "нау",
    "апр",
    "сау",
    "май",
    "мам",
    "июн",
    "мау",
    "июл",
    "шил",
    "авг",
    "там",
    "сен",
    "кыр",
    "окт",
    "каз",
    "ноя",
    "кар",
    "дек",
    "жел",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "ix",
    "xi",
    "xii",
    "vii",
    "viii",
    "iv",
    "ii",
    "iii",
    // Languages.
    "казак",
    "казакша",
    "казах",
    "казахский",
    "казахском",
    "рус",
    "русский",
    "русском",
    "орыс",
    "орысша",
    "агылшын",
    "агылшынша",
    "англ",
    "английский",
    "kz",
    "kk",
    "kaz",
    "kazakh",
    "ru",
    "rus",
    "russian",
    "en",
    "eng",
    "english",
    "аралас",
    "смешанный",
    // Totals and errors.
    "барлыгы",
    "барлык",
    "итого",
    "всего",
    "total",
    "жиыны",
];

/// Spaces of any kind become single plain ones, the ends are trimmed, letters are composed.
pub(super) fn plain(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed
        .split(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The folded words of a text: runs of letters and runs of digits.
pub(super) fn words(text: &str) -> Vec<String> {
    let plain = plain(text).to_lowercase();
    let mut words = Vec::new();
    let mut run = String::new();
    let mut was_digit = false;
    for c in plain.chars() {
        let is_digit = c.is_ascii_digit();
        if !run.is_empty() && (is_digit != was_digit || !c.is_alphanumeric()) {
            words.push(fold(&std::mem::take(&mut run)));
        }
        if c.is_alphanumeric() {
            run.push(c);
        }
        was_digit = is_digit;
    }
    if !run.is_empty() {
        words.push(fold(&run));
    }
    words
}

/// A small word with its look-alikes made Cyrillic, if it has a Cyrillic letter, and Kazakh letters made plain.
pub(super) fn fold(word: &str) -> String {
    let is_cyrillic = word.chars().any(|c| ('\u{400}'..'\u{530}').contains(&c));
    word.chars()
        .map(|c| if is_cyrillic { alike(c) } else { c })
        .map(|c| match c {
            'ё' => 'е',
            'ә' => 'а',
            'ғ' => 'г',
            'қ' => 'к',
            'ң' => 'н',
            'ө' => 'о',
            'ұ' | 'ү' => 'у',
            'һ' => 'х',
            'і' => 'и',
            c => c,
        })
        .collect()
}

/// The Cyrillic letter that looks the same as a small Latin one; any other letter itself.
pub(super) fn alike(c: char) -> char {
    ALIKE
        .iter()
        .find(|(latin, _)| *latin == c)
        .map_or(c, |(_, cyrillic)| *cyrillic)
}

/// Whether two texts are the same words.
pub(super) fn same(a: &str, b: &str) -> bool {
    a == b || words(a) == words(b)
}

/// A piece of the file as it may be shown: itself if every word is known and there is no telephone number in it.
pub(super) fn quote(text: &str) -> String {
    if text.len() > LONGEST_CELL || person::is_personal(text) {
        return HIDDEN.to_owned();
    }
    let is_harmless = |word: &String| {
        word.chars().all(|c| c.is_ascii_digit())
            || word.chars().nth(1).is_none()
            || HARMLESS.contains(&word.as_str())
    };
    if words(text).iter().all(is_harmless) {
        tidy::piece(&plain(text))
    } else {
        HIDDEN.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_together() {
        assert_eq!(words("Оқушы  саны\u{a0}"), ["окушы", "саны"]);
        assert_eq!(words("ОКУШЫ САНЫ:"), ["окушы", "саны"]);
        // Latin K, a and c.
        assert_eq!(words("Kлaсc"), ["класс"]);
        assert_eq!(words("СШ№6б"), ["сш", "6", "б"]);
        assert_eq!(words("KZ"), ["kz"]);
    }

    #[test]
    fn a_piece_is_repeated_only_if_every_word_is_known() {
        assert_eq!(quote(" 12 оқушы"), "12 оқушы");
        assert_eq!(quote("9 \"Б\""), "9 \"Б\"");
        assert_eq!(quote("Айгүл"), HIDDEN);
        assert_eq!(quote("9А Ким"), HIDDEN);
        assert_eq!(quote("8 700 000 00 01"), HIDDEN);
        assert_eq!(quote("12\u{1b}[31m"), "12 [31m");
    }
}
