//! What a problem from a file calls its groups and stations, for the sentences of [`crate::runtime::why`].

use crate::rotation::format::Instance;
use crate::runtime::why::Names;
use crate::ui::text::Texts;

/// The names of a problem that was read from a file; languages that the texts know are called as people call them.
pub fn names(instance: &Instance, texts: &Texts) -> Names {
    let language = |code: &String| {
        let known = texts.find(&format!("teach-{code}"));
        known.map_or_else(|| code.clone(), str::to_owned)
    };
    Names {
        groups: instance.groups.clone(),
        stations: instance.stations.clone(),
        rounds: (1..=instance.problem.rounds)
            .map(|round| round.to_string())
            .collect(),
        languages: instance.languages.iter().map(language).collect(),
    }
}
