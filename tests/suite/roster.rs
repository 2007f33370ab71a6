//! A list of the schools against the groups there are: who is who, what changes, and one entry for all of it.

use crate::fixture::{COORDINATOR, DESK, Day, at_station, event, t};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use sheber::domain::command::{Command, Refusal, decide};
use sheber::domain::entry::{Entry, Moment, Pen};
use sheber::domain::event::{Event, Group, Lang, Support};
use sheber::domain::fact::{Fact, GroupAdded, GroupsListed, Reason, Relisted};
use sheber::domain::floor::Floor;
use sheber::domain::id::{GroupNo, Origin, Role, RoundNo, StationNo};
use sheber::domain::query::roster::{Changes, Diff, Identity, Note, Row, Scope, Standing, diff};
use sheber::domain::rotation::Stay;
use std::collections::BTreeMap;

fn about(school: &str, class: &str, size: u16) -> Group {
    Group {
        school: school.to_owned(),
        class: class.to_owned(),
        lang: Lang::Kk,
        size,
        adults: 1,
        needs: BTreeMap::new(),
        wishes: Vec::new(),
    }
}

fn row(no: impl Into<Option<u16>>, school: &str, class: &str, size: u16) -> Row {
    Row::Group {
        no: no.into().map(GroupNo),
        about: about(school, class, size),
        identity: None,
        is_open: false,
    }
}

fn open(no: u16, school: &str, class: &str) -> Row {
    Row::Open {
        no: Some(GroupNo(no)),
        school: school.to_owned(),
        class: class.to_owned(),
    }
}

/// An event with these groups: number, school, class, pupils.
fn with(groups: &[(u16, &str, &str, u16)]) -> Event {
    let groups = groups.iter();
    Event {
        groups: groups
            .map(|(no, school, class, size)| (GroupNo(*no), about(school, class, *size)))
            .collect(),
        plan: BTreeMap::new(),
        ..event()
    }
}

/// Four groups of three schools.
fn four() -> Standing {
    Standing::of_event(&with(&[
        (1, "№6", "9А", 12),
        (2, "№6", "9Ә", 11),
        (3, "№11", "9А", 12),
        (4, "№17", "9Б", 10),
    ]))
}

fn numbers(groups: &[u16]) -> Vec<GroupNo> {
    groups.iter().copied().map(GroupNo).collect()
}

fn added(diff: &Diff) -> Vec<(u16, &str, &str)> {
    let added = diff.changes.added.iter();
    added
        .map(|(no, group)| (no.0, &*group.school, &*group.class))
        .collect()
}

#[test]
fn the_same_list_changes_nothing() {
    let rows = [
        row(1, "№6", "9А", 12),
        row(2, "№6", "9Ә", 11),
        row(None, "№11", "9А", 12),
        row(4, "№17", "9Б", 10),
    ];
    let diff = diff(&four(), &rows, Scope::Whole);
    assert!(diff.changes.is_empty(), "{diff:?}");
    assert_eq!((diff.same, diff.notes), (numbers(&[1, 2, 3, 4]), vec![]));
}

#[test]
fn spelling_is_no_other_class_and_a_kazakh_letter_is() {
    // Latin A, a space, small letters, quotes, no number sign.
    let rows = [
        row(None, " № 6", "9 \"a\"", 12),
        row(None, "6", "9ә", 11),
        row(None, "№11", "9A", 12),
        row(None, "№17", "9-б", 10),
    ];
    let found = diff(&four(), &rows, Scope::Whole);
    assert_eq!(found.numbers, [1, 2, 3, 4].map(|no| Some(GroupNo(no))));
    assert!(found.changes.added.is_empty() && found.changes.gone.is_empty());
    // The list is spelled as its reader settled it: that is a change of the name, and of nothing else.
    let renamed = &found.changes.changed[3];
    assert_eq!((renamed.class.as_deref(), renamed.size), (Some("9-б"), None));
}

