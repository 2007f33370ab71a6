//! The domain's values in words: reasons, needs, refusals, and facts as the undo line and the log tell them.

use crate::domain::command::Refusal;
use crate::domain::event::Support;
use crate::domain::fact::{Counted, Fact, Need, Reason, Visit, Visitor};

use super::Texts;

/// The text key of a reason.
pub const fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::Bus => "reason-bus",
        Reason::PreviousStation => "reason-previous-station",
        Reason::Equipment => "reason-equipment",
        Reason::Power => "reason-power",
        Reason::Network => "reason-network",
        Reason::People => "reason-people",
        Reason::Guests => "reason-guests",
        Reason::FirstAid => "reason-first-aid",
        Reason::Drill => "reason-drill",
        Reason::Other => "reason-other",
    }
}

/// The text key of what a call is for; with `.short` at most nine cells.
pub const fn need_key(need: Need) -> &'static str {
    match need {
        Need::FirstAid => "need-first-aid",
        Need::Help => "need-help",
        Need::Interpreter => "need-interpreter",
        Need::Material => "need-material",
        Need::Technician => "need-technician",
    }
}

/// The text key of what to do for a group that needs this support; with `.hint` its short name.
pub const fn support_key(support: Support) -> &'static str {
    match support {
        Support::Wheelchair => "support-wheelchair",
        Support::Sign => "support-sign",
        Support::Quiet => "support-quiet",
        Support::LowVision => "support-low-vision",
        Support::Assistant => "support-assistant",
    }
}

/// The text key of a kind of visitor.
pub const fn visitor_key(visitor: Visitor) -> &'static str {
    match visitor {
        Visitor::Pupil => "kind-pupil",
        Visitor::Student => "kind-student",
        Visitor::Adult => "kind-adult",
    }
}

/// Why something is not allowed.
pub fn refusal(texts: &Texts, refusal: Refusal) -> String {
    let number = refusal.number().unwrap_or(0);
    texts.fmt(refusal.text_key(), &[("n", number.into())])
}

/// What happened, as one line without its time and place.
pub fn happened(texts: &Texts, fact: &Fact) -> String {
    let plain = |key: &str| texts.get(key).to_owned();
    match fact {
        Fact::FloorOpened(_) => plain("did-opened"),
        Fact::GroupArrived(counted) => of_count(texts, "did-arrived", *counted),
        Fact::CountCorrected(counted) => of_count(texts, "did-recounted", *counted),
        Fact::InterestCounted(counted) => of_count(texts, "did-interest", *counted),
        Fact::GroupFinished(visit) => of_visit(texts, "did-finished", *visit),
        Fact::BriefingMarked(visit) => of_visit(texts, "did-briefing", *visit),
        Fact::SentOn(sent) => texts.fmt(
            "did-sent-on",
            &[("g", sent.group.0.into()), ("s", sent.to.0.into())],
        ),
        Fact::WalkInsCounted(joined) => of_number(texts, "did-walk-ins", joined.count.into()),
        Fact::StationPaused(paused) => of_reason(texts, "did-paused", paused.reason),
        Fact::StationResumed(_) => plain("did-resumed"),
        Fact::RoundExtended(extended) => {
            let reason = texts.get(reason_key(extended.reason));
            let minutes = format!("{:+}", extended.minutes);
            texts.fmt("did-extended", &[("n", minutes.into()), ("x", reason.into())])
        }
        Fact::FloorHeld(held) => of_reason(texts, "did-held", held.reason),
        Fact::FloorResumed(_) => plain("did-released"),
        Fact::MessageSent(message) => of_text(texts, "did-message", message.text.get(texts.lang())),
        Fact::MessageReceived(_) => plain("did-received"),
        Fact::HelpCalled(called) => of_text(texts, "did-called", texts.get(need_key(called.need))),
        Fact::CallAccepted(_) => plain("did-call-accepted"),
        Fact::CallClosed(_) => plain("did-call-closed"),
        Fact::DeskVisited(visit) => of_text(texts, "did-visit", texts.get(visitor_key(visit.visitor))),
        Fact::DeskVisitTakenBack(visit) => {
            of_text(texts, "did-taken-back", texts.get(visitor_key(visit.visitor)))
        }
        Fact::DeskQueueCounted(queue) => of_number(texts, "did-queue", queue.length.into()),
        Fact::EntryUndone(_) => plain("did-undone"),
        Fact::Unknown(_) => plain("did-unknown"),
        other => super::course::happened(texts, other),
    }
}

