"""Signing in without a password: the library's pages, with what our links add to them."""

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib.auth.decorators import login_not_required

from ..codes import ASKED_FOR
from ..mail import mail_leaves


class AskView(RequestLoginCodeView):  # type: ignore[misc]
    """Ask for a code, or use a passkey."""

    def get_initial(self) -> dict[str, str]:
        """The address of whoever just came by an invitation."""
        return {"email": self.request.session.get(ASKED_FOR, "")}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Whether a code can be sent at all."""
        context: dict[str, object] = super().get_context_data(**kwargs)
        return context | {"mail_leaves": mail_leaves()}


ask = login_not_required(AskView.as_view())
confirm = login_not_required(ConfirmLoginCodeView.as_view())
