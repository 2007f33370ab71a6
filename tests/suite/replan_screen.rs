//! Proposals over the overview, by keys and by news of the search: what is shown, chosen, accepted and refused.

use crate::stage::{Stage, at, press};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sheber::domain::command::Command;
use sheber::domain::event::{Lang, Words};
use sheber::domain::fact::Reason;
use sheber::domain::id::{GroupNo, Role, RoundNo, StationNo};
use sheber::domain::query::routes::{misfits, offers};
use sheber::domain::rotation::Stay;
use sheber::ui::keymap::Context;
use sheber::ui::model::Model;
use sheber::ui::msg::Msg;
use sheber::ui::screen::replan::{Ask, Character, LeftOut, Moved, News, Phase, Proposal, Turn};
use sheber::ui::view::draw;
use std::collections::BTreeSet;

/// The fault of 10:12: station 1 takes 8 instead of 12, and five groups do not fit there later.
fn fault() -> Command {
    Command::Lower {
        station: StationNo(1),
        places: 8,
        reason: Reason::Equipment,
    }
}

fn day(lang: Lang) -> Stage {
    let mut stage = morning(lang);
    stage.told("10:12", Role::Station(StationNo(1)), &fault());
    stage.tick("10:14");
    stage
}

/// Group 17 is at station 1 in round 2, whatever becomes of the lathe.
fn morning(lang: Lang) -> Stage {
    let mut stage = Stage::new(Role::Coordinator, "10:14", lang);
    let arrive = Command::Arrive {
        station: StationNo(1),
        group: Some(GroupNo(17)),
        count: None,
    };
    stage.told("10:08", Role::Station(StationNo(1)), &arrive);
    stage
}

/// The same with proposals open, and their search begun.
fn opened(lang: Lang) -> Stage {
    let mut stage = day(lang);
    stage.keys("n");
    stage.send(Msg::Replan(News::Begun(1)));
    stage
}

/// Where each group that does not fit could go: the station that comes at this place among those that are offered.
fn turns(stage: &Stage, nth: usize) -> Vec<Turn> {
    let floor = &stage.model.floor;
    let mut taken = BTreeSet::new();
    let broken = misfits(floor, &stage.model.schedule());
    let turn = |one: &sheber::domain::query::routes::Misfit| {
        let offered = offers(floor, one.group, one.round);
        let free: Vec<_> = offered
            .into_iter()
            .filter(|no| !taken.contains(&(one.round, *no)))
            .collect();
        let to = free[nth];
        taken.insert((one.round, to));
        Turn {
            round: one.round,
            group: one.group,
            pupils: u32::from(one.pupils),
            was: floor.stay(one.group, one.round).unwrap(),
            to: Some(to),
        }
    };
    broken.iter().map(turn).collect()
}

fn proposal(id: u32, turns: Vec<Turn>) -> Proposal {
    let groups: BTreeSet<GroupNo> = turns.iter().map(|turn| turn.group).collect();
    Proposal {
        id,
        groups: u32::try_from(groups.len()).unwrap(),
        pupils: turns.iter().map(|turn| turn.pupils).sum(),
        turns,
        walk_min: 3,
        left_out: Vec::new(),
        soon: Vec::new(),
    }
}

fn found(stage: &mut Stage, character: Character, proposal: Proposal) {
    stage.send(Msg::Replan(News::Found {
        run: 1,
        character,
        proposal: Box::new(proposal),
        spent_ms: 1_234,
    }));
}

fn words(text: &str) -> Words {
    Words::same(text)
}

/// Three proposals, each another one.
fn three(lang: Lang) -> Stage {
    let mut stage = opened(lang);
    let few = proposal(1, turns(&stage, 0));
    let mut idle = Proposal {
        soon: vec![RoundNo(3)],
        walk_min: -12,
        ..proposal(2, turns(&stage, 1))
    };
    idle.turns.insert(
        0,
        Turn {
            round: RoundNo(3),
            group: GroupNo(1),
            pupils: 12,
            was: stage.model.floor.stay(GroupNo(1), RoundNo(3)).unwrap(),
            to: None,
        },
    );
    let mut short = Proposal {
        walk_min: -40,
        ..proposal(3, turns(&stage, 2))
    };
    let last = short.turns.last_mut().unwrap();
    last.to = None;
    short.left_out = vec![LeftOut {
        round: last.round,
        group: last.group,
        why: words("12 × 3; 4 × 5"),
    }];
    found(&mut stage, Character::FewestChanges, few);
    found(&mut stage, Character::NobodyIdle, idle);
    found(&mut stage, Character::ShortestWalks, short);
    stage
}

