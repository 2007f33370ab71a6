//! The thread that reads the log: it builds the index in short steps and answers between two of them.

use super::translate::{Screen, anchor, filter, source_key, way};
use crate::domain::event::Lang;
use crate::domain::id::EntryId;
use crate::review::{Anchor, Listed, Review, ReviewError, Search, Source, Way};
use crate::ui::model::Look;
use crate::ui::screen::review::{
    Answer, Building, By, Failure, Found, From, Msg, Opened, Request, Row, Whole, Wish,
};
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use tokio::sync::mpsc;

/// A log opened for reading.
pub struct Log {
    review: Review,
    name: String,
}

impl Log {
    /// Opens what lies under this path: a share, a replica or its folder, the logs of a share, a file of records.
    ///
    /// # Errors
    /// Nothing lies there, it cannot be read, or it is no log.
    pub fn open(path: &Path) -> Result<Self, ReviewError> {
        Ok(Self {
            review: Review::open(path)?,
            name: path.display().to_string(),
        })
    }

    /// The day, as far as it is known before everything is read.
    pub fn day(&self) -> Option<&crate::domain::fact::Opening> {
        self.review.day()
    }

    pub(super) fn opened(&self) -> Opened {
        Opened {
            file: self.name.chars().filter(|c| !c.is_control()).collect(),
            source: source_key(self.review.source()),
            day: self.review.day().cloned(),
        }
    }
}

/// Something for the thread to do.
pub(super) enum Ask {
    /// Bring entries.
    Page(Request),
    /// Search for this, in this language.
    Search(Wish, Lang),
}

/// The thread, seen from the loop. Without it the thread ends.
pub(super) struct Worker {
    asks: Sender<Ask>,
}

impl Worker {
    pub(super) fn start(log: Log, look: Look, news: mpsc::Sender<Msg>) -> io::Result<Self> {
        let (asks, inbox) = channel();
        let reader = Reader {
            review: log.review,
            look,
            inbox,
            news,
            search: None,
            waiting: Vec::new(),
            is_handed_over: false,
        };
        thread::Builder::new()
            .name("review".into())
            .spawn(move || reader.run())?;
        Ok(Self { asks })
    }

    /// Asks; where the thread has ended, it has said why.
    pub(super) fn ask(&self, ask: Ask) {
        drop(self.asks.send(ask));
    }
}

/// Why the thread ends.
enum End {
    /// Nobody listens any more.
    Alone,
    /// The log cannot be read any more.
    Failed(ReviewError),
}

impl std::convert::From<ReviewError> for End {
    fn from(error: ReviewError) -> Self {
        Self::Failed(error)
    }
}

struct Reader {
    review: Review,
    look: Look,
    inbox: Receiver<Ask>,
    news: mpsc::Sender<Msg>,
    search: Option<(Search, Screen)>,
    /// Pages that wait for the index.
    waiting: Vec<Request>,
    is_handed_over: bool,
}

impl Reader {
    fn run(mut self) {
        let end = loop {
            if let Err(end) = self.turn() {
                break end;
            }
        };
        if let End::Failed(error) = end {
            tracing::error!(%error, "the log cannot be read any more");
            let failure = Failure {
                key: error.text_key(),
                file: error.file().display().to_string(),
            };
            drop(self.news.blocking_send(Msg::Failed(failure)));
        }
    }

    /// Takes what is asked for, then goes on with what is under way.
    fn turn(&mut self) -> Result<(), End> {
        loop {
            let ask = if self.is_idle() {
                self.inbox.recv().map_err(|_| End::Alone)?
            } else {
                match self.inbox.try_recv() {
                    Ok(ask) => ask,
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return Err(End::Alone),
                }
            };
            self.answer(ask)?;
        }
        if !self.is_handed_over {
            return self.build();
        }
        self.look()
    }

    fn is_idle(&self) -> bool {
        let searches = self.search.as_ref().is_some_and(|(search, _)| !search.is_done());
        self.is_handed_over && !searches
    }

    fn tell(&self, msg: Msg) -> Result<(), End> {
        self.news.blocking_send(msg).map_err(|_| End::Alone)
    }

