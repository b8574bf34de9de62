//! Shapes of the store: products, prices, orders. What is stored as a word is an enum here.

mod orders;
mod products;

pub use orders::{Address, Fulfilment, OrderStatus};
pub use products::{PriceModel, ProductKind, ProductOption, ProductStatus, Recurring, TaxClass};
