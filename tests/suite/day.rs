//! The day in stories: what was the case, what somebody asks, what is written or refused, and what every
//! screen then shows.

use crate::fixture::{COORDINATOR, DESK, Day, STAND, all_heard, at_station, event, opening, t};
use sheber::domain::command::{Command, Recount, Refusal};
use sheber::domain::countdown::{Countdown, Slot};
use sheber::domain::event::{HallId, Words};
use sheber::domain::fact::{
    AtStation, Audience, Called, Counted, DeskQueue, DeskVisit, Extended, Fact, Held, Message, Need, OfCall,
    Paused, Ready, Reason, Received, Resumed, SentOn, Undone, Visit, Visitor, WalkIns,
};
use sheber::domain::floor::Floor;
use sheber::domain::id::{DeskNo, EntryId, GroupNo, Origin, Place, Role, RoundNo, Seq, StationNo};
use sheber::domain::query::groups::GroupState;
use sheber::domain::query::overview::Trouble;
use sheber::domain::query::people;
use sheber::domain::query::station::{Onward, State, StationNow, offered_count, strip};
use sheber::domain::time::{Digits, MINUTE_MS};

const DESK_ROLE: Role = Role::Desk(DESK);
const NOWHERE: EntryId = EntryId {
    origin: Origin(9),
    seq: Seq(9),
};

fn arrive(station: u16) -> Command {
    arrive_as(station, None, None)
}

fn arrive_as(station: u16, group: Option<u16>, count: Option<u16>) -> Command {
    Command::Arrive {
        station: StationNo(station),
        group: group.map(GroupNo),
        count,
    }
}

fn finish(station: u16) -> Command {
    Command::Finish {
        station: StationNo(station),
        group: None,
    }
}

fn interest(station: u16, count: u16) -> Command {
    Command::Interest {
        station: StationNo(station),
        group: None,
        count,
    }
}

fn recount(station: u16, count: Recount) -> Command {
    Command::Count {
        station: StationNo(station),
        group: None,
        count,
    }
}

fn extend(station: u16, minutes: i16) -> Command {
    Command::Extend {
        station: StationNo(station),
        minutes,
        reason: Reason::Guests,
    }
}

fn call(place: Place, need: Need) -> Command {
    Command::Call { place, need }
}

fn send(to: Audience) -> Command {
    Command::Send {
        to,
        text: Words::same("The guests go through the blue hall"),
    }
}

fn station_place(no: u16) -> Place {
    Place::Station(StationNo(no))
}

fn counted(station: u16, round: u8, group: u16, count: u16) -> Counted {
    Counted {
        station: StationNo(station),
        round: RoundNo(round),
        group: GroupNo(group),
        count,
    }
}

fn visit(station: u16, round: u8, group: u16) -> Visit {
    counted(station, round, group, 0).visit()
}

fn clock(now: &StationNow<'_>) -> String {
    match now.countdown {
        Countdown::ToStart(ms) => format!("in {}", Digits::left(ms)),
        Countdown::ToEnd(ms) => Digits::left(ms).to_string(),
        Countdown::Over(ms) => format!("+{}", Digits::over(ms)),
        Countdown::Nothing => "-".to_owned(),
    }
}

impl Day {
    pub(crate) fn clock(&self, time: &str, no: u16) -> String {
        clock(&self.station(time, no))
    }

    pub(crate) fn state(&self, time: &str, no: u16) -> State {
        self.station(time, no).state
    }

    fn here(&self, time: &str, no: u16) -> Vec<(u16, u16)> {
        let now = self.station(time, no);
        now.present.iter().map(|p| (p.group.0, p.arrival.count)).collect()
    }

    pub(crate) fn lists(&self, time: &str, no: u16) -> Vec<Trouble> {
        let heard = all_heard(time);
        let overview = self.overview(time, &heard);
        let row = overview.rows.iter().find(|row| row.now.no.0 == no);
        row.expect("a row").troubles.clone()
    }

    fn visits(&self, group: u16) -> usize {
        let rows = self.floor.stations();
        rows.flat_map(|(_, log)| &log.sessions)
            .filter(|((_, g), session)| g.0 == group && session.counts_as_visit(&self.floor.undone))
            .count()
    }
}

#[test]
fn nothing_can_be_asked_before_the_floor_is_open() {
    let mut day = Day::closed();
    assert_eq!(day.state("09:00", 11), State::Unknown);
    day.when(
        "09:00",
        at_station(11),
        Command::Ready {
            station: StationNo(11),
            deputy: false,
        },
    )
    .refused(Refusal::FloorNotOpen);
    let day_file = opening(event());
    day.when("09:00", Role::Organiser, Command::OpenFloor(day_file.clone()))
        .then(Fact::FloorOpened(day_file));
    assert_eq!(day.state("09:00", 11), State::NotReady);
}

#[test]
fn a_corrected_event_file_replaces_the_first_in_any_order() {
    let mut early = Day::open();
    let mut corrected = event();
    corrected.times.late_after_min = 5;
    early.given("08:30", Role::Organiser, Fact::FloorOpened(opening(corrected)));
    let backwards = Floor::of(early.entries.iter().rev());
    for floor in [&early.floor, &backwards] {
        assert_eq!(floor.event().expect("open").times.late_after_min, 5);
    }
}

#[test]
fn ready_is_said_once_and_reserves_and_paper_are_not_missing() {
    let mut day = Day::open();
    let ready = Command::Ready {
        station: StationNo(11),
        deputy: false,
    };
    day.when("09:30", at_station(11), ready.clone())
        .then(Fact::StationReady(Ready::at(StationNo(11))));
    day.when("09:31", at_station(11), ready)
        .refused(Refusal::AlreadyReady);
    assert_eq!(day.state("09:31", 11), State::Ready);
    assert_eq!(day.clock("09:31", 11), "in 14:00");
    assert_eq!(day.lists("09:31", 15), [Trouble::NotReady]);
    assert_eq!(day.lists("09:31", 20), [], "a paper sheet cannot press ready");
    let heard = all_heard("09:31");
    let totals = day.overview("09:31", &heard).totals;
    assert_eq!((totals.rotation, totals.planned, totals.ready), (5, 5, 1));
}

