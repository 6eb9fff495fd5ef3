"""The log tells what happened and nothing of a client."""

import json
import logging

import structlog
from django.db import IntegrityError

from config.logs import Discreet, one_line, set_up

CANARY = "Marisol Vega 1991-04-12"


def formatted(record: logging.LogRecord) -> str:
    return Discreet().format(record)


def test_of_a_database_error_only_its_kind_and_place_are_told():
    try:
        raise IntegrityError(f"duplicate key: Key (name)=({CANARY}) already exists.")
    except IntegrityError as error:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s",
            ("/clients/",), (type(error), error, error.__traceback__),
        )  # fmt: skip
    line = formatted(record)
    assert "IntegrityError at" in line
    assert "test_log_discreetly.py" in line
    assert CANARY not in line
    assert "\n" not in line


def test_nobody_writes_lines_of_their_own_into_the_log():
    assert one_line("Not Found: /x\r\nERROR forged \x1b[31m") == (
        "Not Found: /x\\r\\nERROR forged \\x1b[31m"
    )


def test_what_was_searched_for_is_not_logged(dana, client, caplog):
    set_up()
    client.force_login(dana)
    with caplog.at_level(logging.INFO):
        client.get("/clients/", {"q": "Vega"})
    told = [record.getMessage() for record in caplog.records if "request" in record.getMessage()]
    assert any("GET /clients/" in line for line in told)
    assert not any("Vega" in line for line in told)


SECRET = "Zk3_v9-QpR7sT1uVwXyZ0aBcDeFgHiJkLmNoPqRsTuV"
ROW = "3f2b8c1e-9a4d-4e6f-8b7a-1c2d3e4f5a6b"


def test_a_secret_address_is_not_logged_and_a_rows_is(client, caplog, db):
    set_up()
    with caplog.at_level(logging.INFO):
        client.get(f"/calendar/feed/{SECRET}.ics")
        client.get(f"/clients/{ROW}/")
    told = [formatted(record) for record in caplog.records]
    assert any("/calendar/feed/….ics" in line or "\\u2026" in line for line in told)
    assert not any(SECRET in line for line in told)
    assert any(f"/clients/{ROW}/" in line for line in told)


def test_an_error_event_is_one_json_line(caplog):
    set_up()
    try:
        raise ValueError(CANARY)
    except ValueError:
        with caplog.at_level(logging.ERROR):
            structlog.get_logger("test").error("failed", exc_info=True)
    (record,) = caplog.records
    told = json.loads(record.getMessage())
    assert told["event"] == "failed"
    assert CANARY not in record.getMessage()
