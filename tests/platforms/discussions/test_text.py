"""Text that readers write: plain typing becomes a little HTML, and nothing else ever does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.written_text import cleaned, link_number, to_html, to_plain, to_typed

TYPED = """Первый абзац
в две строки.

- раз
- два

1. один
2. два

> цитата
> вторая строка

— Диалог, а не список: https://a.example/x?y=1&z=2."""

HTML = (
    "<p>Первый абзац<br>в две строки.</p><ul><li>раз</li><li>два</li></ul>"
    "<ol><li>один</li><li>два</li></ol><blockquote><p>цитата<br>вторая строка</p></blockquote>"
    '<p>— Диалог, а не список: <a href="https://a.example/x?y=1&amp;z=2" '
    'rel="nofollow ugc noopener">https://a.example/x?y=1&amp;z=2</a>.</p>'
)

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='jAvAsCrIpT&colon;alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='https://a.example' onclick='alert(1)' style='position:fixed' target='_top'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p onmouseover=alert(1)>x</p>",
    "<form action=https://evil.example><input name=password></form>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='javascript:alert(1)'>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<template><script>alert(1)</script></template>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<p id='main' class='page' name='x'>x</p>",
    "\u202e<p>abc</p>\u2066",
)

ALLOWED_ATTRIBUTES = {"a": {"href", "rel"}}


def elements(html):
    """Every start tag with its attributes, as a browser's parser would find them."""
    from html.parser import HTMLParser

    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append((tag, dict(attrs)))

    reader = Reader()
    reader.feed(html)
    reader.close()
    return found


def assert_harmless(html):
    for tag, attributes in elements(html):
        assert tag in {"p", "br", "ul", "ol", "li", "blockquote", "a"}
        assert set(attributes) <= ALLOWED_ATTRIBUTES.get(tag, set())
        if tag == "a":
            assert attributes["rel"] == "nofollow ugc noopener"
            assert attributes.get("href", "https://").startswith(("http://", "https://"))
    assert "\u202e" not in html
    assert "\u2066" not in html


def test_plain_typing_becomes_paragraphs_lists_quotations_and_links():
    assert to_html(TYPED) == HTML


def test_typed_text_comes_back_for_editing():
    assert to_typed(HTML) == TYPED


def test_words_without_their_markup():
    assert to_plain("<p>a &lt;b&gt;</p><ul><li>один</li><li>два</li></ul>") == "a <b>\nодин\nдва"


def test_tags_are_shown_as_they_were_typed():
    assert to_html("<b>жирно</b> & <i>") == "<p>&lt;b&gt;жирно&lt;/b&gt; &amp; &lt;i&gt;</p>"


def test_links_are_counted():
    assert link_number(to_html("http://a.example http://b.example, http://a.example")) == 3
    assert link_number(to_html("javascript:alert(1) ftp://a.example")) == 0


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_survives(attack):
    assert_harmless(cleaned(attack))
    assert_harmless(to_html(attack))
    assert_harmless(to_html(to_typed(cleaned(attack))))


def test_no_attribute_but_the_address_of_a_link_is_kept():
    html = '<p title="x" lang="ru">a</p><a href="https://a.example/" title="x">b</a>'
    assert cleaned(html) == (
        '<p>a</p><a href="https://a.example/" rel="nofollow ugc noopener">b</a>'
    )


@given(st.lists(st.sampled_from([*ATTACKS, "\n", "\n\n", "> ", "- ", "1. ", "https://", '"', "'"])))
def test_no_mixture_of_attacks_survives(parts):
    text = "".join(parts)
    assert_harmless(cleaned(text))
    assert_harmless(to_html(text))


@given(st.text(alphabet="абв \n->1.)/:htps<&", max_size=80))
def test_editing_without_a_change_changes_nothing(typed):
    once = to_html(typed)
    again = to_html(to_typed(once))
    assert to_html(to_typed(again)) == again
