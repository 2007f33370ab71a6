//! The values of the engine as the screen takes them, and the words of the screen as the engine searches them.

use crate::domain::event::Lang;
use crate::domain::fact::Fact;
use crate::domain::id::{GroupNo, Place, Role};
use crate::review::{Anchor, Fate, Filter, Source, Way, Words};
use crate::ui::say;
use crate::ui::screen::review::wish::Fate as WishedFate;
use crate::ui::screen::review::{From, Way as WishedWay, Wish};
use crate::ui::text::{Texts, happened, kind_sentence};

/// The words of the screen in one language.
pub(super) struct Screen(pub(super) Lang);

impl Words for Screen {
    fn kind(&self, kind: &str) -> String {
        kind_sentence(Texts::of(self.0), kind)
    }

    fn line(&self, fact: &Fact) -> String {
        happened(Texts::of(self.0), fact)
    }

    fn place(&self, place: Place) -> String {
        say::place(Texts::of(self.0), place)
    }

    fn group(&self, group: GroupNo) -> String {
        Texts::of(self.0).fmt("group-no", &[("g", group.0.into())])
    }

    fn role(&self, role: Role) -> String {
        say::role(Texts::of(self.0), role)
    }
}

/// The filter for a wish.
pub(super) fn filter(wish: Wish) -> Filter {
    Filter {
        stations: wish.places,
        groups: wish.groups,
        schools: wish.schools,
        kinds: wish.kinds,
        origins: wish.origins,
        from: wish.from,
        until: wish.until,
        fate: wish.fate.map(|fate| match fate {
            WishedFate::Undone => Fate::Undone,
            WishedFate::Superseded => Fate::Superseded,
        }),
        only: wish.only.map(|(_, ids)| ids),
        text: wish.text,
        ..Filter::default()
    }
}

pub(super) const fn anchor(from: From) -> Anchor {
    match from {
        From::Start => Anchor::Start,
        From::End => Anchor::End,
        From::Entry(key) => Anchor::Entry(key),
        From::Time(at) => Anchor::Time(at),
    }
}

pub(super) const fn way(way: WishedWay) -> Way {
    match way {
        WishedWay::Forward => Way::Forward,
        WishedWay::Back => Way::Back,
    }
}

/// The key of what kind of log it is.
pub(super) const fn source_key(source: Source) -> &'static str {
    match source {
        Source::Share => "review-share",
        Source::Folder => "review-folder",
        Source::Replica => "review-replica",
        Source::Records => "review-records",
    }
}
