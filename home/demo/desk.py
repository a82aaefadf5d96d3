"""Versions waiting on the desk, one in each state that a moderator meets."""

from datetime import date, timedelta

from django.utils import timezone
from wagtail.models import Page, WorkflowState

from clusters.enums import ProposalKind
from clusters.models import Cluster, Indicator, Proposal
from cms.desk.pages import PageQueue
from cms.enums import Priority
from cms.models import ModerationTaskState, User
from home.demo.context import DemoContext
from home.demo.story import paragraphs
from home.models import NewsPage
from library.models import LegalActPage, LibraryItemPage

CHECKED_ON = date(2012, 12, 3)
CHECKED = "Сверено с источником при подготовке демонстрации."
RETURNED = "Укажите источник: из какого документа взяты дата и сумма?"
NEW_TITLE = "Как редакция попадает на стол модератора"
NEW_LEAD = "Учебная новость: показывает первую публикацию, которую ещё никто не одобрил."
NEW_BODY = """\
Редактор пишет текст и отправляет его на модерацию. Модератор раздела видит редакцию на своём \
столе: кто её прислал, когда и к какому сроку нужно решение.
Собственную редакцию одобрить нельзя: решение принимает второй человек. Возврат требует причины, \
и автор читает её в форме страницы."""


def load(context: DemoContext) -> None:
    """Submit changes of demonstration pages, unless anything was ever submitted here."""
    if WorkflowState.objects.exists():
        context.say("0 versions on the desk")
        return
    accounts = {user.username: user for user in User.objects.filter(is_superuser=False)}
    editor, legal, moderator = (accounts[name] for name in ("editor", "legal", "moderator"))
    news = list(NewsPage.objects.filter(locale=context.locales["ru"]).order_by("slug")[:2])
    items = LibraryItemPage.objects.filter(locale=context.locales["ru"]).order_by("slug")[:2]
    acts = LegalActPage.objects.filter(locale=context.locales["ru"]).order_by("slug")[:2]

    _submit(_new_page(context, editor), editor, waits=timedelta(hours=3))
    _submit(_checked(news[0], editor), editor, waits=timedelta(days=1))
    returned = _submit(_checked(news[1], editor), editor, waits=timedelta(days=2))
    returned.reject(user=moderator, comment=RETURNED)

    overdue = _submit(_checked(items[0], editor), editor, waits=timedelta(days=6))
    overdue.priority = Priority.HIGH
    overdue.save(update_fields=["priority"])
    claimed = _submit(_checked(items[1], editor), editor, waits=timedelta(hours=20))
    PageQueue().claim(moderator, str(claimed.pk))

    _propose(accounts["representative"])
    _submit(_checked(acts[0], editor), editor, waits=timedelta(days=2))
    first_step = _submit(_checked(acts[1], editor), editor, waits=timedelta(days=2))
    first_step.approve(user=legal, comment="Реквизиты проверены.")
    context.say("7 versions on the desk")


def _propose(representative: User) -> None:
    """What a representative proposes: a corrected figure and a new member."""
    cluster = Cluster.objects.filter(representatives__user=representative).first()
    indicator = Indicator.objects.filter(slug="employees").first()
    if cluster is None or indicator is None:
        return
    for kind, content in (
        (
            ProposalKind.FIGURE,
            {
                "indicator": str(indicator.pk),
                "year": "2013",
                "value": "9850",
                "source_ru": "Демонстрация: отчёт кластера за 2013 год",
                "source_en": "Demonstration: report of the cluster for 2013",
                "reason": "Уточнено по годовому отчёту",
            },
        ),
        (
            ProposalKind.MEMBER,
            {
                "name_ru": "Центр доклинических исследований (демо)",
                "name_en": "Centre for Preclinical Studies (demo)",
                "organisation_kind": "research",
                "role": "member",
                "since": "2013-09-01",
                "source": "Протокол общего собрания (демо)",
            },
        ),
    ):
        Proposal.objects.create(
            cluster=cluster, kind=kind, content=content, proposed_by=representative
        )


def _new_page(context: DemoContext, editor: User) -> NewsPage:
    """A piece of news that was never published."""
    page = NewsPage(
        slug="kak-redakciya-popadaet-na-stol",
        title=NEW_TITLE,
        lead=NEW_LEAD,
        body=paragraphs(NEW_BODY.splitlines()),
        published_on=CHECKED_ON,
        owner=editor,
        live=False,
        has_unpublished_changes=True,
        is_demo=True,
        locale=context.locales["ru"],
    )
    context.section("news", "ru").add_child(instance=page)
    page.save_revision(user=editor, log_action=True)
    return page


def _checked(page: Page, editor: User) -> Page:
    """A new version of a live page: checked against its source on a date."""
    page.verified_on = CHECKED_ON
    page.sources = "\n".join(filter(None, [page.sources, CHECKED]))
    page.save_revision(user=editor, log_action=True)
    return page


def _submit(page: Page, editor: User, *, waits: timedelta) -> ModerationTaskState:
    """Send the newest version to the desk as if it had been waiting for some time."""
    page.refresh_from_db()
    workflow_state = page.get_workflow().start(page, editor)
    state = workflow_state.current_task_state.specific
    started_at = timezone.now() - waits
    ModerationTaskState.objects.filter(pk=state.pk).update(
        started_at=started_at, due_at=started_at + timedelta(days=state.task.specific.due_days)
    )
    state.refresh_from_db()
    return state
