/// Words that authors bring along from other tools, or from how they speak, and what they are here.
enum KeyHabits {
    /// By the word that was written: the key that says it.
    static let meant = [
        "example": "hit", "expect": "hit", "match": "hit", "positive": "hit", "should": "hit", "negative": "miss",
        "not": "miss", "nomatch": "miss", "no-hit": "miss", "spare": "miss", "condition": "when", "query": "when",
        "search": "when", "words": "when", "description": "title", "about": "title", "name": "title", "label": "tags",
        "labels": "tags", "tag": "tags", "priority": "severity", "urgency": "severity", "level": "severity",
        "points": "score", "weight": "score", "heat": "score", "team": "owner", "assign": "owner", "desk": "owner",
        "sla": "respond", "within": "respond", "promise": "respond", "deadline": "respond", "status": "mode",
        "enabled": "mode", "state": "mode", "boost": "raise", "plus": "raise", "reduce": "lower", "minus": "lower",
        "threshold": "fires", "window": "fires", "cooldown": "again",
    ]

    /// Where no key says it.
    static let hints = [
        "unless": "say it in the condition: AND NOT \"…\"", "except": "say it in the condition: AND NOT \"…\"",
        "exclude": "say it in the condition: AND NOT \"…\"", "without": "say it in the condition: AND NOT \"…\"",
        "notify": "whom a hot message calls stands in the configuration; a rule says how hot: severity, score, action",
        "page": "whom a hot message calls stands in the configuration; a rule says how hot: severity, score, action",
        "hot": "what is always hot says: action hot", "lang": "say it in the condition: AND lang is en",
        "channel": "say it in the condition: AND channel is sms",
    ]
}
