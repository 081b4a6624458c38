from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Article, Author, Byline
from .base import NOTHING, DeskAdmin, changelist_link, count_of


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    list_display = ["name", "distinction", "institution", "sort_key", "article_count"]
    list_filter = ["institution"]
    search_fields = ["name", "distinction", "sort_key"]
    fields = [("name", "distinction"), "institution", "sort_key", "about", "article_count"]
    readonly_fields = ["article_count"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(n_articles=count_of(Byline, "author", "article"))

    @admin.display(description=_("articles"), ordering="n_articles")
    def article_count(self, author):
        return changelist_link(Article, author.n_articles, authors__id__exact=author.pk) if author.pk else NOTHING
