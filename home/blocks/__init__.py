"""Blocks of the front pages and of the navigation."""

from home.blocks.links import FooterBlock, MaterialsBlock, MenuBlock
from home.blocks.sections import HomeSectionsBlock, overview_for

__all__ = ["FooterBlock", "HomeSectionsBlock", "MaterialsBlock", "MenuBlock", "overview_for"]
