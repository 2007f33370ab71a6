//! Which keys an event file may have and where, and what to say about any other.
//!
//! TOML puts a line below a `[header]` into that table, wherever its writer meant it to be: a bare list written
//! below `[times]` silently becomes a part of the times. So a key unknown here is looked for everywhere else.

use super::finding::{Datum, FindingKind, Under};
use super::tidy::piece;

/// A table of the event file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Table {
    Top,
    Event,
    Times,
    Places,
    Groups,
    Group,
    Messages,
    Hall,
    Station,
    Desk,
    Plan,
    Walk,
    Rotation,
    Words,
}

/// Tables whose keys are known, in the order in which a file has them.
const WITH_KEYS: [Table; 9] = [
    Table::Top,
    Table::Event,
    Table::Times,
    Table::Places,
    Table::Group,
    Table::Hall,
    Table::Station,
    Table::Desk,
    Table::Rotation,
];

/// Keys that would name or describe a person, in the three languages.
const PERSONAL: [&str; 32] = [
    "teacher",
    "teachers",
    "name",
    "names",
    "phone",
    "phones",
    "tel",
    "mobile",
    "email",
    "mail",
    "contact",
    "pupils",
    "students",
    "children",
    "birthday",
    "birth",
    "iin",
    "diagnosis",
    "address",
    "мұғалім",
    "телефон",
    "есімі",
    "аты",
    "балалар",
    "диагноз",
    "учитель",
    "педагог",
    "фио",
    "имя",
    "ученики",
    "дети",
    "иин",
];

/// The one key of the file that stands above every header.
pub(super) const MIN_READER: &str = "min_reader";
/// Longer keys are not compared with known ones.
const LONGEST_KEY: usize = 32;

