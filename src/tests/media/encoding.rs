//! What is taken is read from the bytes, limited before it is decoded, and made anew.

use image::{
    DynamicImage, GenericImageView, ImageFormat, Rgba,
    codecs::gif::{GifEncoder, Repeat},
};
use mewayz::media::encoding::{avif, prepare};

use super::{encoded, jpeg, picture, png};

#[track_caller]
fn refused(bytes: &[u8], words: &str) {
    let error = prepare(bytes).expect_err("it is refused");
    let message = error.field("file").unwrap_or_else(|| panic!("{error:?} is about the file"));
    assert!(message.contains(words), "{words:?} is missing in {message:?}");
}

#[test]
fn what_is_no_picture_is_refused_whatever_it_is_called() {
    refused(b"", "not a picture");
    refused(b"<!DOCTYPE html><script>alert(1)</script>", "not a picture");
    refused(b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", "not a picture");
    refused(b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", "SVG");
    refused(b"  <SVG onload=alert(1)>", "SVG");
    refused(b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC");
    refused(b"\0\0\0\x18ftypavif\0\0\0\0", "AVIF");
    refused(b"%PDF-1.7 and more", "not a picture");
    refused(b"\x89PNG\r\n\x1a\nand then nothing of a PNG", "damaged");
    refused(&png(40, 30)[..60], "damaged");
}

#[test]
fn widths_are_capped_to_the_picture() {
    for (width, height, wanted) in [
        (1, 1, vec![1]),
        (200, 100, vec![200]),
        (320, 10, vec![320]),
        (700, 500, vec![320, 640, 700]),
        (2400, 1600, vec![320, 640, 960, 1280, 1920]),
    ] {
        let made = prepare(&png(width, height)).expect("it is taken");
        let widths: Vec<u32> = made.variants.iter().map(|(width, _)| *width).collect();
        assert_eq!(widths, wanted, "{width} x {height}");
        let address = mewayz::kernel::picture::PictureAddress {
            id: mewayz::kernel::id::MediaId::new(),
            width: made.width,
            height: made.height,
        };
        assert_eq!(address.widths(), widths, "pages know the widths from the address alone");
        for (width, webp) in &made.variants {
            let decoded = image::load_from_memory_with_format(webp, ImageFormat::WebP).expect("it is WebP");
            assert_eq!((decoded.width(), decoded.height()), (*width, address.height_at(*width)));
        }
    }
}

#[test]
fn every_kind_is_taken() {
    let small = picture(64, 48);
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let made = prepare(&encoded(&small, format)).unwrap_or_else(|error| panic!("{format:?}: {error:?}"));
        assert_eq!((made.width, made.height, made.content_type), (64, 48, format.to_mime_type()));
    }
    let clear = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(20, 20, Rgba([200, 0, 0, 0])));
    let made = prepare(&encoded(&clear, ImageFormat::Png)).expect("it is taken");
    let decoded = image::load_from_memory(&made.variants[0].1).expect("it is WebP");
    assert_eq!(decoded.get_pixel(5, 5).0[3], 0, "what was clear stays clear");
}

/// A PNG's first chunk with a size of its own and the right checksum.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(10, 10);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// CRC-32 as PNG has it (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn a_small_file_that_claims_to_be_huge_is_refused_before_it_is_decoded() {
    let started = std::time::Instant::now();
    for (width, height) in [(60_000, 60_000), (16_000, 16_000), (15_999, 4_000), (1, 60_000)] {
        refused(&claiming(width, height), "too many pixels");
    }
    assert!(started.elapsed().as_secs() < 2, "nothing was decoded: {:?}", started.elapsed());
}

#[test]
fn moving_pictures_are_refused_in_words() {
    let mut gif = Vec::new();
    let mut encoder = GifEncoder::new(&mut gif);
    encoder.set_repeat(Repeat::Infinite).expect("it repeats");
    for shade in [0, 200] {
        let frame = image::RgbaImage::from_pixel(16, 16, Rgba([shade, 0, 0, 255]));
        encoder.encode_frame(image::Frame::new(frame)).expect("a frame is encoded");
    }
    drop(encoder);
    refused(&gif, "moves");
}

/// A JPEG with an EXIF segment: turned by 90 degrees, taken at a place, with a marker to look for.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend(entry(0x0112, 3, 1, [0, 6, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, [0, 0, 0, 38]));
    tiff.extend([0; 4]);
    // The place: one entry, "N", then a marker.
    tiff.extend([0, 1]);
    tiff.extend(entry(0x0001, 2, 2, [b'N', 0, 0, 0]));
    tiff.extend([0; 4]);
    tiff.extend(b"GPS-52.5200-13.4050");
    let body = [&b"Exif\0\0"[..], &tiff].concat();
    let length = u16::try_from(body.len() + 2).expect("it is short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &body, &jpeg[2..]].concat()
}

#[test]
fn a_picture_stands_upright_and_what_the_camera_noted_is_gone() {
    let sent = with_exif(&jpeg(400, 200));
    assert!(contains(&sent, b"GPS-52.5200"), "the test sends a place");
    let made = prepare(&sent).expect("it is taken");
    assert_eq!((made.width, made.height), (200, 400), "it was turned");
    for (width, webp) in &made.variants {
        for word in [&b"GPS-52.5200"[..], b"Exif", b"EXIF", b"ICCP", b"XMP "] {
            assert!(!contains(webp, word), "{width}: {:?} is left", String::from_utf8_lossy(word));
        }
    }
}

#[test]
fn what_hides_behind_a_picture_does_not_get_through() {
    let mut sent = png(50, 50);
    sent.extend(b"<script>alert('polyglot')</script>PK\x03\x04");
    let made = prepare(&sent).expect("the picture in front is taken");
    assert!(made.variants.iter().all(|(_, webp)| !contains(webp, b"<script>") && !contains(webp, b"PK\x03\x04")));
}

#[test]
fn avif_can_be_made_of_what_is_kept() {
    let made = prepare(&jpeg(640, 400)).expect("it is taken");
    let (_, webp) = made.variants.last().expect("it has variants");
    let avif = avif(webp).expect("it can be encoded");
    assert_eq!(&avif[4..12], b"ftypavif");
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part == word)
}
