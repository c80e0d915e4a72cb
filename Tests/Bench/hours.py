"""Open or closed: instants a second of one calendar, and of hours with four calendars among which the message's
source and language choose; the same answers from Python's zoneinfo, which also holds them against each other."""

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
import zoneinfo

import world

CONFIGURATION = """
brand: Quillfone
database: sqlite:earshot.db
rules: Rules
sources: [{{ name: page, channel: feed, url: "https://a.example/f" }}]
hours:
  time-zone: Europe/London
  weekly: {{ mon-fri: ["09:00-12:30", "13:30-17:30"], sat: ["10:00-14:00"] }}
  holidays: [{root}/Rules/calendars/england.ics]
  exceptions: {{ 2026-12-24: ["09:00-12:00"], 2026-12-28: closed }}
  calendars:
    german: {{ languages: [de], time-zone: Europe/Berlin, weekly: {{ mon-fri: "08:00-18:00" }} }}
    austrian: {{ languages: [de-AT], time-zone: Europe/Vienna, weekly: {{ mon-sun: "22:00-06:00" }} }}
    phone: {{ teams: [phone], time-zone: America/New_York, weekly: {{ mon-sun: "00:00-24:00" }} }}
"""


def instants(count):
    state, start, span = 1, 1_767_225_600, 378_691_200
    for _ in range(count):
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        yield start + (state >> 33) % span


def holidays(path):
    """The dates of a file that has yearly rules of a date or a weekday, and lists of dates."""
    dates = set()
    text = open(path, encoding="utf-8", newline="").read().replace("\r\n ", "")
    for event in text.split("BEGIN:VEVENT")[1:]:
        lines = dict(line.split(":", 1) for line in event.split("\r\n") if ":" in line)
        first = dt.date.fromisoformat(lines["DTSTART;VALUE=DATE"])
        dates.add(first)
        for word in filter(None, lines.get("RDATE;VALUE=DATE", "").split(",")):
            dates.add(dt.date.fromisoformat(word))
        rule = dict(part.split("=") for part in lines.get("RRULE", "").split(";") if part)
        for year in range(2026, 2039) if rule else ():
            month = int(rule["BYMONTH"])
            if "BYMONTHDAY" in rule:
                dates.add(dt.date(year, month, int(rule["BYMONTHDAY"])))
                continue
            number, day = int(rule["BYDAY"][:-2]), ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].index(rule["BYDAY"][-2:])
            fit = [d for n in range(31) if (d := dt.date(year, month, 1) + dt.timedelta(n)).month == month
                   and d.weekday() == day]
            dates.add(fit[number - 1 if number > 0 else number])
    return dates


def main():
    count = 200_000
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "earshot.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(CONFIGURATION.format(root=os.path.abspath(world.ROOT)))

        def asked(number):
            command = ["taskset", "-c", "0", world.EARSHOT, "bench-hours", "--config", path, "--count", str(number)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            return {answer["asked"]: answer for answer in map(json.loads, done.stdout.splitlines())}

        rates = asked(2_000_000 if "--short" in sys.argv else 50_000_000)
        ours = asked(count)["calendar"]["open"]

    zone = zoneinfo.ZoneInfo("Europe/London")
    closed = holidays(os.path.join(world.ROOT, "Rules", "calendars", "england.ics"))
    week = [[(540, 750), (810, 1050)]] * 5 + [[(600, 840)], []]
    exceptions = {dt.date(2026, 12, 24): [(540, 720)], dt.date(2026, 12, 28): []}
    start = time.monotonic()
    open_now = 0
    for instant in instants(count):
        local = dt.datetime.fromtimestamp(instant, zone)
        date, minute = local.date(), local.hour * 60 + local.minute
        hours = exceptions.get(date)
        if hours is None:
            hours = [] if date in closed else week[date.weekday()]
        open_now += any(a <= minute < b for a, b in hours)
    python = count / (time.monotonic() - start)

    print(f"open or closed, instants a second on one core: {rates['calendar']['perSecond']:,} (wanted 5,000,000); "
          f"with four calendars to choose from {rates['hours']['perSecond']:,}; Python {python:,.0f}")
    print(f"of {count:,} random instants from 2026 to 2037 open: {ours:,}, by Python's zoneinfo {open_now:,}")
    if ours != open_now:
        sys.exit("the answers differ")


if __name__ == "__main__":
    main()
