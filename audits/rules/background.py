"""What the client brings: strengths, needs, preferences, language and culture."""

from collections.abc import Iterator

from audits.case import Case
from audits.rule import rule
from audits.said import Found, Said, Severity


@rule(
    18,
    "The client's strengths, needs and preferences are recorded.",
    severity=Severity.WARNING,
    sources=("CARF", "NY", "OK42"),
    satisfied_by="Fill in strengths, needs and preferences on the intake; “none voiced” is enough.",
    reads=(
        "document.intake.strengths",
        "document.intake.needs",
        "document.intake.preferences",
    ),
    points_at="intake:strengths",
)
def strengths_needs_preferences(case: Case) -> Iterator[Said]:
    intake, client = case.document.intake, case.document.client.id
    wanted = {
        "strengths": (intake.strengths, "Record the client’s strengths."),
        "needs": (intake.needs, "Record the client’s needs."),
        "preferences": (intake.preferences.strip(), "Record the client’s preferences."),
    }
    for field, (said, sentence) in wanted.items():
        if not said:
            yield Found(sentence, "intake", client, field)


@rule(
    33,
    "Linguistic and cultural needs are recorded.",
    severity=Severity.INFO,
    sources=("NY", "CARF"),
    satisfied_by="Say on the intake what language and culture ask for; “none voiced” is enough.",
    reads=("document.intake.culture",),
    points_at="intake:culture",
)
def culture_and_language(case: Case) -> Iterator[Said]:
    if not case.document.intake.culture.strip():
        evidence = f"Language: {case.document.client.language}"
        sentence = "Record what language and culture ask for."
        yield Found(sentence, "intake", case.document.client.id, "culture", evidence)
