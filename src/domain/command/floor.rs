//! Judgement of what is asked for the whole floor: holds, messages, calls.

use super::{Judge, Refusal};
use crate::domain::event::Words;
use crate::domain::fact::{Audience, Called, Fact, Held, Message, Need, OfCall, Reason, Received, Resumed};
use crate::domain::id::{EntryId, Place};
use crate::domain::query::people::{self, CallNow};

/// The longest message in characters; longer ones are cut.
const MESSAGE_MAX_CHARS: usize = 200;

impl Judge<'_> {
    pub(super) fn hold(&self, reason: Reason) -> Result<Fact, Refusal> {
        self.coordinates()?;
        match self.schedule.held() {
            Some(_) => Err(Refusal::AlreadyHeld),
            None => Ok(Fact::FloorHeld(Held { reason })),
        }
    }

    pub(super) fn resume_floor(&self) -> Result<Fact, Refusal> {
        self.coordinates()?;
        match self.schedule.held() {
            Some(_) => Ok(Fact::FloorResumed(Resumed {})),
            None => Err(Refusal::NotHeld),
        }
    }

    pub(super) fn send(&self, to: &Audience, text: &Words) -> Result<Fact, Refusal> {
        self.coordinates()?;
        if let Audience::One(place) = to {
            self.place(*place)?;
        }
        let cut = |text: &str| {
            text.chars()
                .filter(|c| !c.is_control())
                .take(MESSAGE_MAX_CHARS)
                .collect()
        };
        let text = Words {
            kk: cut(&text.kk),
            ru: cut(&text.ru),
            en: cut(&text.en),
        };
        if text.get(crate::domain::event::Lang::Kk).trim().is_empty() {
            return Err(Refusal::Nothing);
        }
        Ok(Fact::MessageSent(Box::new(Message { to: to.clone(), text })))
    }

    pub(super) fn receive(&self, message: EntryId, place: Place) -> Result<Fact, Refusal> {
        self.place(place)?;
        let log = self
            .floor
            .message(message)
            .filter(|log| log.sent.is_some())
            .ok_or(Refusal::NoSuchMessage)?;
        if log
            .received
            .get(&place)
            .is_some_and(|receipts| receipts.last(&self.floor.undone).is_some())
        {
            return Err(Refusal::AlreadyReceived);
        }
        Ok(Fact::MessageReceived(Received { message, place }))
    }

    pub(super) fn call(&self, place: Place, need: Need) -> Result<Fact, Refusal> {
        self.place(place)?;
        Ok(Fact::HelpCalled(Called { place, need }))
    }

    fn open_call(&self, call: EntryId) -> Result<CallNow, Refusal> {
        self.coordinates()?;
        let call = people::call(self.floor, call).ok_or(Refusal::NoSuchCall)?;
        if call.closed.is_some() {
            Err(Refusal::AlreadyClosed)
        } else {
            Ok(call)
        }
    }

    pub(super) fn accept(&self, call: EntryId) -> Result<Fact, Refusal> {
        match self.open_call(call)?.accepted {
            Some(_) => Err(Refusal::AlreadyAccepted),
            None => Ok(Fact::CallAccepted(OfCall { call })),
        }
    }

    pub(super) fn close(&self, call: EntryId) -> Result<Fact, Refusal> {
        self.open_call(call)
            .map(|call| Fact::CallClosed(OfCall { call: call.id }))
    }
}
