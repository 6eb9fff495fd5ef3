"""Reading one's own progress."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from clients.tests.factories import client_of, reader_of
from config import clock
from goals.models import Goal
from notes.tests.factories import written_note
from plans.tests.factories import signed_plan


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def page(user: User, name: str = "portal:progress", *args: object):
    return signed_in(user).get(reverse(name, args=args), secure=True)


def test_it_says_one_sentence_for_each_goal(dana):
    client = client_of(dana)
    version = signed_plan(dana, client)
    goal = Goal.objects.get(problem__plan=version.plan_id)
    for days, score in ((21, 7), (14, 5), (7, 4)):
        written_note(dana, client, on=clock.now() - timedelta(days=days), scores={goal.pk: score})
    answer = page(reader_of(client))
    assert answer.status_code == 200
    text = answer.content.decode()
    print(text)
    assert "You started at 8. Now you say 4. You are aiming for 3." in text
