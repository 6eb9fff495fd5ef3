"""What the pages say of a packet: how far it is, and which charts are in it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from audits.models import Packet, PacketChart
from config import clock

# What is said to somebody who watched it being made.
NEWS = {
    "stopped": "The job that made this packet has stopped.",
    "failed": "This packet could not be made.",
    "ready": "This packet is ready.",
    "expired": "This packet has expired.",
}
WORDS = {
    "waiting": ("waiting", "waiting to begin"),
    "making": ("due", "being made"),
    "stopped": ("missing", "stopped"),
    "failed": ("missing", "failed"),
    "ready": ("in effect", "ready"),
    "expired": ("closed", "expired"),
}


@dataclass(frozen=True)
class Progress:
    """A packet and its counts. `charts` = `made` + `left_out` + those that wait."""

    packet: Packet
    state: str
    charts: int
    made: int
    left_out: int
    is_slow: bool

    @property
    def chip(self) -> str:
        """Which shape its state has."""
        return WORDS[self.state][0]

    @property
    def words(self) -> str:
        """Its state in words."""
        return WORDS[self.state][1]

    @property
    def news(self) -> str:
        """How its making ended, in a sentence; empty while it goes on."""
        return NEWS.get(self.state, "")

    @property
    def is_under_way(self) -> bool:
        """Whether looking again will tell more."""
        return self.state in ("waiting", "making")

    @property
    def may_be_made_again(self) -> bool:
        """Whether the button that queues it once more is of use."""
        if self.packet.given_at or self.is_under_way:
            return False
        return self.state != "ready" or self.left_out > 0


def counted(packets: QuerySet[Packet]) -> QuerySet[Packet]:
    """The packets with what `progress_of` needs."""
    state, chart = PacketChart.State, "charts__state"
    return packets.select_related("asked_by").annotate(
        total=Count("charts"),
        made=Count("charts", filter=Q(**{chart: state.MADE})),
        left_out=Count("charts", filter=Q(**{chart: state.LEFT_OUT})),
    )


def progress_of(packet: Packet, now: datetime | None = None) -> Progress:
    """How far a packet from `counted` is."""
    now = now or clock.now()
    return Progress(
        packet,
        packet.state(now),
        packet.total,  # type: ignore[attr-defined]
        packet.made,  # type: ignore[attr-defined]
        packet.left_out,  # type: ignore[attr-defined]
        packet.is_slow_to_begin(now),
    )


def charts_of(packet: Packet) -> list[PacketChart]:
    """Every chart that was asked for, in the order of the packet. One query."""
    charts = packet.charts.select_related("plan__client", "version", "printout")
    return list(charts.defer("printout__bytes", "version__document").order_by("place"))


def lines_of(charts: list[PacketChart]) -> list[list[object]]:
    """The practice's own list of a packet, with what was left out and why."""
    return [
        [
            chart.place,
            chart.plan.client.record_number,
            chart.plan.client.legal_name,
            chart.plan.number,
            chart.version.number if chart.version else "",
            chart.get_state_display(),
            chart.reason,
            chart.printout.digest if chart.printout else "",
        ]
        for chart in charts
    ]


LINE_HEADINGS = [
    "Place", "Record", "Client", "Plan", "Version", "State", "Why it was left out",
    "SHA-256 of the paper",
]  # fmt: skip
