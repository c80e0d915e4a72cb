"""Thousands of feeds under as many host names at one nginx, each once a minute: processor time and memory."""

import os
import signal
import subprocess
import sys
import time

import world


def atom(number, entry):
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Status {number}</title><id>urn:f:{number}</id>
<updated>2026-11-22T10:00:00Z</updated>
<entry><title>Notice {entry}</title><id>urn:f:{number}:{entry}</id><updated>2026-11-22T10:00:00Z</updated>
<link href="https://status.example/{number}/{entry}"/><summary>Work on line {number} is done.</summary></entry></feed>"""


def main():
    short = "--short" in sys.argv
    feeds, interval, seconds = (500, 10, 40) if short else (5_000, 60, 240)
    with world.Scratch("polling") as folder:
        os.makedirs(f"{folder}/feeds")
        for number in range(feeds):
            with open(f"{folder}/feeds/{number}.atom", "w") as f:
                f.write(atom(number, 1))
        server = f"root {folder}/feeds; location = /count {{ return 200; }}"
        with world.Nginx(folder, server) as nginx:
            with open(f"{folder}/earshot.yaml", "w") as f:
                f.write(f"brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: {world.ROOT}/Rules\nsources:\n")
                for number in range(feeds):
                    # libcurl resolves every name under .localhost to this machine by itself.
                    f.write(
                        f"  - {{ name: f{number}, channel: feed, url: 'http://f{number}.localhost:{nginx.port}/{number}.atom',"
                        f" every: {interval}s, private-address: allowed, since: beginning }}\n")
            process = subprocess.Popen(
                [world.EARSHOT, "run", "--config", f"{folder}/earshot.yaml"], stdout=subprocess.DEVNULL,
                stderr=open(f"{folder}/log", "w"))
            try:
                time.sleep(interval * 1.5)
                cpu, start = world.processor_seconds(process.pid), time.monotonic()
                # A few feeds change, so that not every answer is 304.
                for number in range(0, feeds, 50):
                    with open(f"{folder}/feeds/{number}.atom", "w") as f:
                        f.write(atom(number, 2))
                time.sleep(seconds - interval * 1.5)
                if process.poll() is not None:
                    sys.exit("earshot ended: " + open(f"{folder}/log").read()[-2000:])
                used, wall = world.processor_seconds(process.pid) - cpu, time.monotonic() - start
                peak = world.memory(process.pid, "VmHWM")
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait()
            import sqlite3
            db = sqlite3.connect(f"file:{folder}/earshot.db?mode=ro", uri=True)
            behind = db.execute(
                "SELECT count(*) FROM source WHERE last_poll IS NULL OR last_poll < ?",
                (int((time.time() - 1.6 * interval - 10) * 1e6),)).fetchone()[0]
            heard = db.execute("SELECT count(*) FROM message").fetchone()[0]
            failing = db.execute("SELECT count(*) FROM source WHERE failures > 0").fetchone()[0]
            print(f"polling: {feeds} feeds under {feeds} host names, every {interval} s, over {wall:.0f} s")
            print(f"  processor {used / wall:.2f} of one core (under 1)   memory at its peak {peak:.0f} MB (under 300)")
            print(f"  messages heard {heard} (expected {feeds + len(range(0, feeds, 50))}), "
                  f"sources behind their interval {behind}, failing {failing}")


main()
