"""The check on what stands is the signer's seat's: the staff's actions lock the plan themselves."""

from django.db import migrations

from config.tenancy import SIGNER

BEFORE = """
DROP TRIGGER what_stands ON plans_signature;
CREATE TRIGGER what_stands BEFORE INSERT ON plans_signature FOR EACH ROW
    WHEN (NEW.role IN ('client', 'guardian')) EXECUTE FUNCTION clients_sign_what_stands()
"""
AFTER = f"""
DROP TRIGGER what_stands ON plans_signature;
CREATE TRIGGER what_stands BEFORE INSERT ON plans_signature FOR EACH ROW
    WHEN (current_setting('role', true) = '{SIGNER}') EXECUTE FUNCTION clients_sign_what_stands()
"""


class Migration(migrations.Migration):

    dependencies = [("plans", "0012_reviews_on_calendar")]

    operations = [migrations.RunSQL(AFTER, BEFORE)]
