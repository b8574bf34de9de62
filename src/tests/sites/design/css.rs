//! A creator's own CSS: what is kept, what is left out, and that nothing gets out of the page.

use mewayz::sites::custom_css::{Scope, compile};
use proptest::{prelude::*, sample::select};

/// What the page's own box says in front of every sheet.
const HELD: &str =
    ".bio{position:relative!important;z-index:0!important;isolation:isolate!important;overflow:clip!important}";

fn page(typed: &str) -> String {
    let css = compile(typed, Scope::Page).css;
    css.strip_prefix(HELD).unwrap_or(&css).to_owned()
}

#[test]
fn rules_stand_under_the_page() {
    for (typed, wanted) in [
        ("a { color: red }", ".bio a{color:red}"),
        (".bio-link, .bio-card:hover { color: #fff; }", ".bio .bio-link,.bio .bio-card:hover{color:#fff}"),
        ("body { background: linear-gradient(#fff, #000) }", ".bio{background:linear-gradient(#fff, #000)}"),
        (":root { --b-accent: #123456 }", ".bio{--b-accent:#123456}"),
        (".bio .bio-title { font-size: 2em }", ".bio .bio-title{font-size:2em}"),
        (".bio.theme-paper > main { gap: 4px }", ".bio.theme-paper > main{gap:4px}"),
        (":is(a, b) + p::before { content: \"→ \" }", ".bio :is(a, b) + p::before{content:\"→ \"}"),
        ("@media (min-width: 40rem) { a { top: 1px } }", "@media (min-width: 40rem){.bio a{top:1px}}"),
        ("@container (width > 400px) { a { top: 1px } }", "@container (width > 400px){.bio a{top:1px}}"),
        ("@supports (display: grid) { a { display: grid } }", "@supports (display: grid){.bio a{display:grid}}"),
        (
            "@keyframes spin { from { rotate: 0deg } 50%, to { rotate: 1turn } }",
            "@keyframes spin{from{rotate:0deg}50%,to{rotate:1turn}}",
        ),
        ("a { color: red !important; position: absolute }", ".bio a{color:red !important;position:absolute}"),
        ("a { width: calc(100% - (2px * 3)) }", ".bio a{width:calc(100% - (2px * 3))}"),
        ("/* note */ a { color: /* x */ red }", ".bio a{color:red}"),
        ("a{color:red", ".bio a{color:red}"),
    ] {
        let compiled = compile(typed, Scope::Page);
        assert_eq!(page(typed), wanted, "{typed}: {:?}", compiled.notes);
        assert!(compiled.notes.is_empty(), "{typed}: {:?}", compiled.notes);
    }
}

#[test]
fn what_is_left_out_is_told_with_its_line() {
    for (typed, line, part) in [
        ("@import \"https://evil.test/a.css\";", 1, "Only @media"),
        ("\n@font-face { font-family: x; src: url(x) }", 2, "Only @media"),
        ("a {\n  background: url(https://evil.test/x.png)\n}", 2, "Nothing can be loaded"),
        ("a { background: URL('x') }", 1, "Nothing can be loaded"),
        ("a { background: u\\72l(x) }", 1, "Nothing can be loaded"),
        ("a { background: image-set(\"x.png\" 1x) }", 1, "Nothing can be loaded"),
        ("a { --x: url(https://evil.test) }", 1, "Nothing can be loaded"),
        ("a { color: red;\n\n position: fixed }", 3, "relative"),
        ("a { position: var(--x) }", 1, "relative"),
        (".bio { position: static !important }", 1, "without !important"),
        ("a { width: expression(alert(1)) }", 1, "cannot be used"),
        ("a { behavior: none }", 1, "cannot be used"),
        (".bio + div { color: red }", 1, "beside the page"),
        (".bio:not(.x) ~ div { color: red }", 1, "beside the page"),
        ("> div { color: red }", 1, "leads elsewhere"),
        ("+ div { color: red }", 1, "leads elsewhere"),
        ("a { b { color: red } }", 1, ""),
        ("a { &:hover { color: red } }", 1, "Rules inside rules"),
        ("@layer x { a { color: red } }", 1, "Only @media"),
        ("@media (min-width: 1px) {\n a { color: red }\n @import \"x\";\n}", 3, "Only @media"),
        ("::slotted(a) { color: red }", 1, "cannot be used"),
        ("a { color: red; } }", 1, ""),
    ] {
        let compiled = compile(typed, Scope::Page);
        let noted = compiled.notes.iter().any(|note| note.line == line && note.text.contains(part));
        assert!(noted, "{typed}: {compiled:?}");
        assert!(!compiled.css.contains("evil") && !compiled.css.contains("fixed"), "{typed}: {compiled:?}");
    }
    // What is fine around it stays.
    assert_eq!(
        page("a { color: red; background: url(x); top: 1px } @import 'x'; b { left: 0 }"),
        ".bio a{color:red;top:1px}.bio b{left:0}"
    );
}

