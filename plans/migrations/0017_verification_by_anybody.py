"""What /verify/ may ask, signed out: three functions, and no table (docs/adr/0010)."""

from django.db import migrations

from config.tenancy import APP

# The same rule as plans.state.effective_at; a test compares the two.
EFFECTIVE = """
CREATE FUNCTION version_effective_at(asked uuid) RETURNS timestamptz LANGUAGE sql STABLE
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
$$;
REVOKE ALL ON FUNCTION version_effective_at(uuid) FROM PUBLIC
"""

KNOWN = f"""
CREATE FUNCTION paper_known(asked_code text, asked_digest text)
    RETURNS TABLE (printout uuid, superseded boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.id, EXISTS (
        SELECT FROM plans_version other
        WHERE other.plan_id = v.plan_id AND other.id <> v.id
          AND (version_effective_at(other.id), other.number)
              > (version_effective_at(v.id), v.number))
    FROM plans_printout p JOIN plans_version v ON v.id = p.version_id
    WHERE (asked_code <> '' AND p.code = asked_code)
       OR (asked_digest <> '' AND p.digest = asked_digest)
    ORDER BY p.made_at LIMIT 1
$$;
REVOKE ALL ON FUNCTION paper_known(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION paper_known(text, text) TO {APP}
"""

# Certificates are public by nature: each sealed paper carries its own.
SEALS = f"""
CREATE FUNCTION seal_certificates() RETURNS TABLE (practice uuid, certificate text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS 'SELECT practice_id, certificate FROM accounts_sealcertificate ORDER BY added_at, id';
REVOKE ALL ON FUNCTION seal_certificates() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seal_certificates() TO {APP}
"""

# The event tells the practice that somebody asked; it tells whoever asked nothing.
NOTED = f"""
CREATE FUNCTION note_verification(asked_printout uuid, asked_practice uuid, verdict text, way text,
    happened_at timestamptz, from_address text, request text)
    RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO trail_event (practice_id, at, actor_id, role, verb, subject_type, subject_id,
                             clients, changed, address, request_id)
    SELECT coalesce(p.practice_id, asked_practice), happened_at, NULL, '', 'paper.verified',
           'plans.printout', coalesce(asked_printout::text, ''),
           CASE WHEN plan.client_id IS NULL THEN '{{}}'::uuid[] ELSE ARRAY[plan.client_id] END,
           jsonb_build_object('verdict', verdict, 'way', way), from_address, request
    FROM (SELECT 1) one
    LEFT JOIN plans_printout p ON p.id = asked_printout
    LEFT JOIN plans_version v ON v.id = p.version_id
    LEFT JOIN plans_plan plan ON plan.id = v.plan_id
    WHERE coalesce(p.practice_id, asked_practice) IS NOT NULL
      AND verdict IN ('valid', 'superseded', 'altered')
$$;
REVOKE ALL ON FUNCTION note_verification(uuid, uuid, text, text, timestamptz, text, text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_verification(uuid, uuid, text, text, timestamptz, text, text)
    TO {APP}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0016_signature_says_how"),
        ("accounts", "0005_seals_stay"),
    ]

    operations = [
        migrations.RunSQL(EFFECTIVE, "DROP FUNCTION version_effective_at(uuid)"),
        migrations.RunSQL(KNOWN, "DROP FUNCTION paper_known(text, text)"),
        migrations.RunSQL(SEALS, "DROP FUNCTION seal_certificates()"),
        migrations.RunSQL(
            NOTED,
            "DROP FUNCTION note_verification(uuid, uuid, text, text, timestamptz, text, text)",
        ),
    ]
