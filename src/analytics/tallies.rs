//! From touches to counts: what one visitor's day adds to which hours, days and dimensions. Nothing here knows a database, and the
//! result depends on the set of touches only, never on their order.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{behaviour, types::Dimension, visitor_keys::day_of};
use crate::{
    entity::{tally, touch},
    kernel::{id::WorkspaceId, time::Time},
};

/// The spans of rows, in hours.
pub const HOUR: i32 = 1;
/// See [`HOUR`].
pub const DAY: i32 = 24;

/// Which row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Slot {
    workspace: WorkspaceId,
    object: Uuid,
    dimension: Dimension,
    span: i32,
    start: i64,
    value: String,
}

/// What a row counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    views: i64,
    visitors: i64,
    clicks: i64,
    bots: i64,
    unnamed: i64,
}

impl Counts {
    fn add(&mut self, other: Self, sign: i64) {
        self.views += sign * other.views;
        self.visitors += sign * other.visitors;
        self.clicks += sign * other.clicks;
        self.bots += sign * other.bots;
        self.unnamed += sign * other.unnamed;
    }
}

/// Changes of rows, in a fixed order.
#[derive(Clone, Debug, Default)]
pub struct Tallies(BTreeMap<Slot, Counts>);

/// The hour of an instant, counted from 1970 in UTC.
pub fn hour_of(at: Time) -> i64 {
    at.timestamp().div_euclid(60 * 60)
}

/// Whether a touch is counted at all.
pub fn is_counted(touch: &touch::Model) -> bool {
    touch.site_id.is_some() && matches!(touch.kind.as_str(), "view" | "click")
}

/// What a touch is told apart by: the place it came from, as `origin` knows it, and the device it happened on.
fn places(touch: &touch::Model, origin: &touch::Model) -> [(Dimension, String); 6] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        (Dimension::Referrer, text(&origin.referrer_host)),
        (Dimension::Country, text(&touch.country)),
        (Dimension::Device, touch.device.clone()),
        (Dimension::Source, text(&origin.source)),
        (Dimension::Medium, text(&origin.medium)),
        (Dimension::Campaign, text(&origin.campaign)),
    ]
}

/// Whether all of one visitor's touches on one day are a machine's.
pub fn is_machine(touches: &[&touch::Model]) -> bool {
    let mut times: Vec<Time> = touches.iter().map(|touch| touch.at).collect();
    times.sort_unstable();
    behaviour::is_machine(&times)
}

impl Tallies {
    /// Adds a touch of somebody without a key: a known machine, or a person who is not followed.
    pub fn add_single(&mut self, touch: &touch::Model) {
        if touch.bot {
            return self.add_machine(touch);
        }
        let counts = if touch.kind == "view" {
            Counts { views: 1, unnamed: 1, ..Counts::default() }
        } else {
            self.put_block(touch, touch, Counts { clicks: 1, ..Counts::default() });
            Counts { clicks: 1, unnamed: 1, ..Counts::default() }
        };
        self.put_whole(touch, counts);
        self.put_origin(touch, touch, Counts { unnamed: 0, ..counts });
    }

    /// Adds a touch of a machine.
    pub fn add_machine(&mut self, touch: &touch::Model) {
        let bots = Counts { bots: 1, ..Counts::default() };
        self.put_whole(touch, bots);
        if touch.kind == "click" {
            self.put(touch, Dimension::Block, &touch.object_id.to_string(), bots);
        }
    }

    /// A click on a block: among the blocks of its site, and where the block's own clicks came from.
    fn put_block(&mut self, touch: &touch::Model, origin: &touch::Model, counts: Counts) {
        self.put(touch, Dimension::Block, &touch.object_id.to_string(), counts);
        for (dimension, value) in places(touch, origin) {
            self.put_into(touch.object_id, touch, dimension, &value, counts);
        }
    }

    /// Adds all touches of one visitor on one day, or takes them away (`sign` is 1 or -1).
    pub fn add_visitor(&mut self, touches: &[&touch::Model], sign: i64) {
        let mut own = Self::default();
        if is_machine(touches) {
            touches.iter().for_each(|touch| own.add_machine(touch));
        } else {
            own.add_person(touches);
        }
        for (slot, counts) in own.0 {
            self.0.entry(slot).or_default().add(counts, sign);
        }
    }

    /// A person counts as a visitor where their first view of the day was. Their clicks came from there, too.
    fn add_person(&mut self, touches: &[&touch::Model]) {
        let mut touches = touches.to_vec();
        touches.sort_unstable_by_key(|touch| (touch.at, touch.id));
        let first = touches.iter().find(|touch| touch.kind == "view").copied();
        let mut clicked = BTreeSet::new();
        for touch in &touches {
            let origin = if touch.kind == "view" { touch } else { first.unwrap_or(touch) };
            let counts = if touch.kind == "view" {
                let visitors = i64::from(first.is_some_and(|first| first.id == touch.id));
                Counts { views: 1, visitors, ..Counts::default() }
            } else {
                let visitors = i64::from(clicked.insert(touch.object_id));
                self.put_block(touch, origin, Counts { clicks: 1, visitors, ..Counts::default() });
                Counts { clicks: 1, ..Counts::default() }
            };
            self.put_whole(touch, counts);
            self.put_origin(touch, origin, counts);
        }
    }

    /// Whatever it was and wherever it came from.
    fn put_whole(&mut self, touch: &touch::Model, counts: Counts) {
        self.put(touch, Dimension::All, "", counts);
        if let Some(site) = touch.site_id {
            self.put(touch, Dimension::Site, &site.to_string(), counts);
        }
    }

    /// Where a touch came from and on what, as `origin` knows it.
    fn put_origin(&mut self, touch: &touch::Model, origin: &touch::Model, counts: Counts) {
        for (dimension, value) in places(touch, origin) {
            self.put(touch, dimension, &value, counts);
        }
    }

    fn put(&mut self, touch: &touch::Model, dimension: Dimension, value: &str, counts: Counts) {
        let Some(site) = touch.site_id else { return };
        for object in [site.0, touch.workspace_id.0] {
            if dimension != Dimension::Site || object != site.0 {
                self.put_into(object, touch, dimension, value, counts);
            }
        }
    }

    fn put_into(&mut self, object: Uuid, touch: &touch::Model, dimension: Dimension, value: &str, counts: Counts) {
        for (span, start) in [(HOUR, hour_of(touch.at)), (DAY, day_of(touch.at) * i64::from(DAY))] {
            // Charts draw hours; nobody asks for whole days of everything.
            if dimension == Dimension::All && span == DAY {
                continue;
            }
            let slot = Slot { workspace: touch.workspace_id, object, dimension, span, start, value: value.to_owned() };
            self.0.entry(slot).or_default().add(counts, 1);
        }
    }

    /// The rows that change, with what is added to them.
    pub fn into_rows(self) -> impl Iterator<Item = tally::Model> {
        let changes = self.0.into_iter().filter(|(_, counts)| *counts != Counts::default());
        changes.map(|(slot, counts)| tally::Model {
            workspace_id: slot.workspace,
            object_id: slot.object,
            dimension: slot.dimension.as_str().to_owned(),
            span: slot.span,
            start: slot.start,
            value: slot.value,
            views: counts.views,
            visitors: counts.visitors,
            clicks: counts.clicks,
            bots: counts.bots,
            unnamed: counts.unnamed,
        })
    }
}
