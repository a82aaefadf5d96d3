"""The desk's queues of the section."""

from platforms.desk.appeals import AppealQueue
from platforms.desk.claims import ClaimQueue
from platforms.desk.contributions import ContributionQueue
from platforms.desk.topics import TopicQueue

QUEUES = (ContributionQueue(), TopicQueue(), AppealQueue(), ClaimQueue())

__all__ = ["QUEUES", "AppealQueue", "ClaimQueue", "ContributionQueue", "TopicQueue"]
