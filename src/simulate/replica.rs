//! One laptop's disk: what survives its death.
//!
//! Laws as in the real replica: own records are durable before anybody is told; every content of a name is
//! kept and folded; whoever finds that somebody else writes under its name, and is the younger, takes
//! another.

use super::holdings::{Holdings, Rule, Taken};
use super::sabotage::Sabotage;
use crate::domain::entry::{Entry, Hash, Pen, Record};
use crate::domain::floor::Floor;
use crate::domain::fork::{Fork, Link, Standing, alias, entries};
use crate::domain::id::{EntryId, Origin, Seq};
use crate::domain::trade::Merged;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What lies on a laptop's disk.
#[derive(Clone, Debug)]
pub(super) struct Disk {
    pub(super) held: Holdings,
    /// The name under which it writes.
    pub(super) origin: Origin,
    /// The last record that it wrote under this name itself.
    pub(super) head: (u64, Hash),
    /// Under which names contents stand in the fold, and of which origins there are names with several.
    standing: Standing,
    forked: BTreeSet<Origin>,
    sabotage: Option<Sabotage>,
}

/// What a change of the disk means for the floor that was folded from it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct News {
    /// Entries to take into the floor.
    pub(super) entries: Vec<Entry>,
    /// Another content stands for a name now: fold everything anew.
    pub(super) refold: bool,
    /// Of origins that have names with several contents: how they stand is found out last.
    late: Vec<Rc<Record>>,
}

impl Disk {
    pub(super) fn new(origin: Origin, sabotage: Option<Sabotage>) -> Self {
        let rule = if sabotage == Some(Sabotage::FirstComes) {
            Rule::First
        } else {
            Rule::Smallest
        };
        Self {
            held: Holdings::new(rule),
            origin,
            head: (0, Hash::default()),
            standing: Standing::default(),
            forked: BTreeSet::new(),
            sabotage,
        }
    }

    fn take(&mut self, record: Record, news: &mut News) -> Option<Rc<Record>> {
        let (id, hash) = (record.id, record.hash);
        let taken_name = self.held.contents(id).any(|held| held.hash != hash);
        if self.sabotage == Some(Sabotage::DropTwins) && taken_name {
            return None;
        }
        let record = Rc::new(record);
        match self.held.take(&record) {
            Taken::Known => return None,
            Taken::Added if !self.forked.contains(&id.origin) => {
                news.entries.push(self.standing.entry(&record));
            }
            // At the end of its chain it changes the meaning of no other.
            Taken::Added if !self.is_continued(&record) => news.late.push(Rc::clone(&record)),
            // What stands under which name may be otherwise now.
            Taken::Added | Taken::Twin => {
                self.forked.insert(id.origin);
                news.refold = true;
            }
        }
        Some(record)
    }

    fn is_continued(&self, record: &Record) -> bool {
        let next = EntryId {
            origin: record.id.origin,
            seq: Seq(record.id.seq.0.saturating_add(1)),
        };
        self.held.contents(next).any(|next| next.prev == record.hash)
    }

    /// Finds out anew under which names contents stand.
    fn stand(&mut self, news: &mut News) {
        if !news.refold && news.late.is_empty() {
            return;
        }
        let links = self
            .held
            .all()
            .filter(|record| self.forked.contains(&record.id.origin));
        self.standing = Standing::of(links.map(|record| Link::of(record)));
        let late = news.late.drain(..).map(|record| self.standing.entry(&record));
        news.entries.extend(late);
    }

    /// Commits own records.
    pub(super) fn append(&mut self, records: impl IntoIterator<Item = Record>) -> News {
        let mut news = News::default();
        for record in records {
            if record.id.origin == self.origin {
                self.head = (record.id.seq.0, record.hash);
            }
            self.take(record, &mut news);
        }
        self.stand(&mut news);
        news
    }

