"""Which of the shipped languages a client's record names, in whatever words it was written."""

# As people write it into the field "language": in English, in the language itself, or as a code.
_NAMES = {
    "es": {"spanish", "español", "espanol", "castellano", "castilian", "es", "spa"},
    "en": {"english", "inglés", "ingles", "en", "eng"},
}


def shipped_language(written: str) -> str:
    """ "es" for "Spanish (Mexico)", "en" for "English"; empty for a language that is not shipped.

    The first one that is named counts: "Spanish, some English" is read in Spanish.
    """
    cleaned = "".join(sign if sign.isalpha() else " " for sign in written.casefold())
    for word in cleaned.split():
        for code, names in _NAMES.items():
            if word in names:
                return code
    return ""
