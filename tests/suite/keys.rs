//! Shortcuts key by key on the three layouts: what each physical key types there, and what it must do.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use sheber::domain::event::Lang;
use sheber::ui::keymap::{Action, Context, Key, Press, bindings, label, menu, resolve};
use sheber::ui::text::Texts;

/// Rows of keys as they lie on the keyboard: plain and with shift, as `xkb` (`us`, `ru(winkeys)`, `kz`) has them.
const QWERTY: [(&str, &str); 4] = [
    ("1234567890-=", "!@#$%^&*()_+"),
    ("qwertyuiop[]", "QWERTYUIOP{}"),
    ("asdfghjkl;'", "ASDFGHJKL:\""),
    ("zxcvbnm,./", "ZXCVBNM<>?"),
];
const RUSSIAN: [(&str, &str); 4] = [
    ("1234567890-=", "!\"№;%:?*()_+"),
    ("йцукенгшщзхъ", "ЙЦУКЕНГШЩЗХЪ"),
    ("фывапролджэ", "ФЫВАПРОЛДЖЭ"),
    ("ячсмитьбю.", "ЯЧСМИТЬБЮ,"),
];
const KAZAKH: [(&str, &str); 4] = [
    ("\"әіңғ,.үұқөһ", "!ӘІҢҒ;:ҮҰҚӨҺ"),
    ("йцукенгшщзхъ", "ЙЦУКЕНГШЩЗХЪ"),
    ("фывапролджэ", "ФЫВАПРОЛДЖЭ"),
    ("ячсмитьбю№", "ЯЧСМИТЬБЮ?"),
];
const LAYOUTS: [(&str, [(&str, &str); 4]); 3] =
    [("QWERTY", QWERTY), ("Russian", RUSSIAN), ("Kazakh", KAZAKH)];

const SCREENS: [Context; 7] = [
    Context::Station,
    Context::Desk,
    Context::Overview,
    Context::Evacuation,
    Context::List,
    Context::Number,
    Context::Text,
];

fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn typed(letter: char) -> KeyEvent {
    key(KeyCode::Char(letter))
}

/// Each key of a layout: its QWERTY name, what it types, what it types with shift.
fn keys(layout: [(&'static str, &'static str); 4]) -> impl Iterator<Item = (char, char, char)> {
    let rows = QWERTY.into_iter().zip(layout);
    rows.flat_map(|((name, _), (plain, shifted))| {
        name.chars()
            .zip(plain.chars().zip(shifted.chars()))
            .map(|(name, (a, b))| (name, a, b))
    })
}

/// What the key that types `name` on QWERTY types on `layout`.
fn on(layout: [(&'static str, &'static str); 4], name: char) -> char {
    keys(layout)
        .find(|(key, ..)| *key == name)
        .map(|(_, plain, _)| plain)
        .expect("the key is in the rows")
}

#[test]
fn every_letter_key_does_the_same_on_every_layout_with_and_without_caps_lock() {
    for context in SCREENS {
        for (name, layout) in LAYOUTS {
            for (key, plain, shifted) in keys(layout).filter(|(key, ..)| key.is_ascii_lowercase()) {
                let meant = resolve(context, &typed(key));
                assert_eq!(
                    resolve(context, &typed(plain)),
                    meant,
                    "{context:?}, {name}: {key} types {plain}"
                );
                assert_eq!(
                    resolve(context, &typed(shifted)),
                    meant,
                    "{context:?}, {name}: {key} types {shifted}"
                );
            }
        }
    }
}

#[test]
fn the_number_row_gives_digits_on_every_layout() {
    for (name, layout) in LAYOUTS {
        for (key, plain, _) in keys(layout).filter(|(key, ..)| key.is_ascii_digit()) {
            let digit = Press::read(&typed(plain)).and_then(Press::digit);
            assert_eq!(
                digit.map(|digit| char::from(b'0' + digit)),
                Some(key),
                "{name}: {plain}"
            );
        }
    }
    // With shift or Caps Lock the Kazakh row still types no digits of its own, so it keeps its meaning.
    for (key, _, shifted) in keys(KAZAKH).filter(|(key, ..)| key.is_ascii_digit()) {
        let digit = Press::read(&typed(shifted)).and_then(Press::digit);
        assert_eq!(
            digit.map(|digit| char::from(b'0' + digit)),
            Some(key),
            "{shifted}"
        );
    }
}

#[test]
fn letters_are_not_digits() {
    for (name, layout) in LAYOUTS {
        for (_, plain, _) in keys(layout).filter(|(key, ..)| key.is_ascii_lowercase()) {
            assert_eq!(
                Press::read(&typed(plain)).and_then(Press::digit),
                None,
                "{name}: {plain}"
            );
        }
    }
}

