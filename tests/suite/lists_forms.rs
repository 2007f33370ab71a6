//! Forms of lists beyond the sample, as offices send them: one form a test, in CSV or in a workbook.

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use sheber::domain::event::{Lang, Support};
use sheber::intake::list::ask::{Choice, QuestionKind};
use sheber::intake::list::refused::{Refused, RefusedKind};
use sheber::intake::list::remark::{Field, RemarkKind, Told, Used};
use sheber::intake::list::row::{Row, Spot, Status};
use sheber::intake::list::{Context, List, read};

const HEADER: [&str; 4] = ["Мектеп", "Сыныбы", "Оқыту тілі", "Оқушы саны"];

fn try_list(text: &str) -> Result<List, Refused> {
    read("list.csv", text.as_bytes(), Context::default())
}

fn list(text: &str) -> List {
    try_list(text).unwrap_or_else(|refused| panic!("{text}\n{refused:?}"))
}

fn book(fill: impl FnOnce(&mut Workbook)) -> Result<List, Refused> {
    let mut book = Workbook::new();
    fill(&mut book);
    read("list.xlsx", &book.save_to_buffer().unwrap(), Context::default())
}

fn put(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
        match text.parse::<f64>() {
            Ok(number) => sheet.write_number(row, column, number).unwrap(),
            Err(_) => sheet.write_string(row, column, *text).unwrap(),
        };
    }
}

fn row(list: &List, number: u32) -> &Row {
    let mut rows = list.rows.iter();
    rows.find(|row| row.spot.row == number)
        .unwrap_or_else(|| panic!("no row {number}"))
}

/// School, class, language and size of every row that is loaded.
fn loaded(list: &List) -> Vec<(String, String, Lang, u16)> {
    list.groups()
        .map(|(_, group)| (group.school, group.class, group.lang, group.size))
        .collect()
}

fn group(school: &str, class: &str, lang: Lang, size: u16) -> (String, String, Lang, u16) {
    (school.to_owned(), class.to_owned(), lang, size)
}

fn asked(row: &Row) -> Vec<QuestionKind> {
    row.questions.iter().map(|question| question.kind).collect()
}

fn remarked(row: &Row) -> Vec<RemarkKind> {
    row.remarks.iter().map(|remark| remark.kind).collect()
}

#[test]
fn a_school_left_blank_below_the_first_is_filled_down() {
    let list = list(
        "Мектеп;Сынып;Тіл;Саны;Ересек\n№6;9А;қазақша;12;1\n;9Ә;қазақша;11;1\n;9Б;орыс;10;1\n№7;9А;орыс;9;1",
    );
    assert_eq!(
        loaded(&list),
        [
            group("№6", "9А", Lang::Kk, 12),
            group("№6", "9Ә", Lang::Kk, 11),
            group("№6", "9Б", Lang::Ru, 10),
            group("№7", "9А", Lang::Ru, 9),
        ]
    );
    assert_eq!(remarked(row(&list, 3)), [RemarkKind::SchoolAbove]);
    assert_eq!(row(&list, 3).status, Status::Repaired);
}

#[test]
fn a_blank_school_below_an_unknown_one_is_asked() {
    let list = list("Мектеп;Сынып;Тіл;Саны\n№6;9А;қазақша;12\nАхметова;9Ә;қазақша;11\n;9Б;орыс;10");
    assert_eq!(asked(row(&list, 3)), [QuestionKind::SchoolUnknown]);
    assert_eq!(asked(row(&list, 4)), [QuestionKind::SchoolMissing]);
}

#[test]
fn merged_cells_of_school_and_language_hold_for_all_their_rows() {
    let list = book(|book| {
        let sheet = book.add_worksheet();
        sheet
            .merge_range(0, 0, 0, 3, "9-сынып оқушылары", &Format::new())
            .unwrap();
        put(sheet, 1, &HEADER);
        for (at, class) in (2..).zip(["9А", "9Ә", "9Б"]) {
            put(sheet, at, &["", class, "", "12"]);
        }
        sheet.merge_range(2, 0, 4, 0, "№6", &Format::new()).unwrap();
        sheet.merge_range(2, 2, 3, 2, "қазақша", &Format::new()).unwrap();
        sheet.write_string(4, 2, "орыс").unwrap();
    })
    .unwrap();
    assert_eq!(
        loaded(&list),
        [
            group("№6", "9А", Lang::Kk, 12),
            group("№6", "9Ә", Lang::Kk, 12),
            group("№6", "9Б", Lang::Ru, 12),
        ]
    );
    assert!(remarked(row(&list, 4)).contains(&RemarkKind::LanguageAbove));
}

