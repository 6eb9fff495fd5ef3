"""Walls around a practice's wording and each clinician's bank, and the search across them.

The search is a function of the tables' owner: row level security would keep the indexes from being
used (its conditions must come before any that might tell what it saw), and 100,000 statements would
be read one by one for every letter typed. The function holds the same two conditions itself.
"""

from django.db import migrations

from config.operations import IN_PRACTICE, Wall
from config.tenancy import APP

OWN = "nullif(current_setting('app.user', true), '')::uuid"
BANK = f"{IN_PRACTICE} AND (owner_id = {OWN} OR promoted_at IS NOT NULL)"
UPLOAD = f"{IN_PRACTICE} AND made_by_id = {OWN}"

SHIPPED_ARE_READ = f"""
REVOKE ALL ON library_area, library_statement FROM PUBLIC;
GRANT SELECT ON library_area, library_statement TO {APP}
"""
SHIPPED_BACK = f"REVOKE ALL ON library_area, library_statement FROM {APP}"

# `most` rows at the end; from each source and kind of match no more than 200 are ranked.
SEARCH = f"""
CREATE FUNCTION library_search(typed text, words text, wanted text[], most integer)
RETURNS TABLE (source text, id uuid, kind text, statement text, place text, approach text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan
SET pg_trgm.word_similarity_threshold = 0.45 AS $$
#variable_conflict use_column
DECLARE
    here uuid := nullif(current_setting('app.practice', true), '')::uuid;
    me uuid := {OWN};
    q tsquery := to_tsquery('english', words);
    resembling boolean := false;
BEGIN
    FOR try IN 1..2 LOOP
        -- A word or two may be mistyped; of more, each is looked for by itself.
        IF try = 2 AND words LIKE '%&%&%' THEN
            q := to_tsquery('english', replace(words, '&', '|'));
        ELSIF try = 2 THEN
            resembling := true;
        END IF;
        RETURN QUERY
        WITH mine AS (
            SELECT 1 AS origin, 'mine' AS source, b.id, b.kind, b.text, '' AS place, b.approach
            FROM library_bankstatement b
            WHERE b.practice_id = here AND b.owner_id = me AND b.kind = ANY (wanted)
                AND CASE WHEN resembling THEN typed <% b.text
                    ELSE to_tsvector('english', coalesce(b.text, '')) @@ q END
            LIMIT 200
        ), shared AS (
            SELECT 2, 'practice', b.id, b.kind, b.text, '', b.approach
            FROM library_bankstatement b
            WHERE b.practice_id = here AND b.owner_id IS DISTINCT FROM me
                AND b.promoted_at IS NOT NULL AND b.withdrawn_at IS NULL AND b.kind = ANY (wanted)
                AND CASE WHEN resembling THEN typed <% b.text
                    ELSE to_tsvector('english', coalesce(b.text, '')) @@ q END
            LIMIT 200
        ), own AS (
            SELECT 3, 'planner', p.id, p.kind, p.text,
                coalesce(a.title, o.title), p.approach
            FROM library_practicestatement p
            LEFT JOIN library_area a ON a.slug = p.area_id
            LEFT JOIN library_practicearea o ON o.id = p.own_area_id AND o.practice_id = here
            WHERE p.practice_id = here AND NOT p.is_hidden AND p.kind = ANY (wanted)
                AND CASE WHEN resembling THEN typed <% p.text
                    ELSE to_tsvector('english', coalesce(p.text, '')) @@ q END
            LIMIT 200
        ), shipped AS (
            SELECT 3, 'planner', s.id, s.kind, s.text, a.title, s.approach
            FROM library_statement s JOIN library_area a ON a.slug = s.area_id
            WHERE s.kind = ANY (wanted)
                AND CASE WHEN resembling THEN typed <% s.text
                    ELSE to_tsvector('english', coalesce(s.text, '')) @@ q END
                AND NOT EXISTS (
                    SELECT FROM library_practicestatement p
                    WHERE p.practice_id = here AND p.replaces_id = s.id
                )
            LIMIT 200
        ), ranked AS (
            SELECT found.*, row_number() OVER (
                PARTITION BY origin
                ORDER BY word_similarity(typed, text) DESC, length(text), id
            ) AS place_in_source
            FROM (
                TABLE mine UNION ALL TABLE shared UNION ALL TABLE own UNION ALL TABLE shipped
            ) AS found
        ), chosen AS (
            SELECT * FROM ranked ORDER BY place_in_source, origin LIMIT most
        )
        SELECT c.source, c.id, c.kind::text, c.text, c.place::text, c.approach::text
        FROM chosen c ORDER BY c.origin, c.place_in_source;
        EXIT WHEN FOUND;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION library_search(text, text, text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION library_search(text, text, text[], integer) TO {APP}
"""


class Migration(migrations.Migration):
    dependencies = [("library", "0001_planners_and_banks"), ("accounts", "0003_app_may_sign_people_in")]

    operations = [
        migrations.RunSQL(SHIPPED_ARE_READ, SHIPPED_BACK),
        Wall("practicearea"),
        Wall("practicestatement"),
        Wall("bankstatement", sees=BANK, writes=BANK),
        Wall("upload", grants="SELECT, INSERT, DELETE", sees=UPLOAD, writes=UPLOAD),
        migrations.RunSQL(SEARCH, "DROP FUNCTION library_search(text, text, text[], integer)"),
    ]
