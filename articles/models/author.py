from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from pypinyin import Style, lazy_pinyin


def propose_sort_key(name: str) -> str:
    """Pinyin of a name, to sort by. Only a proposal: surnames such as 单 and 仇 come out wrong."""
    return " ".join(lazy_pinyin(name, style=Style.NORMAL)).lower()[:100]


class AuthorQuerySet(models.QuerySet):
    def sounding(self, letters: str):
        """Those whose pinyin begins with these ASCII letters, syllables whole or cut: 徐贺 is found by xuhe and xh."""
        return self.filter(sort_key__iregex="^" + "([^ ]* )?".join(letters))


class Author(models.Model):
    """Who wrote, photographed or drew: a person, or an institution such as 新华社.

    Two people may share a name; ``distinction`` keeps them apart (体育部).
    """

    name = models.CharField(_("name"), max_length=100)
    distinction = models.CharField(
        _("distinction"), max_length=60, blank=True, help_text=_("Tells namesakes apart, such as 体育部.")
    )
    institution = models.BooleanField(
        _("institution"), default=False, help_text=_("Such as 新华社 or 本报评论员: not a person.")
    )
    sort_key = models.CharField(
        _("sorts as"),
        max_length=100,
        blank=True,
        help_text=_("Pinyin; proposed from the name, correct it where wrong."),
    )
    about = models.TextField(_("about"), blank=True)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["sort_key", "name", "distinction"]
        permissions = [
            ("merge_author", "Can merge authors"),
            ("count_author", "Can count the articles of authors"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "institution", "distinction"],
                name="one_author_per_name_and_distinction",
                violation_error_message=_("There is an author of this name; tell the two apart by the distinction."),
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.distinction}）" if self.distinction else self.name

    def save(self, **kwargs):
        self.sort_key = self.sort_key or propose_sort_key(self.name)
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("author", args=[self.pk])


class DistinctAuthors(models.Model):
    """Two authors of whom somebody said that they are not one person, so that nobody is asked again."""

    one = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_answer_per_two_authors"),
            # Each pair has one order, so that it is stored once.
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="distinct_authors_in_order"),
        ]

    def __str__(self):
        return f"{self.one_id} ≠ {self.other_id}"
