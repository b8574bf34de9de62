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
        CheckMailRoute, ConfirmAddressRoute, ConfirmRoute, DataRoute, FinishRegistrationRoute, ForgotPasswordRoute,
        KeepTwoFactorRoute, LeavingRoute, PrivacyRoute, ProfileRoute, RegisterRoute, ResetPasswordRoute,
        SecondStepRoute, SecurityRoute, SignInLinkRoute, SignInMailRoute, SignInRoute, TermsRoute, TwoFactorRoute,
        UndoAddressRoute, VerifyEmailRoute, WelcomeRoute,
    },
    admin::pages::{
        audit::AuditRoute, csp::BrowserReportsRoute, flags::FlagsRoute, frame::StaffLayout, home::StaffHomeRoute,
        notices::NoticesRoute, reports::ReportsRoute, threats::ThreatsRoute, user::UserRoute, users::UsersRoute,
        visits::VisitsRoute, workspace::WorkspaceRoute, workspaces::WorkspacesRoute,
    },
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
            <Route path=path!("/sign-in/code") view={Lazy::<SecondStepRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/sign-in/mail") view={Lazy::<SignInMailRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/sign-in/link") view={Lazy::<SignInLinkRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/confirm") view={Lazy::<ConfirmRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/keep-two-factor") view={Lazy::<KeepTwoFactorRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/register") view={Lazy::<RegisterRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/register/finish") view={Lazy::<FinishRegistrationRoute>::new()} ssr=SsrMode::Async />
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
            <Route path=path!("/account/security/two-factor") view={Lazy::<TwoFactorRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("/account/visits") view={Lazy::<VisitsRoute>::new()} ssr=SsrMode::Async />
            <StaffRoutes/>
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

/// The pages of the platform's own people.
#[component(transparent)]
fn StaffRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/admin") view=StaffLayout ssr=SsrMode::Async>
            <Route path=path!("") view={Lazy::<StaffHomeRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("reports") view={Lazy::<ReportsRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("users") view={Lazy::<UsersRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("users/:user") view={Lazy::<UserRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("workspaces") view={Lazy::<WorkspacesRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("workspaces/:workspace") view={Lazy::<WorkspaceRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("audit") view={Lazy::<AuditRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("threats") view={Lazy::<ThreatsRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("browser-reports") view={Lazy::<BrowserReportsRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("flags") view={Lazy::<FlagsRoute>::new()} ssr=SsrMode::Async />
            <Route path=path!("announcements") view={Lazy::<NoticesRoute>::new()} ssr=SsrMode::Async />
        </ParentRoute>
    }
    .into_inner()
}