fn of_count(texts: &Texts, key: &str, counted: Counted) -> String {
    texts.fmt(key, &[("g", counted.group.0.into()), ("n", counted.count.into())])
}

fn of_visit(texts: &Texts, key: &str, visit: Visit) -> String {
    texts.fmt(key, &[("g", visit.group.0.into())])
}

pub(super) fn of_number(texts: &Texts, key: &str, number: i64) -> String {
    texts.fmt(key, &[("n", number.into())])
}

pub(super) fn of_reason(texts: &Texts, key: &str, reason: Reason) -> String {
    of_text(texts, key, texts.get(reason_key(reason)))
}

pub(super) fn of_text(texts: &Texts, key: &str, text: &str) -> String {
    texts.fmt(key, &[("x", text.into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Lang;
    use crate::domain::fact::{Called, DeskVisit, Extended, SentOn};
    use crate::domain::id::{DeskNo, GroupNo, Place, RoundNo, StationNo};

    const AT: (StationNo, RoundNo, GroupNo) = (StationNo(27), RoundNo(1), GroupNo(32));

    #[test]
    fn facts_are_told_in_the_language_of_the_screen() {
        let (station, round, group) = AT;
        let arrived = Fact::GroupArrived(Counted {
            station,
            round,
            group,
            count: 12,
        });
        let finished = Fact::GroupFinished(Visit {
            station,
            round,
            group,
        });
        let told = |lang, fact| happened(Texts::of(lang), fact);
        assert_eq!(told(Lang::Kk, &arrived), "келді: 32-топ, 12 адам");
        assert_eq!(told(Lang::Ru, &arrived), "на месте: группа 32, 12 чел.");
        assert_eq!(told(Lang::En, &finished), "finished: group 32");
    }

    #[test]
    fn values_inside_a_fact_are_told_in_the_same_language() {
        let (station, round, group) = AT;
        let ru = |fact: Fact| happened(Texts::of(Lang::Ru), &fact);
        let sent = Fact::SentOn(SentOn {
            station,
            round,
            group,
            to: StationNo(43),
        });
        assert_eq!(ru(sent), "отправлены на другую станцию: группа 32 → станция 43");
        let extended = Fact::RoundExtended(Extended {
            station,
            round,
            minutes: 5,
            reason: Reason::Bus,
        });
        assert_eq!(ru(extended), "продлено: +5 мин, автобус");
        let called = Fact::HelpCalled(Called {
            place: Place::Station(station),
            need: Need::FirstAid,
        });
        assert_eq!(ru(called), "вызов: первая помощь");
        let visit = Fact::DeskVisited(DeskVisit {
            desk: DeskNo(71),
            visitor: Visitor::Pupil,
        });
        assert_eq!(ru(visit), "посетитель: ученик");
    }

    #[test]
    fn refusals_name_their_number() {
        let texts = Texts::of(Lang::Kk);
        assert_eq!(
            refusal(texts, Refusal::UnknownStation(StationNo(99))),
            "99-бекет жоқ"
        );
        assert_eq!(
            refusal(texts, Refusal::TooMany(40)),
            "40 санынан көп болмауы керек"
        );
        assert_eq!(
            refusal(Texts::of(Lang::En), Refusal::BelowZero),
            "Cannot be below zero"
        );
    }
}
