//! Passwords: the rules, and an honest estimate of strength that also runs in the browser while typing.

use super::weak_passwords::is_weak;

/// The fewest characters.
pub const MIN: usize = 8;
/// The most characters.
pub const MAX: usize = 128;

/// One rule and whether a password keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// As a person reads it.
    pub text: &'static str,
    /// Whether it is kept.
    pub kept: bool,
}

/// The rules that the server enforces, for a password of the person with this name and address. No others exist.
pub fn rules(password: &str, name: &str, email: &str) -> [Rule; 3] {
    let length = password.chars().count();
    [
        Rule { text: "8 to 128 characters", kept: (MIN..=MAX).contains(&length) },
        Rule {
            text: "Not one of the commonest passwords",
            kept: length > 0 && !is_weak(password) && !is_pattern(password),
        },
        Rule { text: "Without your name or e-mail address", kept: length > 0 && !is_personal(password, name, email) },
    ]
}

/// Refuses a password that breaks a rule, in words for the person.
pub fn check(password: &str, name: &str, email: &str) -> Result<(), &'static str> {
    match password.chars().count() {
        0 => Err("Enter a password."),
        1..MIN => Err("This password is too short; it needs 8 characters or more."),
        MIN..=MAX if is_weak(password) => {
            Err("This password is among the commonest, so it would be guessed first. Choose another.")
        }
        MIN..=MAX if is_pattern(password) => Err("This password follows a simple pattern. Choose another."),
        MIN..=MAX if is_personal(password, name, email) => {
            Err("This password contains your name or e-mail address. Leave them out.")
        }
        MIN..=MAX => Ok(()),
        _ => Err("This password is too long; 128 characters is the limit."),
    }
}

/// How hard a password is to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nothing typed.
    None,
    /// Refused by a rule.
    Refused,
    /// The rules let it pass, little more.
    Weak,
    /// Enough against guessing at the sign-in page, not against somebody who has the hash.
    Fair,
    /// Hard to guess even with the hash.
    Good,
    /// Not worth trying.
    Strong,
}

impl Strength {
    /// The word beside the meter.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Refused => "Not accepted",
            Self::Weak => "Weak: add a word or two",
            Self::Fair => "Fair: longer is better",
            Self::Good => "Good",
            Self::Strong => "Strong",
        }
    }

    /// Filled parts of a meter of four.
    pub fn level(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Refused | Self::Weak => 1,
            Self::Fair => 2,
            Self::Good => 3,
            Self::Strong => 4,
        }
    }
}

/// Estimates the strength. Length counts most; repeats, sequences and few kinds of characters count against it. An
/// estimate, not a proof: words of a known song pass for random ones.
pub fn strength(password: &str, name: &str, email: &str) -> Strength {
    if password.is_empty() {
        return Strength::None;
    }
    if check(password, name, email).is_err() {
        return Strength::Refused;
    }
    match bits(password) {
        ..36 => Strength::Weak,
        36..52 => Strength::Fair,
        52..70 => Strength::Good,
        _ => Strength::Strong,
    }
}

/// Rough bits of a password: for each character what it adds after the one before it.
fn bits(password: &str) -> u32 {
    let has = |kind: fn(&char) -> bool| password.chars().any(|c| kind(&c));
    let pool = [
        (has(char::is_ascii_lowercase), 26),
        (has(char::is_ascii_uppercase), 26),
        (has(char::is_ascii_digit), 10),
        (has(|c| c.is_ascii_punctuation() || *c == ' '), 33),
        (has(|c| !c.is_ascii()), 100),
    ];
    let pool: u32 = pool.iter().filter(|(used, _)| *used).map(|(_, size)| size).sum();
    // People choose words, not random letters: of the bits a random string would have, about two thirds remain.
    let each = f64::from(pool.max(1)).log2() * 0.66;
    let mut total = 0.0;
    let mut before: Option<char> = None;
    let mut seen = Vec::new();
    for c in password.chars() {
        let step = before.map(|b| i64::from(u32::from(c)) - i64::from(u32::from(b)));
        total += match step {
            Some(-1..=1) => 0.5,
            _ if seen.iter().filter(|s| **s == c).count() >= 3 => each * 0.5,
            _ => each,
        };
        seen.push(c);
        before = Some(c);
    }
    total as u32
}

/// One character over and over, a run like abcdefgh or 87654321, or a short piece repeated.
fn is_pattern(password: &str) -> bool {
    let chars: Vec<u32> = password.to_lowercase().chars().map(u32::from).collect();
    if chars.len() < 2 {
        return true;
    }
    let steps: Vec<i64> = chars.windows(2).map(|pair| i64::from(pair[1]) - i64::from(pair[0])).collect();
    let run = steps.iter().all(|step| *step == steps[0]) && (-1..=1).contains(&steps[0]);
    let repeats =
        (1..=chars.len().min(12) / 3).any(|length| chars.iter().zip(chars.iter().skip(length)).all(|(a, b)| a == b));
    run || repeats
}

/// Whether it contains the name, a longer word of it, or the part of the address before the @.
fn is_personal(password: &str, name: &str, email: &str) -> bool {
    let password = password.to_lowercase();
    let name = name.trim().to_lowercase();
    let joined: String = name.split_whitespace().collect();
    let email = email.trim().to_lowercase();
    let local = email.split('@').next().unwrap_or_default();
    let base = local.split('+').next().unwrap_or_default();
    let words = name.split(|c: char| !c.is_alphanumeric());
    words
        .chain([name.as_str(), joined.as_str(), email.as_str(), local, base])
        .any(|part| part.chars().count() >= 4 && password.contains(part))
}