#[test]
fn what_changed_is_said_exactly() {
    let mut changed = about("№6", "9А", 13);
    changed.lang = Lang::Ru;
    changed.needs = BTreeMap::from([(Support::Quiet, 1)]);
    let rows = [
        Row::Group {
            no: None,
            about: changed,
            identity: None,
            is_open: false,
        },
        row(2, "№6", "9Ә", 11),
        row(3, "№11", "9А", 12),
    ];
    let found = diff(&four(), &rows, Scope::Whole);
    let expected = Relisted {
        group: GroupNo(1),
        school: None,
        class: None,
        lang: Some(Lang::Ru),
        size: Some(13),
        adults: None,
        needs: Some(BTreeMap::from([(Support::Quiet, 1)])),
    };
    assert_eq!(found.changes.changed, [expected]);
    assert_eq!(found.changes.gone, numbers(&[4]));
}

#[test]
fn no_list_speaks_of_wishes_and_none_takes_them_away() {
    let mut event = with(&[(1, "№6", "9А", 12)]);
    let wishes = vec![StationNo(11), StationNo(15)];
    event
        .groups
        .get_mut(&GroupNo(1))
        .unwrap()
        .wishes
        .clone_from(&wishes);
    let standing = Standing::of_event(&event);
    assert!(
        diff(&standing, &[row(1, "№6", "9А", 12)], Scope::Whole)
            .changes
            .is_empty()
    );
    let found = diff(&standing, &[row(1, "№6", "9А", 13)], Scope::Whole);
    let changed = found.changes.changed[0].of(&event.groups[&GroupNo(1)]);
    assert_eq!((changed.size, changed.wishes), (13, wishes));
}

#[test]
fn a_list_of_some_schools_lets_the_others_stay() {
    let rows = [row(None, "№6", "9А", 12)];
    assert_eq!(
        diff(&four(), &rows, Scope::Whole).changes.gone,
        numbers(&[2, 3, 4])
    );
    assert_eq!(diff(&four(), &rows, Scope::Schools).changes.gone, numbers(&[2]));
}

#[test]
fn newcomers_get_their_own_number_or_the_next_free_one() {
    let rows = [
        row(1, "№6", "9А", 12),
        row(2, "№6", "9Ә", 11),
        row(3, "№11", "9А", 12),
        row(4, "№17", "9Б", 10),
        // Another school altogether counts its own classes from 1: that is no question.
        row(1, "№70", "9Г", 9),
        row(7, "№70", "9Д", 9),
        row(None, "№71", "9Г", 8),
        row(0, "№72", "9Г", 8),
    ];
    let found = diff(&four(), &rows, Scope::Whole);
    assert_eq!(
        added(&found),
        [
            (7, "№70", "9Д"),
            (8, "№70", "9Г"),
            (9, "№71", "9Г"),
            (10, "№72", "9Г")
        ]
    );
    let moved = Note::Numbered {
        row: 4,
        listed: GroupNo(1),
        no: GroupNo(8),
    };
    assert!(found.notes.contains(&moved), "{:?}", found.notes);
}

#[test]
fn a_number_with_another_class_is_asked_about() {
    let listed = |identity| {
        let mut rows = vec![
            row(1, "№6", "9А", 12),
            row(3, "№11", "9А", 12),
            row(4, "№17", "9Б", 10),
        ];
        rows.push(Row::Group {
            no: Some(GroupNo(2)),
            about: about("№6", "9В", 11),
            identity,
            is_open: false,
        });
        diff(&four(), &rows, Scope::Whole)
    };
    // Not answered: nothing of it is done, and the group with the number does not go.
    let asked = listed(None);
    assert!(asked.changes.is_empty());
    assert_eq!(
        asked.notes,
        [
            Note::WhichGroup {
                row: 3,
                no: GroupNo(2)
            },
            Note::Kept(GroupNo(2))
        ]
    );
    let same = listed(Some(Identity::Same));
    assert_eq!(same.changes.changed[0].class.as_deref(), Some("9В"));
    assert!(same.changes.gone.is_empty() && same.changes.added.is_empty());
    let other = listed(Some(Identity::Other));
    assert_eq!(
        (added(&other), other.changes.gone.clone()),
        (vec![(5, "№6", "9В")], numbers(&[2]))
    );
    // A number whose class stands elsewhere in the list is nobody's question: the rows were numbered anew.
    let rows = [
        row(1, "№6", "9Ә", 11),
        row(2, "№6", "9А", 12),
        row(3, "№6", "9Г", 9),
        row(4, "№11", "9А", 12),
        row(5, "№17", "9Б", 10),
    ];
    let renumbered = diff(&four(), &rows, Scope::Whole);
    assert_eq!(renumbered.same, numbers(&[1, 2, 3, 4]));
    assert_eq!(added(&renumbered), [(5, "№6", "9Г")]);
}

