"""The order in which the demonstration is loaded."""

from collections.abc import Callable

from home.demo import registers
from home.demo.context import DemoContext

STEPS: tuple[tuple[str, Callable[[DemoContext], None]], ...] = (("registers", registers.load),)
