//! The coupon block: a discount in the workspace's store.

use leptos::prelude::*;

use super::{
    Editing,
    connect::{Connect, Words, check_words, waiting},
    content::{first, owned},
};
use crate::kernel::{FieldErrors, time::Time};

waiting!(
    /// A coupon. Which one is chosen when the workspace has a store.
    Coupon,
    CouponForm,
    "This workspace has no store",
    "With a store, the block shows the code of the coupon that you choose, what it saves and until when.",
    "10% off everything in spring"
);
