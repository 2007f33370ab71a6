//! Bytes → text, or the refusal of what is lost.
//!
//! A plain "CSV" from a Russian Excel is Windows-1251, which has no Kazakh letters but «і»: eight of nine are
//! question marks in it, and no program can bring them back. Such a file is refused whatever else is right in it.

use super::refused::{LARGEST_FILE, Refused, RefusedKind};

/// What the bytes are.
#[derive(Debug)]
pub(super) enum Content {
    /// Text, without byte-order mark, lines ended by `\n`.
    Text(String),
    /// A workbook, to be opened.
    Book,
}

/// So many words with a question mark inside are letters lost; one or two may be typed so.
const LOST_WORDS: usize = 3;
/// A run of letters of the wrong encoding is at least this long.
const MOJIBAKE_RUN: usize = 4;
/// How far into a file of another kind its names are looked for.
const SEARCHED: usize = 1 << 24;

/// The upper half of Windows-1251; `\0` where it has none.
const UPPER_1251: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\0™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";

/// What these bytes are, judged by their content.
pub(super) fn content(bytes: &[u8]) -> Result<Content, Refused> {
    let limit = usize::try_from(LARGEST_FILE).unwrap_or(usize::MAX) << 20;
    if bytes.len() > limit {
        return Err(Refused::whole(RefusedKind::TooLarge));
    }
    if let Some(kind) = foreign(bytes) {
        return Err(Refused::whole(kind));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Content::Book);
    }
    let text = lines(&text(bytes)?);
    if text.trim().is_empty() {
        return Err(Refused::whole(RefusedKind::Empty));
    }
    lost(&text)?;
    Ok(Content::Text(text))
}

/// Files of other kinds, by their first bytes and the names inside.
fn foreign(bytes: &[u8]) -> Option<RefusedKind> {
    let has = |name: &[u8]| {
        bytes
            .windows(name.len())
            .take(SEARCHED)
            .any(|window| window == name)
    };
    let wide = |name: &str| has(&name.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<u8>>());
    if bytes.starts_with(b"%PDF") {
        return Some(RefusedKind::Pdf);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        let kind = if wide("EncryptedPackage") {
            RefusedKind::Encrypted
        } else if wide("Workbook") || wide("Book") {
            RefusedKind::OldBook
        } else {
            RefusedKind::NotAList
        };
        return Some(kind);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return match () {
            () if has(b"xl/workbook.xml") => None,
            () if has(b"xl/workbook.bin") => Some(RefusedKind::OldBook),
            () if has(b"opendocument.spreadsheet") => Some(RefusedKind::Ods),
            () if has(b"Index/") && has(b".iwa") => Some(RefusedKind::Numbers),
            () => Some(RefusedKind::NotAList),
        };
    }
    let start: Vec<u8> = bytes
        .iter()
        .copied()
        .skip_while(|byte| byte.is_ascii_whitespace() || [0xEF, 0xBB, 0xBF].contains(byte))
        .take(64)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    if [&b"<html"[..], b"<!doctype", b"<table", b"<?xml", b"<meta"]
        .iter()
        .any(|tag| start.starts_with(tag))
    {
        return Some(RefusedKind::WebPage);
    }
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    (start.starts_with(b"{\\rtf") || (bytes.contains(&0) && !is_wide)).then_some(RefusedKind::NotAList)
}

/// UTF-8 with or without its mark, or UTF-16 with it.
fn text(bytes: &[u8]) -> Result<String, Refused> {
    let lost = || Refused::whole(RefusedKind::NotUtf8);
    let wide = |bytes: &[u8], join: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| join(*pair)).collect();
        String::from_utf16(&units).map_err(|_| lost())
    };
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return wide(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return wide(rest, u16::from_be_bytes);
    }
    let rest = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let text = std::str::from_utf8(rest).map_err(|fault| {
        let before = rest.get(..fault.valid_up_to()).unwrap_or_default();
        Refused::at(
            RefusedKind::NotUtf8,
            line(before.iter().filter(|byte| **byte == b'\n').count()),
        )
    })?;
    Ok(text.trim_start_matches('\u{FEFF}').to_owned())
}

/// Every line ended by `\n`, as a cell counts its line breaks.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn line(before: usize) -> u32 {
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}

/// Refuses a text whose letters are lost.
pub(super) fn lost(text: &str) -> Result<(), Refused> {
    let mut broken = 0;
    for (at, row) in text.lines().enumerate() {
        if row.contains('\u{FFFD}') {
            return Err(Refused::at(RefusedKind::LettersLost, line(at)));
        }
        if row.split(|c: char| c.is_whitespace()).any(is_mojibake) {
            return Err(Refused::at(RefusedKind::Mojibake, line(at)));
        }
        broken += row
            .split(|c: char| !(c.is_alphabetic() || c == '?'))
            .filter(|word| is_holed(word))
            .count();
        if broken >= LOST_WORDS {
            return Err(Refused::at(RefusedKind::LettersLost, line(at)));
        }
    }
    Ok(())
}

/// A Cyrillic word with a question mark before or inside it: «?аза?ша», «О?ыту».
fn is_holed(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let has_letters = letters
        .iter()
        .filter(|c| ('\u{400}'..'\u{530}').contains(*c))
        .count()
        >= 2;
    has_letters
        && letters.windows(2).any(|two| match two {
            [hole, next] => *hole == '?' && next.is_alphabetic(),
            _ => false,
        })
}

