//! Finds files and reads the environment; nothing else does.
//!
//! | variable | meaning |
//! |---|---|
//! | `SHEBER_DATA` | the data folder, instead of the platform's |
//! | `NO_COLOR` | if set to anything: no colours |
//! | `TERM`, `COLORTERM`, `WT_SESSION` | how many colours the terminal has |
//! | `LC_ALL`, `LC_MESSAGES`, `LANG` | the language, if none is chosen or remembered |
//! | `SHEBER_DRILL` | `panic` or `panic-thread`: a fault on purpose after the first picture, to try the way out |
//!
//! Below the data folder (on Linux `~/.local/share/sheber`, on Windows `%LOCALAPPDATA%\sheber\data`, on a Mac
//! `~/Library/Application Support/sheber`):
//!
//! ```text
//! shares.json                          which kind each share was found to be, and on what file system
//! settings.json                        the language and the last choice of the start screen
//! log/sheber.log                       the program's own log
//! open-square/floor.db                 the share of a sample or an event file, unless --share names one
//! open-square/rehearsal-2027-03-01/…   the same for the rehearsals of a day
//! replicas/<share>/station-27/         the replica of a role on that share; <share> is a hash of its path
//! ```
//!
//! Laws: settings that cannot be read are as if they were not there; they are replaced in one step, so that a
//! program killed in the middle leaves the old ones; the same share and role find the same replica, also while
//! the share cannot be reached.

use crate::domain::event::Lang;
use crate::domain::id::Role;
use crate::ui::theme::{Depth, Theme};
use chrono::{DateTime, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The name of a shared file where only its folder is named.
const SHARE_NAME: &str = "floor.db";
/// The name of the file of remembered things.
const SAVED_NAME: &str = "settings.json";
/// The name of the file of what was found out about shares.
const SHARES_NAME: &str = "shares.json";
/// The newest form of the file of remembered things.
const SAVED_VERSION: u32 = 1;
/// The largest file of remembered things that is read, in bytes.
const SAVED_MAX: u64 = 64 * 1024;

/// What the environment says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Env {
    /// The data folder, if the environment names one.
    pub data: Option<PathBuf>,
    /// Colours are not wanted.
    pub no_color: bool,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// The language of the system, if it is one of ours.
    pub lang: Option<Lang>,
    /// The user's home folder, for paths that begin with `~`.
    pub home: Option<PathBuf>,
    /// What people call this laptop, without control characters.
    pub host: String,
    /// The fault that is wanted on purpose, in the environment's word.
    pub drill: Option<String>,
}

/// So many rehearsals may start within one second.
const REHEARSALS_AT_ONCE: u8 = 99;

/// The longest name of a laptop, in characters.
const HOST_MAX_CHARS: usize = 40;

impl Env {
    /// The environment of this process.
    pub fn read() -> Self {
        let env = Self::of(|name| std::env::var_os(name));
        if env.host.is_empty() {
            let host = host(&node_name());
            return Self { host, ..env };
        }
        env
    }

    /// The environment in which `var` answers for variables.
    pub fn of(var: impl Fn(&str) -> Option<OsString>) -> Self {
        let var = |name: &str| var(name).filter(|value| !value.is_empty());
        let text = |name: &str| var(name).and_then(|value| value.into_string().ok());
        let lang = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(text);
        Self {
            data: var("SHEBER_DATA").map(PathBuf::from),
            no_color: var("NO_COLOR").is_some(),
            depth: depth(
                text("TERM").as_deref(),
                text("COLORTERM").as_deref(),
                var("WT_SESSION").is_some(),
            ),
            lang: lang.as_deref().and_then(language),
            home: var("HOME").or_else(|| var("USERPROFILE")).map(PathBuf::from),
            host: text("COMPUTERNAME").map_or_else(String::new, |name| host(&name)),
            drill: text("SHEBER_DRILL"),
        }
    }

    /// The colours to use; `no_color` is the wish of the command line.
    pub const fn theme(&self, no_color: bool) -> Theme {
        Theme::choose(no_color || self.no_color, self.depth)
    }
}

#[cfg(unix)]
fn node_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
const fn node_name() -> String {
    String::new()
}

fn host(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_control())
        .take(HOST_MAX_CHARS)
        .collect()
}

fn depth(term: Option<&str>, colorterm: Option<&str>, windows_terminal: bool) -> Depth {
    let rich = colorterm.is_some_and(|value| matches!(value, "truecolor" | "24bit"))
        || term.is_some_and(|value| value.contains("256color"))
        || windows_terminal;
    match term {
        Some("dumb") => Depth::Mono,
        _ if rich => Depth::Rich,
        _ => Depth::Sixteen,
    }
}

