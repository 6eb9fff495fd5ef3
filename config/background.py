"""Requests that a page makes by itself: a form that saves itself, and asking who is signed in.

Three headers, set by static/js/, say so:
  X-Autosave    the form was not sent by a press; it answers in JSON (accounts/autosave.py)
  X-Background  nobody did anything: the request does not keep the session alive
  X-User        whose page it is: nothing is saved under another's name
"""

from django.http import HttpRequest, JsonResponse

SIGNED_OUT, OTHER_USER = "signed-out", "other-user"


def sends_itself(request: HttpRequest) -> bool:
    """Whether a form saves itself, without a press."""
    return request.method == "POST" and "X-Autosave" in request.headers


def is_pressed(request: HttpRequest) -> bool:
    """Whether somebody pressed Save: half a sentence is no statement for a library."""
    return not sends_itself(request)


def is_background(request: HttpRequest) -> bool:
    """Whether nobody did anything: such a request never extends a session."""
    return "X-Background" in request.headers


def is_scripted(request: HttpRequest) -> bool:
    """Whether a script reads the answer, so that a redirect to the sign-in page would be lost."""
    return sends_itself(request) or is_background(request)


def is_anothers(request: HttpRequest) -> bool:
    """Whether the page that asks belongs to somebody who is not signed in any more."""
    whose = request.headers.get("X-User")
    return bool(whose) and whose != str(request.user.pk)


def not_you(state: str) -> JsonResponse:
    """401: sign in again over the page."""
    return JsonResponse({"state": state}, status=401)
