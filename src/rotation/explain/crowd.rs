//! Heads against places: in each round, for every family of groups that share languages and needs.
//!
//! A family's groups can only go to stations that are run in one of its languages and are fit for what all of them need.
//! Where those have fewer places than the family has heads, at least as many groups stay out as the largest of them that
//! hold the difference; where they can take fewer groups than there are, whatever is put together, the difference stays
//! out. Both are asked of the whole family and of its larger groups alone, which small stations cannot take.

use super::ground::Ground;
use super::{Family, Proof, Reason};
use std::collections::BTreeSet;

/// Sets of needs: every combination of the two.
const NEEDS: [u8; 4] = [0, 1, 2, 3];
/// Up to so many languages every set of them is looked at; with more, each alone and all together.
const ALL_SETS_UP_TO: usize = 5;

/// Groups of one round that are still to be planned, the largest first.
struct Crowd {
    round: usize,
    members: Vec<Member>,
}

struct Member {
    group: usize,
    lang: u32,
    needs: u8,
    size: u32,
}

/// The best proofs of one round within each family: by set of languages and needs.
struct Table {
    sets: Vec<u32>,
    /// A row a round, a cell for every set and needs.
    rows: Vec<Vec<Option<Proof>>>,
}

/// The proofs that together say most about groups that are not `told` of otherwise; disjoint in every round.
pub(super) fn proofs(ground: &Ground<'_>, told: &[bool]) -> Vec<Proof> {
    let table = Table::of(ground, told);
    let all = table.sets.last().copied().unwrap_or(0);
    let mut best = table.within(all, 0);
    if ground.has_rests() {
        // The rests of everybody may outweigh what a few cannot avoid: look at smaller families by themselves.
        for set in &table.sets {
            for needs in NEEDS {
                let one = table.within(*set, needs);
                if ground.bound(&one) > ground.bound(&best) {
                    best = one;
                }
            }
        }
    }
    best
}

impl Table {
    fn of(ground: &Ground<'_>, told: &[bool]) -> Self {
        let problem = ground.problem;
        let langs: BTreeSet<u32> = problem.parties.iter().map(|party| lang_bit(party.lang)).collect();
        let sets = sets(&langs.into_iter().collect::<Vec<_>>());
        let rows = (0..problem.rounds)
            .map(|round| {
                let crowd = Crowd::of(ground, told, round);
                let cells = sets.iter().flat_map(|set| NEEDS.map(|needs| (*set, needs)));
                cells
                    .map(|(set, needs)| crowd.proof(ground, set, needs, sets.last() == Some(&set)))
                    .collect()
            })
            .collect();
        Self { sets, rows }
    }

    /// In every round the disjoint families inside this one that say most.
    fn within(&self, set: u32, needs: u8) -> Vec<Proof> {
        self.rows
            .iter()
            .flat_map(|row| self.split(row, set, needs))
            .collect()
    }

    fn split(&self, row: &[Option<Proof>], set: u32, needs: u8) -> Vec<Proof> {
        let count = |proofs: &[Proof]| proofs.iter().map(|proof| proof.count).sum::<u32>();
        let mut best: Vec<(u32, Vec<Proof>)> = Vec::new();
        for (inner, cells) in self.sets.iter().zip(row.chunks(NEEDS.len())) {
            if inner & !set != 0 {
                continue;
            }
            let narrow = NEEDS.iter().zip(cells).filter(|(of, _)| *of & needs == needs);
            let mut mine: Vec<Proof> = Vec::new();
            for proof in narrow.filter_map(|(_, proof)| proof.as_ref()) {
                if proof.count > count(&mine) {
                    mine = vec![proof.clone()];
                }
            }
            // Two parts that share no language share no group.
            for (one, proofs) in &best {
                let rest = best.iter().find(|(other, _)| *other == inner & !one);
                let Some((_, others)) = rest.filter(|_| one & !inner == 0) else {
                    continue;
                };
                if count(proofs) + count(others) > count(&mine) {
                    mine = [proofs.clone(), others.clone()].concat();
                }
            }
            best.push((*inner, mine));
        }
        best.pop().map(|(_, proofs)| proofs).unwrap_or_default()
    }
}

fn lang_bit(lang: usize) -> u32 {
    u32::try_from(lang)
        .ok()
        .and_then(|lang| 1_u32.checked_shl(lang))
        .unwrap_or(0)
}

