//! An editing session as a model: the draft, what was done to it and can be taken back, and what of it is saved. It knows
//! nothing of the page.

use std::sync::Arc;

use crate::{
    kernel::id::BlockId,
    sites::{
        blocks::BlockContent,
        types::{Block, BlockRules, Look, MAX_BLOCKS, SiteDraft, SiteOptions},
    },
};

/// How many steps can be taken back.
const MAX_STEPS: usize = 100;
/// Typing in one field is one step as long as the pauses are shorter, in milliseconds.
const PAUSE: i64 = 1500;

/// A text of the site itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Name on top.
    Title,
    /// A few words below it.
    Bio,
    /// Portrait by address.
    AvatarUrl,
    /// Key of a theme.
    Theme,
    /// BCP 47 language.
    Language,
    /// Title for search engines.
    SeoTitle,
    /// Description for search engines.
    SeoDescription,
    /// Image for shares by address.
    ShareImageUrl,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Bio,
        Self::AvatarUrl,
        Self::Theme,
        Self::Language,
        Self::SeoTitle,
        Self::SeoDescription,
        Self::ShareImageUrl,
    ];

    /// Its name in [`SiteDraft::problems`] and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Bio => "bio",
            Self::AvatarUrl => "avatar_url",
            Self::Theme => "theme",
            Self::Language => "language",
            Self::SeoTitle => "seo_title",
            Self::SeoDescription => "seo_description",
            Self::ShareImageUrl => "share_image_url",
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Bio => "Bio",
            Self::AvatarUrl => "Picture",
            Self::Theme => "Theme",
            Self::Language => "Language",
            Self::SeoTitle => "Search title",
            Self::SeoDescription => "Search description",
            Self::ShareImageUrl => "Share image",
        }
    }

    /// Its text in a draft.
    pub fn of(self, draft: &SiteDraft) -> &String {
        match self {
            Self::Title => &draft.title,
            Self::Bio => &draft.bio,
            Self::AvatarUrl => &draft.avatar_url,
            Self::Theme => &draft.theme,
            Self::Language => &draft.language,
            Self::SeoTitle => &draft.seo_title,
            Self::SeoDescription => &draft.seo_description,
            Self::ShareImageUrl => &draft.share_image_url,
        }
    }

    fn of_mut(self, draft: &mut SiteDraft) -> &mut String {
        match self {
            Self::Title => &mut draft.title,
            Self::Bio => &mut draft.bio,
            Self::AvatarUrl => &mut draft.avatar_url,
            Self::Theme => &mut draft.theme,
            Self::Language => &mut draft.language,
            Self::SeoTitle => &mut draft.seo_title,
            Self::SeoDescription => &mut draft.seo_description,
            Self::ShareImageUrl => &mut draft.share_image_url,
        }
    }
}

/// One thing that can be done to a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Writes a text of the site.
    Set(Field, String),
    /// Puts blocks before the block that is at this place.
    Add {
        /// The place; the end when there is none.
        at: usize,
        /// The blocks, with ids that the site does not have.
        blocks: Vec<Block>,
    },
    /// Writes what differs from the theme.
    Look(Look),
    /// Writes who may see the site.
    Options(SiteOptions),
    /// Writes when a block is shown and what stands before its links.
    Rules {
        /// Which block.
        id: BlockId,
        /// Its rules from now on.
        rules: BlockRules,
    },
    /// Writes what a block holds.
    Change {
        /// Which block.
        id: BlockId,
        /// What it holds from now on.
        content: BlockContent,
    },
    /// Moves a block.
    Move {
        /// Which block.
        id: BlockId,
        /// Its place afterwards.
        to: usize,
    },
    /// Hides or shows a block.
    Hide {
        /// Which block.
        id: BlockId,
        /// Hidden from now on.
        hidden: bool,
    },
    /// Puts a copy of a block after it.
    Duplicate {
        /// Which block.
        id: BlockId,
        /// The id of the copy.
        copy: BlockId,
    },
    /// Takes a block away.
    Delete(BlockId),
    /// Several things as one step.
    All(Vec<Edit>),
    /// Another draft altogether.
    Replace(Box<SiteDraft>),
}

/// What edits have in common that are one step together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Field(Field),
    Look,
    Options,
    Block(BlockId),
    Rules(BlockId),
}

impl Edit {
    fn topic(&self) -> Option<Topic> {
        match self {
            Self::Set(Field::Theme | Field::Language, _) => None,
            Self::Set(field, _) => Some(Topic::Field(*field)),
            Self::Look(_) => Some(Topic::Look),
            Self::Options(_) => Some(Topic::Options),
            Self::Change { id, .. } => Some(Topic::Block(*id)),
            Self::Rules { id, .. } => Some(Topic::Rules(*id)),
            _ => None,
        }
    }

