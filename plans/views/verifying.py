"""Whether a paper is genuine: asked by anybody, signed out, and answered in one word."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ..forms.verifying import VerifyForm
from ..paper.pressroom import PressBusy
from ..verifying import by_code, by_file, note


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Valid, altered, superseded or unknown; nothing about the client or the practice."""
    if request.method != "POST":
        form = VerifyForm(initial={"code": request.GET.get("code", "")[:40]})
        return render(request, "plans/verify.html", {"form": form})
    if not ratelimit.consume(request, action="verify_paper"):
        return render(request, "plans/verify_later.html", {"often": True}, status=429)
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "plans/verify.html", {"form": form}, status=422)
    try:
        code, file = form.cleaned_data["code"], form.cleaned_data["file"]
        verdict = by_code(code) if code else by_file(file.read())
    except PressBusy:
        return render(request, "plans/verify_later.html", status=503)
    note(verdict)
    return render(request, "plans/verify.html", {"form": VerifyForm(), "verdict": verdict})
