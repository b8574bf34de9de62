//! What a product is: its kind, its state, how its price works.

use serde::{Deserialize, Serialize};

use crate::kernel::words::words;

words! {
    /// What somebody gets who buys the product.
    ProductKind {
        /// Files to download.
        Digital "digital" "Digital download",
        /// Something that is sent.
        Physical "physical" "Physical product",
        /// Time of somebody.
        Service "service" "Service or booking",
        /// A course of the workspace.
        Course "course" "Course",
        /// Several products together.
        Bundle "bundle" "Bundle",
        /// Something that is paid again and again.
        Membership "membership" "Membership",
    }
}

words! {
    /// Whether visitors see a product.
    ProductStatus {
        /// Being made: only the team sees it.
        Draft "draft" "Draft",
        /// On sale.
        Published "published" "Published",
        /// Not sold any more; buyers keep what they bought.
        Archived "archived" "Archived",
    }
}

words! {
    /// How a price is found.
    PriceModel {
        /// What the variant says.
        Fixed "fixed" "Fixed price",
        /// What the buyer says, at least what the variant says.
        PayWhatYouWant "pay_what_you_want" "Pay what you want",
        /// What the variant says, again and again; memberships only.
        Recurring "recurring" "Recurring price",
    }
}

words! {
    /// How often a membership is paid.
    Recurring {
        /// Every week.
        Weekly "weekly" "Weekly",
        /// Every month.
        Monthly "monthly" "Monthly",
        /// Every three months.
        Quarterly "quarterly" "Every three months",
        /// Every year.
        Yearly "yearly" "Yearly",
    }
}

words! {
    /// What a rate of tax applies to.
    TaxClass {
        /// Most things.
        Standard "standard" "Standard",
        /// Books, food and whatever else a country taxes less.
        Reduced "reduced" "Reduced",
        /// What is delivered over the network.
        Digital "digital" "Digital services",
        /// What is never taxed.
        Exempt "exempt" "No tax",
    }
}

impl ProductKind {
    /// Whether somebody must be told where to send it. A bundle says so through its parts.
    pub fn is_shipped(self) -> bool {
        self == Self::Physical
    }
}

/// A choice that a buyer makes: size, colour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductOption {
    /// `Size`.
    pub name: String,
    /// `S`, `M`, `L`, in the order of the page.
    pub values: Vec<String>,
}
