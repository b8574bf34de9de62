//! The block of the latest posts: what is new in the workspace's blog.

use leptos::prelude::*;

use super::{
    Editing,
    connect::{Connect, Words, check_words, waiting},
    content::{first, owned},
};
use crate::kernel::{FieldErrors, time::Time};

waiting!(
    /// The newest posts of the blog, once the workspace has one.
    LatestPosts,
    LatestPostsForm,
    "This workspace has no blog",
    "With a blog, the block shows its newest posts by itself: title, date and picture.",
    "From the studio diary"
);
