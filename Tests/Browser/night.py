#!/usr/bin/env python3
"""One night of an on-call team in a browser: night.py EARSHOT [--rules FOLDER] [--speed TIMES] [--shots FOLDER]

Starts `EARSHOT demo`, makes its first account, and goes through what the demo plays as the person on call: a safety
case that shows up by itself, an important customer whose case a colleague claims and forgets, a colleague whose phone
is dead, five hundred voices that are one incident, and the link in a page, on a telephone. A console error, a breach of
the content policy and a finding of axe-core fail it, and so does a demo that does not end well.
"""
import argparse
import json
import pathlib
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request

from desk import Desk

NAME, PASSWORD = "mia", "a night of patience 7"


class Demo:
    """The real program and its small world; its lines are read as they come."""

    def __init__(self, earshot, rules, speed):
        command = [earshot, "demo", "--speed", str(speed)] + (["--rules", rules] if rules else [])
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.said, self.lines = [], queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.configuration = pathlib.Path(self.find(r"queue list +--config (\S+)").group(1))
        self.first = self.find(r"(http://127\.0\.0\.1:\d+)(/first\S+)").groups()

    def read(self):
        for line in self.process.stdout:
            self.said.append(line)
            self.lines.put(line)
        self.lines.put(None)

    def find(self, pattern, seconds=90):
        end = time.monotonic() + seconds
        while True:
            try:
                line = self.lines.get(timeout=max(0.1, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"the demo did not say {pattern}:\n{''.join(self.said)[-3000:]}")
            assert line is not None, f"the demo ended:\n{''.join(self.said)[-3000:]}"
            found = re.search(pattern, line)
            if found:
                return found

    def ntfy(self, topic):
        """The newest first."""
        url = re.search(r'ntfy: \{ url: "([^"]+)"', self.configuration.read_text()).group(1)
        with urllib.request.urlopen(f"{url}/{topic}/json?poll=1", timeout=10) as answer:
            return [json.loads(line) for line in answer.read().splitlines() if line][::-1]

    def end(self):
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError("the demo did not end when it was asked to")


def sign_up(desk, demo):
    desk.go(demo.first[1])
    desk.one("input[name=name]").send_keys(NAME)
    desk.one("input[name=password]").send_keys(PASSWORD)
    desk.one("input[name=again]").send_keys(PASSWORD + "\n")
    desk.wait(lambda: "/first" not in desk.driver.current_url, "the account is made")
    desk.go("/queue")
    if desk.all("input[name=password]"):
        desk.one("input[name=name]").send_keys(NAME)
        desk.one("input[name=password]").send_keys(PASSWORD + "\n")
    desk.one("#queue")


def find(desk, words):
    """The number of a case of the queue that has these words."""
    return desk.js("""return Array.from(document.querySelectorAll('#queue li')).filter(l =>
        new RegExp(arguments[0], 'i').test(l.textContent)).map(l => l.querySelector('input').value)[0]""", words)


def arrives(desk, words, what):
    """A case shows up on the page that is looked at, without its being loaded anew."""
    desk.js("window.stays = true")
    case = desk.wait(lambda: find(desk, words), what, 120)
    assert desk.js("return window.stays"), "the page was loaded anew"
    return case


def choose(desk, case):
    for key in ["k"] * 50 + ["j"] * 50:
        if desk.chosen() == case:
            return
        desk.keys(key)
    raise AssertionError(f"case {case} is not reached by j and k")


def fire(desk, demo):
    case = arrives(desk, "smok|burning", "the safety case")
    # Ana is called first: her telephone is dead, and her next means is tried at once.
    desk.wait(lambda: demo.ntfy("ana-calls"), "Ana's next means")
    choose(desk, case)
    desk.keys("c")
    desk.said(f"Case {case} is yours.")
    assert desk.chosen() == case
    desk.keys("a")
    desk.said(f"Case {case} is acknowledged.")
    desk.sound("the queue in the night")
    print(f"case {case}, somebody in danger, showed up by itself and was taken by key")
    return case


def important(desk):
    case = arrives(desk, "conference line", "the case of an important customer")
    desk.go(f"/cases/{case}")
    why = desk.one("table.sum")
    assert "/rules/vip" in why.get_attribute("innerHTML"), why.text
    assert "Moana Reyes" in desk.text() and "vip" in desk.text()
    desk.sound("the case of an important customer")
    print(f"case {case} says that the customer is important, and why it is hot")
    return case


def by_phone(desk, demo):
    """The link in Ana's page, on a telephone: her text message does not arrive, and the next means has it."""
    desk.size(360, 740, mobile=True)

    def link():
        for message in demo.ntfy("ana-calls"):
            address = re.search(r"/p/\S+", message.get("click") or message["message"])
            if not address:
                continue
            desk.go(address.group(0))
            if desk.all("button.huge"):
                return address.group(0)
        time.sleep(0.5)
        return None

    path = desk.wait(link, "a page to Ana that nobody has answered", 180)
    many = bool(desk.all(".bundle"))
    if not many:
        assert desk.all(".said-by .text") and desk.all(".linked mark") or "incident" in desk.text().lower() \
            or "messages from" in desk.text(), desk.text()
    for is_dark in (True, False):
        desk.dark(is_dark)
        desk.sound("the linked page at 360 pixels")
    desk.thumbs("the linked page")
    for summary in desk.all("summary"):
        desk.js("arguments[0].parentNode.open = true", summary)
    desk.sound("the linked page unfolded")
    for summary in desk.all("summary"):
        desk.js("arguments[0].parentNode.open = false", summary)
    desk.shot("linked-phone")
    button = desk.one("button.huge")
    top = desk.js("return arguments[0].getBoundingClientRect().top", button)
    assert button.size["height"] >= 80, button.size
    desk.js("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    desk.wait(lambda: any(re.search(r"is yours|are? yours|Yours:", e.text) for e in desk.all(".said")), "it is hers")
    desk.sound("what the linked page says then")
    desk.size(1280, 800)
    print(f"the link in a page was followed and its button pressed on a telephone, {top:.0f} pixels down"
          + (", for several at once" if many else ""))
    return path


def lapsed(desk, case):
    def is_told():
        desk.go(f"/cases/{case}")
        return "claim-lapsed" in desk.text()

    desk.wait(is_told, "the claim lapses", 180)
    story = desk.one(".story").text
    assert re.search(r"claim.* by lea", story), story
    desk.sound("a claim that lapsed")
    print(f"case {case} tells that its claim lapsed")


def unreachable(desk, case):
    def is_told():
        desk.go(f"/cases/{case}")
        return "not delivered" in desk.text() and "Who was called" in desk.text()

    desk.wait(is_told, "Ana's dead phone is told of", 120)
    assert "ana by ntfy" in desk.text(), desk.text()
    desk.sound("a colleague who cannot be reached")
    print(f"case {case} tells that Ana's phone is dead, and what was tried next")


def outage(desk):
    desk.go("/queue?show=incidents")
    many = """return Array.from(document.querySelectorAll('#queue li')).filter(l => !/of \\d+/.test(
        l.querySelector('h2').lastElementChild.textContent)).map(l => l.querySelector('h2').textContent)"""

    def is_whole():
        titles = desk.js(many)
        return len(titles) == 1 and (re.match(r"(\d+) messages from", titles[0]) or [0, 0])[1]

    count = 0
    end = time.monotonic() + 240
    while count < 500:
        assert time.monotonic() < end, f"one incident of five hundred: {desk.js(many)}"
        time.sleep(1)
        count = int(is_whole() or 0)
    desk.sound("one incident")
    desk.shot("incident")
    print(f"{count} messages are one incident")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("earshot")
    parser.add_argument("--rules")
    parser.add_argument("--speed", type=float, default=0.4)
    parser.add_argument("--shots")
    given = parser.parse_args()
    desk = Desk("", given.shots)
    demo = None
    try:
        desk.size(1280, 800)
        desk.dark(True)
        demo = Demo(given.earshot, given.rules, given.speed)
        desk.url = demo.first[0]
        sign_up(desk, demo)
        case = fire(desk, demo)
        vip = important(desk)
        by_phone(desk, demo)
        desk.dark(True)
        unreachable(desk, case)
        lapsed(desk, vip)
        outage(desk)
        status = demo.end()
        assert status == 0, f"the demo ended with {status}"
        ledger = "".join(demo.said).split("The ledger:")[-1]
        assert re.findall(r"unaccounted (\d+)", ledger) and set(re.findall(r"unaccounted (\d+)", ledger)) == {"0"}, ledger
        print("the night is over and every message is accounted for")
    except BaseException:
        desk.shot("night-failed")
        if demo:
            sys.stdout.write("".join(demo.said)[-6000:])
        raise
    finally:
        if demo and demo.process.poll() is None:
            demo.process.kill()
        desk.driver.quit()


if __name__ == "__main__":
    sys.exit(main())
