"""The one page on which a client, or a guardian, answers and signs by their own sign-in.

It runs as golden_signer: it reads what the client's pages read, and may add this one answer.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from accounts import fresh_codes
from accounts.models import User
from accounts.pages import accepted, asking_user, shown
from config.middleware import client_of
from config.tenancy import acting, as_staff

from .. import actions
from ..actions.answering import statement_for
from ..answers import answers_as, answers_of, to_answer
from ..document import PlanDocument
from ..forms import OwnAnswerForm
from ..models import ClientAnswer, Version
from ..pages import answer_status

SENT = gettext_noop("The code is on its way to your mailbox. It works for 10 minutes.")
TOO_MANY = gettext_noop("Too many codes were sent. Wait a quarter of an hour.")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan as it was frozen, with a question at each goal."""
    user, client_id = asking_user(request), client_of(request)
    if not (role := answers_as(user, client_id)):
        raise Http404  # A proxy reads, and does not answer.
    versions = list(Version.objects.read_by(client_id))
    version, document = _chosen(versions, client_id, pk)
    shown(request, "answer.opened", version, [client_id])
    answers = answers_of(version, document, for_client=True)
    answered = role in answers.roles
    if not answered and version.pk not in {one.pk for one in to_answer(versions, role)}:
        raise Http404
    sent = _send_code(request, user)
    form = _form(request, document, user, role)
    # Also where an answer is there already: the same one again is nothing new, another is refused.
    if form.is_valid() and accepted(form, lambda: _say(version, form, user)):
        return redirect("plans:answer", pk=pk)
    page = {"version": version, "document": document, "role": role, "answers": answers}
    page |= {"form": form, "states": statement_for(role), "sent": sent}
    name = "answered" if answered else "answer"
    return render(request, f"plans/{name}.html", page, status=answer_status(form))


def _chosen(versions: list[Version], client_id: UUID, pk: UUID) -> tuple[Version, PlanDocument]:
    """One of the client's own, with its document."""
    version = next((row for row in versions if row.pk == pk), None)
    if version is None:
        raise Http404
    texts = Version.objects.read_by(client_id).filter(pk=pk).order_by()
    return version, PlanDocument.stored(texts.values_list("document", flat=True)[0])


def _form(request: HttpRequest, document: PlanDocument, user: User, role: str) -> OwnAnswerForm:
    minor = document.client.called if document.client.is_minor else ""
    # Who asks for a code goes on typing: nothing is judged yet.
    typed = request.POST.dict() if "send_code" in request.POST else {}
    form = OwnAnswerForm(
        None if typed else request.POST or None,
        request=request,
        document=document,
        role=role,
        minor=minor,
        initial={"name": user.name} | typed,
    )
    # The limit on guesses stands in a table that the client's seat may not touch.
    with acting(as_staff(None, user.pk)):
        form.is_valid()
    return form


def _say(version: Version, form: OwnAnswerForm, user: User) -> None:
    way = ClientAnswer.Way.OWN
    actions.answer(version, form.said, by=user, way=way, proved_by=form.method)


def _send_code(request: HttpRequest, user: User) -> str:
    """What became of the wish for a code; empty where none was asked for."""
    if "send_code" not in request.POST:
        return ""
    with acting(as_staff(None, user.pk)):
        return _(SENT if fresh_codes.send_code(request, user) else TOO_MANY)
