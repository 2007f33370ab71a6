//! Groups larger than the stations, cut into even parts.
//!
//! The parts of a class are named with a stroke and a number, `9А/1`, `9А/2`; a class that has a stroke already is
//! numbered on behind a point, `9/1` → `9/1.1`, `9/1.2`, so that no part takes the name of another class.
//! Sums are kept: pupils, needs and, where there are enough of them, adults. Every part has at least one adult.

use super::row::Listed;
use std::collections::BTreeMap;

/// Even parts of at most `places` pupils, the larger first; one part if it fits or if there are no places.
pub fn halves(size: u16, places: u16) -> Vec<u16> {
    if size <= places || places == 0 {
        return vec![size];
    }
    shares(size, size.div_ceil(places))
}

/// The parts of a group for stations of at most `places` pupils; itself if it fits.
///
/// Each kind of support stays together as far as the part has pupils left for it, so that one interpreter or one
/// quiet station is enough.
pub fn split(group: &Listed, places: u16) -> Vec<Listed> {
    let sizes = halves(group.size.unwrap_or(0), places);
    if sizes.len() < 2 {
        return vec![group.clone()];
    }
    let parts = u16::try_from(sizes.len()).unwrap_or(u16::MAX);
    let mut left = group.needs.clone();
    let mut listed = Vec::with_capacity(sizes.len());
    for ((number, size), adults) in (1..=parts).zip(sizes).zip(shares(group.adults, parts)) {
        let mut needs = BTreeMap::new();
        for (kind, count) in &mut left {
            let here = (*count).min(size);
            *count -= here;
            if here > 0 {
                needs.insert(*kind, here);
            }
        }
        listed.push(Listed {
            class: part(&group.class, number),
            size: Some(size),
            adults: adults.max(1),
            needs,
            ..group.clone()
        });
    }
    listed
}

/// The name of a part.
fn part(class: &str, number: u16) -> String {
    let sign = if class.contains('/') { '.' } else { '/' };
    format!("{class}{sign}{number}")
}

/// Shares that differ by one at most, the larger first.
fn shares(total: u16, parts: u16) -> Vec<u16> {
    let (each, more) = (total / parts.max(1), total % parts.max(1));
    (0..parts).map(|n| each + u16::from(n < more)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Lang, Support};

    fn class(name: &str, size: u16, adults: u16) -> Listed {
        Listed {
            school: "№2".to_owned(),
            class: name.to_owned(),
            lang: Some(Lang::Kk),
            size: Some(size),
            adults,
            needs: BTreeMap::new(),
        }
    }

    #[test]
    fn parts_are_even_fit_and_keep_the_sum() {
        assert_eq!(halves(25, 16), [13, 12]);
        assert_eq!(halves(16, 16), [16]);
        assert_eq!(halves(49, 16), [13, 12, 12, 12]);
        assert_eq!(halves(5, 0), [5]);
        for size in 1..200 {
            for places in 1..40 {
                let parts = halves(size, places);
                assert_eq!(parts.iter().sum::<u16>(), size);
                assert!(parts.iter().all(|part| *part <= places && *part > 0));
                assert!(parts[0] - parts[parts.len() - 1] <= 1);
            }
        }
    }

    #[test]
    fn parts_are_numbered_and_a_numbered_class_gets_names_of_its_own() {
        let names =
            |class: &Listed| -> Vec<String> { split(class, 16).into_iter().map(|part| part.class).collect() };
        assert_eq!(names(&class("9А", 25, 2)), ["9А/1", "9А/2"]);
        assert_eq!(names(&class("9/1", 25, 2)), ["9/1.1", "9/1.2"]);
        assert_eq!(names(&class("9А", 12, 2)), ["9А"]);
    }

    #[test]
    fn needs_keep_their_sums_and_stay_together() {
        let mut class = class("9А", 25, 3);
        class.needs = BTreeMap::from([(Support::Quiet, 2), (Support::Sign, 14)]);
        let parts = split(&class, 16);
        assert_eq!(
            parts[0].needs,
            BTreeMap::from([(Support::Quiet, 2), (Support::Sign, 13)])
        );
        assert_eq!(parts[1].needs, BTreeMap::from([(Support::Sign, 1)]));
        assert_eq!([parts[0].adults, parts[1].adults], [2, 1]);
    }

    #[test]
    fn no_part_goes_without_an_adult() {
        let parts = split(&class("9А", 40, 1), 16);
        assert_eq!(
            parts.iter().map(|part| part.adults).collect::<Vec<_>>(),
            [1, 1, 1]
        );
    }
}