fn checked(stage: &mut Stage, stale: &[(u32, Moved)]) {
    let stale = stale.iter().map(|(id, moved)| (*id, vec![*moved])).collect();
    stage.send(Msg::Replan(News::Checked(stale)));
}

fn shows(stage: &Stage, words: &[&str]) {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let screen = stage.screen(width, height);
        for word in words {
            assert!(
                screen.contains(word),
                "no {word:?} at {width}x{height} in\n{screen}"
            );
        }
    }
}

#[test]
fn a_key_opens_proposals_at_once_and_has_them_searched_for() {
    let mut stage = day(Lang::En);
    stage.keys("n");
    assert_eq!(stage.searched, [Ask::Search]);
    shows(
        &stage,
        &[
            "PROPOSALS: WHO GOES WHERE INSTEAD",
            "Does not fit: 5 (groups 3, 5, 13, 14, 30)",
            "searching: Fewest changes",
        ],
    );
    stage.keys("esc");
    assert_eq!(stage.searched, [Ask::Search, Ask::Leave]);
    assert!(stage.screen(80, 24).contains("OVERVIEW"));
}

#[test]
fn the_key_is_the_same_on_every_layout_and_proposals_stand_in_the_menu_and_among_the_levers() {
    for key in ["n", "т", "Т"] {
        let mut stage = day(Lang::Ru);
        stage.keys(key);
        assert_eq!(stage.searched, [Ask::Search], "{key}");
    }
    for menu in ["f10", "d"] {
        let mut stage = day(Lang::En);
        stage.keys(menu);
        let shown = stage.screen(120, 40);
        assert!(shown.contains("proposals for what does not fit"), "{shown}");
        let chosen = |stage: &Stage| {
            let screen = stage.screen(120, 40);
            let line = screen
                .lines()
                .find(|line| line.contains("> ") && line.contains('│'));
            line.unwrap_or_default().contains("proposals for what")
        };
        for _ in 0..40 {
            if chosen(&stage) {
                break;
            }
            stage.keys("down");
        }
        stage.keys("enter");
        assert_eq!(stage.searched, [Ask::Search], "{menu}");
    }
}

#[test]
fn a_lever_that_leaves_misfits_offers_proposals_and_so_does_each_misfit_among_the_alarms() {
    for (lang, words) in [
        (Lang::En, "proposals: n"),
        (Lang::Ru, "предложения: n"),
        (Lang::Kk, "ұсыныстар: n"),
    ] {
        let mut stage = morning(lang);
        stage.answer(&fault());
        let screen = stage.screen(80, 24);
        let notice = screen.lines().nth(22).unwrap();
        assert!(notice.contains(words) && notice.contains('5'), "{notice}");
        // What leaves nobody without a place offers nothing.
        stage.answer(&Command::Lower {
            station: StationNo(1),
            places: 12,
            reason: Reason::Equipment,
        });
        let screen = stage.screen(80, 24);
        assert!(!screen.contains(words), "{screen}");
    }
    let mut stage = day(Lang::En);
    stage.keys("tab tab tab");
    let mut screen = stage.screen(80, 24);
    for _ in 0..60 {
        if screen.contains("Proposals for all: n") {
            break;
        }
        stage.keys("down");
        screen = stage.screen(80, 24);
    }
    assert!(screen.contains("Proposals for all: n"), "{screen}");
}

#[test]
fn proposals_stand_beside_each_other_where_there_is_room_and_as_tabs_where_there_is_not() {
    for lang in Lang::ALL {
        let stage = three(lang);
        insta::assert_snapshot!(format!("replan_{}_80x24", lang.code()), stage.screen(80, 24));
    }
    let stage = three(Lang::Ru);
    insta::assert_snapshot!("replan_120x40", stage.screen(120, 40));
    let stage = three(Lang::Kk);
    insta::assert_snapshot!("replan_200x60", stage.screen(200, 60));
}

