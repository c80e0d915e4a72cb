#!/usr/bin/env python3
"""The desk in a browser: desk.py URL NAME PASSWORD [--hear PATH] [--shots FOLDER]

Signs in as an agent or above at a console that has cases in its queue, and uses it as people do: by mouse, by keys,
on a phone, in the dark. Fails at the first thing that is not as it should be; a console error, a breach of the
content policy and a finding of axe-core are such things.

--hear: a path of the console that makes somebody write the words of `?words=`; with it, it is tried that a new
case shows up by itself. --shots: where to leave pictures, as desk-*.png.
"""
import argparse
import pathlib
import sys
import time
import urllib.parse

import axe_playwright_python
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

AXE = next(pathlib.Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()

# Before any script of the page: what it breaches is written down.
WATCH = """
window.breaches = [];
document.addEventListener('securitypolicyviolation', function (e) { breaches.push(e.violatedDirective + ' ' + e.blockedURI); });
window.addEventListener('error', function (e) { breaches.push('error ' + e.message); });
window.addEventListener('unhandledrejection', function (e) { breaches.push('rejection ' + e.reason); });
"""


class Desk:
    def __init__(self, url, shots):
        self.url, self.shots = url, shots
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--disable-gpu"):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(120)
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})

    def size(self, width, height, mobile=False):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile})

    def dark(self, is_dark):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            # Colours that are still on their way from one to the other have no contrast to speak of.
            "features": [{"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"},
                         {"name": "prefers-reduced-motion", "value": "reduce"}]})

    def go(self, path):
        self.driver.get(self.url + path)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        return self.wait(lambda: next(iter(self.all(css)), None), css)

    def wait(self, condition, what, seconds=60):
        try:
            # While a page is left for another, neither its elements nor its scripts can be asked.
            return WebDriverWait(self.driver, seconds, 0.05, ignored_exceptions=[WebDriverException]).until(
                lambda _: condition())
        except WebDriverException:
            raise AssertionError(f"waited in vain for: {what}\n{self.driver.current_url}\n{self.text()[:2000]}")

    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    def keys(self, keys):
        self.wait(lambda: self.js("return document.readyState") == "complete", "the page is there")
        self.driver.switch_to.active_element.send_keys(keys)

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def shot(self, name):
        if self.shots:
            self.driver.save_screenshot(str(pathlib.Path(self.shots) / f"desk-{name}.png"))

    def chosen(self):
        return self.js("var r = document.querySelector('#queue input:checked'); return r && r.value")

    def said(self, words):
        self.wait(lambda: any(words in e.text for e in self.all(".said[role=status]")), f"“{words}”")

    def sound(self, where):
        """Nothing is wrong with the page that is shown."""
        breaches = self.js("return window.breaches")
        assert not breaches, f"{where}: {breaches}"
        for line in self.driver.get_log("browser"):
            assert line["level"] not in ("SEVERE", "WARNING"), f"{where}: {line}"
        self.js(AXE + "; window.axe = axe")
        found = self.driver.execute_async_script(
            "var done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then("
            "function (r) { done(r.violations); }, function (e) { done([{id: String(e), nodes: []}]); });")
        wrong = [(v["id"], v.get("help"), [n["html"][:160] for n in v["nodes"][:3]]) for v in found]
        assert not wrong, f"{where}: axe: {wrong}"
        wide = self.js("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{where}: {wide} pixels too wide"

    def thumbs(self, where):
        small = self.js("""return Array.from(document.querySelectorAll('main button, main .button, main select, main summary, nav a'))
            .filter(e => e.checkVisibility() && e.offsetHeight && (e.offsetHeight < 44 || e.offsetWidth < 44))
            .map(e => e.outerHTML.slice(0, 120))""")
        assert not small, f"{where}: too small for a thumb: {small}"


def sign_in(desk, name, password):
    desk.go("/queue")
    desk.one("input[name=name]").send_keys(name)
    desk.one("input[name=password]").send_keys(password + Keys.ENTER)
    desk.one("#queue")


def every_page(desk, case):
    for path in ("/queue", "/queue?show=mine", "/queue?show=incidents", f"/cases/{case}", "/search", "/search?q=quillfone",
                 "/rules", "/rules/danger", "/sources", "/rota", "/numbers", "/numbers?days=7", "/account"):
        desk.go(path)
        desk.sound(path)
    print("every page is sound")


def by_keys(desk):
    desk.go("/queue")
    desk.one("#queue input").click()
    first = desk.chosen()
    desk.keys("j")
    desk.wait(lambda: desk.chosen() != first, "j goes on")
    desk.keys("k")
    desk.wait(lambda: desk.chosen() == first, "k goes back")
    desk.keys("?")
    desk.wait(lambda: desk.one("#help").is_displayed(), "the keys")
    desk.sound("the keys")
    desk.keys(Keys.ESCAPE)
    desk.wait(lambda: not desk.one("#help").is_displayed(), "no keys")
    # A case that nobody holds, gone to by key.
    case = desk.js("""return Array.from(document.querySelectorAll('#queue li button')).map(b => b.value.split(' '))
        .find(v => v[0] === 'claim')[1]""")
    for _ in desk.all("#queue li"):
        if desk.chosen() != case:
            desk.keys("j")
    assert desk.chosen() == case
    desk.keys("c")
    desk.said(f"Case {case} is yours.")
    assert desk.chosen() == case, "the cursor stays on its case"
    desk.keys("a")
    desk.said(f"Case {case} is acknowledged.")
    desk.keys("s")
    desk.wait(lambda: desk.one("#snooze").is_displayed(), "snooze")
    desk.sound("snooze")
    desk.one("#snooze button").click()
    desk.said(f"Case {case} sleeps until")
    desk.keys(Keys.ENTER)
    desk.wait(lambda: f"/cases/{case}" in desk.driver.current_url, "Enter opens it")
    desk.keys("h")
    desk.wait(lambda: desk.one("#hand-over").is_displayed(), "hand over")
    desk.sound("hand over")
    desk.keys("nig")
    desk.one("#hand-over textarea").send_keys("Call her back. jjj?")
    desk.one("#hand-over button").click()
    desk.said(f"Case {case} is handed over to night.")
    assert "Call her back. jjj?" in desk.text()
    desk.keys("n")
    desk.wait(lambda: desk.one("#not-hot").is_displayed(), "not hot")
    desk.keys("A joke, see the cat.")
    desk.one("#not-hot button").click()
    desk.said(f"Case {case} is not hot")
    desk.keys("g")
    desk.keys("q")
    desk.one("#queue")
    assert case not in [e.get_attribute("value") for e in desk.all("#queue input")], "it has left the queue"
    desk.keys("/")
    desk.one("#q").send_keys("router" + Keys.ENTER)
    desk.wait(lambda: "found" in desk.text(), "a search")
    print("everything goes by keys")


def live(desk, hear):
    desk.go("/queue")
    desk.wait(lambda: desk.js("return performance.getEntriesByName(location.origin + '/events').length >= 0"), "events")
    time.sleep(1)
    desk.keys("j")
    desk.keys("j")
    case = desk.chosen()
    desk.js("document.getElementById('not-hot').showPopover()")
    field = desk.one("#not-hot textarea")
    field.send_keys("half a thou")
    words = urllib.parse.quote("Smoke from your modem, a child is in the room, the lamp beside it went out")
    desk.driver.set_script_timeout(60)
    status = desk.driver.execute_async_script(
        "var done = arguments[1]; fetch(arguments[0]).then(r => { window.sent = performance.now(); done(r.status); });",
        f"{hear}?words={words}")
    assert status == 200, status
    desk.wait(lambda: "modem" in desk.js("return document.getElementById('queue').textContent"), "the new case", 30)
    took = desk.js("return performance.now() - window.sent")
    assert field.get_attribute("value") == "half a thou", "a half-typed note stays"
    assert desk.chosen() == case, "the cursor stays on its case"
    desk.wait(lambda: desk.js("return document.title").startswith("(1) "), "the count in the title", 5)
    desk.keys(Keys.ESCAPE)
    desk.sound("a new case")
    # Somebody else does something with the case that is looked at.
    desk.go(f"/cases/{case}")
    time.sleep(1)
    desk.one(".acts summary").click()
    note = desk.one("textarea[form=desk]")
    note.send_keys("half a note")
    desk.js("""fetch('/cases/' + arguments[0] + '/note', {method: 'POST', headers: {'X-Earshot-Token': earshot.token,
        'Content-Type': 'application/x-www-form-urlencoded'}, body: 'note=from+another+window'})""", case)
    desk.wait(lambda: desk.one("#news").is_displayed(), "that there is news")
    assert note.get_attribute("value") == "half a note"
    print(f"a new case showed up by itself, {took:.0f} ms after it was heard")


def asleep(desk, hear):
    """A browser whose network is gone for a while catches up."""
    desk.go("/queue")
    desk.driver.execute_cdp_cmd("Network.enable", {})
    gone = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    desk.driver.execute_cdp_cmd("Network.emulateNetworkConditions", gone)
    time.sleep(1)
    desk.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**gone, "offline": False, "downloadThroughput": -1, "uploadThroughput": -1})
    words = urllib.parse.quote("My socket is burning and the fuse box smells of tar, who comes tonight")
    desk.js("fetch(arguments[0])", f"{hear}?words={words}")
    desk.wait(lambda: "fuse box" in desk.js("return document.getElementById('queue').textContent"), "what was missed", 60)
    desk.driver.get_log("browser")
    print("a browser that was away catches up")


