"""Blocks used in the cluster portal only."""

from wagtail import blocks

from cms.blocks.text import StepBlock


class ApplicationStepsBlock(blocks.StreamBlock):
    """How to apply, step by step."""

    step = StepBlock()