#[test]
fn what_is_proposed_is_told_in_groups_pupils_and_minutes_round_by_round() {
    let stage = three(Lang::En);
    let turn = turns(&stage, 0)[0];
    let to = format!("{} → {}", 1, turn.to.unwrap());
    shows(
        &stage,
        &[
            "5 groups · 57 pupils · walking +3 min",
            "Everybody has a station",
            "round 4  10:51",
            &to,
        ],
    );
    let screen = stage.screen(120, 40);
    for word in [
        "walking −12",
        "Also changes round 3, which starts",
        "Without a station: 1",
        "Group 14, round 8. Stations: 12 × 3; 4 × 5",
        "no station",
    ] {
        let joined: String = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_there = screen.contains(word) || joined.contains(word);
        assert!(
            is_there || word.split_whitespace().all(|part| screen.contains(part)),
            "no {word:?} in\n{screen}"
        );
    }
}

#[test]
fn identical_proposals_are_shown_once_with_both_names() {
    let mut stage = opened(Lang::En);
    let same = turns(&stage, 0);
    found(&mut stage, Character::FewestChanges, proposal(1, same.clone()));
    found(&mut stage, Character::ShortestWalks, proposal(2, same));
    let screen = stage.screen(120, 40);
    assert!(screen.contains("1 Fewest changes = Shortest walks"), "{screen}");
    assert!(!screen.contains("2 Shortest walks"), "{screen}");
    assert!(screen.contains("Nobody idle…"), "the other is awaited:\n{screen}");
}

#[test]
fn arrows_and_numbers_choose_on_every_layout() {
    let chosen = |stage: &Stage| {
        let screen = stage.screen(120, 40);
        let at = |number: u8| screen.contains(&format!(">{number} "));
        (1..=3).find(|number| at(*number)).unwrap()
    };
    let mut stage = three(Lang::En);
    assert_eq!(chosen(&stage), 1);
    for (key, expected) in [
        ("right", 2),
        ("right", 3),
        ("right", 3),
        ("left", 2),
        ("1", 1),
        ("3", 3),
        ("2", 2),
        // The number row of the Kazakh layout, whose first key has a mark.
        ("і", 3),
        ("ә", 2),
        ("\"", 1),
        ("tab", 2),
    ] {
        stage.keys(key);
        assert_eq!(chosen(&stage), expected, "{key}");
    }
    assert!(stage.asked.is_empty());
}

#[test]
fn enter_shows_the_consequences_and_enter_again_accepts_them_as_one_entry() {
    let mut stage = three(Lang::En);
    let wanted = turns(&stage, 0);
    let before = stage.entries();
    stage.keys("enter");
    shows(
        &stage,
        &[
            "WHAT WILL CHANGE?",
            "Reason: equipment",
            "Fits again: group 5, round 4, station 1 (10 people, 8 places)",
        ],
    );
    insta::assert_snapshot!("replan_asking_80x24", stage.screen(80, 24));
    assert_eq!(stage.entries(), before, "nothing is written yet");
    stage.keys("enter");
    assert_eq!(stage.searched.last(), Some(&Ask::Check(vec![1])));
    assert_eq!(stage.entries(), before, "the floor is looked at first");
    checked(&mut stage, &[]);
    let moves = wanted
        .iter()
        .map(|turn| (turn.group, turn.round, turn.to))
        .collect();
    assert_eq!(
        stage.asked,
        [Command::Reroute {
            moves,
            reason: Reason::Equipment
        }]
    );
    assert_eq!(stage.entries(), before + 1, "one entry");
    assert_eq!(stage.searched.last(), Some(&Ask::Leave));
    assert!(misfits(&stage.model.floor, &stage.model.schedule()).is_empty());
    assert!(stage.screen(80, 24).contains("OVERVIEW"));
    // Undo brings the old plan back, misfits and all.
    stage.keys("u");
    assert_eq!(misfits(&stage.model.floor, &stage.model.schedule()).len(), 5);
    for turn in wanted {
        assert_eq!(stage.model.floor.stay(turn.group, turn.round), Some(turn.was));
    }
}

