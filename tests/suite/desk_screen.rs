//! The advice desk screen.
use super::stage::Stage;
use sheber::domain::event::Lang;
use sheber::domain::id::{DeskNo, Role};
#[test]
fn look() {
    for (lang, w, h) in [(Lang::Kk, 80, 24), (Lang::Ru, 80, 24), (Lang::En, 120, 40)] {
        let mut s = Stage::new(Role::Desk(DeskNo(71)), "09:40:10", lang);
        println!("{}", s.screen(w, h));
        s.keys("1 1 2")
            .tick("10:10")
            .keys("3 1 1 1 1")
            .tick("11:44")
            .keys("1 1 1 2 n 9 enter");
        println!("{}", s.screen(w, h));
        s.keys("backspace n");
        println!("{}", s.screen(w, h));
    }
}
