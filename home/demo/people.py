"""Profiles of the demonstration's participants, and a claim that waits on the desk."""

from cms.accounts.consents import give, text_in_force
from cms.models import Organisation, User
from cms.models.consents import Purpose
from home.demo.context import DemoContext
from platforms.models import OrganisationClaim, Profile
from platforms.services import people

SPEAKER, CLAIMANT = "coordinator", "participant"
SPOKEN_FOR = "Институт программных систем им. А. К. Айламазяна РАН"
CLAIMED = "Микран"


def load(context: DemoContext) -> None:
    """Let one account speak for an organisation and another one ask to."""
    if Profile.objects.exists() or OrganisationClaim.objects.exists():
        return
    accounts = {
        user.username: user for user in User.objects.filter(username__in=(SPEAKER, CLAIMANT))
    }
    profile = people.profile_of(accounts[SPEAKER])
    profile.organisation = Organisation.objects.get(name_ru=SPOKEN_FOR)
    profile.position = "секретарь платформы"
    profile.save()
    agreed = text_in_force(Purpose.PROFILE)
    if agreed:
        give(user=accounts[SPEAKER], text=agreed)
    people.claim(
        accounts[CLAIMANT],
        Organisation.objects.get(name_ru=CLAIMED),
        position="инженер",
        proof="Демонстрационная заявка: проверять нечего.",
    )
    context.say("1 profile, 1 claim")