    /// Takes in what others wrote.
    pub(super) fn merge(&mut self, records: Vec<Record>) -> (Merged, News) {
        let (mut merged, mut news) = (Merged::default(), News::default());
        let mut about_own = false;
        for record in records {
            if record.id.seq.0 == 0 || !record.is_sealed() {
                merged.broken.push(record.id);
                continue;
            }
            merged.forks.extend(self.held.fork_before(&record));
            merged.forks.extend(self.held.fork(record.id, record.hash));
            if let Some(added) = self.take(record, &mut news) {
                about_own |= added.id.origin == self.origin;
                merged.added.push((*added).clone());
            }
        }
        self.stand(&mut news);
        merged.forks.sort_unstable();
        merged.forks.dedup();
        merged.rekey = about_own && self.must_rename();
        (merged, news)
    }

    /// Which of these names are held with other contents only.
    pub(super) fn compare(&self, heads: &[(EntryId, Hash)]) -> Vec<Fork> {
        heads
            .iter()
            .filter_map(|(id, hash)| self.held.fork(*id, *hash))
            .collect()
    }

    /// Whether somebody else writes under this name and this device is the one that yields.
    pub(super) fn must_rename(&self) -> bool {
        if self.sabotage == Some(Sabotage::NoRename) {
            return false;
        }
        // Numbers that somebody else has used cannot be used again, whoever was first.
        let used = self.held.frontier().held(self.origin).is_some_and(|held| {
            held.up_to > self.head.0 || held.beyond.last().is_some_and(|last| *last > self.head.0)
        });
        used || self.is_younger().unwrap_or(false)
    }

    /// Whether what this device wrote where the chains part has the greater stamp or hash.
    fn is_younger(&self) -> Option<bool> {
        let of_own = |(id, _): &&(EntryId, Hash)| id.origin == self.origin;
        let names = self.held.twins().iter().filter(of_own).map(|(id, _)| *id);
        let mine = names.filter_map(|id| self.written(id.seq));
        let mut partings = mine.flat_map(|mine| {
            let others = self
                .held
                .contents(mine.id)
                .filter(|other| other.hash != mine.hash);
            others
                .filter(|other| other.prev == mine.prev)
                .map(move |other| (mine, other))
        });
        let (mine, other) = partings.next()?;
        Some((mine.stamp, mine.hash) > (other.stamp, other.hash))
    }

    /// What this device itself wrote under this number: along the chain from its last record.
    fn written(&self, seq: Seq) -> Option<&Rc<Record>> {
        let mut at = self.head;
        loop {
            let id = EntryId {
                origin: self.origin,
                seq: Seq(at.0),
            };
            let record = self.held.content(id, at.1)?;
            if record.id.seq == seq {
                return Some(record);
            }
            at = (at.0.checked_sub(1)?, record.prev);
        }
    }

    /// The floor folded from everything.
    pub(super) fn fold(&self) -> Floor {
        let records: Vec<Record> = self.held.all().map(|record| (**record).clone()).collect();
        let mut log = entries(&records);
        if self.sabotage == Some(Sabotage::FirstComes) {
            let first = self.held.standing().map(|record| record.entry());
            let others = self.held.others().map(|record| Entry {
                id: alias(record),
                ..record.entry()
            });
            log = first.chain(others).collect();
        }
        log.sort_by_key(Entry::key);
        Floor::of_log(log)
    }

    /// The pen that goes on where this disk ends.
    pub(super) fn pen(&self) -> Pen {
        let mut pen = Pen::new(self.origin);
        (pen.last_seq, pen.last_hash) = self.head;
        let last = EntryId {
            origin: self.origin,
            seq: Seq(self.head.0),
        };
        let last = self.held.content(last, self.head.1);
        pen.last_stamp = last.map_or_else(Default::default, |record| record.stamp);
        pen
    }

    /// Writes under this name from now on.
    pub(super) fn rename(&mut self, origin: Origin) {
        self.origin = origin;
        self.head = (0, Hash::default());
    }
}
