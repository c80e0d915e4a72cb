#!/usr/bin/env python3
"""Writes Rules/calendars/*.ics: public holidays as their laws name them.

A day with a date or a weekday of its own is a yearly rule. What follows Easter, the moon, the equinox or a
weekend is written out for YEARS; later years need this script to be run again. Names are in English.
Usage: deploy/calendars.py [FOLDER]
"""
import datetime as dt
import pathlib
import re
import sys

YEARS = range(2024, 2041)
FIRST = YEARS[0]
MO, TU, WE, TH, FR, SA, SU = range(7)
DAY = dt.timedelta(days=1)


def easter(year):
    """Sunday of Easter in the western churches (Gauss, in the form that needs no exceptions)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return dt.date(year, month, (h - m + r + month + 19) % 32)


def weekday(year, month, day, n):
    """The nth such weekday of a month; -1 is the last."""
    if n > 0:
        first = dt.date(year, month, 1)
        return first + DAY * ((day - first.weekday()) % 7 + 7 * (n - 1))
    last = dt.date(year + month // 12, month % 12 + 1, 1) - DAY
    return last - DAY * ((last.weekday() - day) % 7)


class Day:
    """A holiday: either a rule, or the dates themselves."""

    def __init__(self, name, dates, rule=None):
        self.name, self.dates, self.rule = name, dates, rule


def fixed(month, day, name, since=FIRST, until=None):
    years = [y for y in YEARS if y >= since and (until is None or y <= until)]
    rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
    if until:
        rule += f";UNTIL={until}{month:02}{day:02}"
    return Day(name, [dt.date(y, month, day) for y in years], rule)


def nth(month, day, n, name):
    letters = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day]
    return Day(name, [weekday(y, month, day, n) for y in YEARS], f"FREQ=YEARLY;BYMONTH={month};BYDAY={n}{letters}")


def within(month, first, day, name):
    """The weekday among the seven days that begin with a date."""
    days = [dt.date(2023, month, first) + DAY * n for n in range(7)]
    letters = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day]
    dates = [next(d for n in range(7) if (d := dt.date(y, month, first) + DAY * n).weekday() == day) for y in YEARS]
    if days[0].month != days[-1].month:
        return Day(name, dates)
    numbers = ",".join(str(d.day) for d in days)
    return Day(name, dates, f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={numbers};BYDAY={letters}")


def after_easter(offset, name):
    return Day(name, [easter(y) + DAY * offset for y in YEARS])


def on(name, *dates):
    return Day(name, [dt.date.fromisoformat(d) for d in dates])


def each_year(name, date):
    return Day(name, [d for y in YEARS if (d := date(y))])


def moved(name, month, day, shift, since=FIRST):
    """The other day of a fixed date in the years in which that falls on a weekend: shift gives days to add."""
    dates = [dt.date(y, month, day) for y in YEARS if y >= since]
    return Day(name, [d + DAY * shift[d.weekday()] for d in dates if d.weekday() in shift])


def substitute(month, day, name, shift, since=FIRST):
    return [fixed(month, day, name), moved(f"{name} (substitute day)", month, day, shift, since)]


TO_MONDAY = {SA: 2, SU: 1}
SUNDAY_TO_MONDAY = {SU: 1}
NEW_YEAR = fixed(1, 1, "New Year's Day")
EPIPHANY = fixed(1, 6, "Epiphany")
MAUNDY_THURSDAY = after_easter(-3, "Maundy Thursday")
GOOD_FRIDAY = after_easter(-2, "Good Friday")
EASTER_SATURDAY = after_easter(-1, "Easter Saturday")
EASTER_SUNDAY = after_easter(0, "Easter Sunday")
EASTER_MONDAY = after_easter(1, "Easter Monday")
ASCENSION = after_easter(39, "Ascension Day")
WHIT_SUNDAY = after_easter(49, "Whit Sunday")
WHIT_MONDAY = after_easter(50, "Whit Monday")
CORPUS_CHRISTI = after_easter(60, "Corpus Christi")
LABOUR_DAY = fixed(5, 1, "Labour Day")
ASSUMPTION = fixed(8, 15, "Assumption of Mary")
REFORMATION = fixed(10, 31, "Reformation Day")
ALL_SAINTS = fixed(11, 1, "All Saints' Day")
IMMACULATE = fixed(12, 8, "Immaculate Conception")
CHRISTMAS_EVE = fixed(12, 24, "Christmas Eve")
CHRISTMAS = fixed(12, 25, "Christmas Day")
BOXING_DAY = fixed(12, 26, "Boxing Day")
SECOND_CHRISTMAS = fixed(12, 26, "Second Day of Christmas")
ST_STEPHEN = fixed(12, 26, "St Stephen's Day")
PENTECOST = [WHIT_SUNDAY, WHIT_MONDAY]

calendars = {}


def calendar(name, title, days, comment=""):
    flat = []
    for day in days:
        flat += day if isinstance(day, list) else [day]
    assert name not in calendars
    calendars[name] = (title, flat, comment)


def regions(country, title, common, parts, comment=""):
    """One whole calendar per region, its country's days included."""
    for name, (region, days) in parts.items():
        calendar(f"{country}-{name}", f"{title}: {region}", common + days, comment)


