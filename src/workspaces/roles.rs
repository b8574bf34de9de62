//! Roles that a workspace makes: sets of permissions with a name. Nobody gives, changes or takes away what they may not do
//! themselves.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::{Value, json};

use super::types::roles::{MAX_ROLES, OwnRole, Post, RoleForm, Roles, list as in_words};
use crate::{
    entity::{invitation, member, workspace_role},
    kernel::{
        AppError, Result,
        id::RoleId,
        permission::{Permission, Role},
        time::now,
    },
    server::{
        audit::{self, Change},
        ctx::{Scoped, WorkspaceCtx},
    },
};

/// A role that can be given, found by what a form sent.
pub(super) struct Found {
    /// The built-in role; a viewer when it is one of the workspace's own.
    pub role: Role,
    /// The workspace's own.
    pub own: Option<RoleId>,
    /// As people see it.
    pub post: Post,
    /// What it allows.
    pub permissions: Vec<Permission>,
}

impl From<Role> for Found {
    fn from(role: Role) -> Self {
        let permissions = Permission::ALL.into_iter().filter(|one| role.allows(*one)).collect();
        Self { role, own: None, post: role.into(), permissions }
    }
}

/// Every role of the workspace, and those that the person may give.
///
/// # Errors
/// Forbidden.
pub async fn list(ws: &WorkspaceCtx) -> Result<Roles> {
    ws.require(Permission::ManageMembers)?;
    let db = ws.db().write();
    let mut own = Vec::new();
    for row in rows(db, ws).await? {
        own.push(OwnRole {
            holders: holders(db, ws, row.id).await?,
            permissions: read(&row.permissions),
            id: row.id,
            name: row.name,
            about: row.about,
            version: row.version,
        });
    }
    Ok(Roles { givable: givable(ws, &own), own })
}

/// Those of the workspace's roles that the person may give, after the built-in ones.
fn givable(ws: &WorkspaceCtx, own: &[OwnRole]) -> Vec<Post> {
    let built_in = Role::ALL.into_iter().filter(|role| *role != Role::Owner).map(Found::from);
    let built_in = built_in.filter(|found| beyond(ws, &found.permissions).is_none()).map(|found| found.post);
    let own = own.iter().filter(|role| beyond(ws, &role.permissions).is_none()).map(OwnRole::post);
    built_in.chain(own).collect()
}

/// The first permission that the person does not have.
fn beyond(ws: &WorkspaceCtx, permissions: &[Permission]) -> Option<Permission> {
    permissions.iter().copied().find(|one| !ws.can(*one))
}

/// Refuses to give, change or take away what the person may not do.
///
/// # Errors
/// Forbidden, with what is missing.
pub(super) fn refuse_beyond(ws: &WorkspaceCtx, permissions: &[Permission]) -> Result<()> {
    let Some(missing) = beyond(ws, permissions) else { return Ok(()) };
    let words = format!(
        "You can only deal with roles that allow no more than your own. This one allows: {}. Ask an admin or the owner.",
        missing.label().to_lowercase()
    );
    Err(AppError::Forbidden(words))
}

