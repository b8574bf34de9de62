//! What a report says: whose it is, over which days, compared with what, and that nothing a creator does loses a count.

use chrono::TimeDelta;
use mewayz::{
    analytics::{
        counts,
        periods::{self, Period},
        reports,
        types::{Dimension, Range, TABLE_ROWS},
    },
    kernel::{AppError, permission::Role, time::now},
    sites::{clicks, sites},
};

use super::{happened, record, report, table};
use crate::{
    sites::make::{draft, link, publish, save, site},
    support::db_test,
};

db_test!(a_range_is_compared_with_the_days_before, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let ago = |days: i64| now() - TimeDelta::days(days);
    let views = |visitor: i64, days: i64| record(&ws, id, None, Some(visitor), ago(days));
    happened(&t, vec![views(1, 1), views(2, 1), views(3, 3), views(4, 8), views(5, 40), views(6, 300)]).await;
    for (range, now, before) in [(Range::Week, 3, 1), (Range::Month, 4, 1), (Range::Quarter, 5, 0), (Range::Year, 6, 0)]
    {
        let found = reports::read(&ws, Some(id), None, range).await.unwrap();
        assert_eq!((found.totals.views, found.before.views), (now, before), "{range:?}");
        assert_eq!(found.points.iter().map(|point| point.totals.views).sum::<u64>(), now, "{range:?}");
        assert_eq!(found.hours.iter().flatten().sum::<u64>(), now, "{range:?}");
        assert_eq!(table(&found, Dimension::Country), [("Germany".to_owned(), now)], "{range:?}: days and hours");
    }
    let day = (ago(1).with_timezone(&periods::zone(&ws))).date_naive();
    let found = reports::read(&ws, None, None, Range::Custom(day, day)).await.unwrap();
    assert_eq!((found.totals.views, found.before_days, found.points.len()), (2, 1, 24));
});

db_test!(clicks_belong_to_where_their_visitor_came_from, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let one = link("One", "https://example.com/");
    save(&ws, id, draft("Mine", vec![one.clone()])).await;
    let mut view = record(&ws, id, None, Some(1), now() - TimeDelta::minutes(5));
    view.touch.referrer_host = Some("news.example".to_owned());
    let click = |visitor| record(&ws, id, Some(one.id), visitor, now());
    // The click arrives first; in the end it is all the same.
    happened(&t, vec![click(Some(1)), click(Some(1)), click(None)]).await;
    happened(&t, vec![view]).await;
    let found = report(&ws, Some(id)).await;
    let referrers = found.tables.iter().find(|table| table.dimension == Dimension::Referrer).unwrap();
    let of = |name: &str| referrers.lines.iter().find(|line| line.name == name).map(|line| line.totals.clicks);
    assert_eq!((of("news.example"), of("Direct, or not told")), (Some(2), Some(1)));
    let blocks = found.tables.iter().find(|table| table.dimension == Dimension::Block).unwrap();
    assert_eq!((blocks.lines[0].totals.clicks, blocks.lines[0].totals.visitors), (3, 1));
    let of_block = reports::read(&ws, Some(id), Some(one.id), Range::Week).await.unwrap();
    assert_eq!((of_block.totals.clicks, of_block.totals.visitors, of_block.totals.views), (3, 1, 1));
    assert_eq!(of_block.subject.block_name, "Link “One”");
    // The block's own clicks, by where they came from; it has neither views nor blocks.
    let dimensions: Vec<Dimension> = of_block.tables.iter().map(|table| table.dimension).collect();
    assert_eq!(dimensions, Dimension::TABLES[2..]);
    let referrers: Vec<_> = of_block.tables[0]
        .lines
        .iter()
        .map(|line| (line.name.as_str(), line.totals.clicks, line.totals.visitors, line.totals.views))
        .collect();
    assert_eq!(referrers, [("news.example", 2, 1, 0), ("Direct, or not told", 1, 0, 0)]);
    let file = reports::read_table(&ws, Some(id), Some(one.id), Dimension::Referrer, Range::Week, 1).await.unwrap();
    assert_eq!((file.lines.len(), file.count, file.all.clicks), (1, 2, 3));
    let elsewhere = site(&ws, "elsewhere").await;
    for place in [None, Some(elsewhere)] {
        let strange = reports::read_table(&ws, place, Some(one.id), Dimension::Referrer, Range::Week, 1).await;
        assert!(matches!(strange, Err(AppError::NotFound(_))));
    }
});

