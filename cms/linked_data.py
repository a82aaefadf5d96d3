"""Linked data (JSON-LD) inside pages."""

import json
from typing import Any

from django.utils.safestring import SafeString

_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_script(data: dict[str, Any]) -> SafeString:
    """JSON that no text inside can break out of a `script` element."""
    # The three characters that end or open markup are escaped.
    return SafeString(json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT))
