"""Statements for tests."""

import factory
from factory.django import DjangoModelFactory

from library.models import BankStatement, PracticeArea, PracticeStatement, Upload
from library.wording import Kind, fingerprint


class BankStatementFactory(DjangoModelFactory):
    """A statement in somebody's bank."""

    class Meta:
        model = BankStatement

    kind = Kind.OBJECTIVE
    text = "Go to the supermarket alone [number] times a week by [date]."
    fingerprint = factory.LazyAttribute(lambda row: fingerprint(row.text))
    practice = factory.LazyAttribute(lambda row: row.owner.practice)


class PracticeAreaFactory(DjangoModelFactory):
    """A planner of the practice's own."""

    class Meta:
        model = PracticeArea

    title = "Chronic worry"
    group = "adults"


class PracticeStatementFactory(DjangoModelFactory):
    """A statement that a practice laid over the shipped ones."""

    class Meta:
        model = PracticeStatement

    kind = Kind.OBJECTIVE
    text = "Write down each worry and what became of it [number] days a week by [date]."
    fingerprint = factory.LazyAttribute(lambda row: fingerprint(row.text))


class UploadFactory(DjangoModelFactory):
    """A planner's table that somebody is looking at."""

    class Meta:
        model = Upload

    file_name = "worry.csv"
    columns = ["Problem", "Goals"]
    rows = [["Chronic worry", "Worry less and live more."]]
    practice = factory.LazyAttribute(lambda row: row.made_by.practice)
