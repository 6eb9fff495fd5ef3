"""The door for the web server. It stays shut if the second wall would not hold."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config.tenancy import refuse_unless_walled  # noqa: E402  (settings come first)

refuse_unless_walled()
