//! The thread that reads lists for the screens. It starts when somebody first asks for one.

use super::{Table, closed, folder, name};
use crate::domain::query::roster::{Scope, Standing};
use crate::runtime::asked::Answer;
use crate::ui::lists::Sheet;
use crate::ui::msg::{ListNews, ListWish};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use tokio::sync::mpsc;

/// So many wishes may wait for the one before them.
const WISHES: usize = 8;

/// A wish with the floor as it is.
pub struct Job {
    /// What is asked.
    pub wish: ListWish,
    /// The groups there are.
    pub standing: Standing,
    /// The places of the largest station, where the day is known.
    pub places: Option<u16>,
}

/// How a typed path is meant.
pub type Find = Box<dyn Fn(&str) -> PathBuf + Send>;

/// Where lists are asked for.
pub(in crate::runtime) struct ListDesk {
    find: Option<Find>,
    jobs: Option<SyncSender<Job>>,
}

impl ListDesk {
    pub(in crate::runtime) const fn new(find: Find) -> Self {
        Self {
            find: Some(find),
            jobs: None,
        }
    }

    /// Hands a wish to the thread; false where it cannot take one now.
    pub(in crate::runtime) fn ask(&mut self, job: Job, answers: &mpsc::Sender<Answer>) -> bool {
        if let Some(find) = self.find.take() {
            let (jobs, inbox) = sync_channel(WISHES);
            let answers = answers.clone();
            let thread = std::thread::Builder::new().name("lists".to_owned());
            match thread.spawn(move || work(Reader::new(find), &inbox, &answers)) {
                Ok(_) => self.jobs = Some(jobs),
                Err(error) => tracing::error!(%error, "lists cannot be read"),
            }
        }
        let Some(jobs) = &self.jobs else { return false };
        match jobs.try_send(job) {
            Ok(()) => true,
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => false,
        }
    }
}

fn work(mut reader: Reader, inbox: &Receiver<Job>, answers: &mpsc::Sender<Answer>) {
    while let Ok(job) = inbox.recv() {
        if let Some(news) = reader.answer(job)
            && answers.blocking_send(Answer::Lists(Box::new(news))).is_err()
        {
            return;
        }
    }
}

/// Reads lists and keeps those that are looked at.
pub struct Reader {
    find: Find,
    table: Option<Table>,
}

impl Reader {
    /// A reader that has read nothing yet.
    pub const fn new(find: Find) -> Self {
        Self { find, table: None }
    }

    /// What has become of a wish; nothing where no list is looked at.
    pub fn answer(&mut self, job: Job) -> Option<ListNews> {
        let Job {
            wish,
            standing,
            places,
        } = job;
        let scope = self.table.as_ref().map_or(Scope::Whole, |table| table.scope);
        match wish {
            ListWish::Look(typed) => return Some(self.look(&typed, places, standing)),
            ListWish::Read(paths) => return Some(self.read(&paths, places, standing)),
            ListWish::Answer(row, text) => {
                let table = self.table.as_mut()?;
                table.against(standing, scope);
                if let Err(why) = table.answer(row, &text) {
                    return Some(ListNews::Told(why.key()));
                }
            }
            ListWish::Scope(scope) => self.table.as_mut()?.against(standing, scope),
            ListWish::Again => self.table.as_mut()?.against(standing, scope),
        }
        Some(ListNews::Sheet(Box::new(self.table.as_ref()?.sheet())))
    }

    /// A folder shows its lists, a file is read.
    fn look(&mut self, typed: &str, places: Option<u16>, standing: Standing) -> ListNews {
        let path = (self.find)(typed);
        match folder(&path) {
            Some(Ok(files)) => {
                let named = files.into_iter().map(|file| (name(&file), file));
                ListNews::Files(named.collect())
            }
            Some(Err(why)) => ListNews::Sheet(Box::new(Sheet {
                unread: vec![closed(name(&path), &why)],
                ..Sheet::default()
            })),
            None => self.read(&[path], places, standing),
        }
    }

    fn read(&mut self, paths: &[PathBuf], places: Option<u16>, standing: Standing) -> ListNews {
        let read = Table::read(paths, places, standing, Scope::Whole);
        let sheet = Box::new(read.sheet());
        self.table = Some(read);
        ListNews::Sheet(sheet)
    }
}
