"""Closed lists of values of the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemKind(models.TextChoices):
    """What a library item is."""

    ARTICLE = "article", _("article")
    MONOGRAPH = "monograph", _("monograph")
    REPORT = "report", _("report")
    METHODOLOGY = "methodology", _("guidelines")
    STATISTICS = "statistics", _("statistical digest")
    DISSERTATION = "dissertation", _("dissertation")
    PRESENTATION = "presentation", _("presentation")
    DATASET = "dataset", _("data set")
    VIDEO = "video", _("video recording")
    OTHER = "other", _("other publication")


class Licence(models.TextChoices):
    """On what terms an item and its files may be used."""

    RIGHTS_RESERVED = "rights-reserved", _("all rights reserved, description only")
    PERMISSION = "permission", _("published here with the permission of the holder of the rights")
    OFFICIAL = "official", _("official text, not subject to copyright")
    PUBLIC_DOMAIN = "public-domain", _("public domain")
    CC0 = "cc0", _("CC0 1.0 (no rights reserved)")
    CC_BY = "cc-by", _("CC BY (attribution)")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA (attribution, share alike)")
    CC_BY_NC = "cc-by-nc", _("CC BY-NC (attribution, non-commercial)")
    CC_BY_ND = "cc-by-nd", _("CC BY-ND (attribution, no derivatives)")
    CC_BY_NC_ND = "cc-by-nc-nd", _("CC BY-NC-ND (attribution, non-commercial, no derivatives)")


LICENCE_URLS = {
    Licence.PUBLIC_DOMAIN: "https://creativecommons.org/publicdomain/mark/1.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC_BY_ND: "https://creativecommons.org/licenses/by-nd/4.0/",
    Licence.CC_BY_NC_ND: "https://creativecommons.org/licenses/by-nc-nd/4.0/",
}


class FileRole(models.TextChoices):
    """What a file is to its item."""

    MAIN = "main", _("full text")
    TRANSLATION = "translation", _("translation")
    SUMMARY = "summary", _("summary or retelling")
    SUPPLEMENT = "supplement", _("supplement")
    DATA = "data", _("data")
    SLIDES = "slides", _("slides")


class OriginalLanguage(models.TextChoices):
    """In which language a publication was written (ISO 639-1)."""

    RU = "ru", _("Russian")
    EN = "en", _("English")
    DE = "de", _("German")
    FR = "fr", _("French")
    ES = "es", _("Spanish")
    IT = "it", _("Italian")
    ZH = "zh", _("Chinese")
    BE = "be", _("Belarusian")
    KK = "kk", _("Kazakh")
    UK = "uk", _("Ukrainian")


class ActKind(models.TextChoices):
    """Forms of legal acts kept on the portal."""

    FEDERAL_LAW = "federal_law", _("federal law")
    PRESIDENTIAL_DECREE = "presidential_decree", _("presidential decree")
    GOVERNMENT_RESOLUTION = "government_resolution", _("Government resolution")
    GOVERNMENT_ORDER = "government_order", _("Government order")
    MINISTRY_ORDER = "ministry_order", _("ministry order")
    PROTOCOL = "protocol", pgettext_lazy("legal act", "protocol")
    METHODOLOGICAL_RECOMMENDATION = (
        "methodological_recommendation",
        _("methodological recommendation"),
    )
    REGIONAL_LAW = "regional_law", _("regional law")
    REGIONAL_RESOLUTION = "regional_resolution", _("regional resolution")


class ActLevel(models.TextChoices):
    """Whose act it is: the federation's or a region's."""

    FEDERAL = "federal", _("federal")
    REGIONAL = "regional", _("regional")


class ForceState(models.TextChoices):
    """Whether an act is in force on a day."""

    DRAFT = "draft", _("not adopted")
    NOT_YET = "not_yet_in_force", _("not yet in force")
    IN_FORCE = "in_force", _("in force")
    AMENDED = "amended", _("in force as amended")
    REPEALED = "repealed", _("repealed")


FORCE_TAGS = {
    ForceState.DRAFT: "off",
    ForceState.NOT_YET: "warn",
    ForceState.IN_FORCE: "ok",
    ForceState.AMENDED: "ok",
    ForceState.REPEALED: "off",
}
"""How the status tag of each state looks."""


class RelationKind(models.TextChoices):
    """What one act does to another."""

    AMENDS = "amends", _("amends")
    REPEALS = "repeals", _("repeals")
    IMPLEMENTS = "implements", _("implements")
    CITES = "cites", _("cites")


class ProvisionKind(models.TextChoices):
    """Structural parts of the text of an act, from the widest to the narrowest."""

    SECTION = "section", pgettext_lazy("provision", "Section")
    CHAPTER = "chapter", pgettext_lazy("provision", "Chapter")
    ANNEX = "annex", pgettext_lazy("provision", "Annex")
    ARTICLE = "article", pgettext_lazy("provision", "Article")
    PART = "part", pgettext_lazy("provision", "Part")
    POINT = "point", pgettext_lazy("provision", "Paragraph")
    SUBPOINT = "subpoint", pgettext_lazy("provision", "Subparagraph")


class Wording(models.TextChoices):
    """How close the text of a provision is to the official one."""

    OFFICIAL = "official", _("official wording")
    SUMMARY = "summary", _("summary, not the official wording")
    UNCHECKED = "unchecked", _("summary not checked against the official text")