#[test]
fn a_size_merged_over_two_halves_is_asked_for_the_second() {
    let list = book(|book| {
        let sheet = book.add_worksheet();
        put(sheet, 0, &HEADER);
        put(sheet, 1, &["№6", "9А/1", "қазақша"]);
        put(sheet, 2, &["№6", "9А/2", "қазақша"]);
        sheet.merge_range(1, 3, 2, 3, "", &Format::new()).unwrap();
        sheet.write_number(1, 3, 24).unwrap();
    })
    .unwrap();
    assert_eq!(asked(row(&list, 3)), [QuestionKind::SizeMissing]);
}

#[test]
fn each_sheet_is_a_school_with_its_name_in_the_title() {
    let list = book(|book| {
        for (title, class) in [
            ("№6 мектептің 9-сынып оқушыларының тізімі", "9А"),
            ("Список 9-х классов, школа №11", "9Б"),
        ] {
            let sheet = book.add_worksheet();
            put(sheet, 0, &[title]);
            put(sheet, 2, &HEADER[1..]);
            put(sheet, 3, &[class, "қазақша", "12"]);
        }
        put(book.add_worksheet(), 0, &["(бос)"]);
    })
    .unwrap();
    assert_eq!(
        loaded(&list),
        [group("№6", "9А", Lang::Kk, 12), group("№11", "9Б", Lang::Kk, 12)]
    );
    let spots: Vec<String> = list.rows.iter().map(|row| row.spot.to_string()).collect();
    assert_eq!(spots, ["1!4", "2!4"]);
}

#[test]
fn the_tab_of_a_sheet_can_name_the_school() {
    let list = book(|book| {
        let sheet = book.add_worksheet();
        sheet.set_name("№6").unwrap();
        put(sheet, 0, &HEADER[1..]);
        put(sheet, 1, &["9А", "қазақша", "12"]);
    })
    .unwrap();
    assert_eq!(loaded(&list), [group("№6", "9А", Lang::Kk, 12)]);
}

#[test]
fn without_any_school_the_list_is_refused_with_the_column_that_is_missing() {
    let refused = try_list("Сыныбы;Тілі;Саны\n9А;қазақша;12\n9Ә;қазақша;12").unwrap_err();
    assert_eq!(refused.kind, RefusedKind::NoColumn);
    assert_eq!(refused.missing, [Field::School]);
    let refused = try_list("Мектеп;Сыныбы;Тілі\n№6;9А;қазақша").unwrap_err();
    assert_eq!(refused.missing, [Field::Size]);
}

#[test]
fn without_a_header_the_list_is_refused() {
    let refused = try_list("№6;9А;қазақша;12\n№6;9Ә;қазақша;12").unwrap_err();
    assert_eq!(refused.kind, RefusedKind::NoHeader);
    assert_eq!(
        refused.missing,
        [Field::School, Field::Class, Field::Lang, Field::Size]
    );
    let refused = try_list("Мектеп;Оқушы саны\n№6;12").unwrap_err();
    assert_eq!(refused.missing, [Field::Class, Field::Lang]);
    let refused = try_list("Мектеп;Сыныбы;Оқушы саны\n;;\n").unwrap_err();
    assert_eq!(refused.kind, RefusedKind::NoGroups);
}

#[test]
fn class_and_size_in_one_cell_are_taken_apart() {
    let list = list("Мектеп;Сынып, саны;Тілі\n№6;9А - 12;қазақша\n№6;9Ә (11 оқушы);қазақша\n№6;9Б;орыс");
    assert_eq!(
        loaded(&list),
        [group("№6", "9А", Lang::Kk, 12), group("№6", "9Ә", Lang::Kk, 11)]
    );
    assert!(remarked(row(&list, 2)).contains(&RemarkKind::ClassSize));
    assert_eq!(asked(row(&list, 4)), [QuestionKind::SizeMissing]);
}

#[test]
fn headings_give_the_language_and_the_school_of_the_rows_below() {
    let list = list(
        "Мектеп;Сынып;Тілі;Саны\n№6 мектеп;;;\nҚазақ сыныптары;;;\n;9А;;12\n;9Ә;;11\nОрыс сыныптары;;;\n;9Б;;10\nШкола № 7;;;\n;9А;рус;9",
    );
    assert_eq!(
        loaded(&list),
        [
            group("№6", "9А", Lang::Kk, 12),
            group("№6", "9Ә", Lang::Kk, 11),
            group("№6", "9Б", Lang::Ru, 10),
            group("№7", "9А", Lang::Ru, 9),
        ]
    );
    assert_eq!(row(&list, 2).remarks[0].new, Told::Text("№6".to_owned()));
    assert_eq!(row(&list, 6).remarks[0].new, Told::Lang(Lang::Ru));
}

