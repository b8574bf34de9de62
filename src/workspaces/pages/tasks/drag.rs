//! Moving tasks: with mouse and finger through pointer events, and with the keyboard. What is shown changes at once; when the
//! server refuses, the board is read again.

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::board::Filter;
use crate::{
    kernel::id::{TaskColumnId, TaskId, WorkspaceId},
    workspaces::{
        rpc::tasks::move_task,
        types::tasks::{Board, Card},
    },
};

/// How far a pointer moves before it drags, in pixels.
const SLOP: f64 = 5.0;

/// A task that is being moved.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Lift {
    id: TaskId,
    /// Where it would land.
    column: TaskColumnId,
    /// Before which of the shown tasks.
    place: usize,
    /// By a pointer: where it began and where it is.
    pointer: Option<((f64, f64), (f64, f64))>,
}

impl Lift {
    fn is_moving(&self) -> bool {
        self.pointer.is_none_or(|((x, y), (to_x, to_y))| (to_x - x).abs() >= SLOP || (to_y - y).abs() >= SLOP)
    }
}

/// The board while people work on it.
#[derive(Clone, Copy)]
pub struct Dragging {
    workspace: WorkspaceId,
    board: RwSignal<Board>,
    filter: Memo<Filter>,
    lift: RwSignal<Option<Lift>>,
    news: RwSignal<String>,
    failed: Callback<String>,
}

impl Dragging {
    /// Nothing is being moved.
    pub fn new(workspace: WorkspaceId, board: Board, filter: Memo<Filter>, failed: Callback<String>) -> Self {
        let (board, lift, news) = (RwSignal::new(board), RwSignal::new(None), RwSignal::new(String::new()));
        Self { workspace, board, filter, lift, news, failed }
    }

    /// What readers of screens hear.
    pub fn news(self) -> String {
        self.news.get()
    }

    /// The tasks of a column that are shown, in order.
    pub fn cards(self, column: TaskColumnId) -> Vec<Card> {
        let filter = self.filter.get();
        let shown = |card: &&Card| card.column == column && filter.shows(card);
        self.board.with(|board| board.tasks.iter().filter(shown).cloned().collect())
    }

    fn cards_untracked(self, column: TaskColumnId) -> Vec<Card> {
        untrack(|| self.cards(column))
    }

    /// Whether a task is being moved.
    pub fn is_lifted(self, id: TaskId) -> bool {
        self.lift.with(|lift| lift.is_some_and(|lift| lift.id == id && lift.is_moving()))
    }

    /// How far a task is dragged from its place, as a style.
    pub fn shift(self, id: TaskId) -> Option<String> {
        let lift = self.lift.get().filter(|lift| lift.id == id && lift.is_moving())?;
        let ((x, y), (to_x, to_y)) = lift.pointer?;
        Some(format!("translate({:.0}px, {:.0}px)", to_x - x, to_y - y))
    }

    /// Whether the task would land before this place of a column.
    pub fn lands(self, column: TaskColumnId, place: usize) -> bool {
        self.lift.with(|lift| lift.is_some_and(|lift| lift.is_moving() && lift.column == column && lift.place == place))
    }