#[test]
fn sizes_are_limited() {
    assert!(compile("", Scope::Page).css.is_empty());
    let long = format!("a{{color:red}}/*{}*/", "x".repeat(9000));
    assert!(compile(&long, Scope::Page).css.is_empty());
    for open in ["(", "[", "{", ":not(", "calc(", "@media x{", "a{"] {
        let deep = open.repeat(8000 / open.len());
        let compiled = compile(&format!("a{{b:{deep}"), Scope::Page);
        assert!(compiled.css.len() < 9000);
        let compiled = compile(&deep, Scope::Page);
        assert!(compiled.notes.len() <= 50);
    }
}

#[test]
fn the_preview_alone_follows_a_draft() {
    let compiled = compile("a { color: red } body { top: 0 }", Scope::Preview);
    assert!(compiled.css.contains(":where(.preview-frame) .bio a{color:red}:where(.preview-frame) .bio{top:0}"));
}

/// Pieces that have broken other sanitisers.
const TRICKS: &[&str] = &[
    "</style>",
    "</style><script>alert(1)</script>",
    "@import",
    "@\\69mport 'x';",
    "url(x)",
    "url( \"x\" )",
    "u\\72l(x)",
    "UrL(x)",
    "src(\"x\")",
    "\"",
    "'",
    "\\",
    "\\\n",
    "/*",
    "*/",
    "<!--",
    "-->",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ";",
    ":",
    ",",
    "a",
    ".bio",
    ".bio+",
    ".bio ~ ",
    "body",
    "html",
    ":root",
    "&",
    ">",
    "+",
    "~",
    "*",
    "|",
    "||",
    "!important",
    "position:fixed",
    "position: fixed",
    "content:\"</style>\"",
    "content:'url(x)'",
    "content:\"@import\"",
    "color:red",
    "--x:{}",
    "--x:url(x)",
    "--x:</style>",
    "@media",
    "@media (width < /style)",
    "@supports",
    "@supports (a:url(x))",
    "@keyframes x",
    "@font-face",
    "@charset \"x\";",
    "@namespace url(x);",
    "expression(",
    "javascript:",
    "\u{0}",
    "\u{feff}",
    "\u{2028}",
    "\r",
    "\n",
    "\u{c}",
    "0",
    "1e999",
    "#fff",
    "100%",
    "from",
    "to",
    ":not(",
    ":is(",
    ":has(+",
    "::before",
    "[a=\"]\"]",
    "{}",
    "a{color:red}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_gets_out(parts in prop::collection::vec(prop_oneof![6 => select(TRICKS).prop_map(str::to_owned), 1 => ".{0,6}"], 0..24)) {
        let typed = parts.concat();
        let css = page(&typed);
        let small = css.to_ascii_lowercase();
        for never in ["</", "@import", "url(", "@font-face", "@charset", "position:fixed;", "position:fixed}", "expression("] {
            prop_assert!(!small.contains(never), "{typed:?} became {css:?}");
        }
        // What was written is read again as itself: nothing in it closes or opens more than it seems to.
        prop_assert_eq!(page(&css), css.clone(), "{:?}", typed);
        // Every rule stands under the page, or is a condition, an animation or a step of one.
        let mut head = String::new();
        let mut quoted = false;
        for c in css.chars() {
            match c {
                '"' => { quoted = !quoted; head.push(c); }
                '{' if !quoted => {
                    let step = head.split(',').all(|part| part == "from" || part == "to" || part.ends_with('%'));
                    let kept = ["@media", "@supports", "@container", "@keyframes"].iter().any(|rule| head.starts_with(rule));
                    prop_assert!(kept || step || head.starts_with(".bio"), "{typed:?}: {head:?} in {css:?}");
                    head.clear();
                }
                '}' | ';' if !quoted => head.clear(),
                _ => head.push(c),
            }
        }
    }
}
