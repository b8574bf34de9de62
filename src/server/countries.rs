//! Countries by network address, from a file in MaxMind's format when one is configured.

use std::{net::IpAddr, path::Path, sync::Arc};

use maxminddb::{PathElement, Reader};

/// The database of countries, or none; then every country is unknown.
#[derive(Clone, Default)]
pub struct Countries(Option<Arc<Reader<Vec<u8>>>>);

impl Countries {
    /// Loads the file into memory. A file that cannot be read is logged and leaves countries unknown.
    pub fn load(file: Option<&Path>) -> Self {
        let reader = file.and_then(|file| match Reader::open_readfile(file) {
            Ok(reader) => Some(Arc::new(reader)),
            Err(error) => {
                tracing::warn!(file = %file.display(), %error, "geo.database cannot be read: countries stay unknown");
                None
            }
        });
        Self(reader)
    }

    /// The ISO 3166 code of the country that an address belongs to, `DE`.
    pub fn of(&self, address: IpAddr) -> Option<String> {
        let found = self.0.as_ref()?.lookup(address).ok()?;
        let code: Option<String> =
            found.decode_path(&[PathElement::Key("country"), PathElement::Key("iso_code")]).ok().flatten();
        code.filter(|code| code.len() == 2)
    }
}
