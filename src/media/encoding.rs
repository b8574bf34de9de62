//! From bytes that somebody sent to pictures that we made: the kind is read from the bytes, sizes are limited before
//! anything is decoded, and what leaves is encoded anew, so that nothing but the pixels of the original is kept.

use std::io::Cursor;

use image::{
    AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits,
    codecs::{avif::AvifEncoder, gif::GifDecoder, png::PngDecoder, webp::WebPDecoder},
    imageops::FilterType,
};

use crate::{
    kernel::{
        AppError, Result,
        picture::{WIDEST, height_at, widths},
    },
    server::{app::App, error::internal},
};

/// The most pixels of a picture that is decoded.
const MAX_PIXELS: u64 = 50_000_000;
/// The longest side of the same; WebP itself ends at 16,383.
const MAX_SIDE: u32 = 16_000;
/// The most memory of one decoder.
const MAX_MEMORY: u64 = 320 * 1024 * 1024;
/// Quality of WebP, of 100.
const WEBP_QUALITY: f32 = 80.0;
/// Quality of AVIF, of 100; looks like WebP at 80.
const AVIF_QUALITY: u8 = 62;
/// Speed of the AVIF encoder, 1 to 10; from 9 on files grow larger than WebP.
const AVIF_SPEED: u8 = 8;

/// How long an upload waits for its turn to be encoded.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// Encodes off the async threads, a few at a time; more of them wait for their turn.
///
/// # Errors
/// Unavailable when it does not come; what the work says.
pub async fn on_pool<T: Send + 'static>(app: &App, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let busy = || AppError::Unavailable("Many pictures come in at the moment. Try again in a minute.".to_owned());
    let turn = tokio::time::timeout(PATIENCE, app.painters().acquire_owned()).await.map_err(|_| busy())?;
    let turn = turn.map_err(|_| busy())?;
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    work.await.map_err(|error| internal("encoding a picture", error))?
}

/// A picture as it will be stored.
#[derive(Debug)]
pub struct Prepared {
    /// What it was sent as: `image/jpeg`.
    pub content_type: &'static str,
    /// Width of the widest variant.
    pub width: u32,
    /// Height of the same.
    pub height: u32,
    /// Width and WebP, the smallest first.
    pub variants: Vec<(u32, Vec<u8>)>,
}

/// Decodes what somebody sent and encodes it in every width. Takes a processor for a second or more.
///
/// # Errors
/// Invalid (`file`), in words.
pub fn prepare(bytes: &[u8]) -> Result<Prepared> {
    let format = sniff(bytes)?;
    let picture = upright(decode(bytes, format)?);
    let (width, height) = (picture.width(), picture.height());
    let size = (width.min(WIDEST), height_at((width, height), width.min(WIDEST)));
    let mut variants = Vec::new();
    let mut larger = picture;
    for width in widths(size.0).into_iter().rev() {
        // Each variant is made of the next larger one, which is quick and looks the same.
        larger = shrink(larger, width, height_at(size, width));
        variants.push((width, webp(&larger)?));
    }
    variants.reverse();
    Ok(Prepared { content_type: format.to_mime_type(), width: size.0, height: size.1, variants })
}

/// Decodes what somebody sent, cuts the middle out of it as a square and gives it as WebP, at most this wide.
///
/// # Errors
/// Invalid (`file`), in words.
pub fn square(bytes: &[u8], side: u32) -> Result<Vec<u8>> {
    let picture = upright(decode(bytes, sniff(bytes)?)?);
    let (width, height) = (picture.width(), picture.height());
    let edge = width.min(height);
    let middle = picture.crop_imm((width - edge) / 2, (height - edge) / 2, edge, edge);
    let side = side.min(edge);
    webp(&shrink(middle, side, side))
}

/// A WebP of ours as AVIF.
///
/// # Errors
/// A sentence for the log.
pub fn avif(webp: &[u8]) -> Result<Vec<u8>, String> {
    let picture = image::load_from_memory_with_format(webp, ImageFormat::WebP).map_err(|error| error.to_string())?;
    let mut out = Vec::new();
    let encoder = AvifEncoder::new_with_speed_quality(&mut out, AVIF_SPEED, AVIF_QUALITY).with_num_threads(Some(1));
    picture.write_with_encoder(encoder).map_err(|error| error.to_string())?;
    Ok(out)
}

