"""The same job as `earshot judge` as a competent user writes it in Python: json, pyahocorasick, vaderSentiment.

Usage: python_judge.py RULES < messages.jsonl > verdicts.jsonl
"""

import glob
import json
import sys

import ahocorasick
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


def phrases(folder):
    for path in glob.glob(folder + "/**/*.keywords", recursive=True):
        name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        for line in open(path, encoding="utf-8").read().split("---", 1)[-1].splitlines():
            word = line.split(" # ")[0].strip().lstrip("=").rstrip("*").lower()
            if word and word[0] not in "#-":
                yield word, name


def main():
    automaton = ahocorasick.Automaton()
    for word, name in phrases(sys.argv[1]):
        automaton.add_word(word, (word, name))
    automaton.make_automaton()
    sentiment = SentimentIntensityAnalyzer()
    for line in sys.stdin:
        given = json.loads(line)
        text = given["text"]
        low = text.lower()
        reasons = {}
        for end, (word, name) in automaton.iter(low):
            start = end - len(word) + 1
            if (start == 0 or not low[start - 1].isalnum()) and (end + 1 == len(low) or not low[end + 1].isalnum()):
                at = len(text[:start].encode())
                reasons.setdefault(name, []).append(
                    {"text": text[start:end + 1], "start": at, "end": at + len(text[start:end + 1].encode())})
        compound = sentiment.polarity_scores(text)["compound"]
        label = "positive" if compound >= 0.05 else "negative" if compound <= -0.05 else "neutral"
        heat = 10 * len(reasons)
        print(json.dumps({
            "id": given["id"], "hot": heat >= 50, "heat": heat, "sentiment": {"label": label, "compound": compound},
            "reasons": [{"rule": name, "matches": found} for name, found in reasons.items()]}, ensure_ascii=False))


main()