# United Kingdom: Banking and Financial Dealings Act 1971, and proclamations.
british_christmas = [
    *substitute(12, 25, "Christmas Day", {SA: 2, SU: 2}), *substitute(12, 26, "Boxing Day", {SA: 2, SU: 2})]
british_may = [nth(5, MO, 1, "Early May Bank Holiday"), nth(5, MO, -1, "Spring Bank Holiday")]
english = [
    *substitute(1, 1, "New Year's Day", TO_MONDAY), GOOD_FRIDAY, EASTER_MONDAY, *british_may,
    nth(8, MO, -1, "Summer Bank Holiday"), *british_christmas]
calendar("england", "Bank holidays in England", english)
calendar("wales", "Bank holidays in Wales", english)
calendar("northern-ireland", "Bank holidays in Northern Ireland", english + [
    *substitute(3, 17, "St Patrick's Day", TO_MONDAY), *substitute(7, 12, "Battle of the Boyne", TO_MONDAY)])
calendar("scotland", "Bank holidays in Scotland", [
    *substitute(1, 1, "New Year's Day", {SA: 2, SU: 2}), *substitute(1, 2, "2 January", {SA: 2, SU: 2}),
    GOOD_FRIDAY, *british_may, nth(8, MO, 1, "Summer Bank Holiday"),
    *substitute(11, 30, "St Andrew's Day", TO_MONDAY), *british_christmas,
    on("World Cup bank holiday", "2026-06-15")])

# Ireland: Organisation of Working Time Act 1997, second schedule.
calendar("ireland", "Public holidays in Ireland", [
    NEW_YEAR,
    each_year("St Brigid's Day",
              lambda y: d if (d := dt.date(y, 2, 1)).weekday() == FR else weekday(y, 2, MO, 1)),
    fixed(3, 17, "St Patrick's Day"), EASTER_MONDAY, nth(5, MO, 1, "May Day"), nth(6, MO, 1, "June Holiday"),
    nth(8, MO, 1, "August Holiday"), nth(10, MO, -1, "October Holiday"), CHRISTMAS, ST_STEPHEN])

# Germany: the holiday laws of the Länder.
german = [
    NEW_YEAR, GOOD_FRIDAY, EASTER_MONDAY, LABOUR_DAY, ASCENSION, WHIT_MONDAY, fixed(10, 3, "German Unity Day"),
    CHRISTMAS, SECOND_CHRISTMAS]
WOMENS_DAY = fixed(3, 8, "International Women's Day")
calendar("germany", "Public holidays in all of Germany", german, "Each Land has more; take its own file.")
regions("germany", "Public holidays in Germany", german, {
    "baden-wuerttemberg": ("Baden-Württemberg", [EPIPHANY, CORPUS_CHRISTI, ALL_SAINTS]),
    "bayern": ("Bayern", [EPIPHANY, CORPUS_CHRISTI, ALL_SAINTS]),
    "bayern-assumption": ("Bayern where Assumption is kept", [EPIPHANY, CORPUS_CHRISTI, ASSUMPTION, ALL_SAINTS]),
    "berlin": ("Berlin", [WOMENS_DAY, on("75 years since the uprising of 17 June 1953", "2028-06-17")]),
    "brandenburg": ("Brandenburg", [EASTER_SUNDAY, WHIT_SUNDAY, REFORMATION]),
    "bremen": ("Bremen", [REFORMATION]),
    "hamburg": ("Hamburg", [REFORMATION]),
    "hessen": ("Hessen", [CORPUS_CHRISTI]),
    "mecklenburg-vorpommern": ("Mecklenburg-Vorpommern", [WOMENS_DAY, REFORMATION]),
    "niedersachsen": ("Niedersachsen", [REFORMATION]),
    "nordrhein-westfalen": ("Nordrhein-Westfalen", [CORPUS_CHRISTI, ALL_SAINTS]),
    "rheinland-pfalz": ("Rheinland-Pfalz", [CORPUS_CHRISTI, ALL_SAINTS]),
    "saarland": ("Saarland", [CORPUS_CHRISTI, ASSUMPTION, ALL_SAINTS]),
    "sachsen": ("Sachsen", [REFORMATION, within(11, 16, WE, "Day of Repentance and Prayer")]),
    "sachsen-anhalt": ("Sachsen-Anhalt", [EPIPHANY, REFORMATION]),
    "schleswig-holstein": ("Schleswig-Holstein", [REFORMATION]),
    "thueringen": ("Thüringen", [fixed(9, 20, "World Children's Day"), REFORMATION]),
})

