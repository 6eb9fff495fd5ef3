"""A practice brings in a planner that it holds a license for, and keeps it to itself."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from library.finding import search
from library.importing import guessed, match, read
from library.models import PracticeArea, PracticeStatement, Upload
from library.tests import hostile
from library.tests.factories import PracticeAreaFactory, UploadFactory
from trail.models import Event

IMPORT = "/library/import/"
CSV = (
    "Problem area,Section,Statement,Approach,ICD-10\n"
    'Zebra worry,Long-term goal,“Worry less about zebras.”,,"F41.1, F40.218"\n'
    ",Intervention,Plan a café visit near zebras.,CBT,\n"
    ",Interventions,Plan a cafe visit near zebras!,CBT,\n"
    ",Intervention,plan a CAFÉ visit near zebras,,\n"
    ",Poem,Roses are red.,,\n"
    ",Goal,,,\n"
    ",Goal,=1+1,,\n"
)
ROWS = [
    ["Problem", "Goals", "Objectives"],
    ["Zebra worry", "Worry less about zebras.", "See [number] zebras by [date]."],
    ["", "Worry less about zebras.", "Feed a zebra by [date]."],
]
YAML = """
area: Zebra worry
group: adults
codes: [F41.1]
goals:
  - {text: Worry less about zebras., focus: symptom relief, aim: reduce, zero: calm, ten: awful}
interventions:
  - Plan a visit to the zebras.
