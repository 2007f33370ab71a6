//! The planner: from groups and stations to a rotation, and back to a rotation when the day breaks it.
//!
//! Lives here: the problem in numbers ([`problem`]), its judgement from scratch ([`judge`]), why somebody has to stay
//! without a station ([`explain`]), a plan edited by hand ([`draft`]), the exchange format ([`mod@format`]). May not live
//! here: clocks, threads, files, texts; whoever plans gives the time and takes the result.
//!
//! Laws: PURE over the domain. A legal plan always exists, because nobody anywhere is one: "impossible" means that
//! somebody has to stay without a station, and is said with a reason. What has run or is running stays as it is.

pub mod day;
pub mod draft;
pub mod explain;
pub mod format;
pub mod judge;
pub mod live;
pub mod problem;
pub mod search;
