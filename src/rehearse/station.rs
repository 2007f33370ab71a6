//! Whoever runs a station: ready in the morning, groups counted when they come, a briefing, raised hands, the
//! end; now and then a wrong key, a wrong number, a few minutes more.

use super::{Deed, Script, Sight};
use crate::domain::command::{Command, Recount};
use crate::domain::countdown::{Schedule, Slot};
use crate::domain::fact::{Reason, Visit};
use crate::domain::floor::Session;
use crate::domain::id::{GroupNo, Place, RoundNo, StationNo};
use crate::domain::query::people::inbox;
use crate::domain::query::station::{StationNow, offered_count, station};
use crate::domain::time::{EventTime, MINUTE_MS, SECOND_MS};

/// What a question to chance is about.
#[derive(Clone, Copy)]
enum About {
    Ready,
    Arrival,
    Delay,
    Count,
    Correction,
    Briefing,
    Slip,
    Interest,
    Hands,
    Extension,
    Finish,
    WalkIn,
    Reading,
}

/// Why a round gets more time, where an instructor asks for it.
const REASONS: [Reason; 3] = [Reason::Equipment, Reason::People, Reason::PreviousStation];

/// One instructor at one moment.
struct Instructor<'a> {
    script: &'a Script,
    sight: Sight<'a>,
    schedule: &'a Schedule,
    no: StationNo,
    here: StationNow<'a>,
}

pub(super) fn next(script: &Script, sight: Sight<'_>, schedule: &Schedule, no: StationNo) -> Option<Command> {
    let instructor = Instructor {
        script,
        sight,
        schedule,
        no,
        here: station(sight.floor, schedule, no),
    };
    instructor
        .morning()
        .or_else(|| instructor.reading())
        .or_else(|| instructor.floor_runs().then(|| instructor.rounds()).flatten())
}

