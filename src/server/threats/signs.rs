//! Signs of threats: addresses that only scanners ask for, attempts to inject in the path or the query, many refusals in a row.
//! Bodies of forms are never looked at: people write about code.

/// What was noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Asked for a file or a program that other software has and we do not.
    Scanner,
    /// Tried to inject into a database, a shell, a page or a path.
    Injection,
    /// Was refused, or asked for what is not there.
    Refused,
    /// Was told to wait and did not.
    Limited,
    /// Tried a wrong password.
    WrongPassword,
}

impl Sign {
    /// The word that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scanner => "scanner",
            Self::Injection => "injection",
            Self::Refused => "refused",
            Self::Limited => "limited",
            Self::WrongPassword => "wrong_password",
        }
    }

    /// What staff read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Scanner => "Looks for files of other software",
            Self::Injection => "Tries to inject code",
            Self::Refused => "Many refused requests",
            Self::Limited => "Goes on although it should wait",
            Self::WrongPassword => "Many wrong passwords",
        }
    }

    /// How many points it counts, of [`super::TOO_MUCH`].
    pub fn points(self) -> u32 {
        match self {
            Self::Scanner => 34,
            Self::Injection => 25,
            Self::WrongPassword => 5,
            Self::Limited => 3,
            Self::Refused => 2,
        }
    }

    /// Whether staff can learn something from the single request.
    pub fn is_worth_a_row(self) -> bool {
        !matches!(self, Self::Refused)
    }

    /// What the address of a request says: nothing, for everybody but scanners and intruders.
    pub fn of_address(path: &str, query: &str) -> Option<Self> {
        let path = decoded(path);
        if is_scanner(&path) {
            return Some(Self::Scanner);
        }
        let injects =
            is_traversal(&path) || is_injection(&path) || (!query.is_empty() && is_injection(&decoded(query)));
        injects.then_some(Self::Injection)
    }

    /// What an answer says. A page that is missing can be a wrong link, so it counts little.
    pub fn of_status(status: u16) -> Option<Self> {
        match status {
            401 | 403 | 404 => Some(Self::Refused),
            429 => Some(Self::Limited),
            _ => None,
        }
    }
}

/// The words of an address, small and without the disguise of percent signs, at most twice disguised.
fn decoded(text: &str) -> String {
    let once = |text: &str| {
        let mut bytes = Vec::with_capacity(text.len());
        let raw = text.as_bytes();
        let mut at = 0;
        while at < raw.len() {
            let pair = (raw[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
            match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
                Some(byte) => {
                    bytes.push(byte);
                    at += 3;
                }
                None => {
                    bytes.push(if raw[at] == b'+' { b' ' } else { raw[at] });
                    at += 1;
                }
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let cut: String = text.chars().take(2000).collect();
    once(&once(&cut)).to_lowercase()
}

/// Addresses of files that lie about on other servers. None of them is a page, a handle or a file of ours.
fn is_scanner(path: &str) -> bool {
    const WHOLE: &[&str] =
        &["/.env", "/.git", "/.svn", "/.hg", "/.aws", "/.ssh", "/.htaccess", "/.htpasswd", "/.ds_store"];
    const PARTS: &[&str] = &[
        "/wp-admin",
        "/wp-content",
        "/wp-includes",
        "/wp-login",
        "/wp-config",
        "/xmlrpc.php",
        "/phpmyadmin",
        "/pma/",
        "/cgi-bin/",
        "/vendor/phpunit",
        "/actuator",
        "/server-status",
        "/.well-known/../",
        "/boaform",
        "/hnap1",
        "/solr/admin",
        "/manager/html",
        "/id_rsa",
        "/web.config",
        "/etc/passwd",
        "/eval-stdin",
    ];
    const ENDS: &[&str] = &[".php", ".asp", ".aspx", ".jsp", ".cgi", ".sql", ".bak", ".env"];
    WHOLE
        .iter()
        .any(|start| path == *start || path.strip_prefix(start).is_some_and(|rest| rest.starts_with(['/', '.'])))
        || PARTS.iter().any(|part| path.contains(part))
        || ENDS.iter().any(|end| path.ends_with(end))
}

fn is_traversal(path: &str) -> bool {
    path.contains("../") || path.contains("..\\") || path.contains('\0')
}

/// Whole attempts only, not single words or signs: names have apostrophes, and people search for "select" and "<b>".
fn is_injection(text: &str) -> bool {
    const SQL: &[&str] = &[
        "union select",
        "union all select",
        "' or '1'='1",
        "' or 1=1",
        "\" or 1=1",
        "') or (",
        "'; drop table",
        "; drop table",
        "'; delete from",
        "waitfor delay",
        "sleep(",
        "benchmark(",
        "information_schema.",
        "xp_cmdshell",
        "pg_sleep(",
        "load_file(",
        "into outfile",
        "extractvalue(",
        "updatexml(",
    ];
    const SCRIPT: &[&str] = &["<script", "javascript:alert", "onerror=", "onload=alert", "<svg/onload", "<img src=x"];
    const SHELL: &[&str] = &[
        "${jndi:",
        "/bin/sh",
        "/bin/bash",
        "cmd.exe",
        "; cat /etc/",
        "|cat /etc/",
        "../../",
        "..\\..\\",
        "$(curl",
        "`wget",
    ];
    [SQL, SCRIPT, SHELL].iter().flat_map(|kind| kind.iter()).any(|attempt| text.contains(attempt))
}