#[test]
fn the_marks_work_by_their_key_on_every_layout() {
    for (name, layout) in LAYOUTS {
        let (_, slash, question) = keys(layout).find(|(key, ..)| *key == '/').expect("the slash key");
        let act = |context, letter| resolve(context, &typed(letter));
        assert_eq!(act(Context::Overview, slash), Some(Action::Search), "{name}");
        assert_eq!(
            act(Context::Overview, question),
            Some(Action::HelpScreen),
            "{name}"
        );
        assert_eq!(
            act(Context::Station, question),
            Some(Action::HelpScreen),
            "{name}"
        );
        let (_, minus, _) = keys(layout).find(|(key, ..)| *key == '-').expect("the minus key");
        assert_eq!(act(Context::Station, minus), Some(Action::MinusOne), "{name}");
        assert_eq!(act(Context::Desk, minus), Some(Action::TakeBack), "{name}");
        let (_, equals, plus) = keys(layout).find(|(key, ..)| *key == '=').expect("the plus key");
        assert_eq!(act(Context::Station, equals), Some(Action::PlusOne), "{name}");
        assert_eq!(act(Context::Station, plus), Some(Action::PlusOne), "{name}");
    }
}

#[test]
fn the_desk_counts_visitors_with_the_first_three_keys_of_the_number_row() {
    for (name, layout) in LAYOUTS {
        let act = |key| resolve(Context::Desk, &typed(on(layout, key)));
        let counted = [act('1'), act('2'), act('3')];
        assert_eq!(
            counted,
            [Some(Action::Pupil), Some(Action::Student), Some(Action::Adult)],
            "{name}"
        );
    }
}

#[test]
fn the_station_keys_are_the_ones_on_the_paper_beside_the_laptop() {
    let expected = [
        ('r', Action::Ready),
        ('f', Action::Finished),
        ('b', Action::Briefing),
        ('i', Action::Interest),
        ('w', Action::WalkIn),
        ('p', Action::Pause),
        ('d', Action::ReadyDeputy),
        ('n', Action::NotReady),
        ('t', Action::Fault),
        ('o', Action::NoPower),
        ('y', Action::Guests),
        ('z', Action::HandOver),
        ('x', Action::Evacuate),
        ('e', Action::Extend),
        ('h', Action::HelpNeeded),
        ('a', Action::FirstAid),
        ('u', Action::Undo),
        ('k', Action::Received),
        ('l', Action::Language),
        ('q', Action::Quit),
    ];
    for (letter, action) in expected {
        for (name, layout) in LAYOUTS {
            let typed = typed(on(layout, letter));
            assert_eq!(
                resolve(Context::Station, &typed),
                Some(action),
                "{name}: {letter}"
            );
        }
    }
    assert_eq!(
        resolve(Context::Station, &key(KeyCode::Enter)),
        Some(Action::Arrived)
    );
}

#[test]
fn first_aid_undo_evacuation_language_and_help_work_in_every_context_without_letters() {
    for context in SCREENS {
        let act = |code| resolve(context, &key(code));
        assert_eq!(act(KeyCode::F(8)), Some(Action::FirstAid), "{context:?}");
        assert_eq!(act(KeyCode::F(9)), Some(Action::Undo), "{context:?}");
        assert_eq!(act(KeyCode::F(12)), Some(Action::Evacuate), "{context:?}");
        assert_eq!(act(KeyCode::F(2)), Some(Action::Language), "{context:?}");
        assert_eq!(act(KeyCode::F(1)), Some(Action::HelpScreen), "{context:?}");
        assert_eq!(act(KeyCode::F(10)), Some(Action::Menu), "{context:?}");
        assert_eq!(act(KeyCode::Esc), Some(Action::Back), "{context:?}");
    }
}

#[test]
fn control_c_quits_everywhere_on_every_layout() {
    for context in SCREENS {
        for letter in ['c', 'C', 'с', 'С'] {
            let event = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
            assert_eq!(
                resolve(context, &event),
                Some(Action::QuitNow),
                "{context:?}: {letter}"
            );
        }
    }
}

#[test]
fn other_letters_with_control_or_alt_do_nothing() {
    for modifiers in [KeyModifiers::CONTROL, KeyModifiers::ALT] {
        for letter in ('a'..='z').filter(|letter| *letter != 'c') {
            let event = KeyEvent::new(KeyCode::Char(letter), modifiers);
            assert_eq!(resolve(Context::Station, &event), None, "{letter}");
            assert_eq!(Press::read(&event).and_then(Press::typed), None);
        }
    }
}

#[test]
fn letters_that_need_alt_gr_are_typed_like_any_other() {
    let event = KeyEvent::new(KeyCode::Char('ә'), KeyModifiers::CONTROL | KeyModifiers::ALT);
    assert_eq!(Press::read(&event).and_then(Press::typed), Some('ә'));
}

