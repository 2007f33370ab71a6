//! Many contenders over one folder in memory, operation by operation.

use super::steps::{Answer, Errand, LEASE, Next, Op, STALE_MS, Standing, Steps};
use crate::domain::id::Origin;
use std::collections::BTreeMap;

/// A small generator, so that a failure can be repeated by its seed (xorshift64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn ms(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.below(to.abs_diff(from))).unwrap()
    }
}

/// A folder: names of files, and files that live on under another name or none.
#[derive(Default)]
struct Folder {
    names: BTreeMap<String, usize>,
    files: Vec<Vec<u8>>,
}

impl Folder {
    fn text(&self, name: &str) -> Option<&Vec<u8>> {
        self.names.get(name).map(|file| &self.files[*file])
    }

    fn make(&mut self, name: &str) -> usize {
        self.files.push(Vec::new());
        self.names.insert(name.to_owned(), self.files.len() - 1);
        self.files.len() - 1
    }

    fn act(&mut self, op: Op, made: &mut Option<usize>) -> Answer {
        match op {
            Op::Read(name) => return Answer::Read(self.text(&name).cloned()),
            Op::Create(name) => {
                let free = !self.names.contains_key(&name);
                *made = free.then(|| self.make(&name));
                return Answer::Did(free);
            }
            Op::Fill(text) => self.files[made.take().unwrap()] = text.into_bytes(),
            Op::Put(name, text) => {
                let file = self.make(&name);
                self.files[file] = text.into_bytes();
            }
            Op::Move(from, to) => {
                let Some(file) = self.names.remove(&from) else {
                    return Answer::Did(false);
                };
                self.names.insert(to, file);
            }
            Op::Remove(name) => return Answer::Did(self.names.remove(&name).is_some()),
        }
        Answer::Did(true)
    }

    /// The token in the lease.
    fn token(&self) -> Option<u64> {
        let lease = String::from_utf8(self.text(LEASE)?.clone()).unwrap();
        u64::from_str_radix(lease.split(' ').next()?, 16).ok()
    }
}

/// What a contender does next.
enum Doing {
    /// Nothing, until its next call.
    Resting,
    /// An operation of this errand.
    Asking(Errand, Next),
    /// A publication, allowed under this token.
    Publishing(u64),
}

struct Contender {
    steps: Steps,
    doing: Doing,
    made: Option<usize>,
    /// When it goes on, true time.
    at: i64,
    /// How wrong its idea of the share's clock is.
    wrong: i64,
    alive: bool,
    awake: bool,
}

struct World {
    now: i64,
    folder: Folder,
    all: Vec<Contender>,
    tokens: u64,
    /// When somebody last fell asleep or died.
    struck_at: i64,
    /// For each token how often it published after it had lost the lease.
    late: BTreeMap<u64, usize>,
    published: usize,
}

impl World {
    fn new(count: usize, chance: &mut Chance) -> Self {
        let contender = |place: usize, chance: &mut Chance| Contender {
            steps: Steps::new(Origin(place as u64 * 317)),
            doing: Doing::Resting,
            made: None,
            at: chance.ms(0, 1_000),
            wrong: chance.ms(-300_000, 300_000),
            alive: true,
            awake: true,
        };
        Self {
            now: 0,
            folder: Folder::default(),
            all: (0..count).map(|place| contender(place, chance)).collect(),
            tokens: 0,
            struck_at: 0,
            late: BTreeMap::new(),
            published: 0,
        }
    }

    fn begin(&mut self, who: usize, errand: Errand) {
        self.tokens += 1;
        let one = &mut self.all[who];
        let share_ms = 1_764_000_000_000 + self.now + one.wrong;
        let next = one.steps.begin(errand, share_ms, self.tokens);
        one.doing = Doing::Asking(errand, next);
    }

