"""How long a worker takes to reload its rules: the folder read, parsed, checked and compiled, and every example run
that may have changed. 10,000 rules in 100 files with 120,000 examples, and 100 lists; the whole of them, then with one
file of rules changed, and with one list that a hundred rules name.

Usage: reloading.py [--short]
Seconds by the clock, on all cores, and of processor time; the median of several rounds, and the worst.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile

import matching_world
import reloading_world

PROGRAM = os.environ.get("EARSHOT", f"{matching_world.ROOT}/.build/release/earshot")


def main():
    rounds = 3 if "--short" in sys.argv else 9
    lines, origin = matching_world.texts(20_000)
    with tempfile.TemporaryDirectory() as folder:
        changes = reloading_world.write(f"{folder}/rules", lines)
        command = [PROGRAM, "bench-reloading", "--rules", f"{folder}/rules", "--rounds", str(rounds)]
        for file, other in changes:
            command += ["--change", file, "--to", other]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        reloads = [json.loads(line) for line in done.stdout.splitlines()]
        size = sum(os.path.getsize(os.path.join(folder, "rules", name)) for name in os.listdir(f"{folder}/rules")
                   if name.endswith((".rules", ".keywords")))
    facts = reloads[0]
    print(f"reloading: {facts['rules']:,} rules with {facts['examples']:,} examples, {facts['lists']:,} lists, "
          f"{facts['phrases']:,} phrases with the lexicons', {size / 1e6:.0f} MB; examples from {origin}")
    names = ["whole"] + [file for file, _ in changes]
    for name, title in zip(names, ["all of them", "one file of rules", "one list"]):
        mine = [reload for reload in reloads if reload["changed"] == name]
        walls, works = [reload["wall"] for reload in mine], [reload["processor"] for reload in mine]
        print(f"  {title:<18} {statistics.median(walls) * 1e3:>6,.0f} ms, at most {max(walls) * 1e3:>6,.0f};"
              f"  processor {statistics.median(works) * 1e3:>6,.0f} ms")


main()
