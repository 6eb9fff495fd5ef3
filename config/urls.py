"""Every door of the house."""

from django.urls import include, path

from config import languages, views

handler500 = "config.errors.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("language/", languages.choose, name="language"),
    path("session/", views.session, name="session"),
    path("accounts/", include("accounts.sign_in_urls")),
    path("invitation/client/", include("clients.invitation_urls")),
    path("", include("accounts.urls")),
    path("clients/", include("clients.urls")),
    path("", include("plans.urls")),
    path("", include("goals.urls")),
    path("", include("notes.urls")),
    path("", include("measures.urls")),
    path("", include("exchange.urls")),
    path("library/", include("library.urls")),
    path("templates/", include("builder.urls")),
    path("", include("caseload.urls")),
    path("", include("audits.urls")),
    path("me/", include("portal.urls")),
]
