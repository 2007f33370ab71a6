//! Roles, not colours: a screen says that something is late, and the theme says how late looks.
//!
//! Laws: no meaning by colour alone, so every [`Mark`] is a word and a sign as well as a style, and the monochrome
//! theme keeps them apart by weight; the sixteen-colour theme sets both colours wherever it sets a background, so
//! that it can be read on a black and on a white terminal; signs are one cell wide in every terminal.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::query::groups::GroupState;
use crate::domain::query::overview::Trouble;
use crate::domain::query::station::State;

/// How many colours the terminal is to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Depth {
    /// None: bold, dim, underlined and reversed only.
    Mono,
    /// The sixteen that every terminal and console has.
    #[default]
    Sixteen,
    /// The 256-colour palette.
    Rich,
}

/// The styles of the roles that things on the screens play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Running text.
    pub normal: Style,
    /// What may be overlooked: past rounds, hints.
    pub dim: Style,
    /// Headings.
    pub title: Style,
    /// What to look at first: numbers, keys.
    pub accent: Style,
    /// As it should be: ready, arrived, sent.
    pub good: Style,
    /// Needs attention soon: five minutes left, not ready.
    pub warn: Style,
    /// Needs attention now: last minute, over places, no connection.
    pub alarm: Style,
    /// The clock after time is up.
    pub over_time: Style,
    /// The clock stands: a general hold or a pause.
    pub held: Style,
    /// The chosen line of a list.
    pub selection: Style,
    /// A call for help or first aid.
    pub call: Style,
    /// The word that a rehearsal shows on every screen.
    pub rehearsal: Style,
}

const PLAIN: Style = Style::new();
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const REVERSED: Style = PLAIN.add_modifier(Modifier::REVERSED);
const REVERSED_BOLD: Style = BOLD.add_modifier(Modifier::REVERSED);

impl Theme {
    /// Sixteen colours.
    pub const COLOUR: Self = Self {
        normal: PLAIN,
        // Not "bright black": consoles with eight colours show it as black on black.
        dim: PLAIN.add_modifier(Modifier::DIM),
        title: BOLD.fg(Color::Cyan),
        accent: BOLD,
        good: PLAIN.fg(Color::Green),
        warn: BOLD.fg(Color::Black).bg(Color::Yellow),
        alarm: BOLD.fg(Color::White).bg(Color::Red),
        over_time: BOLD.fg(Color::Red),
        held: BOLD.fg(Color::Magenta),
        selection: REVERSED,
        call: BOLD
            .fg(Color::White)
            .bg(Color::Red)
            .add_modifier(Modifier::UNDERLINED),
        rehearsal: BOLD.fg(Color::White).bg(Color::Blue),
    };

    /// 256 colours: the middle tones, which keep their contrast on black and on white.
    pub const RICH: Self = Self {
        dim: PLAIN.fg(Color::Indexed(244)),
        title: BOLD.fg(Color::Indexed(31)),
        good: PLAIN.fg(Color::Indexed(34)),
        warn: BOLD.fg(Color::Indexed(16)).bg(Color::Indexed(220)),
        alarm: BOLD.fg(Color::Indexed(231)).bg(Color::Indexed(160)),
        over_time: BOLD.fg(Color::Indexed(196)),
        held: BOLD.fg(Color::Indexed(134)),
        call: BOLD
            .fg(Color::Indexed(231))
            .bg(Color::Indexed(160))
            .add_modifier(Modifier::UNDERLINED),
        rehearsal: BOLD.fg(Color::Indexed(231)).bg(Color::Indexed(25)),
        ..Self::COLOUR
    };

    /// No colours: weight, underline and reversal only.
    pub const MONO: Self = Self {
        normal: PLAIN,
        dim: PLAIN.add_modifier(Modifier::DIM),
        title: BOLD.add_modifier(Modifier::UNDERLINED),
        accent: BOLD,
        good: PLAIN,
        warn: BOLD.add_modifier(Modifier::UNDERLINED),
        alarm: REVERSED_BOLD,
        over_time: BOLD,
        held: BOLD.add_modifier(Modifier::DIM),
        selection: REVERSED,
        call: REVERSED_BOLD.add_modifier(Modifier::UNDERLINED),
        rehearsal: REVERSED_BOLD,
    };

