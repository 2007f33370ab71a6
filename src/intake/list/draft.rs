//! One row in the making: what the cells say, what was repaired and what has to be asked.

use super::ask::{Choice, Question, QuestionKind};
use super::cell::{Cell, Got};
use super::count;
use super::header::Header;
use super::remark::{Field, HIDDEN, Place, Remark, RemarkKind, Told};
use super::row::Listed;
use super::sheet::Line;
use super::{class, language, needs, school, words};
use crate::domain::event::Lang;

/// What stands above a row and holds for it too.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Above {
    /// The school of the row above, or of the heading.
    pub(super) school: Option<String>,
    /// The language of the heading.
    pub(super) lang: Option<Lang>,
}

/// A row in the making.
pub(super) struct Draft<'a> {
    header: &'a Header,
    line: &'a Line,
    pub(super) remarks: Vec<Remark>,
    pub(super) questions: Vec<Question>,
    pub(super) number: Option<u16>,
    pub(super) group: Listed,
    /// How many of school, class and size are certain or have a suggestion.
    pub(super) certain: u8,
}

impl<'a> Draft<'a> {
    /// Everything that the row says by itself.
    pub(super) fn read(header: &'a Header, line: &'a Line, above: &Above, places: u16) -> Self {
        let mut draft = Self {
            header,
            line,
            remarks: Vec::new(),
            questions: Vec::new(),
            number: None,
            group: Listed::default(),
            certain: 0,
        };
        draft.number();
        draft.school(above);
        let beside = draft.class();
        draft.lang(above);
        draft.size(beside);
        draft.adults();
        draft.needs();
        draft.weigh(places);
        draft
    }

