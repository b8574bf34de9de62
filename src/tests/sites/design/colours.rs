//! Colours: what is read as one, the contrast of WCAG, and the nearest readable shade.

use mewayz::sites::types::Colour;
use proptest::prelude::*;

fn colour(text: &str) -> Colour {
    text.parse().unwrap_or_else(|_| panic!("{text} is a colour"))
}

#[test]
fn contrast_has_the_known_values() {
    let cases = [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#008000", "#ffffff", 5.14),
        ("#ffff00", "#000000", 19.56),
    ];
    for (one, two, wanted) in cases {
        let (one, two) = (colour(one), colour(two));
        assert!((one.contrast(two) - wanted).abs() < 0.01, "{one} on {two}: {}", one.contrast(two));
        assert!((one.contrast(two) - two.contrast(one)).abs() < f64::EPSILON);
    }
}

#[test]
fn only_colours_are_colours() {
    assert_eq!(colour("#1A2b3C").to_string(), "#1a2b3c");
    assert_eq!(colour("abc").to_string(), "#aabbcc");
    for text in ["", "#", "#12", "#12345", "#1234567", "red", "#12345g", "#12 345", "url(x)", "#1a2b3c;}", "#١٢٣"] {
        assert!(text.parse::<Colour>().is_err(), "{text}");
    }
    assert_eq!(serde_json::to_string(&colour("#abcdef")).unwrap(), "\"#abcdef\"");
    assert!(serde_json::from_str::<Colour>("\"red;}\"").is_err());
}

#[test]
fn the_mended_shade_keeps_its_hue() {
    let pink = colour("#ff9ecb");
    let mended = pink.nearest_readable(&[Colour::WHITE], 4.5).expect("there is one");
    assert!(mended.contrast(Colour::WHITE) >= 4.5);
    assert!(mended.contrast(Colour::WHITE) < 5.2, "not darker than it must be: {mended}");
    let [red, green, blue] = mended.channels();
    assert!(red > blue && blue > green, "still pink: {mended}");
    assert_eq!(pink.nearest_readable(&[Colour::BLACK], 4.5), Some(pink), "what is fine stays");
    assert_eq!(pink.nearest_readable(&[Colour::BLACK, Colour::WHITE], 4.6), None, "nothing can be read on both");
}

proptest! {
    #[test]
    fn a_mended_shade_is_readable(text in 0..0x0100_0000_u32, grounds in prop::collection::vec(0..0x0100_0000_u32, 1..4)) {
        let grounds: Vec<Colour> = grounds.into_iter().map(Colour::new).collect();
        let text = Colour::new(text);
        match text.nearest_readable(&grounds, 4.5) {
            Some(mended) => prop_assert!(mended.worst_contrast(&grounds) >= 4.5),
            None => prop_assert!(
                Colour::BLACK.worst_contrast(&grounds) < 4.5 && Colour::WHITE.worst_contrast(&grounds) < 4.5
            ),
        }
        prop_assert_eq!(text.to_string().parse::<Colour>().ok(), Some(text));
    }
}
