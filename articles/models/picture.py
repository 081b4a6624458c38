import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .article import Article
from .storage import ContentImageField, picture_path
from .uploads import check_photograph, check_uploads

_FRACTION = [MinValueValidator(0), MaxValueValidator(1)]


class Picture(models.Model):
    """A photograph or drawing of an article.

    The text places it by ``![](name)``; one that the text does not place stands
    above it. The image may be missing: papers deliver captions before pictures.
    """

    article = models.ForeignKey(Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="pictures")
    name = models.CharField(_("name"), max_length=200, help_text=_("By which the text places it: ![](name)"))
    image = ContentImageField(
        _("image"), upload_to=picture_path, blank=True, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    caption = models.CharField(_("caption"), max_length=1000, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Such as 甲 摄."))
    alt = models.CharField(
        _("alternative text"), max_length=500, blank=True, help_text=_("What is to be seen, for those who cannot.")
    )
    focal_x = models.FloatField(_("focal point, across"), default=0.5, validators=_FRACTION)
    focal_y = models.FloatField(_("focal point, down"), default=0.5, validators=_FRACTION)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "name"],
                name="one_picture_per_name",
                violation_error_message=_("This article already has a picture of this name."),
            ),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="focal_point_within_the_picture"
            ),
        ]

    def __str__(self):
        return self.caption or self.name

    def clean(self):
        if re.search(r"[()\n]", self.name):
            raise ValidationError({"name": _("A picture’s name has no brackets, since the text names it between two.")})
        check_uploads(self, image=check_photograph)