impl Table {
    /// Its header as it is written.
    pub(super) const fn header(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Event => "[event]",
            Self::Times => "[times]",
            Self::Places => "[places]",
            Self::Groups | Self::Group => "[groups]",
            Self::Messages => "[messages]",
            Self::Hall => "[[hall]]",
            Self::Station => "[[station]]",
            Self::Desk => "[[desk]]",
            Self::Plan => "[plan]",
            Self::Walk => "[walk]",
            Self::Rotation => "[rotation]",
            Self::Words => "{ kk, ru, en }",
        }
    }

    /// Where a key in it stands.
    pub(super) const fn under(self) -> Under {
        match self {
            Self::Top => Under::Top,
            table => Under::Header(table.header()),
        }
    }

    const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Top => &[
                "event", "times", "places", "groups", "messages", "hall", "station", "desk", "plan", "walk",
                "rotation", MIN_READER,
            ],
            Self::Event => &["title", "date", "city", "timezone", "language"],
            Self::Times => &[
                "doors",
                "opening",
                "closing",
                "rounds",
                "warn_before_end",
                "late_after",
                "no_show_after",
                "offline_after",
            ],
            Self::Places => &["first_aid", "assembly", "info", "emergency"],
            Self::Group => &["school", "class", "lang", "size", "adults", "needs", "wishes"],
            Self::Hall => &["id", "name"],
            Self::Station => &[
                "no",
                "hall",
                "kind",
                "name",
                "org",
                "places",
                "languages",
                "briefing",
                "ppe",
                "access",
                "device",
            ],
            Self::Desk => &["no", "topic", "hall", "name"],
            Self::Rotation => &["breaks", "meet_once", "fixed_before"],
            Self::Words => &["kk", "ru", "en"],
            Self::Groups | Self::Messages | Self::Plan | Self::Walk => &[],
        }
    }

    /// What is wrong with this key in this table, if anything.
    pub(super) fn judge(self, key: &str) -> Option<FindingKind> {
        if self.keys().contains(&key) {
            return None;
        }
        if matches!(self, Self::Group | Self::Groups) && is_personal(key) {
            return Some(FindingKind::PersonalData { key: piece(key) });
        }
        let near = self.near(key);
        if let Some((near, 1)) = near {
            return Some(self.misspelt(key, near));
        }
        self.misplaced(key)
            .or_else(|| near.map(|(near, _)| self.misspelt(key, near)))
            .or_else(|| {
                Some(FindingKind::UnknownKey {
                    key: piece(key),
                    table: self.under(),
                })
            })
    }

    /// The finding for a key that other tables have.
    pub(super) fn misplaced(self, key: &str) -> Option<FindingKind> {
        if key == MIN_READER {
            return Some(self.landed(key, Under::Top));
        }
        let homes: Vec<&str> = WITH_KEYS
            .into_iter()
            .filter_map(|home| {
                home.keys()
                    .iter()
                    .find(|known| **known == key)
                    .map(|known| home.of(known))
            })
            .collect();
        (!homes.is_empty()).then(|| self.landed(key, homes.join(", ")))
    }

    /// The finding for a key that belongs somewhere else.
    pub(super) fn landed(self, key: &str, belongs: impl Into<Datum>) -> FindingKind {
        FindingKind::MisplacedKey {
            key: piece(key),
            table: self.under(),
            belongs: belongs.into(),
        }
    }

    /// The header under which a known key of this table is written.
    fn of(self, key: &str) -> &'static str {
        match (self, key) {
            (Self::Top, "event") => "[event]",
            (Self::Top, "times") => "[times]",
            (Self::Top, "places") => "[places]",
            (Self::Top, "groups") => "[groups]",
            (Self::Top, "messages") => "[messages]",
            (Self::Top, "hall") => "[[hall]]",
            (Self::Top, "station") => "[[station]]",
            (Self::Top, "desk") => "[[desk]]",
            (Self::Top, "plan") => "[plan]",
            (Self::Top, "rotation") => "[rotation]",
            (Self::Top, _) => "[walk]",
            (table, _) => table.header(),
        }
    }

    fn misspelt(self, key: &str, near: &'static str) -> FindingKind {
        FindingKind::MisspeltKey {
            key: piece(key),
            table: self.under(),
            near,
        }
    }

    /// The known key that takes the fewest letters to reach, if that is few.
    fn near(self, key: &str) -> Option<(&'static str, usize)> {
        let letters: Vec<char> = key.chars().take(LONGEST_KEY + 1).collect();
        if letters.len() > LONGEST_KEY {
            return None;
        }
        let few = (letters.len() / 3).clamp(1, 3);
        self.keys()
            .iter()
            .map(|known| (*known, distance(&letters, known)))
            .min_by_key(|(_, distance)| *distance)
            .filter(|(_, distance)| *distance <= few)
    }
}

fn is_personal(key: &str) -> bool {
    key.len() <= 4 * LONGEST_KEY && PERSONAL.contains(&key.to_lowercase().as_str())
}

/// Letters to insert, leave out or replace (Levenshtein).
fn distance(from: &[char], to: &str) -> usize {
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (done, wanted) in to.chars().enumerate() {
        let mut left = done + 1;
        let mut corner = done;
        for (cell, letter) in row.iter_mut().skip(1).zip(from) {
            let above = *cell;
            let replaced = corner + usize::from(*letter != wanted);
            left = replaced.min(above + 1).min(left + 1);
            corner = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = done + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_letters() {
        let of = |a: &str, b| distance(&a.chars().collect::<Vec<_>>(), b);
        assert_eq!(of("", "abc"), 3);
        assert_eq!(of("places", "places"), 0);
        assert_eq!(of("plases", "places"), 1);
        assert_eq!(of("langauges", "languages"), 2);
        assert_eq!(of("kitten", "sitting"), 3);
    }

    #[test]
    fn a_key_is_nearest_home_first() {
        let code = |table: Table, key| table.judge(key).map(|what| what.code());
        assert_eq!(code(Table::Station, "language"), Some("misspelt-key"));
        assert_eq!(code(Table::Times, "groups"), Some("misplaced-key"));
        assert_eq!(code(Table::Top, "opening"), Some("misplaced-key"));
        assert_eq!(code(Table::Group, "teacher"), Some("personal-data"));
        assert_eq!(code(Table::Station, "colour"), Some("unknown-key"));
        assert_eq!(code(Table::Station, "places"), None);
        assert_eq!(code(Table::Top, "min_reader"), None);
    }
}
