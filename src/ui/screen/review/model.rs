//! Everything that a picture of the review is made of.

use super::ask::Question;
use super::list::List;
use super::msg::{Building, Failure, Figure, Found, Opened, Row};
use super::scrub::Scrub;
use super::wish::Wish;
use crate::domain::event::Event;
use crate::domain::floor::Floor;
use crate::domain::id::{Origin, Role, StationNo};
use crate::domain::presence::Presence;
use crate::domain::query::course::{Course, heard};
use crate::domain::time::EventTime;
use crate::ui::keymap::Context;
use crate::ui::model::{Look, Model as Shown};
use crate::ui::screen::Screen;
use crate::ui::screen::overview::{self, State};
use crate::ui::text::Texts;
use crate::ui::view::{FRAME_ROWS, HEIGHT_MIN, WIDTH_MIN};
use ratatui::layout::Size;

/// Rows of a window that are the review's own: banner, pages, time line and keys.
pub(super) const OWN_ROWS: u16 = 6;

/// A page of the review.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Page {
    /// The log.
    #[default]
    Log,
    /// The floor at a moment.
    Floor,
    /// Pupils at stations over the day.
    Occupancy,
    /// Stations by rounds.
    Heat,
    /// How far rounds ran over.
    Overruns,
    /// How long groups were waited for.
    Waits,
    /// The figures of the report.
    Figures,
}

impl Page {
    /// Every page, in the order of Tab.
    pub const ALL: [Self; 7] = [
        Self::Log,
        Self::Floor,
        Self::Occupancy,
        Self::Heat,
        Self::Overruns,
        Self::Waits,
        Self::Figures,
    ];

    /// The page after this one, or before it.
    #[must_use]
    pub fn turned(self, forward: bool) -> Self {
        let count = Self::ALL.len();
        let place = Self::ALL.iter().position(|page| *page == self).unwrap_or(0);
        let by = if forward { 1 } else { count - 1 };
        Self::ALL.get((place + by) % count).copied().unwrap_or_default()
    }

    /// The key of its name.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Floor => "review-floor",
            Self::Occupancy => "review-occupancy",
            Self::Heat => "review-heat",
            Self::Overruns => "review-overruns",
            Self::Waits => "review-waits",
            Self::Figures => "review-figures",
        }
    }
}

/// What is known once everything is read.
#[derive(Clone, PartialEq, Debug)]
pub struct Whole {
    /// The screens of the day over the floor, which is cut at the moment that is shown.
    pub shown: Shown,
    /// How the day went.
    pub course: Course,
    /// When the first and the last entry happened.
    pub span: (EventTime, EventTime),
    /// Every kind of entry that there is, with how many.
    pub kinds: Vec<(String, usize)>,
    /// Every device that wrote, with how many entries.
    pub origins: Vec<(Origin, usize)>,
    heard: Vec<StationNo>,
    /// The floor is lent to be measured; until it is back an empty one stands in its place.
    is_lent: bool,
}

impl Whole {
    /// What follows from the floor that a whole log folds to, between the moments of its first and last entry.
    pub fn of(
        floor: Floor,
        span: (EventTime, EventTime),
        kinds: Vec<(String, usize)>,
        origins: Vec<(Origin, usize)>,
        look: Look,
    ) -> Self {
        let course = Course::of(&floor, span.1);
        let heard = heard(&floor);
        let me = (Origin(0), Role::Organiser);
        let mut shown = Shown::new(floor, me, look, span.0);
        shown.is_review = true;
        shown.screen = Screen::Overview(State::default());
        Self {
            shown,
            course,
            span,
            kinds,
            origins,
            heard,
            is_lent: false,
        }
    }

    /// Whether the floor is lent.
    pub const fn is_lent(&self) -> bool {
        self.is_lent
    }

    /// Lends the floor, cut at a moment, once.
    pub(super) fn lend(&mut self, at: EventTime) -> Option<Box<Floor>> {
        if std::mem::replace(&mut self.is_lent, true) {
            return None;
        }
        self.shown.floor.set_until_as_planned(at);
        Some(Box::new(std::mem::take(&mut self.shown.floor)))
    }

    /// Takes the floor back and cuts it at a moment.
    pub(super) fn take_back(&mut self, floor: Floor, at: EventTime) {
        self.shown.floor = floor;
        self.is_lent = false;
        self.look_at(at);
    }

    /// From where to where the moment can be moved: from the first entry to the end of the day, or the last entry.
    pub fn bounds(&self) -> (EventTime, EventTime) {
        (self.span.0, self.end().max(self.span.0))
    }

    /// A little before the first round, or the first entry.
    pub(super) fn start(&self) -> EventTime {
        self.course.first.max(self.span.0).min(self.end())
    }

    fn end(&self) -> EventTime {
        self.course.end().max(self.span.1)
    }

