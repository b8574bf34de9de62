//! Two versions of a draft side by side, in words.

use super::editor::Field;
use crate::sites::{
    themes,
    types::{Block, SiteDraft},
};

/// One thing that two versions have differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What: a field, a block, the order.
    pub what: String,
    /// How it is in the one version.
    pub mine: String,
    /// How it is in the other.
    pub theirs: String,
}

/// Everything that differs, fields first, then blocks in the order of `mine`, then what only `theirs` has, then the order.
pub fn compare(mine: &SiteDraft, theirs: &SiteDraft) -> Vec<Difference> {
    let mut found = Vec::new();
    for field in Field::ALL {
        if field.of(mine) != field.of(theirs) {
            let word = |draft: &SiteDraft| match field {
                Field::Theme => themes::find(&draft.theme).name.to_owned(),
                _ => quoted(field.of(draft)),
            };
            found.push(Difference { what: field.label().to_owned(), mine: word(mine), theirs: word(theirs) });
        }
    }
    let parts = [("Design", mine.look != theirs.look), ("Visibility", mine.options != theirs.options)];
    for (what, _) in parts.into_iter().filter(|(_, differs)| *differs) {
        let words = |whose: &str| format!("As {whose} chose it");
        found.push(Difference { what: what.to_owned(), mine: words("you"), theirs: words("they") });
    }
    for block in &mine.blocks {
        match theirs.blocks.iter().find(|other| other.id == block.id) {
            Some(other) if other == block => (),
            Some(other) => found.push(changed(block, other)),
            None => found.push(Difference {
                what: block.content.name(),
                mine: "On the page".to_owned(),
                theirs: "Not there".to_owned(),
            }),
        }
    }
    for block in theirs.blocks.iter().filter(|block| !has(mine, block)) {
        found.push(Difference {
            what: block.content.name(),
            mine: "Not there".to_owned(),
            theirs: "On the page".to_owned(),
        });
    }
    found.extend(order(mine, theirs));
    found
}

/// A whole draft as text that can be kept elsewhere.
pub fn as_text(draft: &SiteDraft) -> String {
    let mut lines = vec![draft.title.clone(), draft.bio.clone()];
    for block in &draft.blocks {
        let hidden = if block.hidden { " (hidden)" } else { "" };
        lines.push(String::new());
        lines.push(format!("{}{hidden}", block.content.label()));
        lines.extend(block.content.texts());
    }
    lines.join("\n")
}

fn has(draft: &SiteDraft, block: &Block) -> bool {
    draft.blocks.iter().any(|other| other.id == block.id)
}

/// How one block differs from itself.
fn changed(mine: &Block, theirs: &Block) -> Difference {
    let words = |block: &Block, other: &Block| {
        let mut words = Vec::new();
        if block.hidden != other.hidden {
            words.push(if block.hidden { "Hidden".to_owned() } else { "Shown".to_owned() });
        }
        if block.rules != other.rules {
            words.push("Shown by other rules".to_owned());
        }
        if block.content != other.content {
            let other = other.content.texts();
            let own: Vec<_> = block.content.texts().into_iter().filter(|line| !other.contains(line)).collect();
            words.push(if own.is_empty() { "Without that".to_owned() } else { shorten(&own.join(" · ")) });
        }
        words.join(". ")
    };
    Difference { what: theirs.content.name(), mine: words(mine, theirs), theirs: words(theirs, mine) }
}

/// Whether the blocks that both have stand in another order.
fn order(mine: &SiteDraft, theirs: &SiteDraft) -> Option<Difference> {
    let common = |draft: &SiteDraft, other: &SiteDraft| {
        draft.blocks.iter().filter(|block| has(other, block)).map(|block| block.id).collect::<Vec<_>>()
    };
    let (one, two) = (common(mine, theirs), common(theirs, mine));
    let at = one.iter().zip(&two).position(|(one, two)| one != two)?;
    let name = |draft: &SiteDraft, id| {
        draft.blocks.iter().find(|block| block.id == id).map(|block| block.content.name()).unwrap_or_default()
    };
    let line = |draft: &SiteDraft, id| format!("{} is number {}", name(draft, id), at + 1);
    Some(Difference {
        what: "Order of the blocks".to_owned(),
        mine: line(mine, one[at]),
        theirs: line(theirs, two[at]),
    })
}

fn quoted(text: &str) -> String {
    if text.trim().is_empty() { "Empty".to_owned() } else { format!("“{}”", shorten(text)) }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 160 { text.to_owned() } else { text.chars().take(159).chain(['…']).collect() }
}
