//! One file per subcommand: each does its work and says how it ended as an exit code.

pub mod check;