    /// Cuts the floor at a moment. Whoever ever spoke counts as heard then; beyond the last entry nobody is.
    pub fn look_at(&mut self, at: EventTime) {
        if self.is_lent {
            return;
        }
        self.shown.floor.set_until_as_planned(at);
        self.shown.now = at;
        let pace = self.shown.floor.day().map(|day| day.opening.pace());
        let seen_ms = pace.unwrap_or_default().share_ms(at);
        let heard = self
            .heard
            .iter()
            .filter(|_| at <= self.span.1)
            .map(|no| Presence {
                origin: Origin(u64::from(no.0)),
                role: Role::Station(*no),
                label: String::new(),
                seen_ms,
                clock_ahead_ms: None,
                version: String::new(),
                unsent: 0,
            });
        self.shown.presence = heard.collect();
    }

    /// The state of the overview.
    pub(super) fn overview(&mut self) -> Option<&mut State> {
        match &mut self.shown.screen {
            Screen::Overview(state) => Some(state),
            Screen::Station(_) | Screen::Desk(_) => None,
        }
    }
}

/// Everything that a picture of the review is made of.
#[derive(Debug)]
pub struct Model {
    /// Language and colours.
    pub look: Look,
    /// The window in cells.
    pub size: Size,
    /// The log, once it is open.
    pub opened: Opened,
    /// How far it is read.
    pub building: Building,
    /// The page.
    pub page: Page,
    /// The entries in the window.
    pub list: List,
    /// Which entries are wanted.
    pub wish: Wish,
    /// How far the search for them is; `None` while nothing is searched.
    pub found: Option<Found>,
    /// What is known once everything is read.
    pub whole: Option<Box<Whole>>,
    /// The moment that is shown.
    pub scrub: Scrub,
    /// The entry up to which one went entry by entry.
    pub entry: Option<Row>,
    /// The station of the chart of occupancy; all if `None`.
    pub of_station: Option<StationNo>,
    /// The chosen cell of the heat map: which station and which round, by their places.
    pub cell: (usize, usize),
    /// The figures, as of the moment under which they stand.
    pub figures: Option<(EventTime, Vec<Figure>)>,
    /// The chosen figure.
    pub figure: usize,
    /// Questions over the page, the top one last.
    pub questions: Vec<Question>,
    /// Something to know; the key of its sentence.
    pub notice: Option<&'static str>,
    /// Why the log cannot be read any more.
    pub failure: Option<Failure>,
    pub(super) stepping: Option<u64>,
    pub(super) steps: u64,
}

impl Model {
    /// Before anything is read of this log.
    pub fn new(look: Look, opened: Opened) -> Self {
        Self {
            look,
            size: Size::new(WIDTH_MIN, HEIGHT_MIN),
            opened,
            building: Building::default(),
            page: Page::default(),
            list: List::default(),
            wish: Wish::default(),
            found: None,
            whole: None,
            scrub: Scrub::default(),
            entry: None,
            of_station: None,
            cell: (0, 0),
            figures: None,
            figure: 0,
            questions: Vec::new(),
            notice: None,
            failure: None,
            stepping: None,
            steps: 0,
        }
    }

    /// The texts of the language in use.
    pub fn texts(&self) -> &'static Texts {
        Texts::of(self.look.lang)
    }

    /// The description of the day, as far as it is known.
    pub fn event(&self) -> Option<&Event> {
        let whole = self.whole.as_ref().and_then(|whole| whole.shown.floor.event());
        whole.or_else(|| self.opened.day.as_ref().map(|day| &*day.event))
    }

    /// The keys that work now.
    pub fn context(&self) -> Context {
        match self.questions.last() {
            Some(question) => question.context(),
            None => Context::Review,
        }
    }

    /// Whether time is to be told with [`super::Msg::Passed`].
    pub const fn is_playing(&self) -> bool {
        self.scrub.is_playing
    }

    /// Rows of entries that the window has room for.
    pub(super) fn list_rows(&self) -> usize {
        usize::from(self.size.height).saturating_sub(6).max(1)
    }

    /// How many entries are listed in all, as far as is known.
    pub fn listed(&self) -> usize {
        self.found.map_or(self.building.entries, |found| found.count)
    }

    /// Takes over what the floor's screens have to know of the window and the look.
    pub(super) fn follow(&mut self) {
        let (size, look) = (self.size, self.look);
        if let Some(whole) = &mut self.whole {
            whole.shown.look = look;
            // The floor's screens reckon with their own frame, not with this one.
            let height = (size.height + FRAME_ROWS).saturating_sub(OWN_ROWS);
            whole.shown.size = Size::new(size.width, height);
        }
    }

    /// Shows the next page of the overview; the one that says what to do now is none for afterwards.
    pub(super) fn turn_overview(&mut self) {
        use overview::Page as Of;
        let whole = self.whole.as_ref();
        let has_roll = whole.is_some_and(|whole| !whole.course.evacuations.is_empty());
        let pages = if has_roll {
            &[Of::Grid, Of::Table, Of::Groups, Of::Roll][..]
        } else {
            &[Of::Grid, Of::Table, Of::Groups][..]
        };
        if let Some(state) = self.whole.as_mut().and_then(|whole| whole.overview()) {
            state.page = state.page.step(pages, 1);
            state.detail = None;
        }
    }
}
