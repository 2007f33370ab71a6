//! The plan screen: the rotation as a table that is edited by hand, with what every cell costs and what every step
//! would change, said before it is taken.
//!
//! A small Elm cycle of its own ([`Model`], [`update()`], [`draw`]), for it stands by itself over an event file as
//! well as over the floor. It knows no planner: whoever runs it holds the plan, judges it and brings it as a [`Sheet`].
//!
//! | part | what lives there |
//! |---|---|
//! | `sheet` | the plan as it is shown: rounds, groups, stations, cells and their signs |
//! | `msg` | what comes in and goes out |
//! | `model` | what is shown and chosen |
//! | `ask` | the questions: another station, a swap, locks, where to save |
//! | `update`, `act` | keys and answers |
//! | [`floor`] | the screen over the overview |
//! | `view`, `grid`, `pane`, `question`, `words` | drawing |
//!
//! Laws: no cell changes but by an [`Effect::Edit`] that was shown with its consequence first; what breaks a rule needs
//! a second Enter; every state of a cell is a sign as well as a colour; only cells in sight are drawn.

mod act;
mod ask;
pub mod floor;
mod grid;
mod model;
mod msg;
mod pane;
mod question;
mod sheet;
mod update;
mod view;
mod words;

pub use ask::Question;
pub use model::{Model, Over, Turned};
pub use msg::{Answer, At, Candidate, Edit, Effect, Improving, Looked, Msg, Outcome, Part, Refused, Scope};
pub use sheet::{Breach, Cell, Goal, Group, Phase, Round, Sheet, Sign, Signs, Stop};
pub use update::update;
pub use view::draw;
