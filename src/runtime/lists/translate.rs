//! Lists as their reader and the comparison leave them, put into what screens show.

use crate::domain::event::Group;
use crate::domain::id::GroupNo;
use crate::domain::query::roster::{Changes, Note, Scope, Standing};
use crate::intake::list::ask::{Choice, Question, QuestionKind};
use crate::intake::list::refused::Refused;
use crate::intake::list::remark::{Place, Remark, Told, Used};
use crate::intake::list::row::{Row, Spot, Status};
use crate::intake::roster::{At, Comparison, Lists, NEW, SAME};
use crate::ui::lists as shown;
use crate::ui::lists::{About, Asked, Line, RowAt, RowState, Saying, Sheet, Unread};
use std::collections::BTreeMap;

/// The place of a row as screens name it.
pub(super) const fn row_at(at: At) -> RowAt {
    RowAt {
        list: at.list,
        sheet: at.spot.sheet,
        row: at.spot.row,
    }
}

/// The row that a screen names.
pub(super) const fn at(row: RowAt) -> At {
    At {
        list: row.list,
        spot: Spot {
            sheet: row.sheet,
            row: row.row,
        },
    }
}

/// A file that was refused.
pub(super) fn unread(file: &str, refused: &Refused) -> Unread {
    Unread {
        file: file.to_owned(),
        key: refused.kind.key(),
        cure: refused.kind.cure(),
        row: refused.row,
        limit: refused.limit(),
        missing: refused.missing.iter().map(|field| field.key()).collect(),
    }
}

/// Everything about these lists.
pub(super) fn sheet(
    lists: &Lists,
    unread: &[Unread],
    found: &Comparison,
    standing: &Standing,
    scope: Scope,
) -> Sheet {
    let (groups, notes) = (found.groups(), found.notes());
    let work = Rows {
        lists,
        found,
        standing,
    };
    let lines = lists.rows().map(|(at, row)| {
        let groups = groups.get(&at).cloned().unwrap_or_default();
        let notes = notes.get(&at).map_or(&[][..], Vec::as_slice);
        work.line(at, row, groups, notes)
    });
    let kept = found.diff.notes.iter().filter_map(|note| match note {
        Note::Kept(no) => Some(*no),
        _ => None,
    });
    // As long as a list is missing, nobody knows who has gone.
    let is_whole = unread.is_empty();
    let changes = if is_whole {
        found.diff.changes.clone()
    } else {
        Changes::default()
    };
    let kept: Vec<GroupNo> = kept.filter(|_| is_whole).collect();
    let relisted = changes.changed.iter().map(|relisted| relisted.group);
    let named = changes.gone.iter().chain(&changes.back).chain(&kept).copied();
    let groups: BTreeMap<GroupNo, Group> = relisted
        .chain(named)
        .filter_map(|no| Some((no, standing.group(no)?.clone())))
        .collect();
    Sheet {
        unread: unread.to_vec(),
        columns: columns(lists),
        lines: lines.collect(),
        changes,
        groups,
        same: found.diff.same.len(),
        kept,
        scope,
    }
}

/// Columns that were not loaded.
fn columns(lists: &Lists) -> Vec<(String, Saying)> {
    let mut columns = Vec::new();
    for list in lists.lists() {
        let left_out = list
            .columns
            .iter()
            .filter(|one| !matches!(one.used, Used::Read(_)));
        columns.extend(left_out.map(|one| {
            let saying = Saying {
                column: column(Some(&one.place)),
                ..plain(one.used.key(), String::new(), shown::Told::Nothing)
            };
            (list.file.clone(), saying)
        }));
    }
    columns
}

struct Rows<'a> {
    lists: &'a Lists,
    found: &'a Comparison,
    standing: &'a Standing,
}