# Austria: Arbeitsruhegesetz §7.
calendar("austria", "Public holidays in Austria", [
    NEW_YEAR, EPIPHANY, EASTER_MONDAY, LABOUR_DAY, ASCENSION, WHIT_MONDAY, CORPUS_CHRISTI, ASSUMPTION,
    fixed(10, 26, "National Day"), ALL_SAINTS, IMMACULATE, CHRISTMAS, ST_STEPHEN])

# Switzerland: 1 August by the federal constitution, all others by the cantons.
SWISS_DAY = fixed(8, 1, "National Day")
BERCHTOLD = fixed(1, 2, "St Berchtold's Day")
swiss = [NEW_YEAR, ASCENSION, SWISS_DAY, CHRISTMAS]
calendar("switzerland", "Public holidays in all of Switzerland", swiss, "Each canton has more; take its own file.")
regions("switzerland", "Public holidays in Switzerland", swiss, {
    "zurich": ("canton of Zürich", [GOOD_FRIDAY, EASTER_MONDAY, LABOUR_DAY, WHIT_MONDAY, ST_STEPHEN]),
    "bern": ("canton of Bern", [BERCHTOLD, GOOD_FRIDAY, EASTER_MONDAY, WHIT_MONDAY, ST_STEPHEN]),
    "luzern": ("canton of Luzern", [
        BERCHTOLD, GOOD_FRIDAY, EASTER_MONDAY, WHIT_MONDAY, CORPUS_CHRISTI, ASSUMPTION, ALL_SAINTS, IMMACULATE,
        ST_STEPHEN]),
    "basel-stadt": ("canton of Basel-Stadt", [GOOD_FRIDAY, EASTER_MONDAY, LABOUR_DAY, WHIT_MONDAY, ST_STEPHEN]),
    "st-gallen": ("canton of St. Gallen", [GOOD_FRIDAY, EASTER_MONDAY, WHIT_MONDAY, ALL_SAINTS, ST_STEPHEN]),
    "vaud": ("canton of Vaud", [
        BERCHTOLD, GOOD_FRIDAY, EASTER_MONDAY, WHIT_MONDAY,
        each_year("Federal Fast Monday", lambda y: weekday(y, 9, SU, 3) + DAY)]),
    "geneve": ("canton of Genève", [
        GOOD_FRIDAY, EASTER_MONDAY, WHIT_MONDAY,
        each_year("Genevan Fast", lambda y: weekday(y, 9, SU, 1) + 4 * DAY), fixed(12, 31, "Restoration Day")]),
    "ticino": ("canton of Ticino", [
        EPIPHANY, fixed(3, 19, "St Joseph's Day"), EASTER_MONDAY, LABOUR_DAY, WHIT_MONDAY, CORPUS_CHRISTI,
        fixed(6, 29, "St Peter and St Paul"), ASSUMPTION, ALL_SAINTS, IMMACULATE, ST_STEPHEN]),
})

# France: Code du travail L3133-1; L3134-13 for Alsace and Moselle.
french = [
    NEW_YEAR, EASTER_MONDAY, LABOUR_DAY, fixed(5, 8, "Victory Day"), ASCENSION, WHIT_MONDAY,
    fixed(7, 14, "Bastille Day"), ASSUMPTION, ALL_SAINTS, fixed(11, 11, "Armistice Day"), CHRISTMAS]
calendar("france", "Public holidays in France", french)
calendar("france-alsace-moselle", "Public holidays in Alsace and Moselle", french + [GOOD_FRIDAY, ST_STEPHEN])

# Spain: Real Decreto 2001/1983 art. 45. The communities may move what falls on a Sunday, every year anew.
spanish = [
    NEW_YEAR, EPIPHANY, GOOD_FRIDAY, LABOUR_DAY, ASSUMPTION, fixed(10, 12, "National Day"), ALL_SAINTS,
    fixed(12, 6, "Constitution Day"), IMMACULATE, CHRISTMAS]
moves = "What falls on a Sunday may be moved by a yearly decree, and towns add two days: add them as exceptions."
calendar("spain", "Public holidays in all of Spain", spanish, moves)

SPANISH_SUNDAYS = [
    (1, 6, "Epiphany"), (5, 1, "Labour Day"), (8, 15, "Assumption of Mary"), (10, 12, "National Day"),
    (11, 1, "All Saints' Day"), (12, 6, "Constitution Day"), (12, 8, "Immaculate Conception")]


def mondays(*more):
    """Andalusia and Aragon keep the Monday after every one of them."""
    return [moved(f"Monday after {name}", m, d, SUNDAY_TO_MONDAY) for m, d, name in [*SPANISH_SUNDAYS, *more]]


