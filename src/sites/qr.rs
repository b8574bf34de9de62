//! QR codes of addresses, as SVG and as PNG. Error correction M: up to 15 % may be dirty or scratched.

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode, render::svg};

use crate::{
    kernel::{
        AppError, Result,
        id::{LinkId, SiteId},
        permission::Permission,
    },
    server::{ctx::WorkspaceCtx, error::internal},
};

use super::{
    codes, sites,
    types::{Tag, with_tags},
};

/// The quiet border that readers need, in modules.
const BORDER: u32 = 4;
/// Sides of a PNG that can be asked for, in pixels.
pub const SIZES: std::ops::RangeInclusive<u32> = 128..=2048;

/// What a code leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The public page of a site.
    Site(SiteId),
    /// A short link.
    Link(LinkId),
}

/// The address that a code leads to. Campaign tags go onto a page's own address; a short link's target has its own.
///
/// # Errors
/// Forbidden; NotFound.
pub async fn address(ws: &WorkspaceCtx, goal: Goal, tag: impl Fn(Tag) -> String) -> Result<String> {
    ws.require(Permission::ViewSites)?;
    let (db, config) = (ws.db().read(), ws.app().config());
    match goal {
        Goal::Site(id) => {
            let site = sites::find(db, ws, id).await?;
            let handle = sites::handle_of(db, ws.id()).await?;
            Ok(with_tags(&sites::public_url(config, &handle, &site.slug), tag))
        }
        Goal::Link(id) => Ok(codes::address(config, &codes::find(db, ws, id).await?.code)),
    }
}

/// A code as SVG that fills whatever box it gets.
///
/// # Errors
/// Invalid when the address is too long.
pub fn svg(address: &str) -> Result<String> {
    let code = code(address)?;
    let drawn = code.render::<svg::Color>().quiet_zone(true).module_dimensions(8, 8).build();
    Ok(drawn)
}

/// A code as PNG, as large as whole pixels for each module allow within `side`.
///
/// # Errors
/// Invalid when the address is too long or the size is not among [`SIZES`]; Internal.
pub fn png(address: &str, side: u32) -> Result<Vec<u8>> {
    if !SIZES.contains(&side) {
        return Err(AppError::invalid("size", "Choose a size from 128 to 2048 pixels."));
    }
    let code = code(address)?;
    let modules = u32::try_from(code.width()).map_err(|error| internal("QR code", error))?;
    let scale = (side / (modules + 2 * BORDER)).max(1);
    let whole = scale * (modules + 2 * BORDER);
    let colors = code.to_colors();
    let picture = GrayImage::from_fn(whole, whole, |x, y| {
        let module = |at: u32| (at / scale).checked_sub(BORDER).filter(|at| *at < modules);
        let dark = match (module(x), module(y)) {
            (Some(x), Some(y)) => colors[(y * modules + x) as usize] == Color::Dark,
            _ => false,
        };
        Luma([if dark { 0 } else { 255 }])
    });
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).map_err(|error| internal("QR code", error))?;
    Ok(out.into_inner())
}

fn code(address: &str) -> Result<QrCode> {
    let too_long = |_| AppError::invalid("", "This address is too long for a QR code. Use its short link.");
    QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).map_err(too_long)
}
