//! dev
use crate::acceptance::player::{SECOND, played};
use crate::stage::Stage;
use sheber::domain::event::Lang;
use sheber::domain::id::Role;

#[test]
fn dev() {
    let floor = played().floor(SECOND, "10:14");
    let mut stage = Stage::over(floor, Role::Coordinator, "10:14", Lang::En).with_search();
    let since = std::time::Instant::now();
    stage.keys("n");
    println!("{:?} {}", since.elapsed(), stage.screen(80, 24));
    stage.hear_until(|model| model.replan.as_ref().unwrap().found.len() >= 1);
    println!("{:?}", since.elapsed());
    println!("{}", stage.screen(80, 24));
    stage.hear_until(|model| model.replan.as_ref().unwrap().found.len() >= 3);
    println!("{:?}", since.elapsed());
    println!("{}", stage.screen(120, 40));
    stage.keys("enter");
    println!("{}", stage.screen(80, 24));
    stage.keys("enter");
    println!("{}", stage.screen(80, 24));
}