regions("spain", "Public holidays in Spain", spanish, {
    "andalusia": ("Andalusia", [
        fixed(2, 28, "Day of Andalusia"), MAUNDY_THURSDAY, *mondays((2, 28, "Day of Andalusia"))]),
    "aragon": ("Aragon", [MAUNDY_THURSDAY, fixed(4, 23, "Day of Aragon"), *mondays((4, 23, "Day of Aragon"))]),
    "basque-country": ("Basque Country", [MAUNDY_THURSDAY, EASTER_MONDAY, fixed(7, 25, "St James's Day")]),
    "catalonia": ("Catalonia", [
        EASTER_MONDAY, fixed(6, 24, "St John's Day"), fixed(9, 11, "National Day of Catalonia"), ST_STEPHEN]),
    "galicia": ("Galicia", [MAUNDY_THURSDAY, fixed(7, 25, "Day of Galicia")]),
    "madrid": ("Community of Madrid", [MAUNDY_THURSDAY, fixed(5, 2, "Day of the Community of Madrid")]),
    "valencia": ("Valencian Community", [
        fixed(3, 19, "St Joseph's Day"), EASTER_MONDAY, fixed(6, 24, "St John's Day"),
        fixed(10, 9, "Day of the Valencian Community")]),
}, moves)

# Portugal: Código do Trabalho art. 234.
portuguese = [
    NEW_YEAR, GOOD_FRIDAY, EASTER_SUNDAY, fixed(4, 25, "Freedom Day"), LABOUR_DAY, CORPUS_CHRISTI,
    fixed(6, 10, "Portugal Day"), ASSUMPTION, fixed(10, 5, "Republic Day"), ALL_SAINTS,
    fixed(12, 1, "Restoration of Independence"), IMMACULATE, CHRISTMAS]
calendar("portugal", "Public holidays in Portugal", portuguese, "Each town has a day of its own.")
calendar("portugal-azores", "Public holidays in the Azores", portuguese + [
    after_easter(50, "Day of the Azores")])
calendar("portugal-madeira", "Public holidays in Madeira", portuguese + [
    fixed(7, 1, "Day of Madeira"), fixed(12, 26, "First Octave")])

# Italy: legge 260/1949 as amended; 4 October again from 2026.
italian = [
    NEW_YEAR, EPIPHANY, EASTER_SUNDAY, EASTER_MONDAY, fixed(4, 25, "Liberation Day"), LABOUR_DAY,
    fixed(6, 2, "Republic Day"), ASSUMPTION, fixed(10, 4, "St Francis of Assisi", since=2026), ALL_SAINTS, IMMACULATE,
    CHRISTMAS, ST_STEPHEN]
calendar("italy", "Public holidays in Italy", italian, "Each town has its patron's day.")
calendar("italy-south-tyrol", "Public holidays in South Tyrol", italian + [WHIT_MONDAY])
calendar("italy-milan", "Public holidays in Milan", italian + [fixed(12, 7, "St Ambrose's Day")])
calendar("italy-rome", "Public holidays in Rome", italian + [fixed(6, 29, "St Peter and St Paul")])

# Benelux.
calendar("netherlands", "Public holidays in the Netherlands", [
    NEW_YEAR, EASTER_SUNDAY, EASTER_MONDAY,
    each_year("King's Day", lambda y: d - DAY if (d := dt.date(y, 4, 27)).weekday() == SU else d),
    each_year("Liberation Day", lambda y: dt.date(y, 5, 5) if y % 5 == 0 else None), ASCENSION, *PENTECOST,
    CHRISTMAS, SECOND_CHRISTMAS], "Liberation Day is a day off in every fifth year.")
calendar("belgium", "Public holidays in Belgium", [
    NEW_YEAR, EASTER_MONDAY, LABOUR_DAY, ASCENSION, WHIT_MONDAY, fixed(7, 21, "National Day"), ASSUMPTION, ALL_SAINTS,
    fixed(11, 11, "Armistice Day"), CHRISTMAS])
calendar("luxembourg", "Public holidays in Luxembourg", [
    NEW_YEAR, EASTER_MONDAY, LABOUR_DAY, fixed(5, 9, "Europe Day"), ASCENSION, WHIT_MONDAY,
    fixed(6, 23, "National Day"), ASSUMPTION, ALL_SAINTS, CHRISTMAS, ST_STEPHEN])

# The north. Midsummer and All Saints' are Saturdays.
nordic_easter = [GOOD_FRIDAY, EASTER_SUNDAY, EASTER_MONDAY]
midsummer = within(6, 20, SA, "Midsummer Day")
nordic_saints = each_year(
    "All Saints' Day", lambda y: next(d for n in range(7) if (d := dt.date(y, 10, 31) + n * DAY).weekday() == SA))
calendar("denmark", "Public holidays in Denmark", [
    NEW_YEAR, MAUNDY_THURSDAY, *nordic_easter, ASCENSION, *PENTECOST, CHRISTMAS, SECOND_CHRISTMAS],
    "Great Prayer Day is no holiday since 2024.")
calendar("norway", "Public holidays in Norway", [
    NEW_YEAR, MAUNDY_THURSDAY, *nordic_easter, LABOUR_DAY, fixed(5, 17, "Constitution Day"), ASCENSION, *PENTECOST,
    CHRISTMAS, SECOND_CHRISTMAS])
