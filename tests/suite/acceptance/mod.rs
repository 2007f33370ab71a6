//! The acceptance day, 09:30–13:07, lived on replicas and asserted.

mod figures;
mod minutes;
mod player;
mod totals;
