//! Sessions with groups in which somebody needs support: totals only.

use super::Basis;
use crate::domain::event::{Group, Support as Kind};
use crate::domain::id::GroupNo;
use crate::report::model::{Support, SupportRow};
use crate::report::value::Cell;
use std::collections::BTreeMap;

/// Sessions and pupils behind them.
fn row(basis: &Basis<'_>, needs: impl Fn(&Group) -> u32) -> (Cell, u32) {
    let mut groups: BTreeMap<GroupNo, u32> = BTreeMap::new();
    let mut sessions = 0;
    for one in basis.seen.iter().filter(|one| one.held) {
        let pupils = one.group.map_or(0, &needs);
        if pupils > 0 {
            sessions += 1;
            groups.insert(one.visit.group, pupils);
        }
    }
    (Cell::Known(sessions), groups.values().sum())
}

/// Support by kind.
pub(super) fn support(basis: &Basis<'_>) -> Support {
    let any = |group: &Group| group.needs.values().map(|pupils| u32::from(*pupils)).sum();
    let (sessions, pupils) = row(basis, any);
    let kinds = Kind::ALL.into_iter().map(|kind| {
        let of_kind = |group: &Group| group.needs.get(&kind).map_or(0, |pupils| u32::from(*pupils));
        let (sessions, pupils) = row(basis, of_kind);
        SupportRow {
            kind,
            sessions,
            pupils,
        }
    });
    Support {
        sessions,
        kinds: kinds.collect(),
        pupils,
    }
}
