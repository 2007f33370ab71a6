//! The exchange step by step: what is moved aside and what never, what follows an outage, how a lost share is
//! filled again, and how two sides agree again on names with two contents.

use std::collections::BTreeSet;

use sheber::domain::entry::Hash;
use sheber::domain::fork::Fork;
use sheber::domain::frontier::{Frontier, Held};
use sheber::domain::id::{EntryId, Origin, Role, Seq, StationNo};
use sheber::domain::presence::Presence;
use sheber::domain::reading::ClockReading;
use sheber::domain::trade::{Merged, Pulled, Pushed, Twins};
use sheber::sync::step::{Cure, Failure, Hints, Mine, Step};
use sheber::sync::turn::Trader;

const ME: Origin = Origin(5);
const NOON: i64 = 1_764_000_000_000;

fn held(up_to: u64) -> Frontier {
    let mut frontier = Frontier::default();
    let beyond = BTreeSet::new();
    frontier.hold(ME, Held { up_to, beyond });
    frontier
}

const fn own(seq: u64) -> EntryId {
    let seq = Seq(seq);
    EntryId { origin: ME, seq }
}

fn shown(up_to: u64, epoch: &str) -> Pulled {
    Pulled {
        frontier: held(up_to),
        epoch: epoch.to_owned(),
        floor: Some("our day".to_owned()),
        ..Pulled::default()
    }
}

fn presence(origin: u64, seen_ms: i64, unsent: u64) -> Presence {
    Presence {
        origin: Origin(origin),
        role: Role::Station(StationNo(27)),
        label: "laptop".to_owned(),
        seen_ms,
        clock_ahead_ms: None,
        version: "1".to_owned(),
        unsent,
    }
}

/// A device of which the replica holds `up_to` own entries, and the share that it meets.
struct Meeting {
    trader: Trader,
    mine: Frontier,
    twins: Twins,
    mono_ms: i64,
    taken: Vec<&'static str>,
    /// What the next comparison finds.
    forks: Vec<Fork>,
}

impl Meeting {
    fn new(up_to: u64) -> Self {
        let mut trader = Trader::new(ME, true, 0);
        trader.floor_is(Some("our day".to_owned()));
        Self {
            trader,
            mine: held(up_to),
            twins: Twins::new(),
            mono_ms: 0,
            taken: Vec::new(),
            forks: Vec::new(),
        }
    }

    /// One turn with a share that shows this; everything that is pushed is kept. What was moved aside leaves an
    /// empty share behind.
    fn turn(&mut self, share: &mut Pulled) -> &[&'static str] {
        self.begin();
        loop {
            let step = self.trader.step();
            self.taken.push(name(&step));
            if matches!(step, Step::Rest(_)) {
                return &self.taken;
            }
            self.take(step, share);
        }
    }

    fn begin(&mut self) {
        self.mono_ms += 1_000;
        self.taken.clear();
        self.trader.begin(Hints {
            mono_ms: self.mono_ms,
            wall_ms: NOON + self.mono_ms,
            changed: true,
            watched: false,
            publishes: false,
            own_head: self.mine.first_missing(ME).0 - 1,
        });
    }

    fn take(&mut self, step: Step, share: &mut Pulled) {
        let mine = Mine {
            frontier: &self.mine,
            twins: &self.twins,
        };
        match step {
            Step::ReadClock => self.trader.clock_read(ClockReading {
                share_ms: NOON + self.mono_ms,
                before_ms: NOON + self.mono_ms,
                after_ms: NOON + self.mono_ms,
                grain_ms: 1,
            }),
            Step::Announce => {
                let unsent = self.mine.first_missing(ME).0 - 1 - self.trader.acknowledged();
                let said = presence(ME.0, NOON + self.mono_ms, unsent);
                self.trader.announced(said);
            }
            Step::Pull => self.trader.pulled(share.clone(), mine, 0),
            Step::Compare(_) => self.trader.compared(&std::mem::take(&mut self.forks)),
            Step::Push(stretches) => {
                for (origin, first, last) in stretches {
                    for seq in (first..=last).map(Seq) {
                        share.frontier.insert(EntryId { origin, seq });
                    }
                }
                let pushed = Pushed {
                    frontier: share.frontier.clone(),
                    ..Pushed::default()
                };
                self.trader.pushed(&pushed, &self.mine);
            }
            Step::Fetch(_) => {
                self.twins.extend(&share.twins);
                self.trader.fetched(Vec::new());
            }
            Step::Merge(_) => self.trader.merged(&Merged::default(), mine),
            Step::Offer(_) => {
                share.twins.extend(&self.twins);
                self.trader.offered(&Pushed::default());
            }
            Step::SetAside => {
                *share = shown(0, "new");
                self.trader.set_aside(Some("quarantine/1".to_owned()));
            }
            Step::Examine | Step::Rest(_) => {}
        }
    }

