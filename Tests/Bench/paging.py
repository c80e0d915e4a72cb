"""From the commit of a hot message to its page accepted by the text provider, while a thousand messages a second are
heard beside it."""

import http.server
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse

import world

EVERY = 50  # one message in so many is hot, each by an author of its own


class Timeline(http.server.BaseHTTPRequestHandler):
    """A hashtag's timeline to which so many posts a second are added."""
    protocol_version = "HTTP/1.1"
    shape, began, rate, total, cache = None, 0.0, 1000, 0, {}

    @classmethod
    def post(cls, number):
        ident = str(116_000_000_000_000_000 + number * 65_536)
        hot = number % EVERY == 0
        text = f"My router is on fire and nobody answers!! House {number} @quillfone" if hot else \
            f"Day {number} with the travel SIM: simpler than the last one, and less beige."
        return dict(cls.shape, id=ident, uri=f"https://bench.example/s/{ident}",
                    url=f"https://bench.example/@p/{ident}", in_reply_to_id=None,
                    created_at=time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
                    account=dict(cls.shape["account"], acct=f"person{number}"), content=f"<p>{text}</p>")

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        there = min(self.total, int((time.monotonic() - self.began) * self.rate)) if self.began else 0
        first = (int(query.get("min_id", ["0"])[0]) - 116_000_000_000_000_000) // 65_536 + 1 if "min_id" in query else None
        if first is None:
            newest = there if "max_id" not in query else min(
                there, (int(query["max_id"][0]) - 116_000_000_000_000_000) // 65_536)
            since = (int(query["since_id"][0]) - 116_000_000_000_000_000) // 65_536 + 1 if "since_id" in query else 0
            numbers = range(max(since, newest - 40), newest)
        else:
            numbers = range(max(0, first), min(there, first + 40))
        body = json.dumps([self.post(n) for n in reversed(numbers)]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Texts(http.server.BaseHTTPRequestHandler):
    """As much of Twilio as sending needs."""
    protocol_version = "HTTP/1.1"
    accepted, lock = [], threading.Lock()

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        with self.lock:
            sid = "SM%032x" % (len(self.accepted) + 1)
            self.accepted.append((time.time(), form["Body"][0]))
        self.answer(201, {"sid": sid, "status": "queued"})

    def do_GET(self):
        if self.path.endswith("Messages.json") or "?" in self.path:
            return self.answer(200, {"messages": [], "next_page_uri": None})
        self.answer(200, {"sid": self.path.rsplit("/", 1)[1][:34], "status": "delivered", "error_code": None})

    def log_message(self, *_):
        pass


def main():
    seconds = 5 if "--short" in sys.argv else 30
    rate = 1000
    Timeline.shape, Timeline.rate, Timeline.total = world.templates()[0][0], rate, rate * seconds
    servers = []
    for handler in (Timeline, Texts):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
    with world.Scratch("paging") as folder:
        # Nothing is folded or held back, so that each hot message is a page of its own.
        people = "\n".join(f'    p{n}: {{ sms: "+1202555{1000 + n}" }}' for n in range(1))
        with open(f"{folder}/earshot.yaml", "w") as f:
            f.write(f"""brand: Quillfone
database: sqlite:earshot.db
rules: {world.ROOT}/Rules
hosts: {{ default: {{ at-once: 1, pause: 0ms }} }}
sources:
  - {{ name: fediverse, channel: mastodon, url: 'http://127.0.0.1:{servers[0].server_port}', listen: ['#quillfone'],
      every: 1s, since: beginning, private-address: allowed }}
  - {{ name: text-line, channel: sms, provider: twilio, url: 'http://127.0.0.1:{servers[1].server_port}',
      account: AC0f1e2d3c4b5a69788796a5b4c3d2e1f0, token: '${{env:EARSHOT_BENCH_TWILIO}}', number: '+12025550100',
      every: 60s, private-address: allowed }}
on-call:
  people:
{people}
  between-pages: 0s
  incidents: {{ never: [safety-fire, emergency-at-ours, contact-unanswered, contact-no-answer] }}
pages: {{ sms: text-line }}
""")
        process = subprocess.Popen(
            [world.EARSHOT, "run", "--config", f"{folder}/earshot.yaml"], stdout=subprocess.DEVNULL,
            env=dict(os.environ, EARSHOT_BENCH_TWILIO="bench-token"), stderr=open(f"{folder}/log", "w"))
        try:
            time.sleep(2)
            Timeline.began = time.monotonic()
            deadline = time.monotonic() + seconds * 4 + 20
            database = None
            pages = []
            while time.monotonic() < deadline:
                time.sleep(0.5)
                if not os.path.exists(f"{folder}/earshot.db"):
                    continue
                database = database or sqlite3.connect(f"file:{folder}/earshot.db?mode=ro", uri=True)
                heard = database.execute("SELECT count(*) FROM message").fetchone()[0]
                waiting = database.execute("SELECT count(*) FROM page WHERE state = 'waiting'").fetchone()[0]
                if heard >= Timeline.total and waiting == 0:
                    break
            took = time.monotonic() - Timeline.began
            pages = database.execute(
                "SELECT p.sent_at - c.first_heard FROM page p JOIN hot_case c ON c.id = p.hot_case"
                " WHERE p.sent_at IS NOT NULL").fetchall()
            heard = database.execute("SELECT count(*) FROM message").fetchone()[0]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
            for server in servers:
                server.shutdown()
        if not pages:
            sys.exit("nobody was paged: " + open(f"{folder}/log").read()[-2000:])
        waits = sorted(w for w, in pages)
        print(f"paging: {heard} messages heard in {took:.0f} s, {len(waits)} hot cases paged in "
              f"{len(Texts.accepted)} texts; from commit to accepted by the provider and written down")
        print(f"  p50 {waits[len(waits) // 2] / 1000:.0f} ms   p99 {waits[len(waits) * 99 // 100] / 1000:.0f} ms"
              f"   longest {waits[-1] / 1000:.0f} ms (p99 under 1000)")


main()
