//! Reasons of the planner as sentences, for the screens and for the commands alike.
//!
//! Here, because the planner knows no texts and the screens know no planner. Laws: a sentence holds every number of its
//! proof; names are put in as they are given, so whoever gives them keeps control characters out.

use crate::domain::event::Lang;
use crate::rotation::day::Day;
use crate::rotation::explain::{Family, LeftOut, Reason, Reasons, Why};
use crate::rotation::problem::{QUIET, STEP_FREE};
use crate::ui::say::language_key;
use crate::ui::text::{Texts, Value};

/// What the indices of a problem are called; an index beyond the names shows itself, counted from 1.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
    /// Groups, as numbers or names after the word "group".
    pub groups: Vec<String>,
    /// Stations, as numbers or names after the word "station".
    pub stations: Vec<String>,
    /// Rounds, as numbers after the word "round".
    pub rounds: Vec<String>,
    /// Languages, in the language of the sentences.
    pub languages: Vec<String>,
}

impl Names {
    /// The numbers of a day, and its languages in the words of these texts.
    pub fn of(day: &Day, texts: &Texts) -> Self {
        Self {
            groups: day.groups.iter().map(|no| no.0.to_string()).collect(),
            stations: day.stations.iter().map(|no| no.0.to_string()).collect(),
            rounds: (1..=day.problem.rounds).map(|round| round.to_string()).collect(),
            languages: Lang::ALL
                .map(|lang| texts.get(language_key(lang)).to_owned())
                .to_vec(),
        }
    }
}

/// Makes sentences in one language.
pub struct Teller {
    /// The texts.
    pub texts: &'static Texts,
    /// The names.
    pub names: Names,
}

fn named(names: &[String], index: usize) -> String {
    let known = names.get(index).cloned();
    known.unwrap_or_else(|| (index + 1).to_string())
}

impl Teller {
    /// Every sentence that says why: the bound first, then its proofs; none where nothing is proved.
    pub fn reasons(&self, reasons: &Reasons) -> Vec<String> {
        if reasons.least_idle == 0 {
            return Vec::new();
        }
        let bound = self
            .texts
            .fmt("plan-why-least", &[("n", reasons.least_idle.into())]);
        let proofs = reasons.list.iter().map(|reason| self.reason(reason));
        let rests =
            (reasons.rests > 0).then(|| self.texts.fmt("plan-why-rests", &[("n", reasons.rests.into())]));
        [bound].into_iter().chain(proofs).chain(rests).collect()
    }

    /// One proof as a sentence without a full stop.
    pub fn reason(&self, reason: &Reason) -> String {
        let texts = self.texts;
        match reason {
            Reason::Pinned { groups, idle } => texts.fmt(
                "plan-why-pinned",
                &[("who", self.groups(groups).into()), ("n", (*idle).into())],
            ),
            Reason::Heads {
                first,
                last,
                family,
                groups,
                heads,
                places,
                each,
            } => {
                let key = match (family.langs.is_empty(), is_plain(family)) {
                    (true, true) => "plan-why-heads",
                    (false, true) => "plan-why-heads-lang",
                    (_, false) => "plan-why-heads-family",
                };
                let mut values = self.crowd((*first, *last), family, *groups, *each);
                let heads = texts.fmt("n-people", &[("n", (*heads).into())]);
                values.extend([("heads", heads.into()), ("c", (*places).into())]);
                texts.fmt(key, &values)
            }
            Reason::Seats {
                first,
                last,
                family,
                groups,
                seats,
                each,
            } => {
                let is_all = family.langs.is_empty() && is_plain(family);
                let key = if is_all {
                    "plan-why-seats"
                } else {
                    "plan-why-seats-family"
                };
                let mut values = self.crowd((*first, *last), family, *groups, *each);
                values.push(("c", (*seats).into()));
                texts.fmt(key, &values)
            }
            Reason::Route {
                groups,
                rounds,
                stations,
                each,
            } => {
                let key = if groups.len() > 1 {
                    "plan-why-route-each"
                } else {
                    "plan-why-route"
                };
                let values = [
                    ("who", self.groups(groups).into()),
                    ("when", self.rounds(rounds).into()),
                    ("s", (*stations).into()),
                    ("m", (*each).into()),
                ];
                texts.fmt(key, &values)
            }
            Reason::Mix {
                meetings,
                pairs,
                idle,
            } => texts.fmt(
                "plan-why-mix",
                &[
                    ("m", (*meetings).into()),
                    ("c", (*pairs).into()),
                    ("n", (*idle).into()),
                ],
            ),
        }
    }

