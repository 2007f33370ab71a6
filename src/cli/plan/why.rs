//! Why groups stay without a station, as lines under a plan.

use crate::rotation::explain::{LeftOut, Reasons};
use crate::rotation::format::Instance;
use crate::runtime::why::{Names, Teller};
use crate::ui::text::Texts;

/// The names of a problem that was read from a file, ready for sentences.
pub struct Spoken {
    texts: &'static Texts,
    groups: Vec<String>,
    stations: Vec<String>,
    rounds: Vec<String>,
    languages: Vec<String>,
}

impl Spoken {
    /// The names of this problem; languages that the texts know are called as people call them.
    pub fn of(instance: &Instance, texts: &'static Texts) -> Self {
        let language = |code: &String| {
            let known = texts.find(&format!("teach-{code}"));
            known.map_or_else(|| code.clone(), str::to_owned)
        };
        Self {
            texts,
            groups: instance.groups.clone(),
            stations: instance.stations.clone(),
            rounds: (1..=instance.problem.rounds)
                .map(|round| round.to_string())
                .collect(),
            languages: instance.languages.iter().map(language).collect(),
        }
    }

    fn teller(&self) -> Teller<'_> {
        Teller {
            texts: self.texts,
            names: Names {
                groups: &self.groups,
                stations: &self.stations,
                rounds: &self.rounds,
                languages: &self.languages,
            },
        }
    }

    /// The bound and its proofs, a line each; none where nothing is proved.
    pub fn reasons(&self, reasons: &Reasons) -> Vec<String> {
        self.teller().reasons(reasons)
    }

    /// The cells that a plan leaves without a station, a line each.
    pub fn left_out(&self, cells: &[LeftOut]) -> Vec<String> {
        cells.iter().map(|cell| self.teller().left_out(cell)).collect()
    }
}
