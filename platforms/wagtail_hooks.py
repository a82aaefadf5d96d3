"""What the section adds to the administration; only registers, the code stands elsewhere."""

from wagtail_modeladmin.options import modeladmin_register

from platforms.admin import PlatformsGroup

modeladmin_register(PlatformsGroup)
