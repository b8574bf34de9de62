//! The spine of the store: products with their variants, orders with their lines, and what people are entitled to.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        product(manager).await?;
        variant(manager).await?;
        order(manager).await?;
        order_line(manager).await?;
        entitlement(manager).await?;
        run(
            manager,
            &[
                "CREATE UNIQUE INDEX product_slug ON product (workspace_id, slug)",
                "CREATE INDEX product_workspace ON product (workspace_id, status, updated_at)",
                "CREATE INDEX product_category ON product (category_id)",
                "CREATE INDEX variant_product ON variant (product_id, position)",
                "CREATE INDEX variant_workspace ON variant (workspace_id, sku)",
                "CREATE UNIQUE INDEX store_order_number ON store_order (workspace_id, number)",
                "CREATE INDEX store_order_workspace ON store_order (workspace_id, status, placed_at)",
                "CREATE INDEX store_order_placed ON store_order (workspace_id, placed_at)",
                "CREATE INDEX store_order_person ON store_order (person_id)",
                "CREATE INDEX store_order_visitor ON store_order (visitor_id)",
                "CREATE INDEX order_line_order ON order_line (order_id, position)",
                "CREATE INDEX order_line_workspace ON order_line (workspace_id)",
                "CREATE INDEX order_line_product ON order_line (product_id)",
                "CREATE INDEX order_line_variant ON order_line (variant_id)",
                "CREATE UNIQUE INDEX entitlement_once \
                 ON entitlement (person_id, resource_kind, resource_id, source_kind, source_id)",
                "CREATE INDEX entitlement_workspace ON entitlement (workspace_id)",
                "CREATE INDEX entitlement_source ON entitlement (source_id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["entitlement", "order_line", "store_order", "variant", "product"]).await
    }
}

async fn product(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("workspace_id"),
        text("kind"),
        text("status"),
        text("slug"),
        text("title"),
        text("summary"),
        text("description"),
        uuid_null("category_id"),
        flag("featured"),
        flag("unlisted"),
        text("price_model"),
        text_null("recurring"),
        text("currency"),
        text("tax_class"),
        json("options"),
        int("max_per_order"),
        int("max_per_person"),
        text("seo_title"),
        text("seo_description"),
        int("download_limit"),
        int("download_days"),
        count("version"),
        time("created_at"),
        time("updated_at"),
        time_null("published_at"),
    ];
    let mut product = table("product", columns);
    manager.create_table(product.foreign_key(&mut fk("workspace_id", "workspace")).take()).await
}

async fn variant(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("workspace_id"),
        uuid("product_id"),
        count("position"),
        json("choice"),
        text("sku"),
        count("price_minor"),
        ColumnDef::new("sale_minor").big_integer().null().take(),
        time_null("sale_from"),
        time_null("sale_until"),
        count("weight_grams"),
        flag("tracked"),
        count("on_hand").check(Expr::col("on_hand").gte(0)).take(),
        count("reserved").check(Expr::col("reserved").gte(0)).take(),
        count("reorder_point"),
        flag("active"),
        time("created_at"),
        time("updated_at"),
    ];
    let mut variant = table("variant", columns);
    variant.foreign_key(&mut fk("workspace_id", "workspace"));
    manager.create_table(variant.foreign_key(&mut fk("product_id", "product")).take()).await
}

async fn order(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("workspace_id"),
        count("number"),
        text("status"),
        text("fulfilment"),
        text("currency"),
        flag("tax_included"),
        count("subtotal_minor"),
        count("discount_minor"),
        count("shipping_minor"),
        count("tax_minor"),
        count("tip_minor"),
        count("total_minor"),
        count("refunded_minor"),
        text("email"),
        text("name"),
        text("phone"),
        text("locale"),
        json_null("billing"),
        json_null("shipping"),
        text("shipping_method"),
        json("custom"),
        text("buyer_note"),
        text("provider"),
        uuid_null("person_id"),
        uuid_null("visitor_id"),
        flag("marketing_consent"),
        text("token_hash"),
        count("version"),
        time("placed_at"),
        time_null("paid_at"),
        time_null("cancelled_at"),
        time("updated_at"),
    ];
    let mut order = table("store_order", columns);
    order.foreign_key(&mut fk("workspace_id", "workspace"));
    manager.create_table(order.foreign_key(&mut fk_forget("person_id", "person")).take()).await
}

async fn order_line(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("workspace_id"),
        uuid("order_id"),
        count("position"),
        uuid_null("product_id"),
        uuid_null("variant_id"),
        text("kind"),
        text("title"),
        text("variant_title"),
        text("sku"),
        text("tax_class"),
        count("tax_ppm"),
        count("quantity"),
        count("unit_minor"),
        count("subtotal_minor"),
        count("discount_minor"),
        count("tax_minor"),
        count("total_minor"),
        count("weight_grams"),
        count("fulfilled_quantity"),
        count("refunded_quantity"),
        count("refunded_minor"),
    ];
    let mut line = table("order_line", columns);
    line.foreign_key(&mut fk("workspace_id", "workspace")).foreign_key(&mut fk("order_id", "store_order"));
    line.foreign_key(&mut fk_forget("product_id", "product"));
    manager.create_table(line.foreign_key(&mut fk_forget("variant_id", "variant")).take()).await
}

async fn entitlement(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        id(),
        uuid("workspace_id"),
        uuid("person_id"),
        text("resource_kind"),
        uuid("resource_id"),
        text("source_kind"),
        uuid("source_id"),
        time("from_at"),
        time_null("until_at"),
        time_null("revoked_at"),
        time("created_at"),
    ];
    let mut entitlement = table("entitlement", columns);
    entitlement.foreign_key(&mut fk("workspace_id", "workspace"));
    manager.create_table(entitlement.foreign_key(&mut fk("person_id", "person")).take()).await
}
