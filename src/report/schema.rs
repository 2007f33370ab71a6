//! The published JSON schema of a report; the form itself is [`super::model`].

/// The schema: JSON Schema, draft 2020-12, with a description of every field.
pub const SCHEMA: &str = include_str!("../../config/report.schema.json");
