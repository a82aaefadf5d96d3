"""How a revision becomes public: the moderation task, its decisions, links for outside readers.

Models stand in `cms.workflow.models` (and `cms.models`); the package itself imports nothing, for
Wagtail imports the closing action of workflows while its own models are being loaded.
"""
