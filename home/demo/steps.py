"""The order in which the demonstration is loaded."""

from collections.abc import Callable

from home.demo import legal, registers
from home.demo.context import DemoContext

STEPS: tuple[tuple[str, Callable[[DemoContext], None]], ...] = (
    ("registers", registers.load),
    ("legal", legal.load),
)