#[test]
fn a_row_that_is_still_open_changes_nothing_and_keeps_its_group() {
    let rows = [
        row(1, "№6", "9А", 12),
        open(99, "№6", "9Ә"),
        open(3, "№11", "09.янв"),
        open(50, "№80", "9Э"),
    ];
    let found = diff(&four(), &rows, Scope::Whole);
    assert_eq!(found.changes.gone, numbers(&[4]));
    assert_eq!(found.notes, [Note::Kept(GroupNo(2)), Note::Kept(GroupNo(3))]);
    assert_eq!(found.numbers, [Some(GroupNo(1)), None, None, None]);
}

#[test]
fn a_row_with_a_question_may_bring_a_group_and_changes_none() {
    let open = |no: u16, school: &str, class: &str, size: u16| Row::Group {
        no: Some(GroupNo(no)),
        about: about(school, class, size),
        identity: None,
        is_open: true,
    };
    let rows = [
        open(1, "№6", "9А", 14),
        open(5, "№80", "9А", 12),
        row(2, "№6", "9Ә", 11),
    ];
    let found = diff(&four(), &rows, Scope::Schools);
    assert!(found.changes.changed.is_empty() && found.changes.gone.is_empty());
    assert_eq!(added(&found), [(5, "№80", "9А")]);
    assert_eq!(found.notes, [Note::Kept(GroupNo(1))]);
    assert_eq!(found.numbers, [1, 5, 2].map(|no| Some(GroupNo(no))));
}

#[test]
fn one_class_twice_is_taken_once() {
    let rows = [
        row(1, "№6", "9А", 12),
        row(None, "№6", "9 А", 13),
        row(5, "№80", "9А", 12),
        row(6, "№80", "9А", 14),
    ];
    let found = diff(&four(), &rows, Scope::Schools);
    assert_eq!(added(&found), [(5, "№80", "9А")]);
    assert!(found.changes.changed.is_empty());
    let twice: Vec<usize> = found
        .notes
        .iter()
        .filter(|note| matches!(note, Note::Twice { .. }))
        .map(Note::row)
        .collect();
    assert_eq!(twice, [1, 3]);
}

#[test]
fn a_class_in_halves_is_the_class() {
    let standing = Standing::of_event(&with(&[
        (1, "№17", "9А/1", 13),
        (2, "№17", "9А/2", 12),
        (3, "№80", "9А", 13),
        (4, "№80", "9А", 12),
    ]));
    let rows = [row(1, "№17", "9А", 25), row(3, "№80", "9А", 25)];
    let found = diff(&standing, &rows, Scope::Whole);
    assert!(found.changes.is_empty(), "{found:?}");
    assert_eq!(found.same, numbers(&[1, 2, 3, 4]));
    let rows = [row(1, "№17", "9А", 27), row(3, "№80", "9А", 25)];
    let found = diff(&standing, &rows, Scope::Whole);
    assert!(found.changes.is_empty());
    let parts = Note::InParts {
        row: 0,
        parts: numbers(&[1, 2]),
        pupils: 25,
    };
    assert_eq!(found.notes, [parts]);
}

#[test]
fn halves_of_a_class_take_its_place() {
    let standing = Standing::of_event(&with(&[(1, "№17", "9А", 25), (2, "№17", "9Б", 12)]));
    let rows = [
        row(None, "№17", "9А/1", 13),
        row(None, "№17", "9А/2", 12),
        row(2, "№17", "9Б", 12),
    ];
    let found = diff(&standing, &rows, Scope::Whole);
    assert!(found.changes.gone.is_empty(), "{found:?}");
    let first = &found.changes.changed[0];
    assert_eq!(
        (first.group, first.class.as_deref(), first.size),
        (GroupNo(1), Some("9А/1"), Some(13))
    );
    assert_eq!(added(&found), [(3, "№17", "9А/2")]);
}

fn stay(day: &Day, group: u16, round: u8) -> Option<Stay> {
    day.floor.stay(GroupNo(group), RoundNo(round))
}

