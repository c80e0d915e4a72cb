"""What the benchmark of matching reads: messages, phrases and rules, the same in every run."""

import collections
import os
import random
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BACKGROUND = os.path.join(ROOT, "..", "shared", "data", "background", "tweets.tsv")
WORD = re.compile(r"[a-z0-9]+")


def texts(most=20_000):
    """Messages of one line, and where they come from."""
    if os.path.exists(BACKGROUND):
        with open(BACKGROUND, encoding="utf-8") as file:
            next(file)
            lines = [line.rstrip("\n").split("\t")[0] for line in file]
        return [line for line in lines if line.strip()][:most], "tweets of ../shared/data/background"
    dice = random.Random(1)
    syllables = ["ka", "lo", "mi", "ren", "sta", "ver", "tou", "ni", "bel", "gra", "phi", "on", "er", "ash", "um"]
    words = ["".join(dice.choice(syllables) for _ in range(dice.randint(1, 4))) for _ in range(30_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    lines = []
    for _ in range(most):
        row = dice.choices(words, weights, k=dice.randint(5, 18))
        if dice.random() < 0.3:
            row.insert(dice.randrange(len(row)), dice.choice(["😡", "👍🏽", "café", "#QuillfoneFail", "@quillfone", "…"]))
        lines.append(" ".join(row).capitalize() + dice.choice(["", ".", "!", "?"]))
    return lines, "invented messages"


def phrases(lines, count, dice):
    """Half words, half pairs of neighbours, all of which occur; none of the 200 commonest words alone."""
    words, pairs = collections.Counter(), collections.Counter()
    for line in lines:
        row = WORD.findall(line.lower())
        words.update(row)
        pairs.update(" ".join(pair) for pair in zip(row, row[1:]))
    common = {word for word, _ in words.most_common(200)}
    single = sorted(word for word in words if words[word] > 1 and word not in common and len(word) > 1)
    double = sorted(pair for pair in pairs if pairs[pair] > 1)
    dice.shuffle(single)
    dice.shuffle(double)
    half = min(count // 2, len(single))
    chosen = single[:half] + double[: count - half]
    spare = len(chosen)
    while len(chosen) < count:
        spare += 1
        chosen.append(f"never{spare}")
    dice.shuffle(chosen)
    return chosen


def write_rules(folder, phrases, count, dice):
    """`count` rules over the phrases: half ask for one phrase, half combine with NEAR, BEFORE, NOT and lists."""
    os.makedirs(folder, exist_ok=True)
    lists = 100
    for number in range(lists):
        with open(f"{folder}/list-{number}.keywords", "w") as file:
            file.write("about  Benchmark\n---\n")
            for phrase in sorted(set(dice.sample(phrases, 20))):
                file.write(phrase + "\n")
            file.write(f"-{dice.choice(phrases)} nonesuch{number}\n")
    with open(f"{folder}/bench.rules", "w") as file:
        for number in range(count):
            first = phrases[number % len(phrases)]
            other, third = dice.choice(phrases), dice.choice(phrases)
            own = f"list:list-{number % lists}"
            shape = number % 10
            when = {
                5: f'"{first}" NEAR/8 ({own} OR "{other}")',
                6: f'"{first}" AND NOT {own}',
                7: f'"{first}" BEFORE/5 "{other}" AND NOT "{third}"',
                8: f'("{first}" OR "{other}") AND {own}',
                9: f'"{first}" AND NOT sentiment is positive',
            }.get(shape, f'"{first}"')
            file.write(f"rule r{number}\n  severity low\n  score 5\n  when {when}\n")
    return folder


if __name__ == "__main__":
    import sys

    lines, _ = texts()
    chosen = phrases(lines, 10_000, random.Random(2))
    write_rules(sys.argv[1] + "/rules", chosen, 10_000, random.Random(3))
    with open(sys.argv[1] + "/texts", "w") as file:
        file.write("\n".join(lines))
    with open(sys.argv[1] + "/phrases", "w") as file:
        file.write("\n".join(chosen))
