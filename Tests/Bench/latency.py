"""From the poll that hears a hot post to its ticket accepted by the SMTP server, one post after another."""

import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.parse

from aiosmtpd.controller import Controller

import world


class Timeline(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    posts, served, lock = [], {}, threading.Lock()

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        with self.lock:
            newer = [p for p in self.posts if "max_id" not in query
                     and int(p["id"]) > int(query.get("min_id", query.get("since_id", ["0"]))[0])]
            page = newer[:40][::-1]
            now = time.monotonic()
            for post in page:
                self.served.setdefault(post["id"], now)
        body = json.dumps(page).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Sink:
    accepted = {}

    async def handle_DATA(self, server, session, envelope):
        text = envelope.content.decode("utf-8", "replace")
        for line in text.splitlines():
            if line.startswith("X-Earshot-Permalink:") and session is not None:
                self.accepted.setdefault(line.rsplit("/", 1)[1].strip(), time.monotonic())
        return "250 kept"


def main():
    count = 10 if "--short" in sys.argv else 40
    with world.Scratch("latency") as folder:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Timeline)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sink = Controller(Sink(), hostname="127.0.0.1", port=world.free_port())
        sink.start()
        with open(f"{folder}/earshot.yaml", "w") as f:
            f.write(f"""brand: Quillfone
database: sqlite:earshot.db
rules: {world.ROOT}/Rules
hosts: {{ default: {{ at-once: 1, pause: 100ms }} }}
sources:
  - {{ name: fediverse, channel: mastodon, url: 'http://127.0.0.1:{server.server_port}', listen: ['#quillfone'],
      every: 1s, since: beginning, private-address: allowed }}
acd:
  smtp: smtp://127.0.0.1:{sink.port}
  from: earshot@quillfone.example
  queues: {{ default: support@acd.example, hot: oncall@acd.example }}
""")
        process = subprocess.Popen(
            [world.EARSHOT, "run", "--config", f"{folder}/earshot.yaml"], stdout=subprocess.DEVNULL,
            stderr=open(f"{folder}/log", "w"))
        shape = world.templates()[0][0]
        try:
            time.sleep(2)
            for number in range(count):
                post = dict(shape)
                ident = str(116_000_000_000_000_000 + number * 65_536)
                post.update(
                    id=ident, uri=f"https://bench.example/s/{ident}", url=f"https://bench.example/@p/{ident}",
                    created_at=time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()), in_reply_to_id=None,
                    account=dict(shape["account"], acct=f"person{number}"),
                    content="<p>My router is on fire and nobody answers!! @quillfone</p>")
                with Timeline.lock:
                    Timeline.posts.append(post)
                deadline = time.monotonic() + 20
                while ident not in Sink.accepted and time.monotonic() < deadline:
                    time.sleep(0.01)
                if ident not in Sink.accepted:
                    sys.exit("no ticket came: " + open(f"{folder}/log").read()[-2000:])
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
            sink.stop()
            server.shutdown()
        waits = sorted(Sink.accepted[i] - Timeline.served[i] for i in Sink.accepted)
        print(f"latency: {len(waits)} hot posts, from the poll that heard one to its ticket accepted by SMTP")
        print(f"  median {waits[len(waits) // 2] * 1000:.0f} ms   longest {waits[-1] * 1000:.0f} ms (under 2000)")


main()
