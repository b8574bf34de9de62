//! The colours of each theme as numbers, for the contrast check and the picture for shares. A test holds them against
//! `style/themes`.

use super::types::Colour;

/// Colours of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Every colour that the ground runs through.
    pub ground: &'static [Colour],
    /// Texts on the ground.
    pub text: Colour,
    /// Lesser texts on the ground.
    pub soft: Colour,
    /// Cards.
    pub card: Colour,
    /// Texts on cards.
    pub card_text: Colour,
    /// Lesser texts on cards.
    pub card_soft: Colour,
    /// How much cards and links cover the ground, in percent.
    pub veil: u8,
    /// Links; `None` when they lie on the ground itself.
    pub link: Option<Colour>,
    /// Texts on links.
    pub link_text: Colour,
    /// Lesser texts on links.
    pub link_soft: Colour,
    /// Buttons of forms.
    pub accent: Colour,
    /// Texts on them.
    pub accent_text: Colour,
    /// What is wrong, on cards.
    pub wrong: Colour,
}

const fn c(rgb: u32) -> Colour {
    Colour::new(rgb)
}

/// Colours of Paper.
pub const PAPER: Palette = Palette {
    ground: &[c(0x00f7_f2e9)],
    text: c(0x002a_241d),
    soft: c(0x0069_5e51),
    card: c(0x00ff_fdf8),
    card_text: c(0x002a_241d),
    card_soft: c(0x006b_6054),
    veil: 100,
    link: Some(c(0x00ff_fdf8)),
    link_text: c(0x002a_241d),
    link_soft: c(0x006b_6054),
    accent: c(0x008f_3a17),
    accent_text: c(0x00ff_fdf8),
    wrong: c(0x00a3_161c),
};

/// Colours of Night.
pub const NIGHT: Palette = Palette {
    ground: &[c(0x003a_3fa0), c(0x001a_1f4a), c(0x000b_0e17)],
    text: c(0x00f4_f6fc),
    soft: c(0x00c0_c8dc),
    card: c(0x001b_2136),
    card_text: c(0x00f4_f6fc),
    card_soft: c(0x00b3_bcd2),
    veil: 100,
    link: Some(c(0x001b_2136)),
    link_text: c(0x00f4_f6fc),
    link_soft: c(0x00b3_bcd2),
    accent: c(0x007f_f0c2),
    accent_text: c(0x0006_271a),
    wrong: c(0x00ff_9c9c),
};

/// Colours of Bloom.
pub const BLOOM: Palette = Palette {
    ground: &[c(0x00ff_e1c4), c(0x00ff_c4d3), c(0x00d8_cbff)],
    text: c(0x002b_1038),
    soft: c(0x004d_2f5c),
    card: c(0x00ff_ffff),
    card_text: c(0x002b_1038),
    card_soft: c(0x005d_4169),
    veil: 100,
    link: Some(c(0x00ff_ffff)),
    link_text: c(0x002b_1038),
    link_soft: c(0x005d_4169),
    accent: c(0x00d8_1e63),
    accent_text: c(0x00ff_ffff),
    wrong: c(0x00b0_0d3f),
};

/// Colours of Mono.
pub const MONO: Palette = Palette {
    ground: &[c(0x00ff_ffff)],
    text: c(0x0011_1111),
    soft: c(0x005c_5c5c),
    card: c(0x00f5_f5f5),
    card_text: c(0x0011_1111),
    card_soft: c(0x0059_5959),
    veil: 100,
    link: None,
    link_text: c(0x0011_1111),
    link_soft: c(0x005c_5c5c),
    accent: c(0x0011_1111),
    accent_text: c(0x00ff_ffff),
    wrong: c(0x00b0_0020),
};

/// Colours of Editorial.
pub const EDITORIAL: Palette = Palette {
    ground: &[c(0x00f6_f3ee)],
    text: c(0x001a_1613),
    soft: c(0x0063_5a52),
    card: c(0x00eb_e5db),
    card_text: c(0x001a_1613),
    card_soft: c(0x005d_544c),
    veil: 100,
    link: None,
    link_text: c(0x001a_1613),
    link_soft: c(0x0063_5a52),
    accent: c(0x009a_2b1e),
    accent_text: c(0x00ff_ffff),
    wrong: c(0x009a_2b1e),
};

/// Colours of Glass.
pub const GLASS: Palette = Palette {
    ground: &[c(0x00ff_d3e8), c(0x00c9_d9ff), c(0x00c6_f3e6), c(0x00e6_deff)],
    text: c(0x0022_1c44),
    soft: c(0x004a_4470),
    card: c(0x00ff_ffff),
    card_text: c(0x0022_1c44),
    card_soft: c(0x004a_4470),
    veil: 55,
    link: Some(c(0x00ff_ffff)),
    link_text: c(0x0022_1c44),
    link_soft: c(0x004a_4470),
    accent: c(0x005b_3bd6),
    accent_text: c(0x00ff_ffff),
    wrong: c(0x00a3_123f),
};

/// Colours of Brutal.
pub const BRUTAL: Palette = Palette {
    ground: &[c(0x00ff_e03d)],
    text: c(0x0000_0000),
    soft: c(0x002e_2a12),
    card: c(0x00ff_ffff),
    card_text: c(0x0000_0000),
    card_soft: c(0x003d_3d3d),
    veil: 100,
    link: Some(c(0x00ff_ffff)),
    link_text: c(0x0000_0000),
    link_soft: c(0x003d_3d3d),
    accent: c(0x00ff_5a3c),
    accent_text: c(0x0000_0000),
    wrong: c(0x00b3_001b),
};

