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

    /// Digits of the minor unit: 2 for the euro, 0 for the yen.
    pub fn digits(self) -> u8 {
        CURRENCIES.iter().find(|(known, ..)| *known == self.0).map_or(2, |(.., digits)| *digits)
    }

    /// Nothing, in this currency.
    pub fn zero(self) -> Money {
        Money { minor: 0, currency: self }
    }

    /// An amount of minor units.
    pub fn amount(self, minor: i64) -> Money {
        Money { minor, currency: self }
    }
}

/// The largest amount that a person can enter: 1,000,000,000,000 minor units, far below what 64 bits hold.
pub const MAX_MINOR: i64 = 1_000_000_000_000;

/// An amount of one currency in whole minor units (cents); negative for what goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// Of what.
    pub currency: Currency,
}

/// Why amounts cannot be reckoned with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// Two currencies.
    Mixed,
    /// Beyond 64 bits.
    TooLarge,
}

impl std::fmt::Display for MoneyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Mixed => "amounts of two currencies cannot be added",
            Self::TooLarge => "an amount is too large",
        })
    }
}

impl Money {
    /// The sum.
    ///
    /// # Errors
    /// Mixed; TooLarge.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.with(other, i64::checked_add)
    }

    /// The difference.
    ///
    /// # Errors
    /// Mixed; TooLarge.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.with(other, i64::checked_sub)
    }

    /// So many times as much.
    ///
    /// # Errors
    /// TooLarge.
    pub fn times(self, count: i64) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_mul(count).ok_or(MoneyError::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    fn with(self, other: Self, reckon: fn(i64, i64) -> Option<i64>) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed);
        }
        let minor = reckon(self.minor, other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    /// The amount as a person types it: `12.50`, `-3`, `1200` for yen.
    pub fn plain(self) -> String {
        let digits = usize::from(self.currency.digits());
        let sign = if self.minor < 0 { "-" } else { "" };
        let whole = format!("{:0>1$}", self.minor.unsigned_abs(), digits + 1);
        let (major, minor) = whole.split_at(whole.len() - digits);
        if digits == 0 { format!("{sign}{major}") } else { format!("{sign}{major}.{minor}") }
    }

    /// Reads what a person typed: `12`, `12.5`, `12,50`, `1,234.50`, `1.234,50`. The error is a sentence for the person.
    ///
    /// A single separator with exactly three digits behind it groups thousands where the currency has two digits or none.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, &'static str> {
        const WORDS: &str = "Enter an amount in figures, like 12.50.";
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '\u{2019}').collect();
        let (negative, text) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
        let digits = usize::from(currency.digits());
        let (major, minor) = split(text, digits).ok_or(WORDS)?;
        if minor.len() > digits {
            return Err(match digits {
                0 => "This currency has no decimals. Enter a whole amount.",
                2 => "Enter at most two decimals.",
                _ => "Enter at most three decimals.",
            });
        }
        let all = format!("{major}{minor:0<digits$}");
        let figures = !(major.is_empty() && minor.is_empty()) && all.bytes().all(|byte| byte.is_ascii_digit());
        let amount = figures.then(|| all.parse::<i64>().ok()).flatten();
        match amount {
            Some(minor) if minor <= MAX_MINOR => Ok(Self { minor: if negative { -minor } else { minor }, currency }),
            Some(_) => Err("This amount is too large."),
            None => Err(if figures { "This amount is too large." } else { WORDS }),
        }
    }
}

/// The amount with its code and grouped thousands, `EUR 1,234.50`.
impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plain = self.plain();
        let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (major, minor) = plain.split_once('.').map_or((plain, None), |(major, minor)| (major, Some(minor)));
        write!(f, "{sign}{}\u{a0}", symbol(self.currency))?;
        for (at, digit) in major.char_indices() {
            if at > 0 && (major.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        minor.map_or(Ok(()), |minor| write!(f, ".{minor}"))
    }
}

/// The sign where it means one currency only, the code elsewhere.
fn symbol(currency: Currency) -> &'static str {
    match currency.code() {
        "EUR" => "€",
        "GBP" => "£",
        "INR" => "₹",
        "KRW" => "₩",
        code => CURRENCIES.iter().find(|(known, ..)| *known == code).map_or("", |(known, ..)| known),
    }
}

/// Figures before and after the decimal separator; separators of thousands are gone.
fn split(text: &str, digits: usize) -> Option<(String, String)> {
    let last = text.rfind(['.', ',']);
    let Some(at) = last else { return Some((text.to_owned(), String::new())) };
    let (head, tail) = (&text[..at], &text[at + 1..]);
    let sign = &text[at..=at];
    let alone = !head.contains(['.', ',']);
    let grouped = |head: &str| head.split(['.', ',']).skip(1).all(|group| group.len() == 3);
    // 1,234 for euros: a group of thousands; 1.234 for dinars: three decimals.
    let groups = tail.len() == 3 && digits < 3 && (alone && !head.is_empty() || head.contains(sign));
    if groups {
        return grouped(text).then(|| (text.replace(['.', ','], ""), String::new()));
    }
    (!head.contains(sign) && grouped(head)).then(|| (head.replace(['.', ','], ""), tail.to_owned()))
}

/// Shares an amount out in proportion to weights, to the last minor unit: the sum of the shares is the amount. What is left
/// after rounding down goes one unit each to the largest remainders (Hamilton's method), earlier ones first.
/// Without any weight the first takes everything; without shares nothing is given.
pub fn share_out(minor: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from((*weight).max(0))).sum();
    if sum == 0 {
        let mut shares = vec![0; weights.len()];
        if let Some(first) = shares.first_mut() {
            *first = minor;
        }
        return shares;
    }
    let sign = if minor < 0 { -1 } else { 1 };
    let amount = i128::from(minor).abs();
    let exact: Vec<(i128, i128)> = weights
        .iter()
        .map(|weight| amount * i128::from((*weight).max(0)))
        .map(|part| (part / sum, part % sum))
        .collect();
    let mut shares: Vec<i128> = exact.iter().map(|(whole, _)| *whole).collect();
    let left = amount - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact[*at].1));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    shares.into_iter().map(|share| sign * i64::try_from(share).unwrap_or(i64::MAX)).collect()
}

/// `numerator / denominator` of an amount, halves away from zero. The denominator is positive.
pub fn fraction(minor: i64, numerator: i64, denominator: i64) -> i64 {
    let (part, whole) = (i128::from(minor) * i128::from(numerator), i128::from(denominator));
    let half = if part < 0 { -whole / 2 } else { whole / 2 };
    i64::try_from((part + half) / whole).unwrap_or(if part < 0 { i64::MIN } else { i64::MAX })
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code).map_err(serde::de::Error::custom)
    }
}
