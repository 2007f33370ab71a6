//! The thread that reads lists for the screens. It starts when somebody first asks for one.

use super::{Table, closed, folder, name};
use crate::domain::query::roster::{Scope, Standing};
use crate::runtime::asked::Answer;
use crate::ui::lists::Sheet;
use crate::ui::msg::{ListNews, ListWish};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use tokio::sync::mpsc;

/// So many wishes may wait for the one before them.
const WISHES: usize = 8;

/// A wish with the floor as it is.
pub(in crate::runtime) struct Job {
    pub(in crate::runtime) wish: ListWish,
    pub(in crate::runtime) standing: Standing,
    pub(in crate::runtime) places: Option<u16>,
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
            match thread.spawn(move || work(&find, &inbox, &answers)) {
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

fn work(find: &Find, inbox: &Receiver<Job>, answers: &mpsc::Sender<Answer>) {
    let mut table: Option<Table> = None;
    while let Ok(job) = inbox.recv() {
        let news = answer(find, &mut table, job);
        if let Some(news) = news
            && answers.blocking_send(Answer::Lists(Box::new(news))).is_err()
        {
            return;
        }
    }
}

fn answer(find: &Find, table: &mut Option<Table>, job: Job) -> Option<ListNews> {
    let Job {
        wish,
        standing,
        places,
    } = job;
    let scope = table.as_ref().map_or(Scope::Whole, |table| table.scope);
    match wish {
        ListWish::Look(typed) => return Some(look(&find(&typed), table, places, standing)),
        ListWish::Read(paths) => {
            let read = Table::read(&paths, places, standing, Scope::Whole);
            let sheet = read.sheet();
            *table = Some(read);
            return Some(ListNews::Sheet(sheet));
        }
        ListWish::Answer(row, text) => {
            let table = table.as_mut()?;
            table.against(standing, scope);
            if let Err(why) = table.answer(row, &text) {
                return Some(ListNews::Told(why.key()));
            }
        }
        ListWish::Scope(scope) => table.as_mut()?.against(standing, scope),
        ListWish::Again => table.as_mut()?.against(standing, scope),
    }
    Some(ListNews::Sheet(table.as_ref()?.sheet()))
}

/// A folder shows its lists, a file is read.
fn look(path: &Path, table: &mut Option<Table>, places: Option<u16>, standing: Standing) -> ListNews {
    match folder(path) {
        Some(Ok(files)) => {
            let named = files.into_iter().map(|file| (name(&file), file));
            ListNews::Files(named.collect())
        }
        Some(Err(why)) => cannot(path, &why),
        None => {
            let read = Table::read(&[path.to_owned()], places, standing, Scope::Whole);
            let sheet = read.sheet();
            *table = Some(read);
            ListNews::Sheet(sheet)
        }
    }
}

fn cannot(path: &Path, why: &io::Error) -> ListNews {
    ListNews::Sheet(Sheet {
        unread: vec![closed(name(path), why)],
        ..Sheet::default()
    })
}
