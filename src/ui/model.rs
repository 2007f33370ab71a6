//! Everything a picture is made of.

use super::dialog::Dialog;
use super::keymap::Context;
use super::screen::overview::Alarms;
use super::screen::{self, Screen};
use super::signals::Signals;
use super::text::Texts;
use super::theme::Theme;
use super::view::{HEIGHT_MIN, WIDTH_MIN};
use crate::domain::command::Refusal;
use crate::domain::countdown::Schedule;
use crate::domain::entry::Entry;
use crate::domain::event::Lang;
use crate::domain::floor::Floor;
use crate::domain::fork::ForkNotice;
use crate::domain::id::{EntryId, Origin, Role};
use crate::domain::presence::Presence;
use crate::domain::query::evacuation::evacuation;
use crate::domain::time::{EventTime, SECOND_MS};
use crate::domain::version::Version;
use ratatui::layout::Size;

/// How long a line with "undo" stays, in milliseconds.
pub const NOTICE_MS: i64 = 10 * SECOND_MS;

/// How this device meets the share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Contact {
    /// The first exchange has not come back yet.
    Starting,
    /// The last exchange went well.
    Online,
    /// No exchange since.
    Offline {
        /// Since when, in event time.
        since: EventTime,
        /// The key of the sentence that says why.
        why: &'static str,
    },
}

/// The connection line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// How this device meets the share.
    pub contact: Contact,
    /// Own entries that the share does not hold yet.
    pub unsent: u64,
    /// How far this device's clock is ahead of the share's, in milliseconds; unknown before a check.
    pub clock_ahead_ms: Option<i64>,
    /// How far event time can be trusted; `None` where no clock is there to compare with.
    pub trust: Option<Trust>,
    /// The share was lost and is made anew, while that is worth telling.
    pub rebuilt: Option<Rebuilding>,
}

/// How far event time can be trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trust {
    /// By how much it may be wrong in either direction, in milliseconds; unknown before a check.
    pub uncertainty_ms: Option<i64>,
    /// How long the clocks have not been compared, in milliseconds.
    pub unchecked_ms: i64,
}

/// How far the rebuilding of a share has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rebuilding {
    /// Devices that have brought back what they had.
    pub confirmed: usize,
    /// Devices known.
    pub of: usize,
}

impl Link {
    /// Before the first exchange.
    pub const STARTING: Self = Self {
        contact: Contact::Starting,
        unsent: 0,
        clock_ahead_ms: None,
        trust: None,
        rebuilt: None,
    };
}

/// What the notice line says. It is put into words when it is drawn, in the language of that moment.
#[derive(Clone, PartialEq, Debug)]
pub enum Said {
    /// Own entries were recorded; can be undone.
    Recorded(Entry),
    /// Why something is not allowed.
    Refused(Refusal),
    /// Something was not saved; the key of its sentence.
    Failed(&'static str),
    /// Something to know; the key of its sentence.
    Told(&'static str),
    /// What was looked for is not there.
    NotFound(String),
    /// The connection is back, and so many entries that had waited are sent.
    BackOnline(u64),
    /// Signals that fell into a time when nobody was there.
    Missed(Vec<&'static str>),
    /// The floor has left a proposal behind, and how.
    Stale(Vec<screen::replan::Moved>),
}

/// The notice line.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// What it says.
    pub said: Said,
    /// Until when it stays, in event time.
    pub until: EventTime,
}

/// How things are shown.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Look {
    /// In which language.
    pub lang: Lang,
    /// In which colours.
    pub theme: Theme,
}

/// Everything a picture is made of.
#[derive(Clone, PartialEq, Debug)]
pub struct Model {
    /// The floor as this device knows it.
    pub floor: Floor,
    /// What the devices say of themselves.
    pub presence: Vec<Presence>,
    /// Names under which several laptops wrote.
    pub forks: Vec<ForkNotice>,
    /// Event time.
    pub now: EventTime,
    /// The connection.
    pub link: Link,
    /// The most entries that waited at once since the connection was lost; `None` while it is not.
    pub waited: Option<u64>,
    /// Who writes here.
    pub me: (Origin, Role),
    /// The version of this program.
    pub version: Version,
    /// Language and colours.
    pub look: Look,
    /// The screen and its state.
    pub screen: Screen,
    /// Dialogs over it, the top one last.
    pub dialogs: Vec<Dialog>,
    /// The notice line.
    pub notice: Option<Notice>,
    /// The alarm that was left by hand, although it lasts.
    pub alarm_left: Option<EntryId>,
    /// What somebody has to do something about, on coordinators' screens.
    pub alarms: Alarms,
    /// Proposals for the rest of the day, while they lie over the overview.
    pub replan: Option<Box<screen::replan::Board>>,
    /// The plan that is edited, while it is open or kept aside.
    pub plan: Option<Box<screen::plan::Model>>,
    /// What has rung already.
    pub signals: Signals,
    /// The window in cells, so that a key can move by a page.
    pub size: Size,
    /// A log is being reviewed: nothing can be done about what is shown, and no key is named for it.
    pub is_review: bool,
}

impl Model {
    /// The screen of this role over this floor.
    pub fn new(floor: Floor, me: (Origin, Role), look: Look, now: EventTime) -> Self {
        let mut signals = Signals::default();
        // What is called already when the program starts was heard before; the first new call rings.
        signals.first_aid(&floor);
        signals.alarm(evacuation(&floor, now).as_ref());
        Self {
            floor,
            presence: Vec::new(),
            forks: Vec::new(),
            now,
            link: Link::STARTING,
            waited: None,
            me,
            version: Version::own(),
            look,
            screen: Screen::of(me.1),
            dialogs: Vec::new(),
            notice: None,
            alarm_left: None,
            alarms: Alarms::default(),
            replan: None,
            plan: None,
            signals,
            size: Size::new(WIDTH_MIN, HEIGHT_MIN),
            is_review: false,
        }
    }

    /// The texts of the language in use.
    pub fn texts(&self) -> &'static Texts {
        Texts::of(self.look.lang)
    }

    /// In which part this device is used.
    pub const fn role(&self) -> Role {
        self.me.1
    }

    /// The keys that work on the screen as it is now.
    pub fn context(&self) -> Context {
        if screen::evacuation::covers(self) {
            Context::Evacuation
        } else if screen::replan::covers(self) {
            Context::Replan
        } else {
            self.screen.context()
        }
    }

    /// The schedule as it stands.
    pub fn schedule(&self) -> Schedule {
        Schedule::at(&self.floor, self.now)
    }

    /// Takes note of how many entries wait while there is no connection; once it is back and all of them are sent,
    /// says so once, unless a line with "undo" still stands: then as soon as that is gone.
    pub fn notice_link(&mut self) {
        let undo_stands = matches!(&self.notice, Some(notice) if matches!(notice.said, Said::Recorded(_)));
        match self.link.contact {
            Contact::Offline { .. } => self.waited = self.waited.max(Some(self.link.unsent)),
            Contact::Online if self.link.unsent == 0 && !undo_stands => {
                if let Some(sent) = self.waited.take().filter(|sent| *sent > 0) {
                    self.say(Said::BackOnline(sent));
                }
            }
            Contact::Starting | Contact::Online => {}
        }
    }

    /// Shows a notice for as long as notices stay, however fast a rehearsal runs.
    pub fn say(&mut self, said: Said) {
        let pace = self.floor.day().map(|day| day.opening.pace());
        let stays_ms = NOTICE_MS * pace.unwrap_or_default().factor();
        self.notice = Some(Notice {
            said,
            until: self.now.plus_ms(stays_ms),
        });
    }
}