#[test]
fn the_reason_can_be_another_one_and_esc_leads_back_to_the_proposals() {
    let mut stage = three(Lang::En);
    stage.keys("2 enter right");
    assert!(
        stage.screen(80, 24).contains("Reason: power"),
        "{}",
        stage.screen(80, 24)
    );
    stage.keys("left left");
    assert!(!stage.screen(80, 24).contains("Reason: equipment"));
    stage.keys("esc");
    let screen = stage.screen(80, 24);
    assert!(
        screen.contains("PROPOSALS") && screen.contains("2 Nobody idle"),
        "{screen}"
    );
    assert!(stage.asked.is_empty());
    stage.keys("esc");
    assert!(stage.screen(80, 24).contains("OVERVIEW"));
}

#[test]
fn a_proposal_that_gets_better_meanwhile_does_not_change_what_is_being_accepted() {
    let mut stage = three(Lang::En);
    let wanted = turns(&stage, 0);
    stage.keys("enter");
    let other = proposal(9, turns(&stage, 1));
    found(&mut stage, Character::FewestChanges, other);
    stage.keys("enter");
    assert_eq!(stage.searched.last(), Some(&Ask::Check(vec![1])));
    checked(&mut stage, &[]);
    let turn = wanted[0];
    assert_eq!(
        stage.model.floor.stay(turn.group, turn.round),
        turn.to.map(Stay::Station)
    );
}

#[test]
fn a_floor_that_has_moved_on_is_said_in_words_and_nothing_is_accepted() {
    for (moved, words) in [
        (Moved::Begun(RoundNo(4)), "round 4 has begun"),
        (Moved::Soon(RoundNo(4)), "round 4 starts too soon"),
        (Moved::Group(GroupNo(14)), "group 14 goes elsewhere"),
        (Moved::Station(StationNo(5)), "station 5 takes fewer"),
    ] {
        let sentence = format!("The floor has changed: {words}. Search again: n");
        let mut stage = three(Lang::En);
        stage.keys("1");
        checked(&mut stage, &[(1, moved)]);
        shows(&stage, &[&sentence]);
        stage.keys("enter");
        assert!(
            stage.screen(80, 24).contains("PROPOSALS"),
            "the consequences of what cannot be are not shown"
        );
        // Of those that still hold, another one can be taken.
        stage.keys("2 enter enter");
        checked(&mut stage, &[(1, moved), (2, moved)]);
        assert!(stage.asked.is_empty(), "{words}");
        shows(&stage, &[&sentence]);
        stage.keys("n");
        assert_eq!(stage.searched.last(), Some(&Ask::Search));
        assert!(stage.screen(80, 24).contains("Searching for proposals…"));
    }
}

#[test]
fn every_change_of_the_floor_and_every_second_has_the_proposals_checked() {
    let mut stage = three(Lang::En);
    stage.tick("10:14:01");
    assert_eq!(stage.searched.last(), Some(&Ask::Check(vec![1, 2, 3])));
    let asked = stage.searched.len();
    stage.told(
        "10:14",
        Role::Station(StationNo(2)),
        &Command::Pause {
            station: StationNo(2),
            reason: Reason::Guests,
        },
    );
    assert_eq!(stage.searched.len(), asked + 1);
}

#[test]
fn as_long_as_nobody_has_chosen_a_changed_floor_is_searched_anew_by_itself() {
    let mut stage = three(Lang::En);
    checked(&mut stage, &[(2, Moved::Group(GroupNo(14)))]);
    assert_eq!(stage.searched.last(), Some(&Ask::Search));
    assert!(stage.screen(80, 24).contains("Searching for proposals…"));
    let mut stage = three(Lang::En);
    stage.keys("2");
    let asked = stage.searched.clone();
    checked(&mut stage, &[(2, Moved::Group(GroupNo(14)))]);
    assert_eq!(stage.searched, asked);
}

