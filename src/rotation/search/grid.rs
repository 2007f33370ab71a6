//! Tables and lists that are read and written by place without ever failing: outside of them every value is the default
//! one, and writing does nothing. The look whether a place is inside costs what indexing costs.

use std::ops::AddAssign;

/// A table of small values, row by row in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid<T> {
    width: usize,
    cells: Vec<T>,
}

impl<T: Copy + Default> Grid<T> {
    /// A table of `rows` times `width` cells, all `value`.
    pub(super) fn new(rows: usize, width: usize, value: T) -> Self {
        let cells = vec![value; rows * width];
        Self { width, cells }
    }

    /// The value of a cell.
    #[inline]
    pub(super) fn at(&self, row: usize, column: usize) -> T {
        self.cells
            .get(row * self.width + column)
            .copied()
            .unwrap_or_default()
    }

    /// Writes a cell.
    #[inline]
    pub(super) fn put(&mut self, row: usize, column: usize, value: T) {
        if let Some(cell) = self.cells.get_mut(row * self.width + column) {
            *cell = value;
        }
    }

    /// Takes over the values of a table of the same shape.
    #[inline]
    pub(super) fn copy(&mut self, other: &Self) {
        if self.cells.len() == other.cells.len() {
            self.cells.copy_from_slice(&other.cells);
        }
    }
}

impl<T: Copy + Default + AddAssign> Grid<T> {
    /// Adds to a cell.
    #[inline]
    pub(super) fn add(&mut self, row: usize, column: usize, value: T) {
        if let Some(cell) = self.cells.get_mut(row * self.width + column) {
            *cell += value;
        }
    }
}

/// The value at a place of a list.
#[inline]
pub(super) fn at<T: Copy + Default>(list: &[T], place: usize) -> T {
    list.get(place).copied().unwrap_or_default()
}

/// Adds to a place of a list.
#[inline]
pub(super) fn add<T: AddAssign>(list: &mut [T], place: usize, value: T) {
    if let Some(cell) = list.get_mut(place) {
        *cell += value;
    }
}

/// A number of the problem as the counts of the search have it; what is too large stays as large as can be.
#[inline]
pub(super) fn whole<N>(number: N) -> i32
where
    i32: TryFrom<N>,
{
    i32::try_from(number).unwrap_or(i32::MAX / 8)
}

/// An index in the size of tables.
#[inline]
pub(super) fn small(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
