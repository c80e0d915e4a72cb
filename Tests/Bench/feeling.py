"""How often the shipped lexicons and models are right, on the labelled sets of ../shared/data.

Usage: feeling.py [--short]
What a model was trained on it also remembers: the figures of sentiment/ and sentiment-languages/ here are of
lines that the shipped model has seen, and say only that nothing is broken; what it does on unseen lines stands in
Rules/sentiment/MODELS.md. airline/ and complaints/ were never trained on.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PROGRAM = os.environ.get("EARSHOT", f"{ROOT}/.build/release/earshot")
DATA = os.path.abspath(os.path.join(ROOT, "../shared/data"))
FEELINGS = ["negative", "neutral", "positive"]
SEEN = ["arabic", "french", "german", "hindi", "italian", "portuguese", "spanish"]


def rows(name, label):
    with open(f"{DATA}/{name}", encoding="utf-8", newline="") as file:
        return [(row[label], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def judged(texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": str(number), "text": text}) + "\n")
        file.flush()
        done = subprocess.run(
            [PROGRAM, "judge", file.name, "--rules", f"{ROOT}/Rules", "--json"], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def report(name, truth, given, classes):
    recalls, scores = [], []
    for one in classes:
        hit = sum(a == b == one for a, b in zip(truth, given))
        recall = hit / max(1, sum(a == one for a in truth))
        precision = hit / max(1, sum(b == one for b in given))
        recalls.append(recall)
        scores.append(2 * recall * precision / max(1e-9, recall + precision))
    mean = lambda row: 100 * sum(row) / len(row)
    print(f"{name:<28}{len(truth):>7}{mean(recalls):>14.1f}{mean(scores):>10.1f}")


def main():
    if not os.path.isdir(DATA):
        print("skipped: no ../shared/data")
        return
    print(f"{'set':<28}{'lines':>7}{'macro-recall':>14}{'macro-F1':>10}")
    sets = [("airline/tweets.tsv", "sentiment"), ("sentiment/validation.tsv", "label")]
    sets += [] if "--short" in sys.argv else [(f"sentiment-languages/{one}.val.tsv", "label") for one in SEEN]
    for name, label in sets:
        lines = [(truth, text) for truth, text in rows(name, label) if truth in FEELINGS]
        verdicts = judged([text for _, text in lines])
        # Both sides strong and neither ahead: as near to neutral as three classes allow.
        given = [v["sentiment"]["label"].replace("mixed", "neutral") for v in verdicts]
        report(name, [truth for truth, _ in lines], given, FEELINGS)
    lines = rows("complaints/tweets.tsv", "label")
    given = ["1" if v["complaint"] >= 0.5 else "0" for v in judged([text for _, text in lines])]
    report("complaints/tweets.tsv", [truth for truth, _ in lines], given, ["0", "1"])


if __name__ == "__main__":
    main()
