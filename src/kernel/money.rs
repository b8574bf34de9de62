//! Money: whole minor units and a currency, with checked arithmetic and no floats.

use serde::{Deserialize, Serialize};

/// The currencies that a workspace can choose, with the digits of their minor unit (ISO 4217).
pub const CURRENCIES: &[(&str, &str, u8)] = &[
    ("EUR", "Euro", 2),
    ("USD", "US dollar", 2),
    ("GBP", "Pound sterling", 2),
    ("AUD", "Australian dollar", 2),
    ("BRL", "Brazilian real", 2),
    ("CAD", "Canadian dollar", 2),
    ("CHF", "Swiss franc", 2),
    ("CZK", "Czech koruna", 2),
    ("DKK", "Danish krone", 2),
    ("HKD", "Hong Kong dollar", 2),
    ("IDR", "Indonesian rupiah", 2),
    ("INR", "Indian rupee", 2),
    ("JPY", "Japanese yen", 0),
    ("KRW", "South Korean won", 0),
    ("KWD", "Kuwaiti dinar", 3),
    ("MXN", "Mexican peso", 2),
    ("NOK", "Norwegian krone", 2),
    ("NZD", "New Zealand dollar", 2),
    ("PLN", "Polish zloty", 2),
    ("SEK", "Swedish krona", 2),
    ("SGD", "Singapore dollar", 2),
    ("TRY", "Turkish lira", 2),
    ("ZAR", "South African rand", 2),
];

/// An ISO 4217 code out of [`CURRENCIES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Currency(&'static str);

impl Currency {
    /// Finds a currency by its code. The error is a sentence for the person.
    pub fn parse(code: &str) -> Result<Self, &'static str> {
        CURRENCIES
            .iter()
            .find(|(known, ..)| *known == code)
            .map(|(known, ..)| Self(known))
            .ok_or("Choose a currency from the list.")
    }

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.0
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code).map_err(serde::de::Error::custom)
    }
}
