//! PURE: the day, what happened on it, and what follows from that.
//!
//! Lives here: names ([`id`]), time ([`time`]), versions ([`version`]), the planned day ([`event`]), facts
//! ([`fact`]), entries and their wire form ([`entry`]), names with several contents ([`fork`]), whether a log is
//! as it was written ([`chain`]), the fold of entries ([`floor`], kept in [`logs`]) with the rotation as it stands
//! ([`rotation`]), judgement of what people ask
//! ([`command`]), the moved schedule and countdowns ([`countdown`]), the answers screens and reports ask for
//! ([`query`]), and what replicas and shares hand to each other ([`trade`]).
//!
//! May not live here: clocks, files, databases, terminals, tasks, texts of a language.
//!
//! Laws: `decide` judges and changes nothing; `apply` changes and never judges, never fails; the same
//! entries in any order and with repeats give an equal floor, because everything in it is a history
//! sorted by the order of entries; remaining time is computed from instants, never stored.

pub mod chain;
pub mod command;
pub mod countdown;
pub mod entry;
pub mod event;
pub mod fact;
pub mod floor;
pub mod fold;
pub mod fork;
pub mod frontier;
pub mod history;
pub mod id;
pub mod logs;
pub mod opening;
pub mod presence;
pub mod query;
pub mod reading;
pub mod rotation;
mod take;
pub mod time;
pub mod trade;
pub mod version;
