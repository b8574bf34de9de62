//! Numbers as people read them, and how they compare.

use super::Trend;

/// "12,345".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How a number compares to the one of the time before, in words; `span` is that time: "7 days".
pub fn compared(now: u64, before: u64, span: &str) -> (String, Trend) {
    let percent = |part: u64| grouped((part * 100).div_ceil(before.max(1)));
    match (now, before) {
        (0, 0) => (format!("None in the {span} before either"), Trend::Same),
        (_, 0) => (format!("None in the {span} before"), Trend::Better),
        _ if now == before => (format!("As many as in the {span} before"), Trend::Same),
        _ if now > before => {
            (format!("{}% more than in the {span} before ({})", percent(now - before), grouped(before)), Trend::Better)
        }
        _ => {
            (format!("{}% fewer than in the {span} before ({})", percent(before - now), grouped(before)), Trend::Worse)
        }
    }
}

/// "12.5%"; a dash where there is nothing to divide by.
pub fn rate(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let percent = part as f64 * 100.0 / whole as f64;
    if percent >= 99.95 { format!("{percent:.0}%") } else { format!("{percent:.1}%") }
}
