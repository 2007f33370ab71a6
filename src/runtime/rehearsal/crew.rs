//! The laptops of a rehearsal: threads of this process, or processes of their own that are told and tell in JSON
//! lines.

use super::laptop::Laptop;
use super::word::{News, Order};
use super::{Rehearsal, RehearsalError};
use crate::runtime::signal::Signals;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self as sync, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};
use tokio::sync::mpsc;

/// So many orders may wait for a laptop.
const ORDERS: usize = 4;
/// So much news may wait.
const NEWS: usize = 1_024;

/// How orders reach one laptop.
enum Line {
    Thread(SyncSender<Order>, Option<JoinHandle<()>>),
    Process(ChildStdin, Box<Child>, Option<JoinHandle<()>>),
}

/// Everybody.
pub(super) struct Crew {
    lines: Vec<Line>,
    pub(super) news: mpsc::Receiver<(usize, News)>,
}

impl Crew {
    /// Starts everybody.
    pub(super) fn start(rehearsal: &Rehearsal) -> Result<Self, RehearsalError> {
        let (tell, news) = mpsc::channel(NEWS);
        let shared = Arc::new(rehearsal.clone());
        let mut crew = Self {
            lines: Vec::new(),
            news,
        };
        for number in 0..rehearsal.devices {
            let line = match &rehearsal.process {
                Some(words) => process(words, number, tell.clone())?,
                None => thread(Arc::clone(&shared), number, tell.clone())?,
            };
            crew.lines.push(line);
        }
        Ok(crew)
    }

    /// Tells everybody.
    pub(super) fn order(&mut self, order: Order) {
        for line in &mut self.lines {
            // Who is gone cannot be told; what it lacks will show.
            match line {
                Line::Thread(orders, _) => drop(orders.try_send(order)),
                Line::Process(stdin, ..) => drop(line_of(&order).map(|line| stdin.write_all(&line))),
            }
        }
    }

    /// Waits for the ends of all; where somebody does not answer, nobody is waited for.
    pub(super) fn dismiss(mut self, all_have_left: bool) {
        self.news.close();
        for line in self.lines {
            match line {
                Line::Thread(orders, thread) => {
                    drop(orders);
                    drop(thread.filter(|_| all_have_left).map(JoinHandle::join));
                }
                Line::Process(stdin, mut child, reader) => {
                    drop(stdin);
                    if !all_have_left {
                        drop(child.kill());
                    }
                    drop(child.wait());
                    drop(reader.map(JoinHandle::join));
                }
            }
        }
    }
}

fn line_of(value: &impl serde::Serialize) -> Option<Vec<u8>> {
    let mut line = serde_json::to_vec(value).ok()?;
    line.push(b'\n');
    Some(line)
}

/// Lives the day of one laptop and tells the outcome.
fn live(rehearsal: &Rehearsal, number: usize, inbox: &sync::Receiver<Order>, tell: &dyn Fn(News)) {
    match Laptop::new(rehearsal, number, inbox, tell).live() {
        Ok(notes) => tell(News::Left(Box::new(notes))),
        Err(error) => tell(News::Failed(error.to_string())),
    }
}

fn thread(
    rehearsal: Arc<Rehearsal>,
    number: usize,
    tell: mpsc::Sender<(usize, News)>,
) -> Result<Line, RehearsalError> {
    let (orders, inbox) = sync_channel(ORDERS);
    let thread = Builder::new()
        .name(format!("laptop-{number:03}"))
        .spawn(move || {
            let tell = |news| drop(tell.blocking_send((number, news)));
            live(&rehearsal, number, &inbox, &tell);
        })?;
    Ok(Line::Thread(orders, Some(thread)))
}

fn process(
    words: &[OsString],
    number: usize,
    tell: mpsc::Sender<(usize, News)>,
) -> Result<Line, RehearsalError> {
    let (program, words) = words
        .split_first()
        .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
    let mut child = Command::new(program)
        .args(words)
        .arg("--device")
        .arg(number.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::Error::from(io::ErrorKind::BrokenPipe).into());
    };
    let reader = Builder::new().name(format!("hear-{number:03}")).spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Ok(news) = serde_json::from_str(&line)
                && tell.blocking_send((number, news)).is_err()
            {
                return;
            }
        }
        drop(tell.blocking_send((number, News::Failed("the process has ended".to_owned()))));
    })?;
    Ok(Line::Process(stdin, Box::new(child), Some(reader)))
}

/// Plays one laptop in this process: orders come as lines from stdin, news go as lines to `out`. Ends with the
/// order to end, or when nobody is there to give one.
///
/// # Errors
/// The system refuses a thread.
pub fn play(rehearsal: &Rehearsal, number: usize, out: &mut (dyn Write + Send)) -> io::Result<()> {
    // Ctrl+C in the terminal is for the one that gives orders, which then gives the last one.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let _within = runtime.enter();
    let _deaf = Signals::listen()?;
    let (orders, inbox) = sync_channel(ORDERS);
    Builder::new().name("orders".into()).spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if let Ok(order) = serde_json::from_str(&line)
                && orders.send(order).is_err()
            {
                return;
            }
        }
    })?;
    let out = std::sync::Mutex::new(out);
    let tell = |news: News| {
        let news = match news {
            News::Left(mut notes) => {
                notes.footprint = Some(super::footprint::Footprint::own());
                News::Left(notes)
            }
            other => other,
        };
        let mut out = out.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // Nobody listens any more: the end of stdin will say so too.
        drop(line_of(&news).map(|line| out.write_all(&line).and_then(|()| out.flush())));
    };
    live(rehearsal, number, &inbox, &tell);
    Ok(())
}
