"""How these tests sign in, and ask one question."""

import re

import psycopg


def sign_in(url, database_name=None):
    if database_name:
        url = re.sub(r"@/[a-z_]+", f"@/{database_name}", url)
    return psycopg.connect(url, autocommit=True)


def answer(connection, question):
    return connection.execute(question).fetchone()[0]