    /// Lets one contender do one small thing.
    fn step(&mut self, who: usize, chance: &mut Chance) {
        let one = &mut self.all[who];
        one.awake = true;
        one.at = self.now + chance.ms(1, 30);
        match std::mem::replace(&mut one.doing, Doing::Resting) {
            Doing::Resting => self.begin(who, Errand::Tend),
            Doing::Asking(errand, Next::Do(op)) => {
                let answer = self.folder.act(op, &mut one.made);
                let next = one.steps.take(answer);
                one.doing = Doing::Asking(errand, next);
            }
            Doing::Asking(Errand::Tend, Next::End(Standing::Mine)) => self.begin(who, Errand::Confirm),
            Doing::Asking(Errand::Confirm, Next::End(Standing::Mine)) => {
                one.doing = Doing::Publishing(one.steps.held().unwrap());
            }
            Doing::Asking(_, Next::End(_)) => one.at = self.now + 1_000,
            Doing::Publishing(token) => {
                one.at = self.now + 1_000;
                self.published += 1;
                if self.folder.token() != Some(token) {
                    *self.late.entry(token).or_default() += 1;
                }
            }
        }
    }

    fn soonest(&self) -> usize {
        let living = (0..self.all.len()).filter(|who| self.all[*who].alive);
        living.min_by_key(|who| self.all[*who].at).unwrap()
    }

    /// Whether somebody who lives and is awake has the lease.
    fn is_held(&self) -> bool {
        let token = self.folder.token();
        token.is_some()
            && self
                .all
                .iter()
                .any(|one| one.alive && one.awake && one.steps.held() == token)
    }

    /// Runs on, with `fate` deciding about whoever is next; the longest time in which nobody held the lease
    /// though nobody else had fallen asleep or died.
    fn run(&mut self, until: i64, chance: &mut Chance, fate: impl Fn(&mut Self, usize, &mut Chance)) -> i64 {
        let (mut held_at, mut longest) = (self.now, 0);
        while self.now < until {
            let who = self.soonest();
            self.now = self.all[who].at;
            self.step(who, chance);
            fate(self, who, chance);
            longest = longest.max(self.now - held_at.max(self.struck_at));
            if self.is_held() {
                held_at = self.now;
            }
        }
        longest
    }
}

fn calm(_: &mut World, _: usize, _: &mut Chance) {}

/// The first contender stays well; the others sleep in the middle of anything, die, and have their clocks set.
fn rough(world: &mut World, who: usize, chance: &mut Chance) {
    if who == 0 {
        return;
    }
    let one = &mut world.all[who];
    match chance.below(4_000) {
        0..20 => {
            one.awake = false;
            one.at += chance.ms(1, 90_000);
        }
        20..24 => one.alive = false,
        24..40 => one.wrong = chance.ms(-300_000, 300_000),
        _ => return,
    }
    if !(one.awake && one.alive) {
        world.struck_at = world.now;
    }
}

#[test]
fn many_holders_never_publish_together_for_longer_than_once() {
    for seed in 1..=600 {
        let mut chance = Chance(seed * 0x9E37_79B9);
        let count = 2 + usize::try_from(chance.below(4)).unwrap();
        let mut world = World::new(count, &mut chance);
        let longest = world.run(400_000, &mut chance, rough);
        let late = world.late.values().max().copied().unwrap_or(0);
        assert!(late <= 1, "seed {seed}: published {late} times without the lease");
        assert!(
            longest <= STALE_MS + 3_000,
            "seed {seed}: nobody for {longest} ms"
        );
        assert!(world.published > 200, "seed {seed}: {}", world.published);
    }
}

#[test]
fn a_hundred_find_one_holder_again_when_it_dies() {
    for seed in 1..=20 {
        let mut chance = Chance(seed * 0x9E37_79B9);
        let mut world = World::new(100, &mut chance);
        world.run(5_000, &mut chance, calm);
        let token = world.folder.token();
        for one in &mut world.all {
            one.alive = one.steps.held() != token;
        }
        let longest = world.run(60_000, &mut chance, calm);
        assert!(
            longest <= STALE_MS + 3_000,
            "seed {seed}: nobody for {longest} ms"
        );
        assert!(
            world.late.values().all(|late| *late <= 1),
            "seed {seed}: {:?}",
            world.late
        );
    }
}

#[test]
fn a_wrong_clock_does_not_break_a_living_lease() {
    for wrong in [-300_000, 300_000, 86_400_000] {
        let mut chance = Chance(7);
        let mut world = World::new(2, &mut chance);
        world.all[1].at = 500;
        world.all[0].wrong = 0;
        world.run(3_000, &mut chance, calm);
        let token = world.folder.token();
        world.all[1].wrong = wrong;
        world.run(120_000, &mut chance, |world, who, chance| {
            // Also while it is being set to and fro.
            if who == 1 && chance.below(8) == 0 {
                world.all[1].wrong = -world.all[1].wrong;
            }
        });
        assert_eq!(world.folder.token(), token, "a clock that is {wrong} ms wrong");
    }
}

