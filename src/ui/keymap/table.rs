//! The one table of keys. The help screen, the menu and the footer are made from it.
//!
//! A constant and not a file: it is checked by the compiler, costs nothing at the start, and an event's laptops must not
//! differ in their keys.

use super::{Action, Context, Key};
use Action as A;
use Context::{Desk, Evacuation, Form, Global, List, Number, Overview, Station, Text};
use Key::{
    BackTab, Backspace, Char, Ctrl, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Tab, Up,
};

/// An action and the keys that ask for it in one context, the first of them the one to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// Where the keys work.
    pub context: Context,
    /// What they ask for.
    pub action: Action,
    /// The keys, as they are called on QWERTY.
    pub keys: &'static [Key],
}

const fn on(context: Context, action: Action, keys: &'static [Key]) -> Binding {
    Binding {
        context,
        action,
        keys,
    }
}

pub(super) const TABLE: &[Binding] = &[
    on(Station, A::Arrived, &[Enter]),
    on(Station, A::Ready, &[Char('r'), F(3)]),
    on(Station, A::ReadyDeputy, &[Char('d')]),
    on(Station, A::NotReady, &[Char('n')]),
    on(Station, A::Finished, &[Char('f'), F(4)]),
    on(Station, A::PlusOne, &[Char('+'), Up]),
    on(Station, A::MinusOne, &[Char('-'), Down]),
    on(Station, A::Recount, &[Char('c'), Backspace]),
    on(Station, A::Briefing, &[Char('b'), F(5)]),
    on(Station, A::Interest, &[Char('i')]),
    on(Station, A::WalkIn, &[Char('w')]),
    on(Station, A::SendOn, &[Char('s')]),
    on(Station, A::OtherGroup, &[Char('g')]),
    on(Station, A::Pause, &[Char('p'), F(6)]),
    on(Station, A::Extend, &[Char('e')]),
    on(Station, A::Fault, &[Char('t')]),
    on(Station, A::NoPower, &[Char('o')]),
    on(Station, A::Guests, &[Char('y')]),
    on(Station, A::HandOver, &[Char('z')]),
    on(Station, A::OnPaper, &[End]),
    on(Station, A::HelpNeeded, &[Char('h'), F(7)]),
    on(Station, A::Received, &[Char('v'), Char('k'), Tab]),
    on(Station, A::Menu, &[Char('m')]),
    on(Desk, A::Pupil, &[Char('1'), F(3)]),
    on(Desk, A::Student, &[Char('2'), F(4)]),
    on(Desk, A::Adult, &[Char('3'), F(5)]),
    on(Desk, A::TakeBack, &[Backspace, Char('-')]),
    on(Desk, A::Queue, &[Char('n'), F(6)]),
    on(Desk, A::HelpNeeded, &[Char('h'), F(7)]),
    on(Desk, A::Received, &[Char('v'), Char('k'), Tab]),
    on(Desk, A::Menu, &[Char('m')]),
    on(Overview, A::Detail, &[Enter]),
    on(Overview, A::NextPage, &[Tab]),
    on(Overview, A::PreviousPage, &[BackTab]),
    on(Overview, A::Levers, &[Char('d')]),
    on(Overview, A::RollCall, &[Char('r')]),
    on(Overview, A::Search, &[Char('/'), F(3)]),
    on(Overview, A::Hold, &[Char('o'), F(4)]),
    on(Overview, A::Extend, &[Char('e'), F(5)]),
    on(Overview, A::Message, &[Char('m'), F(6)]),
    on(Overview, A::Calls, &[Char('c'), F(7)]),
    on(Overview, A::Sort, &[Char('s')]),
    on(Overview, A::Received, &[Char('v'), Char('k')]),
    on(Overview, A::Up, &[Up]),
    on(Overview, A::Down, &[Down]),
    on(Overview, A::Left, &[Left]),
    on(Overview, A::Right, &[Right]),
    on(Overview, A::PageUp, &[PageUp]),
    on(Overview, A::PageDown, &[PageDown]),
    on(Overview, A::First, &[Home]),
    on(Overview, A::Last, &[End]),
    on(Evacuation, A::RollCall, &[Enter]),
    on(Evacuation, A::OtherGroup, &[Char('g')]),
    on(Evacuation, A::HelpNeeded, &[Char('h'), F(7)]),
    on(Evacuation, A::Received, &[Char('v'), Char('k'), Tab]),
    on(Evacuation, A::Menu, &[Char('m')]),
    on(List, A::Accept, &[Enter]),
    on(List, A::Up, &[Up]),
    on(List, A::Down, &[Down]),
    on(List, A::Left, &[Left]),
    on(List, A::Right, &[Right]),
    on(List, A::PageUp, &[PageUp]),
    on(List, A::PageDown, &[PageDown]),
    on(List, A::First, &[Home]),
    on(List, A::Last, &[End]),
    on(Number, A::Accept, &[Enter]),
    on(Number, A::PlusOne, &[Char('+'), Up]),
    on(Number, A::MinusOne, &[Char('-'), Down]),
    on(Number, A::Erase, &[Backspace]),
    on(Text, A::Accept, &[Enter]),
    on(Text, A::Erase, &[Backspace]),
    on(Text, A::Up, &[Up]),
    on(Text, A::Down, &[Down]),
    on(Form, A::Accept, &[Enter]),
    on(Form, A::Erase, &[Backspace]),
    on(Form, A::Up, &[Up]),
    on(Form, A::Down, &[Down]),
    on(Form, A::Left, &[Left, BackTab]),
    on(Form, A::Right, &[Right, Tab]),
    on(Global, A::FirstAid, &[Char('a'), F(8)]),
    on(Global, A::Evacuate, &[Char('x'), F(12)]),
    on(Global, A::Undo, &[Char('u'), F(9)]),
    on(Global, A::Log, &[Char('j'), F(11)]),
    on(Global, A::Language, &[Char('l'), F(2)]),
    on(Global, A::HelpScreen, &[Char('?'), F(1)]),
    on(Global, A::Menu, &[F(10)]),
    on(Global, A::Back, &[Esc]),
    on(Global, A::Quit, &[Char('q')]),
    on(Global, A::QuitNow, &[Ctrl('c')]),
];
