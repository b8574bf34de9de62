//! An order. Amounts are minor units of its currency; what it says was frozen at the purchase.

use sea_orm::entity::prelude::*;

use crate::{
    kernel::{
        id::{OrderId, PersonId, VisitorId, WorkspaceId},
        time::Time,
    },
    store::types::{Fulfilment, OrderStatus},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "store_order")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrderId,
    pub workspace_id: WorkspaceId,
    /// Counts within the workspace, from 1001.
    pub number: i64,
    pub status: OrderStatus,
    pub fulfilment: Fulfilment,
    #[sea_orm(column_type = "Text")]
    pub currency: String,
    /// Whether prices contain the tax; then `tax_minor` is part of the other sums.
    pub tax_included: bool,
    pub subtotal_minor: i64,
    pub discount_minor: i64,
    pub shipping_minor: i64,
    pub tax_minor: i64,
    pub tip_minor: i64,
    pub total_minor: i64,
    pub refunded_minor: i64,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub phone: String,
    #[sea_orm(column_type = "Text")]
    pub locale: String,
    /// See `store::types::Address`.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub billing: Option<Json>,
    /// See `store::types::Address`.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub shipping: Option<Json>,
    #[sea_orm(column_type = "Text")]
    pub shipping_method: String,
    /// Answers to the store's own questions: `[{"label": …, "value": …}]`.
    #[sea_orm(column_type = "JsonBinary")]
    pub custom: Json,
    #[sea_orm(column_type = "Text")]
    pub buyer_note: String,
    /// Who takes the money: `stripe`, `manual`, `sandbox`, `free`.
    #[sea_orm(column_type = "Text")]
    pub provider: String,
    pub person_id: Option<PersonId>,
    pub visitor_id: Option<VisitorId>,
    pub marketing_consent: bool,
    /// Of the secret in the address of the buyer's page.
    #[sea_orm(column_type = "Text")]
    pub token_hash: String,
    pub version: i64,
    pub placed_at: Time,
    pub paid_at: Option<Time>,
    pub cancelled_at: Option<Time>,
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