#[test]
fn who_may_ask_what() {
    let mut day = Day::open();
    day.when("09:50", at_station(15), arrive(11))
        .refused(Refusal::NotAllowedForRole);
    day.when("09:50", DESK_ROLE, arrive(11))
        .refused(Refusal::NotAllowedForRole);
    day.when("09:50", at_station(11), Command::Hold(Reason::Drill))
        .refused(Refusal::NotAllowedForRole);
    day.when("09:50", at_station(11), send(Audience::All))
        .refused(Refusal::NotAllowedForRole);
    day.when("09:50", COORDINATOR, arrive(99))
        .refused(Refusal::UnknownStation(StationNo(99)));
    day.when("09:50", COORDINATOR, arrive(STAND.0))
        .refused(Refusal::NotAStation(STAND));
    day.when("09:50", at_station(11), arrive_as(11, Some(99), None))
        .refused(Refusal::UnknownGroup(GroupNo(99)));
    day.when("09:50", at_station(11), arrive_as(11, None, Some(1000)))
        .refused(Refusal::TooMany(999));
    let queue = |desk| Command::Queue { desk, length: 1 };
    day.when("09:50", COORDINATOR, queue(DeskNo(99)))
        .refused(Refusal::UnknownDesk(DeskNo(99)));
    day.when("09:50", at_station(11), queue(DESK))
        .refused(Refusal::NotAllowedForRole);
}

#[test]
fn round_one_starts_by_itself_and_enter_accepts_the_planned_number() {
    let mut day = Day::open();
    assert_eq!(day.clock("09:44:59", 11), "in 00:01");
    assert_eq!(day.clock("09:45", 11), "18:00");
    assert_eq!(day.state("09:45", 11), State::Waiting);
    assert_eq!(offered_count(&day.floor, GroupNo(6)), Some(12));
    day.when("09:45:30", at_station(11), arrive(11))
        .then(Fact::GroupArrived(counted(11, 1, 6, 12)));
    assert_eq!(day.state("09:45:30", 11), State::Running);
    day.when("09:45:40", at_station(11), arrive(11))
        .refused(Refusal::AlreadyArrived);
    let heard = all_heard("09:46");
    let overview = day.overview("09:46", &heard);
    let state = |no: u16| {
        overview
            .groups()
            .iter()
            .find(|g| g.no.0 == no)
            .expect("a group")
            .state
    };
    assert_eq!(state(6), GroupState::Present);
    assert_eq!(state(24), GroupState::OnBreak, "a break is not lost");
    assert_eq!(state(7), GroupState::Waiting);
    assert_eq!(
        (
            overview.totals.busy,
            overview.totals.waiting,
            overview.totals.lost
        ),
        (1, 4, 0)
    );
}

#[test]
fn a_different_head_count_is_kept_and_offered_from_then_on() {
    let mut day = Day::open();
    day.when("09:46", at_station(11), arrive_as(11, None, Some(11)))
        .then(Fact::GroupArrived(counted(11, 1, 6, 11)));
    let here = day.station("09:46", 11).present[0];
    assert_eq!((here.arrival.count, here.planned), (11, Some(12)));
    day.when("10:03", at_station(11), finish(11))
        .then(Fact::GroupFinished(visit(11, 1, 6)));
    day.when("10:07", at_station(15), arrive(15))
        .then(Fact::GroupArrived(counted(15, 2, 6, 11)));
    // The sheet of round 1, corrected in the evening, does not override the afternoon.
    day.when("10:20", at_station(15), recount(15, Recount::By(1)))
        .then(Fact::CountCorrected(counted(15, 2, 6, 12)));
    day.given("10:21", COORDINATOR, Fact::CountCorrected(counted(11, 1, 6, 10)));
    assert_eq!(offered_count(&day.floor, GroupNo(6)), Some(12));
    assert_eq!(day.group("10:21", 6).last_seen, Some((StationNo(15), RoundNo(2))));
}

#[test]
fn head_counts_have_bounds() {
    let mut day = Day::open();
    day.when("09:46", at_station(11), recount(11, Recount::To(3)))
        .refused(Refusal::NoGroupHere);
    day.when("09:46", at_station(11), arrive(11)).done();
    day.when("09:47", at_station(11), recount(11, Recount::By(-13)))
        .refused(Refusal::BelowZero);
    day.when("09:47", at_station(11), recount(11, Recount::To(1000)))
        .refused(Refusal::TooMany(999));
    day.when("09:47", at_station(11), arrive_as(11, Some(6), Some(10)))
        .then(Fact::CountCorrected(counted(11, 1, 6, 10)));
    day.when("09:48", at_station(11), interest(11, 11))
        .refused(Refusal::TooMany(10));
    day.when("09:48", at_station(11), interest(11, 5))
        .then(Fact::InterestCounted(counted(11, 1, 6, 5)));
    assert_eq!(day.station("09:48", 11).present[0].interest, Some(5));
}

#[test]
fn a_group_at_the_wrong_station_is_named_sent_on_and_counts_once() {
    let mut day = Day::open();
    day.when("09:46", at_station(11), arrive_as(11, None, Some(11)))
        .done();
    day.when("09:47", at_station(11), arrive_as(11, Some(7), None))
        .then(Fact::GroupArrived(counted(11, 1, 7, 12)));
    let now = day.station("09:47", 11);
    assert_eq!(
        (now.head_count(), now.places(), now.over_places()),
        (23, 12, true)
    );
    let stranger = now.present.iter().find(|p| !p.expected).expect("group 7");
    assert_eq!(
        (stranger.group, stranger.belongs),
        (GroupNo(7), Some(StationNo(43)))
    );
    assert_eq!(
        day.lists("09:47", 11),
        [Trouble::OverPlaces {
            count: 23,
            places: 12
        }]
    );
    assert_eq!(day.state("09:47", 43), State::Waiting);
    assert_eq!(day.group("09:47", 7).state, GroupState::Elsewhere);

    let send_on = Command::SendOn {
        station: StationNo(11),
        group: None,
        to: None,
    };
    day.when("09:49", at_station(11), send_on.clone())
        .then(Fact::SentOn(SentOn {
            station: StationNo(11),
            round: RoundNo(1),
            group: GroupNo(7),
            to: StationNo(43),
        }));
    assert_eq!(day.here("09:49", 11), [(6, 11)]);
    day.when("09:49", at_station(11), send_on)
        .refused(Refusal::NoGroupHere);
    assert_eq!(day.lists("09:49", 11), []);
    assert_eq!(day.state("09:49", 43), State::Late);
    day.when("09:52", at_station(43), arrive(43))
        .then(Fact::GroupArrived(counted(43, 1, 7, 12)));
    assert_eq!(day.visits(7), 1);
    assert_eq!(day.group("09:53", 7).state, GroupState::Present);
    let cell = &strip(&day.floor, &day.schedule("09:53"), StationNo(11))[0];
    assert_eq!(
        (cell.groups.as_slice(), cell.counted),
        (&[GroupNo(6)][..], Some(11))
    );
}

