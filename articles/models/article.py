from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from ..issue_text.body import blocks_of
from ..issue_text.document import Block
from ..issue_text.labels import page_phrase, same_label
from ..issue_text.length import length_of
from .author import Author
from .issue import Issue, Page, public_page
from .short_code import code_of

#: Beyond every place and sequence in use, within what a small integer holds.
_ASIDE = 16_000


class ArticleQuerySet(models.QuerySet):
    def published(self):
        """Articles with at least one part on a page that readers may see."""
        return self.filter(Exists(Part.objects.published().filter(article=OuterRef("pk"))))

    def visible_to(self, user):
        return self if user.has_perm("articles.view_article") else self.published()

    def opening_to(self, user):
        """Articles whose beginning this visitor may see: it is what tells of their column, series and tags."""
        return self.filter(Exists(Part.objects.openings_to(user).filter(article=OuterRef("pk"))))


class Article(models.Model):
    """One story of an issue. Its text lies in its parts, one on each page it runs over."""

    # Foreign keys that begin a unique constraint need no index of their own.
    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), on_delete=models.CASCADE, related_name="articles", db_index=False
    )
    number = models.PositiveIntegerField(
        _("number"), editable=False, help_text=_("Permanent within the issue; the article's address.")
    )
    kicker = models.CharField(_("kicker (引题)"), max_length=500, blank=True)
    headline = models.CharField(_("headline (主题)"), max_length=500, blank=True)
    deck = models.CharField(_("deck (副题)"), max_length=500, blank=True, help_text=_("Without its leading dash."))
    column = models.CharField(_("column (栏目)"), max_length=100, blank=True)
    series = models.CharField(_("series (系列)"), max_length=200, blank=True)
    series_number = models.PositiveIntegerField(_("number in the series"), null=True, blank=True)
    byline = models.CharField(
        _("byline as printed"), max_length=500, blank=True, help_text=_("Such as 本报讯（记者 甲 乙）.")
    )
    dateline = models.CharField(_("dateline (电头)"), max_length=200, blank=True)
    source = models.CharField(
        _("reprinted from"), max_length=200, blank=True, help_text=_("The other paper or agency, without 《》.")
    )
    authors = models.ManyToManyField(Author, through="Byline", related_name="articles", verbose_name=_("authors"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("begun by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who wrote it at the desk; nobody, where it was imported."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    tags = TaggableManager(verbose_name=_("tags"), blank=True)
    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["issue", "number"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="one_article_per_number"),
        ]
        indexes = [
            models.Index(fields=["column"], name="article_column"),
            models.Index(fields=["series"], name="article_series"),
        ]
        permissions = [("change_any_article", "Can change the articles of others")]

    def __str__(self):
        return self.headline or str(_("(no headline)"))

    def save(self, **kwargs):
        if self.number is None:
            (self.number,) = self.issue.take_article_numbers([None])
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("article", args=[self.issue.newspaper.slug, self.issue.key, self.number])

    @property
    def short_code(self) -> str:
        """The article's code in print: kmt12x."""
        return code_of(self.issue_id, self.number)


class FormerNumber(models.Model):
    """A number that an article had before it turned out to be the continuation of another.

    Addresses are permanent, so the old one leads to the article it became part of.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="former_numbers")
    number = models.PositiveIntegerField()
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_numbers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="one_article_per_former_number"),
        ]

    def __str__(self):
        return f"{self.number} → {self.article_id}"


class PartQuerySet(models.QuerySet):
    def published(self):
        return self.filter(public_page("page__"))

    def visible_to(self, user):
        return self if user.has_perms(["articles.view_article", "articles.view_issue"]) else self.published()

    def openings_to(self, user):
        """The parts with which articles begin, as far as this visitor may see them: one of each article."""
        return self.visible_to(user).filter(sequence=1)

    def open_jumps(self):
        """Parts that name a page on which their continuation has not been found, or come from one."""
        return self.filter(~Q(continues_on="") | ~Q(continued_from=""))

    def step_aside(self, *fields):
        """Free these parts' ``position`` or ``sequence``, before each is given a new one."""
        return self.update(**{field: F(field) + _ASIDE for field in fields})


class Part(models.Model):
    """An article's text on one page.

    Jump lines are not stored: they follow from the parts before and after. A
    part whose other end has not been found yet keeps the label it names in
    ``continues_on`` or ``continued_from``; once found, both are empty.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="parts", db_index=False
    )
    sequence = models.PositiveSmallIntegerField(
        _("part"), default=1, help_text=_("1 where the story begins, 2 where it goes on.")
    )
    # A page takes no text along: its stories are deleted as stories, or moved, before it goes.
    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.RESTRICT, related_name="parts", db_index=False
    )
    position = models.PositiveSmallIntegerField(_("place on the page"))
    kicker = models.CharField(_("kicker of the continuation"), max_length=500, blank=True)
    headline = models.CharField(
        _("headline of the continuation"),
        max_length=500,
        blank=True,
        help_text=_("As printed above a continuation; empty on the first part."),
    )
    deck = models.CharField(_("deck of the continuation"), max_length=500, blank=True)
    body = models.TextField(_("text"), blank=True)
    characters = models.PositiveIntegerField(_("characters"), default=0, editable=False)
    continues_on = models.CharField(
        _("goes on on page"), max_length=20, blank=True, help_text=_("Only while that page has not been found: 2, A2.")
    )
    continued_from = models.CharField(_("comes from page"), max_length=20, blank=True)
    source_line = models.PositiveIntegerField(_("line of the source"), default=0, editable=False)
    # What the last import's file said, and what it stored: from them a later import sees who changed what.
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    stored_digest = models.CharField(max_length=64, blank=True, editable=False)
    # On which page that file had it, and which pages its jump marks named.
    source_page = models.CharField(max_length=20, blank=True, editable=False)
    source_out = models.CharField(max_length=20, blank=True, editable=False)
    source_in = models.CharField(max_length=20, blank=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["article", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["article", "sequence"], name="one_part_per_sequence"),
            models.UniqueConstraint(
                fields=["page", "position"],
                name="one_part_per_place",
                violation_error_message=_("Another article has this place on the page."),
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="parts_count_from_one"),
        ]

    def __str__(self):
        return f"{self.article}（{self.sequence}）"

    def save(self, *, update_fields=None, **kwargs):
        if update_fields is None and "body" not in self.get_deferred_fields():
            self.measure()
        elif update_fields is not None and "body" in update_fields:
            self.measure()
            update_fields = {*update_fields, "characters"}
        super().save(update_fields=update_fields, **kwargs)

    def measure(self) -> None:
        """Bring ``characters`` up to date; ``save`` does, writing many rows at once does not."""
        self.characters = length_of(self.body)

    def clean(self):
        if self.page_id and self.article_id and self.page.issue_id != self.article.issue_id:
            raise ValidationError({"page": _("This page belongs to another issue than the article.")})
        for name in ("continues_on", "continued_from"):
            label = getattr(self, name)
            if label and self.page_id and same_label(label, self.page.label):
                raise ValidationError({name: _("A jump leads to another page than its own.")})

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks_of(self.body)

    def jump_out(self, following: "Part | None") -> str:
        """「下转第二版」 under this part, given the part that follows; empty where the story ends."""
        label = following.page.label if following else self.continues_on
        return f"下转{page_phrase(label, self._chinese_jumps)}" if label else ""

    def jump_in(self, previous: "Part | None") -> str:
        """「上接第一版」 above this part, given the part before; empty where the story begins."""
        label = previous.page.label if previous else self.continued_from
        return f"上接{page_phrase(label, self._chinese_jumps)}" if label else ""

    @property
    def _chinese_jumps(self) -> bool:
        return self.page.issue.newspaper.chinese_jumps


class Byline(models.Model):
    """An author's place in an article's byline, with the printed role (记者, 通讯员, 摄影 …)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, verbose_name=_("author"), on_delete=models.PROTECT, related_name="bylines")
    role = models.CharField(_("role"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.role} {self.author}".strip()
