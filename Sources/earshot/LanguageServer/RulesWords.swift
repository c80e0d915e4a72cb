/// The words of the rule language in a sentence each, for whoever hovers over one or looks for one.
enum RulesWords {
    static let keys: [(word: String, says: String)] = [
        ("title", "What people read when the rule fires."),
        (
            "severity",
            "info, low, medium, high or critical. Where no score is written it also gives the points: 0 10 25 50 80."
        ),
        (
            "score",
            "Points that the rule adds to a message's heat, from 0 to 1000. A message is hot from 50 on, unless configured."
        ),
        ("action", "none; hot: the message is hot whatever its heat; filter: it is counted and makes no ticket."),
        ("group", "Rules of one group add at most so much together: group legal max 80."),
        ("tags", "Words to find it by, with commas between them."),
        ("skill", "What the ticket asks of an agent."),
        ("owner", "Who keeps the rule and answers for it."),
        ("respond", "The promise: how soon a person looks, counted from the message's time, as in 15m."),
        ("mode", "live; shadow: recorded, pages nobody; shadow until 2027-03-01: the same with an end; off."),
        ("when", "What must be true for the rule to fire."),
        ("raise", "Points on top while something is true: raise +20 if customer.tier is vip."),
        ("lower", "Points off while something is true: lower -40 if author is press."),
        ("replaces", "Where both fire, this rule stands for the other: replaces rule:name."),
        (
            "hit",
            "A message that this rule must catch. One that it misses refuses the reload. Behind it may stand: is hot, is not hot, with customer.tier=vip."
        ),
        ("miss", "A message that this rule must spare."),
        ("todo", "An example that is known to fail and refuses nothing: todo hit \"…\"."),
    ]

    static let spikeKeys: [(word: String, says: String)] = [
        ("count", "What is counted: count rule:outage-report distinct authors."),
        ("fires", "From how many on: fires at 20 in 10m; or, compared with what is usual: or at 3x usual, at least 8."),
        ("or", "Another way to fire: or at 3x usual, at least 8."),
        ("per", "Counted apart for each of these: per brand, per channel …"),
        ("again", "How long it is quiet before it may fire once more: again after 30m."),
        ("burst", "An example: burst hit 20 authors in 9m \"quillfone is down\"."),
    ]

    static let operators: [(word: String, says: String)] = [
        ("AND", "Both must be true."),
        ("OR", "One of them must be true. Between AND and OR stand brackets."),
        ("NOT", "It must not be true."),
        ("NEAR/8", "Both stand within so many words of each other, up to 30."),
        ("BEFORE/8", "The same, and in this order."),
        ("at least 2 of list:", "So many different phrases of a list occur."),
        ("list:", "A phrase of a list, Rules/….keywords, occurs."),
        ("rule:", "Another rule's condition is true."),
        ("in url", "Looked for in the addresses linked, and not in the text."),
        ("in name", "Looked for in the author's handle and name."),
        ("in quoted", "Looked for in what the author quoted."),
    ]

    /// Fields with what may be asked of them.
    static let fields: [(word: String, says: String, asks: [String])] = [
        (
            "sentiment", "How the message feels: a word, or a number from -1 to 1.",
            ["is negative", "is not positive", "is neutral", "is mixed", "<= -0.4"]
        ),
        ("complaint", "How much it asks for something to be put right, from 0 to 1.", [">= 0.7"]),
        ("channel", "Where it was written.", ["is mastodon", "is feed", "is email", "is sms"]),
        ("source", "The source's name in earshot.yaml.", ["is support-mail"]),
        ("lang", "The language of the message, two letters.", ["is en", "is not de"]),
        ("customer.tier", "The customer's tier, as the CRM says it.", ["is vip"]),
        ("customer.tags", "A tag that the CRM gives the customer.", ["is press"]),
        ("customer.language", "The customer's language, as the CRM says it.", ["is en"]),
        ("customer.value", "The customer's yearly value, whole units.", [">= 1000"]),
        ("customer.open_cases", "How many cases of the customer are open.", [">= 2"]),
        ("author.followers", "How many follow the author.", [">= 10000"]),
        ("author.handle", "The author's handle, without @.", ["is ana@social.example"]),
        ("author.age", "How old the author's account is.", ["< 7d"]),
        ("author", "Who wrote it.", ["is press", "is agent", "is own", "is verified"]),
        ("conversation.contacts", "How often the same person wrote, this message included.", [">= 3 in 24h"]),
        ("conversation.unanswered", "For how long nobody has answered.", [">= 4h"]),
        ("hours", "Whether the brand's people are there.", ["are open", "are closed", "are holiday"]),
        ("is", "What kind of message it is.", ["reply", "repost", "question"]),
        ("has", "What comes with it.", ["link", "image", "order"]),
    ]

    static let masks: [(word: String, says: String)] = [
        ("{money}", "An amount of money."), ("{number}", "A number."), ("{date}", "A date."),
        ("{time}", "A time of day."),
        ("{email}", "A mail address."), ("{phone}", "A telephone number."), ("{order}", "An order or ticket number."),
        ("{url}", "A web address."),
    ]

    static let heads: [(word: String, says: String)] = [
        ("about", "What the phrases have in common, in one line."), ("owner", "Who keeps the list."),
        ("lang", "The language of the phrases, two letters."),
        ("accents", "accents fold: café and cafe are the same here; accents keep."),
    ]

    /// What a key's value can be, where there is a closed set.
    static func values(of key: String) -> [String] {
        switch key {
        case "severity": ["info", "low", "medium", "high", "critical"]
        case "action": ["none", "hot", "filter"]
        case "mode": ["live", "shadow", "shadow until 2027-03-01", "off"]
        case "respond": ["5m", "15m", "1h", "4h", "1d"]
        case "per": ["brand", "source", "channel", "language", "author"]
        case "todo": ["hit \"\"", "miss \"\""]
        case "accents": ["fold", "keep"]
        default: []
        }
    }

    /// The sentence for a word, whatever it is.
    static func says(_ word: String) -> String? {
        let near = word.split(separator: "/").first.map(String.init) ?? word
        return (keys + spikeKeys + masks + heads).first { $0.word == word }?.says
            ?? fields.first { $0.word == word }?.says
            ?? operators.first { $0.word == word || $0.word.split(separator: "/").first.map(String.init) == near }?.says
            ?? (word == "rule" ? "Begins a rule; its name is small letters, digits and hyphens." : nil)
            ?? (word == "spike" ? "Begins a spike: so many of something in a time, or many more than usual." : nil)
    }
}