    /// The theme for a terminal of `depth`; `no_color` is the wish of the `NO_COLOR` variable and wins.
    pub const fn choose(no_color: bool, depth: Depth) -> Self {
        match depth {
            _ if no_color => Self::MONO,
            Depth::Mono => Self::MONO,
            Depth::Sixteen => Self::COLOUR,
            Depth::Rich => Self::RICH,
        }
    }

    /// How `mark` looks.
    pub const fn style(&self, mark: Mark) -> Style {
        use Mark as M;
        match mark {
            M::Before | M::Break | M::Done | M::Closed | M::Stand | M::Skips | M::Away | M::Unknown => {
                self.dim
            }
            M::Free | M::Changeover | M::Expected | M::OnTheWay | M::Delayed => self.normal,
            M::Ready | M::Running | M::Finished | M::Present => self.good,
            M::NotReady | M::Waiting | M::Late | M::Soon | M::ClockOff | M::TwoLaptops | M::NoBriefing => {
                self.warn
            }
            M::LastMinute
            | M::OverPlaces
            | M::Offline
            | M::NoShow
            | M::NoStation
            | M::Elsewhere
            | M::Lost => self.alarm,
            M::TimeUp => self.over_time,
            M::Held | M::Paused => self.held,
            M::Help | M::FirstAid => self.call,
        }
    }
}

impl From<State> for Mark {
    fn from(state: State) -> Self {
        match state {
            State::NotReady => Self::NotReady,
            State::Ready => Self::Ready,
            State::Waiting => Self::Waiting,
            State::Delayed => Self::Delayed,
            State::Late => Self::Late,
            State::NoShow => Self::NoShow,
            State::Running => Self::Running,
            State::TimeUp => Self::TimeUp,
            State::Finished => Self::Finished,
            State::Free => Self::Free,
            State::Closed => Self::Closed,
            State::Changeover => Self::Changeover,
            State::Break => Self::Break,
            State::Paused => Self::Paused,
            State::Held => Self::Held,
            State::Done => Self::Done,
            State::Stand => Self::Stand,
            State::Unknown => Self::Unknown,
        }
    }
}

impl From<GroupState> for Mark {
    fn from(state: GroupState) -> Self {
        match state {
            GroupState::NoShow => Self::NoShow,
            GroupState::Late => Self::Late,
            GroupState::NoStation => Self::NoStation,
            GroupState::Elsewhere => Self::Elsewhere,
            GroupState::Delayed => Self::Delayed,
            GroupState::Waiting => Self::Waiting,
            GroupState::OnTheWay => Self::OnTheWay,
            GroupState::Present => Self::Present,
            GroupState::OnBreak => Self::Break,
            GroupState::Skips => Self::Skips,
            GroupState::Away => Self::Away,
            GroupState::Expected => Self::Expected,
            GroupState::Done => Self::Done,
        }
    }
}

impl From<Trouble> for Mark {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::FirstAid { .. } => Self::FirstAid,
            Trouble::Help { .. } => Self::Help,
            Trouble::OverPlaces { .. } => Self::OverPlaces,
            Trouble::NoShow => Self::NoShow,
            Trouble::Late => Self::Late,
            Trouble::OverTime(_) => Self::TimeUp,
            Trouble::NotReady => Self::NotReady,
            Trouble::Offline => Self::Offline,
            Trouble::Briefing => Self::NoBriefing,
            Trouble::ClockOff(_) => Self::ClockOff,
            Trouble::TwoLaptops(_) => Self::TwoLaptops,
        }
    }
}

macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident = $sign:literal, $key:literal;)*) => {
        /// A state of a station, a group or a laptop as the screens show it: a sign, a word and a style.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Mark {
            $($(#[$doc])* $name,)*
        }

        impl Mark {
            /// Every mark.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The sign, one cell wide, different for each mark and never a digit: it stands beside a number.
            pub const fn sign(self) -> char {
                match self {
                    $(Self::$name => $sign,)*
                }
            }

            /// The text key of the word; with `.short` at most nine cells.
            pub const fn text_key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

marks! {
    /// The day has not begun.
    Before = ',', "phase-before";
    /// Not yet ready shortly before the start.
    NotReady = '-', "not-ready";
    /// Ready for the first group.
    Ready = '*', "ready";
    /// No group is planned now.
    Free = '.', "free";
    /// The round is on and the group is not here.
    Waiting = 'o', "phase-waiting";
    /// The group is late.
    Late = '<', "delayed";
    /// The group is known to come later.
    Delayed = '[', "announced-late";
    /// The group did not come.
    NoShow = '&', "no-show";
    /// The group is here and at work.
    Running = '>', "in-progress";
    /// Five minutes are left.
    Soon = '}', "phase-warning-5";
    /// One minute is left.
    LastMinute = ']', "phase-warning-1";
    /// The time is up and the group still here.
    TimeUp = '+', "time-up";
    /// The group has been finished with.
    Finished = '=', "finished";
    /// Groups are walking.
    Changeover = '~', "changeover";
    /// A break.
    Break = ':', "break";
    /// The whole floor is held.
    Held = '"', "hold-all";
    /// The station is paused.
    Paused = '|', "paused";
    /// The day is over.
    Done = '_', "phase-done";
    /// The station is closed.
    Closed = 'x', "closed";
    /// Only looked at: takes no groups.
    Stand = ';', "stand";
    /// A group whose first round is still to come.
    Expected = '(', "expected";
    /// A group that walks to its next station.
    OnTheWay = ')', "on-the-way";
    /// A group at its station.
    Present = 'v', "arrived";
    /// A group at a station where the plan does not have it.
    Elsewhere = '\\', "trouble-elsewhere";
    /// A group without a station in this round.
    NoStation = '{', "trouble-no-station";
    /// A group that skips this round.
    Skips = '`', "skips";
    /// A group that has left, or is absent.
    Away = '\'', "away";
    /// The safety briefing is not marked.
    NoBriefing = '$', "trouble-briefing";
    /// More people than places.
    OverPlaces = '^', "over-capacity";
    /// Help is called for.
    Help = '!', "help-needed";
    /// First aid is called for.
    FirstAid = '#', "first-aid";
    /// The laptop has no connection.
    Offline = '/', "offline";
    /// The laptop's clock is wrong.
    ClockOff = '@', "trouble-clock";
    /// Two laptops are open for one station.
    TwoLaptops = 'D', "trouble-two";
    /// A group that is neither at its station nor on its way.
    Lost = '%', "trouble-lost";
    /// Nothing is known, which is not zero.
    Unknown = '?', "unknown";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::event::Lang;
    use crate::ui::text::Texts;

    #[test]
    fn every_mark_has_its_own_sign_of_one_ascii_cell_that_is_no_digit() {
        let signs: HashSet<char> = Mark::ALL.iter().map(|mark| mark.sign()).collect();
        assert_eq!(signs.len(), Mark::ALL.len());
        assert!(
            signs
                .iter()
                .all(|sign| sign.is_ascii() && !sign.is_ascii_control() && !sign.is_ascii_digit())
        );
    }

    #[test]
    fn every_mark_has_a_word_and_a_short_word_in_every_language() {
        for lang in Lang::ALL {
            let texts = Texts::of(lang);
            for mark in Mark::ALL {
                let key = mark.text_key();
                assert!(texts.find(key).is_some(), "{} lacks {key}", lang.code());
                assert!(
                    texts.find(&format!("{key}.short")).is_some(),
                    "{} lacks {key}.short",
                    lang.code()
                );
            }
        }
    }

    #[test]
    fn without_colour_the_urgent_roles_still_differ_from_running_text() {
        let theme = Theme::choose(true, Depth::Rich);
        for mark in Mark::ALL {
            let style = theme.style(*mark);
            assert_eq!((style.fg, style.bg), (None, None), "{mark:?} is coloured");
        }
        for urgent in [
            theme.warn,
            theme.alarm,
            theme.over_time,
            theme.held,
            theme.call,
            theme.rehearsal,
        ] {
            assert_ne!(urgent, theme.normal);
        }
    }

    #[test]
    fn a_background_never_comes_without_its_foreground() {
        for theme in [Theme::COLOUR, Theme::RICH] {
            for style in [
                theme.warn,
                theme.alarm,
                theme.call,
                theme.rehearsal,
                theme.selection,
            ] {
                assert_eq!(style.bg.is_some(), style.fg.is_some());
            }
        }
    }
}
