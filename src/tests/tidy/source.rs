//! Reading Rust as far as tidiness needs: code without comments and strings, functions, macros and paths.

/// A source file.
#[derive(Clone, Debug)]
pub struct File {
    /// From the repository's root: `src/kernel/id.rs`.
    pub path: String,
    /// As it is.
    pub text: String,
    /// The same with comments and the insides of strings and characters blanked; as many lines, as long.
    pub code: String,
}

impl File {
    /// A file with its text.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), code: strip(text) }
    }

    /// Lines.
    pub fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// The module path: `src/sites/pages/list.rs` is `["sites", "pages", "list"]`.
    pub fn module(&self) -> Vec<&str> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut parts: Vec<&str> = inner.split('/').collect();
        if matches!(parts.last(), Some(&"mod" | &"lib" | &"main")) {
            parts.pop();
        }
        parts
    }
}

/// Blanks comments and the insides of literals.
pub fn strip(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = literal_end(&chars, at).or_else(|| comment_end(&chars, at));
        match end {
            Some(end) => {
                out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
                at = end;
            }
            None => {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    out
}

fn comment_end(chars: &[char], at: usize) -> Option<usize> {
    if chars[at..].starts_with(&['/', '/']) {
        return Some(chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |length| at + length));
    }
    if !chars[at..].starts_with(&['/', '*']) {
        return None;
    }
    let (mut depth, mut here) = (0, at);
    while here < chars.len() {
        match (chars[here], chars.get(here + 1)) {
            ('/', Some('*')) => (depth, here) = (depth + 1, here + 2),
            ('*', Some('/')) => (depth, here) = (depth - 1, here + 2),
            _ => here += 1,
        }
        if depth == 0 {
            break;
        }
    }
    Some(here.min(chars.len()))
}

fn literal_end(chars: &[char], at: usize) -> Option<usize> {
    match chars[at] {
        '"' => Some(string_end(chars, at + 1)),
        '\'' => char_end(chars, at),
        'r' if at == 0 || !is_word(chars[at - 1]) || (chars[at - 1] == 'b') => {
            let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
            if chars.get(at + 1 + hashes) != Some(&'"') {
                return None;
            }
            let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let from = at + 2 + hashes;
            let length = chars[from..].windows(close.len()).position(|window| window == close)?;
            Some(from + length + close.len())
        }
        _ => None,
    }
}

fn string_end(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// A character literal, not a lifetime.
fn char_end(chars: &[char], at: usize) -> Option<usize> {
    match chars.get(at + 1)? {
        '\\' => chars[at + 3..].iter().position(|c| *c == '\'').map(|length| at + 3 + length + 1),
        _ if chars.get(at + 2) == Some(&'\'') => Some(at + 3),
        _ => None,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Words and signs of stripped code with the line where each begins; `::` and `=>` are one sign.
pub fn tokens(code: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (line, text) in code.lines().enumerate() {
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            if c.is_whitespace() {
                continue;
            }
            let mut token = c.to_string();
            if is_word(c) {
                while let Some(next) = rest.next_if(|next| is_word(*next)) {
                    token.push(next);
                }
            } else if c == ':' && rest.next_if_eq(&':').is_some() {
                token.push(':');
            }
            out.push((line + 1, token));
        }
    }
    out
}

/// The line of the bracket that closes the one at `open`.
fn closing(tokens: &[(usize, String)], open: usize) -> Option<usize> {
    let mut depth = 0;
    for (line, token) in &tokens[open..] {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(*line);
        }
    }
    None
}

/// Functions with a body: name, line of the opening brace, line of the closing one. Documented parameters do not count.
pub fn functions(code: &str) -> Vec<(String, usize, usize)> {
    let tokens = tokens(code);
    let mut out = Vec::new();
    for at in 0..tokens.len() {
        if tokens[at].1 != "fn" || !tokens.get(at + 1).is_some_and(|(_, name)| name.chars().all(is_word)) {
            continue;
        }
        // The body begins at the first brace outside of parentheses; a `;` there means that there is none.
        let mut depth = 0;
        for open in at + 2..tokens.len() {
            match tokens[open].1.as_str() {
                "(" | "[" => depth += 1,
                ")" | "]" => depth -= 1,
                ";" if depth == 0 => break,
                "{" if depth == 0 => {
                    if let Some(end) = closing(&tokens, open) {
                        out.push((tokens[at + 1].1.clone(), tokens[open].0, end));
                    }
                    break;
                }
                _ => {}
            }
        }
    }
    out
}

/// Uses of a macro: first line, last line.
pub fn macro_calls(code: &str, name: &str) -> Vec<(usize, usize)> {
    let tokens = tokens(code);
    (0..tokens.len().saturating_sub(2))
        .filter(|at| tokens[*at].1 == name && tokens[at + 1].1 == "!")
        .filter_map(|at| Some((tokens[at].0, closing(&tokens, at + 2)?)))
        .collect()
}

/// Names of types, traits and modules that a file defines.
pub fn definitions(code: &str) -> Vec<String> {
    let tokens = tokens(code);
    let words = ["struct", "enum", "trait", "type", "mod"];
    tokens
        .windows(2)
        .filter(|pair| words.contains(&pair[0].1.as_str()) && pair[1].1.starts_with(is_word))
        .map(|pair| pair[1].1.clone())
        .collect()
}

/// Every path that a file names, from the crate's root or a crate's name: `crate::sites::types::Block`, `leptos::view`.
/// Inline modules are read as if they were not there.
pub fn paths(file: &File) -> Vec<(usize, Vec<String>)> {
    let tokens = tokens(&file.code);
    let mut found = Vec::new();
    let mut names = std::collections::HashMap::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].1 == "use"
            && (at == 0 || matches!(tokens[at - 1].1.as_str(), ";" | "}" | "{" | "]" | "pub" | ")"))
        {
            let line = tokens[at].0;
            at += 1;
            let mut leaves = Vec::new();
            at = use_tree(&tokens, at, &[], &mut leaves);
            for (path, name) in leaves {
                let path = resolve(file, path);
                names.insert(name, path.clone());
                found.push((line, path));
            }
        } else if tokens[at].1.starts_with(is_word) && (at == 0 || tokens[at - 1].1 != "::") {
            let line = tokens[at].0;
            let mut path = vec![tokens[at].1.clone()];
            while tokens.get(at + 1).is_some_and(|(_, sign)| sign == "::")
                && tokens.get(at + 2).is_some_and(|(_, word)| word.starts_with(is_word))
            {
                path.push(tokens[at + 2].1.clone());
                at += 2;
            }
            if path.len() > 1 {
                found.push((line, path));
            }
            at += 1;
        } else {
            at += 1;
        }
    }
    for (_, path) in &mut found {
        *path = match names.get(&path[0]) {
            Some(full) => full.iter().chain(&path[1..]).cloned().collect(),
            None => resolve(file, std::mem::take(path)),
        };
    }
    found
}