    /// A cell without a station and what kept each station from it.
    pub fn left_out(&self, cell: &LeftOut) -> String {
        self.texts.fmt(
            "plan-why-left",
            &[
                ("who", self.groups(&[cell.group]).into()),
                ("when", self.rounds(&[cell.round]).into()),
                ("x", self.why(&cell.why).into()),
            ],
        )
    }

    /// What kept each station from a cell.
    pub fn why(&self, why: &Why) -> String {
        let texts = self.texts;
        if why.is_pinned {
            return texts.get("plan-why-left-pinned").to_owned();
        }
        let counts = [
            ("plan-why-left-closed", why.closed),
            ("plan-why-left-language", why.language),
            ("plan-why-left-unfit", why.unfit),
            ("plan-why-left-been", why.been),
            ("plan-why-left-far", why.far),
            ("plan-why-left-met", why.met),
            ("plan-why-left-open", why.open),
        ];
        let mut parts: Vec<String> = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| texts.fmt(key, &[("n", count.into())]))
            .collect();
        if let Some((station, lacks)) = why.nearest {
            let station = named(&self.names.stations, station);
            let values = [("n", why.full.into()), ("s", station.into()), ("m", lacks.into())];
            parts.push(texts.fmt("plan-why-left-full", &values));
        }
        parts.join("; ")
    }

    fn crowd(
        &self,
        rounds: (usize, usize),
        family: &Family,
        groups: u32,
        each: u32,
    ) -> Vec<(&str, Value<'_>)> {
        let (first, last) = rounds;
        let stay = if first == last {
            "plan-why-stay"
        } else {
            "plan-why-stay-each"
        };
        let rounds: Vec<usize> = (first..=last).collect();
        let groups = self.texts.fmt("n-groups", &[("n", groups.into())]);
        vec![
            ("when", self.rounds(&rounds).into()),
            ("x", self.family(family).into()),
            ("groups", groups.into()),
            ("stay", self.texts.fmt(stay, &[("n", each.into())]).into()),
        ]
    }

    fn family(&self, family: &Family) -> String {
        let langs: Vec<String> = family
            .langs
            .iter()
            .map(|lang| named(&self.names.languages, *lang))
            .collect();
        let mut parts = Vec::new();
        if !langs.is_empty() {
            parts.push(langs.join(" / "));
        }
        for (need, key) in [(STEP_FREE, "plan-why-step-free"), (QUIET, "plan-why-quiet")] {
            if family.needs & need != 0 {
                parts.push(self.texts.get(key).to_owned());
            }
        }
        parts.extend(
            family
                .least
                .map(|least| self.texts.fmt("plan-why-size", &[("n", least.into())])),
        );
        parts.join(", ")
    }

    fn groups(&self, groups: &[usize]) -> String {
        let key = if groups.len() > 1 {
            "plan-why-groups"
        } else {
            "plan-why-group"
        };
        let names: Vec<String> = groups
            .iter()
            .map(|group| named(&self.names.groups, *group))
            .collect();
        self.texts.fmt(key, &[("x", names.join(", ").into())])
    }

    /// Rounds with those in a row as a span.
    fn rounds(&self, rounds: &[usize]) -> String {
        let key = if rounds.len() > 1 {
            "plan-why-rounds"
        } else {
            "plan-why-round"
        };
        let spans: Vec<String> = rounds
            .chunk_by(|one, next| *next == *one + 1)
            .filter_map(|span| {
                let first = named(&self.names.rounds, *span.first()?);
                let last = named(&self.names.rounds, *span.last()?);
                Some(match span.len() {
                    1 => first,
                    _ => format!("{first}–{last}"),
                })
            })
            .collect();
        self.texts.fmt(key, &[("x", spans.join(", ").into())])
    }
}

fn is_plain(family: &Family) -> bool {
    family.needs == 0 && family.least.is_none()
}
