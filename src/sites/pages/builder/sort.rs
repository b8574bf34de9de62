//! Sorting the blocks: with mouse and finger through pointer events, and with the keyboard.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    session::Session,
    tabs::{block_scope, focus_soon},
};
use crate::{kernel::id::BlockId, sites::pages::editor::Edit};

/// How far a pointer moves before it drags, in pixels.
const SLOP: f64 = 4.0;
/// How near to the edge of the window a drag scrolls, in pixels.
const EDGE: f64 = 96.0;

/// A block that is being moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lift {
    /// Which block.
    pub id: BlockId,
    /// Its place before.
    from: usize,
    /// Between which blocks it would land: before the block at this place.
    gap: usize,
    /// By a pointer: where it began and where it is, from the top of the page.
    pointer: Option<(f64, f64)>,
}

impl Lift {
    /// The place after landing.
    fn to(&self) -> usize {
        if self.gap > self.from { self.gap - 1 } else { self.gap }
    }

    fn is_moving(&self) -> bool {
        self.pointer.is_none_or(|(start, now)| (now - start).abs() >= SLOP)
    }
}

/// The sorting of one list.
#[derive(Clone, Copy)]
pub struct Sorting {
    session: Session,
    lift: RwSignal<Option<Lift>>,
    /// Where the pointer is in the window.
    height: StoredValue<f64>,
    list: NodeRef<html::Ul>,
}

impl Sorting {
    /// Nothing is being moved.
    pub fn new(session: Session, list: NodeRef<html::Ul>) -> Self {
        Self { session, lift: RwSignal::new(None), height: StoredValue::new(0.0), list }
    }

    /// How far a block is dragged from its place, as a style.
    pub fn shift(self, id: BlockId) -> Option<String> {
        let lift = self.lift.get().filter(|lift| lift.id == id && lift.is_moving())?;
        let (start, now) = lift.pointer?;
        Some(format!("translateY({:.0}px)", now - start))
    }

    /// Whether a block is being moved.
    pub fn is_lifted(self, id: BlockId) -> bool {
        self.lift.with(|lift| lift.is_some_and(|lift| lift.id == id && lift.is_moving()))
    }

    /// Whether the block would land before this place.
    pub fn lands_before(self, place: usize) -> bool {
        self.lift.with(|lift| lift.is_some_and(|lift| lift.is_moving() && lift.gap == place && lift.to() != lift.from))
    }

