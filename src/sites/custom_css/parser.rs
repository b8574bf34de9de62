//! Reads rules and declarations, and keeps those that are allowed.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseErrorKind, Parser, ParserInput, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, StyleSheetParser,
};

use super::{
    CssNote,
    tokens::{ParseError, Place, Why, copy},
};

/// How deep at-rules may stand in each other.
const MAX_DEPTH: usize = 4;
/// Properties that run something in old browsers.
const REFUSED: &[&str] = &["behavior", "-moz-binding", "-ms-behavior"];
/// Properties that hold the page together; what we say about the page itself is the last word.
const HELD: &[&str] = &["position", "z-index", "isolation", "overflow", "overflow-x", "overflow-y"];

/// The rules that may stay, written anew, and what was left out.
pub fn read(typed: &str, prefix: &'static str) -> (String, Vec<CssNote>) {
    let mut input = ParserInput::new(typed);
    let mut rules = Rules { prefix, notes: Vec::new(), depth: 0 };
    let css = rules.collect(&mut Parser::new(&mut input));
    (css, rules.notes)
}

fn fail<'i, T>(input: &Parser<'i, '_>, why: impl Into<String>) -> Result<T, ParseError<'i>> {
    Err(input.new_custom_error(Why(why.into())))
}

/// A note about a piece that failed.
fn note(error: &ParseError<'_>, piece: &str) -> CssNote {
    let why = match &error.kind {
        ParseErrorKind::Custom(Why(why)) => why.as_str(),
        ParseErrorKind::Basic(_) => "This could not be read. Check brackets, quotes and semicolons.",
    };
    let mut start: String = piece.split_whitespace().collect::<Vec<_>>().join(" ");
    if start.chars().count() > 48 {
        start = start.chars().take(47).chain(['…']).collect();
    }
    CssNote { line: error.location.line + 1, text: format!("{start} — {why}") }
}

/// A list of rules: the sheet itself, or the inside of a condition.
struct Rules {
    prefix: &'static str,
    notes: Vec<CssNote>,
    depth: usize,
}

impl Rules {
    fn collect(&mut self, input: &mut Parser<'_, '_>) -> String {
        let mut css = String::new();
        let mut found = Vec::new();
        let list = StyleSheetParser::new(input, self);
        for rule in list {
            match rule {
                Ok(rule) => css.push_str(&rule),
                Err((error, piece)) => found.push(note(&error, piece)),
            }
        }
        self.notes.append(&mut found);
        self.notes.sort_by_key(|note| note.line);
        css
    }
}

/// An at-rule that is kept.
enum Kept {
    /// Rules under a condition.
    Group(String),
    /// Steps of an animation.
    Keyframes(String),
}

impl<'i> AtRuleParser<'i> for Rules {
    type Prelude = Kept;
    type AtRule = String;
    type Error = Why;

    fn parse_prelude<'t>(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i, 't>) -> Result<Kept, ParseError<'i>> {
        let small = name.to_ascii_lowercase();
        match small.as_str() {
            "media" | "supports" | "container" if self.depth >= MAX_DEPTH => {
                fail(input, "Conditions stand too deep in each other.")
            }
            "media" | "supports" | "container" => {
                let mut condition = String::new();
                copy(input, Place::Condition, &mut condition)?;
                if condition.contains("</") {
                    return fail(input, "This condition could not be read.");
                }
                Ok(Kept::Group(format!("@{small} {}", condition.trim())))
            }
            "keyframes" | "-webkit-keyframes" => {
                let name = input.expect_ident_cloned()?;
                let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
                if plain {
                    Ok(Kept::Keyframes(format!("@keyframes {name}")))
                } else {
                    fail(input, "Use plain letters in the name.")
                }
            }
            _ => fail(input, "Only @media, @supports, @container and @keyframes can be used."),
        }
    }

    fn parse_block<'t>(
        &mut self,
        kept: Kept,
        _: &ParserState,
        input: &mut Parser<'i, 't>,
    ) -> Result<String, ParseError<'i>> {
        let (head, inside) = match kept {
            Kept::Group(head) => {
                self.depth += 1;
                let inside = self.collect(input);
                self.depth -= 1;
                (head, inside)
            }
            Kept::Keyframes(head) => {
                let mut steps = Steps { notes: Vec::new() };
                let mut css = String::new();
                let list = StyleSheetParser::new(input, &mut steps);
                let mut found = Vec::new();
                for step in list {
                    match step {
                        Ok(step) => css.push_str(&step),
                        Err((error, piece)) => found.push(note(&error, piece)),
                    }
                }
                self.notes.append(&mut steps.notes);
                self.notes.append(&mut found);
                (head, css)
            }
        };
        Ok(if inside.is_empty() { String::new() } else { format!("{head}{{{inside}}}") })
    }
}

impl<'i> QualifiedRuleParser<'i> for Rules {
    type Prelude = String;
    type QualifiedRule = String;
    type Error = Why;

    fn parse_prelude<'t>(&mut self, input: &mut Parser<'i, 't>) -> Result<String, ParseError<'i>> {
        let prefix = self.prefix;
        let selectors = input.parse_comma_separated(|input| {
            let mut selector = String::new();
            copy(input, Place::Selector, &mut selector)?;
            scoped(selector.trim(), prefix).map_err(|why| input.new_custom_error(Why(why)))
        })?;
        Ok(selectors.join(","))
    }

