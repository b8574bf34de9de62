//! Who runs this installation, as its configuration says.

use super::types::Operator;
use crate::server::ctx::Ctx;

/// Host, contact and legal pages from the configuration.
pub fn of(ctx: &Ctx) -> Operator {
    let config = ctx.app().config();
    let from = config.mail.from.as_str();
    let contact = from.rsplit_once('<').map_or(from, |(_, address)| address.trim_end_matches('>')).trim();
    Operator {
        host: config.site.public_url.host_str().unwrap_or_default().to_owned(),
        contact: contact.to_owned(),
        terms_url: config.site.terms_url.as_ref().map(ToString::to_string),
        privacy_url: config.site.privacy_url.as_ref().map(ToString::to_string),
    }
}
