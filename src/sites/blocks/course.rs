//! The course block: something to learn from the workspace's courses.

use leptos::prelude::*;

use super::{
    Editing,
    connect::{Connect, Words, check_words, waiting},
    content::{first, owned},
};
use crate::kernel::{FieldErrors, time::Time};

waiting!(
    /// A course. Which one is chosen when the workspace has courses.
    Course,
    CourseForm,
    "This workspace has no courses",
    "With a course, the block shows what it teaches, its price and a button to enrol.",
    "Wheel throwing for beginners"
);
