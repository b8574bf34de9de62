//! A bio site: its draft, and what is published as one document.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    id::{SiteId, TranslationGroupId, WorkspaceId},
    time::Time,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SiteId,
    pub workspace_id: WorkspaceId,
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub bio: String,
    #[sea_orm(column_type = "Text")]
    pub avatar_url: String,
    #[sea_orm(column_type = "Text")]
    pub theme: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub look: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub options: Json,
    #[sea_orm(column_type = "Text")]
    pub language: String,
    #[sea_orm(column_type = "Text")]
    pub seo_title: String,
    #[sea_orm(column_type = "Text")]
    pub seo_description: String,
    #[sea_orm(column_type = "Text")]
    pub share_image_url: String,
    pub version: i64,
    pub published_at: Option<Time>,
    pub published_version: i64,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub published: Option<Json>,
    #[sea_orm(column_type = "Text")]
    pub published_visibility: String,
    pub translation_group: Option<TranslationGroupId>,
    pub created_at: Time,
    pub updated_at: Time,
    pub deleted_at: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl super::OfWorkspace for Entity {
    fn workspace_column() -> Column {
        Column::WorkspaceId
    }
}
