//! Totals: what a list says that its rows add up to, and what they do.
//!
//! An office's total is compared with the groups that count; where it agrees with the plain numbers only, Excel
//! has passed over the cells that are text, and that is said.

use super::ask::QuestionKind;
use super::count;
use super::remark::{Remark, RemarkKind, Told};
use super::row::{Row, Status};
use super::sheet::Line;

/// What a row adds to a total, or says as one.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Sum {
    /// The size as a plain number, as a spreadsheet adds it up.
    bare: Option<u32>,
    /// Whether the row is a total.
    is_total: bool,
    /// What it says as a total.
    total: Option<u32>,
}

impl Sum {
    /// A group.
    pub(super) fn of(bare: Option<u32>) -> Self {
        Self {
            bare,
            ..Self::default()
        }
    }

    /// A total: the number in the column of sizes, or the only one in the row.
    pub(super) fn total(line: &Line, size: Option<usize>) -> Self {
        let in_column = size.and_then(|at| count::total(line.cell(at)));
        let mut numbers = line.cells.iter().filter_map(count::total);
        let only = numbers.next().filter(|_| numbers.next().is_none());
        Self {
            bare: None,
            is_total: true,
            total: in_column.or(only),
        }
    }
}

/// The sums of the rows between two totals.
#[derive(Clone, Copy, Default)]
struct Block {
    counted: u32,
    bare: u32,
}

impl Block {
    fn add(&mut self, row: &Row, sum: Sum) {
        let is_open = row
            .questions
            .iter()
            .any(|question| question.kind == QuestionKind::SameClass);
        let size = row.group.as_ref().and_then(|group| group.size).unwrap_or(0);
        if row.status != Status::Skipped && !is_open {
            self.counted = self.counted.saturating_add(size.into());
        }
        self.bare = self.bare.saturating_add(sum.bare.unwrap_or(0));
    }
}

/// Compares each total with the rows since the last one, and with all rows above.
pub(super) fn compare(rows: &mut [Row], sums: &[Sum]) {
    let (mut all, mut block) = (Block::default(), Block::default());
    for (row, sum) in rows.iter_mut().zip(sums) {
        if !sum.is_total {
            all.add(row, *sum);
            block.add(row, *sum);
            continue;
        }
        let near = if block.counted > 0 { block } else { all };
        let (kind, counted) = match sum.total {
            None => (RemarkKind::TotalUnread, near.counted),
            Some(said) if said == near.counted => (RemarkKind::Total, near.counted),
            Some(said) if said == all.counted => (RemarkKind::Total, all.counted),
            Some(said) if said == near.bare => (RemarkKind::TotalSkipsText, near.counted),
            Some(said) if said == all.bare => (RemarkKind::TotalSkipsText, all.counted),
            Some(_) => (RemarkKind::TotalDiffers, near.counted),
        };
        row.remarks = vec![Remark {
            place: None,
            kind,
            old: sum.total.map(|said| said.to_string()).unwrap_or_default(),
            new: Told::Number(counted),
        }];
        block = Block::default();
    }
}
