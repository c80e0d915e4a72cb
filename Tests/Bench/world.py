"""What both benchmarks need: a scratch folder, an nginx of one's own, recorded posts, and a process' figures."""

import glob
import html
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
EARSHOT = os.path.join(ROOT, ".build", "release", "earshot")
SHARED = os.path.join(ROOT, "..", "shared")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Scratch:
    """A folder in memory-backed or ordinary temporary space, gone at the end."""

    def __init__(self, name):
        self.path = tempfile.mkdtemp(prefix=f"earshot-{name}-")
        os.chmod(self.path, 0o755)

    def __enter__(self):
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


class Nginx:
    """nginx with one server block, ended by its process id."""

    def __init__(self, folder, server, workers=1):
        self.port = free_port()
        self.folder = folder
        conf = f"""
            daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes {workers};
            {'user root;' if os.geteuid() == 0 else ''}
            events {{ worker_connections 8192; }}
            http {{
              access_log off; keepalive_requests 1000000; keepalive_timeout 300; sendfile on;
              open_file_cache max=20000; types {{ application/json json; application/atom+xml atom; }}
              client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
              uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
              server {{ listen 127.0.0.1:{self.port} backlog=8192; {server} }}
            }}"""
        with open(f"{folder}/nginx.conf", "w") as f:
            f.write(conf)

    def __enter__(self):
        binary = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        self.process = subprocess.Popen(
            [binary, "-c", f"{self.folder}/nginx.conf", "-e", f"{self.folder}/error.log"], stderr=subprocess.PIPE)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.1).close()
                return self
            except OSError:
                if self.process.poll() is not None:
                    sys.exit("nginx did not start: " + self.process.stderr.read().decode())
                time.sleep(0.05)
        sys.exit("nginx did not answer")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid, key="VmRSS"):
    with open(f"/proc/{pid}/status") as f:
        for line in f:
            if line.startswith(key):
                return int(line.split()[1]) / 1024
    return 0.0


INVENTED = [
    "The new Quillfone app is quite nice, well done",
    "third day without internet and nobody answers @quillfone",
    "Has anybody else lost signal in the harbour district?",
    "my bill is twice what it was in May, please look at it #quillfone",
    "good morning, coffee and a long list of things to do",
    "If this is not mended by Friday I am switching to somebody else",
]


def texts(count):
    """Words of posts: real ones where ../shared stands beside the project."""
    path = os.path.join(SHARED, "data", "background", "tweets.tsv")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            next(f)
            lines = [line.rstrip("\n").split("\t")[-1] for line in f]
        origin = f"{len(lines)} recorded posts"
    else:
        print("skipped: no ../shared (invented posts instead)")
        lines, origin = INVENTED, f"{len(INVENTED)} invented posts"
    return [lines[i % len(lines)] for i in range(count)], origin


def _statuses(value):
    if isinstance(value, dict):
        if "uri" in value and "content" in value and isinstance(value.get("account"), dict):
            yield value
        for key, inner in value.items():
            if key == "body" and isinstance(inner, str) and inner[:1] in "[{":
                # A recorded answer keeps its body as text.
                try:
                    inner = json.loads(inner)
                except ValueError:
                    continue
            yield from _statuses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _statuses(inner)


def templates():
    found = []
    for path in sorted(glob.glob(os.path.join(SHARED, "fixtures", "mastodon", "*", "*.json"))):
        with open(path, encoding="utf-8") as f:
            found += [s for s in _statuses(json.load(f)) if s.get("visibility") == "public" and not s.get("reblog")]
    if found:
        return found[:64], "recorded Mastodon payloads"
    account = {"id": "1", "username": "ana", "acct": "ana", "display_name": "Ana", "bot": False, "followers_count": 12}
    status = {"id": "1", "uri": "", "url": "", "created_at": "", "content": "", "account": account,
              "visibility": "public", "in_reply_to_id": None, "media_attachments": [], "mentions": [], "tags": [],
              "spoiler_text": "", "language": "en", "edited_at": None, "reblog": None}
    return [status], "an invented payload"


def write_timelines(folder, tags, count, page=40):
    """Timelines of `count` posts over `tags`, newest first, a file a page, named by the max_id that asks for it."""
    words, origin = texts(count)
    shapes, shape_origin = templates()
    os.makedirs(f"{folder}/pages")
    with open(f"{folder}/pages/empty.json", "w") as f:
        f.write("[]")
    base = 1_790_000_000
    per_tag = count // len(tags)
    number = 0
    size = 0
    for place, tag in enumerate(tags):
        ids = [str(115_000_000_000_000_000 + (place * per_tag + i) * 65_536) for i in range(per_tag)]
        for first in range(per_tag, 0, -page):
            statuses = []
            for i in range(first - 1, max(first - 1 - page, -1), -1):
                status = dict(shapes[number % len(shapes)])
                account = dict(status["account"])
                account["acct"] = account["username"] = f"person{number % 20_000}"
                when = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(base + number))
                status.update(
                    id=ids[i], uri=f"https://bench.example/s/{ids[i]}", url=f"https://bench.example/@p/{ids[i]}",
                    created_at=when, content=f"<p>{html.escape(words[number])}</p>", account=account,
                    in_reply_to_id=None, reblog=None, edited_at=None, quote=None, poll=None)
                statuses.append(status)
                number += 1
            name = f"{tag}-{ids[first]}" if first < per_tag else f"{tag}-"
            body = json.dumps(statuses, ensure_ascii=False)
            size += len(body)
            with open(f"{folder}/pages/{name}.json", "w", encoding="utf-8") as f:
                f.write(body)
    return number, f"{origin} in {shape_origin}, {size >> 20} MiB of JSON"


TIMELINES = """
    root {folder}; default_type application/json;
    location ~ ^/api/v1/timelines/tag/(?<tag>[a-z0-9]+)$ {{
      if ($arg_min_id) {{ rewrite ^ /pages/empty.json last; }}
      if ($arg_since_id) {{ rewrite ^ /pages/empty.json last; }}
      try_files /pages/$tag-$arg_max_id.json /pages/empty.json;
    }}
    location /pages/ {{ }}
"""