#[test]
fn news_of_an_older_search_are_not_taken_for_those_of_this_one() {
    let mut stage = opened(Lang::En);
    stage.keys("n");
    stage.send(Msg::Replan(News::Begun(2)));
    let old = proposal(1, turns(&stage, 0));
    found(&mut stage, Character::FewestChanges, old);
    assert!(stage.screen(80, 24).contains("Searching for proposals…"));
}

#[test]
fn the_search_can_be_stopped_and_what_was_found_stays() {
    let mut stage = three(Lang::En);
    stage.keys("s");
    assert_eq!(stage.searched.last(), Some(&Ask::Stop));
    stage.send(Msg::Replan(News::Phase {
        run: 1,
        phase: Phase::Searching(Character::NobodyIdle),
        spent_ms: 2_000,
    }));
    shows(&stage, &["stopped after 2 s", "5 groups · 57 pupils"]);
    stage.keys("enter");
    assert!(stage.screen(80, 24).contains("WHAT WILL CHANGE?"));
}

#[test]
fn with_nothing_to_repair_that_is_said_and_shorter_walks_are_still_offered() {
    let mut stage = Stage::new(Role::Coordinator, "10:14", Lang::En);
    stage.keys("n");
    stage.send(Msg::Replan(News::Begun(1)));
    let nothing = proposal(1, Vec::new());
    found(&mut stage, Character::FewestChanges, nothing);
    stage.send(Msg::Replan(News::Phase {
        run: 1,
        phase: Phase::Done,
        spent_ms: 9_000,
    }));
    shows(
        &stage,
        &[
            "Everybody has a station that fits: nothing to repair",
            "searched for 9 s",
            "There is nothing to repair, and no walk gets shorter.",
        ],
    );
    stage.keys("enter");
    assert!(stage.asked.is_empty());
    let turn = Turn {
        round: RoundNo(5),
        group: GroupNo(1),
        pupils: 12,
        was: stage.model.floor.stay(GroupNo(1), RoundNo(5)).unwrap(),
        to: Some(StationNo(3)),
    };
    let short = Proposal {
        walk_min: -4,
        ..proposal(2, vec![turn])
    };
    found(&mut stage, Character::ShortestWalks, short);
    shows(&stage, &["nothing to repair", "Shortest walks", "walking −4 min"]);
}

#[test]
fn where_nothing_helps_it_says_who_stays_without_a_station_and_why() {
    let mut stage = opened(Lang::En);
    let hopeless = Proposal {
        left_out: vec![LeftOut {
            round: RoundNo(4),
            group: GroupNo(5),
            why: words("closed: 12"),
        }],
        ..proposal(1, Vec::new())
    };
    found(&mut stage, Character::FewestChanges, hopeless);
    stage.send(Msg::Replan(News::Phase {
        run: 1,
        phase: Phase::Done,
        spent_ms: 9_000,
    }));
    shows(&stage, &["No proposal", "Group 5, round 4. Stations: closed: 12"]);
}

#[test]
fn an_evacuation_takes_the_place_of_proposals_and_ends_their_search() {
    let mut stage = three(Lang::En);
    stage.told("10:14", Role::Organiser, &Command::Evacuate { drill: true });
    assert!(stage.model.replan.is_none());
    assert_eq!(stage.searched.last(), Some(&Ask::Leave));
    assert!(
        stage.screen(80, 24).contains("[roll call]"),
        "{}",
        stage.screen(80, 24)
    );
}

#[test]
fn keys_of_every_screen_work_over_proposals_and_those_of_the_overview_do_not() {
    let mut stage = three(Lang::En);
    stage.keys("l");
    assert_eq!(stage.model.look.lang, Lang::En.next());
    stage.keys("o e m c d r");
    assert!(
        stage.model.dialogs.is_empty(),
        "no question of the overview opens"
    );
    stage.keys("f1");
    assert!(!stage.model.dialogs.is_empty());
    assert_eq!(stage.model.context(), Context::Replan);
}

