//! The store: products, stock, carts, checkout, payments, orders, the ledger, and what buyers may have.

#[cfg(feature = "ssr")]
pub mod entitlements;
pub mod types;
