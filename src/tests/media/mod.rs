//! Pictures: what is taken and refused, what is kept of them, who may see and delete them.

mod encoding;
mod library;
mod served;

use std::io::Cursor;

use bytes::Bytes;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use mewayz::{media::types::Picture, server::ctx::WorkspaceCtx};

/// A picture with some life in it; no two sizes are the same file.
fn picture(width: u32, height: u32) -> DynamicImage {
    let colour = |x: u32, y: u32| Rgb([(x % 256) as u8, (y % 256) as u8, ((x / 16 + y / 16) % 2 * 200) as u8]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, colour))
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).expect("a picture can be encoded");
    out.into_inner()
}

/// A PNG of this size.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), ImageFormat::Png)
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), ImageFormat::Jpeg)
}

/// Uploads a picture that is taken.
pub async fn upload(ws: &WorkspaceCtx, name: &str, bytes: Vec<u8>) -> Picture {
    mewayz::media::images::upload(ws, name, Bytes::from(bytes)).await.expect("the picture is taken")
}
