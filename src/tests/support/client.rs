//! A browser in a test: keeps cookies, follows nothing, sends what browsers send.

use axum::http::{Method, StatusCode};
use axum_test::{TestRequest, TestResponse, TestServer};
use leptos::server_fn::ServerFn;
use mewayz::kernel::AppError;
use serde::{Serialize, de::DeserializeOwned};

/// A browser.
pub struct Client {
    server: TestServer,
}

/// An answer.
pub type Reply = TestResponse;

impl Client {
    /// Around a server.
    pub fn new(server: TestServer) -> Self {
        Self { server }
    }

    /// The server behind it, for what this type does not offer.
    pub fn server(&mut self) -> &mut TestServer {
        &mut self.server
    }

    /// A request as a browser sends it from our own pages.
    pub fn request(&self, method: Method, path: &str) -> TestRequest {
        self.server
            .method(method, path)
            .add_header("host", "mewayz.test")
            .add_header("origin", "http://mewayz.test")
            .add_header("sec-fetch-site", "same-origin")
            .add_header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0")
    }

    /// A GET of a page.
    pub fn get(&self, path: &str) -> TestRequest {
        self.request(Method::GET, path).add_header("accept", "text/html")
    }

    /// A page that must be there.
    pub async fn page(&self, path: &str) -> String {
        let reply = self.get(path).await;
        assert_eq!(reply.status_code(), StatusCode::OK, "GET {path}: {}", reply.text());
        reply.text()
    }

    /// A plain form of a page.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> TestRequest {
        self.request(Method::POST, path).add_header("accept", "text/html").form(&fields)
    }

    /// Calls a server function with form fields, as an `ActionForm` or an action does.
    pub async fn call<F>(&self, args: &F) -> Result<F::Output, AppError>
    where
        F: ServerFn + Serialize,
        F::Output: DeserializeOwned,
    {
        read(self.request(Method::POST, F::PATH).add_header("accept", "application/json").form(args).await)
    }

    /// Calls a server function that takes JSON.
    pub async fn call_json<F>(&self, args: &F) -> Result<F::Output, AppError>
    where
        F: ServerFn + Serialize,
        F::Output: DeserializeOwned,
    {
        read(self.request(Method::POST, F::PATH).add_header("accept", "application/json").json(args).await)
    }
}

/// Reads the answer of a server function: its value, or the error with the status that belongs to it.
pub fn read<T: DeserializeOwned>(reply: Reply) -> Result<T, AppError> {
    let text = reply.text();
    if reply.status_code().is_success() {
        return Ok(serde_json::from_str(&text).unwrap_or_else(|error| panic!("unreadable answer: {error}: {text}")));
    }
    let error: AppError = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("unreadable error {}: {error}: {text}", reply.status_code()));
    assert_eq!(reply.status_code().as_u16(), error.status(), "the status of {error:?}");
    Err(error)
}
