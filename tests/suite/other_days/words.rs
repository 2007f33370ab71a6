//! What people say: each thing as a line of `sheber act --script` and as a plain fact for the calculator.

/// Who speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Who {
    Station(u16),
    Desk(u16),
    Coordinator,
    /// A coordinator, for a station.
    Radio(u16),
}

#[derive(Clone, Debug)]
pub(crate) struct SheetRow {
    pub(crate) round: usize,
    pub(crate) group: u16,
    pub(crate) came: i64,
    pub(crate) interested: Option<i64>,
    pub(crate) briefed: bool,
}

/// One visit: station, round, group.
pub(crate) type Visit = (u16, usize, u16);

#[derive(Clone, Debug)]
pub(crate) enum What {
    /// Something that is in no figure, but shows that somebody is there.
    Word,
    Arrive(Visit, i64),
    Count(Visit, i64),
    Briefing(Visit),
    Interest(Visit, i64),
    Finish(Visit),
    SendOn(Visit),
    WalkIn(u16, i64),
    Fault(u16, i64, String),
    Repaired(u16),
    Pause(Vec<u16>, String),
    Resume(Vec<u16>),
    Extend(u16, usize, i64, String),
    Guests(u16),
    GuestsLeft(u16),
    Close(u16, usize, String),
    Sheet(u16, Vec<SheetRow>),
    Paper(u16, bool),
    Delay(Vec<u16>, i64, String),
    OnSite(Vec<u16>),
    Skip(Vec<u16>, usize, String),
    LeaveEarly(Vec<u16>, usize, String),
    Absent(Vec<u16>, usize, String),
    /// Stays of a group from now on: a station, or a break; with the reason.
    Stays(u16, Vec<(usize, Option<u16>)>, String),
    AddGroup(u16, crate::other_days::plan::Group),
    /// A group, its parts, and the numbers of the parts.
    Split(u16, Vec<(u16, i64)>),
    Resize(u16, i64),
    Hold(String),
    EndOfHold,
    Retime(Vec<(usize, i64, i64)>),
    Evacuate(bool),
    RollCall(u16, i64),
    Call(String),
    /// To the call of this line.
    Accept(usize),
    CloseCall(usize),
    Advice(u16, String),
    TakeBack(u16),
    Queue(u16, i64),
    /// Takes this line back.
    Undo(usize),
}

/// One line of the script.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) at: i64,
    pub(crate) who: Who,
    /// The words after who and before when; `{ID}` stands for the name of the entry of the line in `refers`.
    pub(crate) words: String,
    pub(crate) what: What,
    /// Names this line within the day while lines are not in order yet.
    pub(crate) key: usize,
    /// The program must refuse it.
    pub(crate) refused: bool,
}

impl Line {
    /// The line as it stands in a script; `name` tells the name of the entry that another line made.
    pub(crate) fn script(&self, name: impl Fn(usize) -> String) -> String {
        let who = match self.who {
            Who::Station(no) => format!("--station {no}"),
            Who::Desk(no) => format!("--desk {no}"),
            Who::Coordinator => "--coordinator".to_owned(),
            Who::Radio(no) => format!("--coordinator --station {no}"),
        };
        let words = match self.what {
            What::Undo(key) | What::Accept(key) | What::CloseCall(key) => {
                self.words.replace("{ID}", &name(key))
            }
            _ => self.words.clone(),
        };
        format!("{who} {words} --at {}", super::plan::clock(self.at))
    }
}
