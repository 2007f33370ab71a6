//! Sheber runs a floor of master-class stations live: on each station laptop the current group, a
//! countdown readable from three metres and the next rotation; for coordinators every station at once.
//!
//! The map of the house. An arrow may only run to the right, and `tests/suite/architecture.rs` reads the
//! `use` lines to hold it:
//!
//! ```text
//! main → cli → runtime → { ui, sync, store, share, rotation, intake, rehearse, report, review → { store, share } } → domain
//! ```
//!
//! | module | what lives there |
//! |---|---|
//! | [`domain`] | PURE: the day's description, facts, entries, the floor as their fold, decisions, countdowns, queries |
//! | [`sync`] | PURE: what to push and pull, presence, the clock-offset filter |
//! | [`simulate`] | PURE, beside `cli`: whole floors in memory over `sync` and `domain`, with all that goes wrong |
//! | [`store`] | the replica of one device: a local `SQLite` file on its own thread |
//! | [`share`] | where replicas meet: a trait and its kinds |
//! | [`review`] | a whole log opened for reading only: pages, filters, free text, the floor at any second |
//! | [`intake`] | the event file and the lists of schools → domain, with findings that name place, reason and cure |
//! | [`rotation`] | PURE: planner and re-planner: the problem, its judgement, the search, proposals |
//! | [`rehearse`] | PURE: virtual instructors and what goes wrong on a rehearsed day |
//! | [`report`] | PURE: what goes to people outside the screens: the figures of the day, sheets of paper |
//! | [`catalogue`] | PURE: sentences of commands and reports, found by key; used by `cli` and `report` |
//! | [`ui`] | PURE: model, update → effects, view; screens, widgets, keymap, theme, texts |
//! | [`runtime`] | the only place that waits: loop, input, ticks, effects, exchange, signals, terminal |
//! | [`cli`] | one file per subcommand; failures → exit code and hint |
//! | [`settings`] | finds files and reads the environment; nothing else does |
//!
//! Four laws hold everywhere: the log is the truth; a laptop never waits for the network; any order, any
//! repeat, same floor; the share is disposable.

pub mod catalogue;
pub mod cli;
pub mod domain;
pub mod intake;
pub mod rehearse;
pub mod report;
pub mod review;
pub mod rotation;
pub mod runtime;
pub mod settings;
pub mod share;
pub mod simulate;
pub mod store;
pub mod sync;
pub mod ui;
