"""The main job end to end: editors write, a moderator approves on the desk, readers find.

One story in a real browser, signed in through the real form, with nothing prepared but the empty
portal, three accounts and one organisation in the register.
"""

import pytest
from django.utils.timezone import localdate

from library.enums import ActKind, ItemKind, Licence
from tests.factories.foundation import PASSWORD, OrganisationFactory
from tests.library.items.corpus import pdf

ACT_TITLE = "О поддержке фотонных кластеров"
ACT_TEXT = "Субсидии предоставляются кластерам, чьи программы утверждены наблюдательным советом."
ITEM_TITLE = "Атлас лазерных производств"


pytestmark = pytest.mark.django_db(transaction=True)


class Office:
    """The editorial office as one person sees it in the browser."""

    def __init__(self, browser, base_url, user):
        self.context = browser.new_context(
            base_url=base_url, locale="ru-RU", viewport={"width": 1366, "height": 900}
        )
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.page.goto("/ru/accounts/login/")
        self.page.fill("input[name=login]", user.username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/admin/")

    def add(self, model, parent):
        """Open the form of a new page of a type below a section."""
        self.page.goto(f"/admin/pages/add/library/{model}/{parent.pk}/")

    def tab(self, name):
        """Turn to a tab of the form."""
        self.page.get_by_role("tab", name=name).click()

    def choose_organisation(self, field, name):
        """Pick an organisation in the chooser of a field."""
        self.page.locator(f"#id_{field}-chooser [data-chooser-action-choose]").first.click()
        self.page.locator(".modal-body").get_by_role("link", name=name).click()
        self.page.locator(f"#id_{field}-chooser").get_by_text(name).wait_for()

    def submit(self):
        """Send the page to moderation from the menu of actions."""
        self.page.get_by_role("button", name="Больше действий").click()
        self.page.locator("button[name=action-submit]").click()
        self.page.locator(".messages .success").wait_for()

    def decide(self, title, heading):
        """Open an item of the desk, see what it holds, approve it."""
        self.page.goto("/admin/desk/")
        self.page.get_by_role("link", name=title, exact=True).click()
        self.page.get_by_text(heading).first.wait_for()
        self.page.locator("[data-desk-approve]").click()
        self.page.locator(".messages .success").wait_for()


@pytest.fixture
def office(browser, live_server):
    """Sign an account in at a browser of its own: office(user)."""
    offices = []

    def enter(user):
        offices.append(Office(browser, live_server.url, user))
        return offices[-1]

    yield enter
    for each in offices:
        each.context.close()


def test_editor_writes_moderator_approves_reader_finds(office, make_user, section, page, tmp_path):
    editor = make_user("editors-legal", "editors-library", username="writer")
    lawyer = make_user("legal-editors", username="lawyer")
    moderator = make_user("moderators-legal", "moderators-library", username="approver")
    OrganisationFactory(name_ru="Правительство Примера", name_en="Government of Example")
    file = tmp_path / "atlas.pdf"
    file.write_bytes(pdf("Введение.", "Станки для фотоники. Benchmarks of photonic machines."))

    writer = office(editor)
    write_act(writer, section("legal"))
    write_item(writer, section("library"), file)
    assert found(page, "субсидия фотонному кластеру") == []

    office(lawyer).decide(ACT_TITLE, ACT_TEXT)
    approver = office(moderator)
    approver.decide(ACT_TITLE, ACT_TEXT)
    approver.decide(ITEM_TITLE, ITEM_TITLE)

    reader_finds_the_provision(page)
    reader_finds_the_page_of_the_file(page)


def write_act(writer, legal):
    """An editor writes an act with one provision and submits it."""
    form = writer.page
    writer.add("legalactpage", legal)
    form.fill("#id_title", ACT_TITLE)
    writer.tab("Реквизиты")
    form.select_option("#id_kind", ActKind.GOVERNMENT_RESOLUTION)
    form.fill("#id_number", "777-п")
    form.fill("#id_adopted_on", "15.03.2012")
    writer.choose_organisation("issuer", "Правительство Примера")
    writer.tab("Положения")
    panel = form.get_by_role("tabpanel", name="Положения")
    panel.get_by_role("button", name="Вставить блок").first.click()
    form.get_by_role("option", name="Статья").first.click()
    form.fill("#text-0-value-number input, input[name='text-0-value-number']", "5")
    form.fill("textarea[name='text-0-value-text']", ACT_TEXT)
    writer.submit()


def write_item(writer, library, file):
    """An editor describes a publication, uploads its file and submits it."""
    form = writer.page
    writer.add("libraryitempage", library)
    form.fill("#id_title", ITEM_TITLE)
    form.select_option("#id_kind", ItemKind.REPORT)
    form.fill("#id_year", str(localdate().year))
    form.select_option("#id_licence", Licence.CC_BY)
    writer.tab("Файлы")
    form.get_by_role("button", name="Добавить").filter(visible=True).first.click()
    form.locator("#id_files-0-document-chooser [data-chooser-action-choose]").first.click()
    dialogue = form.locator(".modal-body")
    dialogue.get_by_role("tab", name="Загрузка").click()
    dialogue.locator("input[type=file]").set_input_files(str(file))
    dialogue.locator("form[enctype] input[name$=title]").fill("Текст атласа")
    dialogue.locator("form button[type=submit], form input[type=submit]").filter(
        visible=True
    ).click()
    form.locator("#id_files-0-document-chooser").get_by_text("Текст атласа").first.wait_for()
    writer.submit()


def found(page, query, language="ru"):
    """Titles a search finds."""
    page.goto(f"/{language}/search/?q={query}")
    return page.locator(".result h3 a, .result h2 a").all_inner_texts()


def reader_finds_the_provision(page):
    """The act is found by other forms of its words; the words are marked; the link leads there."""
    assert found(page, "субсидия фотонному кластеру") == [ACT_TITLE]
    assert page.locator(".result mark").all_inner_texts() != []
    page.locator(".result a[href*='#article-5']").first.click()
    assert page.url.endswith("/777-p/#article-5")
    assert ACT_TEXT in page.locator("#article-5, :has(> #article-5)").first.inner_text()


def reader_finds_the_page_of_the_file(page):
    """The publication is found by words inside its file, Russian or English, page by page."""
    for query, language in (("станок", "ru"), ("benchmark machine", "en")):
        assert found(page, query, language) == [ITEM_TITLE]
        link = page.locator(".result a[href$='#page=2']").first
        assert "2" in link.inner_text()
        assert page.request.get(link.get_attribute("href").split("#")[0]).headers[
            "content-type"
        ] == ("application/pdf")