#[test]
fn only_the_press_of_a_key_counts() {
    for kind in [KeyEventKind::Release, KeyEventKind::Repeat] {
        let event = KeyEvent { kind, ..typed('f') };
        assert_eq!(resolve(Context::Station, &event), None);
    }
}

#[test]
fn text_being_entered_takes_every_letter_as_it_is() {
    for (_, layout) in LAYOUTS {
        for (_, plain, shifted) in keys(layout) {
            for letter in [plain, shifted] {
                assert_eq!(resolve(Context::Text, &typed(letter)), None);
                assert_eq!(Press::read(&typed(letter)).and_then(Press::typed), Some(letter));
            }
        }
    }
    assert_eq!(Press::read(&typed('\u{1b}')).and_then(Press::typed), None);
}

/// What the terminal reports for a key, on each layout.
fn events_of(name: Key) -> Vec<KeyEvent> {
    let code = match name {
        Key::Char(letter) => {
            let rows = LAYOUTS.into_iter().flat_map(|(_, layout)| keys(layout));
            let types = rows
                .filter(|(key, ..)| *key == letter)
                .map(|(_, plain, _)| typed(plain));
            return types.chain([typed(letter)]).collect();
        }
        Key::Ctrl(letter) => return vec![KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)],
        Key::F(number) => KeyCode::F(number),
        Key::Enter => KeyCode::Enter,
        Key::Esc => KeyCode::Esc,
        Key::Tab => KeyCode::Tab,
        Key::BackTab => KeyCode::BackTab,
        Key::Backspace => KeyCode::Backspace,
        Key::Up => KeyCode::Up,
        Key::Down => KeyCode::Down,
        Key::Left => KeyCode::Left,
        Key::Right => KeyCode::Right,
        Key::PageUp => KeyCode::PageUp,
        Key::PageDown => KeyCode::PageDown,
        Key::Home => KeyCode::Home,
        Key::End => KeyCode::End,
    };
    vec![key(code)]
}

/// The table seen from each screen. If two actions shared a key, one of them would not be asked for.
#[test]
fn each_key_asks_for_its_own_action_on_every_layout() {
    for context in SCREENS {
        for binding in bindings(context).chain(bindings(Context::Global)) {
            for key in binding
                .keys
                .iter()
                .filter(|key| context != Context::Text || !key.is_char())
            {
                for event in events_of(*key) {
                    assert_eq!(
                        resolve(context, &event),
                        Some(binding.action),
                        "{context:?}: {key}, {event:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_action_can_be_reached_without_letters() {
    for context in SCREENS {
        let menu_key = bindings(Context::Global).find(|binding| binding.action == Action::Menu);
        assert!(menu_key.is_some_and(|binding| binding.keys.iter().any(|key| !key.is_char())));
        let listed = menu(context);
        for binding in bindings(context).filter(|binding| binding.action != Action::Menu) {
            let direct = binding.keys.iter().any(|key| !key.is_char());
            assert!(
                direct || listed.contains(&binding.action),
                "{context:?}: {:?}",
                binding.action
            );
        }
    }
    for action in Action::ALL {
        let somewhere = Context::ALL
            .into_iter()
            .any(|context| label(context, *action).is_some());
        assert!(somewhere, "no key asks for {action:?}");
    }
}

#[test]
fn the_help_screen_has_a_sentence_and_a_footer_word_for_every_action() {
    for lang in Lang::ALL {
        let texts = Texts::of(lang);
        for action in Action::ALL {
            let key = action.text_key();
            assert!(texts.find(key).is_some(), "{}: {key}", lang.code());
            assert!(
                texts.find(&format!("{key}.hint")).is_some(),
                "{}: {key}.hint",
                lang.code()
            );
        }
        for context in Context::ALL {
            assert!(
                texts.find(context.text_key()).is_some(),
                "{}: {context:?}",
                lang.code()
            );
        }
    }
}

#[test]
fn labels_are_what_is_printed_on_the_keys() {
    let shown = |context, action| label(context, action).map(|key| key.to_string());
    assert_eq!(shown(Context::Station, Action::Ready).as_deref(), Some("r"));
    assert_eq!(shown(Context::Station, Action::FirstAid).as_deref(), Some("a"));
    assert_eq!(shown(Context::Text, Action::FirstAid).as_deref(), Some("F8"));
    assert_eq!(
        shown(Context::Overview, Action::PreviousPage).as_deref(),
        Some("Shift+Tab")
    );
    assert_eq!(shown(Context::Desk, Action::QuitNow).as_deref(), Some("Ctrl+C"));
    assert_eq!(shown(Context::Desk, Action::Ready), None);
}