eves = "The eves of Midsummer, Christmas and New Year are no public holidays, but few work: add them as exceptions."
calendar("sweden", "Public holidays in Sweden", [
    NEW_YEAR, EPIPHANY, *nordic_easter, LABOUR_DAY, ASCENSION, fixed(6, 6, "National Day"), WHIT_SUNDAY, midsummer,
    nordic_saints, CHRISTMAS, SECOND_CHRISTMAS], eves)
calendar("finland", "Public holidays in Finland", [
    NEW_YEAR, EPIPHANY, *nordic_easter, LABOUR_DAY, ASCENSION, WHIT_SUNDAY, midsummer, nordic_saints,
    fixed(12, 6, "Independence Day"), CHRISTMAS, SECOND_CHRISTMAS], eves)

# The middle of Europe.
calendar("poland", "Public holidays in Poland", [
    NEW_YEAR, EPIPHANY, EASTER_SUNDAY, EASTER_MONDAY, LABOUR_DAY, fixed(5, 3, "Constitution Day"), WHIT_SUNDAY,
    CORPUS_CHRISTI, ASSUMPTION, ALL_SAINTS, fixed(11, 11, "Independence Day"),
    fixed(12, 24, "Christmas Eve", since=2025), CHRISTMAS, SECOND_CHRISTMAS])
calendar("czechia", "Public holidays in Czechia", [
    NEW_YEAR, GOOD_FRIDAY, EASTER_MONDAY, LABOUR_DAY, fixed(5, 8, "Victory Day"),
    fixed(7, 5, "St Cyril and St Methodius"), fixed(7, 6, "Jan Hus Day"), fixed(9, 28, "Statehood Day"),
    fixed(10, 28, "Independence Day"), fixed(11, 17, "Freedom and Democracy Day"), CHRISTMAS_EVE, CHRISTMAS,
    ST_STEPHEN])
calendar("hungary", "Public holidays in Hungary", [
    NEW_YEAR, fixed(3, 15, "Revolution of 1848"), GOOD_FRIDAY, EASTER_SUNDAY, EASTER_MONDAY, LABOUR_DAY, *PENTECOST,
    fixed(8, 20, "State Foundation Day"), fixed(10, 23, "Revolution of 1956"), ALL_SAINTS, CHRISTMAS_EVE, CHRISTMAS,
    SECOND_CHRISTMAS],
    "Working days are moved to bridge some of them by a yearly decree: add those as exceptions.")

# United States: 5 U.S.C. 6103; a Saturday's holiday is kept on Friday, a Sunday's on Monday. States differ.
AMERICAN_SHIFT = {SA: -1, SU: 1}


def observed(month, day, name, shift=AMERICAN_SHIFT, since=FIRST):
    days = [fixed(month, day, name, since=since)]
    years = range(max(since, FIRST), YEARS[-1] + 2)
    dates = [d + DAY * shift[d.weekday()] for y in years if (d := dt.date(y, month, day)).weekday() in shift]
    return days + [Day(f"{name} (observed)", [d for d in dates if d.year in YEARS])]


MLK = nth(1, MO, 3, "Martin Luther King Jr. Day")
WASHINGTON = nth(2, MO, 3, "Washington's Birthday")
MEMORIAL = nth(5, MO, -1, "Memorial Day")
LABOR = nth(9, MO, 1, "Labor Day")
COLUMBUS = nth(10, MO, 2, "Columbus Day")
THANKSGIVING = nth(11, TH, 4, "Thanksgiving Day")
AFTER_THANKSGIVING = each_year("Day after Thanksgiving", lambda y: weekday(y, 11, TH, 4) + DAY)


def american(shift=AMERICAN_SHIFT, without=()):
    all_days = [
        ("new-year", observed(1, 1, "New Year's Day", shift)), ("mlk", [MLK]), ("washington", [WASHINGTON]),
        ("memorial", [MEMORIAL]), ("juneteenth", observed(6, 19, "Juneteenth", shift)),
        ("independence", observed(7, 4, "Independence Day", shift)), ("labor", [LABOR]), ("columbus", [COLUMBUS]),
        ("veterans", observed(11, 11, "Veterans Day", shift)), ("thanksgiving", [THANKSGIVING]),
        ("christmas", observed(12, 25, "Christmas Day", shift))]
    return [day for name, days in all_days if name not in without for day in days]


calendar("united-states", "Federal holidays in the United States", american())
calendar("united-states-california", "State holidays in California", [
    *american(SUNDAY_TO_MONDAY, ["columbus", "juneteenth"]),
    observed(3, 31, "Cesar Chavez Day", SUNDAY_TO_MONDAY), moved("Veterans Day (observed)", 11, 11, {SA: -1}),
    AFTER_THANKSGIVING], "Days that an employee may take instead of another are left out.")
calendar("united-states-florida", "State holidays in Florida", [
    *american(AMERICAN_SHIFT, ["washington", "juneteenth", "columbus"]), AFTER_THANKSGIVING])
