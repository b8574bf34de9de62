//! A product of a store. What is bought is one of its variants; every product has at least one.

use sea_orm::entity::prelude::*;

use crate::{
    kernel::{
        id::{CategoryId, ProductId, WorkspaceId},
        time::Time,
    },
    store::types::{PriceModel, ProductKind, ProductStatus, Recurring, TaxClass},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "product")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProductId,
    pub workspace_id: WorkspaceId,
    pub kind: ProductKind,
    pub status: ProductStatus,
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    /// Markdown.
    #[sea_orm(column_type = "Text")]
    pub description: String,
    pub category_id: Option<CategoryId>,
    pub featured: bool,
    /// Found by its address only.
    pub unlisted: bool,
    pub price_model: PriceModel,
    /// How often a membership is paid.
    pub recurring: Option<Recurring>,
    #[sea_orm(column_type = "Text")]
    pub currency: String,
    pub tax_class: TaxClass,
    /// `[{"name": "Size", "values": ["S", "M"]}]`; see `store::types::ProductOption`.
    #[sea_orm(column_type = "JsonBinary")]
    pub options: Json,
    /// 0 for no limit.
    pub max_per_order: i32,
    /// 0 for no limit.
    pub max_per_person: i32,
    #[sea_orm(column_type = "Text")]
    pub seo_title: String,
    #[sea_orm(column_type = "Text")]
    pub seo_description: String,
    /// Downloads of each file that a purchase allows; 0 for no limit.
    pub download_limit: i32,
    /// Days after the purchase in which files can be downloaded; 0 for no limit.
    pub download_days: i32,
    pub version: i64,
    pub created_at: Time,
    pub updated_at: Time,
    pub published_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
