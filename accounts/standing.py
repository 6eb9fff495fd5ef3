"""What a user is anywhere, asked before anybody is signed in."""

from config.tenancy import acting, as_staff

from .models import Membership, User


def works_anywhere(user: User) -> bool:
    """Whether the user works in some practice. The database is asked in the user's own name."""
    with acting(as_staff(None, user.pk)):
        return Membership.objects.standing().filter(user=user).exists()
