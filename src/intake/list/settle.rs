//! Answers: a question of a row is settled by a choice, and what follows from it is judged again.

use super::ask::{Choice, Question, QuestionKind as Q, Unsettled};
use super::judge;
use super::remark::{Remark, RemarkKind, Told};
use super::row::{Listed, Row, Spot, Status};
use super::{List, class, count, language, needs, person, school, words};

/// The longest name of a school that can be typed, in bytes.
const LONGEST_SCHOOL: usize = 120;
/// What is typed to take the suggestion.
const SUGGESTED: &str = "+";

impl List {
    /// Settles the first open question of a row that this choice answers. The row is repaired once nothing is open;
    /// an answer can raise a question that could not be asked before.
    pub fn settle(&mut self, spot: Spot, choice: &Choice) -> Result<(), Unsettled> {
        let at = self.position(spot)?;
        let row = self.rows.get(at).ok_or(Unsettled::NoRow)?;
        let question = row
            .questions
            .iter()
            .find(|question| fits(question, choice))
            .cloned()
            .ok_or(Unsettled::NoFit)?;
        if *choice == Choice::This
            && let Some(other) = question.other
        {
            self.replace(other, at);
        }
        let places = self.context.places;
        let Some(row) = self.rows.get_mut(at) else {
            return Err(Unsettled::NoRow);
        };
        match choice {
            Choice::Leave | Choice::Other => {
                row.questions.clear();
                row.status = Status::Skipped;
                let kind = match choice {
                    Choice::Other => RemarkKind::Replaced,
                    _ => RemarkKind::LeftOut,
                };
                row.remarks.push(remark(kind, &question, Told::Nothing));
                return Ok(());
            }
            Choice::Split => row.split = Some(places),
            _ => {}
        }
        if let Some(group) = &mut row.group {
            put(group, choice);
        }
        row.questions.retain(|open| open.kind != question.kind);
        row.remarks
            .push(remark(RemarkKind::Answered, &question, choice.told()));
        judge::again(self, at, &question);
        Ok(())
    }

    /// Settles a question by what somebody typed, and says how it was understood. `+` takes the first suggestion.
    pub fn answer(&mut self, spot: Spot, text: &str) -> Result<Choice, Unsettled> {
        let at = self.position(spot)?;
        let row = self.rows.get(at).ok_or(Unsettled::NoRow)?;
        let choice = row
            .questions
            .iter()
            .find_map(|question| understood(question, text))
            .ok_or(Unsettled::NoFit)?;
        self.settle(spot, &choice)?;
        Ok(choice)
    }

    fn position(&self, spot: Spot) -> Result<usize, Unsettled> {
        let at = self.rows.iter().position(|row| row.spot == spot);
        let at = at.ok_or(Unsettled::NoRow)?;
        match self.rows.get(at) {
            Some(row) if row.questions.is_empty() => Err(Unsettled::NoQuestion),
            _ => Ok(at),
        }
    }

    /// The row `at` takes the place and the number of the other one.
    fn replace(&mut self, other: Spot, at: usize) {
        let by = self.rows.get(at).map_or(0, |row| row.spot.row);
        let mut number = None;
        if let Some(row) = self.rows.iter_mut().find(|row| row.spot == other) {
            number = row.number.or(row.offered);
            row.status = Status::Skipped;
            row.questions.clear();
            row.remarks.push(Remark {
                place: None,
                kind: RemarkKind::Replaced,
                old: String::new(),
                new: Told::Number(by),
            });
        }
        if let Some(row) = self.rows.get_mut(at) {
            row.number = row.number.or(number);
        }
    }
}

fn remark(kind: RemarkKind, question: &Question, new: Told) -> Remark {
    let new = match (kind, question.other) {
        (RemarkKind::Replaced, Some(other)) => Told::Number(other.row),
        _ => new,
    };
    Remark {
        place: question.place.clone(),
        kind,
        old: question.old.clone(),
        new,
    }
}