#[test]
fn sending_on_needs_a_station_that_exists() {
    let mut day = Day::open();
    day.when("09:47", at_station(11), arrive_as(11, Some(24), None))
        .done();
    let send_on = |to: Option<u16>| Command::SendOn {
        station: StationNo(11),
        group: Some(GroupNo(24)),
        to: to.map(StationNo),
    };
    day.when("09:48", at_station(11), send_on(None))
        .refused(Refusal::NoRound);
    day.when("09:48", at_station(11), send_on(Some(99)))
        .refused(Refusal::UnknownStation(StationNo(99)));
    day.when("09:48", at_station(11), send_on(Some(17))).done();
    assert_eq!(day.here("09:48", 11), []);
}

#[test]
fn finish_undone_leaves_the_countdown_as_if_never_pressed() {
    let mut day = Day::open();
    day.when("09:46", at_station(17), arrive(17)).done();
    let untouched = day.clone();
    let finished = day
        .when("09:49:50", at_station(17), finish(17))
        .then(Fact::GroupFinished(visit(17, 1, 12)));
    assert_eq!(day.state("09:49:50", 17), State::Finished);
    day.when("09:49:55", at_station(17), finish(17))
        .refused(Refusal::NothingToFinish);
    day.when("09:50", at_station(17), Command::Undo(None))
        .then(Fact::EntryUndone(Undone { entry: finished }));
    assert_eq!(day.clock("09:50", 17), "13:00");
    assert_eq!(day.station("09:50", 17), untouched.station("09:50", 17));
    assert_eq!(day.lists("09:50", 17), []);
    day.when("09:50", at_station(17), Command::Undo(Some(finished)))
        .refused(Refusal::AlreadyUndone);
}

#[test]
fn undo_is_for_ones_own_place_and_for_coordinators() {
    let mut day = Day::open();
    let opened = day.entries[0].id;
    day.when("09:46", at_station(11), Command::Undo(None))
        .refused(Refusal::NothingToUndo);
    day.when("09:46", COORDINATOR, Command::Undo(Some(opened)))
        .refused(Refusal::NothingToUndo);
    day.when("09:46", COORDINATOR, Command::Undo(Some(NOWHERE)))
        .refused(Refusal::NoSuchEntry);
    let arrived = day.when("09:46", at_station(11), arrive(11)).done();
    day.when("09:47", at_station(15), Command::Undo(Some(arrived)))
        .refused(Refusal::NotAllowedForRole);
    let undo = day
        .when("09:47", COORDINATOR, Command::Undo(Some(arrived)))
        .done();
    assert_eq!(day.here("09:47", 11), []);
    // The undo itself is taken back: the group is here again.
    day.when("09:48", COORDINATOR, Command::Undo(Some(undo))).done();
    assert_eq!(day.here("09:48", 11), [(6, 12)]);
}

#[test]
fn overrun_counts_up_and_the_next_station_knows_where_its_group_is() {
    let mut day = Day::open();
    day.when("09:46", at_station(15), arrive(15)).done();
    assert_eq!(day.clock("10:02:59", 15), "00:01");
    assert_eq!(
        (day.state("10:03", 15), day.clock("10:03", 15).as_str()),
        (State::TimeUp, "+00:00")
    );
    assert_eq!(day.clock("10:03:01", 15), "+00:01");
    assert!(!day.lists("10:03:59", 15).contains(&Trouble::OverTime(59_000)));
    assert!(day.lists("10:04", 15).contains(&Trouble::OverTime(MINUTE_MS)));
    let next = day.station("10:06", 17).next.expect("group 35");
    assert_eq!(
        (next.group, next.from, next.from_busy),
        (GroupNo(35), Some(StationNo(15)), true)
    );
    assert_eq!(day.clock("10:06:10", 15), "+03:10");
    day.when("10:06:10", at_station(15), finish(15))
        .then(Fact::GroupFinished(visit(15, 1, 35)));
    assert_eq!(day.state("10:06:10", 15), State::Changeover);
    assert!(!day.station("10:06:10", 17).next.expect("group 35").from_busy);
    day.when("10:08:30", at_station(17), arrive(17))
        .then(Fact::GroupArrived(counted(17, 2, 35, 10)));
    assert_eq!(day.state("10:08:30", 17), State::Running);
}

#[test]
fn a_visit_that_nobody_ended_is_left_open_and_hides_no_lost_group() {
    let mut day = Day::open();
    day.when("09:46", at_station(15), arrive(15)).done();
    assert_eq!(day.group("10:08", 35).state, GroupState::Present, "still at 15");
    assert_eq!(day.station("10:08", 15).left_open, [visit(15, 1, 35)]);
    assert_eq!(day.state("10:08", 15), State::Waiting, "for its own next group");
    let late = day.group("10:11", 35);
    assert_eq!(
        (late.state, late.station),
        (GroupState::Late, Some(StationNo(17)))
    );
    assert_eq!(late.last_seen, Some((StationNo(15), RoundNo(1))));
    // Its end can still be told, and only then is there nothing more to finish.
    day.when("10:12", at_station(15), finish(15))
        .then(Fact::GroupFinished(visit(15, 1, 35)));
    day.when("10:12", at_station(15), finish(15))
        .refused(Refusal::NothingToFinish);
}

#[test]
fn a_correction_of_an_older_visit_moves_no_group_back() {
    let mut day = Day::open();
    day.when("09:46", at_station(15), arrive(15)).done();
    day.when("10:07:30", at_station(17), arrive(17)).done();
    day.given("10:08", COORDINATOR, Fact::CountCorrected(counted(15, 1, 35, 9)));
    let group = day.group("10:08", 35);
    assert_eq!(
        (group.state, group.station),
        (GroupState::Present, Some(StationNo(17)))
    );
}

#[test]
fn a_refolded_floor_asks_nothing_first() {
    let mut day = Day::open();
    day.when("10:07:40", at_station(15), arrive_as(15, None, Some(12)))
        .done();
    let again = Floor::of(&day.entries);
    assert_eq!(again, day.floor);
    day.floor = again;
    assert_eq!(day.here("10:13:20", 15), [(6, 12)]);
    assert_eq!(day.clock("10:13:20", 15), "11:40");
}

