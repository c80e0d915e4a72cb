#!/usr/bin/env python3
"""How long the queue's page takes at 100,000 open cases, and how many consoles may look at it at once.

Fills a database of its own, signs in at the release program's console, and asks for the page: as it is first asked for
after a change (what is shown was read anew), and again with nothing changed. Then opens event streams until there are
1,200, of which 500 are served and the others told to come again, changes one case, and waits until all that are
served have heard of it.
"""
import http.client
import os
import re
import selectors
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.parse

import world

CASES = 20_000 if "--short" in sys.argv else 100_000
STREAMS = 200 if "--short" in sys.argv else 1_200
PASSWORD = "a bench of patience 7"


def fill(path):
    database = sqlite3.connect(path)
    now = int(time.time() * 1e6)
    database.execute("INSERT INTO source (name, channel, started_at) VALUES ('fediverse', 'mastodon', ?)", (now,))
    source = database.execute("SELECT id FROM source").fetchone()[0]
    reasons = ('[{"rule":"danger","file":"Rules/a.rules","line":1,"title":"Danger","severity":"high","score":60,"owner":"desk","skill":"",'
               '"matches":[{"text":"smoke","start":4,"end":9,"zone":"text"}],"more":0}]')
    database.execute("""
        WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
        INSERT INTO hot_case (id, state, heat, severity, title, messages, first_heard, promise, owner, reasons,
            newest_heard, rank, due)
        SELECT n, 'open', 50 + n % 50, 'high', 'Danger: case ' || n, 1, ?2 - n * 1000000, ?2 + n * 1000000, 'desk', ?3,
            ?2, ?2 + (n * 7919 % ?1) * 1000, ?2 + 86400000000 FROM n""", (CASES, now, reasons))
    database.execute("INSERT INTO case_event (hot_case, at, who, what, note) SELECT id, ?, 'earshot', 'opened', '' FROM hot_case", (now,))
    database.execute("""
        INSERT INTO message (id, source, identity, revision, hot_case, heard_at, channel, handle, display_name,
            is_automatic, text, quoted, subject, language, time, permalink, visibility, form, sentiment, compound,
            judged_language, is_hot, heat, severity, reasons)
        SELECT id, ?, 'x:' || id, '', id, first_heard, 'mastodon', 'mastodon:p' || id || '@social.example', 'P ' || id,
            0, 'The smoke comes out of the box that you sent, case ' || id || '. ' || hex(randomblob(60)), '', '', 'en',
            first_heard, '', 'open', 'original', 'negative', -500, 'en', 1, heat, severity, reasons FROM hot_case""", (source,))
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


def change(database, number):
    """What grows the queue's mark, as any change does."""
    database.execute("INSERT INTO case_event (hot_case, at, who, what, note) VALUES (?, ?, 'bench', 'note', '')",
                     (number, int(time.time() * 1e6)))
    database.commit()


