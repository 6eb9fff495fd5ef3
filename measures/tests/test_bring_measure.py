"""An instrument is data: ours are read strictly, and a practice adds its own by a file."""

import json

import pytest
import yaml
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clients.tests.factories import client_of
from measures import actions
from measures.catalogue import find
from measures.forms import UploadForm
from measures.instrument import Definition
from measures.models import Instrument
from measures.reading_files import Refused, read
from measures.shipped import FOLDER, shipped
from measures.tests.factories import given

OWN = {
    "key": "sleep-3",
    "name": "Sleep-3",
    "title": "Three questions about sleep",
    "about": "sleep",
    "answered_by": "the client",
    "recall": "In the past week",
    "lower_is_better": True,
    "licence": {"evidence": "Ours.", "source": "our practice", "is_on": True, "why": "It is ours."},
    "answers": {"often": [{"value": 0, "says": "Never"}, {"value": 2, "says": "Every night"}]},
    "items": [
        {"id": "q1", "answers": "often", "says": "I lay awake"},
        {"id": "q2", "answers": "often", "says": "I woke up too early"},
    ],
    "minimum": 0,
    "maximum": 4,
    "missing": {"source": "our own rule", "house_rule": True},
    "sources": ["our practice"],
}


def test_eight_measures_come_with_the_product_and_the_unsure_ones_are_off():
    on = {key: said.licence.is_on for key, said in shipped().items()}
    assert on == {
        "audit": False, "audit-c": False, "c-ssrs-screener": False, "gad-7": True,
        "pcl-5": True, "phq-9": True, "psc-17": True, "who-5": False,
    }  # fmt: skip
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(on)


@pytest.mark.parametrize("key", ["who-5", "c-ssrs-screener"])
def test_words_whose_right_is_unsure_are_not_printed(key):
    assert not any(item.says for item in shipped()[key].items)


@pytest.mark.parametrize("key", sorted(shipped()))
def test_each_loinc_code_has_its_check_digit(key):
    said = shipped()[key]
    codes = [item.loinc for item in said.items]
    codes += [said.loinc.panel, said.loinc.total] if said.loinc else []
    for code in filter(None, codes):
        body, digit = code.split("-")
        doubled = "".join(
            str(int(d) * 2) if place % 2 == 0 else d for place, d in enumerate(reversed(body))
        )
        assert (10 - sum(map(int, doubled)) % 10) % 10 == int(digit), code


@pytest.mark.parametrize("write", [json.dumps, yaml.safe_dump])
def test_a_practice_adds_a_measure_by_data_alone_and_gives_it(client, avery, dana, write):
    client.force_login(avery)
    file = SimpleUploadedFile("sleep.yaml", write(OWN).encode())
    answer = client.post(reverse("measures:upload"), {"file": file})
    assert answer.status_code == 302
    assert find("sleep-3", dana).is_on
    held = given(dana, client_of(dana), "sleep-3", {"q1": 2, "q2": 2})
    assert (held.total, held.instrument.number) == (4, 1)


def test_another_text_of_the_same_key_is_the_next_number_and_old_answers_keep_theirs(avery, dana):
    person = client_of(dana)
    actions.add_instrument(Definition.model_validate(OWN), by=avery)
    first = given(dana, person, "sleep-3", {"q1": 2, "q2": 0})
    changed = OWN | {"recall": "In the past month"}
    actions.add_instrument(Definition.model_validate(changed), by=avery)
    actions.add_instrument(Definition.model_validate(changed), by=avery)
    second = given(dana, person, "sleep-3", {"q1": 0, "q2": 0})
    assert [first.instrument.number, second.instrument.number] == [1, 2]
    first.refresh_from_db()
    assert first.instrument.says.recall == "In the past week"
    assert Instrument.objects.filter(key="sleep-3").count() == 2


def test_a_shipped_measure_is_not_replaced_and_only_an_admin_brings_one(avery, dana):
    with pytest.raises(ValidationError, match="comes with the product"):
        actions.add_instrument(shipped()["phq-9"], by=avery)
    with pytest.raises(PermissionDenied):
        actions.add_instrument(Definition.model_validate(OWN), by=dana)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"maximum": 5}, "add up to 0–4, not 0–5"),
        ({"items": []}, "items"),
        ({"items": [OWN["items"][0], OWN["items"][0]]}, "q1 stands twice"),
        ({"items": [{"id": "q1", "answers": "never", "says": "x"}]}, "which are not there"),
        ({"surprise": 1}, "surprise: Extra inputs are not permitted"),
        ({"prompts": [{"item": "q9", "source": "x"}]}, "which is not there"),
        (
            {"bands": {"source": "x", "steps": [{"start": n, "says": "a"} for n in (1, 2)]}},
            "bands begin at the minimum",
        ),
        ({"cases": [{"says": "x", "at_least": 9, "source": "x"}]}, "outside the scores"),
        ({"cases": [{"says": "x", "source": "x"}]}, "either at_least or at_most"),
        (
            {"changes": [{"kind": "reliable", "points": 9, "source": "x", "version": "1"}]},
            "larger than the scale",
        ),
        ({"missing": {"at_most": 2, "source": "x"}}, "as many blanks"),
        (
            {"scoring": "none", "cases": [{"says": "x", "at_least": 1, "source": "x"}]},
            "without a sum",
        ),
    ],
)  # fmt: skip
def test_it_says_what_is_wrong_with_a_file(changed, sentence):
    with pytest.raises(Refused, match=r"This is no instrument yet\.") as refusal:
        read(json.dumps(OWN | changed).encode())
    assert sentence.lower() in str(refusal.value).lower()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b" " * 10, "empty"),
        (b"a" * 200_001, "too large"),
        (b"%PDF-1.7", "YAML or JSON"),
        (b"PK\x03\x04", "YAML or JSON"),
        (b"just words", "YAML or JSON"),
        (b"- a\n- b", "YAML or JSON"),
        (b"a: &a [x]\nb: *a", "repeats parts"),
        (b"a: !!python/object/apply:os.system [x]", "tags"),
        (b"[" * 2000, "nested too deeply"),
        (b"a: [", "cannot be read"),
        (b"key: phq-\x00", "invisible"),
    ],
)
def test_it_refuses_a_hostile_file_with_a_sentence(data, sentence):
    form = UploadForm({}, {"file": SimpleUploadedFile("measure.yaml", data)})
    assert not form.is_valid()
    assert sentence in form.errors["file"][0]