/// Colours of Botanical.
pub const BOTANICAL: Palette = Palette {
    ground: &[c(0x00c9_d9b8), c(0x00cf_dcc0), c(0x00ee_f1e4)],
    text: c(0x001d_3325),
    soft: c(0x0046_5a49),
    card: c(0x00fb_fcf5),
    card_text: c(0x001d_3325),
    card_soft: c(0x0056_685a),
    veil: 100,
    link: Some(c(0x00fb_fcf5)),
    link_text: c(0x001d_3325),
    link_soft: c(0x0056_685a),
    accent: c(0x002f_6543),
    accent_text: c(0x00ff_ffff),
    wrong: c(0x009c_2b22),
};

/// Colours of Neon.
pub const NEON: Palette = Palette {
    ground: &[c(0x003c_0a4a), c(0x0006_304a), c(0x0008_060f)],
    text: c(0x00f7_f2ff),
    soft: c(0x00cf_c4e6),
    card: c(0x0012_0d20),
    card_text: c(0x00f7_f2ff),
    card_soft: c(0x00b9_aed2),
    veil: 100,
    link: Some(c(0x0012_0d20)),
    link_text: c(0x00f7_f2ff),
    link_soft: c(0x00b9_aed2),
    accent: c(0x00ff_4fd8),
    accent_text: c(0x002a_0022),
    wrong: c(0x00ff_8fa3),
};

/// Colours of Terracotta.
pub const TERRACOTTA: Palette = Palette {
    ground: &[c(0x00a8_4a28), c(0x0099_3f22)],
    text: c(0x00ff_f6ea),
    soft: c(0x00ff_e9d6),
    card: c(0x00fb_eddb),
    card_text: c(0x0045_190b),
    card_soft: c(0x006f_4230),
    veil: 100,
    link: Some(c(0x00fb_eddb)),
    link_text: c(0x0045_190b),
    link_soft: c(0x006f_4230),
    accent: c(0x0045_190b),
    accent_text: c(0x00ff_f6ea),
    wrong: c(0x009c_1c1c),
};

/// Colours of Ocean.
pub const OCEAN: Palette = Palette {
    ground: &[c(0x000c_6c95), c(0x000c_6a92), c(0x000a_4e82), c(0x0008_305e), c(0x0005_1b3d)],
    text: c(0x00ff_ffff),
    soft: c(0x00ea_f8fd),
    card: c(0x00f4_fbfe),
    card_text: c(0x0006_304f),
    card_soft: c(0x003d_5f78),
    veil: 100,
    link: Some(c(0x00f4_fbfe)),
    link_text: c(0x0006_304f),
    link_soft: c(0x003d_5f78),
    accent: c(0x00ff_b454),
    accent_text: c(0x003a_2000),
    wrong: c(0x00b3_122e),
};

/// Colours of Gilt.
pub const GILT: Palette = Palette {
    ground: &[c(0x001a_2036), c(0x000b_0e19)],
    text: c(0x00f6_eedd),
    soft: c(0x00cf_c5b0),
    card: c(0x0010_141f),
    card_text: c(0x00f6_eedd),
    card_soft: c(0x00c3_b9a3),
    veil: 100,
    link: Some(c(0x0010_141f)),
    link_text: c(0x00f6_eedd),
    link_soft: c(0x00c3_b9a3),
    accent: c(0x00d9_b56d),
    accent_text: c(0x001e_1503),
    wrong: c(0x00ff_a49a),
};

/// Colours of Gazette.
pub const GAZETTE: Palette = Palette {
    ground: &[c(0x00f2_efe6)],
    text: c(0x0017_1614),
    soft: c(0x004f_4c45),
    card: c(0x00f2_efe6),
    card_text: c(0x0017_1614),
    card_soft: c(0x004f_4c45),
    veil: 100,
    link: None,
    link_text: c(0x0017_1614),
    link_soft: c(0x004f_4c45),
    accent: c(0x0017_1614),
    accent_text: c(0x00f7_f4ec),
    wrong: c(0x009b_1414),
};

/// Colours of Candy.
pub const CANDY: Palette = Palette {
    ground: &[c(0x00ff_f0f7), c(0x00ff_c9e3), c(0x00d9_d0ff)],
    text: c(0x004a_0d3f),
    soft: c(0x006b_2a5e),
    card: c(0x00ff_ffff),
    card_text: c(0x004a_0d3f),
    card_soft: c(0x006f_3564),
    veil: 100,
    link: Some(c(0x00d4_1d72)),
    link_text: c(0x00ff_ffff),
    link_soft: c(0x00ff_ffff),
    accent: c(0x006a_35d9),
    accent_text: c(0x00ff_ffff),
    wrong: c(0x00b0_0d3f),
};

/// Colours of Sand.
pub const SAND: Palette = Palette {
    ground: &[c(0x00e8_dfd1)],
    text: c(0x003b_3024),
    soft: c(0x0064_5541),
    card: c(0x00eb_e3d6),
    card_text: c(0x003b_3024),
    card_soft: c(0x0064_5541),
    veil: 100,
    link: Some(c(0x00eb_e3d6)),
    link_text: c(0x003b_3024),
    link_soft: c(0x0064_5541),
    accent: c(0x006b_4a32),
    accent_text: c(0x00ff_f8ee),
    wrong: c(0x0094_241c),
};
