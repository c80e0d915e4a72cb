"""A folder of rules as a large contact centre may have it, the same in every run: lists, and rules that combine them,
each with the examples that it is held against."""

import os
import random

import matching_world

FILES = 100
RULES = 100
EXAMPLES = 12
LISTS = 100
PHRASES = 100


def write(folder, lines):
    """Writes the folder, its sentiment those of the shipped rules; gives a file of rules and what it becomes, and a
    list and what it becomes."""
    dice = random.Random(4)
    phrases = matching_world.phrases(lines, LISTS * PHRASES, random.Random(2))
    lists = [phrases[number * PHRASES:(number + 1) * PHRASES] for number in range(LISTS)]
    os.makedirs(folder)
    os.symlink(f"{matching_world.ROOT}/Rules/sentiment", f"{folder}/sentiment")
    for number, members in enumerate(lists):
        with open(f"{folder}/list-{number}.keywords", "w", encoding="utf-8") as file:
            file.write(_list(members))
    lines = [line.replace('"', "'").replace("\\", "/") for line in lines]
    for number in range(FILES):
        with open(f"{folder}/rules-{number}.rules", "w", encoding="utf-8") as file:
            file.write(_rules(number, lists, lines, dice))
    with open(f"{folder}.rules", "w", encoding="utf-8") as file:
        file.write(_rules(FILES // 2, lists, lines, dice))
    with open(f"{folder}.keywords", "w", encoding="utf-8") as file:
        file.write(_list(lists[LISTS // 2][:-1] + ["nonesuch phrase"]))
    return ((f"{folder}/rules-{FILES // 2}.rules", f"{folder}.rules"),
            (f"{folder}/list-{LISTS // 2}.keywords", f"{folder}.keywords"))


def _list(members):
    return "about  Benchmark\nowner  bench\n---\n" + "".join(f"{phrase}\n" for phrase in members)


def _rules(file, lists, lines, dice):
    """Rules that ask for a word of their own, so that what a tweet says can neither make nor break them."""
    written = []
    for number in range(RULES):
        mine = (file * RULES + number) % LISTS
        word = f"zq{file:02}x{number:02}"
        first, other = dice.sample(lists[mine], 2)
        shape = number % 5
        when, hit = {
            0: (f"{word} AND list:list-{mine}", f"{word} {first}"),
            1: (f'{word} NEAR/8 ("{first}" OR list:list-{mine})', f"{first} {word}"),
            2: (f'{word} AND "{other}" AND NOT "{word} spared"', f"{word} {other}"),
            3: (f'({word} OR "{word} indeed") AND NOT sentiment is positive', f"{word} it is broken"),
            4: (f"{word} BEFORE/6 list:list-{mine}\n             AND NOT is question", f"{word} {first}"),
        }[shape]
        written.append(f"rule bench-{file}-{number}\n  title      Bench {number} of {file}\n  severity   medium\n"
                       f"  owner      bench\n  when       {when}\n")
        for example in range(EXAMPLES):
            text = dice.choice(lines)
            if example % 2:
                written.append(f'  miss       "{text}"\n')
            else:
                written.append(f'  hit        "{hit}, {text}"\n' if shape not in (3, 4) else f'  hit        "{hit}"\n')
        written.append("\n")
    return "".join(written)