"""


@pytest.fixture
def browser(dana, client):
    client.force_login(dana)
    return client


def sent(browser, data, name="zebras.csv"):
    data = data.encode() if isinstance(data, str) else data
    return browser.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def confirmed(browser, url, **more):
    form = browser.get(url).context["form"]
    posted = {field.html_name: field.value() or "" for field in form} | more
    return browser.post(url, posted)


def texts():
    return list(PracticeStatement.objects.order_by("position").values_list("text", flat=True))


def test_it_shows_what_was_read_and_imports_nothing_yet(browser):
    response = sent(browser, CSV)
    page = browser.get(response.url)
    assert page.context["found"].count == 3
    said = page.content.decode()
    assert "3 statements can be imported, 3 rows cannot" in said
    assert "Row 6: “Poem” is no section." in said
    assert "Row 7: It has no statement." in said
    assert "Row 8: “=1+1” is a formula." in said
    assert "Zebra worry" in said
    assert not PracticeArea.objects.exists()


def test_confirmed_it_is_the_practices_own_and_leaves_a_trace(browser, dana, act_as):
    url = sent(browser, CSV).url
    assert confirmed(browser, url, source="License 7 of Zebra Press").status_code == 302
    area = PracticeArea.objects.get()
    assert (area.title, area.codes) == ("Zebra worry", ["F41.1", "F40.218"])
    assert area.source == "License 7 of Zebra Press"
    assert texts()[0] == "“Worry less about zebras.”"
    assert not Upload.objects.exists()
    assert Event.objects.get(verb="planner.imported").changed["statements"] == 3
    page = browser.get(f"/library/planners/{area.pk}/").content.decode()
    assert "License 7 of Zebra Press. It stays in" in page
    with act_as(dana):
        assert {item.label for item in search("zebras")} == {"Planner: Zebra worry"}


def test_another_practice_sees_nothing_of_it(browser, outsider, act_as):
    confirmed(browser, sent(browser, CSV).url)
    area = PracticeArea.objects.get()
    browser.force_login(outsider)
    assert "Zebra worry" not in browser.get("/library/").content.decode()
    assert browser.get(f"/library/planners/{area.pk}/").status_code == 404
    with act_as(outsider):
        assert search("zebras") == []


def test_a_workbook_with_a_column_for_each_section_is_read(browser):
    url = sent(browser, hostile.shared_sheet(ROWS), "zebras.xlsx").url
    page = browser.get(url)
    assert page.context["found"].repeated == 1
    confirmed(browser, url)
    assert texts() == [ROWS[1][1], ROWS[1][2], ROWS[2][2]]


def test_a_yaml_planner_keeps_its_scale(browser):
    confirmed(browser, sent(browser, YAML, "zebras.yaml").url)
    goal = PracticeStatement.objects.get(kind="goal")
    assert (goal.aim, goal.zero_means, goal.ten_means) == ("reduce", "calm", "awful")
    assert PracticeArea.objects.get().group == "adults"


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffÄrger;Ziel\nÉcole;Größer".encode(),
        "Ärger;Ziel\nÉcole;Größer".encode("cp1252"),
        "Ärger\tZiel\nÉcole\tGrößer".encode("utf-16"),
        "sep=|\nÄrger|Ziel\r\nÉcole|Größer\r\n".encode(),
    ],
)
def test_every_usual_encoding_and_sign_between_cells_is_read(data):
    table = read("a.csv", data)
    assert (table.columns, table.rows) == (["Ärger", "Ziel"], [["École", "Größer"]])


def test_a_shipped_planner_file_is_read_whole(settings):
    path = settings.BASE_DIR / "fixtures" / "planners" / "panic.yaml"
    table = read(path.name, path.read_bytes())
    found = match(table.rows, guessed(table.columns))
    assert not found.problems
    assert found.count > 40
    assert all(count for _, count in found.areas[0].counts)


def test_columns_can_be_matched_by_hand(browser):
    url = sent(browser, "Foo,Bar\nA,Worry less about zebras.\n").url
    assert browser.get(url).context["found"].count == 0
    assert "It says no problem area" in browser.get(url).content.decode()
    page = browser.post(
        url, {"c0": "", "c1": "goal", "title": "Zebras", "source": "x", "show": "1"}
    )
    assert page.context["found"].count == 1
    assert not PracticeArea.objects.exists()
    confirmed(browser, url, c1="goal", title="Zebras")
    assert PracticeArea.objects.get().title == "Zebras"


def test_two_columns_for_the_same_are_refused(browser):
    url = sent(browser, "Foo,Bar\nA,B\n").url
    page = browser.post(url, {"c0": "goal", "c1": "goal", "title": "Zebras", "source": "x"})
    assert page.status_code == 422
    assert "Two columns are matched to the same." in page.content.decode()


def test_a_license_must_be_named(browser):
    page = confirmed(browser, sent(browser, CSV).url, source="")
    assert page.status_code == 422
    assert "Fill in: Source and license." in page.content.decode()


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(browser):
    page = sent(browser, b"%PDF-1.7", "planner.csv")
    assert page.status_code == 422
    assert "Choose a CSV, an Excel workbook (.xlsx) or a YAML file." in page.content.decode()
    page = browser.post(IMPORT, {})
    assert "Fill in: File." in page.content.decode()
    assert not Upload.objects.exists()


def test_confirming_twice_imports_once(browser):
    url = sent(browser, CSV).url
    assert confirmed(browser, url).status_code == 302
    assert browser.post(url, {}).status_code == 404
    assert PracticeArea.objects.count() == 1


def test_a_planner_of_that_name_is_not_imported_again(browser, dana):
    PracticeAreaFactory(practice=dana.practice, title="Zebra worry")
    page = confirmed(browser, sent(browser, CSV).url)
    assert page.status_code == 422
    assert "has a planner “Zebra worry” already" in page.content.decode()
    assert Upload.objects.exists()


def test_import_nothing_deletes_the_file(browser):
    url = sent(browser, CSV).url
    browser.post(f"{url}discard/")
    assert not Upload.objects.exists()
    assert not PracticeArea.objects.exists()


def test_what_nobody_confirmed_within_a_day_is_deleted(browser, dana):
    UploadFactory(made_by=dana, made_at=timezone.now() - timedelta(hours=25))
    sent(browser, CSV)
    assert Upload.objects.get().file_name == "zebras.csv"


def test_after_a_day_it_is_shown_no_longer_and_a_timer_deletes_it(browser, dana, capsys):
    over = UploadFactory(made_by=dana, made_at=timezone.now() - timedelta(hours=25))
    new = UploadFactory(made_by=dana)
    assert browser.get(f"{IMPORT}{over.pk}/").status_code == 404
    call_command("forget_uploads", database="default")
    assert Upload.objects.get() == new
    assert capsys.readouterr().out == "1 uploads deleted.\n"


def test_a_colleague_does_not_see_the_file(browser, priya):
    url = sent(browser, CSV).url
    browser.force_login(priya)
    assert browser.get(url).status_code == 404


def test_an_admin_removes_it_when_the_license_ends(browser, avery):
    confirmed(browser, sent(browser, CSV).url)
    url = f"/library/planners/{PracticeArea.objects.get().pk}/remove/"
    assert browser.get(url).status_code == 403
    browser.force_login(avery)
    assert "There is no undo." in browser.get(url).content.decode()
    browser.post(url)
    assert not PracticeStatement.objects.exists()
    assert Event.objects.filter(verb="planner.removed").exists()


def test_invisible_signs_and_long_texts_are_problems_of_their_row():
    rows = [
        ["A", "Turn\u202eed around."],
        ["A", "x" * 601],
        ["A", "Live\x07 more."],
        ["A", "Fine."],
    ]
    found = match(rows, ["area", "goal"])
    assert [problem.row for problem in found.problems] == [2, 3, 4]
    assert "there is room for 600" in found.problems[1].says
    assert found.count == 1
