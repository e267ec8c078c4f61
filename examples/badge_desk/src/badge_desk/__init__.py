"""Visitor badges for a reception desk."""

from badge_desk.desk import Desk, Order, OutOfFunds, Undecided, Visitor

__all__ = ["Desk", "Order", "OutOfFunds", "Undecided", "Visitor"]
