//! The acceptance day, 09:30–13:07, lived on replicas and asserted.

mod closing;
mod figures;
mod hall;
mod minutes;
mod morning;
mod player;
mod rounds;
mod scene;
mod totals;
