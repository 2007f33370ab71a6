//! What a key can ask for, and where.

/// A part of the program with its own keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Keys that work on every screen; not a screen itself.
    Global,
    /// The station screen, and a station's detail that a coordinator acts in.
    Station,
    /// The advice desk screen.
    Desk,
    /// The overview and its pages.
    Overview,
    /// A station or desk screen while everybody leaves the building.
    Evacuation,
    /// Proposals for the rest of the day.
    Replan,
    /// The review of a log.
    Review,
    /// The plan of the rotation.
    Plan,
    /// Lists, menus and questions.
    List,
    /// A number is being entered: digits are read with [`Press::digit`](super::Press::digit) first.
    Number,
    /// A text is being entered: no letter is a shortcut.
    Text,
    /// Several fields are being filled in: no letter is a shortcut.
    Form,
}

impl Context {
    /// Every context, in the order of the help screen.
    pub const ALL: [Self; 12] = [
        Self::Station,
        Self::Desk,
        Self::Overview,
        Self::Evacuation,
        Self::Replan,
        Self::Review,
        Self::Plan,
        Self::List,
        Self::Number,
        Self::Text,
        Self::Form,
        Self::Global,
    ];

    /// Whether letters are text here and no shortcuts.
    pub const fn takes_letters(self) -> bool {
        matches!(self, Self::Text | Self::Form)
    }

    /// The text key of the heading over the context's keys on the help screen.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Global => "keys-global",
            Self::Station => "keys-station",
            Self::Desk => "keys-desk",
            Self::Overview => "keys-overview",
            Self::Evacuation => "keys-evacuation",
            Self::Replan => "keys-replan",
            Self::Review => "keys-review",
            Self::Plan => "keys-plan",
            Self::List => "keys-list",
            Self::Number => "keys-number",
            Self::Text => "keys-text",
            Self::Form => "keys-form",
        }
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// What a person asks for with a key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The text key of what the action does; with `.hint` its word for the footer.
            pub const fn text_key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

