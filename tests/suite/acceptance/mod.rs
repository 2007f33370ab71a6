//! The acceptance day, 09:30–13:07, lived on replicas and asserted.

mod figures;
mod minutes;
mod morning;
mod player;
mod rounds;
mod scene;
mod totals;
