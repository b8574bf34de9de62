//! Counting as it happens and counting afterwards give the same numbers, whatever happened in whatever order.

use chrono::{TimeDelta, TimeZone, Utc};
use mewayz::{
    analytics::roll_ups,
    entity::outbox,
    kernel::{
        id::{BlockId, SiteId},
        time::now,
    },
    server::{ctx::WorkspaceCtx, events::Record},
};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{happened, record, report, rows};
use crate::{
    sites::make::{draft, link, save, site},
    support::{TestApp, db_test},
};

/// Numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Somebody does something at some time: people, machines that say so, machines in a hurry, people who object.
fn something(dice: &mut Dice, ws: &WorkspaceCtx, sites: &[(SiteId, BlockId)]) -> Record {
    let (site, block) = sites[dice.below(2) as usize];
    let day = dice.below(2);
    // One of them does half of everything, in a few seconds.
    let visitor = if dice.below(2) == 0 { 0 } else { dice.below(14) };
    // Keys belong to one site and one day.
    let key = (visitor < 12).then(|| (visitor * 2 + day) as i64 * 10 + i64::from(site == sites[0].0));
    let second = if visitor == 0 { 40_000 + dice.below(9) } else { dice.below(86_400) };
    let start = Utc.with_ymd_and_hms(2026, 3, 28, 0, 0, 0).unwrap() + TimeDelta::days(day as i64);
    let at = start + TimeDelta::seconds(second as i64);
    let mut record = record(ws, site, (dice.below(3) == 0).then_some(block), key, at);
    let touch = &mut record.touch;
    touch.bot = key.is_none() && dice.below(2) == 0;
    touch.referrer_host = [None, Some("a.example"), Some("b.example")][dice.below(3) as usize].map(str::to_owned);
    touch.source = [None, None, Some("mail")][dice.below(3) as usize].map(str::to_owned);
    touch.country = [None, Some("DE"), Some("FR")][dice.below(3) as usize].map(str::to_owned);
    record
}

async fn sites(t: &TestApp, handle: &str) -> (WorkspaceCtx, [(SiteId, BlockId); 2]) {
    let ws = t.owner(handle).await.ws;
    let block = || link("One", "https://example.com/").id;
    let sites = [(site(&ws, "").await, block()), (site(&ws, "more").await, block())];
    (ws, sites)
}

db_test!(counting_again_gives_the_same, |t| async {
    let (ws, sites) = sites(&t, "studio").await;
    for seed in 1..=4 {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ seed);
        for _ in 0..6 {
            let batch = (0..dice.below(60)).map(|_| something(&mut dice, &ws, &sites)).collect();
            happened(&t, batch).await;
        }
        let counted = rows(&t).await;
        roll_ups::recount(&t.system()).await.expect("it counts again");
        let again = rows(&t).await;
        for (name, counts) in &counted {
            assert_eq!(again.get(name), Some(counts), "{name} after {seed}");
        }
        assert_eq!(again.len(), counted.len());
        // And once more: it is not added twice.
        roll_ups::recount(&t.system()).await.expect("it counts again");
        assert_eq!(rows(&t).await, counted);
    }
    let counted = rows(&t).await;
    assert!(counted.len() > 1000, "{} rows", counted.len());
    assert!(counted.values().any(|[.., bots, _]| *bots > 20), "somebody was in a hurry");
});

db_test!(the_order_makes_no_difference, |t| async {
    let (ws, sites) = sites(&t, "studio").await;
    let mut dice = Dice(7);
    let all: Vec<Record> = (0..200).map(|_| something(&mut dice, &ws, &sites)).collect();
    for record in all.iter().rev() {
        happened(&t, vec![record.clone()]).await;
    }
    let one_by_one = rows(&t).await;
    roll_ups::recount(&t.system()).await.expect("it counts again");
    assert_eq!(rows(&t).await, one_by_one);
});

db_test!(what_was_clicked_before_views_existed_is_counted, |t| async {
    let (ws, [(site, block), _]) = sites(&t, "studio").await;
    let blocks = vec![mewayz::sites::types::Block { id: block, ..link("One", "https://example.com/") }];
    save(&ws, site, draft("Mine", blocks)).await;
    let at = now() - TimeDelta::days(2);
    let clicks = (0..5).map(|_| record(&ws, site, Some(block), None, at));
    happened(&t, clicks.chain([record(&ws, site, None, Some(1), at)]).collect()).await;
    let later = Migrator::migrations().iter().rev().position(|change| change.name() == "m0009_analytics");
    Migrator::down(t.db().write(), later.map(|later| later as u32 + 1)).await.expect("down");
    Migrator::up(t.db().write(), None).await.expect("up");
    assert_eq!(report(&ws, Some(site)).await.totals.clicks, 0);
    let waiting = outbox::Entity::find().filter(outbox::Column::Topic.eq(roll_ups::RECOUNT));
    assert_eq!(waiting.all(t.db().write()).await.expect("the outbox is read").len(), 1);
    roll_ups::recount(&t.system()).await.expect("it counts again");
    assert_eq!((report(&ws, Some(site)).await.totals.clicks, report(&ws, Some(site)).await.totals.views), (5, 0));
});