def by_thumb(desk):
    desk.size(360, 740, mobile=True)
    for path in ("/queue", "/rules", "/sources", "/rota", "/numbers", "/search?q=quillfone"):
        desk.go(path)
        desk.sound(f"{path} at 360 pixels")
        desk.thumbs(path)
    desk.go("/queue")
    sound = desk.one("#sound")
    sound.click()
    assert sound.text == "Sound is on" and sound.get_attribute("aria-pressed") == "true"
    desk.go("/queue")
    desk.wait(lambda: desk.one("#sound").text == "Sound is on", "the choice is kept")
    desk.one("#sound").click()
    button = desk.js("return Array.from(document.querySelectorAll('#queue li button')).find(b => b.textContent === 'Claim')")
    case = button.get_attribute("value").split()[1]
    desk.js("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    desk.said(f"Case {case} is yours.")
    desk.go(f"/cases/{case}")
    desk.sound("a case at 360 pixels")
    desk.thumbs("a case")
    desk.js("document.querySelector('[data-key=r]').scrollIntoView({block: 'center'})")
    desk.one("[data-key=r]").click()
    desk.said(f"Case {case} is resolved.")
    print("everything goes by thumb")


def without_script(desk, url):
    """The same form, the same buttons, no script."""
    desk.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    desk.go("/queue")
    desk.all("#queue li button")[0].click()
    desk.said("Case ")
    desk.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    print("it works without the script")


def pictures(desk, case):
    if not desk.shots:
        return
    for name, (width, height, mobile) in {"desk": (1280, 800, False), "phone": (360, 740, True)}.items():
        desk.size(width, height, mobile)
        for is_dark in (False, True):
            desk.dark(is_dark)
            for page, path in {"queue": "/queue", "case": f"/cases/{case}", "rota": "/rota", "numbers": "/numbers",
                               "rules": "/rules", "sources": "/sources", "search": "/search?q=quillfone"}.items():
                desk.go(path)
                time.sleep(0.3)
                desk.shot(f"{page}-{name}{'-dark' if is_dark else ''}")
    desk.dark(False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("name")
    parser.add_argument("password")
    parser.add_argument("--hear")
    parser.add_argument("--shots")
    given = parser.parse_args()
    desk = Desk(given.url.rstrip("/"), given.shots)
    try:
        desk.size(1280, 800)
        desk.dark(False)
        sign_in(desk, given.name, given.password)
        case = desk.js("""var l = Array.from(document.querySelectorAll('#queue li'));
            return (l.find(e => /Danger/.test(e.textContent)) || l[0]).querySelector('input').value""")
        pictures(desk, case)
        desk.size(1280, 800)
        every_page(desk, case)
        desk.dark(True)
        every_page(desk, case)
        by_keys(desk)
        if given.hear:
            live(desk, given.hear)
            asleep(desk, given.hear)
        desk.dark(False)
        by_thumb(desk)
        desk.size(1280, 800)
        without_script(desk, given.url)
    except BaseException:
        desk.shot("failed")
        raise
    finally:
        desk.driver.quit()


if __name__ == "__main__":
    sys.exit(main())