db_test!(every_place_shows_the_same_numbers, |t| async {
    let ws = t.owner("studio").await.ws;
    let (id, other) = (site(&ws, "").await, site(&ws, "more").await);
    let (one, two) = (link("One", "https://example.com/"), link("Two", "https://example.com/"));
    publish(&ws, id, draft("Mine", vec![one.clone(), two.clone()])).await;
    let click = |block, visitor| record(&ws, id, Some(block), Some(visitor), now());
    happened(&t, vec![click(one.id, 1), click(one.id, 2), click(two.id, 2), record(&ws, other, None, Some(3), now())])
        .await;
    let check = async || {
        let page = reports::read(&ws, Some(id), None, Range::Week).await.unwrap();
        let builder = clicks::of_site(&ws, id, 7).await.unwrap();
        let builder: u64 = builder.blocks.iter().flat_map(|row| &row.per_day).sum();
        let list = sites::list(&ws).await.unwrap();
        let row = list.iter().find(|row| row.id == id).unwrap();
        let home: u64 = clicks::of_workspace(&ws).await.unwrap().per_day.iter().sum();
        assert_eq!([page.totals.clicks, builder, row.clicks_7_days.unwrap(), home], [3; 4]);
        let week = Period::last_days(7, now(), periods::zone(&ws));
        assert_eq!(counts::of_sites(&ws, &week, 10).await.unwrap()[&other].views, 1);
        page
    };
    check().await;
    // Moved, hidden, gone: the counts stay.
    let hidden = mewayz::sites::types::Block { hidden: true, ..one.clone() };
    publish(&ws, id, draft("Mine", vec![two.clone(), hidden])).await;
    check().await;
    publish(&ws, id, draft("Mine", vec![two.clone()])).await;
    let page = check().await;
    let blocks = page.tables.iter().find(|table| table.dimension == Dimension::Block).unwrap();
    let gone = blocks.lines.iter().find(|line| line.value == one.id.to_string()).expect("it is listed");
    assert!(gone.deleted && gone.name == "Link “One”" && gone.totals.clicks == 2, "{gone:?}");
    // A copy of a block counts for itself.
    let copy = link("One", "https://example.com/");
    publish(&ws, id, draft("Mine", vec![two, copy.clone()])).await;
    let found = reports::read(&ws, Some(id), Some(copy.id), Range::Week).await.unwrap();
    assert_eq!((found.totals.clicks, found.ever), (0, false));
    sites::delete(&ws, other).await.unwrap();
    let all = report(&ws, None).await;
    let listed = all.tables.iter().find(|table| table.dimension == Dimension::Site).unwrap();
    assert!(listed.lines.iter().any(|line| line.deleted && line.totals.views == 1), "{listed:?}");
});

db_test!(numbers_are_for_those_who_may_see_them, |t| async {
    let ws = t.owner("studio").await.ws;
    let id = site(&ws, "").await;
    let block = link("One", "https://example.com/").id;
    let support = t.member(&ws, Role::Support).await.ws;
    assert!(matches!(reports::read(&support, None, None, Range::Week).await, Err(AppError::Forbidden(_))));
    let table = reports::read_table(&support, None, None, Dimension::Country, Range::Week, TABLE_ROWS).await;
    assert!(matches!(table, Err(AppError::Forbidden(_))));
    let rival = t.owner("rival").await.ws;
    assert!(matches!(reports::read(&rival, Some(id), None, Range::Week).await, Err(AppError::NotFound(_))));
    assert!(matches!(reports::read(&ws, Some(id), Some(block), Range::Week).await, Err(AppError::NotFound(_))));
    happened(&t, vec![record(&ws, id, None, Some(1), now())]).await;
    assert_eq!(report(&rival, None).await.totals.views, 0);
});
