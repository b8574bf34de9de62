//! Numbers of sites as the dashboard and the wire see them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kernel::{
    AppError, Result,
    id::{BlockId, SiteId},
};

/// How many rows a table of a report shows; the rest are added up in one more.
pub const TABLE_ROWS: u64 = 10;
/// The longest range, in days.
pub const MAX_DAYS: u32 = 366;
/// The longest range that is drawn hour by hour, in days.
pub const HOURLY_DAYS: u32 = 2;
/// The longest range that is drawn day by day; longer ones are drawn by month.
pub const DAILY_DAYS: u32 = 92;

/// What numbers are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Not at all.
    All,
    /// On which site; counted for the workspace only.
    Site,
    /// What was clicked.
    Block,
    /// The host of the page that led here.
    Referrer,
    /// ISO 3166 code.
    Country,
    /// `phone`, `tablet`, `desktop`, `other`.
    Device,
    /// `utm_source`
    Source,
    /// `utm_medium`
    Medium,
    /// `utm_campaign`
    Campaign,
}

impl Dimension {
    /// Those that a report has a table for, in its order.
    pub const TABLES: [Self; 8] = [
        Self::Site,
        Self::Block,
        Self::Referrer,
        Self::Country,
        Self::Device,
        Self::Source,
        Self::Medium,
        Self::Campaign,
    ];

    /// The word that is stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Site => "site",
            Self::Block => "block",
            Self::Referrer => "referrer",
            Self::Country => "country",
            Self::Device => "device",
            Self::Source => "source",
            Self::Medium => "medium",
            Self::Campaign => "campaign",
        }
    }

    /// Reads the stored word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::TABLES.into_iter().chain([Self::All]).find(|dimension| dimension.as_str() == text)
    }

    /// One of it: the heading of the first column.
    pub fn noun(self) -> &'static str {
        match self {
            Self::All => "Day",
            Self::Site => "Site",
            Self::Block => "Block",
            Self::Referrer => "Referrer",
            Self::Country => "Country",
            Self::Device => "Device",
            Self::Source => "Source",
            Self::Medium => "Medium",
            Self::Campaign => "Campaign",
        }
    }

    /// The heading of its table.
    pub fn title(self) -> &'static str {
        match self {
            Self::All => "Days",
            Self::Site => "Sites",
            Self::Block => "Blocks",
            Self::Referrer => "Referrers",
            Self::Country => "Countries",
            Self::Device => "Devices",
            Self::Source => "Campaign sources",
            Self::Medium => "Campaign media",
            Self::Campaign => "Campaigns",
        }
    }
}

/// A range of days in the workspace's time zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Range {
    /// Today.
    Today,
    /// The last 7 days, today included; likewise below.
    Week,
    /// 30 days.
    #[default]
    Month,
    /// 90 days.
    Quarter,
    /// This month and the 11 before it.
    Year,
    /// From one day to another, both included.
    Custom(NaiveDate, NaiveDate),
}

impl Range {
    /// Those with a name.
    pub const NAMED: [Self; 5] = [Self::Today, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// Its word in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "7d",
            Self::Month => "30d",
            Self::Quarter => "90d",
            Self::Year => "12m",
            Self::Custom(..) => "custom",
        }
    }

    /// What is on its button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Week => "7 days",
            Self::Month => "30 days",
            Self::Quarter => "90 days",
            Self::Year => "12 months",
            Self::Custom(..) => "Other days",
        }
    }

    /// Reads what an address says; nothing is 30 days.
    ///
    /// # Errors
    /// Invalid (`range`, `from`, `to`).
    pub fn parse(word: &str, from: &str, to: &str) -> Result<Self> {
        if word.is_empty() {
            return Ok(Self::default());
        }
        if let Some(named) = Self::NAMED.into_iter().find(|range| range.as_str() == word) {
            return Ok(named);
        }
        if word != "custom" {
            return Err(AppError::invalid("range", "Choose one of the ranges, or a first and a last day."));
        }
        let day = |field, text: &str| {
            let wrong = || AppError::invalid(field, "Enter a day, for example 2026-11-21.");
            text.trim().parse::<NaiveDate>().map_err(|_| wrong())
        };
        let (from, to) = (day("from", from)?, day("to", to)?);
        if from > to {
            return Err(AppError::invalid("to", "The last day is before the first. Choose a later one."));
        }
        if (to - from).num_days() >= i64::from(MAX_DAYS) {
            return Err(AppError::invalid("from", format!("Choose at most {MAX_DAYS} days.")));
        }
        Ok(Self::Custom(from, to))
    }

    /// What an address says of it: `range=7d`.
    pub fn query(self) -> String {
        match self {
            Self::Custom(from, to) => format!("range=custom&from={from}&to={to}"),
            named => format!("range={}", named.as_str()),
        }
    }
}

