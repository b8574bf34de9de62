//! The builder's models: edits, undo, autosave, conflicts, the words for what differs. No database, no page.

use std::sync::Arc;

use mewayz::{
    kernel::{AppError, id::*, time::now},
    sites::{
        blocks::{BlockContent, Broken, Heading, Link, Network, complete_url},
        pages::{
            compare::{as_text, compare},
            editor::{Edit, Editor, Field},
            saving::{Next, Saving},
        },
        types::{Block, MAX_BLOCKS, Saved, SiteDetails, SiteDraft},
    },
};

fn link(title: &str) -> Block {
    let link = Link { title: title.to_owned(), url: "https://example.com".to_owned(), ..Link::default() };
    Block::new(BlockContent::Link(link))
}

fn draft(blocks: Vec<Block>) -> SiteDraft {
    SiteDraft {
        title: "Ada".to_owned(),
        theme: "paper".to_owned(),
        language: "en".to_owned(),
        blocks,
        ..SiteDraft::default()
    }
}

fn details(draft: SiteDraft, version: i64) -> SiteDetails {
    SiteDetails {
        zone: mewayz::sites::types::Zone { name: "UTC".to_owned(), spans: vec![(0, 0)] },
        id: SiteId::new(),
        workspace_id: WorkspaceId::new(),
        slug: String::new(),
        public_url: "https://example.com/@ada".to_owned(),
        version,
        published_at: None,
        published_version: 0,
        updated_at: now(),
        draft,
    }
}

fn titles(editor: &Editor) -> Vec<String> {
    editor.draft().blocks.iter().map(|block| block.content.summary()).collect()
}

fn set_title(editor: &mut Editor, text: &str, at: i64) {
    assert!(editor.apply(Edit::Set(Field::Title, text.to_owned()), at));
}

#[test]
fn blocks_are_moved_hidden_copied_and_deleted_and_every_step_can_be_taken_back() {
    let blocks = vec![link("one"), link("two"), link("three")];
    let (one, three) = (blocks[0].id, blocks[2].id);
    let start = draft(blocks);
    let mut editor = Editor::new(start.clone());
    assert!(editor.apply(Edit::Move { id: three, to: 0 }, 0));
    assert_eq!(titles(&editor), ["three", "one", "two"]);
    assert!(editor.apply(Edit::Hide { id: one, hidden: true }, 0));
    assert!(editor.apply(Edit::Duplicate { id: one, copy: BlockId::new() }, 0));
    assert_eq!(titles(&editor), ["three", "one", "one", "two"]);
    assert!(editor.apply(Edit::Delete(three), 0));
    assert_eq!(titles(&editor), ["one", "one", "two"]);
    while editor.undo() {}
    assert_eq!(**editor.draft(), start);
    while editor.redo() {}
    assert_eq!(titles(&editor), ["one", "one", "two"]);
    assert!(!editor.can_redo());
}

#[test]
fn a_deleted_block_comes_back_with_its_id_and_never_twice() {
    let block = link("one");
    let mut editor = Editor::new(draft(vec![block.clone(), link("two")]));
    editor.apply(Edit::Delete(block.id), 0);
    assert!(editor.apply(Edit::Add { at: 0, blocks: vec![block.clone()] }, 0));
    assert_eq!(editor.place(block.id), Some(0));
    assert!(!editor.apply(Edit::Add { at: 0, blocks: vec![block] }, 0), "it is there already");
}

#[test]
fn what_is_not_there_and_what_changes_nothing_is_no_step() {
    let mut editor = Editor::new(draft(vec![link("one")]));
    assert!(!editor.apply(Edit::Delete(BlockId::new()), 0));
    assert!(!editor.apply(Edit::Move { id: BlockId::new(), to: 3 }, 0));
    assert!(!editor.apply(Edit::Set(Field::Title, "Ada".to_owned()), 0));
    assert!(!editor.can_undo() && !editor.is_dirty());
}

#[test]
fn typing_without_a_pause_is_one_step_and_a_pause_begins_another() {
    let mut editor = Editor::new(draft(Vec::new()));
    set_title(&mut editor, "B", 1_000);
    set_title(&mut editor, "Be", 1_200);
    set_title(&mut editor, "Bea", 9_000);
    assert!(editor.undo());
    assert_eq!(editor.draft().title, "Be");
    assert!(editor.undo());
    assert_eq!(editor.draft().title, "Ada");
    assert!(!editor.undo());
}