    fn fails(&mut self, cure: Cure) -> Step {
        self.begin();
        let why = "share-missing";
        self.trader.failed(Failure { why, cure }, 7);
        self.trader.step()
    }
}

fn name(step: &Step) -> &'static str {
    match step {
        Step::ReadClock => "clock",
        Step::Announce => "announce",
        Step::Pull => "pull",
        Step::Merge(_) => "merge",
        Step::Compare(_) => "compare",
        Step::Push(_) => "push",
        Step::Fetch(_) => "fetch",
        Step::Offer(_) => "offer",
        Step::Examine => "examine",
        Step::SetAside => "aside",
        Step::Rest(_) => "rest",
    }
}

#[test]
fn another_floors_share_is_left_alone_where_no_good_one_was_seen() {
    let mut meeting = Meeting::new(3);
    let mut foreign = Pulled {
        floor: Some("another day".to_owned()),
        ..shown(0, "theirs")
    };
    let before = foreign.clone();
    let steps = meeting.turn(&mut foreign).join(" ");
    assert_eq!(steps, "pull rest");
    assert_eq!(foreign, before, "nothing was pushed into it");
    assert_eq!(meeting.trader.outage().unwrap().0, "share-foreign");
}

#[test]
fn another_floors_share_in_the_place_of_ours_is_moved_aside_and_ours_made_anew() {
    let mut meeting = Meeting::new(3);
    meeting.turn(&mut shown(3, "ours"));
    let mut foreign = Pulled {
        floor: Some("another day".to_owned()),
        ..shown(0, "theirs")
    };
    let steps = meeting.turn(&mut foreign).join(" ");
    assert!(steps.starts_with("pull aside pull"), "{steps}");
    assert_eq!(foreign.frontier, held(3));
    assert!(meeting.trader.outage().is_none());
}

#[test]
fn what_is_no_share_is_moved_only_where_a_share_was_and_what_is_damaged_always() {
    let mut stranger = Meeting::new(3);
    assert!(matches!(stranger.fails(Cure::IfMet), Step::Rest(_)));
    assert!(matches!(stranger.fails(Cure::Wait), Step::Rest(_)));
    assert_eq!(stranger.fails(Cure::Anew), Step::SetAside);
    let mut regular = Meeting::new(3);
    regular.turn(&mut shown(3, "ours"));
    assert_eq!(regular.fails(Cure::IfMet), Step::SetAside);
    // Once a turn: what cannot be cured is an outage.
    let why = "share-damaged";
    let cure = Cure::Anew;
    regular.trader.failed(Failure { why, cure }, 7);
    assert!(matches!(regular.trader.step(), Step::Rest(_)));
    assert_eq!(regular.trader.outage().unwrap().0, why);
}

#[test]
fn after_an_outage_everything_is_compared_and_said_again() {
    let mut meeting = Meeting::new(3);
    let mut share = shown(3, "ours");
    meeting.turn(&mut share);
    assert_eq!(meeting.turn(&mut share).join(" "), "pull rest");
    meeting.fails(Cure::Wait);
    assert_eq!(meeting.turn(&mut share).join(" "), "pull compare announce rest");
    assert_eq!(meeting.turn(&mut share).join(" "), "pull rest");
}