calendar("united-states-massachusetts", "Legal holidays in Massachusetts", american(SUNDAY_TO_MONDAY) + [
    nth(4, MO, 3, "Patriots' Day")])
calendar("united-states-new-york", "Public holidays in New York", american(SUNDAY_TO_MONDAY) + [
    observed(2, 12, "Lincoln's Birthday", SUNDAY_TO_MONDAY),
    each_year("Election Day", lambda y: weekday(y, 11, MO, 1) + DAY)])
calendar("united-states-texas", "State holidays in Texas", american({}, ["columbus"]) + [
    AFTER_THANKSGIVING, CHRISTMAS_EVE, fixed(12, 26, "Day after Christmas")],
    "A holiday that falls on a weekend is not moved.")

# Canada: Canada Labour Code, and the provinces' own.
FAMILY = nth(2, MO, 3, "Family Day")
VICTORIA = within(5, 18, MO, "Victoria Day")
CANADA_DAY = fixed(7, 1, "Canada Day")
RECONCILIATION = fixed(9, 30, "National Day for Truth and Reconciliation")
CANADIAN_THANKSGIVING = nth(10, MO, 2, "Thanksgiving Day")
REMEMBRANCE = fixed(11, 11, "Remembrance Day")
canadian = [NEW_YEAR, GOOD_FRIDAY, CANADA_DAY, nth(9, MO, 1, "Labour Day"), CHRISTMAS]
canada_note = "Employers under federal law give a working day for what falls on a weekend: add it as an exception."
calendar("canada", "Holidays under federal law in Canada", canadian + [
    VICTORIA, RECONCILIATION, CANADIAN_THANKSGIVING, REMEMBRANCE, BOXING_DAY], canada_note)
regions("canada", "Statutory holidays in Canada", canadian, {
    "alberta": ("Alberta", [FAMILY, VICTORIA, CANADIAN_THANKSGIVING, REMEMBRANCE]),
    "british-columbia": ("British Columbia", [
        FAMILY, VICTORIA, nth(8, MO, 1, "British Columbia Day"), RECONCILIATION, CANADIAN_THANKSGIVING, REMEMBRANCE]),
    "manitoba": ("Manitoba", [nth(2, MO, 3, "Louis Riel Day"), VICTORIA, RECONCILIATION, CANADIAN_THANKSGIVING]),
    "new-brunswick": ("New Brunswick", [FAMILY, nth(8, MO, 1, "New Brunswick Day"), REMEMBRANCE]),
    "nova-scotia": ("Nova Scotia", [nth(2, MO, 3, "Heritage Day"), REMEMBRANCE]),
    "ontario": ("Ontario", [FAMILY, VICTORIA, CANADIAN_THANKSGIVING, BOXING_DAY]),
    "quebec": ("Quebec", [
        within(5, 18, MO, "National Patriots' Day"), *substitute(6, 24, "St John the Baptist's Day", SUNDAY_TO_MONDAY),
        moved("Canada Day (substitute day)", 7, 1, SUNDAY_TO_MONDAY), CANADIAN_THANKSGIVING]),
    "saskatchewan": ("Saskatchewan", [
        FAMILY, VICTORIA, nth(8, MO, 1, "Saskatchewan Day"), CANADIAN_THANKSGIVING, REMEMBRANCE]),
}, "What falls on a weekend is often given on a working day: add it as an exception.")

# Australia: the states' public holiday acts.
australian_christmas = [
    *substitute(12, 25, "Christmas Day", {SA: 2, SU: 2}), *substitute(12, 26, "Boxing Day", {SA: 2, SU: 2})]
australian = [
    *substitute(1, 1, "New Year's Day", TO_MONDAY),
    each_year("Australia Day", lambda y: d + DAY * TO_MONDAY.get(d.weekday(), 0) if (d := dt.date(y, 1, 26)) else None),
    GOOD_FRIDAY, EASTER_MONDAY, fixed(4, 25, "Anzac Day"), *australian_christmas]
