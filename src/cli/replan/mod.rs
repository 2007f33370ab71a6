//! `sheber replan`: the rest of a day planned again, on a floor or in the exchange format.
//!
//! | file | what it does |
//! |---|---|
//! | `floor` | searches proposals for the floor as it stands, and writes the one that is accepted |
//! | `told` | proposals as text and as JSON: who goes where instead |
//!
//! Laws: nothing is written but by `--accept`, and that as one entry; a proposal the floor has moved on from is not
//! written.

mod floor;
mod told;

use super::act::reasons;
use super::fail::CliError;
use super::ground::Ground;
use super::plan::instance::{Job, carry_out};
use super::plan::{Effort, Form};
use crate::domain::fact::Reason;
use crate::rotation::live::Character;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// Shown below the help of `replan`.
pub const EXAMPLES: &str = "\
What has run or is running stays as it is, and so does what starts too soon to be announced again. Up to three \
proposals of different character are made: fewest-changes, nobody-idle, shortest-walks. Without --accept nothing is \
written.

Examples:
  sheber replan --share /mnt/fair/floor.db            who could go where instead
  sheber replan --accept fewest-changes --reason equipment
  sheber replan --json                                for other programs
  sheber replan --format json problem.json --seconds 10 --out plan.json";

/// What to plan again, and how.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct ReplanArgs {
    /// With --format json: the problem, which says what was executed and announced
    #[arg(value_name = "FILE", requires = "format")]
    pub file: Option<PathBuf>,
    /// Read a problem and write its plan in this form instead of looking at a floor
    #[arg(long, value_enum, value_name = "FORM", requires = "file")]
    pub format: Option<Form>,
    /// With --format json: write the plan into this file
    #[arg(long, value_name = "FILE", requires = "format")]
    pub out: Option<PathBuf>,
    /// How long and from where; on a floor for each proposal.
    #[command(flatten)]
    pub effort: Effort,
    /// Write this proposal as a change of plan: fewest-changes, nobody-idle or shortest-walks
    #[arg(long, value_name = "PROPOSAL", value_parser = characters(), conflicts_with = "format")]
    pub accept: Option<Character>,
    /// Why the plan is changed
    #[arg(long, value_name = "WHY", value_parser = reasons(), default_value = "other")]
    pub reason: Reason,
    /// As JSON with stable field names
    #[arg(long)]
    pub json: bool,
}

fn characters() -> impl TypedValueParser<Value = Character> {
    let words = Character::ALL.map(Character::code);
    PossibleValuesParser::new(words).try_map(|word| {
        let known = Character::ALL
            .into_iter()
            .find(|character| character.code() == word);
        known.ok_or("not one of the words")
    })
}

/// Plans again what is named; the exit code.
///
/// # Errors
/// The floor or the file cannot be read, the proposal is not there or not allowed, or it cannot be written.
pub fn run(ground: &Ground, args: &ReplanArgs) -> Result<u8, CliError> {
    match (args.format, args.accept) {
        (Some(Form::Json), _) => carry_out(
            ground,
            &Job {
                file: args.file.as_ref(),
                out: args.out.as_ref(),
                effort: args.effort,
                json: args.json,
                again: true,
            },
        ),
        (None, None) => floor::propose(ground, args),
        (None, Some(character)) => floor::accept(ground, args, character),
    }
}
