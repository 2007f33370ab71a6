//! What a column is used for, by its name.
//!
//! The order of the questions is the law: what is about a person is dropped before anything else is looked for, and a
//! count of teachers is not their names.

use super::remark::{Field, Used};
use super::words;

/// More words are a sentence.
const MOST_WORDS: usize = 12;

/// Beginnings of words, folded.
const PERSON: &[&str] = &[
    "фио",
    "тел",
    "phone",
    "mobile",
    "уялы",
    "email",
    "mail",
    "почт",
    "иин",
    "жсн",
    "iin",
    "контакт",
    "contact",
    "байланыс",
    "адрес",
    "мекенжай",
    "address",
    "рожден",
    "туган",
    "тууган",
    "birth",
    "жынысы",
    "gender",
    "фамил",
    "имя",
    "отчеств",
    "surname",
    "whatsapp",
];
const TEACHER: &[&str] = &[
    "мугалим",
    "учител",
    "педагог",
    "руководит",
    "жетекши",
    "teacher",
    "ответствен",
    "жауапты",
    "куратор",
    "завуч",
    "директор",
    "responsible",
    "басшы",
    "воспитат",
];
const ADULT: &[&str] = &[
    "ерип",
    "сопровожд",
    "ересек",
    "взросл",
    "adult",
    "accompan",
    "chaperon",
];
const NEEDS: &[&str] = &[
    "кажеттили",
    "потребност",
    "ооп",
    "оовп",
    "еббк",
    "need",
    "support",
    "овз",
    "инклюз",
    "инвалид",
    "мугедек",
    "особ",
    "ерекше",
];
const DIAGNOSIS: &[&str] = &["диагноз", "diagnos"];
const NOTE: &[&str] = &["ескерт", "примеч", "note", "comment", "коммент", "remark"];
const PUPIL: &[&str] = &[
    "окушы",
    "учащ",
    "учени",
    "учен",
    "дети",
    "детей",
    "бала",
    "чел",
    "pupil",
    "student",
    "обучающ",
    "адам",
    "участник",
    "катысушы",
    "participant",
];
const COUNTED: &[&str] = &[
    "саны",
    "сан",
    "кол",
    "колич",
    "число",
    "числен",
    "count",
    "size",
    "барлыгы",
    "всего",
    "total",
    "number",
];
const PART_OF: &[&str] = &["ул", "улдар", "кыз", "кыздар", "мальч", "девоч", "boys", "girls"];
const LANGUAGE: &[&str] = &["тил", "язык", "language", "lang", "яз"];
const CLASS: &[&str] = &["сынып", "сыныб", "класс", "class", "grade", "параллел", "кл"];
const CLASSES: &[&str] = &["сыныптар", "классов", "classes"];
const SCHOOL: &[&str] = &[
    "мектеп",
    "мектеб",
    "школ",
    "school",
    "организац",
    "уйым",
    "учрежд",
    "лицей",
    "гимназ",
    "сош",
];
const ORDINAL: &[&str] = &["номер", "номир", "реттик", "топ", "групп", "group", "number"];
const TAKING_PART: &[&str] = &["участ", "катыс", "particip"];
const NAMES: &[&str] = &["name", "аты", "есим", "теги"];

/// Of two columns for one thing, the one that counts those who come, and the one that is no diagnosis.
pub(super) fn rank(name: &str) -> u8 {
    let words = words::words(name);
    match () {
        () if begins(&words, TAKING_PART) => 2,
        () if begins(&words, DIAGNOSIS) => 0,
        () => 1,
    }
}

fn begins(words: &[String], stems: &[&str]) -> bool {
    words
        .iter()
        .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
}

fn whole(words: &[String], wanted: &[&str]) -> bool {
    words.iter().any(|word| wanted.contains(&word.as_str()))
}

/// What a column of this name is used for, if it means anything.
pub(super) fn used(name: &str) -> Option<Used> {
    let words = words::words(name);
    // A number stands in titles and in rows, not in the name of a column.
    let has_number = words
        .iter()
        .any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    if words.len() > MOST_WORDS || has_number {
        return None;
    }
    let is = |stems: &[&str]| begins(&words, stems);
    let counted = is(COUNTED);
    let read = |field| Some(Used::Read(field));
    match () {
        () if is(PERSON) || is_initials(&words) || whole(&words, &["жони", "пол"]) => {
            Some(Used::Personal)
        }
        () if is(ADULT) => read(Field::Adults),
        () if is(DIAGNOSIS) || is(NEEDS) => read(Field::Needs),
        () if is(TEACHER) && counted => read(Field::Adults),
        () if is(TEACHER) => Some(Used::Personal),
        () if is(NOTE) => Some(Used::Note),
        () if whole(&words, PART_OF) || is(&["мальч", "девоч"]) => None,
        () if is(PUPIL) && (counted || words.len() == 1) => read(Field::Size),
        () if is(LANGUAGE) => read(Field::Lang),
        () if is(CLASSES) && counted => None,
        () if is(CLASS) => read(Field::Class),
        () if is(SCHOOL) => read(Field::School),
        () if is(NAMES) => Some(Used::Personal),
        () if counted && !is(ORDINAL) && words.len() <= 3 => read(Field::Size),
        () if is_ordinal(name, &words) => read(Field::Number),
        () => None,
    }
}

/// «Т.А.Ә.», «Ф.И.О.».
fn is_initials(words: &[String]) -> bool {
    let letters: String = words.iter().map(String::as_str).collect();
    words.len() == 3 && ["таа", "фио"].contains(&letters.as_str())
}

/// «№», «№ р/с», «№ п/п», "No", «Топ №».
fn is_ordinal(name: &str, words: &[String]) -> bool {
    let has_sign = name.contains(['№', '#']);
    let is_short = words
        .iter()
        .all(|word| ["р", "с", "п", "рс", "пп", "no", "n", "нн"].contains(&word.as_str()));
    (is_short && (has_sign || !words.is_empty())) || (words.len() <= 3 && begins(words, ORDINAL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_people_are_known() {
        for name in [
            "Аты-жөні",
            "ФИО",
            "Телефон",
            "ұялы тел.",
            "Классный руководитель",
            "Сынып жетекшісі",
            "ЖСН",
            "Контакты",
            "Teacher name",
            "Мұғалім",
            "Дата рождения",
            "Ответственный",
        ] {
            assert_eq!(used(name), Some(Used::Personal), "{name}");
        }
    }
}
