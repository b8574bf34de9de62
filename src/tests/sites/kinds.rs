//! Kinds of blocks on their own: what addresses mean, when countdowns change, what a contact card says.

use chrono::{DateTime, TimeDelta};
use mewayz::{
    kernel::time::Time,
    sites::{
        blocks::{Afterwards, BlockContent, Content, Countdown, Embed, Map, Media, Provider, Vcard},
        clocks,
    },
};
use proptest::prelude::*;

fn at(text: &str) -> Time {
    DateTime::parse_from_rfc3339(text).expect("an instant").to_utc()
}

#[test]
fn what_people_copy_is_understood() {
    let video = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1";
    let track = "https://open.spotify.com/embed/track/4cOdK2wGLETKBW3PvgPWqT";
    let cloud =
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fforss%2Fflickermood&auto_play=true";
    for (copied, player) in [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", video),
        ("youtube.com/watch?feature=share&v=dQw4w9WgXcQ&list=PL1", video),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", video),
        ("https://music.youtube.com/watch?v=dQw4w9WgXcQ", video),
        (" https://youtu.be/dQw4w9WgXcQ?si=abc ", video),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", video),
        ("https://www.youtube.com/live/dQw4w9WgXcQ", video),
        (
            "<iframe width=\"560\" src=\"https://www.youtube.com/embed/dQw4w9WgXcQ?si=a&amp;b=c\" title=\"x\"></iframe>",
            video,
        ),
        (
            "https://youtu.be/dQw4w9WgXcQ?t=1m30s",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90&autoplay=1",
        ),
        (
            "https://www.youtube.com/playlist?list=PLFgquLnL59alCl_2TQvOiD5Vgm1hCaGSI",
            "https://www.youtube-nocookie.com/embed/videoseries?list=PLFgquLnL59alCl_2TQvOiD5Vgm1hCaGSI&autoplay=1",
        ),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
        ("https://vimeo.com/channels/staffpicks/76979871", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
        (
            "https://vimeo.com/76979871/8272103f6e",
            "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1&autoplay=1",
        ),
        ("https://open.spotify.com/track/4cOdK2wGLETKBW3PvgPWqT?si=1", track),
        ("https://open.spotify.com/intl-de/track/4cOdK2wGLETKBW3PvgPWqT", track),
        ("spotify:track:4cOdK2wGLETKBW3PvgPWqT", track),
        ("https://soundcloud.com/forss/flickermood?utm_source=x", cloud),
        ("https://m.soundcloud.com/forss/flickermood", cloud),
        (
            "<iframe src='https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/forss/flickermood&color=red'></iframe>",
            cloud,
        ),
    ] {
        assert_eq!(Media::parse(copied).map(|media| media.player()).as_deref(), Some(player), "{copied}");
    }
    for other in [
        "",
        "https://www.youtube.com/@somebody",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com.evil.test/watch?v=dQw4w9WgXcQ",
        "https://evil.test/?https://youtu.be/dQw4w9WgXcQ",
        "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgX\"Q",
        "https://vimeo.com/about",
        "https://vimeo.com/1/<script>",
        "https://open.spotify.com/user/somebody",
        "https://soundcloud.com/discover",
        "<iframe src=\"https://evil.test/embed/dQw4w9WgXcQ\"></iframe>",
    ] {
        assert_eq!(Media::parse(other), None, "{other}");
    }
    let media = Media::parse("https://youtu.be/dQw4w9WgXcQ").expect("it is understood");
    assert_eq!(media.provider, Provider::Youtube);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_player_is_always_the_services_own(text in ".{0,40}", at in 0..6usize) {
        let start = ["https://youtu.be/", "https://vimeo.com/", "https://open.spotify.com/track/", "https://soundcloud.com/a/",
            "https://w.soundcloud.com/player/?url=", "<iframe src=\"https://www.youtube.com/embed/"][at];
        if let Some(media) = Media::parse(&format!("{start}{text}")) {
            let player = url::Url::parse(&media.player()).expect("a whole address");
            prop_assert!(media.player().starts_with(media.provider.origin()));
            prop_assert_eq!(player.origin().ascii_serialization(), media.provider.origin());
            prop_assert!(media.player().bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'\'' | b'<' | b'>')));
        }
    }
}

