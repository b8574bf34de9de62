//! Schedules: a block appears and disappears on time although its page is kept in memory; local times around changed clocks.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use mewayz::{
    kernel::time::{Time, now},
    sites::{
        types::{Block, BlockRules, Moment, Season},
        zones,
    },
};
use proptest::prelude::*;

use super::{
    codes,
    make::{draft, link, publish, save, site},
};
use crate::support::{TestApp, db_test};

const URL: &str = "https://example.com/";

fn ruled(title: &str, rules: BlockRules) -> Block {
    Block { rules, ..link(title, URL) }
}

fn between(title: &str, from: Option<Time>, until: Option<Time>) -> Block {
    ruled(title, BlockRules { from, until, ..BlockRules::default() })
}

async fn has(t: &TestApp, title: &str) -> bool {
    t.stranger().page("/@ada").await.contains(title)
}

db_test!(a_block_comes_and_goes_on_time_though_the_page_is_cached, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    let (start, hour) = (now(), TimeDelta::hours(1));
    let blocks = vec![
        link("Always", URL),
        between("Later", Some(start + hour), Some(start + hour * 2)),
        between("Until then", None, Some(start + hour)),
    ];
    publish(&ws, id, draft("Ada", blocks)).await;
    let code = async |at: usize| {
        let snapshot = mewayz::sites::visits::snapshot(&t.visitor(), id).await.unwrap().expect("it is online");
        snapshot.blocks[at].codes[0].clone()
    };
    let later = format!("/l/{}", code(1).await);
    let follow = async || t.stranger().get(&later).await.status_code().as_u16();
    // Twice each: once rendered, once out of memory.
    for _ in 0..2 {
        assert!(!has(&t, "Later").await && has(&t, "Until then").await);
        assert_eq!(follow().await, 410, "a link outside of its time");
    }
    t.app().clock().shift(hour + TimeDelta::seconds(1));
    for _ in 0..2 {
        assert!(has(&t, "Later").await && !has(&t, "Until then").await);
        assert_eq!(follow().await, 302);
    }
    t.app().clock().shift(hour);
    for _ in 0..2 {
        assert!(!has(&t, "Later").await && has(&t, "Always").await);
        assert_eq!(follow().await, 410);
    }
});

db_test!(pinned_blocks_stand_first_in_their_order, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    let pin = |title: &str| ruled(title, BlockRules { pinned: true, ..BlockRules::default() });
    publish(&ws, id, draft("Ada", vec![link("C-one", URL), pin("A-one"), link("D-one", URL), pin("B-one")])).await;
    let page = t.stranger().page("/@ada").await;
    let places = ["A-one", "B-one", "C-one", "D-one"].map(|title| page.find(title).expect("it is there"));
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(codes(&page).len(), 4);
});

db_test!(an_end_before_the_beginning_is_not_published, |t| async {
    let ws = t.owner("ada").await.ws;
    let id = site(&ws, "").await;
    let block = between("Never", Some(now()), Some(now() - TimeDelta::hours(1)));
    let field = format!("{}.until", block.id);
    let version = save(&ws, id, draft("Ada", vec![block])).await.version;
    let refused = mewayz::sites::publishing::publish(&ws, id, version).await.expect_err("it has a problem");
    assert!(refused.field(&field).is_some(), "{refused:?}");
});

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").expect("a local time")
}

fn utc(text: &str) -> Time {
    local(text).and_utc()
}

#[test]
fn local_times_are_right_when_clocks_change() {
    let berlin = zones::around("Europe/Berlin", utc("2026-11-21T12:00"));
    let moment = |text: &str| berlin.moment(local(text));
    assert_eq!(moment("2027-03-28T01:59"), Moment::Once(utc("2027-03-28T00:59")));
    assert_eq!(moment("2027-03-28T02:30"), Moment::Skipped(utc("2027-03-28T01:30")));
    assert_eq!(berlin.write(utc("2027-03-28T01:30")), "2027-03-28T03:30");
    assert_eq!(moment("2027-03-28T03:00"), Moment::Once(utc("2027-03-28T01:00")));
    assert_eq!(moment("2027-10-31T02:30"), Moment::Twice(utc("2027-10-31T00:30")));
    assert_eq!(moment("2027-10-31T03:00"), Moment::Once(utc("2027-10-31T02:00")));
    assert_eq!(berlin.read("2027-07-01T12:00").map(Moment::time), Some(utc("2027-07-01T10:00")));
    assert_eq!(berlin.read("2027-07-01"), None);
    // Half an hour in Lord Howe, no change in Kathmandu, nonsense is UTC.
    let howe = zones::around("Australia/Lord_Howe", utc("2026-11-21T12:00"));
    assert_eq!(howe.moment(local("2027-04-04T01:45")), Moment::Twice(utc("2027-04-03T14:45")));
    let nepal = zones::around("Asia/Kathmandu", utc("2026-11-21T12:00"));
    assert_eq!(nepal.write(utc("2027-01-01T00:00")), "2027-01-01T05:45");
    assert_eq!(zones::around("Nowhere/At_all", now()).name, "UTC");
}

proptest! {
    #[test]
    fn every_instant_comes_back(minutes in 0i64..5_000_000, name in prop::sample::select(vec![
        "Europe/Berlin", "America/New_York", "Africa/Casablanca", "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo",
    ])) {
        let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap().and_utc();
        let zone = zones::around(name, utc("2026-11-21T12:00"));
        let at = start + TimeDelta::minutes(minutes);
        let tz: chrono_tz::Tz = name.parse().unwrap();
        prop_assert_eq!(zone.local(at), at.with_timezone(&tz).naive_local());
        match zone.moment(zone.local(at)) {
            Moment::Once(back) => prop_assert_eq!(back, at),
            Moment::Twice(first) => prop_assert!(first <= at && at - first <= TimeDelta::hours(2)),
            Moment::Skipped(_) => prop_assert!(false, "clocks showed it"),
        }
    }

    #[test]
    fn seasons_and_changes_agree(from in prop::option::of(0i64..100), until in prop::option::of(0i64..100), now in 0i64..100) {
        let at = |seconds: i64| chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        let rules = BlockRules { from: from.map(at), until: until.map(at), ..BlockRules::default() };
        // Until the next change nothing changes.
        let end = rules.changes_at(at(now)).unwrap_or(at(101));
        prop_assert!(end > at(now));
        let mut second = at(now);
        while second < end {
            prop_assert_eq!(rules.shows_at(second), rules.shows_at(at(now)));
            second += TimeDelta::seconds(1);
        }
        prop_assert!(rules.season(at(now)) != Season::During || rules.shows_at(at(now)));
    }
}
