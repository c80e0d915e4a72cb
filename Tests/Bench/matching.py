"""Messages a second on one core, 10,000 rules over 10,000 phrases, beside the literal matchers that the phrases
alone could be given to; and what the worst texts cost a byte, beside ordinary ones.

Usage: matching.py [--short] [--hostile]
Every rate is of processor time of one thread, the median of several rounds; all read the same messages, and the
literal matchers must find the same whole words.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

import matching_hostile
import matching_world

PROGRAM = os.environ.get("EARSHOT", f"{matching_world.ROOT}/.build/release/earshot")


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]


def median_rate(rounds, count, body):
    rates, found = [], 0
    for _ in range(rounds):
        start = time.thread_time()
        found = body()
        rates.append(count / (time.thread_time() - start))
    return statistics.median(rates), found


def is_word(byte):
    return byte >= 0x80 or chr(byte).isalnum()


def hyperscan_rate(phrases, texts, rounds):
    import hyperscan

    literals = [phrase.encode() for phrase in phrases]
    database = hyperscan.Database()
    database.compile(
        expressions=literals, ids=list(range(len(literals))), elements=len(literals), literal=True,
        flags=hyperscan.HS_FLAG_CASELESS)
    lengths = [len(literal) for literal in literals]
    rows = [text.encode() for text in texts]

    def scan():
        total = 0
        found = []
        for row in rows:
            found.clear()
            database.scan(row, match_event_handler=lambda id, start, end, flags, context: found.append((id, end)))
            for id, end in found:
                start = end - lengths[id]
                if (start == 0 or not is_word(row[start - 1])) and (end == len(row) or not is_word(row[end])):
                    total += 1
        return total

    return median_rate(rounds, len(rows), scan)


def ahocorasick_rate(phrases, texts, rounds):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, len(phrase))
    automaton.make_automaton()

    def other(letter):
        return letter >= "\x80" or letter.isalnum()

    def scan():
        total = 0
        for text in texts:
            low = text.lower() if len(text.lower()) == len(text) else text
            for end, length in automaton.iter(low):
                start = end - length + 1
                if (start == 0 or not other(low[start - 1])) and (end + 1 == len(low) or not other(low[end + 1])):
                    total += 1
        return total

    return median_rate(rounds, len(texts), scan)


def main():
    short = "--short" in sys.argv
    rounds = 3 if short else 7
    lines, origin = matching_world.texts(5_000 if short else 20_000)
    phrases = matching_world.phrases(lines, 10_000, random.Random(2))
    with tempfile.TemporaryDirectory() as folder:
        rules = matching_world.write_rules(f"{folder}/rules", phrases, 10_000, random.Random(3))
        with open(f"{folder}/texts", "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        with open(f"{folder}/phrases", "w", encoding="utf-8") as file:
            file.write("\n".join(phrases))
        if "--hostile" not in sys.argv:
            compare(folder, rules, phrases, lines, origin, rounds)
        matching_hostile.report(run, PROGRAM, folder, rules, phrases, lines, short)


def compare(folder, rules, phrases, lines, origin, rounds):
    subprocess.run(
        ["gcc", "-O2", "-o", f"{folder}/peer", os.path.join(os.path.dirname(__file__), "vectorscan_peer.c"), "-lhs"],
        check=True)
    [ours] = run(PROGRAM, "bench-matching", "rate", f"{folder}/texts", "--rules", rules, "--rounds", str(rounds))
    [scan] = run(f"{folder}/peer", f"{folder}/phrases", f"{folder}/texts", str(rounds))
    hyper, hyper_hits = hyperscan_rate(phrases, lines, rounds)
    aho, aho_hits = ahocorasick_rate(phrases, lines, rounds)
    print(f"{len(lines):,} {origin}, {ours['bytes'] / len(lines):.0f} bytes each; 10,000 rules over 10,000 phrases")
    print(f"Earshot, judged            {ours['judged']:>12,.0f} a second   {ours['hits']:,} terms that hit")
    print(f"Earshot, and concluded     {ours['concluded']:>12,.0f} a second   {ours['fired']:,} reasons")
    print(f"Vectorscan literals in C   {scan['rate']:>12,.0f} a second   {scan['hits']:,} whole words")
    print(f"hyperscan from Python      {hyper:>12,.0f} a second   {hyper_hits:,} whole words")
    print(f"pyahocorasick              {aho:>12,.0f} a second   {aho_hits:,} whole words")
    shares = [ours["judged"] / scan["rate"], ours["judged"] / hyper, ours["judged"] / aho]
    print("judged: {:.2f} of Vectorscan, {:.2f} of hyperscan, {:.2f} of pyahocorasick".format(*shares))
    if scan["hits"] != hyper_hits:
        sys.exit("the peers do not find the same")


if __name__ == "__main__":
    main()
