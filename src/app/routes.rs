//! The one list of pages, with `server/router.rs` the only file that names every context.

use leptos::prelude::*;
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Routes},
    path,
};

use super::layout::{
    error_view::{NotFound, PageNotFoundRoute},
    home::HomeRoute,
    workspace::WorkspaceLayout,
};
use crate::{
    accounts::pages::{
        CheckMailRoute, ConfirmAddressRoute, DataRoute, ForgotPasswordRoute, LeavingRoute, PrivacyRoute, ProfileRoute,
        RegisterRoute, ResetPasswordRoute, SecurityRoute, SignInRoute, TermsRoute, UndoAddressRoute, VerifyEmailRoute,
        WelcomeRoute,
    },
    admin::pages::reports::ReportsRoute,
    analytics::pages::{AnalyticsRoute, SiteAnalyticsRoute},
    contacts::pages::{audience::AudienceRoute, messages::MessagesRoute},
    media::pages::library::MediaRoute,
    page,
    sites::pages::{builder::BuilderRoute, list::SitesRoute, new::NewSiteRoute},
    workspaces::pages::{
        ActivityRoute, ChooseRoute, ColumnsRoute, InvitationRoute, InviteRoute, MembersRoute, NewRoleRoute,
        NewTaskRoute, NewWorkspaceRoute, OwnershipRoute, RoleRoute, RolesRoute, SettingsRoute, TaskRoute, TasksRoute,
    },
};

page!(
    /// `/dev/ui`: every component in every state.
    pub GalleryRoute, crate::ui::Gallery
);

/// Every page of the application.
#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/") view={Lazy::<WelcomeRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/sign-in") view={Lazy::<SignInRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/register") view={Lazy::<RegisterRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/check-mail") view={Lazy::<CheckMailRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/verify-email") view={Lazy::<VerifyEmailRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/forgot-password") view={Lazy::<ForgotPasswordRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/reset-password") view={Lazy::<ResetPasswordRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/account") view={Lazy::<ProfileRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/account/confirm-address") view={Lazy::<ConfirmAddressRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/account/data") view={Lazy::<DataRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/account/leaving") view={Lazy::<LeavingRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/account/undo-address") view={Lazy::<UndoAddressRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/account/security") view={Lazy::<SecurityRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/admin/reports") view={Lazy::<ReportsRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/terms") view={Lazy::<TermsRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/privacy") view={Lazy::<PrivacyRoute>::new()} ssr=SsrMode::Async />
            // In production the server knows no address under `/dev`.
            <Route path=path!("/dev/ui") view={Lazy::<GalleryRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/invitations/:token") view={Lazy::<InvitationRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/ownership") view={Lazy::<OwnershipRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/w") view={Lazy::<ChooseRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/w/new") view={Lazy::<NewWorkspaceRoute>::new()} ssr=SsrMode::Async />
            <ParentRoute path=path!("/w/:workspace") view=WorkspaceLayout ssr=SsrMode::Async>
                <Route path=path!("") view={Lazy::<HomeRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("activity") view={Lazy::<ActivityRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("analytics") view={Lazy::<AnalyticsRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("audience") view={Lazy::<AudienceRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("messages") view={Lazy::<MessagesRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("media") view={Lazy::<MediaRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("members") view={Lazy::<MembersRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("members/invite") view={Lazy::<InviteRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings") view={Lazy::<SettingsRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/roles") view={Lazy::<RolesRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/roles/new") view={Lazy::<NewRoleRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/roles/:role") view={Lazy::<RoleRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("sites") view={Lazy::<SitesRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("sites/new") view={Lazy::<NewSiteRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("sites/:site") view={Lazy::<BuilderRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("sites/:site/analytics") view={Lazy::<SiteAnalyticsRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("tasks") view={Lazy::<TasksRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("tasks/new") view={Lazy::<NewTaskRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("tasks/columns") view={Lazy::<ColumnsRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("tasks/:task") view={Lazy::<TaskRoute>::new()} ssr=SsrMode::Async />
                <Route path=path!("*any") view={Lazy::<PageNotFoundRoute>::new()} ssr=SsrMode::Async />
            </ParentRoute>
        </Routes>
    }
}