KINGS_JUNE = nth(6, MO, 2, "King's Birthday")
EASTER_WEEKEND = [EASTER_SATURDAY, EASTER_SUNDAY]
ANZAC_MONDAY = moved("Anzac Day (substitute day)", 4, 25, SUNDAY_TO_MONDAY)
calendar("australia", "Public holidays in all of Australia", australian, "Each state has more; take its own file.")
regions("australia", "Public holidays in Australia", australian, {
    "australian-capital-territory": ("Australian Capital Territory", [
        nth(3, MO, 2, "Canberra Day"), *EASTER_WEEKEND, ANZAC_MONDAY,
        on("Anzac Day (additional day)", "2026-04-27"), within(5, 27, MO, "Reconciliation Day"), KINGS_JUNE,
        nth(10, MO, 1, "Labour Day")]),
    "new-south-wales": ("New South Wales", [
        *EASTER_WEEKEND, KINGS_JUNE, nth(10, MO, 1, "Labour Day"),
        on("Anzac Day (additional day)", "2026-04-27", "2027-04-26")]),
    "northern-territory": ("Northern Territory", [
        *EASTER_WEEKEND, ANZAC_MONDAY, nth(5, MO, 1, "May Day"), KINGS_JUNE, nth(8, MO, 1, "Picnic Day")]),
    "queensland": ("Queensland", [
        *EASTER_WEEKEND, ANZAC_MONDAY, nth(5, MO, 1, "Labour Day"), nth(10, MO, 1, "King's Birthday")]),
    "south-australia": ("South Australia", [
        nth(3, MO, 2, "Adelaide Cup Day"), *EASTER_WEEKEND, KINGS_JUNE, nth(10, MO, 1, "Labour Day")]),
    "tasmania": ("Tasmania", [nth(3, MO, 2, "Eight Hours Day"), KINGS_JUNE]),
    "western-australia": ("Western Australia", [
        nth(3, MO, 1, "Labour Day"), EASTER_SUNDAY, moved("Anzac Day (substitute day)", 4, 25, TO_MONDAY),
        each_year("Western Australia Day", lambda y: weekday(y, 6, MO, 1) if y < 2028 else None),
        each_year("King's Birthday", lambda y: weekday(y, 9, MO, -1) if y < 2028 else None)]),
    "victoria": ("Victoria", [
        nth(3, MO, 2, "Labour Day"), *EASTER_WEEKEND, KINGS_JUNE, nth(11, TU, 1, "Melbourne Cup")]),
}, "Part-days, shows, the football final's eve and what Western Australia moves from 2028 on are left out: "
    "add what you keep as exceptions.")

# New Zealand: Holidays Act 2003, Te Kāhui o Matariki Public Holiday Act 2022 (its schedule gives the dates).
new_zealand = [
    *substitute(1, 1, "New Year's Day", {SA: 2, SU: 2}), *substitute(1, 2, "Day after New Year's Day", {SA: 2, SU: 2}),
    *substitute(2, 6, "Waitangi Day", TO_MONDAY), GOOD_FRIDAY, EASTER_MONDAY,
    *substitute(4, 25, "Anzac Day", TO_MONDAY), nth(6, MO, 1, "King's Birthday"),
    on("Matariki", "2024-06-28", "2025-06-20", "2026-07-10", "2027-06-25", "2028-07-14", "2029-07-06", "2030-06-21",
       "2031-07-11", "2032-07-02", "2033-06-24", "2034-07-07", "2035-06-29"),
    nth(10, MO, 4, "Labour Day"), *substitute(12, 25, "Christmas Day", {SA: 2, SU: 2}),
    *substitute(12, 26, "Boxing Day", {SA: 2, SU: 2})]


def nearest_monday(month, day):
    return lambda y: (d := dt.date(y, month, day)) + DAY * ((3 - d.weekday()) % 7 - 3)


calendar("new-zealand", "Public holidays in New Zealand", new_zealand, "Each province has its anniversary.")
regions("new-zealand", "Public holidays in New Zealand", new_zealand, {
    "auckland": ("Auckland", [each_year("Auckland Anniversary Day", nearest_monday(1, 29))]),
    "wellington": ("Wellington", [each_year("Wellington Anniversary Day", nearest_monday(1, 22))]),
})

# Latin America.
calendar("mexico", "Public holidays in Mexico", [
    NEW_YEAR, nth(2, MO, 1, "Constitution Day"), nth(3, MO, 3, "Benito Juárez's Birthday"), LABOUR_DAY,
    fixed(9, 16, "Independence Day"),
    each_year("Change of federal government", lambda y: dt.date(y, 10, 1) if y % 6 == 2 else None),
    nth(11, MO, 3, "Revolution Day"), CHRISTMAS])
brazilian = [
    NEW_YEAR, GOOD_FRIDAY, fixed(4, 21, "Tiradentes"), LABOUR_DAY, fixed(9, 7, "Independence Day"),
    fixed(10, 12, "Our Lady of Aparecida"), fixed(11, 2, "All Souls' Day"), fixed(11, 15, "Republic Day"),
    fixed(11, 20, "Black Awareness Day"), CHRISTMAS]
carnival = "Carnival and Corpus Christi are optional days: add those that you keep as exceptions."
calendar("brazil", "National holidays in Brazil", brazilian, carnival)
calendar("brazil-sao-paulo", "Public holidays in the state of São Paulo", brazilian + [
    fixed(7, 9, "Constitutionalist Revolution")], carnival)
calendar("brazil-rio-de-janeiro", "Public holidays in the state of Rio de Janeiro", brazilian + [
    after_easter(-47, "Carnival Tuesday"), fixed(4, 23, "St George's Day")])

# India: the three days that all states keep. All others follow the moon or a state's list.
calendar("india", "National holidays in India", [
    fixed(1, 26, "Republic Day"), fixed(8, 15, "Independence Day"), fixed(10, 2, "Gandhi Jayanti")],
    "Festivals follow the moon and each state's own list: add those that you keep as exceptions.")

