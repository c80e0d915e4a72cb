#!/usr/bin/env python3
"""The booking page and the desk's call-backs in a browser: booking.py URL NAME PASSWORD PATH... [--shots FOLDER]

PATH: links of customers who have booked nothing yet, at least two. The first is used with scripts, the second in a
browser that runs none. NAME signs in at the desk as an agent or above. Fails at the first thing that is not as it
should be; a console error, a breach of the content policy and a finding of axe-core are such things.
"""
import argparse
import pathlib
import sys

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from desk import Desk, sign_in

NUMBER = "+44 7700 900123"
LANGUAGES = ("en", "es", "de", "fr", "pt", "it")


class Phone(Desk):
    """A browser that runs no scripts of pages."""

    def __init__(self, url, shots):
        self.url, self.shots = url, shots
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--disable-gpu"):
            options.add_argument(word)
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(120)


def refused(desk, words, where):
    """Something was not done: the page says so and is sound. That the answer is no 200 stands in the browser's log."""
    desk.wait(lambda: words in desk.one("[role=alert]").text, words)
    lines = [line for line in desk.driver.get_log("browser") if "status of 4" not in line["message"]]
    assert not lines, f"{where}: {lines}"
    desk.sound(where)


def small(desk):
    desk.size(360, 740, mobile=True)


def press(desk, words):
    button = next(b for b in desk.all("main button") if b.text == words)
    desk.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()


def unfold(desk, words):
    next(s for s in desk.all("main summary") if s.text.startswith(words)).click()


def pick(desk, place, within="main"):
    """Chooses the time at a place among those that are unfolded; what it says."""
    label = [s for s in desk.all(f"{within} .slots label") if s.is_displayed()][place]
    desk.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", label)
    words = label.text
    label.click()
    return words


def type_number(phone, number):
    """What was typed before a refusal still stands in the field."""
    phone.one("#number").clear()
    phone.one("#number").send_keys(number)


def by_phone(desk, path):
    small(desk)
    desk.go(path)
    desk.sound("the offer")
    desk.thumbs("the offer")
    assert not desk.all("main details[open] ~ details[open]"), "more than the first day is unfolded"
    desk.shot("offer-phone")
    # Return in the number's field does not book whatever comes first.
    desk.one("#number").send_keys(NUMBER + Keys.ENTER)
    refused(desk, "choose a time", "no time")
    pick(desk, 2)
    type_number(desk, "+44 9099 5551234")
    press(desk, "Book this time")
    refused(desk, "cannot ring", "a premium line")
    assert desk.driver.find_elements(By.CSS_SELECTOR, ".slots input:checked"), "the chosen time was lost"
    desk.shot("refused-phone")
    type_number(desk, NUMBER)
    press(desk, "Book this time")
    desk.said("Booked.")
    assert "ends in 123" in desk.text() and "7700" not in desk.text()
    desk.sound("booked")
    desk.thumbs("booked")
    desk.shot("booked-phone")
    unfold(desk, "Choose another time")
    desk.sound("another time")
    pick(desk, 4)
    press(desk, "Move the call")
    desk.said("Moved.")
    unfold(desk, "Use another number")
    type_number(desk, "+44 7700 900199")
    press(desk, "Change the number")
    desk.said("The number was changed.")
    assert "ends in 199" in desk.text()
    print("a call is booked, moved and changed on a phone")


def cancel(desk, path):
    desk.go(path)
    unfold(desk, "Cancel the call")
    press(desk, "Yes, cancel it")
    desk.said("Cancelled.")
    desk.sound("cancelled")
    assert desk.all(".slots input"), "nothing new can be chosen"
    print("a call is cancelled, and another can be chosen")


def in_each_language(desk, path):
    headings = set()
    for language in LANGUAGES:
        desk.go(f"{path}?lang={language}")
        assert desk.js("return document.documentElement.lang") == language
        headings.add(desk.one("h1").text)
        desk.sound(language)
    assert len(headings) == len(LANGUAGES), headings
    print("the page speaks six languages")


