"""What a calendar program may learn by a secret address: when reviews are due, and nothing else.

It asks without a sign-in, so no table is opened to it: one function answers, to whoever knows the
address. It says the same days as the page (plans.calendar), which a test holds together.
"""

from django.db import migrations

from config.tenancy import APP

FUNCTION = f"""
CREATE FUNCTION reviews_on_calendar(fingerprint text)
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
REVOKE ALL ON FUNCTION reviews_on_calendar(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reviews_on_calendar(text) TO {APP}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0011_reviews_stay"),
        ("clients", "0002_walls"),
        ("accounts", "0008_calendar_feeds_are_ones_own"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION reviews_on_calendar(text)"),
    ]
