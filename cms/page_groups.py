"""Groups of people who edit one page and no other, in all its languages."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.roles import ADD_MEDIA


def new_group(name: str) -> Group:
    """The group of that name, with the right to enter the office and to upload files."""
    group, _made = Group.objects.get_or_create(name=name[:150])
    group.permissions.add(_permission("wagtailadmin.access_admin"))
    root = Collection.get_first_root_node()
    for media in ADD_MEDIA:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=_permission(media)
        )
    return group


def let_edit(group: Group, page: Page) -> None:
    """Give the group the right to write drafts of the page and submit them; safe to run again."""
    change = Permission.objects.get(
        content_type__app_label="wagtailcore", content_type__model="page", codename="change_page"
    )
    GroupPagePermission.objects.get_or_create(group=group, page=Page(pk=page.pk), permission=change)


def _permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
