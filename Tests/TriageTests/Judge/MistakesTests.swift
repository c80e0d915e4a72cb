import Testing

@testable import Triage

/// What an author who errs is shown, to the letter: place, line, caret, sentence and fix.
struct MistakesTests {
    struct Mistake: CustomTestStringConvertible, Sendable {
        var title: String
        var rules: String
        var list: (name: String, text: String)?
        var shows: String

        init(_ title: String, _ rules: String, list: (String, String)? = nil, shows: String) {
            self.title = title
            self.rules = rules
            self.list = list
            self.shows = shows
        }

        var testDescription: String { title }
    }

    @Test(arguments: mistakes)
    func `each typical mistake is shown with its place and its fix`(mistake: Mistake) {
        var files = [
            "a.rules": mistake.rules + "\n", "brand.keywords": "quillfone\n@quillfone\n",
            "sentiment/en.lexicon": "[words]\ngood 2\n",
        ]
        if let list = mistake.list { files["\(list.name).keywords"] = list.text }
        let (rules, complaints) = Scene.compile(files)
        #expect(complaints.map { $0.rendered(colour: false) }.joined(separator: "\n") == mistake.shows)
        #expect((rules == nil) == complaints.contains { $0.weight == .error })
    }

    @Test func `no complaint of a mistake is without a fix`() {
        for mistake in Self.mistakes {
            var files = ["a.rules": mistake.rules + "\n", "brand.keywords": "quillfone\n"]
            if let list = mistake.list { files["\(list.name).keywords"] = list.text }
            for complaint in Scene.compile(files).complaints {
                #expect(!complaint.remedy.isEmpty, "\(complaint.message)")
            }
        }
    }

