"""Profiles of the demonstration's participants, and a claim that waits on the desk."""

from cms.models import User
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
    profile.organisation = context.organisation_named(SPOKEN_FOR)
    profile.position = "секретарь платформы"
    people.keep_profile(profile)
    people.claim(
        accounts[CLAIMANT],
        context.organisation_named(CLAIMED),
        position="инженер",
        proof="Демонстрационная заявка: проверять нечего.",
    )
    context.say("1 profile, 1 claim")
