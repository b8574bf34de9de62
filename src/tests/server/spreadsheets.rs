//! Files for spreadsheets: nothing that somebody wrote runs when the file is opened.

use mewayz::server::csv;

#[test]
fn no_cell_begins_a_formula() {
    for start in ["=", "+", "-", "@", "\t", "\r"] {
        let line = csv::line([format!("{start}cmd|' /C calc'!A0"), "plain".to_owned()]);
        let first = line.trim_start_matches('"');
        assert!(first.starts_with(&format!("'{start}")), "{line:?}");
    }
    assert_eq!(csv::line(["a,b", "say \"hi\"", "two\nlines", "7"]), "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",7\r\n");
}