    static let mistakes = [
        Mistake(
            "a typo in a key",
            """
            rule outage
              severity medium
              wen list:brand AND down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:3: error: There is no key "wen" in a rule.
                      wen list:brand AND down
                      ^^^
                    did you mean "when"?
                """),
        Mistake(
            "a typo in a list's name",
            """
            rule outage
              severity medium
              when list:brnad AND down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:8: error: There is no list "brnad".
                      when list:brnad AND down
                           ^^^^^^^^^^
                    did you mean "brand"?
                """),
        Mistake(
            "a small and",
            """
            rule outage
              severity medium
              when list:brand and down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:19: error: Operators are written in capitals.
                      when list:brand and down
                                      ^^^
                    write AND, or "and" in quotes to look for the word
                """),
        Mistake(
            "AND beside OR",
            """
            rule outage
              severity medium
              when list:brand AND down OR broken
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:28: error: AND and OR stand side by side without brackets.
                      when list:brand AND down OR broken
                                               ^^
                    write list:brand AND (down OR broken), or (list:brand AND down) OR broken
                """),
        Mistake(
            "a phrase without quotes, with a small not",
            """
            rule outage
              severity medium
              when list:brand AND not working
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:23: error: Operators are written in capitals.
                      when list:brand AND not working
                                          ^^^
                    write NOT, or "not working" in quotes to look for the words
                """),
        Mistake(
            "a phrase without quotes, with a field's verb",
            """
            rule outage
              severity medium
              when list:brand AND is down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:26: error: A message cannot be "down".
                      when list:brand AND is down
                                             ^^^^
                    it can be reply, repost or question; to look for words, put quotes around them
                """),
        Mistake(
            "single quotes of a word processor",
            """
            rule outage
              severity medium
              when list:brand AND ‘is down’
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:23: error: A phrase stands between double quotes.
                      when list:brand AND ‘is down’
                                          ^^^
                    write "is down"
                """),
        Mistake(
            "a small near",
            """
            rule outage
              severity medium
              when list:brand near/5 down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:19: error: Operators are written in capitals.
                      when list:brand near/5 down
                                      ^^^^^^
                    write NEAR/5, or "near/5" in quotes to look for the word
                """),
        Mistake(
            "NEAR that reaches too far",
            """
            rule outage
              severity medium
              when list:brand NEAR/40 down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:19: error: NEAR reaches from 1 to 30 words.
                      when list:brand NEAR/40 down
                                      ^^^^^^^
                    write NEAR/30
                """),
        Mistake(
            "NEAR without a number",
            """
            rule outage
              severity medium
              when list:brand NEAR down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:19: error: NEAR needs to know how many words.
                      when list:brand NEAR down
                                      ^^^^
                    write NEAR/8 for at most 8 words from one to the other
                """),
        Mistake(
            "NEAR over AND",
            """
            rule outage
              severity medium
              when list:brand NEAR/5 (down AND router)
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:26: error: NEAR/5 stands beside AND or NOT; it compares places of words.
                      when list:brand NEAR/5 (down AND router)
                                             ^
                    put words, phrases, lists, or those joined by OR, on both sides
                """),
        Mistake(
            "a star in front",
            """
            rule outage
              severity medium
              when list:brand AND *down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:23: error: A star cannot stand in front.
                      when list:brand AND *down
                                          ^^^^^
                    write the words out
                """),
        Mistake(
            "a star after three letters",
            """
            rule outage
              severity medium
              when list:brand AND dow*
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:23: error: A star needs four letters or more before it.
                      when list:brand AND dow*
                                          ^^^^
                    fewer would match too much; write the words out
                """),
        Mistake(
            "only NOT",
            """
            rule outage
              severity medium
              when NOT list:brand
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:12: error: This rule looks for nothing: what it says only narrows or excludes.
                      when NOT list:brand
                               ^^^^^^^^^^
                    say what to look for as well: words, a list, a sentiment or a channel, as in list:brand AND …
                """),
        Mistake(
            "only what narrows",
            """
            rule outage
              severity medium
              when customer.tier is vip AND hours are closed
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:8: error: This rule looks for nothing: what it says only narrows or excludes.
                      when customer.tier is vip AND hours are closed
                           ^^^^^^^^^^^^^
                    say what to look for as well: words, a list, a sentiment or a channel, as in list:brand AND …
                """),
        Mistake(
            "a rule twice",
            """
            rule outage
              severity medium
              when list:brand AND down
              hit  "quillfone is down"
              miss "all fine"

            rule outage
              severity medium
              when down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:7:6: error: There is another rule "outage": Rules/a.rules:1.
                    rule outage
                         ^^^^^^
                    rename one of them
                """),
        Mistake(
            "no when",
            """
            rule outage
              severity medium
              hit "quillfone is down"
              miss "x"
            """,
            shows: """
                Rules/a.rules:1:6: error: This rule has no "when".
                    rule outage
                         ^^^^^^
                    say what it looks for: when list:brand AND …
                """),
        Mistake(
            "a condition that goes on without an operator",
            """
            rule outage
              severity medium
              when list:brand
              down OR broken
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:4:3: error: There is no key "down" in a rule.
                      down OR broken
                      ^^^^
                    to go on with the condition above, begin the line with AND or OR
                """),
        Mistake(
            "a severity of another tool",
            """
            rule outage
              severity urgent
              when down
              hit "down"
              miss "x"
            """,
            shows: """
                Rules/a.rules:2:12: error: There is no severity "urgent".
                      severity urgent
                               ^^^^^^
                    there are info, low, medium, high, critical
                """),
        Mistake(
            "a typo in a severity",
            """
            rule outage
              severity hihg
              when down
              hit "down"
              miss "x"
            """,
            shows: """
                Rules/a.rules:2:12: error: There is no severity "hihg".
                      severity hihg
                               ^^^^
                    did you mean "high"?
                """),
        Mistake(
            "a score with its unit",
            """
            rule outage
              severity medium
              score 60 points
              when list:brand AND down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:9: error: A score is a whole number from 0 to 1000.
                      score 60 points
                            ^^^^^^^^^
                    write: score 60
                """),
        Mistake(
            "a time in words",
            """
            rule outage
              severity medium
              respond 15 minutes
              when list:brand AND down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:11: error: "15 minutes" is no length of time.
                      respond 15 minutes
                              ^^^^^^^^^^
                    write: respond 15m
                """),
        Mistake(
            "a comment glued to its hash",
            """
            rule outage
              severity medium
              when list:brand AND down #only outages
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:28: error: AND or OR is missing here.
                      when list:brand AND down #only outages
                                               ^^^^^
                    for a comment put a space behind the hash: # only; for a hashtag write AND or OR in front of it
                """),
        Mistake(
            "a comment glued to its hash behind a number",
            """
            rule outage
              severity medium
              score 20 #heat
              when list:brand AND down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:9: error: A score is a whole number from 0 to 1000.
                      score 20 #heat
                            ^^^^^^^^
                    a comment is a hash and a space: score 20  # heat
                """),
        Mistake(
            "a quote that is never closed",
            """
            rule outage
              severity medium
              when list:brand AND "is down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:23: error: This quote is never closed.
                      when list:brand AND "is down
                                          ^^^^^^^^
                    put " at the end of the phrase, on the same line
                """),
        Mistake(
            "a value that a field does not have",
            """
            rule outage
              severity medium
              when list:brand AND sentiment is angry
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:36: error: "angry" is no sentiment.
                      when list:brand AND sentiment is angry
                                                       ^^^^^
                    there are negative, neutral, positive, mixed
                """),
        Mistake(
            "an equals sign for is",
            """
            rule outage
              severity medium
              when list:brand AND customer.tier = vip
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:37: error: "customer.tier" is asked with "is".
                      when list:brand AND customer.tier = vip
                                                        ^
                    write: customer.tier is vip
                """),
        Mistake(
            "an example without quotes",
            """
            rule outage
              severity medium
              when list:brand AND down
              hit quillfone is down again
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:4:7: error: An example stands between quotes.
                      hit quillfone is down again
                          ^^^^^^^^^^^^^^^^^^^^^^^
                    write: hit "quillfone is down again"
                """),
        Mistake(
            "an example that fails by its distance",
            """
            rule outage
              severity medium
              when list:brand NEAR/3 down
              hit "Quillfone has been the whole day down"
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:4:7: error: outage does not fire on this hit.
                      hit "Quillfone has been the whole day down"
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                    “Quillfone” and “down” stand 6 words apart, where 3 words is the most
                """),
        Mistake(
            "an example that fails for want of a customer",
            """
            rule outage
              severity medium
              when list:brand AND down AND customer.tier is vip
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:4:8: error: outage does not fire on this hit.
                      hit  "quillfone is down"
                           ^^^^^^^^^^^^^^^^^^^
                    no customer is known; to say otherwise, add: with customer.tier=vip
                """),
        Mistake(
            "a miss that fires",
            """
            rule outage
              severity medium
              when list:brand AND down
              miss "Quillfone is not down"
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:4:8: error: outage fires on this miss.
                      miss "Quillfone is not down"
                           ^^^^^^^^^^^^^^^^^^^^^^^
                    because of “Quillfone”, “down”
                """),
        Mistake(
            "an empty list",
            """
            rule outage
              severity medium
              when list:brand AND (down OR list:empty)
              hit  "quillfone is down"
              miss "all fine"
            """,
            list: ("empty", "# to be written\n"),
            shows: """
                Rules/a.rules:3:32: warning: This part is never true, so it changes nothing: list:empty has no phrases.
                      when list:brand AND (down OR list:empty)
                                                   ^^^^^^^^^^
                    put phrases into the list, or take it away
                Rules/empty.keywords:1:1: warning: This list has no phrases, so nothing of it is ever found.
                    # to be written
                    ^
                    write phrases into it, one a line
                """),
        Mistake(
            "a list that names itself",
            """
            rule outage
              severity medium
              when list:brand AND (down OR list:loop)
              hit  "quillfone is down"
              miss "all fine"
            """,
            list: ("loop", "broken\nlist:loop\n"),
            shows: """
                Rules/loop.keywords:2:1: error: list:loop names itself.
                    list:loop
                    ^^^^^^^^^
                    take this line away
                """),
        Mistake(
            "a list without its colon",
            """
            rule outage
              severity medium
              when list brand AND down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:13: error: A list is named with a colon.
                      when list brand AND down
                                ^^^^^
                    write list:brand
                """),
        Mistake(
            "a list with a space behind its colon",
            """
            rule outage
              severity medium
              when list: brand AND down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:14: error: The name follows its colon without a space.
                      when list: brand AND down
                                 ^^^^^
                    write list:brand
                """),
        Mistake(
            "AND at the end",
            """
            rule outage
              severity medium
              when list:brand AND down AND
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:28: error: Nothing stands behind AND.
                      when list:brand AND down AND
                                               ^^^
                    say what else, or take it away
                """),
        Mistake(
            "a regular expression",
            """
            rule outage
              severity medium
              when list:brand AND /out(age)?s?/
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:23: error: This looks like a regular expression, which this language has none of.
                      when list:brand AND /out(age)?s?/
                                          ^^^^
                    write the words out with OR; a star stands for any ending, as in outag*, and {number} for any number
                """),
        Mistake(
            "a regular expression in a word",
            """
            rule outage
              severity medium
              when list:brand AND down.*again
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:23: error: This looks like a regular expression, which this language has none of.
                      when list:brand AND down.*again
                                          ^^^^^^^^^^^
                    write the words out with OR; a star stands for any ending, as in outag*, and {number} for any number
                """),
        Mistake(
            "two phrases side by side",
            """
            rule outage
              severity medium
              when "quillfone" "down"
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:20: error: AND or OR is missing here.
                      when "quillfone" "down"
                                       ^^^^^^
                    write AND for both, or OR for either
                """),
        Mistake(
            "a key in capitals",
            """
            rule outage
              severity medium
              When list:brand AND down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:3: error: There is no key "When" in a rule.
                      When list:brand AND down
                      ^^^^
                    keys are written in small letters: when
                """),
        Mistake(
            "a colon behind a key",
            """
            rule outage
              severity medium
              when: list:brand AND down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:3: error: There is no key "when:" in a rule.
                      when: list:brand AND down
                      ^^^^^
                    keys stand without a colon: when
                """),
        Mistake(
            "a comma for OR",
            """
            rule outage
              severity medium
              when list:brand AND (down, broken)
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:30: error: A comma joins nothing here.
                      when list:brand AND (down, broken)
                                                 ^^^^^^
                    write OR for any of them, or AND for all of them
                """),
        Mistake(
            "operators of a programmer",
            """
            rule outage
              severity medium
              when list:brand && down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:19: error: Operators are the words AND, OR and NOT.
                      when list:brand && down
                                      ^^
                    write AND
                """),
        Mistake(
            "a minus for NOT",
            """
            rule outage
              severity medium
              when list:brand -joke
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:19: error: Operators are the words AND, OR and NOT.
                      when list:brand -joke
                                      ^^^^^
                    write AND NOT joke
                """),
        Mistake(
            "a mask that there is none of",
            """
            rule outage
              severity medium
              when list:brand AND {amount}
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:23: error: There is no {amount}.
                      when list:brand AND {amount}
                                          ^^^^^^^^
                    there are {money} {number} {date} {time} {email} {phone} {order} {url}
                """),
        Mistake(
            "a list named with its ending",
            """
            rule outage
              severity medium
              when list:brand.keywords AND down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:8: error: There is no list "brand.keywords".
                      when list:brand.keywords AND down
                           ^^^^^^^^^^^^^^^^^^^
                    a list is named without its ending: list:brand
                """),
        Mistake(
            "a bracket that is never closed",
            """
            rule outage
              severity medium
              when list:brand AND (down OR broken
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:23: error: This bracket is never closed.
                      when list:brand AND (down OR broken
                                          ^
                    put ) where it ends
                """),
        Mistake(
            "a name with spaces",
            """
            rule Router Outage
              severity medium
              when down
              hit "down"
              miss "x"
            """,
            shows: """
                Rules/a.rules:1:6: error: A name is small letters, digits and hyphens.
                    rule Router Outage
                         ^^^^^^^^^^^^^
                    as in: rule router-outage
                """),
        Mistake(
            "two feelings at once",
            """
            rule outage
              severity medium
              when list:brand AND sentiment is positive AND sentiment is negative
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:49: warning: This rule can never fire: sentiment is positive and sentiment is negative cannot both be.
                      when list:brand AND sentiment is positive AND sentiment is negative
                                                                    ^^^^^^^^^
                    join them with OR, or take one away
                Rules/a.rules:4:8: error: outage does not fire on this hit.
                      hit  "quillfone is down"
                           ^^^^^^^^^^^^^^^^^^^
                    its sentiment is neutral, not positive; its sentiment is neutral, not negative
                """),
        Mistake(
            "tabs, and a typo in a word",
            """
            rule outage
            \tseverity medium
            \t\twhen\tlist:brand
            \t\tAND\tdwon
            \thit\t"quillfone is down"
            \tmiss\t"x"
            """,
            shows: """
                Rules/a.rules:5:6: error: outage does not fire on this hit.
                     hit "quillfone is down"
                         ^^^^^^^^^^^^^^^^^^^
                    it has no "dwon"
                """),
        Mistake(
            "NOT without AND",
            """
            rule outage
              severity medium
              when list:brand NOT joke
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:19: error: AND or OR is missing here.
                      when list:brand NOT joke
                                      ^^^
                    write AND NOT
                """),
        Mistake(
            "a share of a hundred",
            """
            rule outage
              severity medium
              when list:brand AND sentiment <= -40%
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:36: error: "-40%" is no number.
                      when list:brand AND sentiment <= -40%
                                                       ^^^^
                    write -0.4
                """),
        Mistake(
            "phrases with commas between them on one line",
            """
            rule outage
              severity medium
              when list:down AND list:brand
              hit  "quillfone is down, no signal"
              miss "all fine"
            """,
            list: ("down", "is down, no signal\n"),
            shows: """
                Rules/down.keywords:1:1: warning: This line is one phrase, commas and all.
                    is down, no signal
                    ^^^^^^^^^^^^^^^^^^
                    write each phrase on a line of its own
                """),
        Mistake(
            "BUT NOT",
            """
            rule outage
              severity medium
              when list:brand BUT NOT fine
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:19: error: There is no "BUT".
                      when list:brand BUT NOT fine
                                      ^^^
                    write AND NOT
                """),
        Mistake(
            "the number without its slash",
            """
            rule outage
              severity medium
              when list:brand NEAR 5 down
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:3:19: error: NEAR needs to know how many words.
                      when list:brand NEAR 5 down
                                      ^^^^
                    write NEAR/5 for at most 5 words from one to the other
                """),
        Mistake(
            "curly quotes around an example",
            """
            rule outage
              severity medium
              when list:brand
              hit  “quillfone is down”
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:4:8: error: An example stands between straight quotes.
                      hit  “quillfone is down”
                           ^^^^^^^^^^^^^^^^^^^
                    write: hit "quillfone is down"
                """),
        Mistake(
            "slashes before a comment",
            """
            // our rules
            rule outage
              severity medium
              when list:brand
              hit  "quillfone is down"
              miss "all fine"
            """,
            shows: """
                Rules/a.rules:1:1: error: This is no key.
                    // our rules
                    ^^
                    a comment begins with # and a space
                """),
    ]
}