/// The kind of a file by its first bytes, whatever it is called.
///
/// # Errors
/// Invalid (`file`), in words.
pub fn sniff(bytes: &[u8]) -> Result<ImageFormat> {
    let inside = |at: usize, word: &[u8]| bytes.get(at..at + word.len()) == Some(word);
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let refused = if inside(0, b"\xff\xd8\xff") {
        return Ok(ImageFormat::Jpeg);
    } else if inside(0, b"\x89PNG\r\n\x1a\n") {
        return Ok(ImageFormat::Png);
    } else if inside(0, b"GIF87a") || inside(0, b"GIF89a") {
        return Ok(ImageFormat::Gif);
    } else if inside(0, b"RIFF") && inside(8, b"WEBP") {
        return Ok(ImageFormat::WebP);
    } else if start.contains("<svg") {
        "This is an SVG drawing, which can carry programs. Save it as PNG and upload that."
    } else if inside(4, b"ftyphei") || inside(4, b"ftypmif1") || inside(4, b"ftyphev") {
        "This is a HEIC picture, as iPhones take them. Save it as JPEG and upload that."
    } else if inside(4, b"ftypavif") {
        "This is an AVIF picture, which cannot be read here. Save it as JPEG, PNG or WebP and upload that."
    } else {
        "This is not a picture that can be read here. Upload a JPEG, PNG, GIF or WebP."
    };
    Err(AppError::invalid("file", refused))
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<(DynamicImage, image::metadata::Orientation)> {
    let broken = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => too_large(),
        _ => AppError::invalid("file", "This picture is damaged and cannot be read. Save it again and upload that."),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || width > MAX_SIDE || height > MAX_SIDE {
        return Err(too_large());
    }
    if is_animated(bytes, format).map_err(broken)? {
        let words = "This picture moves, and only still pictures can be kept. Save one moment of it as PNG or JPEG.";
        return Err(AppError::invalid("file", words));
    }
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(broken)?, orientation))
}

fn too_large() -> AppError {
    let words = format!(
        "This picture has too many pixels: at most {} million, and no side longer than {MAX_SIDE}. Make it smaller.",
        MAX_PIXELS / 1_000_000
    );
    AppError::invalid("file", words)
}

fn is_animated(bytes: &[u8], format: ImageFormat) -> image::ImageResult<bool> {
    match format {
        ImageFormat::Gif => {
            let mut frames = GifDecoder::new(Cursor::new(bytes))?.into_frames();
            frames.next();
            Ok(frames.next().is_some())
        }
        ImageFormat::Png => PngDecoder::new(Cursor::new(bytes))?.is_apng(),
        ImageFormat::WebP => Ok(WebPDecoder::new(Cursor::new(bytes))?.has_animation()),
        _ => Ok(false),
    }
}

/// Turned as the camera was held, in eight bits a colour.
fn upright((mut picture, orientation): (DynamicImage, image::metadata::Orientation)) -> DynamicImage {
    picture.apply_orientation(orientation);
    if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    }
}

fn shrink(picture: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if picture.width() == width {
        return picture;
    }
    // What is much larger is halved roughly first: the fine filter is slow and would see no difference.
    let rough = (width * 2, height * 2);
    let picture = if picture.width() > rough.0 * 2 { picture.thumbnail_exact(rough.0, rough.1) } else { picture };
    picture.resize_exact(width, height, FilterType::Lanczos3)
}

fn webp(picture: &DynamicImage) -> Result<Vec<u8>> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = match picture {
        DynamicImage::ImageRgba8(pixels) => webp::Encoder::from_rgba(pixels, width, height),
        DynamicImage::ImageRgb8(pixels) => webp::Encoder::from_rgb(pixels, width, height),
        _ => return Err(AppError::internal()),
    };
    encoder.encode_simple(false, WEBP_QUALITY).map(|encoded| encoded.to_vec()).map_err(|error| {
        tracing::error!(?error, width, height, "a picture could not be encoded as WebP");
        AppError::internal()
    })
}
