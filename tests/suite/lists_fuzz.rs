//! Lists as nobody should send them: damaged bytes, columns in any order, names and telephone numbers in every cell.
//! Whatever comes in, nothing panics, and no name, number or control character comes out.

use std::fmt::Write as _;
use std::fs;

use sheber::intake::list::{Context, List, read};

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below.max(1)
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

/// Nobody of these exists.
const NAMES: [&str; 10] = [
    "Ахметова Айгүл Сериковна",
    "Иванова А.Б.",
    "Петров И.",
    "Серік Маратұлы",
    "Жанар",
    "КИМ ЛЮДМИЛА",
    "қасымов нұрлан",
    "Smith John",
    "Тоқтарова Б. Қ.",
    "Руслан Казбек",
];

/// Parts of the names that must not come out, small.
const PARTS: [&str; 16] = [
    "ахметова",
    "айгүл",
    "сериковна",
    "иванова",
    "петров",
    "серік",
    "маратұлы",
    "жанар",
    "людмила",
    "қасымов",
    "нұрлан",
    "smith",
    "john",
    "тоқтарова",
    "руслан",
    "казбек",
];

const NUMBERS: [&str; 6] = [
    "8 (700) 000-00-01",
    "+7 701 111 22 33",
    "87021112233",
    "870-3111-2233",
    "050101500123",
    "a.ivanova@mail.kz",
];

/// Digits of the numbers that must not come out in a row.
const DIGITS: [&str; 5] = [
    "7000000001",
    "7011112233",
    "7021112233",
    "7031112233",
    "050101500123",
];

const NASTY: [&str; 14] = [
    "\u{1b}[31m9А\u{1b}]0;x\u{7}",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "99999999999999999999999999",
    "-1",
    "1e308",
    "\u{0}\u{1}\u{8}",
    "\u{202e}9А\u{202c}",
    "a\tb",
    "№№№№№№",
    "'''\"\"\"",
    "#Н/Д",
    "9\u{301}А\u{200b}",
    "𝟡А",
];

fn data(name: &str) -> Vec<u8> {
    fs::read(
        [env!("CARGO_MANIFEST_DIR"), "tests/data/lists", name]
            .iter()
            .collect::<std::path::PathBuf>(),
    )
    .unwrap()
}

/// Reads the bytes, and looks at everything that comes out.
fn try_it(what: &str, bytes: &[u8]) -> Option<List> {
    let mut list = match read("list", bytes, Context { places: 16 }) {
        Ok(list) => list,
        Err(refused) => {
            assert!(harmless(&format!("{refused:?}")), "{what}: {refused:?}");
            return None;
        }
    };
    let told = format!("{list:?}");
    assert!(harmless(&told), "{what}: {}", blamed(&told));
    // What is suggested is looked at like the rest, and so is what it leads to.
    let suggested: Vec<_> = list
        .questions()
        .filter_map(|(spot, question)| Some((spot, question.choices.first()?.clone())))
        .collect();
    for (spot, choice) in suggested {
        _ = list.settle(spot, &choice);
    }
    let told = format!("{list:?} {:?}", list.groups().collect::<Vec<_>>());
    assert!(harmless(&told), "{what}: {}", blamed(&told));
    Some(list)
}

fn harmless(told: &str) -> bool {
    blamed(told).is_empty()
}

/// What in this text should not be there. Control characters are escaped in what `Debug` writes.
fn blamed(told: &str) -> String {
    let small = told.to_lowercase();
    let mut blamed = String::new();
    for part in PARTS.iter().filter(|part| small.contains(*part)) {
        _ = write!(blamed, "{part} ");
    }
    let texts = told.split('"').skip(1).step_by(2);
    for text in texts {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= 7 || DIGITS.iter().any(|number| digits.contains(number)) || text.contains('@') {
            _ = write!(blamed, "{text} ");
        }
    }
    for escape in [
        "\\u{1b}",
        "\\u{7}",
        "\\u{8}",
        "\\0",
        "\\u{1}",
        "\\u{202e}",
        "\\u{200b}",
        "\\n",
        "\\r",
        "\\t",
    ] {
        if told.contains(escape) {
            _ = write!(blamed, "{escape} ");
        }
    }
    for teacher in ["Мұғалім Б", "Мұғалім В", "Мұғалім Г", "000-00"] {
        if told.contains(teacher) {
            _ = write!(blamed, "{teacher} ");
        }
    }
    blamed
}