/// Makes a role.
///
/// # Errors
/// Forbidden; Invalid (`name`, `about`, `permissions`, or the form as a whole when there are [`MAX_ROLES`]).
pub async fn create(ws: &WorkspaceCtx, form: &RoleForm) -> Result<RoleId> {
    ws.require(Permission::ManageMembers)?;
    let (name, about, permissions) = form.check()?;
    refuse_beyond(ws, &permissions)?;
    let tx = ws.db().begin().await?;
    if workspace_role::Entity::find().scoped(ws).count(&tx).await? >= MAX_ROLES {
        let words = format!("A workspace has at most {MAX_ROLES} roles of its own. Delete one first.");
        return Err(AppError::invalid("", words));
    }
    refuse_taken(&tx, ws, &name, None).await?;
    let id = RoleId::new();
    workspace_role::ActiveModel {
        id: Set(id),
        workspace_id: Set(ws.id()),
        name: Set(name.clone()),
        about: Set(about.clone()),
        permissions: Set(stored(&permissions)),
        version: Set(1),
        created_at: Set(now()),
        updated_at: Set(now()),
    }
    .insert(&tx)
    .await?;
    record(&tx, ws, "role.create", id, None, Some(values(&name, &about, &permissions))).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a role, for everybody who has it.
///
/// # Errors
/// Forbidden; NotFound; Invalid; Conflict when somebody changed it since `version`.
pub async fn change(ws: &WorkspaceCtx, id: RoleId, version: i64, form: &RoleForm) -> Result<()> {
    ws.require(Permission::ManageMembers)?;
    let (name, about, permissions) = form.check()?;
    refuse_beyond(ws, &permissions)?;
    let tx = ws.db().begin().await?;
    let old = find(&tx, ws, id).await?;
    refuse_beyond(ws, &read(&old.permissions))?;
    refuse_taken(&tx, ws, &name, Some(id)).await?;
    let changed = workspace_role::Entity::update_many()
        .col_expr(workspace_role::Column::Name, Expr::value(name.as_str()))
        .col_expr(workspace_role::Column::About, Expr::value(about.as_str()))
        .col_expr(workspace_role::Column::Permissions, Expr::value(stored(&permissions)))
        .col_expr(workspace_role::Column::Version, Expr::value(version + 1))
        .col_expr(workspace_role::Column::UpdatedAt, Expr::value(now()))
        .filter(workspace_role::Column::Id.eq(id))
        .filter(workspace_role::Column::Version.eq(version))
        .exec(&tx)
        .await?;
    if changed.rows_affected != 1 {
        let why =
            "Somebody changed this role while you had it open. Yours was not saved. Reload the page to see theirs.";
        return Err(AppError::Conflict(why.to_owned()));
    }
    let before = values(&old.name, &old.about, &read(&old.permissions));
    record(&tx, ws, "role.change", id, Some(before), Some(values(&name, &about, &permissions))).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes a role. Whoever has it, or was invited with it, gets the replacement.
///
/// # Errors
/// Forbidden; NotFound; Invalid (`replacement`) when somebody has it and there is none.
pub async fn delete(ws: &WorkspaceCtx, id: RoleId, replacement: &str) -> Result<()> {
    ws.require(Permission::ManageMembers)?;
    let tx = ws.db().begin().await?;
    let old = find(&tx, ws, id).await?;
    refuse_beyond(ws, &read(&old.permissions))?;
    let mut new = None;
    if holders(&tx, ws, id).await? > 0 {
        let found = choose(&tx, ws, replacement).await.map_err(|error| match error.field("role") {
            Some(why) => AppError::invalid("replacement", why),
            None => error,
        })?;
        if found.own == Some(id) {
            return Err(AppError::invalid("replacement", "Choose another role than the one that you delete."));
        }
        replace(&tx, ws, id, &found).await?;
        new = Some(json!({ "replacement": found.post.label }));
    }
    workspace_role::Entity::delete_by_id(id).exec(&tx).await?;
    let before = values(&old.name, &old.about, &read(&old.permissions));
    record(&tx, ws, "role.delete", id, Some(before), new).await?;
    tx.commit().await?;
    Ok(())
}

async fn replace<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, id: RoleId, new: &Found) -> Result<()> {
    member::Entity::update_many()
        .col_expr(member::Column::Role, Expr::value(new.role))
        .col_expr(member::Column::RoleId, Expr::value(new.own))
        .filter(member::Column::WorkspaceId.eq(ws.id()))
        .filter(member::Column::RoleId.eq(id))
        .exec(tx)
        .await?;
    invitation::Entity::update_many()
        .col_expr(invitation::Column::Role, Expr::value(new.role))
        .col_expr(invitation::Column::RoleId, Expr::value(new.own))
        .filter(invitation::Column::WorkspaceId.eq(ws.id()))
        .filter(invitation::Column::RoleId.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// The role that a form has chosen, when the person may give it.
///
/// # Errors
/// Invalid (`role`); Forbidden.
pub(super) async fn choose<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, text: &str) -> Result<Found> {
    let unknown = || AppError::invalid("role", "Choose a role from the list.");
    let found = match (Role::parse(text), text.parse::<RoleId>()) {
        (Some(Role::Owner), _) => {
            return Err(AppError::invalid("role", "A workspace has one owner. Choose another role."));
        }
        (Some(role), _) => Found::from(role),
        (None, Ok(id)) => {
            let row = workspace_role::Entity::find_by_id(id).scoped(ws).one(tx).await?;
            own(row.ok_or_else(unknown)?)
        }
        (None, Err(_)) => return Err(unknown()),
    };
    refuse_beyond(ws, &found.permissions)?;
    Ok(found)
}

/// What somebody has now: the workspace's own role when it exists, otherwise the built-in one.
pub(super) async fn held<C: ConnectionTrait>(tx: &C, role: Role, id: Option<RoleId>) -> Result<Found> {
    let Some(id) = id else { return Ok(role.into()) };
    Ok(workspace_role::Entity::find_by_id(id).one(tx).await?.map_or_else(|| role.into(), own))
}

/// The workspace's own roles by id, to name what many members have.
pub(super) async fn posts<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx) -> Result<Vec<(RoleId, Post)>> {
    let rows = rows(db, ws).await?;
    Ok(rows.into_iter().map(|row| (row.id, own(row).post)).collect())
}

/// The name of what a member has.
pub(super) fn post_of(own: &[(RoleId, Post)], role: Role, id: Option<RoleId>) -> Post {
    let found = id.and_then(|id| own.iter().find(|(known, _)| *known == id));
    found.map_or_else(|| role.into(), |(_, post)| post.clone())
}

fn own(row: workspace_role::Model) -> Found {
    let role = OwnRole {
        id: row.id,
        name: row.name,
        about: row.about,
        permissions: read(&row.permissions),
        holders: 0,
        version: row.version,
    };
    Found { role: Role::Viewer, own: Some(role.id), post: role.post(), permissions: role.permissions }
}

async fn rows<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx) -> Result<Vec<workspace_role::Model>> {
    let found = workspace_role::Entity::find().scoped(ws).order_by_asc(workspace_role::Column::Name);
    Ok(found.limit(MAX_ROLES).all(db).await?)
}

