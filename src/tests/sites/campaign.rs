//! Campaign tags go into an address and come out of it; the rest of the address stays as it was.

use mewayz::sites::types::{Tag, with_tags};
use proptest::prelude::*;

#[test]
fn tags_are_put_changed_and_taken_out() {
    let shop = "https://shop.example.com/cups?size=a+b%20c&x#top";
    let tagged = Tag::Source.put(shop, "instagram");
    assert_eq!(tagged, "https://shop.example.com/cups?size=a+b%20c&x&utm_source=instagram#top");
    let two = Tag::Campaign.put(&tagged, "spring sale & more");
    assert_eq!(Tag::Campaign.of(&two), "spring sale & more");
    assert_eq!(Tag::Source.of(&two), "instagram");
    assert_eq!(Tag::Source.put(&Tag::Campaign.put(&two, ""), " "), shop);
    assert_eq!(Tag::Medium.of("https://example.com/?utm_medium=e%2Dmail"), "e-mail");
    assert_eq!(
        Tag::Medium.put("https://example.com/?utm_medium=a&utm_medium=b", "c"),
        "https://example.com/?utm_medium=c"
    );
}

#[test]
fn only_addresses_of_the_web_carry_tags() {
    for other in ["", "mailto:a@example.com", "tel:+49123", "example", "/m/x", "javascript:alert(1)"] {
        assert_eq!(Tag::Source.put(other, "x"), other);
        assert_eq!(Tag::Source.of(other), "");
    }
}

proptest! {
    #[test]
    fn what_was_put_is_there(values in proptest::array::uniform5("[^\\p{C}]{0,40}")) {
        let value = |tag: Tag| values[Tag::ALL.iter().position(|known| *known == tag).unwrap()].clone();
        let address = with_tags("https://example.com/a?b=c#d", value);
        for tag in Tag::ALL {
            let wanted = if value(tag).trim().is_empty() { String::new() } else { value(tag) };
            prop_assert_eq!(tag.of(&address), wanted);
        }
        let bare = with_tags(&address, |_| String::new());
        prop_assert_eq!(bare, "https://example.com/a?b=c#d");
    }
}