class Console:
    def __init__(self, port):
        self.port, self.cookie = port, ""
        self.open = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method, path, form=None):
        body = urllib.parse.urlencode(form).encode() if form else None
        headers = {"Cookie": self.cookie, "Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.open.request(method, path, body, headers)
        answer = self.open.getresponse()
        return answer, answer.read()

    def sign_in(self, first):
        answer, page = self.ask("GET", first[first.index("/first"):])
        assert answer.status == 200, (first, answer.status, page[-600:])
        key = re.search(rb'name="key" value="([^"]*)"', page).group(1).decode()
        form = {"key": key, "name": "bench", "password": PASSWORD, "again": PASSWORD}
        answer, _ = self.ask("POST", "/first", form)
        if not answer.getheader("Set-Cookie"):
            answer, _ = self.ask("POST", "/sign-in", {"name": "bench", "password": PASSWORD})
        self.cookie = answer.getheader("Set-Cookie").split(";")[0]

    def time(self, path):
        began = time.perf_counter()
        answer, body = self.ask("GET", path)
        took = (time.perf_counter() - began) * 1000
        assert answer.status == 200, (path, answer.status)
        return took, len(body)


def words(times):
    times = sorted(times)
    return f"median {statistics.median(times):.1f} ms, p99 {times[min(len(times) - 1, int(len(times) * 0.99))]:.1f} ms"


def streams(console, database, pid):
    request = (f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{console.port}\r\nCookie: {console.cookie}\r\n"
               "Accept: text/event-stream\r\nSec-Fetch-Site: same-origin\r\n\r\n").encode()
    before = world.memory(pid)
    chooser, heard, refused = selectors.DefaultSelector(), {}, 0
    began = time.monotonic()
    for _ in range(STREAMS):
        stream = socket.create_connection(("127.0.0.1", console.port), timeout=30)
        stream.sendall(request)
        stream.setblocking(False)
        chooser.register(stream, selectors.EVENT_READ)
        heard[stream] = b""

    def listen(until, seconds):
        """When the last of those that are told was told."""
        nonlocal refused
        end, last, told = time.monotonic() + seconds, time.monotonic(), 0
        while time.monotonic() < end and told < len(heard):
            if (now := sum(map(until, heard.values()))) > told:
                told, last = now, time.monotonic()
            for key, _ in chooser.select(0.2):
                try:
                    data = key.fileobj.recv(65_536)
                except OSError:
                    data = b""
                if not data:
                    chooser.unregister(key.fileobj)
                    del heard[key.fileobj]
                    refused += 1
                else:
                    heard[key.fileobj] += data
                    if heard[key.fileobj].startswith(b"HTTP/1.1 503"):
                        chooser.unregister(key.fileobj)
                        del heard[key.fileobj]
                        key.fileobj.close()
                        refused += 1
        return last

    opened = listen(lambda data: b"event: queue" in data, 10) - began
    there = sum(b"event: queue" in data for data in heard.values())
    print(f"{there} of {STREAMS} event streams served after {opened:.1f} s, {refused} told to come again; "
          f"{(world.memory(pid) - before):.0f} MB more memory")
    # The other connection was idle for long.
    console.open.close()
    took, _ = console.time("/queue")
    print(f"beside them the queue's page takes {took:.1f} ms")
    for stream in heard:
        heard[stream] = b""
    changed = time.monotonic()
    change(database, 1)
    last = listen(lambda data: b"event: queue" in data, 10)
    there = sum(b"event: queue" in data for data in heard.values())
    print(f"{there} of them heard of a change, the last after {last - changed:.2f} s")
    for stream in heard:
        stream.close()


def main():
    with world.Scratch("desk") as folder:
        port = world.free_port()
        with open(f"{folder}/console.secret", "w") as f:
            f.write("0123456789abcdef" * 4)
        with open(f"{folder}/earshot.yaml", "w") as f:
            f.write(f"brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: {world.ROOT}/Rules\n"
                    f'console: {{ listen: "127.0.0.1:{port}", secret: "${{file:console.secret}}" }}\n')
        earshot = [os.environ.get("EARSHOT", world.EARSHOT)]
        file = ["--config", f"{folder}/earshot.yaml"]

        def first():
            said = subprocess.run([*earshot, "console", "token", *file], capture_output=True, text=True)
            address = re.search(r"\S*/first\S+", said.stdout)
            assert address, said.stdout + said.stderr
            return address.group(0)

        first()
        database = fill(f"{folder}/earshot.db")
        process = subprocess.Popen([*earshot, "run", "--only", "console", *file], stdout=subprocess.DEVNULL,
                                   stderr=open(f"{folder}/log", "w"))
        try:
            console = Console(port)
            for _ in range(300):
                try:
                    console.ask("GET", "/healthz")
                    break
                except OSError:
                    console.open.close()
                    time.sleep(0.1)
            # The console gives one out as it starts; the one that counts is the last.
            console.sign_in(first())
            for path in ("/queue", "/queue?show=mine", "/queue?severity=high", f"/cases/{CASES // 2}", "/numbers"):
                console.time(path)
                fresh, again, size, used = [], [], 0, 0.0
                for number in range(60):
                    change(database, number + 1)
                    began = world.processor_seconds(process.pid)
                    took, size = console.time(path)
                    used += world.processor_seconds(process.pid) - began
                    fresh.append(took)
                    again.append(console.time(path)[0])
                print(f"{path} at {CASES} open cases, {size // 1000} kB: after a change {words(fresh)}, of it "
                      f"{used / 60 * 1000:.0f} ms of a processor; again {words(again)}", flush=True)
            streams(console, database, process.pid)
        except BaseException:
            sys.stderr.write(open(f"{folder}/log").read()[-2000:])
            raise
        finally:
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
