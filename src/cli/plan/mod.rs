//! `plan`: a rotation made, judged and compared.

pub mod why;
