"""Walls around requests for amendment; what was asked and answered stays."""

from django.db import migrations

from config.operations import Refuse, Wall


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_amendment_requests")]

    operations = [
        Wall("amendmentrequest", grants="SELECT, INSERT"),
        Wall("amendmententry", grants="SELECT, INSERT"),
        Refuse("amendmentrequest", sentence="A request for amendment stays as it was made."),
        Refuse("amendmententry", sentence="An answer to a request for amendment stays as it is."),
    ]