#[test]
fn a_lost_share_gets_back_everything_and_who_has_brought_it_is_counted() {
    let mut meeting = Meeting::new(6_000);
    let mut share = shown(6_000, "ours");
    share.devices = vec![presence(9, NOON, 0)];
    meeting.turn(&mut share);
    let mut share = shown(0, "new");
    meeting.turn(&mut share);
    assert_eq!(share.frontier, held(6_000));
    assert_eq!(meeting.taken.last_chunk(), Some(&["announce", "rest"]));
    assert_eq!(meeting.trader.rebuilt().unwrap().count(), (1, 2));
    share.devices = vec![presence(9, NOON + meeting.mono_ms, 4)];
    meeting.turn(&mut share);
    assert_eq!(
        meeting.trader.rebuilt().unwrap().count(),
        (1, 2),
        "it has more to bring"
    );
    share.devices = vec![presence(9, NOON + meeting.mono_ms, 0)];
    meeting.turn(&mut share);
    assert_eq!(meeting.trader.rebuilt().unwrap().count(), (2, 2));
    meeting.mono_ms += 120_000;
    meeting.turn(&mut share);
    assert_eq!(meeting.trader.rebuilt(), None, "it is no news any more");
}

#[test]
fn yesterdays_copy_makes_nobody_seem_silent_and_nothing_count_as_sent() {
    let mut meeting = Meeting::new(9);
    let mut share = shown(9, "ours");
    share.devices = vec![presence(9, NOON, 0)];
    meeting.turn(&mut share);
    share.devices = vec![presence(9, NOON - 3_600_000, 0)];
    share.frontier = held(2);
    meeting.turn(&mut share);
    assert_eq!(share.frontier, held(9));
    let seen = meeting.trader.presence().iter().find(|p| p.origin == Origin(9));
    assert_eq!(seen.unwrap().seen_ms, NOON);
}

#[test]
fn a_word_from_the_future_makes_nobody_seem_alive() {
    let mut meeting = Meeting::new(3);
    let mut share = shown(3, "ours");
    share.devices = vec![presence(9, NOON, 0)];
    meeting.turn(&mut share);
    share.devices = vec![presence(9, NOON + 3_600_000, 0)];
    meeting.turn(&mut share);
    let seen = meeting.trader.presence().iter().find(|p| p.origin == Origin(9));
    assert_eq!(seen.unwrap().seen_ms, NOON);
}

#[test]
fn two_sides_that_know_different_twins_exchange_them_once_and_rest() {
    let twin = |hash| {
        let seq = Seq(2);
        (EntryId { origin: ME, seq }, Hash([hash; 32]))
    };
    let mut meeting = Meeting::new(3);
    meeting.twins = Twins::from([twin(1), twin(2)]);
    let mut share = shown(3, "ours");
    share.twins = Twins::from([twin(1), twin(3)]);
    let steps = meeting.turn(&mut share).join(" ");
    assert!(steps.contains("fetch merge offer clock announce rest"), "{steps}");
    assert_eq!(share.twins, Twins::from([twin(1), twin(2), twin(3)]));
    assert_eq!(meeting.twins, share.twins);
    assert_eq!(meeting.turn(&mut share).join(" "), "pull rest");
    // A share that does not keep them is not asked again and again.
    share.twins.clear();
    meeting.turn(&mut share);
    share.twins.clear();
    assert_eq!(meeting.turn(&mut share).join(" "), "pull rest");
}

#[test]
fn what_follows_a_fork_is_pushed_after_the_fork_is_put_in_order() {
    let mut meeting = Meeting::new(3);
    let mut share = shown(3, "ours");
    meeting.turn(&mut share);
    // Somebody else wrote the third one too; were the fourth pushed first, a crash would leave a share of which the
    // head is ours and the third is not.
    meeting.mine = held(4);
    share.heads = vec![(own(3), Hash([9; 32]))];
    meeting.forks = vec![Fork {
        id: own(3),
        held: Hash([1; 32]),
        other: Hash([9; 32]),
    }];
    let steps = meeting.turn(&mut share).join(" ");
    assert_eq!(steps, "pull compare fetch merge offer push rest");
}

#[test]
fn a_command_that_comes_and_goes_does_not_count_as_a_laptop() {
    let mut meeting = Meeting::new(3);
    meeting.trader = Trader::new(ME, false, 0);
    let mut share = shown(0, "ours");
    assert_eq!(meeting.turn(&mut share).join(" "), "pull compare push clock rest");
    assert_eq!(meeting.trader.acknowledged(), 3);
}