/// Whether a choice is an answer to a question.
fn fits(question: &Question, choice: &Choice) -> bool {
    match choice {
        Choice::Leave => true,
        Choice::This | Choice::Other | Choice::Both => question.kind == Q::SameClass,
        Choice::Split | Choice::Whole => question.kind == Q::TooLarge,
        Choice::School(_) => is_school(question.kind),
        Choice::Class(_) => is_class(question.kind),
        Choice::Lang(_) => is_language(question.kind),
        Choice::Size(size) => *size > 0 && is_size(question.kind),
        Choice::Adults(_) => is_adults(question.kind),
        Choice::Needs(_) => is_needs(question.kind),
    }
}

const fn is_school(kind: Q) -> bool {
    matches!(kind, Q::SchoolMissing | Q::SchoolUnknown | Q::SchoolPersonal)
}

const fn is_class(kind: Q) -> bool {
    matches!(
        kind,
        Q::ClassMissing | Q::ClassUnknown | Q::ClassPersonal | Q::ClassLetter | Q::ClassDate
    )
}

const fn is_language(kind: Q) -> bool {
    matches!(kind, Q::LanguageMissing | Q::LanguageUnknown)
}

const fn is_size(kind: Q) -> bool {
    matches!(kind, Q::SizeMissing | Q::SizeUnknown | Q::SizeRange | Q::SizeOdd)
}

const fn is_adults(kind: Q) -> bool {
    matches!(kind, Q::AdultsUnknown | Q::AdultsPersonal)
}

const fn is_needs(kind: Q) -> bool {
    matches!(kind, Q::NeedsUnknown | Q::NeedsCount | Q::NeedsMany)
}

fn put(group: &mut Listed, choice: &Choice) {
    match choice {
        Choice::School(school) => group.school.clone_from(school),
        Choice::Class(class) => group.class.clone_from(class),
        Choice::Lang(lang) => group.lang = Some(*lang),
        Choice::Size(size) => group.size = Some(*size),
        Choice::Adults(adults) => group.adults = *adults,
        Choice::Needs(needs) => group.needs.clone_from(needs),
        _ => {}
    }
}

/// What a typed text means as an answer to a question.
fn understood(question: &Question, text: &str) -> Option<Choice> {
    let text = words::plain(text);
    if text == SUGGESTED {
        return question.choices.first().cloned();
    }
    let offered = question.choices.iter().find(|choice| choice.word() == text);
    let signs = [
        Choice::This,
        Choice::Other,
        Choice::Both,
        Choice::Split,
        Choice::Whole,
        Choice::Leave,
    ];
    let sign = signs
        .into_iter()
        .find(|sign| sign.word() == text && fits(question, sign));
    if let Some(choice) = offered.cloned().or(sign) {
        return Some(choice);
    }
    match question.kind {
        kind if is_school(kind) => typed_school(&text).map(Choice::School),
        kind if is_class(kind) => class::typed(&text).map(Choice::Class),
        kind if is_language(kind) => language::typed(&text).map(Choice::Lang),
        kind if is_size(kind) => count::typed(&text).filter(|n| *n > 0).map(Choice::Size),
        kind if is_adults(kind) => count::typed(&text).map(Choice::Adults),
        kind if is_needs(kind) => needs::typed(&text).map(Choice::Needs),
        _ => None,
    }
}

/// A school that somebody types may have a name that the reader does not know, but not that of a person.
fn typed_school(text: &str) -> Option<String> {
    if text.is_empty() || text.len() > LONGEST_SCHOOL || person::is_personal(text) {
        return None;
    }
    Some(school::typed(text).unwrap_or_else(|| text.to_owned()))
}

/// The row's status once its questions have changed.
pub(super) fn status(row: &Row) -> Status {
    if row.questions.is_empty() {
        Status::Repaired
    } else {
        Status::Ask
    }
}
