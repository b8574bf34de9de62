//! Handles (`/@handle`) and slugs: the names that people put into addresses.

use serde::{Deserialize, Serialize};

/// Words that would collide with our own addresses or pretend to be us.
const RESERVED: &[&str] = &[
    "about",
    "account",
    "accounts",
    "admin",
    "administrator",
    "api",
    "app",
    "assets",
    "auth",
    "billing",
    "blog",
    "contact",
    "dashboard",
    "dev",
    "docs",
    "download",
    "favicon",
    "health",
    "help",
    "home",
    "imprint",
    "legal",
    "liveness",
    "login",
    "logout",
    "mail",
    "me",
    "metrics",
    "mewayz",
    "moderator",
    "new",
    "null",
    "official",
    "openapi",
    "owner",
    "pkg",
    "pricing",
    "privacy",
    "public",
    "readiness",
    "redoc",
    "register",
    "robots",
    "root",
    "rpc",
    "security",
    "settings",
    "shop",
    "sign-in",
    "signin",
    "signup",
    "sitemap",
    "staff",
    "static",
    "status",
    "store",
    "support",
    "system",
    "team",
    "terms",
    "undefined",
    "user",
    "users",
    "verify",
    "webmaster",
    "wellknown",
    "workspace",
    "workspaces",
    "www",
];

/// The name of a workspace in addresses: 3 to 30 of a-z 0-9 - _.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Handle(String);

impl Handle {
    /// Checks a handle. Capital letters and a leading `@` are forgiven. The error is a sentence for the person.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim().trim_start_matches('@').to_ascii_lowercase();
        if text.chars().count() < 3 {
            return Err("A handle needs at least 3 characters.");
        }
        if text.chars().count() > 30 {
            return Err("A handle has at most 30 characters.");
        }
        if !text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_') {
            return Err("Use only the letters a to z, digits, - and _.");
        }
        if !text.chars().any(|c| c.is_ascii_alphanumeric()) {
            return Err("A handle needs at least one letter or digit.");
        }
        if is_reserved(&text) {
            return Err("This handle is reserved. Choose another.");
        }
        Ok(Self(text))
    }

    /// A handle made of a name, which may still be taken.
    pub fn suggest(name: &str) -> String {
        let mut out = slugify(name);
        out.truncate(24);
        let out = out.trim_matches('-').to_owned();
        match Self::parse(&out) {
            Ok(handle) => handle.0,
            Err(_) if out.is_empty() => "my-page".to_owned(),
            Err(_) => format!("{out}-page"),
        }
    }

    /// The handle as text, without `@`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a word would collide with our own addresses or pretend to be us; in lower case.
pub fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

/// Lower-case ASCII letters and digits joined by single hyphens; empty when nothing is left.
pub fn slugify(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// Checks the slug of a site: 1 to 60 of a-z 0-9 -. The error is a sentence for the person.
pub fn check_slug(text: &str) -> Result<(), &'static str> {
    if text.is_empty() || text.len() > 60 {
        return Err("An address part has 1 to 60 characters.");
    }
    if !text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        || text.starts_with('-')
        || text.ends_with('-')
    {
        return Err("Use only the letters a to z, digits and - between them.");
    }
    Ok(())
}
