//! Copies pieces of CSS token by token, as long as every token is allowed where it stands.

use cssparser::{CowRcStr, Parser, ToCss, Token, TokenSerializationType};

/// Why a piece is left out.
#[derive(Clone, Debug)]
pub struct Why(pub String);

/// What a failed piece says.
pub type ParseError<'i> = cssparser::ParseError<'i, Why>;

/// Where a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a selector.
    Selector,
    /// In the condition of an at-rule.
    Condition,
    /// In the value of a property.
    Value,
}

/// Functions that compute, paint or move. None of them takes an address.
const FUNCTIONS: &[&str] = &[
    "abs",
    "acos",
    "asin",
    "atan",
    "atan2",
    "blur",
    "brightness",
    "calc",
    "circle",
    "clamp",
    "color",
    "color-mix",
    "conic-gradient",
    "contrast",
    "cos",
    "counter",
    "counters",
    "cubic-bezier",
    "drop-shadow",
    "ellipse",
    "env",
    "exp",
    "fit-content",
    "grayscale",
    "hsl",
    "hsla",
    "hue-rotate",
    "hwb",
    "hypot",
    "inset",
    "invert",
    "lab",
    "lch",
    "light-dark",
    "linear",
    "linear-gradient",
    "log",
    "matrix",
    "matrix3d",
    "max",
    "min",
    "minmax",
    "mod",
    "oklab",
    "oklch",
    "opacity",
    "perspective",
    "polygon",
    "pow",
    "radial-gradient",
    "rect",
    "rem",
    "repeat",
    "repeating-conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "rgb",
    "rgba",
    "rotate",
    "rotate3d",
    "rotatex",
    "rotatey",
    "rotatez",
    "round",
    "saturate",
    "scale",
    "scale3d",
    "scalex",
    "scaley",
    "scalez",
    "sepia",
    "sign",
    "sin",
    "skew",
    "skewx",
    "skewy",
    "sqrt",
    "steps",
    "tan",
    "translate",
    "translate3d",
    "translatex",
    "translatey",
    "translatez",
    "var",
    "xywh",
];
/// Functions of selectors that only choose.
const CHOOSERS: &[&str] =
    &["dir", "has", "is", "lang", "not", "nth-child", "nth-last-child", "nth-last-of-type", "nth-of-type", "where"];
/// How deep brackets may stand in each other.
const MAX_DEPTH: usize = 12;

/// Copies everything up to the end of the input.
pub fn copy<'i>(input: &mut Parser<'i, '_>, place: Place, out: &mut String) -> Result<(), ParseError<'i>> {
    copy_inside(input, place, out, 0)
}

fn copy_inside<'i>(
    input: &mut Parser<'i, '_>,
    place: Place,
    out: &mut String,
    depth: usize,
) -> Result<(), ParseError<'i>> {
    let mut last = TokenSerializationType::default();
    loop {
        let token = match input.next_including_whitespace() {
            Ok(token) => token.clone(),
            Err(_) => return Ok(()),
        };
        if let Err(why) = check(&token, place, depth) {
            return Err(input.new_custom_error(Why(why)));
        }
        let now = token.serialization_type();
        if last.needs_separator_when_before(now) {
            out.push_str("/**/");
        }
        last = now;
        write(&token, out);
        let close = match token {
            Token::Function(_) | Token::ParenthesisBlock => ')',
            Token::SquareBracketBlock => ']',
            _ => continue,
        };
        input.parse_nested_block(|input| copy_inside(input, place, out, depth + 1))?;
        out.push(close);
    }
}

fn check(token: &Token<'_>, place: Place, depth: usize) -> Result<(), String> {
    let name = |name: &CowRcStr<'_>| {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if name.chars().all(plain) {
            Ok(())
        } else {
            Err(format!("The name “{name}” has characters that are not used here."))
        }
    };
    match token {
        Token::Ident(text) | Token::Hash(text) | Token::IDHash(text) => name(text),
        Token::Dimension { unit, .. } => name(unit),
        Token::Function(function) => {
            let small = function.to_ascii_lowercase();
            let allowed = match place {
                Place::Selector => CHOOSERS.contains(&small.as_str()),
                Place::Condition => small == "selector" || small == "style" || FUNCTIONS.contains(&small.as_str()),
                Place::Value => FUNCTIONS.contains(&small.as_str()),
            };
            if depth >= MAX_DEPTH {
                Err("Brackets stand too deep in each other.".to_owned())
            } else if allowed {
                Ok(())
            } else if matches!(small.as_str(), "url" | "src" | "image" | "image-set" | "-webkit-image-set") {
                Err(loads())
            } else {
                Err(format!("“{small}()” cannot be used here."))
            }
        }
        Token::ParenthesisBlock | Token::SquareBracketBlock if depth >= MAX_DEPTH => {
            Err("Brackets stand too deep in each other.".to_owned())
        }
        Token::ParenthesisBlock if place == Place::Selector => Err("A bracket stands where none belongs.".to_owned()),
        Token::UnquotedUrl(_) | Token::BadUrl(_) => Err(loads()),
        Token::Delim(sign) => {
            let allowed = match place {
                Place::Selector => ".*>+~",
                Place::Condition => "<>=/*+-.",
                Place::Value => "+-*/!.%",
            };
            if allowed.contains(*sign) { Ok(()) } else { Err(format!("“{sign}” cannot be used here.")) }
        }
        Token::AtKeyword(_)
        | Token::Semicolon
        | Token::CurlyBracketBlock
        | Token::CDO
        | Token::CDC
        | Token::BadString(_)
        | Token::CloseParenthesis
        | Token::CloseSquareBracket
        | Token::CloseCurlyBracket => Err("This could not be read. Check brackets, quotes and semicolons.".to_owned()),
        _ => Ok(()),
    }
}

fn loads() -> String {
    "Nothing can be loaded from an address. Use the background of the Design tab, or an image block.".to_owned()
}

fn write(token: &Token<'_>, out: &mut String) {
    match token {
        Token::WhiteSpace(_) => {
            if !out.is_empty() && !out.ends_with([' ', '(', '[']) {
                out.push(' ');
            }
        }
        Token::QuotedString(text) => write_string(text, out),
        // Closed again by whoever copies what is inside.
        Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock => {
            out.push_str(&token.to_css_string())
        }
        other => out.push_str(&other.to_css_string()),
    }
}

/// Writes a text so that nothing in it can look like anything else.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if c.is_alphanumeric() || " .,:;!?-_+*/#'&%=".contains(c) || !c.is_ascii() && !c.is_control() {
            out.push(c);
        } else {
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        }
    }
    out.push('"');
}
