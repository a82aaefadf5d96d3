"""A representative edits the passport of the own cluster, proposes facts, decides on nothing."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override
from wagtail.users.models import UserProfile

from clusters import proposals
from clusters.desk import FactsQueue
from clusters.enums import EnteredAs, ProposalState
from clusters.forms import FORMS
from clusters.models import IndicatorValue, Membership, Proposal
from cms.desk.queues import Decision
from cms.models import Organisation
from cms.workflow.rules import DecisionRefused, StaleDecision
from tests.factories import OrganisationFactory
from tests.factories.clusters import make_cluster, make_figure, make_indicator, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return make_cluster("own")


@pytest.fixture
def representative(own, client_as):
    return client_as(own.cluster.representatives.name)


def figure_data(indicator, **more):
    values = {"indicator": indicator.pk, "year": "2013", "value": "120", "source_ru": "Отчёт"}
    return {**values, "source_en": "Report", "reason": "", **more}


def propose_figure(client, page, indicator, **more):
    address = reverse("clusters:propose", args=[page.cluster_id, "figure"])
    return client.post(address, figure_data(indicator, **more))


def test_edits_the_own_passport_in_both_languages_and_no_other(own, representative):
    other = make_cluster("other")
    for page in (own, own.get_translations().get().specific):
        may = page.permissions_for_user(representative.user)
        assert may.can_edit()
        assert may.can_submit_for_moderation()
        assert not may.can_publish()
        assert not may.can_delete()
        assert not may.can_unpublish()
        assert (
            representative.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code
            == 200
        )
    assert not other.permissions_for_user(representative.user).can_edit()
    assert (
        representative.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).status_code == 302
    )


def test_a_proposal_waits_and_changes_nothing(own, representative):
    indicator = make_indicator()
    response = propose_figure(representative, own, indicator)
    assert response.url == reverse("clusters:mine")
    assert not IndicatorValue.objects.exists()
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.proposed_by) == (ProposalState.WAITING, representative.user)


def test_others_clusters_are_closed(own, representative):
    other = make_cluster("other")
    indicator = make_indicator()
    assert propose_figure(representative, other, indicator).status_code == 302
    form = FORMS["figure"](figure_data(indicator), cluster=other.cluster)
    assert form.is_valid()
    with pytest.raises(DecisionRefused):
        proposals.propose(other.cluster, form, user=representative.user)
    assert not Proposal.objects.exists()


def test_mistakes_keep_what_was_typed(own, representative):
    indicator = make_indicator()
    response = propose_figure(representative, own, indicator, year="3013", source_ru="Наш отчёт")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Наш отчёт" in page
    assert "Укажите год от 1990 до 2100." in page
    assert not Proposal.objects.exists()


def decide(user, decision, reason=""):
    proposal = Proposal.objects.get(state=ProposalState.WAITING)
    item = FactsQueue().item(user, str(proposal.pk))
    FactsQueue().decide(user, item.key, item.version, decision, reason)
    proposal.refresh_from_db()
    return proposal


def test_an_accepted_figure_corrects_the_one_in_force_and_keeps_it(own, representative, make_user):
    indicator = make_indicator()
    figure = make_figure(own.cluster, indicator, 2013, 100, is_demo=True)
    propose_figure(representative, own, indicator, reason="По отчёту за год")

    proposal = decide(make_user("moderators-clusters"), Decision.APPROVE)

    figure.refresh_from_db()
    assert proposal.state == ProposalState.ACCEPTED
    assert (figure.value, figure.is_demo, figure.entered_as) == (
        120,
        False,
        EnteredAs.REPRESENTATIVE,
    )
    assert [int(edition.value) for edition in figure.editions.order_by("pk")] == [100, 120]


def test_a_member_new_to_the_register_is_added_when_accepted(own, representative, make_user):
    address = reverse("clusters:propose", args=[own.cluster_id, "member"])
    data = {
        "name_ru": "Завод «Луч»",
        "name_en": "Luch Plant",
        "organisation_kind": "company",
        "role": "member",
        "since": "2013-01-15",
    }
    assert representative.post(address, data).status_code == 302
    assert not Organisation.objects.filter(slug="luch-plant").exists()

    decide(make_user("moderators-clusters"), Decision.APPROVE)

    member = Membership.objects.get()
    assert (member.organisation.slug, member.cluster, member.since.isoformat()) == (
        "luch-plant",
        own.cluster,
        "2013-01-15",
    )


def test_a_member_that_left_is_ended_not_deleted(own, representative, make_user):
    organisation = OrganisationFactory()
    make_member(own.cluster, organisation=organisation)
    address = reverse("clusters:propose", args=[own.cluster_id, "member"])
    data = {"organisation": organisation.pk, "role": "member", "until": "2013-06-30"}
    representative.post(address, data)
    decide(make_user("moderators-clusters"), Decision.APPROVE)
    assert Membership.objects.get().until.isoformat() == "2013-06-30"


def test_a_return_needs_a_reason_and_the_author_reads_it(own, representative, make_user):
    propose_figure(representative, own, make_indicator())
    moderator = make_user("moderators-clusters")
    with pytest.raises(DecisionRefused):
        decide(moderator, Decision.RETURN)
    decide(moderator, Decision.RETURN, "Нет подписи в отчёте")
    assert "Нет подписи в отчёте" in representative.get(reverse("clusters:mine")).content.decode()
    assert not IndicatorValue.objects.exists()


@pytest.fixture
def reads_english(representative):
    UserProfile.objects.update_or_create(
        user=representative.user, defaults={"preferred_language": "en"}
    )


def test_the_author_gets_a_letter_of_an_acceptance(own, representative, make_user):
    propose_figure(representative, own, make_indicator(), reason="По отчёту")

    decide(make_user("moderators-clusters"), Decision.APPROVE, "Спасибо")

    (letter,) = mail.outbox
    assert letter.to == [representative.user.email]
    assert letter.subject == "Ваше предложение принято: Кластер own"
    for text in ("Показатель: Численность", "Год: 2013", "Значение: 120", "Комментарий: Спасибо"):
        assert text in letter.body
    assert letter.body.count(reverse("clusters:mine")) == 1
    assert "Спасибо" in representative.get(reverse("clusters:mine")).content.decode()


def test_the_author_gets_the_reason_of_a_return_in_the_own_language(
    own, representative, make_user, reads_english
):
    propose_figure(representative, own, make_indicator(), value="")

    decide(make_user("moderators-clusters"), Decision.RETURN, "Нет подписи & печати")

    (letter,) = mail.outbox
    assert letter.subject == "Your proposal is returned: Cluster own"
    for text in ("Indicator: Employees", "Value: no data", "Reason: Нет подписи & печати"):
        assert text in letter.body
    assert "accepted" not in letter.body


def test_letter_of_a_membership_says_what_was_proposed(own, representative, make_user):
    organisation = OrganisationFactory(name_ru="Завод «Луч»")
    address = reverse("clusters:propose", args=[own.cluster_id, "member"])
    data = {"organisation": organisation.pk, "role": "member", "until": "30.06.2013"}
    representative.post(address, data)
    moderator = make_user("moderators-clusters")
    with override("en"):
        # Whoever decides writes days otherwise than the author does.
        decide(moderator, Decision.APPROVE)
    assert Membership.objects.get().until.isoformat() == "2013-06-30"
    (letter,) = mail.outbox
    assert "Организация: Завод «Луч»" in letter.body
    assert "30 июня 2013" in letter.body


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_accounts_without_address_or_closed_get_none(own, representative, make_user, change):
    propose_figure(representative, own, make_indicator())
    type(representative.user).objects.filter(pk=representative.user.pk).update(**change)
    decide(make_user("moderators-clusters"), Decision.APPROVE)
    assert mail.outbox == []


def test_a_refused_decision_sends_no_letter(own, representative, make_user):
    propose_figure(representative, own, make_indicator())
    with pytest.raises(DecisionRefused):
        decide(make_user("moderators-clusters"), Decision.RETURN)
    assert mail.outbox == []


def test_nobody_decides_on_an_own_proposal_or_in_anothers_section(own, client_as, make_user):
    both = client_as(own.cluster.representatives.name, "moderators-clusters")
    propose_figure(both, own, make_indicator())
    with pytest.raises(DecisionRefused):
        decide(both.user, Decision.APPROVE)
    stranger = make_user("moderators-news")
    assert not FactsQueue().may_use(stranger)
    proposal = Proposal.objects.get()
    with pytest.raises(DecisionRefused):
        FactsQueue().decide(stranger, str(proposal.pk), "", Decision.APPROVE, "")
    assert not IndicatorValue.objects.exists()


def test_a_proposal_is_decided_once(own, representative, make_user):
    propose_figure(representative, own, make_indicator())
    moderator = make_user("moderators-clusters")
    (item,) = FactsQueue().items(moderator)
    FactsQueue().decide(moderator, item.key, item.version, Decision.APPROVE, "")
    with pytest.raises(StaleDecision):
        FactsQueue().decide(moderator, item.key, item.version, Decision.RETURN, "Поздно")
    assert IndicatorValue.objects.count() == 1


def test_a_decision_beside_another_figure_in_force_is_refused(own, representative, make_user):
    indicator = make_indicator()
    figure = make_figure(own.cluster, indicator, 2013, 100)
    make_figure(own.cluster, indicator, 2012, 90)
    propose_figure(representative, own, indicator)
    moderator = make_user("moderators-clusters")
    (item,) = FactsQueue().items(moderator)
    figure.value = 110
    figure.save()

    with pytest.raises(StaleDecision):
        FactsQueue().decide(moderator, item.key, item.version, Decision.APPROVE, "")

    figure.refresh_from_db()
    assert (figure.value, Proposal.objects.get().state) == (110, ProposalState.WAITING)
    (item,) = FactsQueue().items(moderator)
    FactsQueue().decide(moderator, item.key, item.version, Decision.APPROVE, "")
    figure.refresh_from_db()
    assert figure.value == 120


def test_desk_shows_the_proposal_beside_what_is_in_force(own, representative, client_as):
    indicator = make_indicator()
    make_figure(own.cluster, indicator, 2013, 100)
    propose_figure(representative, own, indicator)
    address = reverse("desk:item", args=["facts", Proposal.objects.get().pk])
    shown = client_as("moderators-clusters").get(address).content.decode()
    assert "<td>120</td><td>100</td>" in shown


@pytest.mark.parametrize("number", [1, 10, 100])
def test_queue_costs_two_queries(own, representative, make_user, number, django_assert_num_queries):
    Proposal.objects.bulk_create(
        Proposal(cluster=own.cluster, kind="figure", content={}, proposed_by=representative.user)
        for _ in range(number)
    )
    moderator = make_user("moderators-clusters")
    with django_assert_num_queries(2):
        assert len(FactsQueue().items(moderator)) == number