    /// A pointer goes down on a handle.
    pub fn pressed(self, id: BlockId, event: &ev::PointerEvent) {
        let Some((from, _)) = self.session.place(id).filter(|_| event.button() == 0 && event.is_primary()) else {
            return;
        };
        if let Some(handle) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
            drop(handle.set_pointer_capture(event.pointer_id()));
        }
        let at = f64::from(event.client_y()) + scrolled();
        self.height.set_value(f64::from(event.client_y()));
        self.lift.set(Some(Lift { id, from, gap: from, pointer: Some((at, at)) }));
        request_animation_frame(move || self.scroll());
    }

    /// The pointer moves.
    pub fn moved(self, event: &ev::PointerEvent) {
        if self.lift.with_untracked(|lift| lift.is_some_and(|lift| lift.pointer.is_some())) {
            event.prevent_default();
            self.height.set_value(f64::from(event.client_y()));
            self.follow();
        }
    }

    /// The pointer goes up.
    pub fn released(self) {
        if let Some(lift) = self.lift.get_untracked().filter(|lift| lift.pointer.is_some()) {
            self.lift.set(None);
            if lift.is_moving() {
                self.land(lift);
            }
        }
    }

    /// Everything stays where it was.
    pub fn cancel(self) {
        if let Some(lift) = self.lift.get_untracked() {
            self.lift.set(None);
            if lift.is_moving() {
                self.session.say(format!("{} stays where it was", self.name(lift.id)));
            }
        }
    }

    /// Where the lifted block would land now.
    fn follow(self) {
        let Some(height) = self.height.try_get_value() else { return };
        let gap = self.gap_at(height);
        self.lift.try_update(|lift| {
            if let Some(Lift { pointer: Some((_, now)), gap: at, .. }) = lift {
                *now = height + scrolled();
                *at = gap;
            }
        });
    }

    fn gap_at(self, height: f64) -> usize {
        let Some(list) = self.list.get_untracked() else { return 0 };
        let items = list.children();
        (0..items.length())
            .filter_map(|index| items.item(index))
            .take_while(|item| {
                let area = item.get_bounding_client_rect();
                // The dragged card has left its place; where it was does not count.
                item.class_list().contains("block-lifted") || area.top() + area.height() / 2.0 < height
            })
            .count()
    }

    /// Scrolls while the pointer is near an edge, until it goes up.
    fn scroll(self) {
        let held = self.lift.try_get_untracked().flatten().is_some_and(|lift| lift.pointer.is_some());
        let Some(height) = self.height.try_get_value().filter(|_| held) else { return };
        let window_height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::MAX);
        let speed = if height < EDGE + 56.0 {
            -(EDGE + 56.0 - height) / 8.0
        } else {
            (height - (window_height - EDGE)).max(0.0) / 8.0
        };
        let moving = self.lift.with_untracked(|lift| lift.is_some_and(|lift| lift.is_moving()));
        if moving && speed.abs() >= 1.0 {
            window().scroll_by_with_x_and_y(0.0, speed);
            self.follow();
        }
        request_animation_frame(move || self.scroll());
    }

    /// A key goes down on a handle: Space or Enter picks up and puts down, arrows move, Escape cancels.
    pub fn keyed(self, id: BlockId, event: &ev::KeyboardEvent) {
        let lift = self.lift.get_untracked().filter(|lift| lift.id == id && lift.pointer.is_none());
        let Some((from, count)) = self.session.place(id) else { return };
        match (event.key().as_str(), lift) {
            (" " | "Enter", None) => self.pick_up(id, from, count),
            (" " | "Enter", Some(lift)) => {
                self.lift.set(None);
                self.land(lift);
            }
            ("ArrowUp", Some(lift)) => self.step(lift, lift.to().saturating_sub(1), count),
            ("ArrowDown", Some(lift)) => self.step(lift, (lift.to() + 1).min(count - 1), count),
            ("Home", Some(lift)) => self.step(lift, 0, count),
            ("End", Some(lift)) => self.step(lift, count - 1, count),
            ("Escape", Some(_)) => self.cancel(),
            ("Escape", None) if self.lift.with_untracked(Option::is_some) => self.cancel(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn pick_up(self, id: BlockId, from: usize, count: usize) {
        self.lift.set(Some(Lift { id, from, gap: from, pointer: None }));
        self.session.say(format!(
            "{} picked up, number {} of {count}. Arrow keys move it, Space puts it down, Escape cancels.",
            self.name(id),
            from + 1
        ));
    }

    fn step(self, lift: Lift, to: usize, count: usize) {
        let gap = if to > lift.from { to + 1 } else { to };
        self.lift.set(Some(Lift { gap, ..lift }));
        self.session.say(format!("Number {} of {count}", to + 1));
    }

    fn land(self, lift: Lift) {
        self.place(lift.id, lift.to());
        if lift.pointer.is_none() {
            focus_soon(block_scope(lift.id).id("handle"));
        }
    }

    /// Moves a block and says so.
    pub fn place(self, id: BlockId, to: usize) {
        let count = self.session.draft_untracked().blocks.len();
        self.session.apply(Edit::Move { id, to });
        self.session.say(format!("{} is number {} of {count}", self.name(id), to + 1));
    }

    fn name(self, id: BlockId) -> String {
        self.session.block(id).map(|block| block.content.name()).unwrap_or_default()
    }
}

fn scrolled() -> f64 {
    window().page_y_offset().unwrap_or_default()
}
