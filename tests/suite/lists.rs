//! The lists that schools send, from bytes to rows: the sample in both formats to the letter, other real forms, and
//! what must never come out of any file.

use std::fs;
use std::path::PathBuf;

use sheber::domain::event::Lang;
use sheber::intake::list::ask::{Choice, QuestionKind, Unsettled};
use sheber::intake::list::refused::RefusedKind;
use sheber::intake::list::remark::{RemarkKind, Told, Used};
use sheber::intake::list::row::{Row, Spot, Status};
use sheber::intake::list::{Context, List, read};
use sheber::ui::text::Texts;

/// The largest station of the sample day.
const SAMPLE: Context = Context { places: 16 };

fn data(name: &str) -> Vec<u8> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/data/lists", name]
        .iter()
        .collect();
    fs::read(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn sample(name: &str) -> List {
    read(name, &data(name), SAMPLE).unwrap_or_else(|refused| panic!("{name}: {refused:?}"))
}

fn list(text: &str) -> List {
    read("list.csv", text.as_bytes(), Context::default())
        .unwrap_or_else(|refused| panic!("{text}\n{refused:?}"))
}

fn spot(row: u32) -> Spot {
    Spot { sheet: 0, row }
}

fn row(list: &List, number: u32) -> &Row {
    list.rows
        .iter()
        .find(|row| row.spot.row == number)
        .unwrap_or_else(|| panic!("no row {number}"))
}

/// What the table of expected rows says of a row, written from the row.
fn as_expected(list: &List, row: &Row) -> Vec<String> {
    let asked = |kind: QuestionKind| row.questions.iter().find(|question| question.kind == kind);
    let group = row.group.clone().unwrap_or_default();
    let number = row
        .number
        .or(row.offered)
        .map(|number| number.to_string())
        .unwrap_or_default();
    let number = match asked(QuestionKind::SameClass).and_then(|question| question.other) {
        Some(other) => format!("{}?", self::row(list, other.row).number.unwrap()),
        None => number,
    };
    let doubt = asked(QuestionKind::ClassLetter).or(asked(QuestionKind::ClassDate));
    let class = match doubt {
        Some(question) => format!("{} ({}?)", question.old, group.class),
        None => group.class.clone(),
    };
    let size = match asked(QuestionKind::SizeRange) {
        Some(question) => {
            assert_eq!(question.choices.first(), Some(&Choice::Size(group.size.unwrap())));
            assert!(row.loads(), "planned with the larger until answered");
            question.old.clone()
        }
        None => group.size.map(|size| size.to_string()).unwrap_or_default(),
    };
    let adults = row
        .group
        .as_ref()
        .map(|group| group.adults.to_string())
        .unwrap_or_default();
    let needs: Vec<String> = group
        .needs
        .iter()
        .map(|(kind, count)| format!("{}={count}", kind.code()))
        .collect();
    let status = match row.status {
        Status::Accepted => "ok",
        Status::Repaired => "fixed",
        Status::Ask => "ask",
        Status::Skipped => "skip",
    };
    [
        row.spot.row.to_string(),
        number,
        group.school,
        class,
        group.lang.map(|lang| lang.code().to_owned()).unwrap_or_default(),
        size,
        adults,
        needs.join(","),
        status.to_owned(),
    ]
    .into()
}

fn expected() -> Vec<Vec<String>> {
    let bytes = data("groups_expected.csv");
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let cells = |record: csv::Result<csv::StringRecord>| -> Vec<String> {
        record
            .unwrap()
            .iter()
            .take(9)
            .map(|cell| cell.trim_start_matches('\u{feff}').to_owned())
            .collect()
    };
    reader.records().map(cells).collect()
}

#[test]
fn both_samples_give_exactly_the_expected_rows() {
    for name in ["groups.csv", "groups.xlsx"] {
        let list = sample(name);
        let rows: Vec<Vec<String>> = list.rows.iter().map(|row| as_expected(&list, row)).collect();
        for (row, expected) in rows.iter().zip(expected()) {
            assert_eq!(*row, expected, "{name}");
        }
        assert_eq!(rows.len(), expected().len(), "{name}");
        let counts = Status::ALL.map(|status| list.count(status));
        assert_eq!(counts, [12, 23, 7, 5], "{name}");
    }
}

#[test]
fn what_was_done_and_what_is_asked_is_said_for_every_row() {
    for name in ["groups.csv", "groups.xlsx"] {
        let list = sample(name);
        for row in &list.rows {
            match row.status {
                Status::Accepted => assert!(row.remarks.is_empty() && row.questions.is_empty()),
                Status::Repaired | Status::Skipped => assert!(!row.remarks.is_empty(), "{row:?}"),
                Status::Ask => assert!(!row.questions.is_empty(), "{row:?}"),
            }
            assert_eq!(row.file, name);
        }
        let personal: Vec<&str> = list
            .columns
            .iter()
            .filter(|column| column.used == Used::Personal)
            .map(|column| column.place.letter.as_str())
            .collect();
        assert_eq!(personal, ["H"]);
        let class = row(&list, 7).remarks.first().unwrap();
        assert_eq!((class.kind, class.old.as_str()), (RemarkKind::ClassLatin, "9A"));
        assert_eq!(class.place.as_ref().unwrap().letter, "C");
        assert_eq!(class.place.as_ref().unwrap().name, "Сыныбы");
    }
}

#[test]
fn the_wrong_total_is_said() {
    let list = sample("groups.csv");
    let total = row(&list, 47).remarks.first().unwrap();
    assert_eq!(total.old, "426");
    let pupils: u16 = list.groups().map(|(_, group)| group.size).sum();
    // Two dates, a letter and a language are counted before they are answered, the contested row is not.
    assert_eq!(total.new, Told::Number(u32::from(pupils) + 12 + 12 + 10 + 12));
}

#[test]
fn a_list_in_windows_1251_is_refused_with_the_cure_in_three_languages() {
    let refused = read("groups_cp1251.csv", &data("groups_cp1251.csv"), SAMPLE).unwrap_err();
    assert_eq!(refused.kind, RefusedKind::NotUtf8);
    for lang in Lang::ALL {
        let cure = Texts::of(lang).get(refused.kind.cure());
        for word in ["UTF-8", "Excel", "LibreOffice"] {
            assert!(cure.contains(word), "{cure}");
        }
    }
    // The same table saved once more as UTF-8 is as lost.
    let again: String = String::from_utf8(data("groups.csv"))
        .unwrap()
        .chars()
        .map(|c| {
            if "әғқңөұүһӘҒҚҢӨҰҮҺ".contains(c) {
                '?'
            } else {
                c
            }
        })
        .collect();
    let refused = read("again.csv", again.as_bytes(), SAMPLE).unwrap_err();
    assert_eq!((refused.kind, refused.row), (RefusedKind::LettersLost, 1));
}

#[test]
fn every_remark_question_and_refusal_has_its_text() {
    let mut keys: Vec<&str> = RemarkKind::ALL.iter().map(|kind| kind.key()).collect();
    keys.extend(QuestionKind::ALL.iter().map(|kind| kind.key()));
    keys.extend(RefusedKind::ALL.iter().flat_map(|kind| [kind.key(), kind.cure()]));
    keys.extend(Status::ALL.map(Status::key));
    for lang in Lang::ALL {
        for key in &keys {
            let values = ["old", "new", "row", "limit"].map(|name| (name, 7.into()));
            let text = Texts::of(lang).fmt(key, &values);
            assert!(
                text != *key && !text.contains('{'),
                "{}: {key}: {text}",
                lang.code()
            );
        }
    }
}

#[test]
fn answers_settle_the_sample() {
    let mut list = sample("groups.csv");
    let suggested: Vec<(Spot, Choice)> = list
        .questions()
        .map(|(spot, question)| (spot, question.choices.first().cloned().unwrap()))
        .collect();
    let expected = [
        (18, Choice::Lang(Lang::Kk)),
        (32, Choice::Size(12)),
        (38, Choice::Class("9Ә".to_owned())),
        (39, Choice::Class("9/1".to_owned())),
        (40, Choice::Class("9/2".to_owned())),
        (45, Choice::This),
        (46, Choice::Split),
    ];
    assert_eq!(suggested, expected.map(|(row, choice)| (spot(row), choice)));
    for (spot, choice) in &suggested {
        list.settle(*spot, choice).unwrap();
    }
    assert_eq!(Status::ALL.map(|status| list.count(status)), [11, 30, 0, 6]);
    assert_eq!(row(&list, 33).status, Status::Skipped);
    assert_eq!(
        (row(&list, 45).number, row(&list, 45).status),
        (Some(29), Status::Repaired)
    );
    let parts: Vec<(String, u16, u16)> = row(&list, 46)
        .groups()
        .into_iter()
        .map(|group| (group.class, group.size, group.adults))
        .collect();
    assert_eq!(parts, [("9А/1".to_owned(), 13, 1), ("9А/2".to_owned(), 12, 1)]);
    assert_eq!(list.groups().count(), 42);
}

#[test]
fn answers_can_be_typed() {
    let mut list = sample("groups.csv");
    assert_eq!(list.answer(spot(18), "орысша"), Ok(Choice::Lang(Lang::Ru)));
    assert_eq!(list.answer(spot(32), "11"), Ok(Choice::Size(11)));
    assert_eq!(list.answer(spot(38), "9Э"), Ok(Choice::Class("9Э".to_owned())));
    assert_eq!(list.answer(spot(39), "+"), Ok(Choice::Class("9/1".to_owned())));
    assert_eq!(list.answer(spot(40), "leave"), Ok(Choice::Leave));
    assert_eq!(list.answer(spot(45), "other"), Ok(Choice::Other));
    assert_eq!(list.answer(spot(46), "whole"), Ok(Choice::Whole));
    assert_eq!(list.count(Status::Ask), 0);
    assert_eq!(row(&list, 18).group.as_ref().unwrap().lang, Some(Lang::Ru));
    assert_eq!(row(&list, 32).group.as_ref().unwrap().size, Some(11));
    assert_eq!(row(&list, 33).status, Status::Accepted);

    let mut list = sample("groups.csv");
    assert_eq!(list.answer(spot(18), "Ахметова"), Err(Unsettled::NoFit));
    assert_eq!(list.answer(spot(18), "12"), Err(Unsettled::NoFit));
    assert_eq!(list.answer(spot(4), "kk"), Err(Unsettled::NoQuestion));
    assert_eq!(list.answer(spot(99), "kk"), Err(Unsettled::NoRow));
    assert_eq!(list.count(Status::Ask), 7);
}

#[test]
fn an_answer_can_raise_the_next_question() {
    let mut list = list("Мектеп;Сынып;Тіл;Саны\n№6;9Ә;қазақша;12\n№6;9Э;қазақша;10-30\n");
    list.answer(spot(3), "9Ә").unwrap();
    let kinds: Vec<QuestionKind> = row(&list, 3)
        .questions
        .iter()
        .map(|question| question.kind)
        .collect();
    assert_eq!(kinds[0], QuestionKind::SameClass);
    list.answer(spot(3), "both").unwrap();
    list.answer(spot(3), "30").unwrap();
    list.answer(spot(3), "split").unwrap();
    assert_eq!(row(&list, 3).status, Status::Repaired);
    assert_eq!(list.groups().count(), 3);
}

#[test]
fn places_of_rows_are_written_and_read_back() {
    for spot in [Spot { sheet: 0, row: 18 }, Spot { sheet: 2, row: 7 }] {
        assert_eq!(spot.to_string().parse(), Ok(spot));
    }
    assert!("2!x".parse::<Spot>().is_err());
}