#[test]
fn totals_of_each_school_and_of_all_are_compared() {
    let list = list(
        "Мектеп;Сынып;Тілі;Саны\n№6;9А;қазақша;12\n№6;9Ә;қазақша;11\nБарлығы;;;23\n№7;9А;рус;10\nИтого по школе №7;;;12\nБАРЛЫҒЫ;;;33",
    );
    let kinds: Vec<RemarkKind> = [4, 6, 7].map(|number| row(&list, number).remarks[0].kind).into();
    assert_eq!(
        kinds,
        [RemarkKind::Total, RemarkKind::TotalDiffers, RemarkKind::Total]
    );
    assert_eq!(row(&list, 6).remarks[0].old, "12");
    assert_eq!(row(&list, 6).remarks[0].new, Told::Number(10));
    assert_eq!(list.count(Status::Skipped), 3);
}

#[test]
fn a_total_that_passes_over_text_is_said_to() {
    let list = list("Мектеп;Сынып;Тілі;Саны\n№6;9А;қазақша;12\n№6;9Ә;қазақша;11 оқушы\nБарлығы;;;12");
    assert_eq!(row(&list, 4).remarks[0].kind, RemarkKind::TotalSkipsText);
    assert_eq!(row(&list, 4).remarks[0].new, Told::Number(23));
}

#[test]
fn the_header_printed_again_and_numbers_of_columns_are_passed_over() {
    let list = list(
        "№;Мектеп;Сынып;Тілі;Саны\n1;2;3;4;5\n1;№6;9А;қазақша;12\n№;Мектеп;Тілі;Сынып;Саны\n2;№6;орыс;9Б;11",
    );
    assert_eq!(
        loaded(&list),
        [group("№6", "9А", Lang::Kk, 12), group("№6", "9Б", Lang::Ru, 11)]
    );
    assert_eq!(remarked(row(&list, 2)), [RemarkKind::HeaderAgain]);
    assert_eq!(remarked(row(&list, 4)), [RemarkKind::HeaderAgain]);
}

#[test]
fn faults_of_formulas_are_missing_values() {
    let list = list(
        "Мектеп;Сынып;Тілі;Саны;Ерекше қажеттілік\n№6;9А;#Н/Д;12;\n№6;9Ә;қазақша;#REF!;\n№6;9Б;қазақша;12;#ЗНАЧ!",
    );
    assert_eq!(asked(row(&list, 2)), [QuestionKind::LanguageMissing]);
    assert_eq!(asked(row(&list, 3)), [QuestionKind::SizeMissing]);
    assert!(remarked(row(&list, 4)).contains(&RemarkKind::CellError));
}

#[test]
fn cached_values_of_formulas_dates_and_hidden_parts_of_a_workbook_are_read() {
    let list = book(|book| {
        let sheet = book.add_worksheet();
        put(
            sheet,
            0,
            &["Мектеп", "Сыныбы", "Телефон", "Оқыту тілі", "Оқушы саны"],
        );
        sheet.set_column_hidden(2).unwrap();
        put(sheet, 1, &["№6", "9А", "8 700 000 00 01", "қазақша"]);
        sheet
            .write_formula(1, 4, Formula::new("=6+6").set_result("12"))
            .unwrap();
        put(sheet, 2, &["№6", "9Ә", "8 700 000 00 02", "қазақша", "11"]);
        sheet.set_row_hidden(2).unwrap();
        put(sheet, 3, &["№6", "", "", "қазақша", "10"]);
        let date = Format::new().set_num_format("dd.mmm");
        sheet.write_number_with_format(3, 1, 46_396, &date).unwrap();
    })
    .unwrap();
    assert_eq!(
        loaded(&list),
        [group("№6", "9А", Lang::Kk, 12), group("№6", "9Ә", Lang::Kk, 11)]
    );
    let question = &row(&list, 4).questions[0];
    assert_eq!(
        (question.kind, question.old.as_str()),
        (QuestionKind::ClassDate, "09.янв")
    );
    assert_eq!(question.choices[0], Choice::Class("9/1".to_owned()));
}

#[test]
fn a_stray_cell_in_the_last_corner_costs_nothing() {
    let list = book(|book| {
        let sheet = book.add_worksheet();
        put(sheet, 0, &HEADER);
        put(sheet, 1, &["№6", "9А", "қазақша", "12"]);
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
        sheet.write_string(900_000, 0, "Орындаған").unwrap();
    })
    .unwrap();
    assert_eq!(loaded(&list).len(), 1);
    assert_eq!(list.rows.last().unwrap().spot.row, 900_001);
    assert!(list.rows.len() < 30);
}

#[test]
fn names_where_counts_should_be_make_the_column_one_of_people() {
    let list =
        list("Мектеп;Сынып;Тілі;Саны;Еріп жүруші\n№6;9А;қазақша;12;Айгүл\n№6;9Ә;қазақша;11;Иванова А.Б.");
    assert_eq!(list.columns[4].used, Used::Personal);
    assert_eq!(remarked(row(&list, 2)), [RemarkKind::AdultsMissing]);
    assert_eq!(loaded(&list).len(), 2);
}

