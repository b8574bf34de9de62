//! Imports: an existing link page, by address or as a file, becomes blocks to choose from. Nothing is stored here.

use serde_json::Value;

use super::{
    exports::{self, Portable},
    types::ImportPreview,
};
use crate::{
    kernel::{AppError, Result, permission::Permission},
    server::{ctx::WorkspaceCtx, flags::PAGE_IMPORT},
};

pub mod addresses;
pub mod fetch;
pub mod found;
pub mod html;
pub mod linkstack;
pub mod linktree;
pub mod networks;

use fetch::Fetcher;

/// Fetches a page and reads it.
///
/// # Errors
/// Forbidden; Unavailable when staff have turned it off; Invalid (`url`) with what is wrong with the address or its answer.
pub async fn from_url(ws: &WorkspaceCtx, fetcher: &Fetcher, address: &str) -> Result<ImportPreview> {
    ws.require(Permission::EditSites)?;
    if !ws.app().flags().on(PAGE_IMPORT, ws.id(), ws.user().id).await {
        let words =
            "Importing by address is turned off at the moment. Save the page as HTML and upload that file instead.";
        return Err(AppError::Unavailable(words.to_owned()));
    }
    let page = fetcher.fetch(address).await?;
    read(&page.body, Some(&page.url)).map_err(|why| AppError::invalid("url", why))
}

/// Reads an uploaded or pasted page or export.
///
/// # Errors
/// Forbidden; Invalid (`file`).
pub fn from_file(ws: &WorkspaceCtx, bytes: &[u8]) -> Result<ImportPreview> {
    ws.require(Permission::EditSites)?;
    read(bytes, None).map_err(|why| AppError::invalid("file", why))
}

/// Reads a page or an export, whichever it is. The error is a sentence for the person.
pub fn read(bytes: &[u8], address: Option<&url::Url>) -> std::result::Result<ImportPreview, String> {
    let neither = || {
        "This is neither a web page (HTML) nor an export in JSON. Save the page from your browser as HTML and upload that \
         file."
            .to_owned()
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("This is empty. Choose another file, or paste the source of the page.".to_owned());
    }
    if bytes.contains(&0) {
        return Err(neither());
    }
    let text = decode(bytes);
    let text = text.trim_start_matches('\u{feff}').trim();
    let mut preview = if text.starts_with(['{', '[']) {
        let json: Value = serde_json::from_str(text)
            .map_err(|error| format!("This looks like JSON but cannot be read (line {}).", error.line()))?;
        if json.get(exports::MARK).is_some() {
            return whole(&json);
        }
        linktree::read_json(&json).or_else(|| linkstack::read(&json)).ok_or_else(|| {
            "This JSON has no list of links. Choose the export of your link page (in LinkStack: Settings, Export)."
                .to_owned()
        })?
    } else if looks_like_html(text) {
        html::read(text, address)
    } else {
        return Err(neither());
    };
    if preview.blocks.is_empty() {
        preview.skipped.push(
            "No links were found. If the page builds its links with JavaScript, open it in a browser, save it from there \
             and upload the file."
                .to_owned(),
        );
    }
    Ok(preview)
}

/// An export of a site: everything at once, and its blocks to choose from.
fn whole(json: &Value) -> std::result::Result<ImportPreview, String> {
    let draft = Portable::read(json)?.into_draft();
    Ok(ImportPreview {
        source: "An export of a site".to_owned(),
        title: draft.title.clone(),
        bio: draft.bio.clone(),
        avatar_url: draft.avatar_url.clone(),
        blocks: draft.blocks.iter().map(|block| block.content.clone()).collect(),
        skipped: Vec::new(),
        whole: Some(Box::new(draft)),
    })
}

/// UTF-8, or else Latin-1, which no byte contradicts.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

fn looks_like_html(text: &str) -> bool {
    let start: String = text.chars().take(200_000).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<a ", "<a\n", "<div"].iter().any(|tag| start.contains(tag))
}
