//! `AppError`: the one error that server functions, REST and error views speak.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Shorthand for everything that can fail in the product's own terms.
pub type Result<T, E = AppError> = std::result::Result<T, E>;

/// What went wrong, in words for the person it happened to. Details for the log stay in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Nobody is signed in. 401.
    Unauthenticated,
    /// Signed in, but the role or the token's scope does not reach. 403. The text says who may.
    Forbidden(String),
    /// What is asked for needs a fresh proof that it is the person: `/confirm` takes it. 403.
    Unproved,
    /// What is asked for needs a sign-in with two factors, and this one had one. 403.
    OneFactor,
    /// It does not exist, or it belongs to somebody else. 404. The text names the thing ("site").
    NotFound(String),
    /// It was there and is gone for good. 410.
    Gone(String),
    /// Input that cannot be accepted, by field. 422.
    Invalid(FieldErrors),
    /// Somebody else changed or took it first. 409.
    Conflict(String),
    /// Too many tries. 429.
    Limited {
        /// Seconds until the next try can succeed.
        retry_after: u64,
    },
    /// Something that we depend on does not answer now. 503.
    Unavailable(String),
    /// A fault of ours. 500. The id finds the details in the log.
    Internal {
        /// The id of the request, as in the log and the `x-request-id` header.
        request_id: String,
    },
    /// The request never reached us or its answer could not be read (client side only).
    Network(String),
}

/// Messages by field name, in a stable order. The key `""` is for the form as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub BTreeMap<String, String>);

impl FieldErrors {
    /// Adds a message; the first message of a field stays.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.entry(field.to_owned()).or_insert_with(|| message.into());
    }

    /// The message of one field.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// `Ok` when nothing was added, otherwise [`AppError::Invalid`].
    pub fn into_result(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(AppError::Invalid(self)) }
    }
}

impl AppError {
    /// One field, one message.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, message);
        Self::Invalid(errors)
    }

    /// `NotFound` for a thing by its noun.
    pub fn not_found(noun: &str) -> Self {
        Self::NotFound(noun.to_owned())
    }

    /// A fault without a request id yet; the border fills it in.
    pub fn internal() -> Self {
        Self::Internal { request_id: String::new() }
    }

    /// The HTTP status that goes with it.
    pub fn status(&self) -> u16 {
        match self {
            Self::Unauthenticated => 401,
            Self::Forbidden(_) | Self::Unproved | Self::OneFactor => 403,
            Self::NotFound(_) => 404,
            Self::Gone(_) => 410,
            Self::Invalid(_) => 422,
            Self::Conflict(_) => 409,
            Self::Limited { .. } => 429,
            Self::Unavailable(_) | Self::Network(_) => 503,
            Self::Internal { .. } => 500,
        }
    }

    /// A stable word for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden(_) => "forbidden",
            Self::Unproved => "unproved",
            Self::OneFactor => "one_factor",
            Self::NotFound(_) => "not_found",
            Self::Gone(_) => "gone",
            Self::Invalid(_) => "invalid",
            Self::Conflict(_) => "conflict",
            Self::Limited { .. } => "limited",
            Self::Unavailable(_) => "unavailable",
            Self::Internal { .. } => "internal",
            Self::Network(_) => "network",
        }
    }

    /// The message of one field, when this is about fields.
    pub fn field(&self, name: &str) -> Option<&str> {
        match self {
            Self::Invalid(errors) => errors.get(name),
            _ => None,
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unauthenticated => f.write_str("Your session has ended. Sign in to go on."),
            Self::Forbidden(why) => f.write_str(why),
            Self::Unproved => f.write_str("Confirm that it is you, then do this again."),
            Self::OneFactor => f.write_str("This needs two-factor sign-in. Set it up in your account to go on."),
            Self::NotFound(noun) => write!(f, "This {noun} does not exist, or you do not have access to it."),
            Self::Gone(what) => f.write_str(what),
            Self::Invalid(errors) => match errors.get("") {
                Some(whole) => f.write_str(whole),
                None if errors.0.len() == 1 => f.write_str("One field needs your attention."),
                None => write!(f, "{} fields need your attention.", errors.0.len()),
            },
            Self::Conflict(what) => f.write_str(what),
            Self::Limited { retry_after } => {
                write!(f, "Too many tries. Wait {} and try again.", crate::kernel::time::seconds_in_words(*retry_after))
            }
            Self::Unavailable(what) => f.write_str(what),
            Self::Internal { request_id } if request_id.is_empty() => {
                f.write_str("Something went wrong on our side. Nothing of yours was lost; try again.")
            }
            Self::Internal { request_id } => write!(
                f,
                "Something went wrong on our side. Try again; if it happens again, tell us this number: {request_id}"
            ),
            Self::Network(_) => f.write_str("The server could not be reached. Check your connection and try again."),
        }
    }
}

impl std::error::Error for AppError {}

mod server_fn_error {
    //! How a server function's answer carries an [`AppError`].

    use leptos::server_fn::{
        codec::JsonEncoding,
        error::{FromServerFnError, ServerFnErrorErr},
    };

    use super::AppError;

    impl FromServerFnError for AppError {
        type Encoder = JsonEncoding;

        fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
            match error {
                ServerFnErrorErr::Args(why) | ServerFnErrorErr::MissingArg(why) => {
                    Self::invalid("", format!("The form could not be read: {why}"))
                }
                ServerFnErrorErr::Deserialization(why) if cfg!(feature = "ssr") => {
                    Self::invalid("", format!("The form could not be read: {why}"))
                }
                ServerFnErrorErr::Request(why)
                | ServerFnErrorErr::Response(why)
                | ServerFnErrorErr::Deserialization(why) => Self::Network(why),
                _ => Self::internal(),
            }
        }
    }
}
