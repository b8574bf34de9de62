//! Campaign tags (`utm_…`): the part of an address by which statistics tell campaigns apart.

use url::Url;

/// The most signs of one tag.
pub const MAX_TAG: usize = 100;

/// One of the five tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Where the visit comes from: "newsletter".
    Source,
    /// By what means: "email".
    Medium,
    /// Which campaign: "spring-sale".
    Campaign,
    /// Which paid words.
    Term,
    /// Which of several links.
    Content,
}

impl Tag {
    /// All of them, the most used first.
    pub const ALL: [Self; 5] = [Self::Source, Self::Medium, Self::Campaign, Self::Term, Self::Content];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "utm_source",
            Self::Medium => "utm_medium",
            Self::Campaign => "utm_campaign",
            Self::Term => "utm_term",
            Self::Content => "utm_content",
        }
    }

    /// Its value in an address; empty when it is not there.
    pub fn of(self, address: &str) -> String {
        let Some(url) = web(address) else { return String::new() };
        let value = url.query_pairs().find(|(name, _)| name == self.name()).map(|(_, value)| value.into_owned());
        value.unwrap_or_default()
    }

    /// The address with this tag; an empty value takes it out. Every other part of the address stays as it is. Addresses that
    /// are not of the web carry no tags.
    pub fn put(self, address: &str, value: &str) -> String {
        let Some(mut url) = web(address) else { return address.to_owned() };
        let value: String = value.chars().filter(|c| !c.is_control()).take(MAX_TAG).collect();
        if value == self.of(address) {
            return address.to_owned();
        }
        // Parts are compared as they are written: a query that means something else is not written anew.
        let mut parts: Vec<String> = Vec::new();
        for part in url.query().unwrap_or_default().split('&').filter(|part| !part.is_empty()) {
            let own = url::form_urlencoded::parse(part.as_bytes()).next().is_some_and(|(name, _)| name == self.name());
            if !own {
                parts.push(part.to_owned());
            }
        }
        if !value.trim().is_empty() {
            parts.push(url::form_urlencoded::Serializer::new(String::new()).append_pair(self.name(), &value).finish());
        }
        let query = parts.join("&");
        url.set_query((!query.is_empty()).then_some(query.as_str()));
        url.to_string()
    }
}

/// An address with tags, in their order.
pub fn with_tags(address: &str, value: impl Fn(Tag) -> String) -> String {
    Tag::ALL.into_iter().fold(address.to_owned(), |address, tag| tag.put(&address, &value(tag)))
}

fn web(address: &str) -> Option<Url> {
    Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}
