//! The only place that waits.
//!
//! | module | what lives there |
//! |---|---|
//! | [`app`] | the loop: input, time, news in; effects and pictures out |
//! | `asked` | what the loop has asked of the replica and not heard back yet |
//! | [`review`] | the loop over a whole log that is only read |
//! | [`start`] | the loop before it: which event, which part |
//! | `stage` | the terminal, its keyboard and its endings, for all loops |
//! | [`session`] | a device takes its place on a floor |
//! | [`device`] | this device as a writer: replica, pen, what is not saved yet |
//! | [`exchange`] | the thread that meets the share |
//! | [`rehearsal`] | a whole day lived by virtual people, and what it measures |
//! | [`replan`] | proposals for the rest of the day, on a thread of their own |
//! | [`planner`] | searches beside each other, within a budget |
//! | [`tables`] | the floor as rows for people with a SQL tool |
//! | [`lists`] | lists of schools: their files, their thread |
//! | `figures` | the figures so far, for whoever asks in the middle of the day |
//! | [`sheet`] | the plan screen: who holds the plan, and its loop over an event file |
//! | [`why`] | reasons of the planner as sentences |
//! | [`planner`], [`attended`] | threads and time for the planner, and a search that somebody waits for |
//! | [`clock`], [`event_clock`] | the only readings of clocks, and event time made from them |
//! | [`terminal`], [`face`], `pen`, [`outlet`], [`input`] | taking the terminal, drawing to it, reading it, giving it back |
//! | [`signal`], [`alarm`], [`logging`] | endings, panics, the program's own log |
//! | [`drill`] | panics on purpose |
//!
//! Four threads besides the loop's: `replica` (every local commit), `exchange` (every touch of the share),
//! `outlet` (every byte to the terminal), `keyboard` (every byte from it); and `lists` once a list of a school was asked
//! for. None waits for another beyond a
//! bound, so a terminal that does not read, a share that hangs or a disk that stalls stops nothing else.

pub mod alarm;
pub mod app;
mod asked;
pub mod attended;
pub mod clock;
pub mod device;
pub mod drill;
pub mod event_clock;
pub mod exchange;
pub mod face;
mod figures;
pub mod input;
pub mod lists;
pub mod logging;
pub mod outlet;
mod pen;
pub mod planner;
pub mod rehearsal;
pub mod replan;
pub mod review;
pub mod session;
pub mod sheet;
pub mod signal;
mod stage;
pub mod start;
pub mod tables;
pub mod terminal;
pub mod why;