    fn parse_block<'t>(
        &mut self,
        selectors: String,
        _: &ParserState,
        input: &mut Parser<'i, 't>,
    ) -> Result<String, ParseError<'i>> {
        let inside = declarations(input, &mut self.notes);
        Ok(if inside.is_empty() { String::new() } else { format!("{selectors}{{{inside}}}") })
    }
}

/// A selector under the page. The typed one holds only allowed tokens, and in its texts no bracket stands as such.
fn scoped(selector: &str, prefix: &str) -> Result<String, String> {
    if selector.is_empty() {
        return Err("A selector is missing.".to_owned());
    }
    if selector.starts_with(['>', '+', '~']) {
        return Err("A selector cannot begin with a sign that leads elsewhere.".to_owned());
    }
    if matches!(selector.to_ascii_lowercase().as_str(), "body" | "html" | ":root") {
        return Ok(format!("{prefix}.bio"));
    }
    let after = selector.strip_prefix(".bio").filter(|rest| {
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !rest.starts_with(goes_on)
    });
    match after {
        Some(rest) if leads_beside(rest) => Err("This leads to what stands beside the page.".to_owned()),
        Some(_) => Ok(format!("{prefix}{selector}")),
        None => Ok(format!("{prefix}.bio {selector}")),
    }
}

/// Whether the first step from the page itself goes to its neighbours.
fn leads_beside(rest: &str) -> bool {
    let (mut depth, mut quoted) = (0_i32, false);
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ' ' | '>' | '+' | '~' if depth == 0 => return rest[at..].trim_start().starts_with(['+', '~']),
            _ => {}
        }
    }
    false
}

/// The allowed declarations of a block.
fn declarations(input: &mut Parser<'_, '_>, notes: &mut Vec<CssNote>) -> String {
    let mut css = String::new();
    for declaration in RuleBodyParser::new(input, &mut Body) {
        match declaration {
            Ok(declaration) => {
                if !css.is_empty() {
                    css.push(';');
                }
                css.push_str(&declaration);
            }
            Err((error, piece)) => notes.push(note(&error, piece)),
        }
    }
    css
}

/// The inside of a rule.
struct Body;

impl<'i> DeclarationParser<'i> for Body {
    type Declaration = String;
    type Error = Why;

    fn parse_value<'t>(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i, 't>,
        _: &ParserState,
    ) -> Result<String, ParseError<'i>> {
        let own = name.starts_with("--");
        let property = if own { name.to_string() } else { name.to_ascii_lowercase() };
        if !property.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
            return fail(input, "This is no property.");
        }
        if REFUSED.contains(&property.as_str()) {
            return fail(input, "This property cannot be used.");
        }
        let mut value = String::new();
        copy(input, Place::Value, &mut value)?;
        let value = value.trim();
        if value.is_empty() {
            return fail(input, "A value is missing.");
        }
        if HELD.contains(&property.as_str()) && value.contains('!') {
            return fail(input, "This property works here without !important.");
        }
        let places = ["static", "relative", "absolute", "sticky"];
        if property == "position" && !places.contains(&value.to_ascii_lowercase().as_str()) {
            return fail(input, "Use static, relative, absolute or sticky: nothing may cover what is not yours.");
        }
        Ok(format!("{property}:{value}"))
    }
}

impl<'i> QualifiedRuleParser<'i> for Body {
    type Prelude = ();
    type QualifiedRule = String;
    type Error = Why;

    fn parse_prelude<'t>(&mut self, input: &mut Parser<'i, 't>) -> Result<(), ParseError<'i>> {
        while input.next().is_ok() {}
        Ok(())
    }

    fn parse_block<'t>(
        &mut self,
        (): (),
        _: &ParserState,
        input: &mut Parser<'i, 't>,
    ) -> Result<String, ParseError<'i>> {
        fail(input, "Rules inside rules are left out. Write each rule on its own.")
    }
}

impl<'i> AtRuleParser<'i> for Body {
    type Prelude = ();
    type AtRule = String;
    type Error = Why;
}

impl RuleBodyItemParser<'_, String, Why> for Body {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}

/// The steps of an animation.
struct Steps {
    notes: Vec<CssNote>,
}

impl<'i> QualifiedRuleParser<'i> for Steps {
    type Prelude = String;
    type QualifiedRule = String;
    type Error = Why;

    fn parse_prelude<'t>(&mut self, input: &mut Parser<'i, 't>) -> Result<String, ParseError<'i>> {
        let steps = input.parse_comma_separated(|input| {
            if let Ok(part) = input.try_parse(Parser::expect_percentage) {
                return Ok(format!("{}%", part * 100.0));
            }
            let word = input.expect_ident_cloned()?.to_ascii_lowercase();
            if matches!(word.as_str(), "from" | "to") { Ok(word) } else { fail(input, "Use from, to or percentages.") }
        })?;
        Ok(steps.join(","))
    }

    fn parse_block<'t>(
        &mut self,
        steps: String,
        _: &ParserState,
        input: &mut Parser<'i, 't>,
    ) -> Result<String, ParseError<'i>> {
        let inside = declarations(input, &mut self.notes);
        Ok(if inside.is_empty() { String::new() } else { format!("{steps}{{{inside}}}") })
    }
}

impl<'i> AtRuleParser<'i> for Steps {
    type Prelude = ();
    type AtRule = String;
    type Error = Why;
}
