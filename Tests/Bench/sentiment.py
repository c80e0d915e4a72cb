"""Messages a second whose feeling is judged, on one core, beside vaderSentiment in Python, in one run.

Usage: sentiment.py [--short]
Both rates are of processor time of one thread, the median of several rounds over the same messages. Earshot
reads the words, chooses the language, asks the lexicons and both models, for sentiment and for complaint.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import matching_world

PROGRAM = os.environ.get("EARSHOT", f"{matching_world.ROOT}/.build/release/earshot")


def vader_rate(texts, rounds):
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    rates = []
    for _ in range(rounds):
        start = time.thread_time()
        for text in texts:
            analyzer.polarity_scores(text)
        rates.append(len(texts) / (time.thread_time() - start))
    return statistics.median(rates)


def main():
    short = "--short" in sys.argv
    rounds = 3 if short else 5
    lines, origin = matching_world.texts(5_000 if short else 20_000)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(f"{matching_world.ROOT}/Rules/sentiment", f"{folder}/rules/sentiment")
        with open(f"{folder}/texts", "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        command = [PROGRAM, "bench-matching", "rate", f"{folder}/texts", "--rules", f"{folder}/rules", "--rounds", str(rounds)]
        ours = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()[0])
    vader = vader_rate(lines[:5_000], rounds)
    print(f"{len(lines):,} {origin}, {ours['bytes'] / len(lines):.0f} bytes each")
    print(f"Earshot, sentiment and complaint  {ours['judged']:>10,.0f} a second")
    print(f"vaderSentiment in Python          {vader:>10,.0f} a second")
    print(f"{ours['judged'] / vader:.1f} times")


if __name__ == "__main__":
    main()
