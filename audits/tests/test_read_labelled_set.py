"""The labelled statements are complete, drawn by the rule that they state, and not told twice."""

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import cache
from itertools import chain

import pytest
from pydantic import ValidationError

from audits.wording import labelled
from audits.wording.labelled import FOLDER, LABELS, Item

FILES = sorted(FOLDER.glob("*/*.yaml"))
HOUSE_RULE = "# The labels are the judgement of this project; nobody else has confirmed them."
ALIKE = 0.8


load = cache(labelled.load)


def everything():
    return load("tuning") + load("held_out")


def test_there_are_enough_and_a_third_is_held_out():
    assert len(everything()) >= 480
    assert abs(len(load("held_out")) * 3 - len(everything())) <= 3


def test_each_id_is_used_once_and_none_is_left_out():
    numbers = sorted(int(item.id[1:]) for item in everything())
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_held_out_third_is_every_third_as_written():
    assert {int(item.id[1:]) % 3 for item in load("held_out")} == {0}
    assert {int(item.id[1:]) % 3 for item in load("tuning")} == {1, 2}


@pytest.mark.parametrize("label", LABELS)
def test_each_label_has_enough_right_and_wrong_examples(label):
    asked = [item for item in everything() if item.asked == label]
    labelled = [item for item in asked if item.labels]
    assert len(labelled) >= 40
    assert 0.4 <= len(labelled) / len(asked) <= 0.6
    assert sum(item.hard for item in labelled) >= 12
    assert any(item.hard and not item.labels for item in asked)


@pytest.mark.parametrize("label", LABELS)
def test_each_part_holds_every_label_in_like_measure(label):
    for part, share in (("held_out", 1 / 3), ("tuning", 2 / 3)):
        found = sum(label in item.labels for item in load(part))
        everywhere = sum(label in item.labels for item in everything())
        assert abs(found / everywhere - share) < 0.12


def test_no_statement_stands_twice():
    alone = Counter(item.text for item in everything() if item.text)
    pairs = Counter(item.texts for item in everything() if item.texts)
    assert not [text for text, times in (alone + pairs).items() if times > 1]


def trigrams(text):
    text = text.casefold()
    return {text[start : start + 3] for start in range(len(text) - 2)}


def sentences(part):
    """Better words count too: they show what a passing statement looks like."""
    return [one for item in load(part) for one in (*item.words, item.better) if one]


def test_nothing_held_out_can_be_read_in_the_tuning_part():
    unread = sentences("held_out")
    holding = defaultdict(list)
    for number, one in enumerate(unread):
        for three in trigrams(one):
            holding[three].append(number)
    told = []
    for one in sentences("tuning"):
        mine = trigrams(one)
        shared = Counter(chain.from_iterable(holding[three] for three in mine))
        # The dear comparison is only made where the cheap one asks for it.
        near = (unread[number] for number, count in shared.items() if count > len(mine) / 2)
        told += [
            (one, other)
            for other in near
            if SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= ALIKE
        ]
    assert not told


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_file_says_whose_judgement_it_is(path):
    assert path.read_text().startswith(HOUSE_RULE)


GOAL = {"id": "w001", "kind": "goal", "text": "Be happier.", "labels": [], "because": "A test."}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"labels": ["copied_note"], "better": "x"}, "can only be labelled vague_goal"),
        ({"labels": ["vague_goal"]}, "better words belong to what is labelled"),
        ({"better": "x"}, "better words belong to what is labelled"),
        ({"between": "notes"}, "only a pair"),
        ({"kind": "pair"}, "only a pair"),
        ({"kind": "pair", "between": "notes"}, "a pair has two texts"),
        ({"texts": ["a", "b"]}, "a pair has two texts"),
        ({"text": None}, "a pair has two texts"),
    ],
)
def test_it_refuses_an_item_that_does_not_hold_together(changed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        Item.model_validate(GOAL | changed)


def test_it_refuses_an_id_that_is_used_twice(tmp_path, monkeypatch):
    monkeypatch.setattr("audits.wording.labelled.FOLDER", tmp_path)
    (tmp_path / "tuning").mkdir()
    one = "items: [{id: w001, kind: goal, text: Be happier., labels: [], because: A test.}]"
    for name in ("a", "b"):
        (tmp_path / "tuning" / f"{name}.yaml").write_text(one)
    with pytest.raises(ValueError, match="w001"):
        labelled.load("tuning")