def without_script(url, shots, path):
    phone = Phone(url, shots)
    try:
        phone.size(360, 740, mobile=True)
        phone.go(path)
        pick(phone, 1)
        phone.one("#number").send_keys(NUMBER)
        press(phone, "Book this time")
        phone.said("Booked.")
        unfold(phone, "Choose another time")
        pick(phone, 3)
        press(phone, "Move the call")
        phone.said("Moved.")
        unfold(phone, "Cancel the call")
        press(phone, "Yes, cancel it")
        phone.said("Cancelled.")
        pick(phone, 1)
        press(phone, "Book this time")
        phone.said("Booked.")
    finally:
        phone.driver.quit()
    print("all of it works without scripts")


def at_the_desk(desk, name, password, path):
    desk.size(1280, 800)
    sign_in(desk, name, password)
    desk.go("/call-backs")
    desk.sound("call-backs")
    desk.shot("calls-desk")
    # A customer changes something elsewhere, and whoever looks is told.
    here = desk.driver.current_window_handle
    desk.driver.switch_to.new_window("tab")
    desk.go(path)
    unfold(desk, "Choose another time")
    pick(desk, 0)
    press(desk, "Move the call")
    desk.said("Moved.")
    desk.driver.close()
    desk.driver.switch_to.window(here)
    desk.wait(lambda: desk.one("#news").is_displayed(), "the change shows up by itself")
    desk.sound("news of a call")
    desk.one("#news a").click()
    desk.wait(lambda: any(line.text.find("booked") >= 0 for line in desk.all(".calls li")), "the calls")
    next(line for line in desk.all(".calls li") if "booked" in line.text).find_element(By.TAG_NAME, "a").click()
    desk.one("button[value=cancel]")
    assert not desk.all("button[value=kept]"), "nobody can have rung before the time"
    paths = ("/call-backs", desk.driver.current_url[len(desk.url):], "/answers", "/answers?state=silent&since=30d")
    for is_dark in (False, True):
        desk.dark(is_dark)
        for width, height in ((1280, 800), (360, 740)):
            desk.size(width, height, mobile=width < 500)
            for path in paths:
                desk.go(path)
                desk.sound(f"{path} at {width}")
                if width < 500:
                    desk.thumbs(path)
                squeezed = desk.js("""return Array.from(document.querySelectorAll('.filters a'))
                    .filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)""")
                assert not squeezed, f"{path} at {width}: squeezed: {squeezed}"
                desk.shot(f"{path.strip('/').split('?')[0].replace('/', '-')}-{width}{'-dark' if is_dark else ''}")
    desk.dark(False)
    desk.size(1280, 800)
    desk.go("/call-backs")
    next(line for line in desk.all(".calls li") if "ringing" in line.text).find_element(By.TAG_NAME, "a").click()
    desk.one("input[name=note]").send_keys("all is well again")
    desk.one("button[value=kept]").click()
    desk.said("they were reached")
    print("the desk sees calls, answers and silences, and what changes")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("name")
    parser.add_argument("password")
    parser.add_argument("path", nargs="+")
    parser.add_argument("--shots")
    given = parser.parse_args()
    url = given.url.rstrip("/")
    desk = Desk(url, given.shots)
    try:
        by_phone(desk, given.path[0])
        desk.dark(True)
        desk.go(given.path[0])
        desk.sound("in the dark")
        desk.shot("booked-phone-dark")
        in_each_language(desk, given.path[2] if len(given.path) > 2 else given.path[0])
        desk.dark(False)
        desk.go("/b/nonsense")
        assert "does not open anything" in desk.text()
        desk.driver.get_log("browser")
        in_each_language(desk, given.path[0])
        without_script(url, given.shots, given.path[1])
        at_the_desk(desk, given.name, given.password, given.path[0])
        small(desk)
        cancel(desk, given.path[1])
    except BaseException:
        desk.shot("failed")
        raise
    finally:
        desk.driver.quit()


if __name__ == "__main__":
    sys.exit(main())