# South Africa: Public Holidays Act 1994; a Sunday's holiday is kept on Monday too.
calendar("south-africa", "Public holidays in South Africa", [
    *substitute(1, 1, "New Year's Day", SUNDAY_TO_MONDAY), *substitute(3, 21, "Human Rights Day", SUNDAY_TO_MONDAY),
    GOOD_FRIDAY, after_easter(1, "Family Day"), *substitute(4, 27, "Freedom Day", SUNDAY_TO_MONDAY),
    *substitute(5, 1, "Workers' Day", SUNDAY_TO_MONDAY), *substitute(6, 16, "Youth Day", SUNDAY_TO_MONDAY),
    *substitute(8, 9, "National Women's Day", SUNDAY_TO_MONDAY), *substitute(9, 24, "Heritage Day", SUNDAY_TO_MONDAY),
    *substitute(12, 16, "Day of Reconciliation", SUNDAY_TO_MONDAY), CHRISTMAS,
    *substitute(12, 26, "Day of Goodwill", SUNDAY_TO_MONDAY)], "Election days are proclaimed: add them as exceptions.")


# Japan: Act on National Holidays. A Sunday's holiday passes to the next free day; a day between two is one too.
def equinox(year, base):
    return int(base + 0.242194 * (year - 1980) - (year - 1980) // 4)


japanese = [
    NEW_YEAR, nth(1, MO, 2, "Coming of Age Day"), fixed(2, 11, "Foundation Day"), fixed(2, 23, "Emperor's Birthday"),
    each_year("Vernal Equinox Day", lambda y: dt.date(y, 3, equinox(y, 20.8431))), fixed(4, 29, "Showa Day"),
    fixed(5, 3, "Constitution Memorial Day"), fixed(5, 4, "Greenery Day"), fixed(5, 5, "Children's Day"),
    nth(7, MO, 3, "Marine Day"), fixed(8, 11, "Mountain Day"), nth(9, MO, 3, "Respect for the Aged Day"),
    each_year("Autumnal Equinox Day", lambda y: dt.date(y, 9, equinox(y, 23.2488))), nth(10, MO, 2, "Sports Day"),
    fixed(11, 3, "Culture Day"), fixed(11, 23, "Labour Thanksgiving Day")]
named = {d for day in japanese for d in day.dates}


def next_free(date):
    while date in named:
        date += DAY
    return date


japanese.append(Day("Substitute Holiday", sorted({next_free(d) for d in named if d.weekday() == SU})))
japanese.append(Day("Citizens' Holiday", sorted(
    d + DAY for d in named if d + 2 * DAY in named and d + DAY not in named and (d + DAY).weekday() != SU
    and d + DAY not in japanese[-1].dates)))
calendar("japan", "National holidays in Japan", japanese,
         "Equinoxes are worked out; the almanac of each February decides.")


def fold(line):
    """RFC 5545 3.1: at most 75 bytes a line, never within a character."""
    lines, rest = [], line.encode()
    while len(rest) > 75:
        cut = 75
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        lines.append(rest[:cut])
        rest = b" " + rest[cut:]
    return b"\r\n".join(lines + [rest]) + b"\r\n"


def escaped(text):
    return re.sub(r"([\\;,])", r"\\\1", text)


def written(name, title, days, comment):
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Earshot//Holidays//EN", f"X-WR-CALNAME:{escaped(title)}"]
    years = f"Days that follow Easter, the sky or a weekend are written out from {FIRST} to {YEARS[-1]}."
    lines.append(f"COMMENT:{escaped(' '.join(filter(None, [comment, years])))}")
    seen = {}
    for day in days:
        if not day.dates:
            continue
        slug = re.sub(r"[^a-z0-9]+", "-", day.name.lower()).strip("-")
        seen[slug] = seen.get(slug, 0) + 1
        slug += f"-{seen[slug]}" if seen[slug] > 1 else ""
        first, *rest = sorted(day.dates)
        lines += [
            "BEGIN:VEVENT", f"UID:{slug}.{name}@calendars.earshot.example", "DTSTAMP:20260101T000000Z",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}"]
        if day.rule:
            lines.append(f"RRULE:{day.rule}")
        elif rest:
            lines.append("RDATE;VALUE=DATE:" + ",".join(f"{d:%Y%m%d}" for d in rest))
        lines += [
            f"SUMMARY:{escaped(day.name)}", "CATEGORIES:Public holiday", "TRANSP:TRANSPARENT", "END:VEVENT"]
    return b"".join(fold(line) for line in lines + ["END:VCALENDAR"])


if __name__ == "__main__":
    here = pathlib.Path(__file__).resolve().parent.parent / "Rules" / "calendars"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
    folder.mkdir(parents=True, exist_ok=True)
    for name, (title, days, comment) in calendars.items():
        (folder / f"{name}.ics").write_bytes(written(name, title, days, comment))
    print(f"{len(calendars)} calendars in {folder}")
