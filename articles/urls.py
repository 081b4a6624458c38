from urllib.parse import urlsplit

from django.conf import settings
from django.urls import path, register_converter

from . import views
from .views.calendar_keys import DayOfYearConverter, MonthConverter, YearConverter
from .views.issue_key import IssueKeyConverter
from .views.name_key import NameConverter, TagSlugConverter

register_converter(IssueKeyConverter, "issue_key")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(DayOfYearConverter, "day_of_year")
register_converter(NameConverter, "name")
register_converter(TagSlugConverter, "tag_slug")

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("offline/", views.offline, name="offline"),
    path("pictures/<int:width>/<path:name>.<slug:form>", views.picture, name="picture"),
    path("authors/", views.authors, name="authors"),
    path("authors/<int:pk>/", views.author, name="author"),
    path("tags/", views.tags, name="tags"),
    path("tags/<tag_slug:slug>/", views.tag, name="tag"),
    path("a/<slug:code>/", views.short_code, name="short_code"),
    path("a/<slug:code>.svg", views.qr, name="qr"),
    path("<slug:newspaper>/", views.newspaper, name="newspaper"),
    path("<slug:newspaper>/<year:year>/", views.year, name="year"),
    path("<slug:newspaper>/<month:month>/", views.month, name="month"),
    path("<slug:newspaper>/on/<day_of_year:day>/", views.on_this_day, name="on_this_day"),
    path("<slug:newspaper>/columns/", views.columns, name="columns"),
    path("<slug:newspaper>/columns/<name:name>/", views.column, name="column"),
    path("<slug:newspaper>/series/", views.all_series, name="all_series"),
    path("<slug:newspaper>/series/<name:name>/", views.series, name="series"),
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
