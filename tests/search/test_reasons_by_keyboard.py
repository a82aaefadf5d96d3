"""A reason is taken away by keyboard in a real Chromium."""

from playwright.sync_api import expect

from search import indexing
from search.models import Term


def test_reason_is_reached_and_taken_away_by_keyboard(page, news):
    Term.objects.create(term="ОЭЗ", meanings="особая экономическая зона")
    news("Новая ОЭЗ")
    news("Итоги года", "Резиденты особых экономических зон.")
    indexing.rebuild()
    page.goto("/ru/search/?q=ОЭЗ")
    expect(page.locator(".result")).to_have_count(2)
    reason = page.locator(".why a", has_text="сокращение: оэз")
    reason.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**without=abbreviation**")
    expect(page.locator(".result h3")).to_have_text(["Новая ОЭЗ"])
    back = page.locator(".applied a", has_text="без: сокращения")
    back.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("!location.search.includes('without')")
    expect(page.locator(".result")).to_have_count(2)
