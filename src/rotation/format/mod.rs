//! The exchange format `rotation/1`: problems and plans as JSON, so that others can judge and compare.
//!
//! Lives here: reading a problem from text with errors that name the piece, writing problems and plans.
//! May not live here: files, and anything that a solver knows.

mod read;
mod write;

use super::problem::{Plan, Problem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use read::read;
pub use write::write;

/// The name of the format.
pub const FORMAT: &str = "rotation/1";
/// Why a text is no problem in this format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFormat {
    /// It is no JSON of this shape; the reader's own words with line and column.
    #[error("{0}")]
    Json(String),
    /// It names another format.
    #[error("the format is not {FORMAT}")]
    Other,
    /// A list has another length than it must.
    #[error("{piece}: {have} entries instead of {want}")]
    Length {
        /// Which list.
        piece: String,
        /// Its length.
        have: usize,
        /// The length it must have.
        want: usize,
    },
    /// A number beyond what is allowed or beyond what there is.
    #[error("{piece}: {value} is not below {limit}")]
    Number {
        /// Which.
        piece: String,
        /// The number.
        value: u64,
        /// The first that is too large.
        limit: u64,
    },
    /// A name with characters that no screen may get.
    #[error("{piece}: a name with control characters")]
    Name {
        /// Which list.
        piece: String,
    },
    /// A name that was not declared.
    #[error("{piece}: there is no {name}")]
    Unknown {
        /// Where.
        piece: String,
        /// The name.
        name: String,
    },
}

#[derive(Serialize, Deserialize)]
struct Goals {
    idle: u32,
    pref: u32,
    fair: u32,
    walk: u32,
    #[serde(default)]
    change: u32,
    #[serde(default)]
    school: u32,
    #[serde(default)]
    balance: u32,
}

#[derive(Serialize, Deserialize)]
struct GroupEntry {
    id: String,
    size: u32,
    lang: String,
    step_free: bool,
    pref: Vec<u8>,
    #[serde(default)]
    away: Vec<usize>,
}

#[derive(Serialize, Deserialize)]
struct StationEntry {
    id: String,
    cap: u32,
    langs: Vec<String>,
    step_free: bool,
    specialty: usize,
    zone: usize,
    #[serde(default)]
    closed: Vec<usize>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    cap_at: BTreeMap<String, u32>,
}

#[derive(Serialize, Deserialize)]
struct Course {
    now: usize,
    executed: Vec<Vec<Option<usize>>>,
    announced: Vec<Vec<Option<usize>>>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    format: String,
    #[serde(default)]
    name: String,
    rounds: usize,
    languages: Vec<String>,
    specialties: Vec<String>,
    zones: Vec<String>,
    walk: Vec<Vec<u32>>,
    #[serde(default)]
    mix: bool,
    weights: Goals,
    groups: Vec<GroupEntry>,
    stations: Vec<StationEntry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replan: Option<Course>,
}

#[derive(Serialize, Deserialize)]
struct PlanEntry {
    plan: Vec<Vec<Option<usize>>>,
}

/// A problem with the names that its indices stand for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Instance {
    /// Its name.
    pub name: String,
    /// Names of groups by index.
    pub groups: Vec<String>,
    /// Names of stations by index.
    pub stations: Vec<String>,
    /// Names of languages by index.
    pub languages: Vec<String>,
    /// Names of zones by index.
    pub zones: Vec<String>,
    /// The problem.
    pub problem: Problem,
}

/// Reads a plan; whether it is legal is the judge's business.
pub fn read_plan(text: &str) -> Result<Plan, BadFormat> {
    let entry: PlanEntry = serde_json::from_str(text).map_err(|fault| BadFormat::Json(fault.to_string()))?;
    Ok(Plan(entry.plan))
}

/// A plan as text, one line.
pub fn write_plan(plan: &Plan) -> String {
    serde_json::json!({ "plan": plan.0 }).to_string()
}
