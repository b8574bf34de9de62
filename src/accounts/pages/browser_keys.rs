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

/// What came of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "a server is never asked for a passkey"))]
pub(super) enum Offered {
    /// The person chose a passkey.
    Answer(String),
    /// Nobody chose one in time: the question is too old to be answered.
    TooOld,
    /// It was withdrawn, or the browser ended it.
    Ended,
}

/// Asks the browser, which asks the person. Gives its answer. An offer that waits is withdrawn: browsers ask one thing at a time.
///
/// # Errors
/// Invalid, in words: what the browser cannot do or the person did not want.
#[cfg(feature = "hydrate")]
pub(super) async fn ask(what: Ask, options: &str) -> Result<String, AppError> {
    withdraw();
    asked(what, options, None).await
}

/// Whether the browser can offer passkeys where it offers addresses, in a field of a form.
#[cfg(feature = "hydrate")]
pub(super) async fn can_offer() -> bool {
    use js_sys::Promise;
    use wasm_bindgen::JsCast;

    let class = get(&leptos::prelude::window(), "PublicKeyCredential");
    let Ok(ask) = call(&class, "isConditionalMediationAvailable") else { return false };
    let Some(promise) = ask.call0(&class).ok().and_then(|promise| promise.dyn_into::<Promise>().ok()) else {
        return false;
    };
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok_and(|can| can.is_truthy())
}

/// Lets the browser offer its passkeys in the field of the form that takes them. Waits until one is chosen, for so many seconds.
#[cfg(feature = "hydrate")]
pub(super) async fn offer(options: &str, seconds: u32) -> Offered {
    use std::{cell::Cell, rc::Rc};

    withdraw();
    let class = get(&leptos::prelude::window(), "AbortController");
    let Some(abort) = wasm_bindgen::JsCast::dyn_into::<js_sys::Function>(class)
        .ok()
        .and_then(|class| js_sys::Reflect::construct(&class, &js_sys::Array::new()).ok())
    else {
        return Offered::Ended;
    };
    let signal = get(&abort, "signal");
    WAITING.set(Some(abort));
    let late = Rc::new(Cell::new(false));
    let timer = gloo_timers::callback::Timeout::new(seconds * 1000, {
        let late = Rc::clone(&late);
        move || {
            late.set(true);
            withdraw();
        }
    });
    let answer = asked(Ask::Get, options, Some(signal)).await;
    timer.cancel();
    match answer {
        Ok(answer) => Offered::Answer(answer),
        Err(_) if late.get() => Offered::TooOld,
        Err(_) => Offered::Ended,
    }
}

#[cfg(feature = "hydrate")]
thread_local! {
    /// What withdraws the offer that waits.
    static WAITING: std::cell::RefCell<Option<wasm_bindgen::JsValue>> = const { std::cell::RefCell::new(None) };
}

/// Withdraws the offer that waits, if one does.
pub(super) fn withdraw() {
    #[cfg(feature = "hydrate")]
    if let Some(abort) = WAITING.take()
        && let Ok(end) = call(&abort, "abort")
    {
        drop(end.call0(&abort));
    }
}

#[cfg(feature = "hydrate")]
fn get(of: &wasm_bindgen::JsValue, name: &str) -> wasm_bindgen::JsValue {
    use wasm_bindgen::JsValue;
    js_sys::Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

#[cfg(feature = "hydrate")]
fn call(of: &wasm_bindgen::JsValue, name: &str) -> Result<js_sys::Function, AppError> {
    wasm_bindgen::JsCast::dyn_into(get(of, name)).map_err(|_| missing())
}

/// The question to the browser; with a signal it is an offer.
#[cfg(feature = "hydrate")]
async fn asked(what: Ask, options: &str, signal: Option<wasm_bindgen::JsValue>) -> Result<String, AppError> {
    use js_sys::{JSON, Object, Promise, Reflect};
    use leptos::prelude::window;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    let (parser, method) = match what {
        Ask::Create => ("parseCreationOptionsFromJSON", "create"),
        Ask::Get => ("parseRequestOptionsFromJSON", "get"),
    };
    let class = get(&window(), "PublicKeyCredential");
    let credentials = get(&window().navigator(), "credentials");
    if class.is_undefined() || credentials.is_undefined() {
        return Err(missing());
    }
    let question = JSON::parse(options).map_err(|fault| refusal(&fault))?;
    let parsed = call(&class, parser)?.call1(&class, &get(&question, "publicKey")).map_err(|fault| refusal(&fault))?;
    let request = Object::new();
    let put = |name: &str, value: &JsValue| {
        Reflect::set(&request, &JsValue::from_str(name), value).map_err(|fault| refusal(&fault))
    };
    put("publicKey", &parsed)?;
    if let Some(signal) = signal {
        put("mediation", &JsValue::from_str("conditional"))?;
        put("signal", &signal)?;
    }
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

/// Nor one that offers anything.
#[cfg(not(feature = "hydrate"))]
pub(super) async fn can_offer() -> bool {
    false
}

/// See [`can_offer`].
#[cfg(not(feature = "hydrate"))]
pub(super) async fn offer(options: &str, seconds: u32) -> Offered {
    let _ = (options, seconds);
    Offered::Ended
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