#[test]
fn first_aid_is_called_accepted_and_closed() {
    let mut day = Day::open();
    let place = station_place(17);
    let called = day
        .when("10:19", at_station(17), call(place, Need::FirstAid))
        .then(Fact::HelpCalled(Called {
            place,
            need: Need::FirstAid,
        }));
    let help = day
        .when("10:18", at_station(11), call(station_place(11), Need::Material))
        .done();
    assert_eq!(
        people::open_calls(&day.floor)[0].id,
        called,
        "first aid is on top"
    );
    let top = Trouble::FirstAid {
        since: t("10:19"),
        accepted: false,
    };
    assert_eq!(day.lists("10:19:10", 17)[0], top);
    day.when("10:19:20", at_station(17), Command::AcceptCall(called))
        .refused(Refusal::NotAllowedForRole);
    day.when("10:19:40", COORDINATOR, Command::AcceptCall(called))
        .then(Fact::CallAccepted(OfCall { call: called }));
    day.when("10:19:50", COORDINATOR, Command::AcceptCall(called))
        .refused(Refusal::AlreadyAccepted);
    let now = people::call(&day.floor, called).expect("the call");
    assert_eq!(now.accepted.expect("accepted").since(now.since), 40_000);
    day.when("10:26", COORDINATOR, Command::CloseCall(called))
        .then(Fact::CallClosed(OfCall { call: called }));
    day.when("10:27", COORDINATOR, Command::CloseCall(called))
        .refused(Refusal::AlreadyClosed);
    day.when("10:27", COORDINATOR, Command::CloseCall(NOWHERE))
        .refused(Refusal::NoSuchCall);
    let open: Vec<_> = people::open_calls(&day.floor).iter().map(|c| c.id).collect();
    assert_eq!(open, [help]);
    day.when("10:28", at_station(11), Command::Undo(Some(help)))
        .done();
    assert_eq!(people::open_calls(&day.floor), []);
    day.when("10:29", COORDINATOR, Command::CloseCall(help))
        .refused(Refusal::NoSuchCall);
}

#[test]
fn a_stand_may_call_but_only_from_itself() {
    let mut day = Day::open();
    let stand = Role::Station(STAND);
    day.when("10:00", stand, call(Place::Station(STAND), Need::Help))
        .done();
    day.when("10:00", stand, call(station_place(11), Need::Help))
        .refused(Refusal::NotAllowedForRole);
    day.when("10:00", stand, call(Place::Coordination, Need::Help))
        .refused(Refusal::NotAllowedForRole);
    day.when("10:00", COORDINATOR, call(station_place(99), Need::Help))
        .refused(Refusal::UnknownStation(StationNo(99)));
}

#[test]
fn a_proxy_entry_and_the_stations_own_are_one_visit_with_its_own_time() {
    let mut coordination = Day::open();
    let mut station = coordination.apart(2);
    station.when("10:30:20", at_station(43), arrive(43)).done();
    coordination
        .when("10:31", COORDINATOR, arrive(43))
        .then(Fact::GroupArrived(counted(43, 3, 6, 12)));
    assert!(coordination.station("10:31", 43).present[0].arrival.by_radio);
    coordination.meet(&mut station);
    assert_eq!(coordination.floor, station.floor);
    for day in [&coordination, &station] {
        assert_eq!(day.here("10:53", 43), []);
        let here = day.station("10:40", 43).present;
        assert_eq!(here.len(), 1);
        assert_eq!(
            (here[0].arrival.at, here[0].arrival.by_radio),
            (t("10:30:20"), false)
        );
        assert_eq!((day.visits(6), day.floor.log().len()), (1, 3));
    }
}

#[test]
fn two_laptops_for_one_station_make_one_visit_and_show_their_difference() {
    let mut first = Day::open();
    let mut second = first.apart(2);
    first
        .when("10:30", at_station(17), arrive_as(17, None, Some(13)))
        .done();
    second
        .when("10:30:40", at_station(17), arrive_as(17, None, Some(12)))
        .done();
    first.meet(&mut second);
    assert_eq!(first.floor, second.floor);
    let here = first.station("10:31", 17).present;
    assert_eq!(
        (here.len(), here[0].arrival.count, here[0].differs),
        (1, 12, Some(13))
    );
    // Both press again with the same number: nothing more is written, and once agreed nothing differs.
    second
        .when("10:31", at_station(17), arrive_as(17, Some(21), Some(12)))
        .refused(Refusal::AlreadyArrived);
    first
        .when("10:32", at_station(17), recount(17, Recount::To(12)))
        .done();
    assert_eq!(first.station("10:32", 17).present[0].differs, None);
}

#[test]
fn a_late_word_by_radio_does_not_open_a_finished_visit_but_the_station_does() {
    let mut coordination = Day::open();
    let mut station = coordination.apart(2);
    station.when("09:46", at_station(11), arrive(11)).done();
    station.when("09:58", at_station(11), finish(11)).done();
    coordination.when("09:59", COORDINATOR, arrive(11)).done();
    coordination.meet(&mut station);
    assert_eq!(coordination.state("10:00", 11), State::Finished);
    // A coordinator ended it; the station counts the group again: it is here.
    coordination
        .when("10:00", COORDINATOR, Command::Undo(None))
        .done();
    coordination.given("10:00:30", COORDINATOR, Fact::GroupFinished(visit(11, 1, 6)));
    station.meet(&mut coordination);
    station
        .when("10:01", at_station(11), arrive_as(11, Some(6), None))
        .done();
    assert_eq!(station.here("10:01", 11), [(6, 12)]);
}

#[test]
fn an_arrival_entered_later_does_not_open_a_visit_that_has_ended_since() {
    let mut day = Day::open();
    day.when("09:46", at_station(11), arrive(11)).done();
    day.when("09:58", at_station(11), finish(11)).done();
    day.entered("10:00", "09:45", at_station(11), arrive_as(11, Some(6), Some(11)))
        .done();
    assert_eq!(day.state("10:00", 11), State::Finished);
    let session = day.floor.session(visit(11, 1, 6)).expect("a visit");
    let arrival = session.arrival(&day.floor.undone).expect("an arrival");
    assert_eq!((arrival.at, arrival.count), (t("09:45"), 11));
}

#[test]
fn a_correction_whose_arrival_was_undone_is_no_visit() {
    let mut day = Day::open();
    let arrived = day.when("09:46", at_station(11), arrive(11)).done();
    day.when("09:47", at_station(11), recount(11, Recount::To(9)))
        .done();
    assert_eq!(day.floor.last_count(GroupNo(6)), Some(9));
    day.when("09:48", at_station(11), Command::Undo(Some(arrived)))
        .done();
    assert_eq!(day.floor.last_count(GroupNo(6)), None);
    assert_eq!(day.group("09:49", 6).last_seen, None);
}

