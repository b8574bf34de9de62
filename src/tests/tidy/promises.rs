//! What `src/accounts/README.md` says is covered: every requirement has a row, every test that a row names exists.

use std::collections::BTreeSet;

use super::{ROOT, files, none, source::File};

/// OWASP ASVS 5.0, chapters V6, V7 and V8: every requirement of level 1 and 2.
const LEVEL_1: &str = "6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 \
                       7.4.2 8.1.1 8.2.1 8.2.2 8.3.1";
const LEVEL_2: &str = "6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 \
                       6.6.3 6.8.1 6.8.2 6.8.3 6.8.4 7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2 \
                       8.1.2 8.2.3 8.4.1";

/// The names of the tests in a file, as `cargo test` prints them, without the database.
fn tests(file: &File) -> BTreeSet<String> {
    let module = file.module()[1..].join("::");
    let mut names = BTreeSet::new();
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut marked = false;
    for line in file.code.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("db_test!(").or_else(|| line.strip_prefix("session_test!(")) {
            names.insert(format!("{module}::{}", word(rest)));
        }
        let function = line.strip_prefix("async fn ").or_else(|| line.strip_prefix("fn "));
        if let (true, Some(rest)) = (marked, function) {
            names.insert(format!("{module}::{}", word(rest)));
        }
        marked = line == "#[test]" || line == "#[tokio::test]" || (marked && line.starts_with("#["));
    }
    names
}

/// The rows of the tables: number, level, and what holds it.
fn rows(text: &str) -> Vec<(&str, &str, &str)> {
    text.lines().filter_map(row_of).collect()
}

fn row_of(line: &str) -> Option<(&str, &str, &str)> {
    let cells: Vec<&str> = line.strip_prefix('|')?.trim_end_matches('|').split('|').map(str::trim).collect();
    match cells[..] {
        [number, level, _, held] if number.split('.').count() == 3 => Some((number, level, held)),
        _ => None,
    }
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn faults(text: &str, known: &BTreeSet<String>, is_file: impl Fn(&str) -> bool) -> Vec<String> {
    let rows = rows(text);
    let mut out = Vec::new();
    for (numbers, level) in [(LEVEL_1, "1"), (LEVEL_2, "2")] {
        for number in numbers.split_ascii_whitespace() {
            let found = rows.iter().filter(|row| (row.0, row.1) == (number, level)).count();
            if found != 1 {
                out.push(format!("{number} of level {level} has {found} rows"));
            }
        }
    }
    for (number, _, held) in rows {
        if held.len() < 10 {
            out.push(format!("{number}: nothing holds it"));
        }
        let gone = quoted(held).filter(|name| match name.contains("::") {
            true => !known.contains(*name),
            false => name.contains(".spec.ts") && !is_file(name),
        });
        out.extend(gone.map(|name| format!("{number}: there is no test {name}")));
    }
    out
}

#[test]
fn every_requirement_is_answered_by_tests_that_exist() {
    let known: BTreeSet<String> = files("src/tests").iter().flat_map(tests).collect();
    assert!(known.len() > 300, "only {} tests were found", known.len());
    let text = std::fs::read_to_string(format!("{ROOT}/src/accounts/README.md")).expect("the table is there");
    none(faults(&text, &known, |name| std::path::Path::new(ROOT).join(name).is_file()));
}

#[test]
fn a_promise_without_a_test_is_noticed() {
    let file = File::new(
        "src/tests/cups/fill.rs",
        "db_test!(is_full, |t| async {});\n#[test]\nfn is_empty() {}\nfn no() {}\n",
    );
    let known = tests(&file);
    assert_eq!(known.iter().map(String::as_str).collect::<Vec<_>>(), ["cups::fill::is_empty", "cups::fill::is_full"]);
    let row = |number: &str, level: &str| format!("| {number} | {level} | Cups. | `cups::fill::is_full` and words |\n");
    let mut whole: String = LEVEL_1.split_ascii_whitespace().map(|number| row(number, "1")).collect();
    whole += &LEVEL_2.split_ascii_whitespace().map(|number| row(number, "2")).collect::<String>();
    assert_eq!(faults(&whole, &known, |_| true), Vec::<String>::new());
    let planted = |from: &str, to: &str| faults(&whole.replacen(from, to, 1), &known, |_| false);
    assert_eq!(planted("cups::fill::is_full", "cups::fill::no"), ["6.1.1: there is no test cups::fill::no"]);
    assert_eq!(
        planted("`cups::fill::is_full` and words", "`e/cups.spec.ts`"),
        ["6.1.1: there is no test e/cups.spec.ts"]
    );
    assert_eq!(planted("`cups::fill::is_full` and words", "yes"), ["6.1.1: nothing holds it"]);
    assert_eq!(planted("| 6.1.1 | 1 |", "| 6.1.1 | 2 |"), ["6.1.1 of level 1 has 0 rows"]);
}
