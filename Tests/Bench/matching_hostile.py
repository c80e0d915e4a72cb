"""Texts made to be dear, and what they cost a byte beside ordinary ones of the same script with as many hits."""

import os
import random
import re

SIZE = 65_536


def stretched(piece, size=SIZE):
    data = piece.encode()
    return (data * (size // len(data) + 1))[:size].decode("utf-8", "ignore")


def families(phrases, lines):
    """By name: the script, and a piece that is repeated, or a whole text of a size."""
    double = [phrase for phrase in phrases if " " in phrase]
    starts = " ".join(phrase.split(" ")[0] for phrase in double[:4000])
    dice = random.Random(5)
    shuffled = " ".join(dice.sample(phrases, min(4000, len(phrases))))
    return {
        "one letter": ("latin", "a "),
        "one long word": ("latin", "a"),
        "held letters": ("latin", "sooo coool noooo "),
        "every letter held": ("latin", "aaabbbccc "),
        "possessives": ("latin", "it's bob's s's "),
        "capitals": ("latin", "AAA BBB "),
        "hashtags of humps": ("latin", "#AaBbCcDdEe "),
        "one endless hashtag": ("latin", "#" + "Aa" * 200 + " "),
        "handles": ("latin", "@a@b.c "),
        "addresses": ("latin", "a@b.c "),
        "links": ("latin", "http://a.b/c "),
        "ampersands": ("latin", "&"),
        "character references": ("latin", "&amp;a&#x62; "),
        "full stops": ("latin", "a."),
        "beginnings of phrases": ("latin", starts),
        "one phrase over and over": ("latin", double[0] + " "),
        "every phrase": ("latin", shuffled),
        "digits": ("latin", "1 22 333 12/03/ "),
        "accents": ("accents", "é à ü "),
        "accents apart": ("accents", "e\u0301 u\u0308 "),
        "marks without end": ("accents", "e" + "\u0301" * 5000 + " "),
        "thirty marks a letter": ("accents", "e" + "\u0301\u0302\u0303" * 10 + " "),
        "marks out of order": ("accents", "e\u0301\u0323 "),
        "eight marks backwards": ("accents", "e\u0301\u0323\u0327\u0334\u0301\u0323\u0327\u0334 "),
        "sharp s": ("accents", "ßeße "),
        "capitals with accents": ("accents", "ÀÉ ŐŰ "),
        "zero width": ("latin", "a\u200bb\u200c\u2060"),
        "zero width alone": ("latin", "\u200b"),
        "full width": ("wide", "ＦＩＲＥ "),
        "mathematical letters": ("wide", "𝐟𝐢𝐫𝐞 "),
        "look-alikes": ("cyrillic", "сооl раgе "),
        "look-alikes alone": ("cyrillic", "асе "),
        "emoji": ("emoji", "👍"),
        "joined emoji": ("emoji", "👩\u200d"),
        "skin tones": ("emoji", "👍🏽"),
        "flags": ("emoji", "🇬🇧"),
        "ideographs": ("cjk", "话"),
        "ideographs with marks": ("cjk", "か\u3099"),
        "half-width kana": ("cjk", "ｶﾞ"),
        "letters of syllables": ("hangul", "\u1112\u1161\u11ab\u1100\u1173\u11af "),
        "syllables with particles": ("hangul", "퀼폰에서는 "),
        "pointed Arabic": ("arabic", "هَاتِفُ "),
        "points out of order": ("arabic", "ه\u0651\u064eا "),
        "ligatures": ("arabic", "ﷲ "),
        "a sentence in a character": ("arabic", "ﷺ"),
    }


def ordinary(lines):
    """A text of each script as people write."""
    latin = " ".join(re.sub(r"[^\x20-\x7e]", "", line) for line in lines)
    return {
        "latin": latin,
        "accents": "Ma ligne ne marche plus depuis hier, j'ai déjà appelé trois fois et on m'a répondu que ça "
        "serait réglé très bientôt. Für den Preis wäre mehr möglich, schöne Grüße! ",
        "wide": "Ｍｙ　ｌｉｎｅ　ｉｓ　ｄｏｗｎ　ａｇａｉｎ，ｐｌｅａｓｅ　ｈｅｌｐ！",
        "cyrillic": "Связи нет с утра, в поддержке никто не отвечает. Верните деньги за этот месяц! ",
        "emoji": "so 😡 again ❤️ ok 👍🏽 and 😂😂 then 🎉 at 🏠 ",
        "cjk": "昨天晚上开始网络就断了，打电话也没有人接。电話が繋がらないので困っています。",
        "hangul": "어제부터 인터넷이 안 되는데 고객센터는 전화를 받지 않아요. 환불을 해 주세요. ",
        "arabic": "لا يعمل الهاتف منذ الصباح ولا أحد يرد على المكالمات في خدمة العملاء. ",
    }


def with_hits(filler, phrases, wanted, size=SIZE):
    """An ordinary text with so many phrases that hit strewn in a byte."""
    dice = random.Random(6)
    words = filler.split(" ")
    out, length, placed, at = [], 0, 0, 0
    while length < size:
        if placed < wanted * length:
            piece = dice.choice(phrases)
            placed += 1
        else:
            piece = words[at % len(words)]
            at += 1
        out.append(piece)
        length += len(piece.encode()) + 1
    return " ".join(out)


def report(run, program, folder, rules, phrases, lines, short):
    made = families(phrases, lines)
    common = ordinary(lines)

    def cost(named):
        paths = []
        for name, text in named:
            path = os.path.join(folder, re.sub(r"\W+", "-", name))
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            paths.append(path)
        return run(program, "bench-matching", "cost", *paths, "--rules", rules)

    names = list(made)
    once = dict(zip(names, cost([(name, stretched(made[name][1])) for name in names])))
    twice = dict(zip(names, cost([(name, stretched(made[name][1], 2 * SIZE)) for name in names])))
    # Ordinary texts with none, with some and with many hits, to say what a text with so many costs.
    usual = {}
    for script, filler in common.items():
        rows = cost([(f"{script}-{n}", with_hits(filler, phrases, n)) for n in (0, 0.02, 0.1, 0.2)])
        usual[script] = [(row["places"] / row["bytes"], row["nanoseconds"]) for row in rows]

    def expected(script, density):
        points = sorted(usual[script])
        below = max((point for point in points if point[0] <= density), default=points[0])
        above = min((point for point in points if point[0] > density), default=None)
        if above is None or above[0] == below[0]:
            # Beyond what was measured: nothing is added for more hits.
            return below[1]
        return below[1] + (above[1] - below[1]) * (density - below[0]) / (above[0] - below[0])

    print(f"\nnanoseconds a byte of texts of {SIZE:,} bytes; an ordinary one of the same script and hits; doubled")
    worst = []
    for name in names:
        script = made[name][0]
        density = once[name]["places"] / once[name]["bytes"]
        usually = expected(script, density)
        share = once[name]["nanoseconds"] / usually
        doubled = 2 * twice[name]["nanoseconds"] / once[name]["nanoseconds"]
        worst.append((share, doubled, name))
        print(f"{name:28} {once[name]['nanoseconds']:8.1f}   {usually:6.1f}   x{share:4.2f}   doubling x{doubled:4.2f}")
    share, _, name = max(worst)
    doubled, other = max((entry[1], entry[2]) for entry in worst)
    print(f"worst: {share:.2f} of an ordinary text ({name}); doubling at most {doubled:.2f} ({other})")
    if not short:
        for row in run(program, "bench-matching", "fuzz", os.path.join(folder, "texts"), "--rules", rules, "--seconds", "20"):
            print(row)