#[test]
fn a_name_in_a_wrong_column_is_asked_and_not_repeated() {
    let list = list(
        "Мектеп;Сынып;Тілі;Саны;Ересек\n№6 Иванова А.Б.;9А;қазақша;12;1\n№6;Иванова А.Б.;қазақша;12;1\n№6;9Б;қазақша;12;8 700 000 00 01\n№6;9В;қазақша;12;2",
    );
    assert_eq!(asked(row(&list, 2)), [QuestionKind::SchoolPersonal]);
    assert_eq!(asked(row(&list, 3)), [QuestionKind::ClassPersonal]);
    assert_eq!(asked(row(&list, 4)), [QuestionKind::AdultsPersonal]);
    let told = format!("{list:?}");
    assert!(!told.contains("Иванова") && !told.contains("700"), "{told}");
}

#[test]
fn two_groups_of_one_class_with_numbers_of_their_own_are_asked() {
    let mut list = list("№;Мектеп;Сынып;Тілі;Саны\n1;№6;9А;қазақша;12\n2;№6;9А;қазақша;12");
    assert_eq!(asked(row(&list, 3)), [QuestionKind::SameClass]);
    let spot = Spot { sheet: 0, row: 3 };
    assert_eq!(list.answer(spot, "both"), Ok(Choice::Both));
    assert_eq!(loaded(&list).len(), 2);
}

#[test]
fn a_number_claimed_twice_stays_with_the_first() {
    let list = list(
        "№;Мектеп;Сынып;Тілі;Саны;Ересек\n7;№6;9А;қазақша;12;1\n7;№6;9Б;қазақша;12;1\nx;№6;9В;қазақша;12;1",
    );
    assert_eq!([2, 3, 4].map(|at| row(&list, at).number), [Some(7), None, None]);
    assert_eq!([3, 4].map(|at| row(&list, at).offered), [Some(8), Some(9)]);
    assert!(remarked(row(&list, 3)).contains(&RemarkKind::NumberNew));
    assert!(remarked(row(&list, 4)).contains(&RemarkKind::NoRoute));
}

#[test]
fn a_list_without_numbers_is_taken_as_it_stands() {
    let list = list("Мектеп,Сынып,Тілі,Саны,Ересек\r\n№6,9А,қазақша,12,1\r\n№6,9Ә,қазақша,12,1\r\n");
    assert_eq!(list.count(Status::Accepted), 2);
    let offered: Vec<Option<u16>> = list.rows.iter().map(|row| row.offered).collect();
    assert_eq!(offered, [Some(1), Some(2)]);
}

#[test]
fn needs_are_weighed_against_the_group() {
    let list = list(
        "Мектеп;Сынып;Тілі;Саны;Ересек;ООП\n№6;9А;қазақша;2;1;аутизм 3\n№6;9Ә;қазақша;12;1;аутизм\n№6;9Б;қазақша;12;1;эпилепсия 1\n№6;9В;қазақша;12;1;нет",
    );
    assert_eq!(asked(row(&list, 2)), [QuestionKind::NeedsMany]);
    assert_eq!(asked(row(&list, 3)), [QuestionKind::NeedsCount]);
    assert!(row(&list, 3).loads());
    assert_eq!(row(&list, 3).groups()[0].needs.get(&Support::Quiet), Some(&1));
    assert_eq!(asked(row(&list, 4)), [QuestionKind::NeedsUnknown]);
    assert!(!row(&list, 4).loads());
    assert_eq!(row(&list, 5).status, Status::Accepted);
    let told = format!("{list:?}");
    assert!(!told.contains("аутизм") && !told.contains("эпилепсия"), "{told}");
}

#[test]
fn utf16_with_tabs_and_numbers_between_no_break_spaces_are_read() {
    let text = "\u{feff}Мектеп\tСынып\tТілі\tСаны\tЕресек\r\n№6\t9А\tқазақша\t\u{a0}12\u{a0}\t1\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let list = read("list.csv", &bytes, Context::default()).unwrap();
    assert_eq!(loaded(&list), [group("№6", "9А", Lang::Kk, 12)]);
    assert_eq!(remarked(row(&list, 2)), [RemarkKind::Spaces]);
}

#[test]
fn many_rows_are_read_in_no_time() {
    let mut text = "№;Мектеп;Сынып;Тілі;Саны;Ересек\n".to_owned();
    for number in 1..19_000 {
        text.push_str(&format!("{number};№{};9А;қаз;12 оқушы;1\n", number % 9_000 + 1));
    }
    let start = std::time::Instant::now();
    let list = list(&text);
    assert_eq!(list.rows.len(), 18_999);
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
