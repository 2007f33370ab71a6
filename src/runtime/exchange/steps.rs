//! The hands of the exchange: each step of [`crate::sync::turn`] done on the replica and on the share.

use super::lock;
use super::work::{Work, put};
use crate::domain::fork::notice;
use crate::domain::frontier::Stretch;
use crate::domain::id::Origin;
use crate::share::{Parcel, Share, ShareError};
use crate::store::{Replica, StoreError};
use crate::sync::step::{Cure, Failure, Mine, Step};
use crate::sync::turn::PULL_STEP;

/// Why a step failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error(transparent)]
    Share(#[from] ShareError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Trouble {
    /// What is told about it, and what may be done.
    pub(super) const fn failure(&self) -> Failure {
        match self {
            Self::Share(error) => Failure {
                why: error.text_key(),
                cure: match error {
                    ShareError::Damaged { .. } => Cure::Anew,
                    ShareError::NotSheber { .. } | ShareError::Foreign { .. } => Cure::IfMet,
                    _ => Cure::Wait,
                },
            },
            Self::Store(error) => Failure {
                why: error.text_key(),
                cure: Cure::Wait,
            },
        }
    }
}

impl Work {
    /// Takes one step.
    pub(super) fn take(&mut self, step: Step) -> Result<(), Trouble> {
        match step {
            Step::Rest(_) => {}
            Step::ReadClock => {
                let clock = self.parts.clock;
                let reading = self.opened()?.clock(&|| clock.steady_ms())?;
                self.trader.clock_read(reading);
            }
            Step::Announce => self.announce()?,
            Step::Pull => self.pull()?,
            Step::Merge(records) => {
                let replica = &self.parts.replica;
                let merged = Replica::wait(|done| replica.merge(records, done))?;
                for id in &merged.broken {
                    tracing::error!(%id, "a broken seal: kept aside");
                }
                self.look_at_mine()?;
                if !merged.added.is_empty() {
                    self.arrived += 1;
                    self.say(|status| {
                        status.arrivals += 1;
                        true
                    });
                }
                self.trader.merged(&merged, mine(&self.mine));
            }
            Step::Compare(heads) => {
                let replica = &self.parts.replica;
                let forks = Replica::wait(|done| replica.compare(heads, done))?;
                self.trader.compared(&forks);
            }
            Step::Push(stretches) => self.push(stretches)?,
            Step::Fetch(origin) => {
                tracing::error!(%origin, "two contents under one name: both are kept");
                let records = self.opened()?.all_of(origin)?;
                self.trader.fetched(records);
            }
            Step::Offer(origin) => self.offer(origin)?,
            Step::Examine => self.opened()?.examine()?,
            Step::SetAside => {
                let kept = self.opened()?.set_aside()?;
                tracing::error!(?kept, "the share was no good and is made anew");
                self.trader.set_aside(kept);
            }
        }
        Ok(())
    }

    fn opened(&mut self) -> Result<&mut Box<dyn Share>, ShareError> {
        self.share.as_mut().ok_or(ShareError::NotChosen)
    }

    fn look_at_mine(&mut self) -> Result<(), Trouble> {
        let replica = &self.parts.replica;
        let frontier = Replica::wait(|done| replica.frontier(done))?;
        let twins = Replica::wait(|done| replica.twins(done))?;
        if twins != self.mine.1 {
            let forks = notice(&twins);
            self.say(|status| put(&mut status.forks, forks));
        }
        self.mine = (frontier, twins);
        Ok(())
    }

    fn announce(&mut self) -> Result<(), Trouble> {
        let presence = self.presence();
        let floor = self.trader.floor().map(str::to_owned);
        self.opened()?.push(&Parcel {
            presence: Some(&presence),
            floor: floor.as_deref(),
            ..Parcel::default()
        })?;
        self.trader.announced(presence);
        Ok(())
    }

    fn pull(&mut self) -> Result<(), Trouble> {
        self.look_at_mine()?;
        let Some(share) = &mut self.share else {
            return Err(ShareError::NotChosen.into());
        };
        let pulled = share.pull(&self.mine.0, PULL_STEP)?;
        if pulled.unreadable > 0 {
            tracing::warn!(rows = pulled.unreadable, "rows of the share cannot be read");
        }
        self.trader
            .pulled(pulled, mine(&self.mine), self.parts.who.origin.0);
        Ok(())
    }

    fn push(&mut self, stretches: Vec<Stretch>) -> Result<(), Trouble> {
        let replica = &self.parts.replica;
        let records = Replica::wait(|done| replica.get(stretches, usize::MAX, done))?;
        let floor = self.trader.floor().map(str::to_owned);
        let pushed = self.opened()?.push(&Parcel {
            records: &records,
            floor: floor.as_deref(),
            ..Parcel::default()
        })?;
        lock(&self.parts.pushed).extend(records.iter().map(|record| record.id));
        self.look_at_mine()?;
        self.trader.pushed(&pushed, &self.mine.0);
        Ok(())
    }

    fn offer(&mut self, origin: Origin) -> Result<(), Trouble> {
        let replica = &self.parts.replica;
        let records = Replica::wait(|done| replica.all_of(origin, done))?;
        let pushed = self.opened()?.push(&Parcel {
            records: &records,
            ..Parcel::default()
        })?;
        self.trader.offered(&pushed);
        Ok(())
    }
}

const fn mine(held: &(crate::domain::frontier::Frontier, crate::domain::trade::Twins)) -> Mine<'_> {
    Mine {
        frontier: &held.0,
        twins: &held.1,
    }
}
