"""`earshot judge` with the shipped rules: JSON lines of about 100 bytes in, verdicts out, end to end, on one core
and on two; and the same in Python, on one."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time

import world

PEER = os.path.join(os.path.dirname(__file__), "python_judge.py")


def messages(count):
    """Texts of 70 to 130 bytes: recorded ordinary posts, else invented ones."""
    path = os.path.join(world.ROOT, "..", "shared", "data", "background", "tweets.tsv")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            texts = [line.rstrip("\n") for line in f][1:]
        kind = "recorded posts"
    else:
        words = ("my phone bill is wrong again and nobody answers so I wait here for hours with the kids asleep "
                 "while the router blinks red thanks a lot for nothing quillfone see you at the shop tomorrow").split()
        chance = random.Random(2)
        texts = [" ".join(chance.choice(words) for _ in range(20)) for _ in range(5000)]
        kind = "invented posts"
    texts = [t for t in texts if 70 <= len(t.encode()) <= 130]
    chance = random.Random(1)
    return [chance.choice(texts) for _ in range(count)], kind


def run(command, source, cores):
    """Seconds of the whole run, start and rules included, and the number of lines written."""
    with open(source, "rb") as given, tempfile.NamedTemporaryFile() as written:
        start = time.monotonic()
        done = subprocess.run(["taskset", "-c", cores, *command], stdin=given, stdout=written)
        wall = time.monotonic() - start
        if done.returncode:
            sys.exit(f"{command[0]} ended with {done.returncode}")
        with open(written.name, "rb") as f:
            return wall, sum(chunk.count(b"\n") for chunk in iter(lambda: f.read(1 << 20), b""))


def best(command, source, cores, count, times):
    walls = []
    for _ in range(times):
        wall, lines = run(command, source, cores)
        if lines != count:
            sys.exit(f"{command[0]} wrote {lines} lines for {count} messages")
        walls.append(wall)
    return min(walls)


def main():
    short = "--short" in sys.argv
    count = 100_000 if short else 1_000_000
    texts, kind = messages(count)
    with tempfile.TemporaryDirectory() as folder:
        source, few = f"{folder}/all.jsonl", f"{folder}/few.jsonl"
        with open(source, "w", encoding="utf-8") as f:
            for place, text in enumerate(texts):
                f.write(json.dumps({"id": str(place), "text": text}, ensure_ascii=False) + "\n")
        share = count // 20
        with open(source, "rb") as f, open(few, "wb") as g:
            for _ in range(share):
                g.write(f.readline())
        size = os.path.getsize(source) / count
        earshot = [f"{world.ROOT}/.build/release/earshot", "judge", "--rules", f"{world.ROOT}/Rules", "--json"]
        python = [sys.executable, PEER, f"{world.ROOT}/Rules"]
        times = 1 if short else 3
        one = count / best(earshot, source, "0", count, times)
        two = count / best(earshot, source, "0,1", count, times)
        peer = share / best(python, few, "0", share, 1)
    print(f"judging: {count:,} {kind}, lines of {size:.0f} bytes, shipped rules, start included")
    print(f"  earshot judge, one core     {one:>10,.0f} messages/s")
    print(f"  earshot judge, two cores    {two:>10,.0f} messages/s   {two / one:.2f} of one")
    print(f"  the same in Python, one     {peer:>10,.0f} messages/s   Earshot {one / peer:.0f} times")


main()
