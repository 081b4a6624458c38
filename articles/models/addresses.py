"""Addresses are permanent: whatever an address was made of, its former value leads to the present one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeepsAddresses(models.Model):
    """A model whose ``address_fields`` are part of an address; a change of them is told to ``_remember_address``."""

    address_fields: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *, update_fields=None, **kwargs):
        former, written = self._former_address(update_fields), self._address(update_fields)
        super().save(update_fields=update_fields, **kwargs)
        self._stored_address = self._known_address() | written
        if former:
            self._remember_address(**former)

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._stored_address = row._address()
        return row

    def refresh_from_db(self, using=None, fields=None, **kwargs):
        # Called for a field that was not fetched at first, too.
        super().refresh_from_db(using, fields, **kwargs)
        self._stored_address = self._known_address() | self._address(fields)

    def _address(self, fields=None) -> dict:
        """The values that make the address, of those ``fields``, as far as they were fetched or given."""
        names = (name for name in self.address_fields if name in vars(self))
        if fields is not None:
            names = (name for name in names if name in fields or name.removesuffix("_id") in fields)
        return {name: getattr(self, name) for name in names}

    def _known_address(self) -> dict:
        """The values as they are stored, as far as this row knows."""
        return getattr(self, "_stored_address", {})

    def _former_address(self, update_fields) -> dict | None:
        """The stored address, if it will be another one when these fields are saved."""
        known, wanted = self._known_address(), self._address(update_fields)
        if self._state.adding or wanted.items() <= known.items():
            return None
        if len(known) < len(self.address_fields):
            known = type(self)._base_manager.values(*self.address_fields).get(pk=self.pk)
        return None if wanted.items() <= known.items() else known

    def _remember_address(self, **former) -> None:
        raise NotImplementedError


class FormerSlug(models.Model):
    """A newspaper's address before it was changed."""

    newspaper = models.ForeignKey("Newspaper", on_delete=models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(_("address"), unique=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return f"{self.slug} → {self.newspaper_id}"


class FormerDay(models.Model):
    """The day and edition under which an issue was found before they were corrected."""

    issue = models.ForeignKey("Issue", on_delete=models.CASCADE, related_name="former_days")
    newspaper = models.ForeignKey("Newspaper", on_delete=models.CASCADE, related_name="+", db_index=False)
    date = models.DateField(_("date"))
    edition = models.CharField(_("extra edition"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("former day")
        verbose_name_plural = _("former days")
        constraints = [
            models.UniqueConstraint(fields=["newspaper", "date", "edition"], name="one_issue_per_former_day"),
        ]

    def __str__(self):
        return f"{self.date} {self.edition} → {self.issue_id}"


class FormerLabel(models.Model):
    """A page's label before it was changed."""

    issue = models.ForeignKey("Issue", on_delete=models.CASCADE, related_name="former_labels", db_index=False)
    label = models.CharField(_("label"), max_length=20)
    page = models.ForeignKey("Page", on_delete=models.CASCADE, related_name="former_labels")

    class Meta:
        verbose_name = _("former label")
        verbose_name_plural = _("former labels")
        constraints = [
            models.UniqueConstraint(fields=["issue", "label"], name="one_page_per_former_label"),
        ]

    def __str__(self):
        return f"{self.label} → {self.page_id}"


class FormerAuthor(models.Model):
    """An author who turned out to be another one: the former address, and the name that it was known by.

    The name leads on too, where a file or an old version brings it again.
    """

    author = models.ForeignKey("Author", on_delete=models.CASCADE, related_name="former_authors")
    number = models.PositiveBigIntegerField(_("former address"), unique=True)
    name = models.CharField(
        _("name"), max_length=100, blank=True, db_index=True, help_text=_("Empty where it was several people’s.")
    )
    distinction = models.CharField(_("distinction"), max_length=60, blank=True)
    institution = models.BooleanField(_("institution"), default=False)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self):
        return f"{self.number} {self.name} → {self.author_id}"