#[test]
fn walk_ins_before_the_first_round_can_be_taken_back() {
    let mut day = Day::open();
    let walk_in = |count| Command::WalkIn {
        station: StationNo(11),
        count,
    };
    day.when("09:30", at_station(11), walk_in(3)).done();
    day.when("09:31", at_station(11), walk_in(-1)).done();
    day.when("09:32", at_station(11), walk_in(-3))
        .refused(Refusal::BelowZero);
    assert_eq!(day.station("09:46", 11).walk_ins, 2);
}

#[test]
fn an_extension_moves_only_this_station() {
    let mut day = Day::open();
    day.when("10:30", at_station(17), arrive(17)).done();
    day.when("09:00", at_station(17), extend(17, 4))
        .refused(Refusal::NoRound);
    day.when("10:38", at_station(17), extend(17, 0))
        .refused(Refusal::BelowZero);
    day.when("10:38", at_station(17), extend(17, 121))
        .refused(Refusal::TooMany(120));
    day.when("10:38", at_station(17), extend(17, -19))
        .refused(Refusal::BelowZero);
    day.when("10:38", at_station(17), extend(17, 4))
        .then(Fact::RoundExtended(Extended {
            station: StationNo(17),
            round: RoundNo(3),
            minutes: 4,
            reason: Reason::Guests,
        }));
    let now = day.station("10:38", 17);
    assert_eq!((now.ends, now.extended_min), (Some(t("10:51")), 4));
    assert_eq!(day.station("10:38", 11).ends, Some(t("10:47")));
    assert_eq!(day.state("10:48", 17), State::Running);
    assert_eq!(day.state("10:48", 11), State::Changeover);
    assert_eq!(day.group("10:48", 21).state, GroupState::Present);
}

#[test]
fn an_extension_reaches_into_later_rounds_and_both_groups_are_known() {
    let mut day = Day::open();
    day.when("10:08", at_station(15), arrive(15)).done();
    day.when("10:20", at_station(15), extend(15, 30)).done();
    assert_eq!(day.clock("10:30", 15), "25:00");
    assert_eq!(day.clock("10:52", 15), "03:00", "two rounds on");
    assert_eq!(day.group("10:35", 6).state, GroupState::Present);
    // "Arrived" means the group of the round that has started, not the one that is extended.
    day.when("10:30", at_station(15), arrive(15))
        .then(Fact::GroupArrived(counted(15, 3, 12, 9)));
    assert_eq!(day.here("10:31", 15), [(6, 12), (12, 9)]);
    day.when("10:40", at_station(15), finish(15))
        .then(Fact::GroupFinished(visit(15, 2, 6)));
    assert_eq!(
        (day.here("10:41", 15), day.clock("10:41", 15)),
        (vec![(12, 9)], "06:00".to_owned())
    );
}

#[test]
fn a_hold_stops_an_extended_clock_too() {
    let mut day = Day::open();
    day.when("10:30", at_station(17), arrive(17)).done();
    day.when("10:38", at_station(17), extend(17, 4)).done();
    // After the planned end, in the extension.
    day.when("10:49", COORDINATOR, Command::Hold(Reason::Drill))
        .done();
    assert_eq!(day.clock("10:49", 17), "02:00");
    assert_eq!(day.clock("10:55", 17), "02:00");
    day.when("10:59", COORDINATOR, Command::ResumeFloor).done();
    assert_eq!(day.clock("11:00", 17), "01:00");
}

#[test]
fn an_early_group_belongs_to_the_round_to_come() {
    let mut day = Day::open();
    day.when("09:43", at_station(11), arrive(11))
        .then(Fact::GroupArrived(counted(11, 1, 6, 12)));
    assert_eq!(
        (day.state("09:43", 11), day.clock("09:43", 11).as_str()),
        (State::Ready, "in 02:00")
    );
    assert_eq!(day.state("09:45", 11), State::Running);
    // In the changeover, with the group before still here.
    day.when("10:05", at_station(11), arrive(11))
        .then(Fact::GroupArrived(counted(11, 2, 7, 12)));
    assert_eq!(day.state("10:05", 11), State::TimeUp);
    assert_eq!(
        day.group("10:05", 7).next,
        Onward::Break(day.schedule("10:05").slots[2])
    );
    // Hands and the end are those of the group whose time is up.
    day.when("10:05:10", at_station(11), interest(11, 3))
        .then(Fact::InterestCounted(counted(11, 1, 6, 3)));
    day.when("10:05:20", at_station(11), finish(11))
        .then(Fact::GroupFinished(visit(11, 1, 6)));
    day.when("10:05:30", at_station(11), interest(11, 4))
        .then(Fact::InterestCounted(counted(11, 1, 6, 4)));
    assert_eq!(
        (day.state("10:06", 11), day.here("10:06", 11)),
        (State::Changeover, vec![(7, 12)])
    );
    assert_eq!(
        (day.state("10:07", 11), day.clock("10:07", 11).as_str()),
        (State::Running, "18:00")
    );
    day.when("10:07", at_station(11), arrive(11))
        .refused(Refusal::AlreadyArrived);
    day.when("10:20", at_station(11), finish(11))
        .then(Fact::GroupFinished(visit(11, 2, 7)));
    // Minutes before the end the next group may come already; in the middle of a round nobody is meant.
    day.when("10:12", at_station(17), arrive(17)).done();
    day.when("10:13", at_station(17), finish(17)).done();
    day.when("10:14", at_station(17), arrive(17))
        .refused(Refusal::NoGroupHere);
    day.when("10:21", at_station(17), arrive(17))
        .then(Fact::GroupArrived(counted(17, 3, 21, 14)));
    assert_eq!(day.state("10:21", 17), State::Finished);
}

#[test]
fn a_named_group_is_early_when_it_has_nothing_else_to_do() {
    let mut day = Day::open();
    // Group 24 has a break in round 1 and is due at 20 in round 2.
    day.when("10:01", COORDINATOR, arrive_as(20, Some(24), None))
        .then(Fact::GroupArrived(counted(20, 2, 24, 12)));
    // Group 35 is due at 15 in round 1: at 17, where it is planned for round 2, it is simply wrong.
    day.when("09:50", at_station(17), arrive_as(17, Some(35), None))
        .then(Fact::GroupArrived(counted(17, 1, 35, 10)));
    // A stranger in the changeover is measured against the round to come.
    day.when("10:05", at_station(43), arrive_as(43, Some(35), None))
        .then(Fact::GroupArrived(counted(43, 2, 35, 10)));
    let stranger = day.station("10:05", 43).present[0];
    assert_eq!(stranger.belongs, Some(StationNo(17)));
}