#[test]
fn a_sleeper_that_wakes_stops_at_once() {
    // Wherever in its turn it falls asleep.
    for moment in 0..12 {
        let mut chance = Chance(11);
        let mut world = World::new(2, &mut chance);
        world.all[1].at = 900;
        world.all[0].at = 0;
        world.run(3_000, &mut chance, calm);
        let token = world.folder.token().unwrap();
        for _ in 0..moment {
            world.step(0, &mut chance);
        }
        world.all[0].at = 60_000;
        world.run(63_000, &mut chance, calm);
        assert_ne!(world.folder.token(), Some(token), "moment {moment}");
        assert!(world.late.get(&token).is_none_or(|late| *late <= 1));
        assert_ne!(world.all[0].steps.held(), Some(token), "moment {moment}");
    }
}

/// Goes on with an errand until it is done, or until an operation that is to wait.
fn go(folder: &mut Folder, steps: &mut Steps, mut next: Next, stop: impl Fn(&Op) -> bool) -> Next {
    let mut made = None;
    loop {
        match next {
            Next::Do(op) if !stop(&op) => next = steps.take(folder.act(op, &mut made)),
            _ => return next,
        }
    }
}

#[test]
fn who_breaks_a_new_lease_by_mistake_stands_back() {
    let mut folder = Folder::default();
    let [mut dead, mut slow, mut fast] = [1_000, 2_000, 3_000].map(|origin| Steps::new(Origin(origin)));
    let never = |_: &Op| false;
    let tokens = std::cell::Cell::new(0);
    let tend = |folder: &mut Folder, steps: &mut Steps, ms: i64| {
        tokens.set(tokens.get() + 1);
        let next = steps.begin(Errand::Tend, ms, tokens.get());
        go(folder, steps, next, |op| matches!(op, Op::Move(..)))
    };
    assert_eq!(tend(&mut folder, &mut dead, 0), Next::End(Standing::Mine));
    let judge = |folder: &mut Folder, steps: &mut Steps| {
        let looks = (0..20).map(|turn| tend(folder, steps, turn * 1_000));
        looks.last().unwrap()
    };
    // Both have judged the same lease when one of them falls asleep.
    let broken_late = judge(&mut folder, &mut slow);
    let broken = judge(&mut folder, &mut fast);
    assert!(matches!(broken, Next::Do(Op::Move(..))) && matches!(broken_late, Next::Do(Op::Move(..))));
    assert_eq!(
        go(&mut folder, &mut fast, broken, never),
        Next::End(Standing::Mine)
    );
    let late = go(&mut folder, &mut slow, broken_late, never);
    assert_eq!(late, Next::End(Standing::Open));
    assert_eq!(folder.token(), None);
    // The new holder publishes nothing meanwhile, and goes on.
    let confirm = fast.begin(Errand::Confirm, 21_000, 7);
    assert_eq!(
        go(&mut folder, &mut fast, confirm, never),
        Next::End(Standing::Open)
    );
    assert_eq!(tend(&mut folder, &mut fast, 22_000), Next::End(Standing::Mine));
    assert_eq!(tend(&mut folder, &mut slow, 22_000), Next::End(Standing::Theirs));
}

#[test]
fn a_half_made_lease_is_broken() {
    let mut chance = Chance(5);
    let mut world = World::new(3, &mut chance);
    world.folder.make(LEASE);
    let longest = world.run(30_000, &mut chance, calm);
    assert!(world.is_held());
    assert!(longest <= STALE_MS + 3_000, "nobody for {longest} ms");
}

#[test]
fn a_lease_of_yesterday_is_broken_soon() {
    let mut chance = Chance(5);
    let mut world = World::new(1, &mut chance);
    world.all[0].wrong = 0;
    world.run(5_000, &mut chance, calm);
    world.all[0].alive = false;
    world.all.push(Contender {
        at: 86_400_000,
        ..World::new(1, &mut chance).all.remove(0)
    });
    world.all[1].wrong = 0;
    world.now = 86_400_000;
    let longest = world.run(86_430_000, &mut chance, calm);
    assert!(longest <= 8_000, "nobody for {longest} ms");
}
