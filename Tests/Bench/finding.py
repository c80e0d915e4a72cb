"""What the shipped rules find, and how often they raise a false alarm, on labelled messages of ../shared/data."""

import collections
import csv
import json
import os
import subprocess
import sys

import world

DATA = os.path.join(world.SHARED, "data")
# Of the 77 banking intents, those in which something has gone wrong with somebody's money or card.
HOT = """lost_or_stolen_card compromised_card card_swallowed lost_or_stolen_phone card_payment_not_recognised
direct_debit_payment_not_recognised cash_withdrawal_not_recognised transaction_charged_twice passcode_forgotten
pin_blocked declined_card_payment declined_cash_withdrawal declined_transfer failed_transfer
transfer_not_received_by_recipient top_up_failed Refund_not_showing_up request_refund
wrong_amount_of_cash_received extra_charge_on_statement balance_not_updated_after_bank_transfer
balance_not_updated_after_cheque_or_cash_deposit reverted_card_payment? terminate_account
unable_to_verify_identity card_not_working virtual_card_not_working contactless_not_working
beneficiary_not_allowed""".split()
SEVERITIES = ["info", "low", "medium", "high", "critical"]


def rows(path):
    with open(os.path.join(DATA, path), encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def texts(path, keep=lambda row: True):
    return [row["text"] for row in rows(path) if keep(row)]


def sets():
    disaster = next(os.path.join("disaster", n) for n in os.listdir(os.path.join(DATA, "disaster")))
    intents = "intents/banking77.train.tsv"
    yield "ordinary talk", texts("background/tweets.tsv")
    yield "complaints", texts("complaints/tweets.tsv", lambda r: r["label"] == "1")
    yield "no complaints", texts("complaints/tweets.tsv", lambda r: r["label"] != "1")
    yield "disasters", texts(disaster, lambda r: r["label"] == "Relevant")
    yield "no disasters", texts(disaster, lambda r: r["label"] != "Relevant")
    yield "leaving, English", texts("churn/en.tsv", lambda r: r["label"] == "1")
    yield "leaving, German", texts("churn/de.tsv", lambda r: r["label"] == "1")
    yield "banking, hot intents", texts(intents, lambda r: r["label"] in HOT)
    yield "banking, the others", texts(intents, lambda r: r["label"] not in HOT)


def severities(messages):
    given = "".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(messages))
    done = subprocess.run(
        [world.EARSHOT, "judge", "--rules", os.path.join(world.ROOT, "Rules"), "--json"], input=given,
        stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"earshot judge ended with {done.returncode}")
    return collections.Counter(json.loads(line)["severity"] for line in done.stdout.splitlines())


def main():
    if not os.path.isdir(DATA):
        print("finding: skipped: no ../shared")
        return
    print("finding: the shipped rules on labelled messages")
    print(f"  {'':22}{'messages':>9}{'medium or above':>18}{'high or critical':>18}")
    for name, messages in sets():
        found = severities(messages)
        medium = sum(found[s] for s in SEVERITIES[2:])
        high = sum(found[s] for s in SEVERITIES[3:])
        count = len(messages)
        print(f"  {name:22}{count:>9,}{medium / count:>17.1%}{high:>9,} = {100_000 * high / count:>6.0f} of 100,000")


main()