#[test]
fn several_groups_at_one_station_come_and_go_one_by_one() {
    let mut shared = event();
    shared.plan.insert(
        GroupNo(7),
        vec![Some(StationNo(11)), Some(StationNo(15)), None, None],
    );
    let mut day = Day::of(shared);
    day.when("09:44", at_station(11), arrive(11))
        .then(Fact::GroupArrived(counted(11, 1, 6, 12)));
    day.when("09:44", at_station(11), arrive(11))
        .then(Fact::GroupArrived(counted(11, 1, 7, 12)));
    day.when("09:46", at_station(11), arrive(11))
        .refused(Refusal::AlreadyArrived);
    assert!(day.station("09:46", 11).over_places());
    day.when("10:00", at_station(11), finish(11)).done();
    assert_eq!(day.state("10:00", 11), State::Running);
    day.when("10:01", at_station(11), finish(11)).done();
    assert_eq!(day.state("10:01", 11), State::Finished);
    day.when("10:05", at_station(15), arrive(15))
        .then(Fact::GroupArrived(counted(15, 2, 6, 12)));
    day.when("10:05", at_station(15), arrive(15))
        .then(Fact::GroupArrived(counted(15, 2, 7, 12)));
    day.when("10:05", at_station(15), arrive_as(15, Some(6), None))
        .refused(Refusal::AlreadyArrived);
}

#[test]
fn a_message_is_received_once_and_paper_is_not_asked() {
    let mut day = Day::open();
    let text = Words::same("The guests go through the blue hall");
    let sent = day
        .when("10:49", COORDINATOR, send(Audience::All))
        .then(Fact::MessageSent(Box::new(Message {
            to: Audience::All,
            text,
        })));
    let receive = |no: u16| Command::Receive {
        message: sent,
        place: station_place(no),
    };
    assert_eq!(people::inbox(&day.floor, station_place(11)).len(), 1);
    day.when("10:49:10", at_station(11), receive(11))
        .then(Fact::MessageReceived(Received {
            message: sent,
            place: station_place(11),
        }));
    day.when("10:49:20", at_station(11), receive(11))
        .refused(Refusal::AlreadyReceived);
    day.when("10:49:20", at_station(11), receive(15))
        .refused(Refusal::NotAllowedForRole);
    day.when("10:49:20", COORDINATOR, receive(99))
        .refused(Refusal::UnknownStation(StationNo(99)));
    day.when("10:49:30", at_station(43), receive(43)).done();
    assert_eq!(people::inbox(&day.floor, station_place(11)), []);
    let now = &people::messages(&day.floor)[0];
    assert_eq!(
        now.received,
        [
            (station_place(11), t("10:49:10")),
            (station_place(43), t("10:49:30"))
        ]
    );
    assert_eq!(now.missing, [station_place(15), station_place(17)]);
    day.when(
        "10:50",
        at_station(15),
        Command::Receive {
            message: NOWHERE,
            place: station_place(15),
        },
    )
    .refused(Refusal::NoSuchMessage);
    day.when("10:51", COORDINATOR, Command::Undo(Some(sent))).done();
    assert_eq!(people::inbox(&day.floor, station_place(15)), []);
}

#[test]
fn a_message_reaches_its_hall_or_place_and_carries_no_control_characters() {
    let mut day = Day::open();
    day.when(
        "10:00",
        COORDINATOR,
        send(Audience::Hall(HallId("red".to_owned()))),
    )
    .done();
    day.when("10:01", COORDINATOR, send(Audience::One(Place::Desk(DESK))))
        .done();
    day.when("10:01", COORDINATOR, send(Audience::One(station_place(99))))
        .refused(Refusal::UnknownStation(StationNo(99)));
    let unread = |place: Place| people::inbox(&day.floor, place).len();
    assert_eq!(
        (
            unread(station_place(43)),
            unread(station_place(11)),
            unread(Place::Desk(DESK))
        ),
        (1, 0, 2)
    );
    let id = day
        .when(
            "10:02",
            COORDINATOR,
            Command::Send {
                to: Audience::All,
                text: Words {
                    ru: format!("\u{1b}[2J{}", "я".repeat(500)),
                    ..Words::default()
                },
            },
        )
        .done();
    let (_, words) = &day
        .floor
        .message(id)
        .and_then(|log| log.sent.as_ref())
        .expect("sent")
        .value;
    assert_eq!(words.ru.chars().count(), 200);
    assert!(words.ru.starts_with("[2Jя"));
}

#[test]
fn a_desk_counts_visitors_takes_one_back_and_knows_its_quarters() {
    let mut day = Day::open();
    let came = |visitor| Command::Visit { desk: DESK, visitor };
    let back = |visitor| Command::TakeBack { desk: DESK, visitor };
    day.when("11:40", DESK_ROLE, back(None))
        .refused(Refusal::BelowZero);
    day.when("11:44", DESK_ROLE, came(Visitor::Pupil))
        .then(Fact::DeskVisited(DeskVisit {
            desk: DESK,
            visitor: Visitor::Pupil,
        }));
    day.when("11:46", DESK_ROLE, came(Visitor::Pupil)).done();
    day.when("11:47", DESK_ROLE, came(Visitor::Adult)).done();
    day.when("11:48", DESK_ROLE, came(Visitor::Pupil)).done();
    day.when("11:48", DESK_ROLE, back(Some(Visitor::Student)))
        .refused(Refusal::BelowZero);
    day.when("11:49", DESK_ROLE, back(None))
        .then(Fact::DeskVisitTakenBack(DeskVisit {
            desk: DESK,
            visitor: Visitor::Pupil,
        }));
    day.when(
        "11:44",
        DESK_ROLE,
        Command::Queue {
            desk: DESK,
            length: 9,
        },
    )
    .then(Fact::DeskQueueCounted(DeskQueue {
        desk: DESK,
        length: 9,
    }));
    day.when(
        "11:44",
        DESK_ROLE,
        Command::Queue {
            desk: DESK,
            length: 1000,
        },
    )
    .refused(Refusal::TooMany(999));
    let now = people::desk(&day.floor, DESK);
    assert_eq!(
        (now.today.total(), now.today.of(Visitor::Pupil), now.queue),
        (3, 2, Some(9))
    );
    assert_eq!(now.last, Some(Visitor::Adult));
    let quarters: Vec<_> = now
        .quarters
        .iter()
        .map(|(start, v)| (*start, v.total()))
        .collect();
    assert_eq!(quarters, [(t("11:30"), 1), (t("11:45"), 2)]);
}

