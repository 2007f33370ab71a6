//! The plan screen over the overview: it covers the overview while it is open, and is kept while it is not.
//!
//! Laws: calls and alarms stand over it as over every screen; an evacuation shows the roll call at once, and what was
//! edited is there again when the plan is opened the next time.

use super::model::{Model as Plan, Over};
use super::msg::{Effect as Own, Msg as OwnMsg};
use super::update::{tell, update};
use super::view::draw as draw_plan;
use crate::ui::keymap::{Action, Press};
use crate::ui::model::Model;
use crate::ui::msg::Effect;
use crate::ui::screen::Screen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Whether the plan covers the screen.
pub fn covers(model: &Model) -> bool {
    model.plan.as_ref().is_some_and(|plan| !plan.is_hidden)
}

/// Opens the plan, with what was edited before.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if !matches!(model.screen, Screen::Overview(_)) {
        return Vec::new();
    }
    let is_new = model.plan.is_none();
    let look = model.look;
    let plan = model
        .plan
        .get_or_insert_with(|| Box::new(Plan::new(look, Over::Floor)));
    plan.is_hidden = false;
    if is_new {
        vec![Effect::OpenPlan]
    } else {
        Vec::new()
    }
}

/// Puts the plan aside without losing what was edited.
pub fn hide(model: &mut Model) {
    if let Some(plan) = &mut model.plan {
        plan.is_hidden = true;
        plan.questions.clear();
    }
}

/// Answers a key; `None` for what works on every screen and is not the plan's own.
pub fn press(model: &mut Model, press: Press) -> Option<Vec<Effect>> {
    let plan = model.plan.as_ref().filter(|plan| !plan.is_hidden)?;
    let action = press.action(plan.context());
    if matches!(
        action,
        Some(Action::FirstAid | Action::Evacuate | Action::QuitNow)
    ) {
        return None;
    }
    Some(take(model, OwnMsg::Key(press)))
}

/// Takes a message into the plan, where there is one.
pub fn take(model: &mut Model, msg: OwnMsg) -> Vec<Effect> {
    let (window, now) = (model.size, model.now);
    let area = crate::ui::view::under_calls(model, Rect::new(0, 0, window.width, window.height));
    let Some(plan) = &mut model.plan else {
        return Vec::new();
    };
    plan.now = Some(now);
    plan.size = area.as_size();
    let effects = update(plan, msg);
    model.look.lang = plan.look.lang;
    let mut carried = Vec::new();
    for effect in effects {
        match effect {
            Own::Remember(lang) => carried.push(Effect::Remember(lang)),
            Own::Leave => {
                model.plan = None;
                carried.push(Effect::Plan(Own::Leave));
            }
            effect => carried.push(Effect::Plan(effect)),
        }
    }
    carried
}

/// The moment and the language go on, whether the plan is seen or not.
pub fn follow(model: &mut Model) {
    let (now, look) = (model.now, model.look);
    if let Some(plan) = &mut model.plan {
        plan.now = Some(now);
        plan.look = look;
    }
}

/// What was accepted could not be done.
pub fn refused(model: &mut Model, why: &str) {
    if let Some(plan) = model.plan.as_mut().filter(|plan| !plan.is_hidden) {
        plan.sheet.is_changed = true;
        tell(plan, "sheet-not-accepted", why, true);
    }
}

/// Draws the plan.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    if let Some(plan) = &model.plan {
        draw_plan(plan, area, buf);
    }
}
