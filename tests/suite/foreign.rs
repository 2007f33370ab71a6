//! Bytes that others wrote: whatever they are, reading them ends without a panic, and what was good stays what it
//! was.

use proptest::prelude::*;
use proptest::sample::Index;
use sheber::cli::verify::records;
use sheber::domain::entry::{LINE_MAX_BYTES, Record};
use sheber::domain::fact::Fact;

use crate::log_kit::{pen, record};

/// A good line, and the same with a few places changed, doubled or cut out.
fn bent() -> impl Strategy<Value = (String, Vec<u8>)> {
    let change = (any::<Index>(), any::<u8>(), 0..4_u8);
    prop::collection::vec(change, 1..6).prop_map(|changes| {
        let line = record(&mut pen(u64::MAX), 27).to_line();
        let mut bytes = line.clone().into_bytes();
        for (place, byte, how) in changes {
            let at = place.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                _ => bytes.extend_from_within(at..),
            }
            if bytes.is_empty() {
                break;
            }
        }
        (line, bytes)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_as_lines_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        prop_assert!(Record::from_line(&text).is_err());
        let (found, unreadable) = records(&text);
        prop_assert!(found.is_empty() && unreadable.len() <= text.lines().count());
    }

    #[test]
    fn a_bent_line_is_no_record_or_the_same_one_or_unsealed((line, bytes) in bent()) {
        let text = String::from_utf8_lossy(&bytes);
        let whole = Record::from_line(&line).unwrap();
        if let Ok(read) = Record::from_line(&text) {
            prop_assert!(!read.is_sealed() || read == whole, "{read:?}");
            prop_assert!(Record::from_line(&read.to_line()).is_ok());
        }
    }

    #[test]
    fn any_body_under_any_kind_is_a_fact(
        kind in prop::sample::select(Fact::KINDS),
        body in prop_oneof![".{0,60}", "[\\[\\]{}:,\"0-9a-z_-]{0,60}"],
    ) {
        let fact = Fact::read(kind, &body);
        prop_assert_eq!(fact.kind(), kind);
        drop((fact.body(), fact.place(), fact.visit(), fact.about()));
    }

    #[test]
    fn a_bent_body_is_a_fact((_, bytes) in bent(), other in prop::sample::select(Fact::KINDS)) {
        let text = String::from_utf8_lossy(&bytes);
        let start = text.find("\"body\":").map_or(0, |at| at + 7);
        let kind = Fact::read(other, &text[start..]);
        prop_assert_eq!(kind.kind(), other);
    }
}

#[test]
fn a_line_longer_than_any_record_is_not_even_read() {
    let line = format!("{{\"v\":1,\"body\":\"{}\"}}", "x".repeat(LINE_MAX_BYTES));
    assert!(
        Record::from_line(&line)
            .unwrap_err()
            .to_string()
            .contains("more than a record can have")
    );
    // Deeply nested: an answer, and no overflow of the stack.
    let deep = format!("{{\"v\":1,\"body\":{}", "[".repeat(500_000));
    assert!(Record::from_line(&deep).is_err());
    assert!(matches!(
        Fact::read("floor_opened", &"[".repeat(500_000)),
        Fact::Unknown(_)
    ));
}
