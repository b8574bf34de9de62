//! A line of an order, frozen at the purchase.

use sea_orm::entity::prelude::*;

use crate::{
    kernel::id::{OrderId, OrderLineId, ProductId, VariantId, WorkspaceId},
    store::types::{ProductKind, TaxClass},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "order_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrderLineId,
    pub workspace_id: WorkspaceId,
    pub order_id: OrderId,
    pub position: i64,
    pub product_id: Option<ProductId>,
    pub variant_id: Option<VariantId>,
    pub kind: ProductKind,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub variant_title: String,
    #[sea_orm(column_type = "Text")]
    pub sku: String,
    pub tax_class: TaxClass,
    /// Millionths: 190000 for 19 %.
    pub tax_ppm: i64,
    pub quantity: i64,
    pub unit_minor: i64,
    /// Unit price times quantity.
    pub subtotal_minor: i64,
    pub discount_minor: i64,
    pub tax_minor: i64,
    /// What was paid for the line, tax included.
    pub total_minor: i64,
    /// Of one.
    pub weight_grams: i64,
    pub fulfilled_quantity: i64,
    pub refunded_quantity: i64,
    pub refunded_minor: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
