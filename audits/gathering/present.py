"""Who else was there, and where a session or its note names them. The names stay here."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from audits.facts import Part
from clients.models import Client, Contributor
from notes.models import Attendance, Session
from notes.naming import Names, called_by, named_in, names_among, names_of

SHORTEST_ROLE = 3


class Present:
    """Everybody who could be named: other participants, family and professionals. Three queries."""

    def __init__(self, rows: Iterable[Attendance], client_ids: Collection[UUID]) -> None:
        shared = {row.session_id for row in rows if row.session.kind != Session.Kind.INDIVIDUAL}
        self.participants: dict[UUID, list[Attendance]] = defaultdict(list)
        there = Attendance.objects.filter(session__in=shared).select_related("client")
        for one in there.order_by():
            self.participants[one.session_id].append(one)
        self.clients = Client.objects.in_bulk(client_ids)
        self.around: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
        around = Contributor.objects.filter(client__in=client_ids).order_by()
        for pk, name, role in around.values_list("client_id", "name", "role"):
            self.around[pk].append((name, role))
        for client in self.clients.values():
            if client.guardian_name:
                role = f"guardian {client.guardian_relation}"
                self.around[client.pk].append((client.guardian_name, role))

    def came(self, row: Attendance) -> int:
        """How many clients attended the session."""
        there = self.participants.get(row.session_id, [row])
        return sum(one.status == Attendance.Status.ATTENDED for one in there)

    def has_identified(self, row: Attendance) -> bool:
        """Whether it is said on whose plan the session stands."""
        return any(one.identified for one in self.participants.get(row.session_id, [row]))

    def named_in_session(self, row: Attendance) -> frozenset[str]:
        """The fields of the session that name anybody around the client."""
        session = row.session
        texts = {"people_present": session.people_present, "place": session.place}
        return self._named(row, texts, [name for name, _ in self.around.get(row.client_id, ())])

    def named_in_note(self, row: Attendance, text: Iterable[Part]) -> frozenset[str]:
        """The fields of the note that name somebody who was there.

        Of those around the client, whoever plays a role that stands under people present.
        """
        said = row.session.people_present.lower()
        there = [
            name
            for name, role in self.around.get(row.client_id, ())
            if any(word in said for word in _words(role))
        ]
        return self._named(row, {part.field: part.words for part in text if part.words}, there)

    def _named(self, row: Attendance, texts: dict[str, str], names: list[str]) -> frozenset[str]:
        own = self.clients[row.client_id]
        others = [
            one.client
            for one in self.participants.get(row.session_id, ())
            if one.client_id != row.client_id
        ]
        if not (others or names):
            return frozenset()
        both = (names_of(others, own), names_among(names, called_by(own)))
        return frozenset(
            field for field, words in texts.items() if any(_in(words, found) for found in both)
        )


def _in(text: str, names: Names) -> bool:
    return bool(names) and bool(named_in(text, names))


def _words(role: str) -> list[str]:
    return [word for word in role.lower().split() if len(word) >= SHORTEST_ROLE]