fn list(changes: Changes) -> Command {
    Command::ListGroups {
        changes: Box::new(changes),
        reason: Reason::Other,
    }
}

fn resized(group: u16, size: u16) -> Relisted {
    Relisted {
        group: GroupNo(group),
        school: None,
        class: None,
        lang: None,
        size: Some(size),
        adults: None,
        needs: None,
    }
}

#[test]
fn a_list_is_one_entry_that_leaves_running_rounds_alone() {
    let mut day = Day::open();
    let before = format!("{:?}", day.floor.rotation());
    let changes = Changes {
        added: vec![(GroupNo(36), about("№60", "9Ә", 10))],
        changed: vec![resized(7, 10), resized(12, 9)],
        gone: numbers(&[6]),
        back: vec![],
    };
    for role in [at_station(11), Role::Desk(DESK)] {
        day.when("10:15", role, list(changes.clone()))
            .refused(Refusal::NotAllowedForRole);
    }
    // Round 2 runs until 10:25.
    day.when(
        "10:08",
        at_station(15),
        Command::Arrive {
            station: StationNo(15),
            group: Some(GroupNo(6)),
            count: Some(11),
        },
    )
    .done();
    let entry = day
        .when("10:15", COORDINATOR, list(changes.clone()))
        .then(Fact::GroupsListed(Box::new(GroupsListed {
            added: vec![GroupAdded {
                group: GroupNo(36),
                about: about("№60", "9Ә", 10),
            }],
            // Group 12 has nine already.
            changed: vec![resized(7, 10)],
            gone: numbers(&[6]),
            back: vec![],
            from: Some(RoundNo(3)),
            reason: Reason::Other,
        })));
    assert_eq!(stay(&day, 6, 2), Some(Stay::Station(StationNo(15))));
    assert_eq!(stay(&day, 6, 3), Some(Stay::Left(Reason::Other)));
    assert_eq!(day.floor.visits_of(GroupNo(6)).len(), 1, "what it did stays");
    assert_eq!(stay(&day, 36, 3), Some(Stay::Unplanned));
    assert_eq!(day.floor.pupils(GroupNo(7)), Some(10));
    assert_eq!(day.floor.pupils(GroupNo(12)), Some(9));
    day.when("10:16", COORDINATOR, list(changes))
        .refused(Refusal::GroupExists(GroupNo(36)));
    let again = Changes {
        changed: vec![resized(7, 10)],
        gone: numbers(&[6]),
        ..Changes::default()
    };
    day.when("10:16", COORDINATOR, list(again))
        .refused(Refusal::AlreadySo);
    day.when("10:17", COORDINATOR, Command::Undo(Some(entry))).done();
    assert_eq!(format!("{:?}", day.floor.rotation()), before, "as it was");
    assert!(!day.floor.is_off_list(GroupNo(6)));
}

#[test]
fn a_group_that_is_listed_again_is_back_on_its_route() {
    let mut day = Day::open();
    let planned: Vec<_> = (1..=4).map(|round| stay(&day, 6, round)).collect();
    let off = Changes {
        gone: numbers(&[6]),
        ..Changes::default()
    };
    let back = Changes {
        back: numbers(&[6]),
        ..Changes::default()
    };
    day.when("09:30", COORDINATOR, list(back.clone()))
        .refused(Refusal::AlreadySo);
    day.when("09:30", COORDINATOR, list(off.clone())).done();
    assert_eq!(
        stay(&day, 6, 1),
        Some(Stay::Absent(Reason::Other)),
        "it never came"
    );
    let standing = Standing::of_floor(&day.floor);
    let rows = [row(6, "№39", "9А", 12)];
    assert!(day.floor.is_off_list(GroupNo(6)));
    let found = diff(&standing, &rows, Scope::Schools);
    assert!(found.changes.added.is_empty(), "{found:?}");
    day.when("10:15", COORDINATOR, list(back)).done();
    assert_eq!(stay(&day, 6, 2), Some(Stay::Absent(Reason::Other)));
    assert_eq!((stay(&day, 6, 3), stay(&day, 6, 4)), (planned[2], planned[3]));
    // After the last round nobody can go any more.
    day.when("10:55", COORDINATOR, list(off))
        .refused(Refusal::AlreadySo);
}

