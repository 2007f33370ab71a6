//! The acceptance day, 09:30–13:07, lived on replicas ([`player`]) and asserted: what each laptop knew at a moment
//! and showed ([`scene`]), the steps (S01–S11 in [`morning`], S12–S24 in [`rounds`], S25–S31 in [`hall`], S32–S40 in
//! [`closing`]), every minute ([`minutes`]), the figures ([`totals`], worked out in [`figures`]) and the report of the
//! program beside them ([`report`]).
//!
//! Which lines of the scenario have an assert: **x** all of it, **p** a part, **-** none here (see the note).
//!
//! | step | I | C | L | note |
//! |---|---|---|---|---|
//! | S01 | x | x | x | |
//! | S02 | x | x | x | |
//! | S03 | x | x | x | |
//! | S04 | p | x | x | the screen of a deputy is the instructor's: nothing asks for a password |
//! | S05 | - | x | x | I is the printed sheet, tested with the printing |
//! | S06 | x | x | x | |
//! | S07 | x | x | x | |
//! | S08 | p | x | x | "two keys and Enter" is a test of the station screen |
//! | S09 | x | x | x | |
//! | S10 | p | x | x | the line with "undo" is a test of the station screen |
//! | S11 | x | x | x | |
//! | S12 | x | x | x | |
//! | S13 | x | x | x | |
//! | S14 | x | x | x | |
//! | S15 | x | x | x | |
//! | S16 | x | x | x | |
//! | S17 | x | x | x | |
//! | S18 | x | x | x | |
//! | S19 | x | x | x | |
//! | S20 | x | x | x | |
//! | S21 | x | x | x | |
//! | S22 | x | x | x | |
//! | S23 | x | x | x | |
//! | S24 | x | x | x | |
//! | S25 | x | x | x | |
//! | S26 | x | x | x | |
//! | S27 | x | x | x | |
//! | S28 | x | x | x | |
//! | S29 | - | x | x | the two keys are a test of the evacuation |
//! | S30 | x | x | x | |
//! | S31 | x | x | x | |
//! | S32 | x | x | x | |
//! | S33 | x | x | x | |
//! | S34 | x | x | x | |
//! | S35 | x | x | x | |
//! | S36 | x | x | x | |
//! | S37 | x | x | x | |
//! | S38 | x | x | x | |
//! | S39 | x | - | x | the form is a test of the screen |
//! | S40 | x | x | x | |

mod closing;
mod figures;
mod hall;
mod minutes;
mod morning;
pub(crate) mod player;
mod report;
mod rounds;
mod scene;
mod totals;