/// A run of other than plain letters that is UTF-8 read as Windows-1251 or as Latin-1.
fn is_mojibake(word: &str) -> bool {
    word.split(|c: char| c.is_ascii())
        .filter(|run| run.chars().nth(MOJIBAKE_RUN - 1).is_some())
        .any(|run| reads_as_cyrillic(run, byte_1251) || reads_as_cyrillic(run, byte_latin))
}

fn reads_as_cyrillic(run: &str, byte: fn(char) -> Option<u8>) -> bool {
    let Some(bytes) = run.chars().map(byte).collect::<Option<Vec<u8>>>() else {
        return false;
    };
    // The last letter may be cut where an ASCII sign belonged to it.
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(fault) if fault.error_len().is_none() => {
            std::str::from_utf8(bytes.get(..fault.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    text.chars()
        .filter(|c| ('\u{400}'..'\u{530}').contains(c))
        .count()
        >= 2
}

fn byte_1251(c: char) -> Option<u8> {
    let at = UPPER_1251.chars().position(|upper| upper == c && c != '\0')?;
    u8::try_from(at + 0x80).ok()
}

/// Latin-1, with the signs that Windows-1252 has instead of controls.
fn byte_latin(c: char) -> Option<u8> {
    const SIGNS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match u8::try_from(u32::from(c)) {
        Ok(byte) if byte >= 0x80 => Some(byte),
        Ok(_) => None,
        Err(_) => u8::try_from(SIGNS.chars().position(|sign| sign == c)? + 0x80).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> Option<RefusedKind> {
        content(bytes).err().map(|refused| refused.kind)
    }

    #[test]
    fn letters_that_are_lost_are_refused() {
        assert_eq!(
            refused("Мектеп;О?ыту тілі;О?ушы саны\n№6;?аза?ша".as_bytes()),
            Some(RefusedKind::LettersLost)
        );
        assert_eq!(
            refused("Мектеп\u{FFFD}".as_bytes()),
            Some(RefusedKind::LettersLost)
        );
        assert_eq!(
            refused(&[0xCC, 0xE5, 0xEA, 0xF2, 0xE5, 0xEF]),
            Some(RefusedKind::NotUtf8)
        );
    }

    #[test]
    fn letters_of_the_wrong_encoding_are_refused() {
        let wrong = |encode: fn(u8) -> char| -> String {
            "Мектеп;Сыныбы қазақша".bytes().map(encode).collect()
        };
        let latin = wrong(char::from);
        assert_eq!(refused(latin.as_bytes()), Some(RefusedKind::Mojibake));
        let cyrillic = wrong(|byte| match byte {
            0..0x80 => char::from(byte),
            byte => UPPER_1251.chars().nth(usize::from(byte) - 0x80).unwrap(),
        });
        assert!(cyrillic.contains("Рњ"), "{cyrillic}");
        assert_eq!(refused(cyrillic.as_bytes()), Some(RefusedKind::Mojibake));
        assert_eq!(refused("РўРѕ;x".as_bytes()), Some(RefusedKind::Mojibake));
        assert_eq!(refused("Ð¢Ð°;x".as_bytes()), Some(RefusedKind::Mojibake));
    }

    #[test]
    fn a_question_mark_that_somebody_typed_is_none_of_them() {
        assert_eq!(
            refused("№6;9?;қазақша?;12 ?\nСіз қайда?;Рас па?".as_bytes()),
            None
        );
        assert_eq!(refused("№28 «Сұңқар» Ілияс, Өскемен — Ұлытау".as_bytes()), None);
    }

    #[test]
    fn texts_of_four_encodings_are_the_same() {
        let text = "Мектеп;Сыныбы\r\n№6;9Ә\r";
        let wide = |join: fn(u16) -> [u8; 2]| -> Vec<u8> {
            format!("\u{FEFF}{text}").encode_utf16().flat_map(join).collect()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{FEFF}{text}").into_bytes(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
        ] {
            let Ok(Content::Text(read)) = content(&bytes) else {
                panic!("{bytes:?}");
            };
            assert_eq!(read, "Мектеп;Сыныбы\n№6;9Ә\n");
        }
    }

    #[test]
    fn other_files_are_known_by_their_content() {
        let ole = |name: &str| -> Vec<u8> {
            let wide = name.bytes().flat_map(|byte| [byte, 0]);
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
                .into_iter()
                .chain(wide)
                .collect()
        };
        assert_eq!(refused(&ole("Workbook")), Some(RefusedKind::OldBook));
        assert_eq!(refused(&ole("EncryptedPackage")), Some(RefusedKind::Encrypted));
        assert_eq!(refused(&ole("WordDocument")), Some(RefusedKind::NotAList));
        assert_eq!(refused(b"%PDF-1.7"), Some(RefusedKind::Pdf));
        assert_eq!(
            refused(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
            Some(RefusedKind::Ods)
        );
        assert_eq!(
            refused(b"PK\x03\x04Index/Document.iwa"),
            Some(RefusedKind::Numbers)
        );
        assert_eq!(
            refused(b"PK\x03\x04word/document.xml"),
            Some(RefusedKind::NotAList)
        );
        assert_eq!(refused(b"\n<html><table>"), Some(RefusedKind::WebPage));
        assert_eq!(refused(b"\x89PNG\r\n\0\0"), Some(RefusedKind::NotAList));
        assert_eq!(refused(b" \r\n"), Some(RefusedKind::Empty));
        assert_eq!(refused(&vec![b'x'; (16 << 20) + 1]), Some(RefusedKind::TooLarge));
    }
}
