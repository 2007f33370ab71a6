//! The planner: from groups and stations to a rotation, and back to a rotation when the day breaks it.
//!
//! Lives here: the problem in numbers ([`problem`]), the ways to it from an event ([`day`]) and from a running floor
//! ([`live`]), its judgement from scratch ([`judge`]), the search ([`search`]), why somebody has to stay without a
//! station ([`explain`]), a plan edited by hand ([`draft`]), the exchange format ([`mod@format`]). May not live here:
//! clocks, threads, files, texts; whoever plans gives the time and takes the result.
//!
//! Laws: PURE over the domain. A legal plan always exists, because nobody anywhere is one: "impossible" means that
//! somebody has to stay without a station, and is said with a reason. What has run or is running stays as it is.
//!
//! # The model
//!
//! A plan is a matrix: group × round → station or nobody. Hard: heads fit, the language and what the place must be fit
//! for, no station twice, walks that the changeover allows, breaks that were promised, two groups together at most once
//! where the day says so, pinned cells. Everything else is one sum, idle ≫ wishes > fairness > walking > balance; a change of
//! what was announced weighs as much as twelve points of wishes. Nowhere is always legal and always dear, so that every
//! problem has a plan, and the planner never answers "no solution" but "two groups, because …". The same search serves
//! plans from nothing, plans again (pins and changes) and plans improved by hand (locks): they differ in the problem only.
//!
//! # The neighbourhoods
//!
//! Simulated annealing over whole plans. Most steps send a group to a station in one round, often one in the hall where it
//! comes from or goes to, and whoever has to make place goes on, up to three or five groups in a chain that may close to a
//! circle; some change the order of two rounds of a group, with partners going the opposite way where cells are
//! full; some let two groups change places over a stretch of rounds; idle groups are looked for more often than they are met.
//! When planning again a step may also lead back to what was announced. One lane of a search breaks no rule ever, the other pays
//! for broken rules a price that grows; which of the two is better depends on the day, so both run beside each other.
//!
//! # The incremental evaluation
//!
//! Loads, visits, meetings, points, walks and rests are counts; a step is weighed by their differences before
//! it is made, and most are turned down after the first parts. Nothing is copied but the plan when it is the best so far. The
//! tests hold the counts against [`judge`] after any sequence of steps, and the judge against an independent reading of the
//! exchange format.
//!
//! # Measured
//!
//! `cargo bench --bench plan`, two lanes on two cores, 2 s, means of five seeds, every plan judged:
//!
//! | problem | objective | idle | first complete plan, s | the bar |
//! |---|---|---|---|---|
//! | `e1` 12 groups, 6 stations, 6 rounds | 240 | 0 | 0.02 | 246 |
//! | `e3` 40, 20, 8 | 967 | 0 | 0.02 | 1055 |
//! | `e4` 45, 15, 8, meeting once | 1921 | 0 | 0.06 | 2010 |
//! | `e6` 120, 61, 8 | 1965 | 0 | 0.03 | 2150 |
//! | `e8` 400, 120, 10 | 5817 | 0 | 0.03 | 7000 |
//! | `n2` too few places in one language | 3200 | 2, proved | | 2 idle |
//! | 13 progressive parties, 6 to 10 periods | 0 | 0 | at most 0.2 | solved |
//! | `r1` a station is down | 7338 | 4.2 | | 8600, 6 idle |
//! | `r2` two late, one new | 2232, 4 changes | 0 | | 2240, 5 changes |
//! | `r5` a hall without power | 9656 | 0 | | 12400, 3 idle |
//! | the large sample day from its groups and stations, 0.9 s | 1799 | 0 | | by hand 2568 |
//! | the small one | 672 | 0 | | by hand 732 |
//!
//! After 10 s: `e3` 935, `e4` 1816, `e6` 1881, `e8` 5400, `n2` 3177, `r1` 7082, `r5` 9533. After a minute, one seed: `e3` 921,
//! `e4` 1727, `e6` 1795, `e8` 5071. A lane weighs 7 to 22 million steps a second. From the key to the first proposal
//! on the large sample day (`cargo bench --bench replan`, 200 incidents): 151 ms, p99 154 ms.
//!
//! What was tried and did not help stands in [`search`].

pub mod day;
pub mod draft;
pub mod explain;
pub mod format;
pub mod judge;
pub mod live;
pub mod problem;
pub mod search;