/// The sets of languages to look at, smaller ones first, all of them last.
fn sets(langs: &[u32]) -> Vec<u32> {
    let all = langs.iter().fold(0, |set, lang| set | lang);
    if langs.len() > ALL_SETS_UP_TO {
        return langs.iter().copied().chain([all]).collect();
    }
    let mut sets = vec![0];
    for lang in langs {
        let with: Vec<u32> = sets.iter().map(|set| set | lang).collect();
        sets.extend(with);
    }
    sets.retain(|set| *set != 0);
    sets.sort_by_key(|set| (set.count_ones(), *set));
    sets
}

impl Crowd {
    fn of(ground: &Ground<'_>, told: &[bool], round: usize) -> Self {
        let parties = ground.problem.parties.iter().enumerate();
        let mut members: Vec<Member> = parties
            .filter(|(group, _)| ground.problem.is_free(*group, round))
            .filter(|(group, _)| !told.get(*group).copied().unwrap_or(false))
            .map(|(group, party)| Member {
                group,
                lang: lang_bit(party.lang),
                needs: party.needs,
                size: party.size,
            })
            .collect();
        members.sort_by_key(|member| std::cmp::Reverse(member.size));
        Self { round, members }
    }

    /// The strongest proof about one family in this round; of two alike, the one about more of its groups.
    fn proof(&self, ground: &Ground<'_>, set: u32, needs: u8, is_all: bool) -> Option<Proof> {
        let in_family = |member: &&Member| member.lang & set != 0 && member.needs & needs == needs;
        let family: Vec<&Member> = self.members.iter().filter(in_family).collect();
        let smallest = family.last()?.size;
        let stops = ground.problem.stops.iter().enumerate();
        let mut places: Vec<u32> = stops
            .filter(|(_, stop)| stop.langs & set != 0 && stop.fit & needs == needs)
            .map(|(station, _)| ground.places(station, self.round))
            .collect();
        places.sort_unstable_by_key(|places| std::cmp::Reverse(*places));
        let mut best: Option<(Short, u32, usize)> = None;
        let mut upto = family.len();
        while upto > 0 {
            let large = family.get(..upto)?;
            let least = large.last()?.size;
            for short in [heads(large, least, &places), seats(large, least, &places)] {
                if short.each > best.as_ref().map_or(0, |(best, ..)| best.each) {
                    best = Some((short, least, upto));
                }
            }
            upto = large.partition_point(|member| member.size > least);
        }
        let (short, least, upto) = best?;
        let langs = if is_all { Vec::new() } else { indices(set) };
        let least = (least > smallest).then_some(least);
        Some(Proof {
            count: short.each,
            members: family.iter().take(upto).map(|member| member.group).collect(),
            reason: short.reason(self.round, Family { langs, needs, least }),
        })
    }
}

/// How far a family is from fitting in.
struct Short {
    groups: u32,
    /// Heads, where heads are counted.
    heads: Option<u32>,
    /// Places, or how many groups fit.
    room: u32,
    each: u32,
}

impl Short {
    fn reason(self, round: usize, family: Family) -> Reason {
        let Self {
            groups, room, each, ..
        } = self;
        let (first, last) = (round, round);
        match self.heads {
            Some(heads) => Reason::Heads {
                first,
                last,
                family,
                groups,
                heads,
                places: room,
                each,
            },
            None => Reason::Seats {
                first,
                last,
                family,
                groups,
                seats: room,
                each,
            },
        }
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Counts heads; stations that could not take the smallest of these groups do not count.
fn heads(large: &[&Member], least: u32, places: &[u32]) -> Short {
    let heads: u32 = large.iter().map(|member| member.size).sum();
    let room = places.iter().take_while(|places| **places >= least).sum();
    let mut excess = heads.saturating_sub(room);
    let mut each = 0;
    for member in large {
        if excess == 0 {
            break;
        }
        excess = excess.saturating_sub(member.size);
        each += 1;
    }
    Short {
        groups: number(large.len()),
        heads: Some(heads),
        room,
        each,
    }
}

/// Counts groups: a station takes at most as many as the smallest of them would fit in.
fn seats(large: &[&Member], least: u32, places: &[u32]) -> Short {
    let groups = number(large.len());
    let fit = |places: &u32| places.checked_div(least).unwrap_or(groups);
    let room = places.iter().map(fit).fold(0, u32::saturating_add);
    Short {
        groups,
        heads: None,
        room,
        each: groups.saturating_sub(room),
    }
}

fn indices(set: u32) -> Vec<usize> {
    (0..32).filter(|lang| set >> lang & 1 == 1).collect()
}