    /// Does it to a draft. What it names and is not there stays as it is.
    fn apply_to(self, draft: &mut SiteDraft) {
        let place = |draft: &SiteDraft, id: BlockId| draft.blocks.iter().position(|block| block.id == id);
        match self {
            Self::Set(field, text) => *field.of_mut(draft) = text,
            Self::Add { at, mut blocks } => {
                let at = at.min(draft.blocks.len());
                blocks.retain(|block| place(draft, block.id).is_none());
                blocks.truncate(MAX_BLOCKS.saturating_sub(draft.blocks.len()));
                draft.blocks.splice(at..at, blocks);
            }
            Self::Change { id, content } => {
                if let Some(at) = place(draft, id) {
                    draft.blocks[at].content = content;
                }
            }
            Self::Look(look) => draft.look = look,
            Self::Options(options) => draft.options = options,
            Self::Rules { id, rules } => {
                if let Some(at) = place(draft, id) {
                    draft.blocks[at].rules = rules;
                }
            }
            Self::Move { id, to } => {
                if let Some(at) = place(draft, id) {
                    let block = draft.blocks.remove(at);
                    draft.blocks.insert(to.min(draft.blocks.len()), block);
                }
            }
            Self::Hide { id, hidden } => {
                if let Some(at) = place(draft, id) {
                    draft.blocks[at].hidden = hidden;
                }
            }
            Self::Duplicate { id, copy } => {
                if let Some(at) = place(draft, id).filter(|_| draft.blocks.len() < MAX_BLOCKS) {
                    let block = Block { id: copy, ..draft.blocks[at].clone() };
                    draft.blocks.insert(at + 1, block);
                }
            }
            Self::Delete(id) => draft.blocks.retain(|block| block.id != id),
            Self::All(edits) => edits.into_iter().for_each(|edit| edit.apply_to(draft)),
            Self::Replace(other) => *draft = *other,
        }
    }
}

/// The draft, its history, and the draft that is known to be saved.
#[derive(Clone, Debug)]
pub struct Editor {
    draft: Arc<SiteDraft>,
    saved: Arc<SiteDraft>,
    past: Vec<Arc<SiteDraft>>,
    future: Vec<Arc<SiteDraft>>,
    last: Option<(Topic, i64)>,
}

impl Editor {
    /// Begins with a draft that is saved.
    pub fn new(draft: SiteDraft) -> Self {
        let draft = Arc::new(draft);
        Self { saved: draft.clone(), draft, past: Vec::new(), future: Vec::new(), last: None }
    }

    /// The draft as it is now.
    pub fn draft(&self) -> &Arc<SiteDraft> {
        &self.draft
    }

    /// A block of the draft.
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.draft.blocks.iter().find(|block| block.id == id)
    }

    /// The place of a block.
    pub fn place(&self, id: BlockId) -> Option<usize> {
        self.draft.blocks.iter().position(|block| block.id == id)
    }

    /// Does something at a time (milliseconds). Returns whether anything changed.
    pub fn apply(&mut self, edit: Edit, at: i64) -> bool {
        let topic = edit.topic();
        let mut draft = (*self.draft).clone();
        edit.apply_to(&mut draft);
        if draft == *self.draft {
            return false;
        }
        let goes_on = topic.is_some()
            && self.last.is_some_and(|(last, then)| Some(last) == topic && at - then <= PAUSE)
            && !self.past.is_empty();
        let before = std::mem::replace(&mut self.draft, Arc::new(draft));
        if !goes_on {
            if self.past.len() == MAX_STEPS {
                self.past.remove(0);
            }
            self.past.push(before);
        }
        self.future.clear();
        self.last = topic.map(|topic| (topic, at));
        true
    }

    /// Takes the last step back. Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.draft, before));
        self.last = None;
        true
    }

    /// Does again what was taken back. Returns whether there was something.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.draft, after));
        self.last = None;
        true
    }

    /// Whether a step can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether a step can be done again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Whether the draft differs from what is saved.
    pub fn is_dirty(&self) -> bool {
        !Arc::ptr_eq(&self.draft, &self.saved) && self.draft != self.saved
    }

    /// This draft is what the server has.
    pub fn mark_saved(&mut self, draft: Arc<SiteDraft>) {
        self.saved = draft;
        // What was typed before the save can be taken back on its own.
        self.last = None;
    }
}
