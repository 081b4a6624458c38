from urllib.parse import urlsplit

from django.conf import settings
from django.urls import path, register_converter

from . import views
from .views.issue_key import IssueKeyConverter

register_converter(IssueKeyConverter, "issue_key")

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("offline/", views.offline, name="offline"),
    path("pictures/<int:width>/<path:name>.<slug:form>", views.picture, name="picture"),
    path("authors/<int:pk>/", views.author, name="author"),
    path("a/<slug:code>/", views.short_code, name="short_code"),
    path("a/<slug:code>.svg", views.qr, name="qr"),
    path("<slug:newspaper>/", views.newspaper, name="newspaper"),
    path("<slug:newspaper>/<issue_key:key>/", views.issue, name="issue"),
    path("<slug:newspaper>/<issue_key:key>/offline.json", views.offline_issue, name="offline_issue"),
    path("<slug:newspaper>/<issue_key:key>/article/<int:number>/", views.article, name="article"),
    path("<slug:newspaper>/<issue_key:key>/article/<int:number>/cite.<slug:form>", views.citation, name="citation"),
    path("<slug:newspaper>/<issue_key:key>/article/<int:number>/report/", views.report, name="report"),
    path("<slug:newspaper>/<issue_key:key>/article/<int:number>/report/sent/", views.report_sent, name="report_sent"),
    path("<slug:newspaper>/<issue_key:key>/article/<int:number>/card.jpg", views.article_card, name="article_card"),
    path("<slug:newspaper>/<issue_key:key>/<str:label>/", views.page, name="page"),
    path("<slug:newspaper>/<issue_key:key>/<str:label>/card.jpg", views.page_card, name="page_card"),
]

# An address with a host is somebody else's to answer.
if not urlsplit(settings.MEDIA_URL).netloc:
    urlpatterns.insert(0, path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", views.media, name="media"))
