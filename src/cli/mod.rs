//! One file per subcommand: each does its work and says how it ended as an exit code.

pub mod act;
pub mod args;
pub mod check;
pub mod doctor;
pub mod fail;
pub mod ground;
pub mod import;
pub mod log;
pub mod out;
pub mod plan;
pub mod print;
pub mod rehearse;
pub mod replan;
pub mod report;
pub mod review;
pub mod run;
pub mod simulate;
pub mod start;
pub mod status;
pub mod verify;
mod words;
