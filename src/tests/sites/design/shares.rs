//! Pictures for shares: of every theme, with every kind of title; who gets them.

use mewayz::sites::{
    publishing::Snapshot,
    shares::{SIZE, draw},
    themes::THEMES,
    types::{Look, SiteDraft, SiteOptions, Visibility},
};

use crate::{
    sites::make::{draft, publish, site},
    support::db_test,
};

fn snapshot(theme: &str, title: &str, bio: &str) -> Snapshot {
    Snapshot {
        title: title.to_owned(),
        bio: bio.to_owned(),
        avatar_url: String::new(),
        theme: theme.to_owned(),
        look: Look::default(),
        options: SiteOptions::default(),
        language: "en".to_owned(),
        seo_title: String::new(),
        seo_description: String::new(),
        share_image_url: String::new(),
        blocks: Vec::new(),
    }
}

/// Width and height out of a PNG's head.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

/// Where pictures are kept to be looked at, when somebody wants to.
fn keep(name: &str, png: &[u8]) {
    if let Ok(folder) = std::env::var("SHARE_PICTURES") {
        std::fs::write(format!("{folder}/{name}.png"), png).expect("it is written");
    }
}

#[test]
fn every_theme_and_every_title_makes_a_picture() {
    let long = "A very long title that goes on and on until nobody wants to read it any further than this line";
    let bio = "Potter and teacher. Cups, bowls and slow afternoons, made by hand in a small studio by the sea.";
    for theme in THEMES {
        let png =
            draw(&snapshot(theme.key, "Mira Okafor", bio), "https://mewayz.test/@mira", None).expect("it is drawn");
        assert_eq!(size(&png), SIZE);
        keep(theme.key, &png);
    }
    let titles = [
        ("long", long),
        ("word", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"),
        ("arabic", "استوديو الخزف للفنانة ميرا"),
        ("hebrew", "סטודיו לקרמיקה"),
        ("emoji", "🏺🔥 Mira 👩🏽‍🎨 <b>&amp;\"'"),
        ("only-emoji", "🏺🔥"),
        ("chinese", "陶艺工作室"),
        ("control", "\u{0}\u{1}\u{202e}Mira\u{feff}\u{ffff}"),
        ("empty", ""),
        ("greek", "Κεραμική & Кириллица"),
    ];
    for (name, title) in titles {
        let png = draw(&snapshot("terracotta", title, &bio.repeat(3)), "https://mewayz.test/@mira", None)
            .expect("it is drawn");
        assert_eq!(size(&png), SIZE, "{name}");
        keep(&format!("title-{name}"), &png);
    }
}

#[test]
fn a_portrait_takes_the_place_of_the_initial() {
    let page = snapshot("paper", "Mira Okafor", "Potter and teacher.");
    let with = |portrait: Option<&[u8]>| draw(&page, "https://mewayz.test/@mira", portrait).expect("it is drawn");
    let mut file = std::io::Cursor::new(Vec::new());
    let blue = image::RgbaImage::from_pixel(300, 200, image::Rgba([0, 0, 255, 255]));
    blue.write_to(&mut file, image::ImageFormat::Png).expect("it is written");
    let png = with(Some(file.get_ref()));
    keep("portrait", &png);
    let drawn = image::load_from_memory(&png).expect("it is a picture").to_rgba8();
    let round = drawn.pixels().filter(|pixel| pixel[0] < 5 && pixel[1] < 5 && pixel[2] > 250).count();
    assert!((9_500..11_500).contains(&round), "a circle of the portrait: {round} pixels");
    assert_eq!(with(Some(b"no picture")), with(None), "what cannot be read leaves the initial");
}

db_test!(the_picture_of_a_page_is_for_everybody_and_for_ever, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let details = publish(&ws, id, draft("Mira", Vec::new())).await;
    let path = format!("/share/{id}/{}.png", details.published_version);
    let page = t.stranger().page("/@studio").await;
    assert!(page.contains(&format!("property=\"og:image\" content=\"http://mewayz.test{path}\"")), "{page}");
    let reply = t.stranger().get(&path).await;
    assert_eq!((reply.status_code().as_u16(), reply.header("content-type").to_str().unwrap()), (200, "image/png"));
    assert_eq!(reply.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(size(reply.as_bytes()), SIZE);
    // An older address leads to the newest picture; nonsense and other people's sites lead nowhere.
    let newer = publish(&ws, id, draft("Mira Okafor", Vec::new())).await.published_version;
    let moved = t.stranger().get(&path).await;
    assert_eq!(moved.status_code().as_u16(), 307);
    assert_eq!(moved.header("location"), format!("/share/{id}/{newer}.png"));
    for path in [format!("/share/{id}/x.png"), format!("/share/{id}/1"), "/share/nobody/1.png".to_owned()] {
        assert_eq!(t.stranger().get(&path).await.status_code().as_u16(), 404, "{path}");
    }
    // A chosen picture wins, and a page with a password shows nothing.
    let chosen = SiteDraft { share_image_url: "https://example.com/own.jpg".to_owned(), ..draft("Mira", Vec::new()) };
    publish(&ws, id, chosen).await;
    assert!(
        t.stranger().page("/@studio").await.contains("property=\"og:image\" content=\"https://example.com/own.jpg\"")
    );
    let options = SiteOptions { visibility: Visibility::Password("kiln".to_owned()) };
    let version = publish(&ws, id, SiteDraft { options, ..draft("Mira", Vec::new()) }).await.published_version;
    let hidden = t.stranger().get(&format!("/share/{id}/{version}.png")).await;
    assert_eq!(hidden.status_code().as_u16(), 404);
});
