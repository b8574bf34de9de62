//! What an order goes through, and where it goes.

use serde::{Deserialize, Serialize};

use crate::kernel::words::words;

words! {
    /// Where an order stands with its money. The only ways from one to another are in [`OrderStatus::may_become`].
    OrderStatus {
        /// Placed, not paid yet; its stock is held until it is paid, cancelled or too old.
        Pending "pending" "Awaiting payment",
        /// Paid.
        Paid "paid" "Paid",
        /// Paid, and everything that was to be sent is on its way.
        Fulfilled "fulfilled" "Fulfilled",
        /// Part of the money went back.
        PartiallyRefunded "partially_refunded" "Partially refunded",
        /// All of the money went back.
        Refunded "refunded" "Refunded",
        /// Ended before it was paid.
        Cancelled "cancelled" "Cancelled",
        /// The buyer's bank asks for the money back.
        Disputed "disputed" "Disputed",
    }
}

impl OrderStatus {
    /// Whether this may become that. Nothing becomes itself: what happens twice happens once.
    pub fn may_become(self, next: Self) -> bool {
        use OrderStatus::*;
        match self {
            Pending => matches!(next, Paid | Cancelled),
            Paid => matches!(next, Fulfilled | PartiallyRefunded | Refunded | Disputed),
            Fulfilled => matches!(next, PartiallyRefunded | Refunded | Disputed),
            PartiallyRefunded => matches!(next, Fulfilled | Refunded | Disputed),
            // A dispute that was won leaves the order where it was; one that was lost is a refund.
            Disputed => matches!(next, Paid | Fulfilled | PartiallyRefunded | Refunded),
            // Money that arrives after the end wakes the order: it is refunded or sent, never lost.
            Cancelled => matches!(next, Paid),
            Refunded => false,
        }
    }

    /// Whether the store has the buyer's money, or a part of it.
    pub fn is_paid(self) -> bool {
        matches!(self, Self::Paid | Self::Fulfilled | Self::PartiallyRefunded | Self::Disputed)
    }
}

words! {
    /// How much of what is to be sent was sent.
    Fulfilment {
        /// Nothing to send: downloads and services.
        NotNeeded "not_needed" "Nothing to send",
        /// Nothing was sent yet.
        Open "open" "To be sent",
        /// A part was sent.
        Partial "partial" "Partly sent",
        /// Everything was sent.
        Done "done" "Sent",
    }
}

/// Where an invoice or a parcel goes. At most 120 characters a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Name of the person.
    pub name: String,
    /// Company, or empty.
    pub company: String,
    /// Street and number.
    pub line1: String,
    /// More of it, or empty.
    pub line2: String,
    /// Post code, or empty where there is none.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// State, province or region where taxes or the post ask for it: ISO 3166-2 without the country, `CA`.
    pub region: String,
    /// ISO 3166-1 alpha-2: `DE`.
    pub country: String,
    /// VAT number of a business, or empty.
    pub vat_number: String,
}
