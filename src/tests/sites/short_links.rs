//! Codes that people choose for short links, and QR codes.

use mewayz::{
    kernel::{AppError, id::BlockId},
    server::ctx::WorkspaceCtx,
    sites::{codes, qr, types::ShortLink},
};

use super::{link, make, online};
use crate::support::{TestApp, db_test};

async fn first(ws: &WorkspaceCtx, slug: &str, url: &str) -> (mewayz::kernel::id::SiteId, BlockId, ShortLink) {
    let block = link("Shop", url);
    let id = block.id;
    let site = online(ws, slug, vec![block]).await;
    let links = codes::of_block(ws, site, id).await.expect("the block has links");
    (site, id, links[0].clone())
}

/// Where a code leads.
async fn leads(t: &TestApp, code: &str) -> String {
    let reply = t.stranger().get(&format!("/l/{code}")).await;
    let to = reply.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
    format!("{} {to}", reply.status_code().as_u16())
}

db_test!(a_chosen_code_works_and_the_old_one_goes_on, |t| async {
    let ws = t.owner("studio").await.ws;
    let (site, block, link) = first(&ws, "", "https://example.com/shop").await;
    let goal = "302 https://example.com/shop";
    assert_eq!(leads(&t, &link.code).await, goal);
    let changed = codes::change(&ws, link.id, " spring-SALE_26 ").await.expect("it is free");
    assert_eq!(
        (changed.code.as_str(), changed.url.as_str()),
        ("spring-SALE_26", "http://mewayz.test/l/spring-SALE_26")
    );
    assert_eq!(leads(&t, "spring-SALE_26").await, goal);
    assert_eq!(leads(&t, &link.code).await, goal, "printed codes go on to work");
    assert_eq!(leads(&t, "spring-sale_26").await.split(' ').next(), Some("404"), "capital letters count");
    let page = t.stranger().page("/@studio").await;
    assert!(page.contains(&link.code), "the page is as it was");
    let draft = make::draft(
        "Ada",
        vec![mewayz::sites::types::Block { id: block, ..super::link("Shop", "https://example.com/new") }],
    );
    make::publish(&ws, site, draft).await;
    assert!(t.stranger().page("/@studio").await.contains("/l/spring-SALE_26"));
    assert_eq!(leads(&t, &link.code).await, "302 https://example.com/new", "the link stays the block's");
    codes::change(&ws, link.id, &link.code).await.expect("its own old code is its own");
    assert_eq!(leads(&t, "spring-SALE_26").await, "302 https://example.com/new");
});

db_test!(a_code_never_moves_to_another_link, |t| async {
    let (ours, theirs) = (t.owner("studio").await.ws, t.owner("rival").await.ws);
    let (.., one) = first(&ours, "", "https://example.com/one").await;
    let (.., two) = first(&theirs, "", "https://example.com/two").await;
    codes::change(&ours, one.id, "spring").await.unwrap();
    codes::change(&ours, one.id, "summer").await.unwrap();
    for taken in ["spring", "summer", one.code.as_str()] {
        let error = codes::change(&theirs, two.id, taken).await.expect_err("it is, or was, another link's");
        assert!(error.field("code").is_some(), "{taken}: {error:?}");
        assert!(codes::check(&theirs, two.id, taken).await.unwrap().is_some());
    }
    assert_eq!(codes::check(&theirs, two.id, "autumn").await.unwrap(), None);
    let refused = codes::change(&theirs, one.id, "autumn").await.expect_err("not their link");
    assert_eq!(refused, AppError::not_found("link"));
    let (.., three) = first(&ours, "second", "https://example.com/three").await;
    let (a, b) = tokio::join!(codes::change(&theirs, two.id, "race"), codes::change(&ours, three.id, "race"));
    assert!(a.is_ok() != b.is_ok(), "one of two: {a:?} {b:?}");
    assert!(a.err().or(b.err()).unwrap().field("code").is_some());
});

db_test!(codes_that_cannot_be, |t| async {
    let ws = t.owner("studio").await.ws;
    let (.., link) = first(&ws, "", "https://example.com/").await;
    for wrong in ["", "ab", "a b c", "größe", "a/b", "---", "admin", "Support", &"x".repeat(41), "a.b.c"] {
        let error = codes::change(&ws, link.id, wrong).await.expect_err("it is refused");
        assert!(error.field("code").is_some(), "{wrong:?}: {error:?}");
    }
});

/// What a reader of QR codes sees in a PNG.
fn read(png: &[u8]) -> String {
    let picture = image::load_from_memory(png).expect("it is a PNG").to_luma8();
    let (width, height) = picture.dimensions();
    let shade = |x: usize, y: usize| picture.get_pixel(x as u32, y as u32).0[0];
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, shade);
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1, "one code is found");
    grids[0].decode().expect("it can be read").1
}

db_test!(a_qr_code_says_the_address, |t| async {
    let owner = t.owner("studio").await;
    let (site, _, link) = first(&owner.ws, "shop-news", "https://example.com/").await;
    let get = async |path: String| owner.client.request(axum::http::Method::GET, &path).await;
    let base = format!("/w/studio/sites/{site}/qr");
    for size in [128, 512, 2048] {
        let reply = get(format!("{base}.png?size={size}")).await;
        assert_eq!(reply.header("content-type"), "image/png");
        assert_eq!(read(reply.as_bytes()), "http://mewayz.test/@studio", "{size}");
    }
    let reply = get(format!("{base}.png?utm_source=poster&utm_campaign=open+day&other=x&save=1")).await;
    assert_eq!(read(reply.as_bytes()), "http://mewayz.test/@studio?utm_source=poster&utm_campaign=open+day");
    assert!(reply.header("content-disposition").to_str().unwrap().starts_with("attachment"));
    let reply = get(format!("/w/studio/links/{}/qr.png", link.id)).await;
    assert_eq!(read(reply.as_bytes()), link.url);
    let reply = get(format!("{base}.svg")).await;
    assert_eq!(reply.header("content-type"), "image/svg+xml");
    assert!(reply.text().contains("<svg") && !reply.text().contains("<script"));
    assert_eq!(get(format!("{base}.png?size=60000")).await.status_code().as_u16(), 422);
    assert!(qr::png(&format!("https://example.com/{}", "x".repeat(3000)), 512).is_err(), "too long for a code");
});