#[test]
fn nonsense_is_refused() {
    let mut day = Day::open();
    let mut refused = |changes: Changes, why: Refusal| {
        day.when("09:30", COORDINATOR, list(changes)).refused(why);
    };
    refused(Changes::default(), Refusal::Nothing);
    let of = |no: u16, size: u16| Changes {
        added: vec![(GroupNo(no), about("№60", "9Ә", size))],
        ..Changes::default()
    };
    refused(of(6, 10), Refusal::GroupExists(GroupNo(6)));
    refused(of(0, 10), Refusal::Nothing);
    refused(of(36, 0), Refusal::Nothing);
    refused(of(36, 1000), Refusal::TooMany(999));
    let gone = Changes {
        gone: numbers(&[99]),
        ..Changes::default()
    };
    refused(gone, Refusal::UnknownGroup(GroupNo(99)));
    let changed = Changes {
        changed: vec![resized(98, 3)],
        ..Changes::default()
    };
    refused(changed, Refusal::UnknownGroup(GroupNo(98)));
}

fn any_row() -> impl Strategy<Value = Row> {
    let school = select(&["№6", "№11", "№60"][..]);
    let class = select(&["9А", "9Ә", "9Б", "9А/1", "9А/2", "9"][..]);
    let no = proptest::option::of((0..12_u16).prop_map(GroupNo));
    let identity = select(&[None, Some(Identity::Same), Some(Identity::Other)][..]);
    (no, school, class, 1..30_u16, identity, 0..8_u8).prop_map(|(no, school, class, size, identity, kind)| {
        if kind == 0 {
            Row::Open {
                no,
                school: school.to_owned(),
                class: class.to_owned(),
            }
        } else {
            Row::Group {
                no,
                about: about(school, class, size),
                identity,
                is_open: kind == 1,
            }
        }
    })
}

fn written(pen: &mut Pen, floor: &Floor, command: &Command) -> Result<Entry, Refusal> {
    let now = t("09:30");
    let moment = Moment {
        now,
        at: now,
        device_ms: 0,
    };
    let facts = decide(floor, command, moment, COORDINATOR)?;
    Ok(pen.write(&facts[0], moment, COORDINATOR).entry())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// What a list changes makes the floor into the list: the same list then changes nothing more, whatever came before,
    /// every group is accounted for once, and one undo brings everything back.
    #[test]
    fn a_list_changes_the_floor_once(
        lists in vec((vec(any_row(), 0..12), any::<bool>()), 1..4),
    ) {
        let start = with(&[(1, "№6", "9А", 12), (2, "№6", "9Ә", 11), (3, "№11", "9А", 12), (4, "№17", "9Б", 10)]);
        let mut pen = Pen::new(Origin(5));
        let moment = Moment { now: t("09:00"), at: t("09:00"), device_ms: 0 };
        let opened = Fact::FloorOpened(crate::fixture::opening(start));
        let mut floor = Floor::of([&pen.write(&opened, moment, Role::Organiser).entry()]);
        for (rows, whole) in lists {
            let scope = if whole { Scope::Whole } else { Scope::Schools };
            let before = floor.clone();
            let found = diff(&Standing::of_floor(&floor), &rows, scope);
            let gone = &found.changes.gone;
            let accounted: Vec<GroupNo> = found.numbers.iter().copied().flatten().collect();
            prop_assert!(gone.iter().all(|no| !accounted.contains(no)));
            let command = Command::ListGroups { changes: Box::new(found.changes.clone()), reason: Reason::Other };
            let entry = match written(&mut pen, &floor, &command) {
                Ok(entry) => entry,
                Err(why) => {
                    prop_assert!(found.changes.is_empty());
                    prop_assert_eq!(why, Refusal::Nothing);
                    continue;
                }
            };
            floor.apply(&entry);
            let again = diff(&Standing::of_floor(&floor), &rows, scope);
            prop_assert!(again.changes.is_empty(), "{:?} then {:?}", found, again);
            let mut undone = floor.clone();
            let undo = written(&mut pen.clone(), &floor, &Command::Undo(Some(entry.id))).expect("an undo");
            undone.apply(&undo);
            prop_assert_eq!(undone.rotation(), before.rotation());
            prop_assert_eq!(Standing::of_floor(&undone), Standing::of_floor(&before));
        }
    }
}
