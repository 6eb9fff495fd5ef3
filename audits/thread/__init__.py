"""The golden thread: from diagnosis to problem, goal, objective, intervention, note and score."""

from .nodes import Break, Broken, Node, NoteLine, Thread
from .weaving import UNTOUCHED, thread_of

__all__ = ["UNTOUCHED", "Break", "Broken", "Node", "NoteLine", "Thread", "thread_of"]
