//! Feature flags: stable parts, lists, and a real feature that obeys.

use mewayz::{
    kernel::id::{UserId, WorkspaceId},
    server::flags::{Decided, PAGE_IMPORT, State, share},
};

fn decided(state: State) -> Decided {
    Decided { state, workspaces: Vec::new(), people: Vec::new() }
}

#[test]
fn a_part_is_about_that_part_and_only_grows() {
    let workspaces: Vec<WorkspaceId> = (0..4000).map(|_| WorkspaceId::new()).collect();
    let person = UserId::new();
    let on = |percent: u32| -> Vec<WorkspaceId> {
        let flag = decided(State::Part(percent));
        workspaces.iter().copied().filter(|workspace| flag.on("feature", *workspace, person)).collect()
    };
    let (few, some, all) = (on(10), on(30), on(100));
    assert!((300..500).contains(&few.len()), "about a tenth: {}", few.len());
    assert!((1050..1350).contains(&some.len()), "about a third: {}", some.len());
    assert_eq!((on(0).len(), all.len()), (0, 4000));
    assert!(few.iter().all(|workspace| some.contains(workspace)), "who has it keeps it");
    let id = WorkspaceId::new();
    assert_eq!(share("feature", id), share("feature", id));
    let differs = workspaces.iter().filter(|id| share("feature", **id) != share("another", **id)).count();
    assert!(differs > 3900, "not the same workspaces try everything first");
}

#[test]
fn lists_count_only_while_it_is_on_for_some() {
    let (workspace, person) = (WorkspaceId::new(), UserId::new());
    let named = |state| Decided { state, workspaces: vec![workspace], people: vec![person] };
    assert!(named(State::Part(0)).on(PAGE_IMPORT, workspace, UserId::new()));
    assert!(named(State::Part(0)).on(PAGE_IMPORT, WorkspaceId::new(), person));
    assert!(!named(State::Part(0)).on(PAGE_IMPORT, WorkspaceId::new(), UserId::new()));
    assert!(!named(State::Off).on(PAGE_IMPORT, workspace, person), "off is off");
}