#[test]
fn a_new_step_forgets_what_could_be_done_again_and_a_hundred_steps_are_kept() {
    let mut editor = Editor::new(draft(Vec::new()));
    for step in 0..150 {
        set_title(&mut editor, &step.to_string(), step * 10_000);
    }
    let mut count = 0;
    while editor.undo() {
        count += 1;
    }
    assert_eq!(count, 100);
    set_title(&mut editor, "new", 9_000_000);
    assert!(!editor.redo());
}

#[test]
fn a_site_never_gets_more_blocks_than_it_can_hold() {
    let mut editor = Editor::new(draft((0..MAX_BLOCKS - 1).map(|_| link("x")).collect()));
    assert!(editor.apply(Edit::Add { at: usize::MAX, blocks: vec![link("a"), link("b")] }, 0));
    assert_eq!(editor.draft().blocks.len(), MAX_BLOCKS);
    let id = editor.draft().blocks[0].id;
    assert!(!editor.apply(Edit::Duplicate { id, copy: BlockId::new() }, 0));
}

#[test]
fn one_save_is_on_its_way_and_what_is_typed_meanwhile_follows_over_its_version() {
    let mut editor = Editor::new(draft(Vec::new()));
    let mut saving = Saving::new(7, now());
    assert!(saving.begin(&editor).is_none(), "nothing to save");
    set_title(&mut editor, "B", 0);
    let (base, sent) = saving.begin(&editor).unwrap();
    assert_eq!((base, sent.title.as_str()), (7, "B"));
    set_title(&mut editor, "Bea", 10);
    assert!(saving.begin(&editor).is_none(), "one is on its way");
    assert_eq!(saving.end(&mut editor, Ok(Saved { version: 8, at: now() })), Next::Again);
    let (base, sent) = saving.begin(&editor).unwrap();
    assert_eq!((base, sent.title.as_str()), (8, "Bea"));
    assert_eq!(saving.end(&mut editor, Ok(Saved { version: 9, at: now() })), Next::Rest);
    assert!(!editor.is_dirty());
}

#[test]
fn taking_everything_back_after_a_save_is_unsaved_again() {
    let mut editor = Editor::new(draft(Vec::new()));
    let mut saving = Saving::new(1, now());
    set_title(&mut editor, "B", 0);
    saving.begin(&editor).unwrap();
    saving.end(&mut editor, Ok(Saved { version: 2, at: now() }));
    assert!(editor.undo() && editor.is_dirty());
    assert_eq!(saving.begin(&editor).unwrap().0, 2);
}

#[test]
fn a_failed_save_keeps_the_work_and_can_be_tried_again() {
    let mut editor = Editor::new(draft(Vec::new()));
    let mut saving = Saving::new(1, now());
    set_title(&mut editor, "B", 0);
    saving.begin(&editor).unwrap();
    assert_eq!(saving.end(&mut editor, Err(AppError::Network("gone".to_owned()))), Next::Wait);
    assert!(editor.is_dirty() && saving.failed().is_some());
    assert_eq!(saving.begin(&editor).unwrap().0, 1);
    assert!(saving.failed().is_none());
}

fn in_conflict() -> (Editor, Saving) {
    let mut editor = Editor::new(draft(vec![link("one")]));
    let mut saving = Saving::new(1, now());
    set_title(&mut editor, "Mine", 0);
    saving.begin(&editor).unwrap();
    let answer = Err(AppError::Conflict("changed".to_owned()));
    assert_eq!(saving.end(&mut editor, answer), Next::Compare);
    assert!(saving.begin(&editor).is_none(), "nothing is sent before the choice");
    (editor, saving)
}

#[test]
fn mine_is_kept_over_their_version_knowingly() {
    let (mut editor, mut saving) = in_conflict();
    let theirs = SiteDraft { title: "Theirs".to_owned(), ..(**editor.draft()).clone() };
    assert!(saving.show(&mut editor, details(theirs, 5)));
    saving.keep_mine(&mut editor);
    let (base, sent) = saving.begin(&editor).unwrap();
    assert_eq!((base, sent.title.as_str()), (5, "Mine"));
}