fn mutated(dice: &mut Dice, mut bytes: Vec<u8>) -> Vec<u8> {
    for _ in 0..=dice.roll(8) {
        if bytes.is_empty() {
            break;
        }
        let at = dice.roll(bytes.len());
        match dice.roll(6) {
            0 => bytes[at] = u8::try_from(dice.roll(256)).unwrap(),
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, *dice.pick(b";\"\n\r,\t?=\x1b\0")),
            3 => bytes.truncate(at),
            4 => {
                let end = (at + dice.roll(400)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = dice.roll(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => {
                let end = (at + dice.roll(60)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
        }
    }
    bytes
}

/// The sample as a table of cells.
fn table() -> Vec<Vec<String>> {
    let bytes = data("groups.csv");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(&bytes[3..]);
    reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

fn shaken(dice: &mut Dice) -> Vec<Vec<String>> {
    let mut table = table();
    let width = table[2].len();
    for _ in 0..=dice.roll(5) {
        let a = dice.roll(width);
        let b = dice.roll(width);
        table.iter_mut().for_each(|row| row.swap(a, b));
    }
    for _ in 0..=dice.roll(30) {
        let row = dice.roll(table.len());
        let cell = dice.roll(width);
        let extra = match dice.roll(4) {
            0 => (*dice.pick(&NAMES)).to_owned(),
            1 => (*dice.pick(&NUMBERS)).to_owned(),
            2 => (*dice.pick(&NASTY)).to_owned(),
            _ => "Ахметова 9А ".repeat(dice.roll(400)),
        };
        let cell = &mut table[row][cell];
        match dice.roll(4) {
            0 => *cell = extra,
            1 => cell.insert_str(0, &format!("{extra} ")),
            2 => cell.push_str(&format!(" {extra}")),
            _ => cell.push_str(&extra),
        }
    }
    if dice.roll(4) == 0 {
        let at = dice.roll(table.len());
        table.remove(at);
    }
    table
}

fn as_csv(dice: &mut Dice, table: &[Vec<String>]) -> Vec<u8> {
    let separator = *dice.pick(b";,\t");
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    for row in table {
        writer.write_record(row).unwrap();
    }
    let mut text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    if dice.roll(5) == 0 {
        text = text.replace('"', "");
    }
    if dice.roll(3) == 0 {
        text = text.replace('\n', "\r\n");
    }
    match dice.roll(4) {
        0 => format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        1 => format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect(),
        2 => format!("\u{feff}{text}").into_bytes(),
        _ => text.into_bytes(),
    }
}

fn as_book(dice: &mut Dice, table: &[Vec<String>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (0..).zip(table) {
        for (column, text) in (0..).zip(row).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>() {
                Ok(number) if number.is_finite() => drop(sheet.write_number(at, column, number)),
                _ => drop(sheet.write_string(at, column, text)),
            }
        }
    }
    if dice.roll(3) == 0 {
        let column = u16::try_from(dice.roll(9)).unwrap();
        let first = u32::try_from(3 + dice.roll(20)).unwrap();
        let format = rust_xlsxwriter::Format::new();
        drop(sheet.merge_range(first, column, first + 3, column, *dice.pick(&NAMES), &format));
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_thousand_damaged_files_never_panic_and_let_nobody_out() {
    let (csv, book) = (data("groups.csv"), data("groups.xlsx"));
    let mut dice = Dice(2026);
    let mut read = 0;
    for round in 0..500 {
        let bytes = mutated(&mut dice, csv.clone());
        read += usize::from(try_it(&format!("csv {round}"), &bytes).is_some());
        let bytes = mutated(&mut dice, book.clone());
        drop(try_it(&format!("xlsx {round}"), &bytes));
    }
    assert!(read > 50, "mutations that leave a list: {read}");
}

#[test]
fn names_and_numbers_in_any_cell_of_a_thousand_lists_stay_there() {
    let mut dice = Dice(1000);
    let (mut read, mut groups) = (0, 0);
    for round in 0..1000 {
        let table = shaken(&mut dice);
        let bytes = if round % 4 == 0 {
            as_book(&mut dice, &table)
        } else {
            as_csv(&mut dice, &table)
        };
        if let Some(list) = try_it(&format!("list {round}"), &bytes) {
            read += 1;
            groups += list.groups().count();
        }
    }
    assert!(read > 500, "lists that can be read: {read}");
    assert!(groups / read > 15, "groups in each: {}", groups / read);
}

/// A workbook of plain parts, so that what is inside can be damaged and still be unpacked.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, part) in parts {
        let mut sum = !0_u32;
        for byte in *part {
            sum ^= u32::from(*byte);
            for _ in 0..8 {
                sum = if sum & 1 == 1 {
                    (sum >> 1) ^ 0xEDB8_8320
                } else {
                    sum >> 1
                };
            }
        }
        let size = u32::try_from(part.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend((!sum).to_le_bytes());
        common.extend(size);
        common.extend(size);
        common.extend(length);
        let at = u32::try_from(out.len()).unwrap().to_le_bytes();
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend([0, 0]);
        out.extend(name.bytes());
        out.extend(*part);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 12]);
        directory.extend(at);
        directory.extend(name.bytes());
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let (start, size) = (out.len(), directory.len());
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(u32::try_from(size).unwrap().to_le_bytes());
    out.extend(u32::try_from(start).unwrap().to_le_bytes());
    out.extend([0, 0]);
    out
}

/// The sample's cells as the XML of a sheet.
fn sheet_xml() -> String {
    let mut xml = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:I50\"/><sheetData>",
    );
    for (at, row) in (1..).zip(table()) {
        _ = write!(xml, "<row r=\"{at}\">");
        for (column, cell) in ('A'..).zip(row) {
            let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
            match cell.parse::<u32>() {
                Ok(number) => {
                    _ = write!(
                        xml,
                        "<c r=\"{column}{at}\" s=\"1\"><f>1+{number}</f><v>{number}</v></c>"
                    )
                }
                Err(_) => {
                    _ = write!(
                        xml,
                        "<c r=\"{column}{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"
                    )
                }
            }
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData><mergeCells count=\"1\"><mergeCell ref=\"B4:B5\"/></mergeCells></worksheet>");
    xml
}

#[test]
fn damage_inside_a_workbook_that_still_unpacks_never_panics() {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let sheet = sheet_xml();
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd.mmm\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"1\"/></cellXfs></styleSheet>"
    );
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let book = |workbook: &[u8], relations: &[u8], styles: &[u8], sheet: &[u8]| {
        packed(&[
            ("[Content_Types].xml", types.as_bytes()),
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/styles.xml", styles),
            ("xl/worksheets/sheet1.xml", sheet),
        ])
    };
    let whole = book(
        workbook.as_bytes(),
        relations.as_bytes(),
        styles.as_bytes(),
        sheet.as_bytes(),
    );
    let list = try_it("whole", &whole).expect("the workbook can be read");
    assert_eq!(list.rows.len(), 47);
    let mut dice = Dice(77);
    let mut read = 0;
    for round in 0..600 {
        let mut parts = [&workbook, &relations, &styles, &sheet].map(|part| part.clone().into_bytes());
        let which = if dice.roll(4) == 0 { dice.roll(3) } else { 3 };
        parts[which] = mutated(&mut dice, parts[which].clone());
        let [workbook, relations, styles, sheet] = &parts;
        let bytes = book(workbook, relations, styles, sheet);
        read += usize::from(try_it(&format!("part {which} round {round}"), &bytes).is_some());
    }
    assert!(read > 30, "workbooks that can be read: {read}");
}
