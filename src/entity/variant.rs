//! What is bought: one choice of a product's options, with its own price and stock.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{ProductId, VariantId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "variant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VariantId,
    pub workspace_id: WorkspaceId,
    pub product_id: ProductId,
    pub position: i64,
    /// One value for each option, in their order: `["M", "Blue"]`; empty without options.
    #[sea_orm(column_type = "JsonBinary")]
    pub choice: Json,
    #[sea_orm(column_type = "Text")]
    pub sku: String,
    /// The price; the least for pay what you want.
    pub price_minor: i64,
    pub sale_minor: Option<i64>,
    pub sale_from: Option<Time>,
    pub sale_until: Option<Time>,
    pub weight_grams: i64,
    /// Whether stock is counted.
    pub tracked: bool,
    pub on_hand: i64,
    /// Held for checkouts that are open and orders that are not paid yet.
    pub reserved: i64,
    pub reorder_point: i64,
    pub active: bool,
    pub created_at: Time,
    pub updated_at: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
