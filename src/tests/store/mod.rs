//! The store: amounts, prices, stock, orders, the ledger.

mod money;
mod states;
