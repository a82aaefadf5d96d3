"""The whole portal with its demonstration content, and the addresses of every public template."""

import pytest


@pytest.fixture
def portal(live_server, settings):
    """The live server with the demonstration content in the catalogue.

    The content is loaded anew for each test, for a live server's database is emptied after it; so a
    test that asks for the portal looks at many pages.
    """
    from django.core.management import call_command

    call_command("load_demo", verbosity=0)
    call_command("rebuild_catalogue", verbosity=0)
    return live_server


@pytest.fixture
def addresses(portal):
    """Paths of one page of every public template in both languages: {name: path}."""
    from wagtail.models import Page

    from clusters.models import ClusterPage
    from home.models import EventPage, NewsPage, StandardPage
    from library.models import LegalActPage, LibraryItemPage
    from platforms.models import Discussion

    found = {}
    for language in ("ru", "en"):
        pages = {
            model._meta.model_name: model.objects.live()
            .filter(locale__language_code=language)
            .order_by("path")
            .first()
            for model in (
                *(LegalActPage, LibraryItemPage, NewsPage, EventPage, StandardPage),
                ClusterPage,
            )
        }
        sections = Page.objects.live().filter(depth__in=(2, 3), locale__language_code=language)
        pages |= {page.slug: page for page in sections}
        found |= {f"{name} {language}": page.get_url() for name, page in pages.items()}
        topic = Discussion.objects.get(title__startswith="Как открыть суперкомпьютеры")
        word = "кластер" if language == "ru" else "cluster"
        others = {
            "search": f"search/?q={word}",
            "search with filters": "search/?kind=legal&year=2013&sort=newest",
            "nothing found": "search/?q=zzzzzzqq",
            "letters": f"search/follow/?q={word}&kind=legal",
            "instruments": "clusters/instruments/",
            "instrument": "clusters/instruments/pilot-cluster-subsidy/",
            "correction of an instrument": "clusters/instruments/pilot-cluster-subsidy/correct/",
            "finder": "clusters/instruments/finder/",
            "finder, answered": "clusters/instruments/finder/?who=startup&cost=8,5&share=300",
            "map": "clusters/map/",
            "map of figures": "clusters/map/?indicator=output&year=2012&cluster=kama",
            "map of regions": "clusters/map/?indicator=population&region=RU-TA&view=symbols",
            "map without clusters": "clusters/map/?q=zzz&year=never",
            "map in a frame": "clusters/map/embed/?indicator=output",
            "passports": "clusters/passports/",
            "passport": "clusters/passports/obninsk-pharma/",
            "figures as published": "clusters/passports/obninsk-pharma/figures/",
            "comparison": "clusters/compare/",
            "comparison of clusters": "clusters/compare/?cluster=kama&cluster=tomsk&cluster=x",
            "comparison of regions": "clusters/compare/?region=RU-TA&region=RU-SAM",
            "charts of indicators": "clusters/in-figures/",
            "platforms": "platforms/list/",
            "platform": "platforms/list/photonics/",
            "members of platforms": "platforms/members/?direction=ict",
            "discussions": "platforms/discussions/?state=open",
            "discussion": f"platforms/discussions/{topic.pk}/",
            "report of a contribution": f"discussions/{topic.pk}/1/report/",
            "no members of platforms": "platforms/members/?q=zzz",
            "regions": "clusters/regions/",
            "region": "clusters/regions/ru-ta/",
            "region without clusters": "clusters/regions/ru-chu/",
            "centres": "clusters/centres/",
            "centre": "clusters/centres/ccd-kaluga/",
            "correction": "clusters/centres/ccd-kaluga/correct/",
            "organisation": "organisations/niarmedic-plus/",
            "connections": f"connections/{pages['clusterpage'].translation_key}/",
            "sign in": "accounts/login/",
            "sign up": "accounts/signup/",
            "forgotten password": "accounts/password/reset/",
            "404": "no-such-page/",
        }
        found |= {f"{name} {language}": f"/{language}/{path}" for name, path in others.items()}
    return found
