//! Judgement of what is asked at an advice desk.

use super::station::at_most;
use super::{COUNT_MAX, Judge, Refusal};
use crate::domain::fact::{DeskQueue, DeskVisit, Fact, Visitor};
use crate::domain::id::{DeskNo, Place};
use crate::domain::query::people;

impl Judge<'_> {
    pub(super) fn desk(&self, no: DeskNo) -> Result<(), Refusal> {
        self.may_write_for(Place::Desk(no))?;
        let known = self
            .floor
            .event()
            .is_some_and(|event| event.desks.contains_key(&no));
        if known {
            Ok(())
        } else {
            Err(Refusal::UnknownDesk(no))
        }
    }

    pub(super) fn visit(&self, no: DeskNo, visitor: Visitor) -> Result<Fact, Refusal> {
        self.desk(no)?;
        Ok(Fact::DeskVisited(DeskVisit { desk: no, visitor }))
    }

    pub(super) fn take_back(&self, no: DeskNo, visitor: Option<Visitor>) -> Result<Fact, Refusal> {
        self.desk(no)?;
        let desk = people::desk(self.floor, no);
        let visitor = visitor
            .filter(|kind| desk.today.of(*kind) > 0)
            .or_else(|| desk.last.filter(|_| visitor.is_none()));
        visitor
            .map(|visitor| Fact::DeskVisitTakenBack(DeskVisit { desk: no, visitor }))
            .ok_or(Refusal::BelowZero)
    }

    pub(super) fn queue(&self, no: DeskNo, length: u16) -> Result<Fact, Refusal> {
        self.desk(no)?;
        at_most(length, COUNT_MAX)?;
        Ok(Fact::DeskQueueCounted(DeskQueue { desk: no, length }))
    }
}
