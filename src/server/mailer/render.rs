//! A mail as text and as HTML. All words are text: what becomes HTML is escaped.

use leptos::prelude::*;

use super::{Mail, Part};
use crate::server::html;

/// A mail, ready to leave.
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// For readers of plain text.
    pub text: String,
    /// For everybody else.
    pub html: String,
}

/// Renders a mail. `product` is the address of the product, named at the end.
pub fn render(mail: &Mail, product: &str) -> Rendered {
    let subject = one_line(&mail.subject);
    Rendered { text: text(mail, product), html: document(mail, subject.clone(), product.to_owned()), subject }
}

/// Line breaks and other control characters become spaces: nothing of them reaches a header.
pub fn one_line(text: &str) -> String {
    let spaced: String =
        text.chars().map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(mail: &Mail, product: &str) -> String {
    let parts = mail.parts.iter().map(|part| match part {
        Part::Line(line) => line.clone(),
        Part::Button { label, url } => format!("{label}: {url}"),
    });
    let mut text = parts.collect::<Vec<_>>().join("\n\n");
    text.push_str(&format!("\n\n-- \nMewayz, {product}\n"));
    text
}

// Mail programs read no style sheets of ours and few of their own: every style stands at its element.
const BODY: &str = "margin:0;padding:0;background:#f4f5f7;color:#1c1f26;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const CARD: &str =
    "width:100%;max-width:560px;margin:0 auto;background:#ffffff;border:1px solid #e3e5ea;border-radius:8px";
const LINE: &str = "margin:0 0 16px;font-size:16px;line-height:24px;white-space:pre-line;overflow-wrap:anywhere";
const BUTTON: &str = "display:inline-block;padding:12px 20px;border-radius:6px;background:#4f46e5;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none";
const SMALL: &str = "margin:0 0 16px;font-size:13px;line-height:20px;color:#5b6270;overflow-wrap:anywhere";

fn document(mail: &Mail, subject: String, product: String) -> String {
    let parts = mail.parts.clone();
    let document = html::document(move || {
        let parts = parts.into_iter().map(part).collect_view();
        view! {
            <html lang="en">
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="color-scheme" content="light" />
                    <title>{subject}</title>
                </head>
                <body style=BODY>
                    <table role="presentation" style="width:100%;border-collapse:collapse">
                        <tr>
                            <td style="padding:32px 16px;text-align:center">
                                <table role="presentation" style=CARD>
                                    <tr>
                                        <td style="padding:32px 32px 16px;text-align:left">{parts}</td>
                                    </tr>
                                </table>
                                <p style="margin:16px 0 0;font-size:13px;color:#5b6270">
                                    <a href=product.clone() style="color:#5b6270">"Mewayz"</a>
                                </p>
                            </td>
                        </tr>
                    </table>
                </body>
            </html>
        }
    });
    document.0
}

fn part(part: Part) -> AnyView {
    match part {
        Part::Line(line) => view! { <p style=LINE>{line}</p> }.into_any(),
        Part::Button { label, url } if is_web(&url) => view! {
            <p style="margin:24px 0"><a href=url.clone() style=BUTTON>{label}</a></p>
            <p style=SMALL>"If the button does not work, copy this address: " {url.clone()}</p>
        }
        .into_any(),
        Part::Button { label, url } => view! { <p style=LINE>{format!("{label}: {url}")}</p> }.into_any(),
    }
}

fn is_web(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}
