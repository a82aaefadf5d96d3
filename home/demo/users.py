"""Accounts of the demonstration. They exist under development settings only."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from clusters.services.representatives import PREFIX
from cms.models import User
from cms.sections import SECTIONS
from platforms.services.moderators import PREFIX as PLATFORM

if TYPE_CHECKING:
    from home.demo.context import DemoContext

PASSWORD = "pleiada-demo"  # noqa: S105 -- printed at every start of the demonstration


@dataclass(frozen=True)
class Account:
    """An account named after what it is for; `purpose` is printed beside it."""

    username: str
    first_name: str
    last_name: str
    groups: tuple[str, ...] = ()
    purpose: str = ""


ACCOUNTS = (
    Account(
        "editor",
        "Редактор",
        "Демонстрационный",
        tuple(f"editors-{slug}" for slug in SECTIONS),
        "writes and submits pages of every section",
    ),
    Account(
        "moderator",
        "Модератор",
        "Демонстрационный",
        (
            *(f"moderators-{slug}" for slug in SECTIONS),
            "legal-editors",
            "platform-specialists",
        ),
        "compares, approves and returns what editors submit",
    ),
    Account(
        "legal",
        "Юрист",
        "Демонстрационный",
        ("legal-editors",),
        "writes legal acts and reads them before the moderator",
    ),
    Account(
        "specialist",
        "Специалист",
        "Демонстрационный",
        ("platform-specialists",),
        "writes platform pages and reads them before the moderator",
    ),
    Account(
        "representative",
        "Представитель",
        "Демонстрационный",
        (f"{PREFIX}obninsk-pharma",),
        "keeps the passport of one cluster and proposes its figures",
    ),
    Account(
        "coordinator",
        "Координатор",
        "Демонстрационный",
        (f"{PLATFORM}supercomputing",),
        "keeps the page of one technology platform and moderates its discussions",
    ),
    Account(
        "admin",
        "Администратор",
        "Демонстрационный",
        ("administrators",),
        "keeps accounts, settings and registers",
    ),
    Account("secretary", "Секретарь", "Демонстрационный"),
    Account("expert01", "Эксперт", "Демонстрационный"),
    Account("applicant", "Заявитель", "Демонстрационный"),
    Account("participant", "Участник", "Демонстрационный"),
)


def load(context: "DemoContext") -> None:
    """Make the accounts that are missing; existing ones, their passwords and groups stay."""
    groups = {group.name: group for group in Group.objects.all()}
    known = set(User.objects.values_list("username", flat=True))
    password = make_password(PASSWORD)
    new = [account for account in ACCOUNTS if account.username not in known]
    for account in new:
        user = User.objects.create(
            username=account.username,
            first_name=account.first_name,
            last_name=account.last_name,
            email=f"{account.username}@example.org",
            password=password,
        )
        user.groups.set(groups[name] for name in account.groups)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    context.say(f"{len(new)} accounts")
