"""Posts from a local server to durable messages, verdicts and outbox rows: Earshot, Python, and bare inserts."""

import os
import sqlite3
import subprocess
import sys
import time

import world

TAGS = ["quillfone", "signal", "outage", "billing"]


def configuration(folder, port):
    listen = "\n".join(
        f"""  - name: {tag}
    channel: mastodon
    url: http://127.0.0.1:{port}
    listen: ["#{tag}"]
    since: beginning
    private-address: allowed
    tickets: all""" for tag in TAGS)
    path = f"{folder}/earshot.yaml"
    with open(path, "w") as f:
        f.write(f"""brand: Quillfone
database: sqlite:earshot.db
rules: {world.ROOT}/Rules
hosts: {{ default: {{ at-once: 4, pause: 0s }} }}
acd:
  smtp: smtp://127.0.0.1:9
  from: earshot@quillfone.example
  queues: {{ default: support@acd.example, hot: oncall@acd.example }}
sources:
{listen}
""")
    return path


def timed(command, **more):
    start = time.monotonic()
    with open(os.devnull, "w") as nothing:
        before = os.times()
        done = subprocess.run(command, stdout=subprocess.PIPE, **more)
        after = os.times()
    wall = time.monotonic() - start
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    return wall, cpu, done.stdout.decode()


def bare_inserts(source, target):
    """The very rows that Earshot wrote, into tables and indexes of the same definition, a thousand messages a
    transaction, with nothing else to do."""
    old = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    tables = ["conversation", "message", "errand"]
    rows, columns = {}, {}
    for table in tables:
        cursor = old.execute(f"SELECT * FROM {table} ORDER BY id")
        columns[table] = len(cursor.description)
        rows[table] = cursor.fetchall()
    schema = [r[0] for r in old.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name IN ('conversation','message','errand') AND sql IS NOT NULL"
        " AND type IN ('table','index')"
        " ORDER BY type DESC")]
    old.close()
    new = sqlite3.connect(target, isolation_level=None)
    new.execute("PRAGMA journal_mode=WAL")
    new.execute("PRAGMA synchronous=FULL")
    for statement in schema:
        new.execute(statement)
    count = len(rows["message"])
    start = time.monotonic()
    for first in range(0, count, 1000):
        new.execute("BEGIN IMMEDIATE")
        for table in tables:
            new.executemany(
                f"INSERT INTO {table} VALUES ({','.join('?' * columns[table])})", rows[table][first:first + 1000])
        new.execute("COMMIT")
    wall = time.monotonic() - start
    new.close()
    return count, wall


def main():
    short = "--short" in sys.argv
    count = 20_000 if short else 100_000
    with world.Scratch("throughput") as folder:
        posts, origin = world.write_timelines(folder, TAGS, count)
        print(f"throughput: {posts} posts, {origin}")
        with world.Nginx(folder, world.TIMELINES.format(folder=folder)) as nginx:
            url = f"http://127.0.0.1:{nginx.port}"
            peer = os.path.join(os.path.dirname(__file__), "python_peer.py")
            best = {}
            for round in range(1 if short else 3):
                for name in os.listdir(folder):
                    if ".db" in name:
                        os.remove(f"{folder}/{name}")
                config = configuration(folder, nginx.port)
                # 75: the tickets wait, since this benchmark sends nothing.
                wall, cpu, _ = timed([world.EARSHOT, "run", "--once", "--only", "poll", "--config", config])
                db = sqlite3.connect(f"file:{folder}/earshot.db?mode=ro", uri=True)
                stored = db.execute("SELECT count(*) FROM message WHERE filtered_by IS NULL").fetchone()[0]
                filtered = db.execute("SELECT count(*) FROM message WHERE filtered_by IS NOT NULL").fetchone()[0]
                errands = db.execute("SELECT count(*) FROM errand").fetchone()[0]
                db.close()
                if stored + filtered != posts or errands < stored:
                    sys.exit(f"earshot stored {stored}, filtered {filtered} and has {errands} errands of {posts} posts")
                best["earshot"] = min(best.get("earshot", (1e9, 0)), (wall, cpu))
                wall, cpu, out = timed([sys.executable, peer, url, f"{folder}/peer.db", f"{world.ROOT}/Rules", *TAGS])
                if int(out) != posts:
                    sys.exit(f"python heard {out} of {posts} posts")
                best["python"] = min(best.get("python", (1e9, 0)), (wall, cpu))
                rows, wall = bare_inserts(f"{folder}/earshot.db", f"{folder}/bare.db")
                best["bare"] = min(best.get("bare", (1e9, 0)), (wall, wall))
        rate = {name: posts / wall for name, (wall, _) in best.items()}
        print(f"  Earshot                {rate['earshot']:>9,.0f} posts/s  {best['earshot'][0]:6.2f} s wall  "
              f"{best['earshot'][1]:6.2f} s processor, process start included")
        print(f"  Python                 {rate['python']:>9,.0f} posts/s  {best['python'][0]:6.2f} s wall  "
              f"{best['python'][1]:6.2f} s processor")
        print(f"  bare batched inserts   {rate['bare']:>9,.0f} posts/s  {best['bare'][0]:6.2f} s wall, of the same rows")
        print(f"  Earshot / Python {rate['earshot'] / rate['python']:.2f} (at least 3)   "
              f"Earshot / bare inserts {rate['earshot'] / rate['bare']:.2f} (at least 0.5, aim 0.7)")


main()