    fn build(&mut self) -> Result<(), End> {
        let progress = self.review.work()?;
        let percent = progress.done.saturating_mul(100) / progress.of.max(1);
        self.tell(Msg::Building(Building {
            entries: progress.entries,
            percent: u8::try_from(percent).unwrap_or(100),
            damaged: self.review.damages().len(),
            is_complete: progress.is_complete,
        }))?;
        if progress.is_complete {
            self.is_handed_over = true;
            self.hand_over()?;
            for request in std::mem::take(&mut self.waiting) {
                self.page(request)?;
            }
        }
        Ok(())
    }

    /// The floor goes to where it is shown.
    fn hand_over(&mut self) -> Result<(), End> {
        let Some(floor) = self.review.take_floor() else {
            return Ok(());
        };
        let span = self.review.span().unwrap_or_default();
        let (kinds, origins) = (self.review.kinds(), self.review.origins());
        let whole = Whole::of(floor, span, kinds, origins, self.look);
        self.tell(Msg::Whole(Box::new(whole)))
    }

    fn look(&mut self) -> Result<(), End> {
        let Some((search, words)) = &mut self.search else {
            return Ok(());
        };
        let is_done = self.review.look(search, words)?;
        let (looked, of) = search.progress();
        let found = Found {
            count: search.count(),
            looked,
            of,
            is_done,
        };
        self.tell(Msg::Found(found))
    }

    fn answer(&mut self, ask: Ask) -> Result<(), End> {
        match ask {
            Ask::Page(request) => self.page(request),
            Ask::Search(wish, lang) => {
                self.search = (!wish.is_empty()).then(|| (Search::new(filter(wish)), Screen(lang)));
                Ok(())
            }
        }
    }

    fn page(&mut self, request: Request) -> Result<(), End> {
        // Lines have no order before everything is read, but for the first and the last.
        let is_lines = matches!(self.review.source(), Source::Folder | Source::Records);
        let is_edge = matches!(request.from, From::Start | From::End);
        if !self.is_handed_over && is_lines && !is_edge {
            self.waiting.push(request);
            return Ok(());
        }
        let answer = match &self.search {
            Some(_) if !request.unfiltered => self.found(request)?,
            _ => {
                let page = self
                    .review
                    .page(anchor(request.from), way(request.way), request.limit)?;
                Answer {
                    request,
                    more: page.more,
                    first: page.first,
                    rows: self.rows(page.entries)?,
                }
            }
        };
        self.tell(Msg::Page(answer))
    }

    /// A page of what the search has found so far.
    fn found(&mut self, request: Request) -> Result<Answer, End> {
        let Some((search, words)) = self.search.take() else {
            return Err(End::Alone);
        };
        let at = anchor(request.from);
        let cut = self.review.rank(&search, at);
        let (start, end) = match way(request.way) {
            Way::Forward => (cut, cut.saturating_add(request.limit).min(search.count())),
            Way::Back => {
                let end = cut - usize::from(self.is_hit_before(&search, cut, at)?);
                (end.saturating_sub(request.limit), end)
            }
        };
        let more = match way(request.way) {
            Way::Forward => end < search.count(),
            Way::Back => start > 0,
        };
        let hits = self.review.hits(&search, start, end.saturating_sub(start));
        self.search = Some((search, words));
        Ok(Answer {
            request,
            more,
            first: Some(start),
            rows: self.rows(hits?)?,
        })
    }

    /// Whether the last hit before `cut` is the anchor itself, which a page that goes back leaves out.
    fn is_hit_before(&mut self, search: &Search, cut: usize, at: Anchor) -> Result<bool, End> {
        let (Anchor::Entry(key), Some(last)) = (at, cut.checked_sub(1)) else {
            return Ok(false);
        };
        let hits = self.review.hits(search, last, 1)?;
        Ok(hits.first().is_some_and(|hit| hit.entry.id == key.id))
    }

    fn rows(&mut self, entries: Vec<Listed>) -> Result<Vec<Row>, End> {
        entries.into_iter().map(|listed| self.row(listed)).collect()
    }

    fn row(&mut self, listed: Listed) -> Result<Row, End> {
        Ok(Row {
            undone: self.by(listed.undone_by)?,
            superseded: self.by(listed.superseded_by)?,
            is_twin: listed.is_twin,
            about: listed.about,
            entry: listed.entry,
        })
    }

    fn by(&mut self, id: Option<EntryId>) -> Result<Option<By>, End> {
        let Some(id) = id else { return Ok(None) };
        let found = self.review.entry(id)?;
        Ok(found.map(|listed| By {
            id,
            at: listed.entry.at,
            role: listed.entry.role,
        }))
    }
}
