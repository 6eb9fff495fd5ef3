"""How hard a text is to read, by the published formulas.

English: Flesch-Kincaid grade level (Kincaid et al. 1975). Spanish: Fernández-Huerta 1959, in the
corrected form (Gwillim Law 2011, LINGUIST List 22.2332): 206.84 - 60 syllables/words - 1.02 words/
sentences; 70 and more is "somewhat easy", which its scale calls grade 6. Syllables are counted by
rule; a number counts as a word of one syllable.
"""

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"[.!?:]+(?=\s|$)")


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def sentences_in(text: str) -> int:
    return max(1, len(_SENTENCE.findall(text)))


def english_syllables(word: str) -> int:
    word = re.sub(r"['’]s?t?$", "", word)
    if len(word) <= 3:
        return 1
    word = re.sub(r"(?<=[^aeiou])(?:es|ed)$|(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$", _silent, word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def _silent(found: re.Match[str]) -> str:
    """ "es" and "ed" are heard after a hiss, and "ed" after t and d."""
    before, ending = found.string[: found.start()], found.group()
    if ending == "ed" and before.endswith(("t", "d")):
        return "ed"
    if ending == "es" and before.endswith(("s", "x", "z", "ch", "sh", "c", "g")):
        return "es"
    return ""


def spanish_syllables(word: str) -> int:
    """Each strong or accented vowel carries a syllable; weak ones lean on it, or carry one."""
    word = re.sub(r"y$", "i", word)
    runs = re.findall(r"[aeiouáéíóúü]+", word)
    return max(1, sum(max(1, len(re.findall(r"[aeoáéíóú]", run))) for run in runs))


def grade_of_english(text: str) -> float:
    words = words_of(text)
    syllables = sum(map(english_syllables, words))
    return 0.39 * len(words) / sentences_in(text) + 11.8 * syllables / len(words) - 15.59


def ease_of_spanish(text: str) -> float:
    words = words_of(text)
    syllables = sum(map(spanish_syllables, words))
    return 206.84 - 60 * syllables / len(words) - 1.02 * len(words) / sentences_in(text)