#[test]
fn theirs_is_taken_and_mine_is_one_step_back() {
    let (mut editor, mut saving) = in_conflict();
    let theirs = SiteDraft { title: "Theirs".to_owned(), ..(**editor.draft()).clone() };
    saving.show(&mut editor, details(theirs, 5));
    let taken = saving.take_theirs(&mut editor).unwrap();
    editor.apply(Edit::Replace(Box::new(taken)), 0);
    assert!(!editor.is_dirty() && saving.conflict().is_none());
    editor.undo();
    assert_eq!(editor.draft().title, "Mine");
    assert_eq!(saving.begin(&editor).unwrap().0, 5);
}

#[test]
fn two_versions_that_say_the_same_are_no_conflict() {
    let (mut editor, mut saving) = in_conflict();
    let same = (**editor.draft()).clone();
    assert!(!saving.show(&mut editor, details(same, 5)));
    assert!(saving.conflict().is_none() && !editor.is_dirty());
    assert_eq!(saving.version(), 5);
}

#[test]
fn differences_are_told_in_words() {
    let (one, two, three) = (link("one"), link("two"), link("three"));
    let mine = draft(vec![one.clone(), two.clone()]);
    let mut theirs = draft(vec![two.clone(), one.clone(), three]);
    theirs.title = "Bea".to_owned();
    theirs.theme = "night".to_owned();
    theirs.blocks[0].hidden = true;
    theirs.blocks[1].content = BlockContent::Heading(Heading { text: "now a heading".to_owned() });
    let found = compare(&mine, &theirs);
    let line = |what: &str| found.iter().find(|difference| difference.what == what).unwrap();
    assert_eq!(line("Title").theirs, "“Bea”");
    assert_eq!((line("Theme").mine.as_str(), line("Theme").theirs.as_str()), ("Paper", "Night"));
    assert_eq!(line("Link “two”").theirs, "Hidden");
    assert_eq!(line("Link “three”").mine, "Not there");
    assert!(line("Heading “now a heading”").mine.contains("one"));
    assert_eq!(line("Order of the blocks").mine, "Link “one” is number 1");
    assert!(compare(&mine, &mine).is_empty());
}

#[test]
fn everything_of_a_draft_is_in_its_text_broken_blocks_too() {
    let broken = Broken { kind: "hologram".to_owned(), version: 3, data: "{\"a\":1}".to_owned() };
    let block = Block { hidden: true, ..Block::new(BlockContent::Broken(broken)) };
    let text = as_text(&draft(vec![link("one"), block]));
    for part in ["Ada", "one", "https://example.com", "Unreadable block (hidden)", "hologram", "{\"a\":1}"] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[test]
fn addresses_are_completed_as_people_mean_them() {
    let whole = |text: &str| complete_url(text);
    assert_eq!(whole("example.com").as_deref(), Some("https://example.com"));
    assert_eq!(whole(" https://example.com ").as_deref(), Some("https://example.com"));
    assert_eq!(whole("//example.com/a?b#c").as_deref(), Some("https://example.com/a?b#c"));
    assert_eq!(whole("example.com:8080/x").as_deref(), Some("https://example.com:8080/x"));
    assert_eq!(whole("ada@example.com").as_deref(), Some("mailto:ada@example.com"));
    for left in ["", "https://example.com", "hello", "two words.com", "javascript:alert(1)", "ftp://example.com"] {
        assert_eq!(whole(left), None, "{left}");
    }
}

#[test]
fn networks_are_known_by_their_addresses() {
    assert_eq!(Network::of_url("https://www.youtube.com/@a"), Network::Youtube);
    assert_eq!(Network::of_url("https://m.youtube.com/@a"), Network::Youtube);
    assert_eq!(Network::of_url("https://notyoutube.com"), Network::Website);
    assert_eq!(Network::of_url("mailto:a@example.com"), Network::Email);
    for network in Network::ALL {
        assert_eq!(Network::parse(network.key()), Some(network));
    }
}

#[test]
fn a_long_history_shares_its_drafts() {
    let mut editor = Editor::new(draft(vec![link("one")]));
    set_title(&mut editor, "B", 0);
    let kept = editor.draft().clone();
    set_title(&mut editor, "C", 10_000);
    editor.undo();
    assert!(Arc::ptr_eq(&kept, editor.draft()), "undo brings back the draft itself, not a copy");
}
