//! The review: a whole log as a list, the floor at any second of its day, charts of how the day went.
//!
//! A small Elm cycle of its own ([`Model`], [`update()`], [`draw`]), because nothing can be written here: there is no
//! effect that writes, so no key can reach one. Whoever runs it brings pages, hits and the folded floor as [`Msg`]s
//! for [`Effect`]s; nothing here waits for them, and every key answers while the log is still being read.
//!
//! | part | what lives there |
//! |---|---|
//! | `msg` | what comes in and goes out |
//! | [`wish`] | the filter and its chips |
//! | `model`, `list`, `scrub` | what is shown: the window of the list, the moment of the day |
//! | `ask` | the questions: filters, times, words, the menu |
//! | `update`, `act` | keys and answers |
//! | `view`, `table`, `floor`, `timeline`, `question`, `chart` | drawing |
//!
//! Laws: the floor of a moment is drawn by the screens of the day themselves, over the floor cut at that moment; what
//! the log does not know is not shown as known. Who was in contact is not in the log: a station that ever wrote a
//! word of its own counts as heard at every moment, so that its silence means that nothing happened; any other is
//! never called late, for nobody can say.

mod act;
mod ask;
mod chart;
mod floor;
mod list;
mod model;
mod msg;
mod question;
mod scrub;
mod table;
mod timeline;
mod update;
mod view;
pub mod wish;

pub use ask::{Facet, Question, TextOf};
pub use list::List;
pub use model::{Model, Page, Whole};
pub use msg::{
    Answer, Building, By, Effect, Failure, Figure, Findings, Found, From, Measure, Measured, Msg, Opened,
    Request, Row, Way,
};
pub use scrub::{SPEEDS, Scrub, Step};
pub use update::update;
pub use view::draw;
pub use wish::Wish;