async fn find<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, id: RoleId) -> Result<workspace_role::Model> {
    workspace_role::Entity::find_by_id(id).scoped(ws).one(tx).await?.ok_or_else(|| AppError::not_found("role"))
}

/// How many members and open invitations have a role.
async fn holders<C: ConnectionTrait>(db: &C, ws: &WorkspaceCtx, id: RoleId) -> Result<u64> {
    let members = member::Entity::find().scoped(ws).filter(member::Column::RoleId.eq(id)).count(db).await?;
    let open = invitation::Entity::find()
        .scoped(ws)
        .filter(invitation::Column::RoleId.eq(id))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null());
    Ok(members + open.count(db).await?)
}

async fn refuse_taken<C: ConnectionTrait>(tx: &C, ws: &WorkspaceCtx, name: &str, but: Option<RoleId>) -> Result<()> {
    let lower = name.to_lowercase();
    let taken = rows(tx, ws).await?.into_iter().any(|row| Some(row.id) != but && row.name.to_lowercase() == lower);
    if taken { Err(AppError::invalid("name", "There is a role with this name. Choose another.")) } else { Ok(()) }
}

/// The permissions that the database keeps; words that nobody knows any more allow nothing.
pub fn read(stored: &Value) -> Vec<Permission> {
    let words = stored.as_array().into_iter().flatten().filter_map(Value::as_str);
    words.filter_map(Permission::parse).collect()
}

fn stored(permissions: &[Permission]) -> Value {
    json!(permissions.iter().map(|one| one.as_str()).collect::<Vec<_>>())
}

fn values(name: &str, about: &str, permissions: &[Permission]) -> Value {
    json!({ "name": name, "about": about, "permissions": in_words(permissions) })
}

async fn record<C: ConnectionTrait>(
    tx: &C,
    ws: &WorkspaceCtx,
    action: &str,
    id: RoleId,
    old: Option<Value>,
    new: Option<Value>,
) -> Result<()> {
    audit::record(tx, ws, Change { action, object_kind: "role", object_id: Some(id.0), old, new }).await
}
