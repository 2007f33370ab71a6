//! Kinds of entries in words, for whoever chooses among them.

use super::Texts;

/// The keys of the sentences in which entries of a kind are told; none for a kind of a newer version.
const fn keys(kind: &str) -> &'static [&'static str] {
    match kind.as_bytes() {
        b"floor_opened" => &["did-opened"],
        b"station_ready" => &["did-ready", "did-ready-deputy"],
        b"station_not_ready" => &["did-not-ready"],
        b"medium_changed" => &["kind-medium", "did-on-paper", "did-on-laptop"],
        b"instructor_changed" => &["did-handover"],
        b"group_arrived" => &["did-arrived"],
        b"count_corrected" => &["did-recounted"],
        b"group_finished" => &["did-finished"],
        b"sent_on" => &["did-sent-on"],
        b"briefing_marked" => &["did-briefing"],
        b"interest_counted" => &["did-interest"],
        b"walk_ins_counted" => &["did-walk-ins"],
        b"station_paused" => &["did-paused"],
        b"station_resumed" => &["did-resumed"],
        b"round_extended" => &["did-extended"],
        b"stations_paused" => &["kind-stations-paused", "did-stations-paused"],
        b"stations_resumed" => &["kind-stations-resumed", "did-stations-resumed"],
        b"places_lowered" => &["did-places-lowered"],
        b"places_restored" => &["did-places-restored"],
        b"station_closed" => &["kind-closed", "did-closed"],
        b"station_opened" => &["did-station-opened"],
        b"guests_came" => &["did-guests-came"],
        b"guests_left" => &["did-guests-left"],
        b"groups_delayed" => &["did-delayed"],
        b"groups_on_site" => &["did-on-site"],
        b"round_skipped" => &["kind-skipped", "did-skipped"],
        b"groups_left" => &["kind-left", "did-left"],
        b"groups_absent" => &["kind-absent", "did-absent"],
        b"plan_revised" => &["kind-revised", "did-moved"],
        b"group_added" => &["kind-group-added", "did-group-added"],
        b"group_split" => &["kind-split", "did-split"],
        b"group_resized" => &["kind-resized", "did-resized"],
        b"groups_listed" => &[
            "did-listed",
            "listed-new",
            "listed-changed",
            "listed-gone",
            "listed-back",
        ],
        b"rounds_retimed" => &["did-retimed"],
        b"evacuation_called" => &["kind-evacuation", "did-evacuation", "did-evacuation-drill"],
        b"roll_called" => &["did-roll-call"],
        b"sheet_entered" => &["kind-sheet", "did-sheet"],
        b"figures_given" => &["did-figures"],
        b"floor_held" => &["did-held"],
        b"floor_resumed" => &["did-released"],
        b"message_sent" => &["did-message"],
        b"message_received" => &["did-received"],
        b"help_called" => &["did-called"],
        b"call_accepted" => &["did-call-accepted"],
        b"call_closed" => &["did-call-closed"],
        b"desk_visited" => &["did-visit"],
        b"desk_visit_taken_back" => &["did-taken-back"],
        b"desk_queue_counted" => &["did-queue"],
        b"entry_undone" => &["did-undone"],
        _ => &[],
    }
}

/// What a kind is called: `arrived`, `general hold`; a kind of a newer version by its name on the wire.
pub fn kind_words(texts: &Texts, kind: &str) -> String {
    let Some(first) = keys(kind).first() else {
        return kind.to_owned();
    };
    let sentence = texts.fmt(first, &[]);
    let words = sentence.split_once(':').map_or(&*sentence, |(words, _)| words);
    words.to_owned()
}

/// Everything that stands in every line of a kind, values left out: what words can be looked for in.
pub fn kind_sentence(texts: &Texts, kind: &str) -> String {
    let keys = keys(kind);
    if keys.is_empty() {
        return format!("{kind} {}", texts.get("did-unknown"));
    }
    let sentences: Vec<String> = keys.iter().map(|key| texts.fmt(key, &[])).collect();
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Lang;
    use crate::domain::fact::Fact;

    #[test]
    fn every_kind_has_words_of_its_own_in_every_language() {
        for lang in Lang::ALL {
            let texts = Texts::of(lang);
            let mut all: Vec<String> = Fact::KINDS.iter().map(|kind| kind_words(texts, kind)).collect();
            for words in &all {
                assert!(!words.contains(['{', '_']), "{}: {words}", lang.code());
            }
            all.sort();
            all.dedup();
            assert_eq!(
                all.len(),
                Fact::KINDS.len(),
                "{}: two kinds are called alike",
                lang.code()
            );
        }
    }
}