#[test]
fn clocks_are_understood_also_when_they_change() {
    let instant = |local: &str, zone: &str| clocks::instant(clocks::parse(local).expect("a date"), zone);
    for (local, zone, utc) in [
        ("2026-12-31T20:00", "Europe/Berlin", "2026-12-31T19:00:00Z"),
        ("2026-07-01T20:00", "Europe/Berlin", "2026-07-01T18:00:00Z"),
        ("2026-07-01T20:00:30", "Asia/Kolkata", "2026-07-01T14:30:30Z"),
        // The night in which 2:30 is skipped: as long after the last 1:59 as it says.
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z"),
        ("2026-03-29T12:00", "Europe/Berlin", "2026-03-29T10:00:00Z"),
        // The night in which 2:30 comes twice: the first one.
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"),
        ("2026-10-25T12:00", "Europe/Berlin", "2026-10-25T11:00:00Z"),
        ("2026-04-05T12:00", "Australia/Lord_Howe", "2026-04-05T01:30:00Z"),
    ] {
        assert_eq!(instant(local, zone), Some(at(utc)), "{local} in {zone}");
    }
    assert_eq!(instant("2026-07-01T20:00", "Nowhere/At_All"), None);
    assert_eq!(clocks::parse("tomorrow"), None);
}

#[test]
fn a_countdown_says_when_it_changes() {
    let countdown = Countdown {
        title: "The kiln opens".to_owned(),
        until: "2026-12-31T20:00".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        ..Countdown::default()
    };
    let end = at("2026-12-31T19:00:00Z");
    let mut now = end - TimeDelta::hours(50) - TimeDelta::minutes(20);
    let mut changes = Vec::new();
    while let Some(next) = countdown.changes_at(now) {
        assert!(next > now && next <= end, "{next} after {now}");
        changes.push(next);
        now = next;
    }
    assert_eq!(changes.len(), 51, "once an hour, and at the end");
    assert_eq!((changes[0], changes[50]), (end - TimeDelta::hours(50) + TimeDelta::microseconds(1), end));
    assert!(countdown.is_shown(end) && BlockContent::Countdown(countdown.clone()).changes_at(end).is_none());
    let quiet = Countdown { afterwards: Afterwards::Nothing, ..countdown };
    assert!(quiet.is_shown(end - TimeDelta::seconds(1)) && !quiet.is_shown(end));
    let wrong = Countdown { zone: "Nowhere".to_owned(), ..quiet };
    assert!(!wrong.is_shown(end) && wrong.problems().get("zone").is_some());
}

#[test]
fn a_contact_card_is_one_that_address_books_read() {
    let card = Vcard {
        name: "Mira Ó Okafor".to_owned(),
        organization: "Clay; Fire, Water".to_owned(),
        phone: "+49 431 123456".to_owned(),
        email: "mira@example.com".to_owned(),
        url: "https://example.com/a;b,c".to_owned(),
        note: "First line\r\nBEGIN:VCARD \\ end\u{0}".to_owned(),
        ..Vcard::default()
    };
    let file = card.file();
    assert!(file.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n") && file.ends_with("\r\nEND:VCARD\r\n"), "{file}");
    for line in [
        "N:Okafor;Mira Ó;;;",
        "FN:Mira Ó Okafor",
        "ORG:Clay\\; Fire\\, Water",
        "TEL;TYPE=VOICE:+49 431 123456",
        "EMAIL;TYPE=INTERNET:mira@example.com",
        "NOTE:First line\\nBEGIN:VCARD \\\\ end",
        "URL:https://example.com/a;b,c",
    ] {
        assert!(file.split("\r\n").any(|found| found == line), "{line} in {file}");
    }
    let long = Vcard { note: "ü".repeat(200), ..card }.file();
    assert!(long.split("\r\n").all(|line| line.len() <= 75), "{long}");
    assert!(long.replace("\r\n ", "").contains(&"ü".repeat(200)), "unfolded it is whole: {long}");
}

#[test]
fn places_and_short_addresses_are_explained() {
    let problem =
        |url: &str| Embed { url: url.to_owned(), ..Embed::default() }.problems().get("url").map(str::to_owned);
    assert!(problem("https://spotify.link/abc").expect("a problem").contains("short address"));
    assert!(problem("https://example.com/film.mp4").expect("a problem").contains("YouTube"));
    let map = |address: &str, coordinates: &str| Map {
        title: String::new(),
        address: address.to_owned(),
        coordinates: coordinates.to_owned(),
    };
    assert_eq!(map("", "54.3233; 10.1228").point(), Some((54.3233, 10.1228)));
    for wrong in ["54.3", "north, south", "95.0, 10.0", "54.3, 190", "54, 10, 3", "NaN, 1"] {
        assert_eq!(map("", wrong).point(), None, "{wrong}");
        assert!(map("Here", wrong).problems().get("coordinates").is_some(), "{wrong}");
    }
    let by_words = map("Fördepromenade 3\n24944 Flensburg", "").targets();
    assert_eq!(by_words, ["https://www.openstreetmap.org/search?query=F%C3%B6rdepromenade+3+24944+Flensburg"]);
    assert_eq!(map("Here", "54.3233, 10.1228").targets().len(), 2);
}
