"""The date of the next review is the one that was signed; a draft's date waits for its version.

A draft could be given a later date, and the plan was not overdue any more.
"""

from django.db import migrations, models
from django.db.models import Q

from config.tenancy import APP, CLIENT, SIGNER

HITHERTO = """
UPDATE plans_plan p SET next_review_on = review_due_on WHERE EXISTS (
    SELECT FROM plans_version v WHERE v.plan_id = p.id AND version_effective_at(v.id) IS NOT NULL)
"""

# Whoever calls it, it writes down nothing but what the signed rows say.
STANDS = f"""
CREATE FUNCTION review_date_stands(asked uuid) RETURNS void LANGUAGE sql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE plans_plan p
    SET next_review_on = (v.document::jsonb #>> '{{plan,review_due_on}}')::date
    FROM plans_version v
    WHERE v.id = asked AND p.id = v.plan_id AND version_effective_at(v.id) IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM plans_version newer WHERE newer.plan_id = v.plan_id
            AND newer.number > v.number AND version_effective_at(newer.id) IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION review_date_stands(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review_date_stands(uuid) TO {APP}, {SIGNER}
"""

# As in 0012, and by the date that was signed.
BEFORE = """
CREATE OR REPLACE FUNCTION reviews_on_calendar(fingerprint text)
    RETURNS TABLE (practice uuid, reader uuid, client uuid, plan uuid, number smallint, due_on date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.practice_id, f.user_id, p.client_id, p.id, p.number, p.review_due_on
    FROM accounts_calendarfeed f
    JOIN accounts_user u ON u.id = f.user_id AND u.is_active
    CROSS JOIN LATERAL (
        SELECT bool_or(m.role = 'admin') AS is_admin,
               bool_or(m.role IN ('therapist', 'supervisor', 'physician')) AS treats
        FROM accounts_membership m
        WHERE m.practice_id = f.practice_id AND m.user_id = f.user_id AND m.ended_at IS NULL
    ) seat
    LEFT JOIN plans_plan p ON p.practice_id = f.practice_id
        AND p.closed_on IS NULL
        AND p.review_due_on IS NOT NULL
        AND (seat.is_admin OR seat.treats AND EXISTS (
            SELECT FROM clients_careteam t
            WHERE t.client_id = p.client_id AND t.member_id = f.user_id AND t.left_at IS NULL
        ))
        AND EXISTS (
            SELECT FROM plans_version v
            WHERE v.plan_id = p.id
            AND NOT EXISTS (SELECT FROM plans_return r WHERE r.version_id = v.id)
            AND NOT EXISTS (
                SELECT FROM jsonb_array_elements(v.requires) wanted
                WHERE NOT EXISTS (
                    SELECT FROM plans_signature s
                    WHERE s.version_id = v.id AND s.role = wanted->>'role'
                )
            )
        )
    WHERE f.digest = fingerprint AND f.revoked_at IS NULL AND (seat.is_admin OR seat.treats)
    ORDER BY p.review_due_on, p.id
$$;
"""
AFTER = BEFORE.replace("p.review_due_on", "p.next_review_on")


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0021_paper_and_disclosures_name_their_part_2_ground"),
        ("accounts", "0010_what_one_types_is_ones_own"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="next_review_on",
            field=models.DateField(editable=False, null=True, verbose_name="next review"),
        ),
        migrations.RunSQL(HITHERTO, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="plan", name="open_plans_by_review"),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(
                condition=Q(("closed_on__isnull", True)),
                fields=["practice", "next_review_on"],
                name="open_plans_by_review",
            ),
        ),
        migrations.RunSQL(STANDS, "DROP FUNCTION review_date_stands(uuid)"),
        migrations.RunSQL(AFTER, BEFORE),
        migrations.RunSQL(
            f"GRANT SELECT (next_review_on) ON plans_plan TO {CLIENT}",
            f"REVOKE SELECT (next_review_on) ON plans_plan FROM {CLIENT}",
        ),
    ]
