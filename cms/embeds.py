"""Outside players that a page may show, and the address of each player.

Nothing is asked of these hosts until the reader presses the button.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Player:
    """A video on another site: the site's name, the page for people and the frame's address."""

    site: str
    page_url: str
    frame_url: str


_SITES = (
    (
        "RUTUBE",
        re.compile(r"^https://rutube\.ru/(?:video|play/embed)/(?P<id>[0-9a-f]{32})/?(?:\?.*)?$"),
        "https://rutube.ru/play/embed/{id}",
    ),
    (
        "VK Видео",
        re.compile(
            r"^https://(?:vk\.com|vkvideo\.ru)/video(?P<owner>-?\d+)_(?P<id>\d+)/?(?:\?.*)?$"
        ),
        "https://vkvideo.ru/video_ext.php?oid={owner}&id={id}",
    ),
    (
        "YouTube",
        re.compile(
            r"^https://(?:(?:www\.)?youtube\.com/watch\?v=|youtu\.be/)(?P<id>[\w-]{11})(?:[&?].*)?$"
        ),
        "https://www.youtube-nocookie.com/embed/{id}",
    ),
)
SITE_NAMES = tuple(name for name, _pattern, _frame in _SITES)
FRAME_HOSTS = tuple(f"https://{urlsplit(frame).hostname}" for _name, _pattern, frame in _SITES)


def player_for(url: str) -> Player | None:
    """The player of a video's page; None when the site is not one of ours."""
    for site, pattern, frame in _SITES:
        match = pattern.match(url.strip())
        if match:
            return Player(site, url.strip(), frame.format(**match.groupdict()))
    return None
