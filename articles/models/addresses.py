"""Addresses are permanent: whatever an address was made of, its former value leads to the present one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeepsAddresses(models.Model):
    """A model whose ``address_fields`` are part of an address; a change of them is told to ``_remember_address``."""

    address_fields: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, **kwargs):
        before = getattr(self, "_stored_address", None)
        super().save(**kwargs)
        self._stored_address = self._address()
        if before and self._stored_address and before != self._stored_address:
            self._remember_address(**before)

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._stored_address = row._address()
        return row

    def _address(self) -> dict | None:
        """The values that make the address; None where one of them was not fetched, and so not changed."""
        known = vars(self)
        if any(name not in known for name in self.address_fields):
            return None
        return {name: known[name] for name in self.address_fields}

    def _remember_address(self, **former) -> None:
        raise NotImplementedError


class FormerSlug(models.Model):
    """A newspaper's address before it was changed."""

    newspaper = models.ForeignKey("Newspaper", on_delete=models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(_("address"), unique=True)

    def __str__(self):
        return f"{self.slug} → {self.newspaper_id}"


class FormerDay(models.Model):
    """The day and edition under which an issue was found before they were corrected."""

    issue = models.ForeignKey("Issue", on_delete=models.CASCADE, related_name="former_days")
    newspaper = models.ForeignKey("Newspaper", on_delete=models.CASCADE, related_name="+", db_index=False)
    date = models.DateField(_("date"))
    edition = models.CharField(_("extra edition"), max_length=20, blank=True)

    class Meta:
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
        constraints = [
            models.UniqueConstraint(fields=["issue", "label"], name="one_page_per_former_label"),
        ]

    def __str__(self):
        return f"{self.label} → {self.page_id}"
