"""Which template a note begins with when nobody chose one."""

from accounts.models import User
from builder.finding import offered
from builder.models import Template

from .models import Note, Session

KINDS = (Template.Kind.NOTE, Template.Kind.ASSESSMENT)
# House rule: what a note begins with where its author has written none of this kind yet.
FIRST, FIRST_OF_GROUP = "dap", "group"


def last_template(user: User, session: Session) -> str:
    """The key of the template that the user's last note about this kind of session had.

    A group's note is of another kind than one client's. Two queries. Raises nothing: where the
    practice retired that template, it is the first one in use.
    """
    in_use = [item.key for item in offered(user.practice, KINDS)]
    is_group = session.kind == Session.Kind.GROUP
    written = Note.objects.filter(author=user, practice=user.practice)
    if is_group:
        written = written.filter(attendance__session__kind=Session.Kind.GROUP)
    else:
        written = written.exclude(attendance__session__kind=Session.Kind.GROUP)
    # An assessment is chosen for its occasion; the next note is an ordinary one again.
    written = written.filter(template__kind=Template.Kind.NOTE)
    last = written.order_by("-changed_at").values_list("template__key", flat=True).first()
    wanted = [last, FIRST_OF_GROUP if is_group else FIRST, *in_use]
    return next(key for key in wanted if key in in_use)
