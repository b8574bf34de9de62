//! Looks: what is stored, what reaches a page, and that nothing else does.

use mewayz::sites::{
    contrast::{Pair, readings},
    looks, themes,
    types::*,
};
use proptest::prelude::*;

use crate::{
    sites::make::{draft, every_kind, publish, save, site},
    support::db_test,
};

/// A look in which everything is chosen.
fn full() -> Look {
    let colour = |rgb| Some(Colour::new(rgb));
    Look {
        colours: Colours {
            text: colour(0x0011_2233),
            card: colour(0x00ff_eedd),
            card_text: colour(0x0022_1100),
            accent: colour(0x0000_5522),
            accent_text: colour(0x00ff_ffff),
        },
        ground: Some(Ground::Gradient { from: Colour::new(0x00fa_fafa), to: Colour::new(0x00e0_e8ff), angle: 135 }),
        fonts: Fonts { title: Some(Font::Playfair), text: Some(Font::DmSans) },
        buttons: Buttons { shape: Some(Shape::Pill), style: Some(ButtonStyle::HardShadow) },
        layout: Layout { align: Some(Align::Start), spacing: Some(Spacing::Wide), avatar: Some(AvatarShape::Square) },
        css: ".bio-title { color: red }".to_owned(),
    }
}

db_test!(a_look_is_kept_and_shown, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let details =
        publish(&ws, id, SiteDraft { look: full(), ..draft("Mira", every_kind("Text", "https://example.com/")) }).await;
    assert_eq!(details.draft.look, full());
    let reply = t.stranger().get("/@studio").await;
    let page = reply.text();
    for part in [
        ".bio.theme-paper{--b-text:#112233;",
        "--b-ground:linear-gradient(135deg,#fafafa,#e0e8ff)",
        "--b-title-face:\"Playfair Display\",\"Playfair Display Fallback\",Georgia,serif",
        "url(/fonts/bio/dm-sans-latin.woff2)",
        "--b-link-radius:99px",
        ".bio .bio-title{color:red}",
        "name=\"theme-color\" content=\"#fafafa\"",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    assert!(!page.contains("url(/fonts/bio/lora"), "only what was chosen is named");
    let policy = reply.header("content-security-policy").to_str().unwrap().to_owned();
    assert!(policy.contains("font-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert!(!page.contains("style=\""), "no style outside of the sheet");
    // The same file is what the policy allows; a plain page asks for no typeface.
    save(&ws, id, SiteDraft { look: Look::default(), ..draft("Mira", Vec::new()) }).await;
    publish(&ws, id, draft("Mira", Vec::new())).await;
    let plain = t.stranger().get("/@studio").await;
    assert!(!plain.text().contains("@font-face"));
    assert!(!plain.header("content-security-policy").to_str().unwrap().contains("font-src"));
});

db_test!(the_question_for_a_password_wears_the_look_without_the_words_of_its_css, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let look = Look { css: ".bio-title::after { content: \"secret sale\" }".to_owned(), ..full() };
    let options = SiteOptions { visibility: Visibility::Password("kiln".to_owned()) };
    publish(&ws, id, SiteDraft { look, options, ..draft("Mira", Vec::new()) }).await;
    let page = t.stranger().get("/@studio").await.text();
    assert!(page.contains("--b-text:#112233") && !page.contains("secret sale"), "{page}");
});

db_test!(what_cannot_be_used_is_named_before_publishing, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    for url in ["", "http://example.com/a.jpg", "javascript:alert(1)", "data:image/png;base64,AA"] {
        let ground = Some(Ground::Image { url: url.to_owned(), overlay: Colour::BLACK, strength: 50 });
        let look = Look { ground, css: "a".repeat(MAX_CSS + 1), ..Look::default() };
        let details = save(&ws, id, SiteDraft { look, ..draft("Mira", Vec::new()) }).await;
        let problems = details.draft.problems();
        assert!(problems.get("look.ground").is_some(), "{url}");
        assert!(problems.get("look.css").is_some());
    }
});

#[test]
fn what_is_not_known_is_left_out_and_the_rest_stays() {
    let stored = serde_json::json!({
        "colours": { "text": "red;} body{display:none", "card": "#112233", "later": 1 },
        "ground": { "hologram": {} },
        "fonts": { "title": "comic_sans", "text": "lora" },
        "buttons": "none",
        "later": true,
    });
    let look: Look = serde_json::from_value(stored).expect("it is read");
    assert_eq!(look.colours, Colours { card: Some(Colour::new(0x0011_2233)), ..Colours::default() });
    assert_eq!((look.ground, look.fonts.title, look.fonts.text), (None, None, Some(Font::Lora)));
    assert_eq!(serde_json::from_value::<Look>(serde_json::to_value(full()).unwrap()).unwrap(), full());
}

#[test]
fn a_hard_ground_is_noticed_and_mended() {
    let paper = themes::find("paper");
    let fix = |look: &Look, pair: Pair| {
        let found = readings(paper, look).into_iter().find(|reading| reading.pair == pair).expect("it is looked at");
        assert!(!found.is_fine(), "{found:?}");
        let mended = found.mended.expect("it can be mended");
        assert!(readings(paper, &mended).iter().all(|reading| reading.pair != pair || reading.is_fine()), "{mended:?}");
        mended
    };
    fix(&Look { ground: Some(Ground::Colour(Colour::new(0x0033_2211))), ..Look::default() }, Pair::Text);
    let own = |colours: Colours| Look { colours, ..Look::default() };
    fix(&own(Colours { card: Some(Colour::BLACK), ..Colours::default() }), Pair::Card);
    fix(&own(Colours { accent: Some(Colour::new(0x00ff_ee88)), ..Colours::default() }), Pair::Accent);
    let picture = Ground::Image { url: "https://example.com/a.jpg".to_owned(), overlay: Colour::BLACK, strength: 10 };
    let mended = fix(&Look { ground: Some(picture), ..Look::default() }, Pair::Text);
    assert!(matches!(mended.ground, Some(Ground::Image { strength: 40..=90, .. })), "{mended:?}");
}

#[test]
fn lesser_texts_can_be_read_whenever_texts_can() {
    for theme in themes::THEMES {
        for ground in [0x0000_0000, 0x00ff_ffff, 0x0044_6688, 0x00ff_cc00] {
            let mut look = Look { ground: Some(Ground::Colour(Colour::new(ground))), ..Look::default() };
            for _ in 0..4 {
                if let Some(mended) = readings(&theme, &look).into_iter().find_map(|reading| reading.mended) {
                    look = mended;
                }
            }
            let shown = looks::shades(&theme, &look);
            assert!(shown.text.worst_contrast(&shown.ground) >= 4.5, "{} on {ground:06x}", theme.key);
            assert!(shown.soft.worst_contrast(&shown.ground) >= 4.5, "{} on {ground:06x}", theme.key);
        }
    }
}

proptest! {
    /// Whatever is typed as the address of a picture, it stays inside of its quotes.
    #[test]
    fn an_address_stays_an_address(text in "https://[a-z]{1,8}/.{0,40}") {
        let ground = Some(Ground::Image { url: text, overlay: Colour::BLACK, strength: 50 });
        let style = looks::sheet("paper", &Look { ground, ..Look::default() });
        prop_assert!(!style.contains('<') && !style.contains('\\'));
        prop_assert_eq!(style.matches('{').count(), 1, "{}", style);
        prop_assert!(matches!(style.matches('"').count(), 0 | 2), "{}", style);
    }
}
