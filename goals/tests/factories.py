"""Goals, objectives and interventions for tests."""

from datetime import timedelta

import factory

from goals.models import Goal, Intervention, Objective
from plans.models import Problem


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    practice = factory.SelfAttribute("problem.practice")
    statement = "Reduce panic attacks and return to ordinary travel"
    own_words = "I want to be less afraid of being afraid."
    zero_means = "no fear of another attack"
    ten_means = "afraid of an attack all day"
    lower_is_better = True
    baseline = 8
    baseline_on = factory.LazyAttribute(lambda o: o.practice.today)
    target = 3
    target_on = factory.LazyAttribute(lambda o: o.practice.today + timedelta(weeks=12))
    position = factory.LazyAttribute(lambda o: o.problem.goals.count() + 1)


def goal_for(problem: Problem, **fields: object) -> Goal:
    """A goal at the end of the problem."""
    return GoalFactory(problem=problem, **fields)


class ObjectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Objective

    practice = factory.SelfAttribute("goal.practice")
    statement = "Panic attacks fall from 3 a week to 1 a week"
    measure = "panic attacks"
    measure_from = 3
    measure_to = 1
    measure_per = "week"
    target_on = factory.LazyAttribute(lambda o: o.practice.today + timedelta(weeks=6))
    position = factory.LazyAttribute(lambda o: o.goal.objectives.count() + 1)


class InterventionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Intervention

    practice = factory.SelfAttribute("objective.practice")
    statement = "Teach and rehearse slow diaphragmatic breathing"
    modality = "CBT"
    frequency = "every session"
    homework = "ten minutes of breathing practice each day"
    position = factory.LazyAttribute(lambda o: o.objective.interventions.count() + 1)