#[test]
fn a_hold_freezes_every_countdown_and_moves_the_rest_of_the_day() {
    let mut day = Day::open();
    day.when("09:46", at_station(11), arrive(11)).done();
    day.when("09:50", COORDINATOR, Command::ResumeFloor)
        .refused(Refusal::NotHeld);
    let hold = Command::Hold(Reason::Drill);
    day.when("09:52", COORDINATOR, hold.clone())
        .then(Fact::FloorHeld(Held {
            reason: Reason::Drill,
        }));
    day.when("09:53", COORDINATOR, hold).refused(Refusal::AlreadyHeld);
    assert_eq!(
        (day.state("09:58", 11), day.clock("09:58", 11).as_str()),
        (State::Held, "11:00")
    );
    assert_eq!(day.clock("10:03:59", 11), "11:00");
    day.when("10:04", COORDINATOR, Command::ResumeFloor)
        .then(Fact::FloorResumed(Resumed {}));
    assert_eq!(
        (day.state("10:05", 11), day.clock("10:05", 11).as_str()),
        (State::Running, "10:00")
    );
    let schedule = day.schedule("10:05");
    let shown: Vec<_> = schedule.slots.iter().map(|slot| slot.now.to_string()).collect();
    assert_eq!(
        shown,
        ["09:45–10:15", "10:19–10:37", "10:41–10:59", "11:03–11:21"]
    );
    assert_eq!(
        (schedule.moved_by_min(), schedule.holds[0].length_ms(t("10:05"))),
        (12, 12 * MINUTE_MS)
    );
    assert!(schedule.slots.iter().all(Slot::moved));
}

#[test]
fn held_time_is_no_overrun() {
    let mut day = Day::open();
    day.when("09:46", at_station(15), arrive(15)).done();
    day.when("10:03:30", COORDINATOR, Command::Hold(Reason::Drill))
        .done();
    assert_eq!(day.clock("10:15", 15), "+00:30");
    day.when("10:15", COORDINATOR, Command::ResumeFloor).done();
    assert_eq!(day.clock("10:15:20", 15), "+00:50");
}

#[test]
fn held_time_makes_nobody_late() {
    let mut day = Day::open();
    day.when("09:46", COORDINATOR, Command::Hold(Reason::Drill))
        .done();
    assert_eq!(day.station("09:57", 11).under, State::Waiting);
    day.when("09:58", COORDINATOR, Command::ResumeFloor).done();
    assert_eq!(
        (day.state("09:59", 11), day.group("09:59", 6).state),
        (State::Waiting, GroupState::Waiting)
    );
    assert_eq!(
        (day.state("10:00", 11), day.group("10:00", 6).state),
        (State::Late, GroupState::Late)
    );
}

#[test]
fn a_hold_in_a_changeover_moves_the_next_start_and_makes_no_break() {
    let mut day = Day::open();
    day.when("10:05", COORDINATOR, Command::Hold(Reason::Drill))
        .done();
    assert_eq!(day.clock("10:25", 15), "in 02:00");
    day.when("10:25", COORDINATOR, Command::ResumeFloor).done();
    assert_eq!(
        (day.state("10:26", 15), day.clock("10:26", 15).as_str()),
        (State::Changeover, "in 01:00")
    );
    assert_eq!(day.schedule("10:26").slots[0].now.to_string(), "09:45–10:03");
    assert_eq!(
        day.schedule("10:27").current().expect("round 2").round,
        RoundNo(2)
    );
}

#[test]
fn a_hold_undone_while_it_lasts_was_never_there() {
    let mut day = Day::open();
    let untouched = day.clone();
    let hold = day
        .when("09:50", COORDINATOR, Command::Hold(Reason::Drill))
        .done();
    day.when("09:53", COORDINATOR, Command::Undo(Some(hold))).done();
    assert_eq!(day.station("09:53", 11), untouched.station("09:53", 11));
    day.when("09:54", COORDINATOR, Command::ResumeFloor)
        .refused(Refusal::NotHeld);
    // An end of a hold, undone: it lasts.
    day.when("09:55", COORDINATOR, Command::Hold(Reason::Drill))
        .done();
    let resumed = day.when("09:56", COORDINATOR, Command::ResumeFloor).done();
    day.when("09:57", COORDINATOR, Command::Undo(Some(resumed)))
        .done();
    assert_eq!(
        (day.state("09:58", 11), day.clock("09:58", 11).as_str()),
        (State::Held, "08:00")
    );
}

#[test]
fn holds_of_two_coordinators_are_one() {
    let mut first = Day::open();
    let mut second = first.apart(2);
    let hold = first
        .when("09:50", COORDINATOR, Command::Hold(Reason::Drill))
        .done();
    second
        .when("09:50:20", COORDINATOR, Command::Hold(Reason::Other))
        .done();
    first.meet(&mut second);
    assert_eq!(first.clock("09:55", 11), "13:00");
    // Without the first word the second one stands.
    let mut without = first.clone();
    without
        .when("09:55", COORDINATOR, Command::Undo(Some(hold)))
        .done();
    assert_eq!(without.clock("09:55", 11), "12:40");
    first.when("10:00", COORDINATOR, Command::ResumeFloor).done();
    second.when("10:00:30", COORDINATOR, Command::ResumeFloor).done();
    first.meet(&mut second);
    assert_eq!(first.floor, second.floor);
    let schedule = first.schedule("10:01");
    assert_eq!((schedule.holds.len(), schedule.held()), (1, None));
    assert_eq!(first.clock("10:01", 11), "12:00");
}

