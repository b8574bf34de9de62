//! The ways of an order.

use mewayz::store::types::OrderStatus::{self, *};

#[test]
fn an_order_goes_only_the_ways_that_there_are() {
    let ways: Vec<(OrderStatus, OrderStatus)> = OrderStatus::ALL
        .iter()
        .flat_map(|from| OrderStatus::ALL.iter().map(move |to| (*from, *to)))
        .filter(|(from, to)| from.may_become(*to))
        .collect();
    let expected = [
        (Pending, Paid),
        (Pending, Cancelled),
        (Paid, Fulfilled),
        (Paid, PartiallyRefunded),
        (Paid, Refunded),
        (Paid, Disputed),
        (Fulfilled, PartiallyRefunded),
        (Fulfilled, Refunded),
        (Fulfilled, Disputed),
        (PartiallyRefunded, Fulfilled),
        (PartiallyRefunded, Refunded),
        (PartiallyRefunded, Disputed),
        (Cancelled, Paid),
        (Disputed, Paid),
        (Disputed, Fulfilled),
        (Disputed, PartiallyRefunded),
        (Disputed, Refunded),
    ];
    assert_eq!(ways, expected);
    // Money that went back whole is the end, and an order that was never paid is never sent.
    assert!(!OrderStatus::ALL.iter().any(|next| Refunded.may_become(*next)));
    assert!(!Pending.may_become(Fulfilled));
}