actions! {
    /// The group has come, with the count that is on the screen.
    Arrived = "act-arrived",
    /// The station is ready.
    Ready = "act-ready",
    /// A deputy says that the station is ready.
    ReadyDeputy = "act-ready-deputy",
    /// The station is not ready; asks why.
    NotReady = "act-not-ready",
    /// Equipment is out of order or repaired: how many places there are now.
    Fault = "act-fault",
    /// There is no power: pauses the station.
    NoPower = "act-no-power",
    /// Guests came, or left.
    Guests = "act-guests",
    /// Somebody else runs the station from now on.
    HandOver = "act-hand-over",
    /// The station writes on paper, or on its laptop again.
    OnPaper = "act-on-paper",
    /// The group is finished with.
    Finished = "act-finished",
    /// One person more than counted.
    PlusOne = "act-plus-one",
    /// One person fewer than counted.
    MinusOne = "act-minus-one",
    /// Enter the head count again.
    Recount = "act-recount",
    /// The safety briefing is done.
    Briefing = "act-briefing",
    /// Enter how many are interested.
    Interest = "act-interest",
    /// Enter how many came without being planned.
    WalkIn = "act-walk-in",
    /// Send a group that came to the wrong station on to its own.
    SendOn = "act-send-on",
    /// A group has come that was not expected.
    OtherGroup = "act-other-group",
    /// Pause the station, or let it run on.
    Pause = "act-pause",
    /// Extend the round at the station by minutes.
    Extend = "act-extend",
    /// Call for help.
    HelpNeeded = "act-help-needed",
    /// Call first aid; asks once.
    FirstAid = "act-first-aid",
    /// Call an evacuation; asks whether it is a drill.
    Evacuate = "act-evacuate",
    /// Say how many of the own group are at the assembly point.
    RollCall = "act-roll-call",
    /// Undo the last entry.
    Undo = "act-undo",
    /// Show the entries of this device; any can be undone.
    Log = "act-log",
    /// The shown message has been received.
    Received = "act-received",
    /// Show the next language.
    Language = "act-language",
    /// Show the help screen.
    HelpScreen = "act-help-screen",
    /// List every action of the screen.
    Menu = "act-menu",
    /// Quit; asks while entries are unsent.
    Quit = "act-quit",
    /// Quit without a question.
    QuitNow = "act-quit-now",
    /// Leave what is open.
    Back = "act-back",
    /// Accept what is chosen or entered.
    Accept = "act-accept",
    /// Erase the last character.
    Erase = "act-erase",
    /// A pupil came to the desk.
    Pupil = "act-pupil",
    /// A student came to the desk.
    Student = "act-student",
    /// An adult came to the desk.
    Adult = "act-adult",
    /// The last visitor was counted by mistake.
    TakeBack = "act-take-back",
    /// Enter the length of the queue.
    Queue = "act-queue",
    /// Move up.
    Up = "act-up",
    /// Move down.
    Down = "act-down",
    /// Move left.
    Left = "act-left",
    /// Move right.
    Right = "act-right",
    /// One page up.
    PageUp = "act-page-up",
    /// One page down.
    PageDown = "act-page-down",
    /// To the start.
    First = "act-first",
    /// To the end.
    Last = "act-last",
    /// The next page of the overview.
    NextPage = "act-next-page",
    /// The previous page of the overview.
    PreviousPage = "act-previous-page",
    /// Show the selected station.
    Detail = "act-detail",
    /// Search for a group, a school or a station.
    Search = "act-search",
    /// Hold the whole floor, or let it run on.
    Hold = "act-hold",
    /// Everything that a coordinator can change about what is chosen.
    Levers = "act-levers",
    /// Have proposals made for what does not fit any more.
    Replan = "act-replan",
    /// Search for proposals again, for the floor as it is now.
    SearchAgain = "act-search-again",
    /// Stop searching; what was found stays.
    StopSearch = "act-stop-search",
    /// Send a message.
    Message = "act-message",
    /// Show the open calls, to accept and close them.
    Calls = "act-calls",
    /// Change the order of the list.
    Sort = "act-sort",
    /// Show what is chosen: the floor at an entry, a station, what makes a figure.
    Open = "act-open",
    /// The next page of the review.
    NextSheet = "act-next-sheet",
    /// The previous page of the review.
    PreviousSheet = "act-previous-sheet",
    /// Look for words in the log.
    FindWords = "act-find-words",
    /// Choose what is listed of the log.
    Filter = "act-filter",
    /// Take the last filter away.
    RemoveFilter = "act-remove-filter",
    /// List the whole log again.
    ResetFilter = "act-reset-filter",
    /// Type the moment that is to be shown.
    GoToTime = "act-go-to-time",
    /// Play the day, or stop it.
    Play = "act-play",
    /// Play faster, or as fast as the day again.
    Speed = "act-speed",
    /// To the next entry.
    NextEntry = "act-next-entry",
    /// To the entry before.
    PreviousEntry = "act-previous-entry",
    /// Move by less.
    Finer = "act-finer",
    /// Move by more.
    Wider = "act-wider",
    /// Show the floor as a grid, a table or groups.
    Turn = "act-turn",
    /// The log from the shown moment on.
    LogHere = "act-log-here",
    /// Edit the plan of the rest of the day as a table.
    EditPlan = "act-edit-plan",
    /// Send the chosen group to another station.
    OtherStation = "act-other-station",
    /// Mark a cell of the plan, or exchange it with the marked one.
    Exchange = "act-exchange",
    /// Leave the chosen group without a station.
    NoStation = "act-no-station",
    /// Bring a group to the chosen station.
    Bring = "act-bring",
    /// The next group at the chosen station.
    NextGuest = "act-next-guest",
    /// Lock or unlock cells of the plan.
    Lock = "act-lock",
    /// Search for a better rest of the plan, or stop searching.
    Improve = "act-improve",
    /// Take the step again that was taken back last.
    Redo = "act-redo",
    /// Save the plan, or accept it on a floor.
    Keep = "act-keep",
    /// Show the plan by groups or by stations.
    TurnTable = "act-turn-table",
    /// Show the rules that the plan breaks.
    Breaches = "act-breaches",
}

impl Action {
    /// Whether a menu of what can be done lists it beside the page: moving is for keys alone, and alarms are not raised
    /// from a menu.
    pub const fn is_in_menus(self) -> bool {
        !matches!(
            self,
            Self::Up
                | Self::Down
                | Self::Left
                | Self::Right
                | Self::PageUp
                | Self::PageDown
                | Self::First
                | Self::Last
                | Self::FirstAid
                | Self::Evacuate
                | Self::Log
                | Self::QuitNow
        )
    }
}
