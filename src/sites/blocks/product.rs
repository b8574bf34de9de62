//! The product block: something to buy from the workspace's store.

use leptos::prelude::*;

use super::{
    Editing,
    connect::{Connect, Words, check_words, waiting},
    content::{first, owned},
};
use crate::kernel::{FieldErrors, time::Time};

waiting!(
    /// A product. Which one is chosen when the workspace has a store.
    Product,
    ProductForm,
    "This workspace has no store",
    "With a store, the block shows the product that you choose: its picture, its price and a button to buy it.",
    "My favourite cup"
);
