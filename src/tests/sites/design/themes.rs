//! The themes: there are enough, each can be read, and what Rust says of their colours is what their rules say.

use std::collections::BTreeMap;

use mewayz::sites::{
    contrast::{WANTED, readings},
    fonts,
    looks::shades,
    themes::{THEMES, Theme},
    types::{Colour, Look},
};

/// The variables of a theme's first rule, with those that name another one replaced.
fn variables(theme: &Theme) -> BTreeMap<String, String> {
    let rule = theme.css.split_once('{').and_then(|(_, rest)| rest.split_once('}')).expect("a rule").0;
    let pairs = rule.split(';').filter_map(|line| line.trim().split_once(':'));
    let typed: BTreeMap<String, String> =
        pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
    let follow = |value: &String| {
        let named = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')'));
        named.and_then(|name| typed.get(name)).unwrap_or(value).clone()
    };
    typed.iter().map(|(name, value)| (name.clone(), follow(value))).collect()
}

/// Every colour that a value names, in order; what is half clear comes with its share in percent.
fn colours(value: &str) -> Vec<(Colour, u8)> {
    let mut found = Vec::new();
    let mut rest = value;
    while let Some(at) = rest.find('#').into_iter().chain(rest.find("rgb(")).min() {
        rest = &rest[at..];
        if let Some(inside) = rest.strip_prefix("rgb(") {
            let (inside, after) = inside.split_once(')').expect("rgb() ends");
            let (channels, share) = inside.split_once('/').expect("rgb() has a share");
            let parts: Vec<u32> = channels.split_whitespace().map(|part| part.parse().expect("a channel")).collect();
            let share: f64 = share.trim().parse().expect("a share");
            let colour = Colour::new(parts[0] << 16 | parts[1] << 8 | parts[2]);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a percentage")]
            found.push((colour, (share * 100.0).round() as u8));
            rest = after;
        } else {
            let digits: String = rest[1..].chars().take_while(char::is_ascii_hexdigit).collect();
            rest = &rest[1 + digits.len()..];
            found.push((digits.parse().expect("a colour"), 100));
        }
    }
    found
}

fn one(variables: &BTreeMap<String, String>, name: &str) -> (Colour, u8) {
    let value = variables.get(name).unwrap_or_else(|| panic!("{name} is set"));
    *colours(value).first().unwrap_or_else(|| panic!("{name} is a colour: {value}"))
}

#[test]
fn there_are_many_and_no_two_are_the_same() {
    assert!(THEMES.len() >= 12);
    for (at, theme) in THEMES.iter().enumerate() {
        assert!(theme.css.contains(&format!(".bio.theme-{} {{", theme.key)), "{}", theme.key);
        for other in &THEMES[..at] {
            assert_ne!(theme.key, other.key);
            let (one, two) = (variables(theme), variables(other));
            let same = one.iter().filter(|(name, value)| two.get(*name) == Some(value)).count();
            assert!(same * 2 < one.len() + 12, "{} and {} differ in little", theme.name, other.name);
        }
    }
}

#[test]
fn the_dashboard_has_every_theme() {
    let sheet = include_str!("../../../../style/tailwind.css");
    for theme in THEMES {
        assert!(sheet.contains(&format!("./themes/{}.css", theme.key)), "{}", theme.key);
    }
}

#[test]
fn numbers_and_rules_agree() {
    for theme in THEMES {
        let (rule, palette) = (variables(&theme), theme.palette);
        let mut ground: Vec<Colour> = Vec::new();
        for (colour, _) in colours(&rule["--b-ground"]) {
            if !ground.contains(&colour) {
                ground.push(colour);
            }
        }
        assert_eq!(palette.ground, ground, "{}", theme.key);
        assert_eq!((palette.card, palette.veil), one(&rule, "--b-card"), "{}", theme.key);
        for (name, colour) in [
            ("--b-text", palette.text),
            ("--b-soft", palette.soft),
            ("--b-card-text", palette.card_text),
            ("--b-card-soft", palette.card_soft),
            ("--b-accent", palette.accent),
            ("--b-accent-text", palette.accent_text),
            ("--b-wrong", palette.wrong),
        ] {
            assert_eq!(one(&rule, name), (colour, 100), "{} of {}", name, theme.key);
        }
        let or =
            |name: &str, usual: &str| if rule.contains_key(name) { one(&rule, name).0 } else { one(&rule, usual).0 };
        let bare = rule.get("--b-link").is_some_and(|value| value == "transparent");
        assert_eq!(palette.link, (!bare).then(|| or("--b-link", "--b-card")), "{}", theme.key);
        assert_eq!(palette.link_text, or("--b-link-text", "--b-card-text"), "{}", theme.key);
        assert_eq!(palette.link_soft, or("--b-link-soft", "--b-card-soft"), "{}", theme.key);
        let bar: Colour = theme.bar.parse().expect("a colour");
        assert!(bar.worst_contrast(&ground) < 2.2, "the bar of {} suits its ground", theme.key);
    }
}

#[test]
fn every_text_of_every_theme_can_be_read() {
    for theme in THEMES {
        for reading in readings(&theme, &Look::default()) {
            assert!(reading.is_fine(), "{}: {} has {}", theme.name, reading.pair.label(), reading.words());
        }
        let shown = shades(&theme, &Look::default());
        for (what, text, grounds) in [
            ("soft", shown.soft, &shown.ground),
            ("card soft", shown.card_soft, &shown.card),
            ("link soft", shown.link_soft, &shown.link),
            ("wrong", theme.palette.wrong, &shown.card),
        ] {
            let ratio = text.worst_contrast(grounds);
            assert!(ratio >= WANTED, "{}: {what} has {ratio:.2}", theme.name);
        }
    }
}

#[test]
fn themes_name_the_typefaces_that_they_bring() {
    for theme in THEMES {
        let rule = variables(&theme);
        for font in theme.fonts {
            let family =
                format!("\"{0}\", \"{0} Fallback\"", fonts::typeface(*font).expect("it is one of ours").family);
            assert!(
                rule["--b-font"].contains(&family) || rule["--b-title-face"].contains(&family),
                "{} brings {family} and does not name it",
                theme.key
            );
        }
    }
}

#[test]
fn every_typeface_has_its_files() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/public");
    for font in mewayz::sites::types::Font::ALL {
        let faces = fonts::faces(*font);
        let files: Vec<&str> = faces.split("url(").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert_eq!(files.len(), if fonts::typeface(*font).is_some() { 2 } else { 0 });
        for file in files {
            assert!(std::path::Path::new(&format!("{folder}{file}")).is_file(), "{file}");
        }
    }
}
