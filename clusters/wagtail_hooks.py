"""What the cluster portal adds to the administration; only registers, the code stands elsewhere."""

from wagtail_modeladmin.options import modeladmin_register

from clusters.admin import ClustersGroup

modeladmin_register(ClustersGroup)
