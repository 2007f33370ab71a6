//! The large clock: what it looks like, and that no size or text breaks it.

use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use sheber::ui::widget::big_clock::BigClock;

fn picture(text: &str, width: u16, height: u16) -> Vec<String> {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    BigClock::new(text, Style::new()).render(buf.area, &mut buf);
    (0..height)
        .map(|y| {
            (0..width)
                .map(|x| buf[(x, y)].symbol())
                .collect::<String>()
                .trim_end()
                .to_owned()
        })
        .collect()
}

fn drawn(lines: &[String]) -> (usize, usize) {
    let rows = lines.iter().filter(|line| !line.is_empty()).count();
    let columns = lines
        .iter()
        .map(|line| line.trim_start().chars().count())
        .max()
        .unwrap_or(0);
    (columns, rows)
}

#[test]
fn fills_a_laptop_screen_with_half_blocks_at_the_edges() {
    let expected = "
        ███         ███████████████         ███████████████      █████████
     ▄▄▄███         ▀▀▀▀▀▀▀▀▀▀▀▀███         ███▀▀▀▀▀▀▀▀▀▀▀▀   ▄▄▄▀▀▀▀▀▀▀▀▀▄▄▄
     ██████                     ███         ███               ███         ███
        ███                  ███      ███   ████████████      ███         ███
        ███               ▄▄▄▀▀▀      ▀▀▀   ▀▀▀▀▀▀▀▀▀▀▀▀▄▄▄   ▀▀▀▄▄▄▄▄▄▄▄▄███
        ███               ███                           ███      ████████████
        ███               ███         ███               ███               ███
        ███            ▄▄▄▀▀▀         ▀▀▀   ▄▄▄         ███               ███
        ███            ███                  ███         ███               ███
     █████████         ███                     █████████         █████████
     ▀▀▀▀▀▀▀▀▀         ▀▀▀                     ▀▀▀▀▀▀▀▀▀         ▀▀▀▀▀▀▀▀▀";
    assert_eq!(
        picture("17:59", 80, 11),
        expected.lines().skip(1).collect::<Vec<_>>()
    );
}

#[test]
fn over_time_stays_as_high_as_the_countdown_though_it_is_wider() {
    let (columns, rows) = drawn(&picture("+03:10", 80, 11));
    assert_eq!(rows, 11);
    assert!((50..=80).contains(&columns), "{columns} columns");
}

#[test]
fn small_areas_get_half_blocks_and_then_one_plain_line() {
    assert_eq!(
        picture("08:49", 25, 4),
        [
            "▄▀▀▀▄ ▄▀▀▀▄     ▄█  ▄▀▀▀▄",
            "█   █ ▀▄▄▄▀ ▀ ▄▀ █  ▀▄▄▄█",
            "█   █ █   █ ▀ ▀▀▀█▀     █",
            " ▀▀▀   ▀▀▀       ▀   ▀▀▀"
        ]
    );
    assert_eq!(picture("08:49", 24, 4), ["", "", "         08:49", ""]);
    assert_eq!(picture("08:49", 25, 3), ["", "          08:49", ""]);
}

#[test]
fn a_time_is_never_cut_to_look_like_another_time() {
    assert_eq!(picture("12:34", 4, 1), ["12:…"]);
    assert_eq!(picture("12:34", 1, 1), ["…"]);
}

#[test]
fn a_text_with_other_letters_stands_in_plain() {
    assert_eq!(
        picture("үзіліс", 40, 5),
        ["", "", "                 үзіліс", "", ""]
    );
}

#[test]
fn the_figures_do_not_move_from_second_to_second() {
    let colon = |text: &str| -> Vec<String> {
        picture(text, 80, 11)
            .iter()
            .map(|line| line.chars().skip(38).take(3).collect())
            .collect()
    };
    assert!(colon("08:48").concat().contains('█'));
    assert_eq!(colon("10:00"), colon("09:59"));
    assert_eq!(colon("11:11"), colon("08:48"));
}

proptest! {
    #[test]
    fn no_size_and_no_text_breaks_it_or_leaks_out_of_its_area(
        text in prop_oneof!["[-+: 0-9]{0,12}", "\\PC{0,20}", ".{0,8}"],
        (x, y, width, height) in (0u16..10, 0u16..10, 0u16..300, 0u16..100),
    ) {
        let area = Rect::new(x, y, width, height);
        let screen = Rect::new(0, 0, 310, 110);
        let mut buf = Buffer::empty(screen);
        BigClock::new(&text, Style::new().bold()).render(area, &mut buf);
        for (index, cell) in buf.content.iter().enumerate() {
            let (column, row) = buf.pos_of(index);
            prop_assert!(area.contains((column, row).into()) || *cell == Cell::default());
        }
        prop_assert!(BigClock::new(&text, Style::new()).height_for(width, height) <= height);
    }

    #[test]
    fn an_area_beyond_the_screen_is_cut_to_it(width in 0u16..300, height in 0u16..100) {
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 5));
        BigClock::new("12:34", Style::new()).render(Rect::new(3, 2, width, height), &mut buf);
    }

    #[test]
    fn the_height_it_asks_for_is_the_height_it_uses(width in 0u16..200, height in 1u16..60) {
        let clock = BigClock::new("08:48", Style::new());
        let rows = clock.height_for(width, height);
        if width > 0 {
            prop_assert_eq!(usize::from(rows), drawn(&picture("08:48", width, rows)).1);
        }
    }
}