    /// A pointer goes down on a handle.
    pub fn pressed(self, id: TaskId, event: &ev::PointerEvent) {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        let Some((column, place)) = self.place_of(id) else { return };
        // Otherwise the browser may begin to drag by itself, and takes the pointer away.
        event.prevent_default();
        if let Some(handle) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
            drop(handle.set_pointer_capture(event.pointer_id()));
        }
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.lift.set(Some(Lift { id, column, place, pointer: Some((at, at)) }));
    }

    /// The pointer moves.
    pub fn moved(self, event: &ev::PointerEvent) {
        let Some(Lift { id, pointer: Some((from, _)), .. }) = self.lift.get_untracked() else { return };
        event.prevent_default();
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let target = under(at, id);
        self.lift.update(|lift| {
            if let Some(lift) = lift {
                lift.pointer = Some((from, at));
                if let Some((column, place)) = target {
                    (lift.column, lift.place) = (column, place);
                }
            }
        });
    }

    /// The pointer goes up.
    pub fn released(self) {
        let Some(lift) = self.lift.get_untracked().filter(|lift| lift.pointer.is_some()) else { return };
        self.lift.set(None);
        if lift.is_moving() {
            self.land(lift);
        }
    }

    /// Everything stays where it was.
    pub fn cancel(self) {
        if let Some(lift) = self.lift.get_untracked() {
            self.lift.set(None);
            self.news.set(format!("{} stays where it was", self.title(lift.id)));
        }
    }

    /// A key goes down on a handle: Space or Enter picks up and puts down, arrows move, Escape cancels.
    pub fn keyed(self, id: TaskId, event: &ev::KeyboardEvent) {
        let lift = self.lift.get_untracked().filter(|lift| lift.id == id && lift.pointer.is_none());
        let Some(here) = self.place_of(id) else { return };
        match (event.key().as_str(), lift) {
            (" " | "Enter", None) => {
                self.lift.set(Some(Lift { id, column: here.0, place: here.1, pointer: None }));
                self.news.set(format!(
                    "{} picked up. Arrow keys move it, Space puts it down, Escape cancels.",
                    self.title(id)
                ));
            }
            (" " | "Enter", Some(lift)) => {
                self.lift.set(None);
                self.land(lift);
            }
            ("ArrowUp", Some(lift)) => self.step(Lift { place: lift.place.saturating_sub(1), ..lift }),
            ("ArrowDown", Some(lift)) => self.step(Lift { place: lift.place + 1, ..lift }),
            ("ArrowLeft", Some(lift)) => self.aside(lift, -1),
            ("ArrowRight", Some(lift)) => self.aside(lift, 1),
            ("Escape", Some(_)) => self.cancel(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn aside(self, lift: Lift, by: isize) {
        let columns: Vec<_> = self.board.with_untracked(|board| board.columns.iter().map(|one| one.id).collect());
        let Some(at) = columns.iter().position(|id| *id == lift.column) else { return };
        if let Some(column) = at.checked_add_signed(by).and_then(|at| columns.get(at)) {
            self.step(Lift { column: *column, ..lift });
        }
    }

    fn step(self, lift: Lift) {
        let cards = self.cards_untracked(lift.column);
        let others = cards.iter().filter(|card| card.id != lift.id).count();
        let lift = Lift { place: lift.place.min(others), ..lift };
        self.lift.set(Some(lift));
        self.news.set(format!("{}, number {} of {}", self.column(lift.column), lift.place + 1, others + 1));
    }

    /// The column of a task, and its place among the others that are shown there.
    fn place_of(self, id: TaskId) -> Option<(TaskColumnId, usize)> {
        let column =
            self.board.with_untracked(|board| board.tasks.iter().find(|card| card.id == id).map(|it| it.column))?;
        let place = self.cards_untracked(column).iter().position(|card| card.id == id)?;
        Some((column, place))
    }

    /// Puts a task down: on the screen now, on the server a moment later.
    fn land(self, lift: Lift) {
        if self.place_of(lift.id) == Some((lift.column, lift.place)) {
            return;
        }
        // A filter may hide tasks in between: the place is counted among all of the column.
        let shown: Vec<_> = self.cards_untracked(lift.column).into_iter().filter(|card| card.id != lift.id).collect();
        let next = shown.get(lift.place).map(|card| card.id);
        let place = self.board.with_untracked(|board| {
            let mut all = board.tasks.iter().filter(|card| card.column == lift.column && card.id != lift.id);
            match next {
                Some(next) => all.position(|card| card.id == next).unwrap_or(0),
                None => all.count(),
            }
        });
        self.board.update(|board| put(board, lift.id, lift.column, place));
        self.news.set(format!("{} is in {} now", self.title(lift.id), self.column(lift.column)));
        focus_soon(lift.id);
        spawn_local(async move {
            if let Err(error) = move_task(self.workspace, lift.id, lift.column, place).await {
                self.failed.try_run(error.to_string());
            }
        });
    }

    fn title(self, id: TaskId) -> String {
        let found = self.board.with_untracked(|board| board.tasks.iter().find(|card| card.id == id).cloned());
        found.map(|card| card.title).unwrap_or_default()
    }

    fn column(self, id: TaskColumnId) -> String {
        let found = self.board.with_untracked(|board| board.columns.iter().find(|one| one.id == id).cloned());
        found.map(|column| column.name).unwrap_or_default()
    }
}

/// Puts a card at a place among the others of a column.
fn put(board: &mut Board, id: TaskId, column: TaskColumnId, place: usize) {
    let Some(at) = board.tasks.iter().position(|card| card.id == id) else { return };
    let mut card = board.tasks.remove(at);
    let done = board.columns.iter().any(|one| one.id == column && one.is_done);
    card.column = column;
    card.overdue &= !done;
    let behind = board.tasks.iter().enumerate().filter(|(_, other)| other.column == column).nth(place);
    let to = behind.map_or(board.tasks.len(), |(at, _)| at);
    board.tasks.insert(to, card);
}

/// The column under the pointer, and before which of its cards the pointer is.
fn under((x, y): (f64, f64), moving: TaskId) -> Option<(TaskColumnId, usize)> {
    let columns = document().query_selector_all("[data-column]").ok()?;
    let elements = |list: web_sys::NodeList| {
        (0..list.length()).filter_map(move |at| list.get(at)?.dyn_into::<web_sys::Element>().ok())
    };
    let column = elements(columns).find(|column| {
        let area = column.get_bounding_client_rect();
        (area.left()..area.right()).contains(&x)
    })?;
    let id = column.get_attribute("data-column")?.parse().ok()?;
    let moving = moving.to_string();
    let others = elements(column.query_selector_all("[data-task]").ok()?)
        .filter(|card| card.get_attribute("data-task").as_deref() != Some(moving.as_str()));
    let above = others.take_while(|card| {
        let area = card.get_bounding_client_rect();
        area.top() + area.height() / 2.0 < y
    });
    Some((id, above.count()))
}

/// The id of the handle of a task.
pub fn handle_id(id: TaskId) -> String {
    format!("task-{id}-handle")
}

/// The list is made anew after a move; the focus returns to the handle.
fn focus_soon(id: TaskId) {
    request_animation_frame(move || {
        let node = document().get_element_by_id(&handle_id(id));
        if let Some(node) = node.and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(node.focus());
        }
    });
}