/// How wide the points of a chart are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// One hour.
    Hour,
    /// One day.
    Day,
    /// One month of the calendar, as far as the range reaches.
    Month,
}

impl Step {
    /// "Hour"
    pub fn label(self) -> &'static str {
        match self {
            Self::Hour => "Hour",
            Self::Day => "Day",
            Self::Month => "Month",
        }
    }
}

/// Counts of people, and how many views and clicks of machines were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Pages answered.
    pub views: u64,
    /// People, each once a day and site; only those who may be known again.
    pub visitors: u64,
    /// Links followed.
    pub clicks: u64,
    /// Views and clicks of machines, which are not in the others.
    pub bots: u64,
    /// Views and clicks of people who asked not to be followed: counted, but not as visitors.
    pub unnamed: u64,
}

impl Totals {
    /// Clicks for each hundred views; nothing without a view.
    pub fn click_rate(&self) -> Option<f64> {
        (self.views > 0).then(|| self.clicks as f64 * 100.0 / self.views as f64)
    }
}

/// One point of the main chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The hour, day or month, in the workspace's time zone: "21 Nov".
    pub label: String,
    /// The same for programs: `2026-11-21`, `2026-11-21 14:00`, `2026-11`.
    pub start: String,
    /// What happened in it.
    pub totals: Totals,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What is stored: a host, a code, an id.
    pub value: String,
    /// What people read.
    pub name: String,
    /// The site that a block belongs to.
    pub site: Option<SiteId>,
    /// A block or site that was deleted.
    pub deleted: bool,
    /// What belongs to it. Blocks have clicks, as visitors the people who clicked, and the views of their site; where a block's
    /// clicks came from has no views.
    pub totals: Totals,
}

/// The rows of one dimension, the largest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopTable {
    /// Of what.
    pub dimension: Dimension,
    /// At most [`TABLE_ROWS`].
    pub lines: Vec<Line>,
    /// Everything of the dimension, shown or not.
    pub all: Totals,
    /// How many rows there are in all.
    pub count: u64,
}

/// What a report is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// One site, or all of the workspace.
    pub site: Option<SiteId>,
    /// Its title.
    pub title: String,
    /// One block of the site.
    pub block: Option<BlockId>,
    /// Its name.
    pub block_name: String,
    /// The site or the block was deleted; its numbers stay.
    pub deleted: bool,
}

/// The numbers of a site, of one of its blocks, or of all sites.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Of what.
    pub subject: Subject,
    /// When.
    pub range: Range,
    /// The first and the last day.
    pub days: (NaiveDate, NaiveDate),
    /// The time zone in which days begin.
    pub zone: String,
    /// In the whole range.
    pub totals: Totals,
    /// In as many days before it.
    pub before: Totals,
    /// How many days those are.
    pub before_days: u32,
    /// How wide the points are.
    pub step: Step,
    /// The points of the chart, oldest first.
    pub points: Vec<Point>,
    /// Views (clicks of a block) by day of the week, Monday first, and hour.
    pub hours: Vec<Vec<u64>>,
    /// One table a dimension; only the workspace has one of sites, and a block has none of blocks.
    pub tables: Vec<TopTable>,
    /// Whether anything was ever counted.
    pub ever: bool,
}