/// `kk_KZ.UTF-8`, `ru`, `en_GB` …
fn language(locale: &str) -> Option<Lang> {
    locale
        .split(['_', '-', '.', '@'])
        .next()?
        .to_lowercase()
        .parse()
        .ok()
}

/// Which event somebody chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SavedEvent {
    /// A sample that is built in, by its key.
    Sample(String),
    /// An event file.
    File(PathBuf),
    /// Whatever the share holds.
    Share,
}

/// What was chosen last on the start screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedChoice {
    /// The event.
    pub event: SavedEvent,
    /// The share, if one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<PathBuf>,
    /// The role, as `station:27`.
    pub role: String,
    /// As a rehearsal.
    #[serde(default)]
    pub rehearsal: bool,
}

/// What is remembered from one start to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The form of this file.
    v: u32,
    /// The language that was chosen last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The choice that was made last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<SavedChoice>,
}

impl Default for Saved {
    fn default() -> Self {
        Self {
            v: SAVED_VERSION,
            lang: None,
            last: None,
        }
    }
}

/// The folders of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    data: PathBuf,
}

impl Settings {
    /// The data folder that the environment names, or the platform's; `None` where there is neither.
    pub fn find(env: &Env) -> Option<Self> {
        let platform =
            || directories::ProjectDirs::from("", "", "sheber").map(|dirs| dirs.data_local_dir().into());
        env.data.clone().or_else(platform).map(Self::at)
    }

    /// With this data folder.
    pub const fn at(data: PathBuf) -> Self {
        Self { data }
    }

    /// The folder of the program's own log.
    pub fn log_dir(&self) -> PathBuf {
        self.data.join("log")
    }

    /// The file of what was found out about shares.
    pub fn shares_file(&self) -> PathBuf {
        self.data.join(SHARES_NAME)
    }

    /// The folder of all replicas of a share, whose path must be absolute.
    pub fn replicas_of(&self, share: &Path) -> PathBuf {
        let hash = Sha256::digest(share.as_os_str().as_encoded_bytes());
        let hash = u64::from_be_bytes(hash.first_chunk().copied().unwrap_or_default());
        self.data.join("replicas").join(format!("{hash:016x}"))
    }

    /// The share of an event for which none was named; `key` is a sample's key or an event file's name. Each day
    /// rehearses on a share of its own: event time cannot go back to the start of yesterday's rehearsal.
    pub fn share_of(&self, key: &str, rehearsed_on: Option<NaiveDate>) -> PathBuf {
        let folder = self.data.join(file_name(key));
        let folder = match rehearsed_on {
            Some(date) => folder.join(format!("rehearsal-{date}")),
            None => folder,
        };
        folder.join(SHARE_NAME)
    }

