"""Accounts, registers, images and documents."""

import factory
import wagtail_factories
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from wagtail.models import Collection

from cms.models import Organisation, PortalDocument, PortalImage, Region, Topic, User

PASSWORD = "correct-horse-battery"


class UserFactory(DjangoModelFactory):
    """An account; `groups=["editors-news"]` puts it into groups that exist."""

    class Meta:
        model = User
        django_get_or_create = ("username",)
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    first_name = "Name"
    last_name = factory.Sequence(lambda number: f"Surname {number}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def groups(self, create, extracted, **kwargs):
        """Put the account into the groups of these names."""
        from django.contrib.auth.models import Group

        for name in extracted or ():
            self.groups.add(Group.objects.get(name=name))


class RegionFactory(DjangoModelFactory):
    """A region with a code no real subject has."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = factory.Sequence(
        lambda number: (
            f"RU-{chr(65 + number // 676 % 26)}{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}"
        )
    )
    okato = factory.Sequence(lambda number: f"{number:011}")
    federal_district = "central"
    name_ru = factory.Sequence(lambda number: f"Область {number}")
    name_en = factory.Sequence(lambda number: f"Region {number}")
    capital_ru = "Столица"
    capital_en = "Capital"


class TopicFactory(DjangoModelFactory):
    """A topic without a parent."""

    class Meta:
        model = Topic
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"topic-{number}")
    name_ru = factory.Sequence(lambda number: f"Тема {number}")
    name_en = factory.Sequence(lambda number: f"Topic {number}")


class OrganisationFactory(DjangoModelFactory):
    """An organisation."""

    class Meta:
        model = Organisation
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"organisation-{number}")
    name_ru = factory.Sequence(lambda number: f"Организация {number}")
    name_en = factory.Sequence(lambda number: f"Organisation {number}")


class PortalImageFactory(wagtail_factories.ImageFactory):
    """An image described in both languages."""

    class Meta:
        model = PortalImage

    collection = factory.LazyFunction(Collection.get_first_root_node)
    alt_ru = "Серый прямоугольник"
    alt_en = "Grey rectangle"


class PortalDocumentFactory(wagtail_factories.DocumentFactory):
    """A document; each has other bytes, so no two are duplicates."""

    class Meta:
        model = PortalDocument

    collection = factory.LazyFunction(Collection.get_first_root_node)
    file = factory.LazyAttributeSequence(
        lambda document, number: ContentFile(f"text {number}".encode(), name=f"text-{number}.txt")
    )
