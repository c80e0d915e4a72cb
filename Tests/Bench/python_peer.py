"""The same job as a competent user writes it in Python: aiohttp, json, pyahocorasick, vaderSentiment, sqlite3.

Usage: python_peer.py URL DATABASE RULES TAG...
Prints the number of posts. Rows are as durable as Earshot's: WAL, synchronous=FULL, a thousand a transaction.
"""

import asyncio
import glob
import html
import json
import re
import sqlite3
import sys

import ahocorasick
import aiohttp
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

TAGS = re.compile(r"<[^>]+>")
BATCH = 1000


def phrases(folder):
    found = set()
    for path in glob.glob(folder + "/**/*.keywords", recursive=True):
        body = open(path, encoding="utf-8").read().split("---", 1)[-1]
        for line in body.splitlines():
            word = line.split(" # ")[0].strip().lstrip("=").rstrip("*").lower()
            if word and word[0] not in "#-":
                found.add(word)
    return found


def store(connection, rows):
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for row in rows:
            done = connection.execute(
                "INSERT OR IGNORE INTO message (uri, author, text, time, permalink, sentiment, hits, hot)"
                " VALUES (?,?,?,?,?,?,?,?)", row[:8])
            if done.rowcount:
                connection.execute(
                    "INSERT INTO outbox (message, kind, state, due, key) VALUES (?,?,?,?,?)",
                    (done.lastrowid, "ticket", "waiting", 0, row[0]))
    rows.clear()


async def walk(session, url, tag, automaton, sentiment, sink):
    below, count = None, 0
    while True:
        params = {"limit": "40"} | ({"max_id": below} if below else {})
        async with session.get(f"{url}/api/v1/timelines/tag/{tag}", params=params) as answer:
            page = json.loads(await answer.read())
        if not page:
            return count
        for status in page:
            text = html.unescape(TAGS.sub(" ", status["content"])).strip()
            low = text.lower()
            hits = []
            for end, word in automaton.iter(low):
                start = end - len(word) + 1
                if (start == 0 or not low[start - 1].isalnum()) and (end + 1 == len(low) or not low[end + 1].isalnum()):
                    hits.append((word, start, end + 1))
            compound = sentiment.polarity_scores(text)["compound"]
            await sink((
                status["uri"], status["account"]["acct"], text, status["created_at"], status["url"], compound,
                json.dumps(hits), len(hits) >= 2 and compound < -0.5))
        count += len(page)
        below = page[-1]["id"]


async def main(url, database, rules, tags):
    automaton = ahocorasick.Automaton()
    for word in phrases(rules):
        automaton.add_word(word, word)
    automaton.make_automaton()
    connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    connection.executescript("""
        PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
        CREATE TABLE message (id INTEGER PRIMARY KEY, uri TEXT UNIQUE, author TEXT, text TEXT, time TEXT,
            permalink TEXT, sentiment REAL, hits TEXT, hot INTEGER);
        CREATE TABLE outbox (id INTEGER PRIMARY KEY, message INTEGER, kind TEXT, state TEXT, due INTEGER, key TEXT UNIQUE);
    """)
    rows, lock = [], asyncio.Lock()

    async def sink(row):
        rows.append(row)
        if len(rows) >= BATCH:
            async with lock:
                if len(rows) >= BATCH:
                    full, rows[:] = rows[:], []
                    await asyncio.to_thread(store, connection, full)

    sentiment = SentimentIntensityAnalyzer()
    async with aiohttp.ClientSession() as session:
        counts = await asyncio.gather(*(walk(session, url, tag, automaton, sentiment, sink) for tag in tags))
    store(connection, rows)
    print(sum(counts))


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
