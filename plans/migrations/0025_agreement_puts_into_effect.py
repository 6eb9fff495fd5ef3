"""Who answers and does not agree puts nothing into effect, nor does who is only asked to sign.

The same rule as plans.state.effective_at; a test compares the two (docs/adr/0022). The calendar
asks it, instead of saying it again.
"""

from django.db import migrations, models

FROM_HERE = """
CREATE OR REPLACE FUNCTION version_effective_at(asked uuid) RETURNS timestamptz LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM plans_return r WHERE r.version_id = v.id) THEN NULL
        ELSE (
            SELECT CASE WHEN count(*) = count(given.at) THEN max(given.at) END
            FROM jsonb_array_elements(v.requires) need
            CROSS JOIN LATERAL (
                SELECT min(s.signed_at) AS at FROM plans_signature s
                WHERE s.version_id = v.id AND s.role = need->>'role' AND NOT EXISTS (
                    SELECT FROM plans_clientanswer a
                    WHERE a.signature_id = s.id AND a.goals @> '[{"agrees": false}]')
            ) given
            WHERE coalesce((need->>'blocks')::boolean, true))
        END
    FROM plans_version v WHERE v.id = asked
$$
"""
HITHERTO = """
CREATE OR REPLACE FUNCTION version_effective_at(asked uuid) RETURNS timestamptz LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN EXISTS (SELECT FROM plans_return r WHERE r.version_id = v.id) THEN NULL
        WHEN EXISTS (
            SELECT FROM jsonb_array_elements(v.requires) need WHERE NOT EXISTS (
                SELECT FROM plans_signature s
                WHERE s.version_id = v.id AND s.role = need->>'role')) THEN NULL
        ELSE (
            SELECT max(first) FROM (
                SELECT min(s.signed_at) AS first
                FROM plans_signature s JOIN jsonb_array_elements(v.requires) need
                    ON s.role = need->>'role'
                WHERE s.version_id = v.id GROUP BY s.role) signed)
        END
    FROM plans_version v WHERE v.id = asked
$$
"""

CALENDAR = """
CREATE OR REPLACE FUNCTION reviews_on_calendar(fingerprint text)
    RETURNS TABLE (practice uuid, reader uuid, client uuid, plan uuid, number smallint, due_on date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.practice_id, f.user_id, p.client_id, p.id, p.number, p.next_review_on
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
        AND p.next_review_on IS NOT NULL
        AND (seat.is_admin OR seat.treats AND EXISTS (
            SELECT FROM clients_careteam t
            WHERE t.client_id = p.client_id AND t.member_id = f.user_id AND t.left_at IS NULL
        ))
        AND {in_effect}
    WHERE f.digest = fingerprint AND f.revoked_at IS NULL AND (seat.is_admin OR seat.treats)
    ORDER BY p.next_review_on, p.id
$$
"""
ASKED = """EXISTS (
            SELECT FROM plans_version v
            WHERE v.plan_id = p.id AND version_effective_at(v.id) IS NOT NULL
        )"""
INLINE = """EXISTS (
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
        )"""
WHOSE = [
    ("client", "the client’s"),
    ("guardian", "the guardian’s"),
    ("physician", "the physician’s"),
]
REASONS = [
    ("declined", "declined to sign"),
    ("disagrees", "disagrees with the plan"),
    ("unable", "not able to take part at present"),
    ("not reached", "could not be reached"),
    ("verbal", "agreed by word of mouth (telehealth)"),
    ("safety", "asking would risk harm"),
    ("not yet", "what the payer asks it for has not come about"),
    ("other", "another reason"),
]


class Migration(migrations.Migration):

    dependencies = [("plans", "0024_a_version_in_effect_carries_an_amendment")]

    operations = [
        migrations.AlterField(
            "unsignedreason",
            "role",
            models.CharField(
                choices=WHOSE, max_length=10, verbose_name="whose signature is absent"
            ),
        ),
        migrations.AlterField(
            "unsignedreason",
            "because",
            models.CharField(choices=REASONS, max_length=12, verbose_name="reason"),
        ),
        migrations.RunSQL(FROM_HERE, HITHERTO),
        migrations.RunSQL(
            CALENDAR.format(in_effect=ASKED),
            CALENDAR.format(in_effect=INLINE),
        ),
    ]
