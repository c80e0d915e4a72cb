extension TimeVocabulary {
    static let english = TimeVocabulary(
        language: "en",
        [
            // Numbers.
            Entry(.number(1), says: "one"), Entry(.number(2), says: "two"), Entry(.number(3), says: "three"),
            Entry(.number(4), says: "four"), Entry(.number(5), says: "five"), Entry(.number(6), says: "six"),
            Entry(.number(7), says: "seven"), Entry(.number(8), says: "eight"), Entry(.number(9), says: "nine"),
            Entry(.number(10), says: "ten"), Entry(.number(11), says: "eleven"), Entry(.number(12), says: "twelve"),
            Entry(.number(13), says: "thirteen"), Entry(.number(14), says: "fourteen"),
            Entry(.number(15), says: "fifteen"), Entry(.number(16), says: "sixteen"),
            Entry(.number(17), says: "seventeen"), Entry(.number(18), says: "eighteen"),
            Entry(.number(19), says: "nineteen"), Entry(.number(20), says: "twenty"),
            Entry(.number(30), says: "thirty"), Entry(.number(40), says: "forty, fourty"),
            Entry(.number(50), says: "fifty"), Entry(.number(2), says: "a couple of, couple of"),
            Entry(.ordinal(1), says: "first"), Entry(.ordinal(2), says: "second"), Entry(.ordinal(3), says: "third"),
            Entry(.ordinal(4), says: "fourth"), Entry(.ordinal(5), says: "fifth"),
            Entry(.ordinalMark, says: "st, nd, rd, th"),

            // Days.
            Entry(.weekday(.monday), says: "monday, mondays, mon, mo"),
            Entry(.weekday(.tuesday), says: "tuesday, tuesdays, tue, tues, teusday, tuseday"),
            Entry(.weekday(.wednesday), says: "wednesday, wednesdays, wed, weds, wensday, wendesday"),
            Entry(.weekday(.thursday), says: "thursday, thursdays, thu, thur, thurs, thrusday"),
            Entry(.weekday(.friday), says: "friday, fridays, fri"),
            Entry(.weekday(.saturday), says: "saturday, saturdays, sat"),
            Entry(.weekday(.sunday), says: "sunday, sundays, sun"),
            Entry(.today(0), says: "today, 2day, later today"),
            Entry(
                .today(1),
                says: """
                    tomorrow, tomorrows, tmrw, tmr, tmw, tmrow, tomoz, tomo, 2moro, 2morrow, tommorow, tommorrow,
                    tomorow, the next day, the following day
                    """),
            Entry(
                .today(2),
                says: "day after tomorrow, the day after tomorrow, overmorrow, the day after, the day after that"),
            Entry(.today(-1), says: "yesterday"),
            Entry(.workdays, says: "weekdays, weekday, week days, workdays, working days, business days, on a weekday"),
            Entry(.weekend, says: "weekend, weekends, this weekend, at the weekend, the weekend"),
            Entry(
                .everyDay,
                says: "any day, every day, everyday, daily, any weekday morning, each day, all days"),
            Entry(
                .anyTime,
                says: """
                    any time, anytime, whenever, any hour, all day, whole day, the whole day, at any time, at any point,
                    any point, when you like, whenever you like, whenever suits, when you can, whenever you can, when you get a chance
                    """),
            Entry(.month(1), says: "january, jan"), Entry(.month(2), says: "february, feb, febuary"),
            Entry(.month(3), says: "march, mar"), Entry(.month(4), says: "april, apr"), Entry(.month(5), says: "may"),
            Entry(.month(6), says: "june, jun"), Entry(.month(7), says: "july, jul"),
            Entry(.month(8), says: "august, aug"), Entry(.month(9), says: "september, sept, sep"),
            Entry(.month(10), says: "october, oct"), Entry(.month(11), says: "november, nov"),
            Entry(.month(12), says: "december, dec"),
            Entry(.dayWord, says: "on the, the"),
            Entry(.thisWeek, says: "this week, later this week, rest of the week, the rest of the week"),
            Entry(.nextWeek, says: "next week, the following week, week after, the week after"),
            Entry(.next, says: "next, nxt"),
            Entry(.coming, says: "this, coming, this coming, the coming, upcoming, this next, the following"),
            Entry(.last, says: "last, past"),
            Entry(.weekLater, says: "week, a week on, week on, a week from, week from"),

            // Clocks.
            Entry(
                .part(.morning), says: "morning, mornings, in the morning, morn, in the mornings, during the morning"),
            Entry(.part(.earlyMorning), says: "first thing, first thing in the morning, early doors, crack of dawn"),
            Entry(
                .part(.beforeWork), says: "before work, before i go to work, before the school run"),
            Entry(.part(.morning), says: "before lunch, before lunchtime"),
            Entry(
                .part(.lunchtime),
                says: """
                    lunchtime, lunch, lunch time, at lunch, at lunchtime, over lunch, midday ish, lunch break,
                    in my lunch break, during lunch, on my lunch, on my lunch break
                    """),
            Entry(.part(.afterLunch), says: "after lunch, after lunchtime"),
            Entry(
                .part(.afternoon),
                says:
                    "afternoon, afternoons, in the afternoon, aft, arvo, this arvo, in the afternoons, during the afternoon"
            ),
            Entry(
                .part(.evening),
                says: "evening, evenings, in the evening, eve, night, nights, at night, in the evenings, nite"),
            Entry(.part(.endOfDay), says: "end of day, end of the day, eod, close of business, cob"),
            Entry(
                .part(.afterWork), says: "after work, when i finish work, after the school run, once i finish work"),
            Entry(.part(.officeHours), says: "office hours, business hours, working hours, during the day, in the day"),
            Entry(.today(0), .part(.evening), says: "tonight, tonite, 2nite, this evening, this eve"),
            Entry(.today(0), .part(.morning), says: "this morning"),
            Entry(.today(0), .part(.afternoon), says: "this afternoon, this aft"),
            Entry(.today(0), .part(.endOfDay), says: "by close of play today"),
            Entry(.early, says: "early, earlyish, beginning of, start of, the beginning of, the start of"),
            Entry(.late, says: "late, lateish, end of, the end of, later"),
            Entry(.hourMark, says: "o'clock, oclock, o clock, hrs, h, clock, sharp, hours"),
            Entry(.am, says: "am, a.m., a m"), Entry(.pm, says: "pm, p.m., p m, p"),
            Entry(.noon, says: "noon, midday, mid day, 12 noon, twelve noon, high noon"),
            Entry(.midnight, says: "midnight"),
            Entry(.half, says: "half, half an, a half"), Entry(.quarter, says: "quarter, a quarter"),
            Entry(.halfPast, says: "half past, half, 1/2 past"),
            Entry(.pastHour, says: "past, after"), Entry(.toHour, says: "to, til, till, before, of"),

            // Relations.
            Entry(.at, says: "at, @, for"),
            Entry(
                .around,
                says: """
                    around, about, approx, approximately, roughly, circa, ca, c., ~, at about, at around, say around,
                    somewhere around, sometime around, some time around, round, roundabout, near, closer to, at roughly, just after, shortly after, straight after, just before, shortly before
                    """),
            Entry(.aroundBehind, says: "ish, or so, or thereabouts, roughly, ishh, approx"),
            Entry(
                .after,
                says: """
                    after, from, past, later than, not before, no earlier than, not earlier than, any time after,
                    anytime after, any time from, anytime from, sometime after, some time after, starting, starting from,
                    but not before, as of, from about, >, not until
                    """),
            Entry(
                .before,
                says: """
                    before, by, earlier than, any time before, anytime before, not after, no later than, not later than,
                    but not after, sometime before, some time before, <, prior to
                    """),
            Entry(.until, says: "until, till, til, up to, any time until, up until, anytime until, 'til"),
            Entry(.between, says: "between, any time between, anytime between, btw, btwn, sometime between"),
            Entry(
                .rangeFrom,
                says:
                    "from, anytime from, any time from, not before, starting, starting from, no earlier than, as of, not until"
            ),
            Entry(.rangeTo, says: "to, till, til, until, through, thru, up to"),
            Entry(
                .or,
                says: "or, /, otherwise, alternatively, else, or else, or maybe, or even, failing that, or on, or at"),
            Entry(.and, says: "and, &, n, and also, also, as well as, plus"),
            Entry(.ahead, says: "in, in about, in around, in another, in like"),
            Entry(
                .within,
                says: "within, within the next, in the next, over the next, within the, the next, during the next"),
            Entry(.unit(.minute), says: "minute, minutes, min, mins"),
            Entry(.unit(.quarterHour), says: "quarter of an hour, a quarter of an hour, quarter hour"),
            Entry(
                .onwards,
                says:
                    "onwards, onward, or later, or after, after that, any time after that, anytime after that, from then, from then on, and after, upwards, and later, +"
            ),
            Entry(.unit(.hour), says: "hour, hours, hr, hrs, h"), Entry(.unit(.day), says: "day, days"),
            Entry(.unit(.week), says: "week, weeks, wk, wks, week's time, weeks time, weeks' time"),
            Entry(.unit(.month), says: "month, months, months time"), Entry(.unit(.year), says: "year, years"),
            Entry(.number(1), says: "a, an"),

            // Stances.
            Entry(
                .not,
                says:
                    "not, except, except for, apart from, other than, but not, anything but, any day but, excluding, not on"
            ),
            Entry(
                .cannot,
                says: """
                    can't, cannot, cant, can not, couldn't, couldnt, doesn't work, doesnt work, does not work, won't work,
                    wont work, don't work for me, isn't good, is no good, no good, isn't possible, is not possible,
                    not possible, isn't great, not great, not good, is bad, bad for me, doesn't suit, does not suit,
                    not available, unavailable, not free, not around, not at home, i'm busy, busy, i am busy, at work,
                    working, i work, in a meeting, in meetings, i'm out, away, can't do, cannot do, can't make, won't be,
                    can't talk, won't be able, unable, not able, in class, at school, driving, isn't convenient,
                    is not convenient, not convenient, inconvenient, impossible, is out, fully booked
                    """),
            Entry(
                .wishes,
                says: """
                    call, ring, phone, work, call me, ring me, phone me, call back, callback, call me back, ring back, ring me back,
                    calling, speak, talk, chat, reach, reach me, contact me, give me a call, give me a ring, give me a bell,
                    a call, works, work for me, works for me, works best, works better, suits, suits me, suit, suit me, best,
                    would be good, would be great, would be better, would be best, would be perfect, would be ideal,
                    would be fine, would be lovely, would suit, would work, will do, would do, is good, is great, is fine,
                    is best, is better, is perfect, is ok, is okay, is ideal, be fine, be great, be good, be perfect,
                    be better, be ideal, is possible, prefer, i'd prefer, i would prefer, preferably, preferred, ideally,
                    rather, i'd rather, i'd like, i would like, would like, would love, can you, could you, can we, could we,
                    how about, what about, let's, lets, let's say, let's do, available, i'm available, free, i'm free,
                    i am free, at home, i'm home, home, in, book, book me, book me in, put me down, schedule, arrange, make it,
                    do you have, have you got, anything, any slots, any slot, any chance, would, could, good, great, fine,
                    perfect, ideal, better, easier, convenient, can do, i can, i can do, i could do, suits better, ok for me,
                    move it, move my call, move the call, move to, reschedule, postpone, push, change, change it, change to,
                    instead, try, try me, i finish, i get home, i'm back, back, happy with, go for, go with, only, latest,
                    earliest, at the earliest, at the latest, hoping, hope, can be, say, text me, whatsapp
                    """),
            Entry(
                .please,
                says:
                    "please, pls, plz, plse, pleas, kindly, don't cancel, dont cancel, do not cancel, don't cancel my call, do not cancel my call, if possible, if you can, if that's ok, if thats ok"
            ),
            Entry(
                .moves,
                says:
                    "make it, make that, change it to, change to, move it to, move to, move it, switch to, switch it to, push it to, let's make it"
            ),
            Entry(
                .choiceNoun,
                says: """
                    option, options, number, no., nr, num, slot, choice, #, opt, appointment, time slot, offer, answer,
                    suggestion, proposal
                    """),
            Entry(.one, says: "one, slot, option, appointment, time slot, choice, appt, suggestion"),
            Entry(
                .lastOne,
                says:
                    "the last one, last one, the latest one, latest one, the last, last slot, the last option, the last slot"
            ),
            Entry(
                .anyOffered,
                says: """
                    any of them, any of those, any of these, either, either one, whichever, any one, all of them, any works,
                    any is fine, any slot, don't mind, i don't mind, dont mind, you choose, you decide, up to you, all fine,
                    any of the three, any of the above, either works, all good
                    """),
            Entry(
                .yes,
                says: """
                    yes, y, yep, yeah, yea, yup, ok, okay, k, kk, sure, sure thing, of course, fine, alright, all right,
                    agreed, confirmed, confirm, i confirm, correct, that's right, thats right, right, perfect, great, good,
                    sounds good, sounds great, that works, works, that's fine, thats fine, that's good, thats good, deal,
                    go ahead, absolutely, definitely, yes please, exactly, true, cool, 👍, ✅, ✔, 👌, 🆗, ☑, yess
                    """),
            Entry(
                .no,
                says:
                    "no, nope, nah, no thanks, no thank you, n, not interested, no need, never mind, nevermind, ❌, 👎, nay, not needed"
            ),
            Entry(
                .cancel,
                says: """
                    cancel, cancel it, cancel my call, cancel the call, cancel that, cancel call, cancel my appointment,
                    cancel my callback, cancel please,
                    stop calling, no call, no more calls, don't want a call, don't want the call,
                    don't need a call, don't need the call, no longer need a call, no longer need, call off, call it off,
                    forget it, don't bother, dont bother, leave me alone, don't contact me, delete my appointment,
                    no longer want, no longer required, not necessary any more, don't need it anymore
                    """),
            Entry(
                .cancel, .cannot,
                says: "don't call, dont call, do not call, don't ring, dont ring, don't call me, don't phone"),
            Entry(
                .now,
                says: """
                    now, right now, now please, asap, a.s.a.p., as soon as possible, as soon as you can, as soon as,
                    immediately, straight away, straightaway, right away, at once, urgently, this minute, this instant,
                    the sooner the better, soonest, as quickly as possible, as early as possible, next available,
                    the next available, first available, right this second, ready now, soon as you can, soon as poss, earliest possible, the earliest possible,
                    asap please, whenever is soonest, any time now, anytime now
                    """),
            Entry(
                .later,
                says: """
                    later, maybe later, another time, another day, other time, other times, different time, a different time,
                    different day, a different day, some other time, none of these, none of them, none of those, neither,
                    none, none work, none suit, other options, more options, other slots, other dates, something else,
                    any other times, any other time, anything else, any others, other ones, not these, none of the above,
                    different one, different times, more times, more slots, another one, another slot, another option,
                    different slot, different slots, later date, a later date, next time, anything later, anything earlier,
                    something later, something earlier, earlier slot, later slot, not now, not right now
                    """),

            // Stories and other requests.
            Entry(
                .complaint,
                says: """
                    what time, tell me, do you open, you open, opens, closes, closed, opening hours, opening times, do you close, are you open,
                    since, ago, promised, promise, promises, paid, pay, paying, waited, waiting, wait, was, were, wasn't,
                    weren't, been, had, hadn't, did, didn't, never, nobody, no one, noone, nothing, without, wrong, broken,
                    broke, down, dead, died, dropped, drops, drop, cuts, crashed, failed, fails, failing, stopped, told, said,
                    says, called, rang, phoned, tried, emailed, wrote, sent, came, come, showed, arrived, missed, lost,
                    cut off, cancelled, canceled, charged, charge, charging, bill, billed, bills, invoice, refund, refunds,
                    refunded, money, price, cost, costs, fee, fees, contract, subscription, account, internet, broadband,
                    wifi, wi-fi, router, signal, network, connection, outage, line, order, ordered, orders, parcel, delivery,
                    delivered, customer, engineer, engineers, technician, supposed, why, who, complaint, complain, complaining,
                    always, again and again, times, every time, on hold, hold, queue, fix, fixed, repair, repaired, resolve,
                    resolved, sort, sorted, solve, replace, replaced, joke, terrible, useless, awful, disgrace, ridiculous,
                    disappointed, fed up, sick of, still no, still not, still waiting, no internet, no signal, no service,
                    slow, faulty, hasn't, haven't, has, worked, working days, euros, euro, pounds, pound, quid, dollars, bucks,
                    gb, mb, mbps, kids, children, people, phones, devices, years old, months old, stupid, worst, last time,
                    reference, ticket, password, reset, my app, your app, website, expired, expires, deadline, half the time,
                    according, received, went, got, got cut, would have, should have, happened, happens, started,
                    birthday, born, holiday, isn't working, not working, stopped working, appointment yesterday, yet
                    """),
            Entry(
                .filler,
                says: """
                    i, does, wait, i'm, im, i'll, ill, i'd, id, i've, ive, me, my, you, your, u, ur, we, us, it, its, it's, is, are, am,
                    be, do, will, would, can, could, should, shall, may, might, that, that's, thats, this, there, then,
                    so, just, well, yes, some, time, sometime, take, choose, pick, go, going, want, need, like, have, get,
                    give, let, with, if, any, too, also, ok, okay, thanks, thank you, thx, ta, cheers, ty, many thanks,
                    thanks a lot, thank you very much, thank you so much, sorry, unfortunately, actually, really, very, much,
                    lovely, great, 🙏, 😊, 🙂, hmm, um, er, oh, ah, hey there, would it be, is it, possible, think, guess, as,
                    when, what, which, he, she, they, them, somebody, someone, anyone, hopefully, still, long, all, ones,
                    day, days, date, slot, slots, appointment, on my mobile, on my landline, mobile, landline, cell,
                    to me, for me, for you, more, most, even, both, only, yourselves, team, guys, mate, folks, bit, quick,
                    happy, x, xx, xxx, gmt, uk time, my time, local time, hello again, confirm, number, number is, my number is,
                    on this number, this number, same number, tel, everyone, next, work, into, onto, than, how, where, because of
                    """),
            Entry(
                .glue,
                says:
                    "the, on, of, a, in, at, by, for, then, sometime, some time, maybe, perhaps, probably, say, possibly, like, in the, around the, that"
            ),
            Entry(
                .greeting,
                says: """
                    hi, hello, hey, dear, good morning, good afternoon, good evening, good day, morning all, hiya, thanks,
                    cheers, thx, thank you, many thanks, regards, kind regards, best regards, best wishes, all the best,
                    best, love, from, yours, yours sincerely, sincerely, ta, this is, my name is, it's me, warm regards, kr,
                    sent from
                    """),
            Entry(
                .about,
                says:
                    "about my, about the, about this, about it, about your, regarding, re, because, as my, as i have, concerning, to discuss, to talk about, cos, coz"
            ),
            Entry(
                .but,
                says:
                    "but, however, although, though, so, and then, and please, so please, so can you, and call, and ring"
            ),
        ])
}