    /// Makes the folder of a share that lies below the data folder; others are nobody's to make.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn prepare(&self, share: &Path) -> io::Result<()> {
        match share.parent().filter(|folder| folder.starts_with(&self.data)) {
            Some(folder) => fs::create_dir_all(folder),
            None => Ok(()),
        }
    }

    /// Makes a folder for a rehearsal that starts now, in Unix milliseconds.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new_rehearsal(&self, now_ms: i64) -> io::Result<PathBuf> {
        let all = self.data.join("rehearsals");
        fs::create_dir_all(&all)?;
        let now = DateTime::from_timestamp_millis(now_ms).unwrap_or_default();
        let name = now.format("%Y-%m-%d-%H%M%S").to_string();
        for number in 1..=REHEARSALS_AT_ONCE {
            let folder = all.join(format!("{name}-{number}"));
            match fs::create_dir(&folder) {
                Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {}
                made => return made.map(|()| folder),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// The replica of a role on a share, whose path must be absolute. `act` and the other commands without a
    /// screen are no role that can meet a screen's: they have replicas of their own.
    pub fn replica_of(&self, share: &Path, role: Role, on_screen: bool) -> PathBuf {
        let name = match (on_screen, role) {
            (false, _) => "act".to_owned(),
            (true, Role::Station(no)) => format!("station-{no}"),
            (true, Role::Desk(no)) => format!("desk-{no}"),
            (true, Role::Coordinator | Role::Organiser) => "overview".to_owned(),
        };
        self.replicas_of(share).join(name)
    }

    /// What is remembered; nothing where the file is missing, unreadable or of a newer version.
    pub fn saved(&self) -> Saved {
        let path = self.data.join(SAVED_NAME);
        let small = fs::metadata(&path).is_ok_and(|meta| meta.len() <= SAVED_MAX);
        let text = if small { fs::read(&path).ok() } else { None };
        text.and_then(|text| serde_json::from_slice::<Saved>(&text).ok())
            .filter(|saved| saved.v <= SAVED_VERSION)
            .unwrap_or_default()
    }

    /// Remembers the language.
    ///
    /// # Errors
    /// The file cannot be written; nothing is lost but the memory.
    pub fn remember_lang(&self, lang: Lang) -> io::Result<()> {
        self.save(&Saved {
            lang: Some(lang),
            ..self.saved()
        })
    }

    /// Remembers the choice.
    ///
    /// # Errors
    /// The file cannot be written; nothing is lost but the memory.
    pub fn remember_choice(&self, choice: SavedChoice) -> io::Result<()> {
        self.save(&Saved {
            last: Some(choice),
            ..self.saved()
        })
    }

    fn save(&self, saved: &Saved) -> io::Result<()> {
        fs::create_dir_all(&self.data)?;
        // A name of its own, as several programs on one laptop may remember at the same moment.
        let fresh = self.data.join(format!("{SAVED_NAME}.{}", std::process::id()));
        fs::write(&fresh, serde_json::to_vec_pretty(saved)?)?;
        fs::rename(&fresh, self.data.join(SAVED_NAME)).inspect_err(|_| {
            let _left = fs::remove_file(&fresh);
        })
    }
}

/// A key as the name of a folder: letters, digits, `-` and `_` stay, the rest becomes `-`.
fn file_name(key: &str) -> String {
    let name: String = key
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' })
        .take(60)
        .collect();
    if name.is_empty() { "event".to_owned() } else { name }
}

/// A path as somebody typed, pasted or dropped it: without quotes and spaces around, `~` filled in.
pub fn typed_path(typed: &str, home: Option<&Path>) -> PathBuf {
    let typed = typed.trim();
    let bare = ['"', '\'']
        .into_iter()
        .find_map(|quote| typed.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(typed);
    match (bare.strip_prefix("~/").or_else(|| bare.strip_prefix("~\\")), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(bare),
    }
}

/// The absolute path of the shared file that somebody named; of a folder, the usual name in it. The path is not
/// resolved further, as it must stay the same while the network folder is away.
///
/// # Errors
/// The path is empty, or there is no current folder.
pub fn share_path(named: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(named)?;
    // Asking about a place on a network that does not answer would keep the screen from starting.
    let is_file = path.extension().is_some_and(|ending| ending == "db");
    Ok(if !is_file && path.is_dir() {
        path.join(SHARE_NAME)
    } else {
        path
    })
}

/// The file of this very program, to be started as another process.
pub fn own_program() -> Option<PathBuf> {
    std::env::current_exe().ok()
}

/// The language to use: chosen on the command line, remembered, of the system, of the event, Kazakh.
pub fn choose_lang(asked: Option<Lang>, saved: Option<Lang>, env: Option<Lang>, event: Option<Lang>) -> Lang {
    asked.or(saved).or(env).or(event).unwrap_or(Lang::Kk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{DeskNo, StationNo};

    fn env(vars: &[(&str, &str)]) -> Env {
        Env::of(|name| {
            vars.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).into())
        })
    }

    #[test]
    fn the_terminal_gets_as_many_colours_as_it_has() {
        assert_eq!(env(&[("TERM", "dumb")]).depth, Depth::Mono);
        assert_eq!(env(&[("TERM", "linux")]).depth, Depth::Sixteen);
        assert_eq!(env(&[("TERM", "xterm-256color")]).depth, Depth::Rich);
        assert_eq!(
            env(&[("TERM", "xterm"), ("COLORTERM", "truecolor")]).depth,
            Depth::Rich
        );
        assert_eq!(env(&[("WT_SESSION", "1")]).depth, Depth::Rich);
        assert_eq!(env(&[]).depth, Depth::Sixteen);
    }

    #[test]
    fn no_color_wins_only_if_it_says_something() {
        let rich = ("TERM", "xterm-256color");
        assert_eq!(env(&[rich, ("NO_COLOR", "1")]).theme(false), Theme::MONO);
        assert_eq!(env(&[rich, ("NO_COLOR", "")]).theme(false), Theme::RICH);
        assert_eq!(env(&[rich]).theme(true), Theme::MONO);
    }

    #[test]
    fn the_language_is_the_nearest_one_that_somebody_chose() {
        assert_eq!(env(&[("LANG", "kk_KZ.UTF-8")]).lang, Some(Lang::Kk));
        assert_eq!(env(&[("LANG", "kk"), ("LC_ALL", "ru_RU")]).lang, Some(Lang::Ru));
        for foreign in ["C.UTF-8", "POSIX", "de_DE.UTF-8", ""] {
            assert_eq!(env(&[("LANG", foreign)]).lang, None, "{foreign}");
        }
        let (kk, ru, en) = (Some(Lang::Kk), Some(Lang::Ru), Some(Lang::En));
        assert_eq!(choose_lang(en, ru, kk, kk), Lang::En);
        assert_eq!(choose_lang(None, ru, en, en), Lang::Ru);
        assert_eq!(choose_lang(None, None, None, en), Lang::En);
        assert_eq!(choose_lang(None, None, None, None), Lang::Kk);
    }

    #[test]
    fn terminals_on_one_laptop_have_replicas_of_their_own() {
        let settings = Settings::at("data".into());
        let share = Path::new("/fair/floor.db");
        let of = |role, on_screen| settings.replica_of(share, role, on_screen);
        let folder = of(Role::Station(StationNo(27)), true);
        assert!(
            folder.starts_with("data/replicas") && folder.ends_with("station-27"),
            "{folder:?}"
        );
        assert!(of(Role::Desk(DeskNo(71)), true).ends_with("desk-71"));
        assert!(of(Role::Coordinator, true).ends_with("overview"));
        assert!(of(Role::Station(StationNo(27)), false).ends_with("act"));
        let other = settings.replica_of(Path::new("/fair/other.db"), Role::Station(StationNo(27)), true);
        assert_ne!(other, folder);
        assert_eq!(other.file_name(), folder.file_name());
    }

    #[test]
    fn an_events_share_lies_in_a_folder_of_a_harmless_name() {
        let settings = Settings::at("data".into());
        assert_eq!(
            settings.share_of("open-square", None),
            Path::new("data/open-square/floor.db")
        );
        assert_eq!(
            settings.share_of("../Ақтөбе 2027", None),
            Path::new("data/---Ақтөбе-2027/floor.db")
        );
        assert_eq!(settings.share_of("", None), Path::new("data/event/floor.db"));
        let day = NaiveDate::from_ymd_opt(2027, 3, 1);
        assert_eq!(
            settings.share_of("fair", day),
            Path::new("data/fair/rehearsal-2027-03-01/floor.db")
        );
    }

    #[test]
    fn what_is_remembered_survives_and_a_broken_file_is_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::at(folder.path().join("deep"));
        assert_eq!(settings.saved(), Saved::default());
        let choice = SavedChoice {
            event: SavedEvent::Sample("open-square".into()),
            share: None,
            role: "station:27".into(),
            rehearsal: true,
        };
        settings.remember_choice(choice.clone()).unwrap();
        settings.remember_lang(Lang::Ru).unwrap();
        let saved = settings.saved();
        assert_eq!((saved.lang, saved.last), (Some(Lang::Ru), Some(choice)));
        let file = settings.data.join(SAVED_NAME);
        assert_eq!(
            fs::read_dir(&settings.data).unwrap().count(),
            1,
            "nothing is left beside it"
        );
        for broken in ["", "{", "{\"v\":99}", "[]"] {
            fs::write(&file, broken).unwrap();
            assert_eq!(settings.saved(), Saved::default(), "{broken}");
        }
    }

    #[test]
    fn a_dropped_path_is_taken_without_its_quotes() {
        let home = Path::new("/home/fair");
        let typed = |text| typed_path(text, Some(home));
        assert_eq!(typed(" '/mnt/my day.toml' "), Path::new("/mnt/my day.toml"));
        assert_eq!(typed("\"C:\\fair\\day.toml\""), Path::new("C:\\fair\\day.toml"));
        assert_eq!(typed("~/day.toml"), Path::new("/home/fair/day.toml"));
        assert_eq!(typed("it's.toml"), Path::new("it's.toml"));
    }

    #[test]
    fn of_a_folder_the_usual_share_in_it_is_meant() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(share_path(folder.path()).unwrap(), folder.path().join("floor.db"));
        let file = folder.path().join("fair.db");
        assert_eq!(share_path(&file).unwrap(), file);
        assert!(share_path(Path::new("")).is_err());
    }
}