impl Instructor<'_> {
    fn ask(&self, about: About, round: RoundNo, group: GroupNo) -> [u64; 4] {
        [about as u64, self.no.0.into(), round.0.into(), group.0.into()]
    }

    fn seconds(&self, least: i64, most: i64, question: &[u64]) -> i64 {
        self.script
            .whim
            .between(least, most, question)
            .saturating_mul(SECOND_MS)
    }

    fn morning(&self) -> Option<Command> {
        let times = &self.sight.floor.event()?.times;
        let question = self.ask(About::Ready, RoundNo(0), GroupNo(0));
        let due = times.opening.plus_ms(self.seconds(0, 600, &question));
        let log = self.sight.floor.station(self.no);
        let said = log.is_some_and(|log| log.ready.last(&self.sight.floor.undone).is_some());
        (self.sight.now >= due && !said).then_some(Command::Ready {
            station: self.no,
            deputy: false,
        })
    }

    /// Somebody looks at the screen and confirms what was read.
    fn reading(&self) -> Option<Command> {
        let place = Place::Station(self.no);
        let unread = inbox(self.sight.floor, place);
        let read = |at: EventTime, seq: u64| {
            let question = [About::Reading as u64, self.no.0.into(), seq];
            self.sight.now >= at.plus_ms(self.seconds(5, 90, &question))
        };
        let message = unread.iter().find(|message| read(message.at, message.id.seq.0))?;
        Some(Command::Receive {
            message: message.id,
            place,
        })
    }

    /// While everything is stopped nobody presses anything about rounds.
    fn floor_runs(&self) -> bool {
        self.schedule.held().is_none() && self.here.paused.is_none()
    }

    fn rounds(&self) -> Option<Command> {
        self.left_behind()
            .or_else(|| self.early())
            .or_else(|| self.this_round(self.schedule.current()?))
    }

    /// A group of an earlier round that nobody has marked as finished.
    fn left_behind(&self) -> Option<Command> {
        let visit = self.here.left_open.first()?;
        Some(Command::Finish {
            station: self.no,
            group: Some(visit.group),
        })
    }

    /// A group that comes some seconds before its round.
    fn early(&self) -> Option<Command> {
        let next = self.schedule.upcoming()?;
        let before = self.schedule.current();
        let walks = before.is_none_or(|slot| self.sight.now >= slot.now.end);
        let groups = self.sight.floor.expected(self.no, next.round);
        let early = |group: &&GroupNo| self.delay_ms(next.round, **group).is_some_and(|ms| ms < 0);
        let mut coming = groups.iter().filter(|_| walks).filter(early);
        coming.find_map(|group| self.arrival(next, *group))
    }

    fn this_round(&self, slot: &Slot) -> Option<Command> {
        let groups = self.sight.floor.expected(self.no, slot.round);
        groups
            .iter()
            .find_map(|group| self.visit(slot, *group))
            .or_else(|| self.walk_in(slot))
    }

    fn session(&self, round: RoundNo, group: GroupNo) -> Option<&Session> {
        self.sight.floor.session(Visit {
            station: self.no,
            round,
            group,
        })
    }

    /// How long after the start of the round the group comes; `None` if it never does.
    fn delay_ms(&self, round: RoundNo, group: GroupNo) -> Option<i64> {
        let kind = self.script.whim.of(&self.ask(About::Arrival, round, group)) % 100;
        let question = self.ask(About::Delay, round, group);
        match kind {
            0..3 => None,
            3..12 => Some(self.seconds(180, 420, &question)),
            12..20 => Some(self.seconds(-50, -5, &question)),
            _ => Some(self.seconds(5, 75, &question)),
        }
    }

    fn arrival(&self, slot: &Slot, group: GroupNo) -> Option<Command> {
        let delay_ms = self.delay_ms(slot.round, group)?;
        let due = slot.now.start.plus_ms(delay_ms);
        let has_come = self
            .session(slot.round, group)
            .is_some_and(|session| session.arrival(&self.sight.floor.undone).is_some());
        if has_come
            || self.sight.now < due
            || self.sight.now >= slot.now.end
            || !self.script.is_free(self.no, group, Deed::Arrival)
        {
            return None;
        }
        Some(Command::Arrive {
            station: self.no,
            group: Some(group),
            count: Some(self.head_count(slot.round, group)?),
        })
    }

    /// Most groups come as planned; some lack one or two, a few bring one more.
    fn head_count(&self, round: RoundNo, group: GroupNo) -> Option<u16> {
        let offered = offered_count(self.sight.floor, group)?;
        let off = match self.script.whim.of(&self.ask(About::Count, round, group)) % 100 {
            0..8 => -1,
            8..11 => -2,
            11..15 => 1,
            _ => 0,
        };
        Some(offered.saturating_add_signed(off).max(1))
    }

    fn visit(&self, slot: &Slot, group: GroupNo) -> Option<Command> {
        if let Some(arrival) = self.arrival(slot, group) {
            return Some(arrival);
        }
        let session = self.session(slot.round, group)?;
        let came = session.arrival(&self.sight.floor.undone)?.at;
        self.slip(slot.round, group, session, came).or_else(|| {
            session.is_open(&self.sight.floor.undone).then_some(())?;
            self.correction(slot.round, group, session, came)
                .or_else(|| self.briefing(slot.round, group, session, came))
                .or_else(|| self.extension(slot, group))
                .or_else(|| self.interest(slot.round, group, session))
                .or_else(|| self.finish(slot.round, group, session))
        })
    }

    /// "Finished" was pressed in mid-round by mistake and is taken back.
    fn slip(&self, round: RoundNo, group: GroupNo, session: &Session, came: EventTime) -> Option<Command> {
        let question = self.ask(About::Slip, round, group);
        if !self.script.whim.chance(5, &question) || !self.script.is_free(self.no, group, Deed::Finish) {
            return None;
        }
        let due = came.plus_ms(self.seconds(60, 240, &question));
        let undone = &self.sight.floor.undone;
        match session.endings.all() {
            [] if self.sight.now >= due && self.here.over_ms() == 0 => Some(Command::Finish {
                station: self.no,
                group: Some(group),
            }),
            [slip] if self.sight.now >= slip.at.plus_ms(6 * SECOND_MS) && !undone.has(slip.key.id) => {
                Some(Command::Undo(Some(slip.key.id)))
            }
            _ => None,
        }
    }

    fn correction(
        &self,
        round: RoundNo,
        group: GroupNo,
        session: &Session,
        came: EventTime,
    ) -> Option<Command> {
        let question = self.ask(About::Correction, round, group);
        let wrong = self.script.whim.chance(10, &question) && session.counts.all().len() == 1;
        let due = came.plus_ms(self.seconds(30, 180, &question));
        let free = self.script.is_free(self.no, group, Deed::Arrival);
        (wrong && free && self.sight.now >= due).then_some(Command::Count {
            station: self.no,
            group: Some(group),
            count: Recount::By(1),
        })
    }

    fn briefing(
        &self,
        round: RoundNo,
        group: GroupNo,
        session: &Session,
        came: EventTime,
    ) -> Option<Command> {
        let question = self.ask(About::Briefing, round, group);
        let required = self.here.station.is_some_and(|station| station.briefing);
        let missing = session.briefings.last(&self.sight.floor.undone).is_none();
        let forgotten = self.script.whim.chance(6, &question);
        let due = came.plus_ms(self.seconds(30, 150, &question));
        let free = self.script.is_free(self.no, group, Deed::Briefing);
        (required && missing && !forgotten && free && self.sight.now >= due).then_some(Command::Briefing {
            station: self.no,
            group: Some(group),
        })
    }

    /// When the round ends at this station, extension included, if it is this round that it is in.
    fn end(&self, round: RoundNo) -> Option<EventTime> {
        let in_it = self.here.slot.is_some_and(|slot| slot.round == round);
        self.here.ends.filter(|_| in_it)
    }

    fn extension(&self, slot: &Slot, group: GroupNo) -> Option<Command> {
        let question = self.ask(About::Extension, slot.round, group);
        let answer = self.script.whim.of(&question);
        let log = self.sight.floor.station(self.no)?;
        let asked = log.extensions.contains_key(&slot.round);
        let due = self.end(slot.round)?.plus_ms(-2 * MINUTE_MS);
        let wanted = answer % 100 < 4 && !asked && self.sight.now >= due;
        let reason = REASONS
            .get(usize::try_from(answer / 100 % 3).ok()?)
            .copied()
            .unwrap_or(Reason::Other);
        wanted.then_some(Command::Extend {
            station: self.no,
            minutes: 3,
            reason,
        })
    }

    fn interest(&self, round: RoundNo, group: GroupNo, session: &Session) -> Option<Command> {
        let undone = &self.sight.floor.undone;
        let question = self.ask(About::Interest, round, group);
        let due = self.end(round)?.plus_ms(-self.seconds(20, 110, &question));
        let asked = session.interest.last(undone).is_some();
        let forgotten = self.script.whim.chance(7, &question);
        if asked || forgotten || self.sight.now < due || !self.script.is_free(self.no, group, Deed::Interest)
        {
            return None;
        }
        let here = i64::from(session.arrival(undone)?.count);
        let hands = self
            .script
            .whim
            .between(0, here / 2, &self.ask(About::Hands, round, group));
        Some(Command::Interest {
            station: self.no,
            group: Some(group),
            count: u16::try_from(hands).ok()?,
        })
    }

    fn finish(&self, round: RoundNo, group: GroupNo, session: &Session) -> Option<Command> {
        let question = self.ask(About::Finish, round, group);
        let due = self.end(round)?.plus_ms(self.seconds(-15, 100, &question));
        // An end that was told and taken back is no more than a slip.
        let free = self.script.is_free(self.no, group, Deed::Finish) || !session.endings.all().is_empty();
        (free && self.sight.now >= due).then_some(Command::Finish {
            station: self.no,
            group: Some(group),
        })
    }

    /// Visitors without a group while nobody else is here.
    fn walk_in(&self, slot: &Slot) -> Option<Command> {
        let in_it = self.here.slot.is_some_and(|here| here.round == slot.round);
        let log = self.sight.floor.station(self.no);
        let counted = log.is_some_and(|log| log.walk_ins.contains_key(&slot.round));
        let question = self.ask(About::WalkIn, slot.round, GroupNo(0));
        let due = slot.now.start.plus_ms(self.seconds(120, 600, &question));
        let wanted = self.script.whim.chance(12, &question);
        (in_it && !counted && wanted && self.sight.now >= due && self.here.present.is_empty()).then(|| {
            let many = self
                .script
                .whim
                .between(1, 4, &[self.no.0.into(), slot.round.0.into()]);
            Command::WalkIn {
                station: self.no,
                count: i16::try_from(many).unwrap_or(1),
            }
        })
    }
}
