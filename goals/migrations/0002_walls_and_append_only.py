"""Walls around the tree; revisions that counted stay."""

from django.db import migrations

from config.operations import IN_PRACTICE, Refuse, Wall

OF_PROBLEM = f"{IN_PRACTICE} AND problem_id IN (SELECT id FROM plans_problem)"
OF_GOAL = f"{IN_PRACTICE} AND goal_id IN (SELECT id FROM goals_goal)"


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial"), ("plans", "0002_walls_and_append_only")]

    operations = [
        Wall("goal", client=OF_PROBLEM, client_columns="id, practice_id, problem_id"),
        Wall("goalrevision", grants="SELECT, INSERT", client=OF_GOAL),
        Wall("objective"),
        Wall("intervention"),
        Wall("goalreview", grants="SELECT, INSERT"),
        Refuse("goalrevision", sentence="A revision that counted stays as it is."),
        Refuse("goalreview", sentence="A review stays as it is."),
    ]
