//! What was said up to a moment and still stands, and who may be on the site by it.

use std::collections::{BTreeMap, BTreeSet};

use crate::other_days::plan::Plan;
use crate::other_days::words::{Line, What};

/// Without what was taken back; an undo that was taken back itself does nothing.
pub(super) fn in_force<'l>(said: &[&'l Line]) -> Vec<&'l Line> {
    let mut undone = BTreeSet::new();
    for line in said.iter().rev() {
        if let What::Undo(key) = line.what
            && !undone.contains(&line.key)
        {
            undone.insert(key);
        }
    }
    said.iter()
        .copied()
        .filter(|line| !undone.contains(&line.key))
        .collect()
}

/// Groups that may be on the site at a moment with their pupils: all that are known, but those that are absent, have
/// left, or were said to come later and have not been seen yet.
pub(crate) fn on_site(plan: &Plan, day: &[Line], at: i64, times: &[(i64, i64)]) -> BTreeMap<u16, i64> {
    let said: Vec<&Line> = day.iter().filter(|line| line.at < at && !line.refused).collect();
    let round = times.iter().filter(|(from, _)| *from <= at).count();
    let mut sizes: BTreeMap<u16, i64> = plan.groups.iter().map(|(no, group)| (*no, group.size)).collect();
    let (mut away, mut seen, mut waited) = (
        BTreeSet::<u16>::new(),
        BTreeSet::<u16>::new(),
        BTreeSet::<u16>::new(),
    );
    for line in in_force(&said) {
        match &line.what {
            What::Arrive(visit, count) | What::Count(visit, count) => {
                seen.insert(visit.2);
                sizes.insert(visit.2, *count);
            }
            What::AddGroup(group, about) => {
                sizes.insert(*group, about.size);
            }
            What::Split(_, parts) => sizes.extend(parts.iter().copied()),
            What::Resize(group, size) => {
                sizes.insert(*group, *size);
            }
            What::OnSite(groups) => seen.extend(groups),
            What::Delay(groups, until, _) if at < until + plan.no_show_after_s => waited.extend(groups),
            What::LeaveEarly(groups, after, _) if *after < round => away.extend(groups),
            What::Absent(groups, from, _) if *from <= round => away.extend(groups),
            _ => {}
        }
    }
    sizes.retain(|no, _| !away.contains(no) && (!waited.contains(no) || seen.contains(no)));
    sizes
}
