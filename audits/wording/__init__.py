"""What the words of a plan or a note say, judged as wording, and how well that judging does."""
