//! Sending a file with its progress, which `fetch` does not tell.

use crate::kernel::AppError;

/// Posts a file as the field `file` of a multipart form. `progress` hears percent as the bytes leave. Gives the JSON of the
/// answer.
///
/// # Errors
/// What the server says; Network.
#[cfg(feature = "hydrate")]
pub async fn send_file(
    address: &str,
    file: web_sys::File,
    progress: impl Fn(u64) + 'static,
) -> Result<String, AppError> {
    use std::cell::RefCell;

    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

    let lost = |why: JsValue| AppError::Network(why.as_string().unwrap_or_default());
    let form = FormData::new().map_err(lost)?;
    form.append_with_blob_and_filename("file", &file, &file.name()).map_err(lost)?;
    let request = XmlHttpRequest::new().map_err(lost)?;
    request.open("POST", address).map_err(lost)?;
    request.set_request_header("accept", "application/json").map_err(lost)?;
    let moved = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            progress((event.loaded() / event.total() * 100.0) as u64);
        }
    });
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(moved.as_ref().unchecked_ref()));
    }
    let ended = RefCell::new(None::<Closure<dyn Fn()>>);
    let done = js_sys::Promise::new(&mut |resolve, _| {
        let closure = Closure::<dyn Fn()>::new(move || drop(resolve.call0(&JsValue::NULL)));
        request.set_onloadend(Some(closure.as_ref().unchecked_ref()));
        *ended.borrow_mut() = Some(closure);
    });
    request.send_with_opt_form_data(Some(&form)).map_err(lost)?;
    wasm_bindgen_futures::JsFuture::from(done).await.map_err(lost)?;
    let status = request.status().unwrap_or_default();
    let text = request.response_text().ok().flatten().unwrap_or_default();
    let unread = |_| match status {
        413 => AppError::invalid("file", "This file is too large. Make it smaller and try again."),
        _ => AppError::Network(format!("status {status}")),
    };
    if status == 200 { Ok(text) } else { Err(serde_json::from_str(&text).unwrap_or_else(unread)) }
}

/// The server never sends to itself.
///
/// # Errors
/// Always.
#[cfg(not(feature = "hydrate"))]
pub async fn send_file(_: &str, _: web_sys::File, _: impl Fn(u64) + 'static) -> Result<String, AppError> {
    Err(AppError::internal())
}

/// The files that were dropped or pasted with an event.
pub fn files_of(event: &web_sys::Event) -> Vec<web_sys::File> {
    use wasm_bindgen::{JsCast, JsValue};
    let data = ["dataTransfer", "clipboardData"].into_iter().find_map(|name| {
        let data = js_sys::Reflect::get(event, &JsValue::from_str(name)).ok()?;
        data.dyn_into::<web_sys::DataTransfer>().ok()
    });
    data.and_then(|data| data.files()).map(|files| list(&files)).unwrap_or_default()
}

/// A list of files.
pub fn list(files: &web_sys::FileList) -> Vec<web_sys::File> {
    (0..files.length()).filter_map(|index| files.item(index)).collect()
}

/// What went wrong with a file, in one sentence.
pub fn file_error(error: &AppError) -> String {
    error.field("file").map_or_else(|| error.to_string(), str::to_owned)
}
