"""Choosers of register rows for blocks."""

from cms.choosers import organisations, regions, topics

OrganisationChooserBlock = organisations.get_block_class(
    name="OrganisationChooserBlock", module_path="cms.blocks.choosers"
)
RegionChooserBlock = regions.get_block_class(
    name="RegionChooserBlock", module_path="cms.blocks.choosers"
)
TopicChooserBlock = topics.get_block_class(
    name="TopicChooserBlock", module_path="cms.blocks.choosers"
)
