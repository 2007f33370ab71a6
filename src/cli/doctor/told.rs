//! What was found, in plain words: sentences of `config/texts/doctor.*.ftl`.

use super::super::words::{Book, Value, Words};
use super::Examined;
use crate::domain::event::Lang;
use crate::share::probe::{Kind, Reason, Spread, Trial, Warning};
use crate::ui::text::Texts;
use std::time::Duration;

/// The smallest window with the full picture.
const FULL: (u16, u16) = (80, 24);

/// The line said while a second laptop is waited for.
pub(super) fn waiting(lang: Lang, seconds: u64) -> String {
    Words::of(Book::Doctor, lang).sentence("doctor-waiting", &[("n", whole(seconds))]) + "\n"
}

/// Everything.
pub(super) fn report(examined: &Examined, lang: Lang) -> String {
    let page = Page {
        words: Words::of(Book::Doctor, lang),
        texts: Texts::of(lang),
        text: String::new(),
        point: if lang == Lang::En { '.' } else { ',' },
    };
    page.report(examined)
}

fn whole(number: impl TryInto<i64>) -> Value {
    Value::from(number.try_into().unwrap_or(i64::MAX))
}

fn text(text: impl Into<String>) -> Value {
    Value::from(text.into())
}

struct Page {
    words: Words,
    texts: &'static Texts,
    text: String,
    /// Between whole and parts of a number.
    point: char,
}

impl Page {
    fn sentence(&self, key: &str, values: &[(&str, Value)]) -> String {
        self.words.sentence(key, values)
    }

    /// Milliseconds with as many places as say something.
    fn millis(&self, time: Duration) -> Value {
        let tenths = time.as_micros().div_ceil(100);
        if tenths < 100 {
            text(format!("{}{}{}", tenths / 10, self.point, tenths % 10))
        } else {
            whole(time.as_millis())
        }
    }

    /// Seconds with a tenth or a thousandth, without sign.
    fn seconds(&self, ms: i64) -> Value {
        let (ms, point) = (ms.saturating_abs(), self.point);
        text(if ms < 1_000 {
            format!("0{point}{ms:03}")
        } else {
            format!("{}{point}{}", ms / 1_000, ms % 1_000 / 100)
        })
    }

    /// Room in words.
    fn size(&self, bytes: u64) -> Value {
        const MB: u64 = 1_000_000;
        let (key, number) = match bytes / MB {
            mb @ 0..10_000 => ("doctor-megabytes", mb),
            mb => ("doctor-gigabytes", mb / 1_000),
        };
        text(self.sentence(key, &[("n", whole(number))]))
    }

    fn line(&mut self, indent: &str, key: &str, values: &[(&str, Value)]) {
        let sentence = self.sentence(key, values);
        self.text.extend([indent, &sentence, "\n"]);
    }

    fn report(mut self, examined: &Examined) -> String {
        let verdict = &examined.verdict;
        let head = [
            ("version", text(env!("CARGO_PKG_VERSION"))),
            ("host", text(&examined.host)),
        ];
        self.line("", "doctor-head", &head);
        self.line(
            "",
            "doctor-share",
            &[("x", text(examined.share.display().to_string()))],
        );
        if verdict.is_usable() {
            let kind = match verdict.kind {
                Kind::Sqlite => "doctor-kind-sqlite",
                Kind::Folder => "doctor-kind-folder",
            };
            self.line("", kind, &[]);
            let why: Vec<String> = verdict.reasons.iter().map(|why| self.reason(*why)).collect();
            self.line("", "doctor-why", &[("x", text(why.join("; ")))]);
        }
        if examined.found.barred.is_none() {
            self.tried(examined);
        }
        self.device(examined);
        self.change(examined);
        self.text
    }

    fn reason(&self, why: Reason) -> String {
        let values = match why {
            Reason::Network(name) | Reason::Cloud(name) => vec![("x", text(name))],
            _ => Vec::new(),
        };
        self.sentence(&format!("doctor-{}", why.word()), &values)
    }

    fn trial(&mut self, key: &str, trial: Trial) {
        let answer = self.sentence(
            match trial {
                Trial::Passed => "doctor-answer-yes",
                Trial::Failed => "doctor-answer-no",
                Trial::Hung => "doctor-answer-none",
                Trial::Untested => "doctor-answer-untried",
            },
            &[],
        );
        let what = self.sentence(key, &[]);
        self.text.extend(["  ", &what, ": ", &answer, "\n"]);
    }