/// Reads one tree of a `use`; gives the place after it.
fn use_tree(
    tokens: &[(usize, String)],
    mut at: usize,
    prefix: &[String],
    leaves: &mut Vec<(Vec<String>, String)>,
) -> usize {
    let mut path = prefix.to_vec();
    while let Some((_, token)) = tokens.get(at) {
        match token.as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|(_, token)| token != "}") {
                    at = use_tree(tokens, at, &path, leaves);
                    if tokens.get(at).is_some_and(|(_, token)| token == ",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "as" => {
                let name = tokens.get(at + 1).map(|(_, name)| name.clone()).unwrap_or_default();
                leaves.push((path, name));
                return at + 2;
            }
            "," | "}" | ";" => break,
            word => {
                if word != "self" || path.is_empty() {
                    path.push(word.to_owned());
                }
                at += 1;
            }
        }
    }
    let name = path.last().cloned().unwrap_or_default();
    leaves.push((path, name));
    at
}

/// Writes `self` and `super` out.
fn resolve(file: &File, path: Vec<String>) -> Vec<String> {
    let mut base: Vec<String> = std::iter::once("crate").chain(file.module()).map(str::to_owned).collect();
    let mut rest = path.as_slice();
    match rest.first().map(String::as_str) {
        Some("self") => rest = &rest[1..],
        Some("super") => {
            while rest.first().is_some_and(|word| word == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        _ => return path,
    }
    base.extend_from_slice(rest);
    base
}
