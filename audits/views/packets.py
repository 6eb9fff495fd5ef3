"""Packets: choosing charts, watching them being made, and taking the file away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.pages import accepted, asking_user, pressed, shown
from audits import actions
from audits.actions.asking import require_admin
from audits.models import Packet
from audits.packets import looking
from audits.packets.choosing import chosen_plans, sampled_plans
from audits.packets.forms import ChosenForm, PacketForm, SampleForm
from audits.sampling import new_seed
from config.forms import PlainForm
from config.spreadsheets import csv_file
from plans.models import Plan
from plans.pages import answer_status
from trail.recording import record

PAGE = 25


@require_safe
def show_packets(request: HttpRequest) -> HttpResponse:
    """Every packet of the practice, the newest first, and a sample to begin another with."""
    user = asking_user(request)
    require_admin(user)
    packets = looking.counted(Packet.objects.visible_to(user)).order_by("-asked_at", "-pk")
    page = Paginator(packets, PAGE).get_page(request.GET.get("page"))
    record("packet.listed", str(user.practice), by=user)
    sample = SampleForm(request.GET if "size" in request.GET else None)
    lines = [looking.progress_of(packet) for packet in page]
    context = {"page": page, "lines": lines, "sample": sample, "has_errors": bool(sample.errors)}
    status = 422 if sample.errors else 200
    return render(request, "audits/packets/list.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new_packet(request: HttpRequest) -> HttpResponse:
    """Say for whom and for what; then it is queued."""
    user = asking_user(request)
    require_admin(user)
    if "size" in request.GET and not SampleForm(request.GET).is_valid():
        return redirect(f"{reverse('audits:packets')}?{request.GET.urlencode()}")
    plans, seed = _plans(request, user)
    sent = request.POST if "new_id" in request.POST else None
    form = PacketForm(sent, instance=_blank(request), plans=plans)
    if form.is_valid() and accepted(
        form, lambda: actions.ask_packet(form.instance, plans, by=user)
    ):
        return redirect("audits:packet", form.instance.pk)
    shown(request, "packet.opened", user.practice, {plan.client_id for plan in plans})
    context = {"form": form, "plans": plans, "seed": seed, "crumbs": _crumbs()}
    return render(request, "audits/packets/new.html", context, status=answer_status(form))


def _plans(request: HttpRequest, user: User) -> tuple[list[Plan], str]:
    """The charts that were chosen, and the seed of their sample if they are one."""
    sample = SampleForm(request.GET)
    if request.method != "POST" and sample.is_valid():
        seed = sample.cleaned_data["seed"] or new_seed()
        return sampled_plans(user, sample.cleaned_data["size"], seed), seed
    form = ChosenForm(request.POST)
    return (chosen_plans(user, form.cleaned_data) if form.is_valid() else []), ""


def _blank(request: HttpRequest) -> Packet:
    return Packet(verify_at=request.build_absolute_uri("/verify/"))


@require_safe
def show_packet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is, and every chart of it."""
    packet = _packet(request, pk)
    charts = looking.charts_of(packet)
    shown(request, "packet.opened", packet, {chart.plan.client_id for chart in charts})
    context: dict[str, Any] = {"packet": packet, "charts": charts}
    context |= {"progress": looking.progress_of(packet), "crumbs": _crumbs()}
    return render(request, "audits/packets/packet.html", context)


@require_safe
def packet_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The counts alone, for a page that looks again by itself; it names nobody."""
    progress = looking.progress_of(_packet(request, pk))
    context = {"progress": progress, "packet": progress.packet}
    answer = render(request, "audits/packets/progress.html", context)
    if not progress.is_under_way:
        messages.info(request, progress.news)
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def download_packet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file, and the disclosures that go with its first download."""
    packet, user = _packet(request, pk), asking_user(request)
    held: list[bytes] = []
    form = PlainForm(request.POST)
    if not pressed(request, form, lambda: held.append(actions.download_packet(packet, by=user))):
        return redirect("audits:packet", packet.pk)
    kind = "pdf" if packet.form == Packet.Form.BOUND else "zip"
    name = f"packet-{packet.asked_at:%Y-%m-%d}-{str(packet.pk)[:8]}.{kind}"
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(held[0], content_type=f"application/{kind}", headers=kept)


@require_POST
def packet_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Queue it once more."""
    packet, user = _packet(request, pk), asking_user(request)
    if pressed(
        request, PlainForm(request.POST), lambda: actions.make_packet_again(packet, by=user)
    ):
        messages.success(request, "Queued again.")
    return redirect("audits:packet", packet.pk)


@require_safe
def packet_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The practice's own list, with what was left out and why."""
    packet = _packet(request, pk)
    charts = looking.charts_of(packet)
    shown(request, "packet.opened", packet, {chart.plan.client_id for chart in charts})
    name = f"packet-{packet.asked_at:%Y-%m-%d}-list.csv"
    return csv_file(name, looking.LINE_HEADINGS, looking.lines_of(charts))


def _crumbs() -> list[tuple[str, str]]:
    return [("Packets", reverse("audits:packets"))]


def _packet(request: HttpRequest, pk: UUID) -> Packet:
    user = asking_user(request)
    require_admin(user)
    return get_object_or_404(looking.counted(Packet.objects.visible_to(user)), pk=pk)