    fn times(&mut self, key: &str, times: Option<Spread>) {
        if let Some(times) = times {
            let values = [
                ("m", self.millis(times.median)),
                ("n", self.millis(times.longest)),
            ];
            self.line("  ", key, &values);
        }
    }

    fn tried(&mut self, examined: &Examined) {
        let found = &examined.found;
        self.text.push('\n');
        self.line("", "doctor-tried", &[]);
        self.trial("doctor-trial-create", found.exclusive_create);
        self.trial("doctor-trial-rename", found.rename);
        self.trial("doctor-trial-upgrade", found.lock_upgrade);
        self.trial("doctor-trial-exclusion", found.exclusion);
        self.times("doctor-sync", found.sync);
        self.times("doctor-visible", found.visible);
        if let Some(gap) = found.clock {
            let key = if gap.ahead_ms < 0 {
                "doctor-clock-behind-by"
            } else {
                "doctor-clock-ahead-by"
            };
            let values = [
                ("n", self.seconds(gap.ahead_ms)),
                ("m", self.seconds(gap.uncertainty_ms)),
            ];
            self.line("  ", key, &values);
        }
        if let Some(free) = found.free {
            let room = self.size(free);
            self.line("  ", "doctor-free", &[("x", room)]);
        }
        let Some(together) = &found.together else {
            self.line("", "doctor-alone", &[]);
            return;
        };
        self.line("", "doctor-with", &[("x", text(&together.other))]);
        self.trial("doctor-trial-pair-create", together.exclusive_create);
        self.trial("doctor-trial-pair-exclusion", together.exclusion);
        self.times("doctor-pair-visible", together.visible);
    }

    fn device(&mut self, examined: &Examined) {
        self.text.push('\n');
        self.line("", "doctor-device", &[]);
        if let Some((columns, rows)) = examined.window {
            let key = if columns < FULL.0 || rows < FULL.1 {
                "doctor-screen-small"
            } else {
                "doctor-screen"
            };
            self.line("  ", key, &[("n", whole(columns)), ("m", whole(rows))]);
        }
        let mut whole_ones = 0;
        for (name, state) in &examined.replicas {
            match state {
                Ok(()) => whole_ones += 1,
                Err(why) => {
                    let values = [("x", text(name)), ("y", text(self.texts.get(why)))];
                    self.line("  ", "doctor-replica-bad", &values);
                }
            }
        }
        if examined.replicas.is_empty() {
            self.line("  ", "doctor-replicas-none", &[]);
        } else if whole_ones == examined.replicas.len() {
            self.line("  ", "doctor-replicas", &[("n", whole(whole_ones))]);
        }
    }

    fn change(&mut self, examined: &Examined) {
        let remarks = examined.remarks();
        self.text.push('\n');
        if !examined.verdict.warnings.is_empty() || examined.content.is_some() {
            self.line("", "doctor-change", &[]);
        }
        for warning in &examined.verdict.warnings {
            let (key, values) = self.remark(*warning);
            self.line("  ! ", &key, &values);
            self.line("    → ", &format!("{key}.cure"), &[]);
        }
        if let Some(why) = examined.content {
            self.line("  ! ", "doctor-content", &[("x", text(self.texts.get(why)))]);
            self.line("    → ", "doctor-content.cure", &[]);
        }
        let end = match remarks {
            _ if !examined.verdict.is_usable() => "doctor-unusable",
            0 => "doctor-good",
            _ => "doctor-usable",
        };
        self.line("", end, &[("n", whole(remarks))]);
    }

    /// The key of a warning's sentence and what is put into it.
    fn remark(&self, warning: Warning) -> (String, Vec<(&'static str, Value)>) {
        let values = match warning {
            Warning::Cloud(name) => return ("doctor-cloud-copies".to_owned(), vec![("x", text(name))]),
            Warning::LittleSpace(bytes) => vec![("x", self.size(bytes))],
            Warning::SlowSync(time) | Warning::SlowSight(time) => vec![("n", self.millis(time))],
            Warning::ClockOff(ahead_ms) => vec![("n", self.seconds(ahead_ms))],
            _ => Vec::new(),
        };
        (format!("doctor-{}", warning.word()), values)
    }
}