#[test]
fn a_paused_station_stands_and_the_plan_keeps_its_end() {
    let mut day = Day::open();
    day.when("09:46", at_station(11), arrive(11)).done();
    let pause = Command::Pause {
        station: StationNo(11),
        reason: Reason::Power,
    };
    day.when("09:50", at_station(11), Command::Resume(StationNo(11)))
        .refused(Refusal::NotPaused);
    day.when("09:52", at_station(11), pause.clone())
        .then(Fact::StationPaused(Paused {
            station: StationNo(11),
            reason: Reason::Power,
        }));
    day.when("09:53", at_station(11), pause)
        .refused(Refusal::AlreadyPaused);
    let now = day.station("09:56", 11);
    assert_eq!(
        (now.state, clock(&now).as_str(), now.ends),
        (State::Paused, "11:00", Some(t("10:03")))
    );
    assert_eq!(day.clock("09:56", 15), "07:00", "the others go on");
    day.when("09:57", at_station(11), Command::Resume(StationNo(11)))
        .then(Fact::StationResumed(AtStation {
            station: StationNo(11),
        }));
    assert_eq!(
        (day.state("09:57", 11), day.clock("09:57", 11).as_str()),
        (State::Running, "06:00")
    );
}

#[test]
fn a_pause_stands_through_a_hold_and_shows_the_whole_of_a_round_it_reaches() {
    let mut day = Day::open();
    day.when(
        "09:52",
        at_station(11),
        Command::Pause {
            station: StationNo(11),
            reason: Reason::Power,
        },
    )
    .done();
    day.when("09:54", COORDINATOR, Command::Hold(Reason::Power))
        .done();
    assert_eq!(day.clock("10:00", 11), "11:00");
    day.when("10:00", COORDINATOR, Command::ResumeFloor).done();
    assert_eq!(day.clock("10:05", 11), "11:00");
    assert_eq!(day.clock("10:20", 11), "18:00");
}

#[test]
fn late_after_three_minutes_a_no_show_after_ten_and_undo_of_the_arrival_brings_it_back() {
    let mut day = Day::open();
    for (time, station, group) in [
        ("09:47:59", State::Waiting, GroupState::Waiting),
        ("09:48", State::Late, GroupState::Late),
        ("09:54:59", State::Late, GroupState::Late),
        ("09:55", State::NoShow, GroupState::NoShow),
    ] {
        assert_eq!(
            (day.state(time, 11), day.group(time, 6).state),
            (station, group),
            "{time}"
        );
    }
    assert_eq!(day.lists("09:48", 11), [Trouble::Late]);
    assert_eq!(day.lists("09:55", 11), [Trouble::NoShow]);
    assert_eq!(day.lists("09:55", 20), [], "nobody knows what a paper sheet says");
    let silent = day.overview("09:55", &[]);
    assert_eq!(silent.totals.lost, 0, "silence is no absence");
    day.when("09:56", at_station(11), arrive(11)).done();
    assert_eq!(
        (day.state("09:56", 11), day.clock("09:56", 11).as_str()),
        (State::Running, "07:00")
    );
    day.when("09:57", at_station(11), Command::Undo(None)).done();
    assert_eq!(
        (day.state("09:57", 11), day.group("09:57", 6).state),
        (State::NoShow, GroupState::NoShow)
    );
    assert_eq!(day.group("09:57", 6).counted, None);
}

#[test]
fn what_is_entered_later_takes_its_own_time() {
    let mut day = Day::open();
    day.entered("10:40", "10:41", COORDINATOR, arrive(20))
        .refused(Refusal::InTheFuture);
    day.entered("10:40", "09:46", COORDINATOR, arrive_as(20, Some(21), Some(13)))
        .then(Fact::GroupArrived(counted(20, 1, 21, 13)));
    day.entered(
        "10:41",
        "10:02",
        COORDINATOR,
        Command::Finish {
            station: StationNo(20),
            group: Some(GroupNo(21)),
        },
    )
    .then(Fact::GroupFinished(visit(20, 1, 21)));
    let cells = strip(&day.floor, &day.schedule("10:42"), StationNo(20));
    assert_eq!(
        (cells[0].counted, cells[1].counted),
        (Some(13), None),
        "unknown is not zero"
    );
    let session = day.floor.session(visit(20, 1, 21)).expect("a session");
    assert_eq!(
        session.arrival(&day.floor.undone).expect("arrived").at,
        t("09:46")
    );
    assert_eq!(session.ending(&day.floor.undone).expect("ended").at, t("10:02"));
    assert_eq!(day.floor.log().last().expect("an entry").at, t("10:02"));
}

#[test]
fn a_briefing_is_missed_until_marked_and_blocks_nothing() {
    let mut day = Day::open();
    let briefing = Command::Briefing {
        station: StationNo(15),
        group: None,
    };
    day.when("09:45", at_station(15), briefing.clone())
        .refused(Refusal::NoGroupHere);
    day.when("09:46", at_station(15), arrive(15)).done();
    assert!(day.station("09:46", 15).briefing_missing());
    assert_eq!(
        day.lists("09:48:59", 15),
        [],
        "a coordinator is told after 3 minutes"
    );
    assert_eq!(day.lists("09:49", 15), [Trouble::Briefing]);
    day.when("09:50", at_station(15), briefing)
        .then(Fact::BriefingMarked(visit(15, 1, 35)));
    assert_eq!(day.lists("09:50", 15), []);
    assert!(!day.station("09:50", 15).briefing_missing());
}

#[test]
fn walk_ins_are_counted_by_round_and_never_below_zero() {
    let mut day = Day::open();
    let walk_in = |count| Command::WalkIn {
        station: StationNo(43),
        count,
    };
    day.when("09:50", at_station(43), walk_in(4))
        .then(Fact::WalkInsCounted(WalkIns {
            station: StationNo(43),
            round: RoundNo(1),
            count: 4,
        }));
    day.when("09:51", at_station(43), walk_in(-5))
        .refused(Refusal::BelowZero);
    day.when("09:51", at_station(43), walk_in(1000))
        .refused(Refusal::TooMany(999));
    day.when("09:52", at_station(43), walk_in(-1)).done();
    assert_eq!(
        (
            day.station("09:52", 43).walk_ins,
            day.station("10:07", 43).walk_ins
        ),
        (3, 0)
    );
    assert_eq!(day.here("09:52", 43), [], "walk-ins are no group");
}

#[test]
fn the_last_round_ends_and_the_day_is_done() {
    let mut day = Day::open();
    day.when("10:52", at_station(11), arrive(11)).done();
    assert_eq!(day.state("11:10", 11), State::TimeUp);
    day.when("11:10", at_station(11), finish(11)).done();
    assert_eq!(
        (day.state("11:10", 11), day.clock("11:10", 11).as_str()),
        (State::Done, "-")
    );
    assert_eq!(day.group("11:10", 12).state, GroupState::Done);
    assert_eq!(day.group("11:10", 12).next, Onward::Done);
    day.when("11:11", at_station(11), arrive(11))
        .refused(Refusal::NoGroupHere);
}