impl Rows<'_> {
    fn line(&self, at: At, row: &Row, groups: Vec<GroupNo>, notes: &[&Note]) -> Line {
        let mut said: Vec<Saying> = row.remarks.iter().map(remark).collect();
        let mut asked: Vec<Asked> = row.questions.iter().map(question).collect();
        let mut state = match row.status {
            Status::Accepted => RowState::Accepted,
            Status::Repaired => RowState::Repaired,
            Status::Ask => RowState::Ask,
            Status::Skipped => RowState::Skipped,
        };
        for note in notes {
            match note {
                Note::WhichGroup { no, .. } => {
                    state = RowState::Ask;
                    asked.push(self.which(*no));
                }
                Note::Twice { first, .. } => {
                    state = RowState::Skipped;
                    said.push(self.twice(at, *first));
                }
                Note::Numbered { listed, no, .. } => {
                    said.push(plain("list-numbered", listed.to_string(), number(no.0)));
                }
                Note::InParts { parts, pupils, .. } => {
                    let parts: Vec<String> = parts.iter().map(GroupNo::to_string).collect();
                    let parts = shown::Told::Text(parts.join(", "));
                    said.push(plain("list-in-parts", pupils.to_string(), parts));
                }
                Note::Kept(_) => {}
            }
        }
        Line {
            at: row_at(at),
            file: row.file.clone(),
            row: row.spot.to_string(),
            state,
            about: about(row),
            groups,
            said,
            asked,
        }
    }

    fn which(&self, no: GroupNo) -> Asked {
        let group = self.standing.group(no);
        let name = group.map_or_else(String::new, |group| format!("{} {}", group.school, group.class));
        let choice = |word: &str, key| shown::Choice {
            word: word.to_owned(),
            key: Some(key),
            value: shown::Told::Nothing,
        };
        Asked {
            code: "which-group",
            saying: plain("list-ask-which-group", name, number(no.0)),
            choices: vec![choice(SAME, "list-choice-same"), choice(NEW, "list-choice-new")],
            may_type: false,
            meanwhile: false,
        }
    }

    fn twice(&self, at: At, first: usize) -> Saying {
        let first = self.found.at.get(first).copied().unwrap_or(at);
        let file = self.lists.lists().get(first.list).map(|list| list.file.as_str());
        let row = match file.filter(|_| first.list != at.list) {
            Some(file) => format!("{file}:{}", first.spot),
            None => first.spot.to_string(),
        };
        Saying {
            row,
            ..plain("list-twice", String::new(), shown::Told::Nothing)
        }
    }
}

const fn number(number: u16) -> shown::Told {
    shown::Told::Number(number as u32)
}

const fn plain(key: &'static str, old: String, new: shown::Told) -> Saying {
    Saying {
        key,
        column: None,
        old,
        new,
        row: String::new(),
    }
}

fn about(row: &Row) -> Option<About> {
    row.group.as_ref().map(|group| About {
        number: row.number,
        school: group.school.clone(),
        class: group.class.clone(),
        lang: group.lang,
        size: group.size,
        adults: group.adults,
        needs: group.needs.clone(),
    })
}

fn column(place: Option<&Place>) -> Option<(String, String)> {
    place.map(|place| (place.letter.clone(), place.name.clone()))
}

fn told(told: &Told) -> shown::Told {
    match told {
        Told::Nothing => shown::Told::Nothing,
        Told::Text(text) => shown::Told::Text(text.clone()),
        Told::Number(number) => shown::Told::Number(*number),
        Told::Lang(lang) => shown::Told::Lang(*lang),
        Told::Needs(needs) => shown::Told::Needs(needs.clone()),
    }
}

fn remark(remark: &Remark) -> Saying {
    Saying {
        key: remark.kind.key(),
        column: column(remark.place.as_ref()),
        old: remark.old.clone(),
        new: told(&remark.new),
        row: String::new(),
    }
}

fn question(question: &Question) -> Asked {
    let is_sign = matches!(question.kind, QuestionKind::SameClass | QuestionKind::TooLarge);
    let offered = question.choices.iter().filter(|choice| **choice != Choice::Leave);
    let choices = offered.chain([&Choice::Leave]);
    Asked {
        code: question.kind.code(),
        saying: Saying {
            key: question.kind.key(),
            column: column(question.place.as_ref()),
            old: question.old.clone(),
            new: shown::Told::Nothing,
            row: question.other.map_or_else(String::new, |spot| spot.to_string()),
        },
        choices: choices
            .map(|choice| shown::Choice {
                word: choice.word(),
                key: choice.key(),
                value: told(&choice.told()),
            })
            .collect(),
        may_type: !is_sign,
        meanwhile: question.meanwhile,
    }
}