#[test]
fn long_lists_are_scrolled_and_say_how_much_is_left() {
    let mut stage = opened(Lang::En);
    let event = stage.model.floor.event().unwrap();
    let many: Vec<Turn> = event
        .groups
        .keys()
        .map(|group| Turn {
            round: RoundNo(5),
            group: *group,
            pupils: 12,
            was: stage.model.floor.stay(*group, RoundNo(5)).unwrap(),
            to: Some(StationNo(3)),
        })
        .collect();
    found(&mut stage, Character::FewestChanges, proposal(1, many));
    let top = stage.screen(80, 24);
    assert!(top.contains("more, ↑ 0"), "{top}");
    stage.keys("pagedown down");
    let below = stage.screen(80, 24);
    assert!(below.contains("more, ↑ 9"), "{below}");
    stage.keys("end");
    let last = stage.screen(80, 24);
    assert!(last.contains(" 40 "), "the last group is in sight:\n{last}");
    stage.keys("home");
    assert_eq!(stage.screen(80, 24), top);
}

#[test]
fn the_new_place_of_a_group_stands_beside_the_old_one_on_every_screen() {
    let moved = |stage: &mut Stage| {
        let reroute = Command::Reroute {
            moves: vec![(GroupNo(5), RoundNo(4), Some(StationNo(5)))],
            reason: Reason::Equipment,
        };
        stage.told("10:14", Role::Coordinator, &reroute);
    };
    let round_3 = {
        let stage = Stage::new(Role::Coordinator, "10:14", Lang::En);
        stage.model.floor.stay(GroupNo(5), RoundNo(3)).unwrap()
    };
    let Stay::Station(here) = round_3 else {
        panic!("group 5 rests in round 3")
    };
    // The station that has the group in round 3 says where it goes, and where it was to go.
    let mut stage = Stage::new(Role::Station(here), "10:30", Lang::En);
    moved(&mut stage);
    let arrive = Command::Arrive {
        station: here,
        group: Some(GroupNo(5)),
        count: None,
    };
    stage.told("10:30", Role::Station(here), &arrive);
    stage.tick("10:30");
    let screen = stage.screen(120, 40);
    assert!(screen.contains("go to: station 5 · was station 1"), "{screen}");
    // The station where it was to go, and the one where it goes.
    for (no, words) in [(1, "Group 5 → station 5"), (5, "Round 4: new group 5")] {
        let mut stage = Stage::new(Role::Station(StationNo(no)), "10:48", Lang::En);
        moved(&mut stage);
        stage.tick("10:48");
        let screen = stage.screen(120, 40);
        assert!(screen.contains(words), "{no}: {screen}");
    }
    // The overview: the table of stations and the page of groups.
    let mut stage = Stage::new(Role::Coordinator, "10:48", Lang::En);
    let instead = Command::Reroute {
        moves: vec![
            (GroupNo(5), RoundNo(4), Some(StationNo(5))),
            (GroupNo(17), RoundNo(4), Some(StationNo(1))),
        ],
        reason: Reason::Equipment,
    };
    stage.told("10:14", Role::Coordinator, &instead);
    stage.tick("10:48");
    let grid = stage.screen(80, 24);
    assert!(grid.contains("5 → 17"), "{grid}");
    stage.keys("tab s");
    let table = stage.screen(120, 40);
    assert!(table.contains("5→17"), "{table}");
    stage.keys("tab");
    let groups = stage.screen(120, 40);
    assert!(groups.contains("1→5 10:51"), "{groups}");
    // Once the round has begun nothing is told of it any more.
    stage.keys("tab tab tab");
    stage.tick("10:52");
    let table = stage.screen(120, 40);
    assert!(!table.contains("5→17"), "{table}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn proposals_are_drawn_at_any_size_without_a_panic(
        width in 0_u16..220,
        height in 0_u16..70,
        keys in prop::collection::vec(0_usize..8, 0..8),
        lang in 0_usize..3,
    ) {
        let names = ["enter", "right", "left", "down", "pagedown", "end", "esc", "s"];
        let mut stage = three(Lang::ALL[lang]);
        for key in keys {
            stage.send(Msg::Key(press(names[key])));
        }
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        let model: &Model = &stage.model;
        draw(model, area, &mut buffer);
        let _ = at("10:00");
    }
}
