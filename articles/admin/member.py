"""The people of the desk and their groups: Django's own forms, with the desk's record."""

import django.contrib.auth.admin as stock
from django.contrib import admin
from django.contrib.auth.models import Group, User

from .recording import Recorded

admin.site.unregister([User, Group])


@admin.register(User)
class UserAdmin(Recorded, stock.UserAdmin):
    readonly_fields = ["last_login", "date_joined"]


@admin.register(Group)
class GroupAdmin(Recorded, stock.GroupAdmin):
    pass
