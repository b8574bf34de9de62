//! Amounts are exact in currencies with no, two and three decimals.

use mewayz::kernel::money::{CURRENCIES, Currency, MAX_MINOR, Money, fraction, share_out};
use proptest::prelude::*;

fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("the test knows the currency")
}

fn read(text: &str, code: &str) -> Result<i64, &'static str> {
    Money::parse(text, currency(code)).map(|money| money.minor)
}

#[test]
fn people_type_amounts_in_their_own_ways() {
    for (text, code, minor) in [
        ("12", "EUR", 1200),
        ("12.5", "EUR", 1250),
        ("12,50", "EUR", 1250),
        ("1,234.50", "USD", 123_450),
        ("1.234,50", "EUR", 123_450),
        ("1'234.50", "CHF", 123_450),
        ("1 234,50", "PLN", 123_450),
        ("1,234", "EUR", 123_400),
        ("1,234,567", "EUR", 123_456_700),
        ("1.234", "KWD", 1234),
        ("1,234.567", "KWD", 1_234_567),
        ("1200", "JPY", 1200),
        ("1,200", "JPY", 1200),
        (".5", "EUR", 50),
        ("-3", "EUR", -300),
        ("0", "EUR", 0),
    ] {
        assert_eq!(read(text, code), Ok(minor), "{text} {code}");
    }
    for (text, code) in [
        ("", "EUR"),
        ("-", "EUR"),
        ("twelve", "EUR"),
        ("12.345.6", "EUR"),
        ("1,23,456", "EUR"),
        ("12.3456", "EUR"),
        ("1.5", "JPY"),
        ("1.2345", "KWD"),
        ("99999999999999999999", "EUR"),
        ("１２", "EUR"),
        ("1e3", "EUR"),
    ] {
        assert!(read(text, code).is_err(), "{text} {code}");
    }
}

#[test]
fn amounts_are_shown_with_sign_and_groups() {
    assert_eq!(currency("EUR").amount(123_456_789).to_string(), "€\u{a0}1,234,567.89");
    assert_eq!(currency("USD").amount(-5).to_string(), "-USD\u{a0}0.05");
    assert_eq!(currency("JPY").amount(1200).to_string(), "JPY\u{a0}1,200");
    assert_eq!(currency("KWD").amount(7).to_string(), "KWD\u{a0}0.007");
}

#[test]
fn currencies_do_not_mix_and_nothing_wraps_around() {
    assert!(currency("EUR").amount(1).plus(currency("USD").amount(1)).is_err());
    assert!(currency("EUR").amount(i64::MAX).plus(currency("EUR").amount(1)).is_err());
    assert!(currency("EUR").amount(i64::MAX / 2).times(3).is_err());
}

#[test]
fn halves_go_away_from_zero() {
    assert_eq!([fraction(5, 1, 2), fraction(-5, 1, 2), fraction(4, 1, 3), fraction(199, 19, 119)], [3, -3, 1, 32]);
}

proptest! {
    #[test]
    fn what_is_shown_can_be_typed(minor in -MAX_MINOR..=MAX_MINOR, at in 0..CURRENCIES.len()) {
        let money = currency(CURRENCIES[at].0).amount(minor);
        prop_assert_eq!(Money::parse(&money.plain(), money.currency), Ok(money));
    }

    #[test]
    fn shares_sum_up_to_the_amount(minor in -MAX_MINOR..=MAX_MINOR, weights in prop::collection::vec(0..=MAX_MINOR, 1..40)) {
        let shares = share_out(minor, &weights);
        prop_assert_eq!(shares.iter().sum::<i64>(), minor);
        let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        for (share, weight) in shares.iter().zip(&weights) {
            if sum > 0 {
                let exact = i128::from(minor) * i128::from(*weight) / sum;
                prop_assert!((i128::from(*share) - exact).abs() <= 1, "{} of {}", share, exact);
            }
        }
    }
}