    fn cell(&self, field: Field) -> &'a Cell {
        static EMPTY: Cell = Cell::Empty;
        self.header
            .column(field)
            .map_or(&EMPTY, |column| self.line.cell(column))
    }

    fn is_merged(&self, field: Field) -> bool {
        self.header
            .column(field)
            .is_some_and(|column| self.line.merged.contains(&column))
    }

    /// The cell, unless it only shows what a merged one above says.
    fn own(&self, field: Field) -> &'a Cell {
        static EMPTY: Cell = Cell::Empty;
        if self.is_merged(field) {
            &EMPTY
        } else {
            self.cell(field)
        }
    }

    fn remark(&mut self, field: Field, kind: RemarkKind, new: Told) {
        let old = match (kind, field) {
            (RemarkKind::AdultsMissing | RemarkKind::SchoolAbove | RemarkKind::LanguageAbove, _) => {
                String::new()
            }
            (_, Field::Needs) => HIDDEN.to_owned(),
            _ => words::quote(&self.cell(field).text()),
        };
        self.remarks.push(Remark {
            place: self.header.place(field),
            kind,
            old,
            new,
        });
    }

    fn ask(&mut self, field: Field, kind: QuestionKind, choices: Vec<Choice>) {
        let meanwhile = matches!(
            kind,
            QuestionKind::SizeRange
                | QuestionKind::NeedsCount
                | QuestionKind::AdultsUnknown
                | QuestionKind::AdultsPersonal
                | QuestionKind::TooLarge
        );
        let cell = self.cell(field);
        let old = match (cell, field) {
            (Cell::Error, _) => "#".to_owned(),
            (Cell::Empty, _) => String::new(),
            (_, Field::Needs) => HIDDEN.to_owned(),
            (cell, _) => words::quote(&cell.text()),
        };
        self.questions.push(Question {
            kind,
            place: self.header.place(field),
            old,
            other: None,
            choices,
            meanwhile,
        });
    }

    fn number(&mut self) {
        let cell = self.own(Field::Number);
        let plain = words::plain(&cell.text());
        let number = plain
            .trim_end_matches('.')
            .parse()
            .ok()
            .filter(|number| *number > 0);
        self.number = number;
        if number.is_none() && !matches!(cell, Cell::Empty) {
            self.remark(Field::Number, RemarkKind::NumberNew, Told::Nothing);
        } else if let Some(number) = number
            && plain != cell.text()
        {
            self.remark(Field::Number, RemarkKind::Spaces, Told::Number(number.into()));
        }
    }

    fn school(&mut self, above: &Above) {
        match school::read(self.cell(Field::School)) {
            Got::Sure(school, kinds) => {
                self.certain += 1;
                self.group.school.clone_from(&school);
                let kinds = if self.is_merged(Field::School) {
                    vec![RemarkKind::SchoolAbove]
                } else {
                    kinds
                };
                for kind in kinds {
                    self.remark(Field::School, kind, Told::Text(school.clone()));
                }
            }
            Got::Missing => match &above.school {
                Some(school) => {
                    self.group.school.clone_from(school);
                    self.remark(Field::School, RemarkKind::SchoolAbove, Told::Text(school.clone()));
                }
                None => self.ask(Field::School, QuestionKind::SchoolMissing, Vec::new()),
            },
            Got::Ask(kind, suggested) => {
                self.certain += u8::from(!suggested.is_empty());
                self.ask(
                    Field::School,
                    kind,
                    suggested.into_iter().map(Choice::School).collect(),
                );
            }
        }
    }

    /// The class; returns the number of pupils that stands beside it.
    fn class(&mut self) -> Option<u16> {
        match class::read(self.cell(Field::Class)) {
            Got::Sure(class, kinds) => {
                self.certain += 1;
                for kind in kinds {
                    self.remark(Field::Class, kind, Told::Text(class.name.clone()));
                }
                self.group.class = class.name;
                class.size
            }
            Got::Missing => {
                self.ask(Field::Class, QuestionKind::ClassMissing, Vec::new());
                None
            }
            Got::Ask(kind, suggested) => {
                self.certain += u8::from(!suggested.is_empty());
                let first = suggested.first();
                self.group.class = first.map(|class| class.name.clone()).unwrap_or_default();
                let beside = first.and_then(|class| class.size);
                let choices = suggested.into_iter().map(|class| Choice::Class(class.name));
                self.ask(Field::Class, kind, choices.collect());
                beside
            }
        }
    }

    fn lang(&mut self, above: &Above) {
        match (language::read(self.cell(Field::Lang)), above.lang) {
            (Got::Sure(lang, kinds), _) => {
                self.group.lang = Some(lang);
                let kinds = if self.is_merged(Field::Lang) {
                    vec![RemarkKind::LanguageAbove]
                } else {
                    kinds
                };
                for kind in kinds {
                    self.remark(Field::Lang, kind, Told::Lang(lang));
                }
            }
            (Got::Missing, Some(lang)) => {
                self.group.lang = Some(lang);
                self.remark(Field::Lang, RemarkKind::LanguageAbove, Told::Lang(lang));
            }
            (Got::Missing, None) => self.ask(Field::Lang, QuestionKind::LanguageMissing, Vec::new()),
            (Got::Ask(kind, langs), _) => {
                self.ask(Field::Lang, kind, langs.into_iter().map(Choice::Lang).collect());
            }
        }
    }

    fn size(&mut self, beside: Option<u16>) {
        match (count::size(self.own(Field::Size)), beside) {
            (Got::Sure(size, kinds), _) => {
                self.certain += 1;
                self.group.size = Some(size);
                for kind in kinds {
                    self.remark(Field::Size, kind, Told::Number(size.into()));
                }
            }
            (Got::Missing, Some(size)) if (1..=count::LARGEST_SIZE).contains(&size) => {
                self.certain += 1;
                self.group.size = Some(size);
            }
            (Got::Missing, _) => self.ask(Field::Size, QuestionKind::SizeMissing, Vec::new()),
            (Got::Ask(kind, sizes), _) => {
                self.certain += u8::from(!sizes.is_empty());
                self.group.size = sizes.first().copied();
                self.ask(Field::Size, kind, sizes.into_iter().map(Choice::Size).collect());
            }
        }
    }

    fn adults(&mut self) {
        match count::adults(self.own(Field::Adults)) {
            Got::Sure(adults, kinds) => {
                self.group.adults = adults;
                for kind in kinds {
                    self.remark(Field::Adults, kind, Told::Number(adults.into()));
                }
            }
            Got::Missing => {
                self.group.adults = 1;
                self.remark(Field::Adults, RemarkKind::AdultsMissing, Told::Number(1));
            }
            Got::Ask(kind, adults) => {
                self.group.adults = adults.first().copied().unwrap_or(1);
                self.ask(
                    Field::Adults,
                    kind,
                    adults.into_iter().map(Choice::Adults).collect(),
                );
            }
        }
    }

    fn needs(&mut self) {
        let cell = self.own(Field::Needs);
        match needs::read(cell) {
            Got::Sure(needs, kinds) => {
                self.group.needs.clone_from(&needs);
                for kind in kinds {
                    self.remark(Field::Needs, kind, Told::Needs(needs.clone()));
                }
            }
            Got::Missing if *cell == Cell::Error => {
                self.remark(Field::Needs, RemarkKind::CellError, Told::Nothing)
            }
            Got::Missing => {}
            Got::Ask(kind, suggested) => {
                self.group.needs = suggested.first().cloned().unwrap_or_default();
                self.ask(
                    Field::Needs,
                    kind,
                    suggested.into_iter().map(Choice::Needs).collect(),
                );
            }
        }
    }

    /// What does not fit together within the row.
    fn weigh(&mut self, places: u16) {
        let Some(size) = self.group.size else { return };
        if self.group.needs.values().any(|count| *count > size) {
            self.ask(Field::Needs, QuestionKind::NeedsMany, Vec::new());
        }
        if let Some(question) = too_large(&self.group, places, self.header.place(Field::Size)) {
            self.questions.push(question);
        }
    }
}

/// The question whether to split a group that no station can take.
pub(super) fn too_large(group: &Listed, places: u16, place: Option<Place>) -> Option<Question> {
    let size = group.size.filter(|size| *size > places && places > 0)?;
    Some(Question {
        kind: QuestionKind::TooLarge,
        place,
        old: size.to_string(),
        other: None,
        choices: vec![Choice::Split, Choice::Whole],
        meanwhile: true,
    })
}
