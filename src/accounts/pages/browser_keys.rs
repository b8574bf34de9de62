//! What the browser does with passkeys: makes one, or answers with one. The options and the answer are JSON, as level 3 of WebAuthn
//! writes them.

use crate::kernel::AppError;

/// Whether the browser is asked for a new passkey or for one that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Make one.
    Create,
    /// Answer with one.
    Get,
}

/// Asks the browser, which asks the person. Gives its answer.
///
/// # Errors
/// Invalid, in words: what the browser cannot do or the person did not want.
#[cfg(feature = "hydrate")]
pub(super) async fn ask(what: Ask, options: &str) -> Result<String, AppError> {
    use js_sys::{Function, JSON, Object, Promise, Reflect};
    use leptos::prelude::window;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    let get = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let call = |of: &JsValue, name: &str| get(of, name).dyn_into::<Function>().map_err(|_| missing());
    let (parser, method) = match what {
        Ask::Create => ("parseCreationOptionsFromJSON", "create"),
        Ask::Get => ("parseRequestOptionsFromJSON", "get"),
    };
    let class = get(&window(), "PublicKeyCredential");
    let credentials = get(&window().navigator(), "credentials");
    if class.is_undefined() || credentials.is_undefined() {
        return Err(missing());
    }
    let asked = JSON::parse(options).map_err(|fault| refusal(&fault))?;
    let parsed = call(&class, parser)?.call1(&class, &get(&asked, "publicKey")).map_err(|fault| refusal(&fault))?;
    let request = Object::new();
    Reflect::set(&request, &JsValue::from_str("publicKey"), &parsed).map_err(|fault| refusal(&fault))?;
    let promise = call(&credentials, method)?.call1(&credentials, &request).map_err(|fault| refusal(&fault))?;
    let promise: Promise = promise.dyn_into().map_err(|_| missing())?;
    let answer = JsFuture::from(promise).await.map_err(|fault| refusal(&fault))?;
    let json = call(&answer, "toJSON")?.call0(&answer).map_err(|fault| refusal(&fault))?;
    let text = JSON::stringify(&json).map_err(|fault| refusal(&fault))?;
    Ok(text.into())
}

/// The server has no browser to ask.
///
/// # Errors
/// Always.
#[cfg(not(feature = "hydrate"))]
pub(super) async fn ask(what: Ask, options: &str) -> Result<String, AppError> {
    let _ = (what, options);
    Err(AppError::internal())
}

#[cfg(feature = "hydrate")]
fn missing() -> AppError {
    AppError::invalid("", "This browser cannot use passkeys. Update it, or use another way.")
}

/// The browser's fault in words.
#[cfg(feature = "hydrate")]
fn refusal(fault: &wasm_bindgen::JsValue) -> AppError {
    let name = js_sys::Reflect::get(fault, &wasm_bindgen::JsValue::from_str("name")).ok();
    let words = match name.and_then(|name| name.as_string()).as_deref() {
        Some("NotAllowedError") => "No passkey was used: it was cancelled, it took too long, or there is none here.",
        Some("InvalidStateError") => "This device has a passkey for your account already.",
        Some("SecurityError") => "This browser does not allow passkeys at this address.",
        _ => "The browser could not use a passkey. Try again, or use another way.",
    };
    AppError::invalid("", words)
}
