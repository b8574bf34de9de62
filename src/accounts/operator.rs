//! Who runs this installation, as its configuration says.

use super::types::Operator;
use crate::server::{config::Config, ctx::Ctx};

/// Host, contact and legal pages from the configuration.
pub fn of(ctx: &Ctx) -> Operator {
    let config = ctx.app().config();
    Operator {
        host: config.site.public_url.host_str().unwrap_or_default().to_owned(),
        contact: contact(config),
        terms_url: config.site.terms_url.as_ref().map(ToString::to_string),
        privacy_url: config.site.privacy_url.as_ref().map(ToString::to_string),
    }
}

/// The address that people can write to.
pub fn contact(config: &Config) -> String {
    let from = config.mail.from.as_str();
    from.rsplit_once('<').map_or(from, |(_, address)| address.trim_end_matches('>')).trim().to_owned()
}
