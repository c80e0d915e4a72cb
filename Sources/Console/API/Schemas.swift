import Letters
import Storage
import Triage

/// The shapes of what the API answers with, by name.
enum Schemas {
    static let all: [(String, JSON)] = desk + callBacks

    private static let desk: [(String, JSON)] = [
        ("Case", object(hotCase)),
        (
            "CaseDetail",
            object(
                hotCase + [
                    ("linked", list(whole)), ("merged", list(whole)),
                    ("history", list(object([("at", time), ("by", text), ("what", text), ("note", text)]))),
                    ("heard", list(ref("Message"))), ("pages", list(ref("Page"))),
                ])
        ),
        (
            "Cases",
            object([
                ("cases", list(ref("Case"))),
                ("counts", object(Case.State.allCases.filter(\.isOpen).map { ($0.rawValue, whole) })),
                ("next", maybe("string")),
            ])
        ),
        (
            "Message",
            object([
                ("message", whole), ("source", text), ("channel", text), ("author", text), ("name", text),
                ("time", time), ("heardAt", time), ("permalink", text), ("subject", text), ("text", text),
                ("heat", maybe("integer")), ("hot", maybe("boolean")), ("customer", maybe("string")),
            ])
        ),
        (
            "Page",
            object([
                ("page", whole), ("case", maybe("integer")), ("person", text), ("number", whole),
                ("state", words(OnCallPage.State.allCases.map(\.rawValue))), ("words", text),
                ("means", ["oneOf": [ref("Means"), ["type": "null"]]]), ("tried", whole), ("createdAt", time),
                ("sentAt", maybeTime), ("deliveredAt", maybeTime), ("answeredAt", maybeTime), ("answer", text),
                ("lastError", text),
            ])
        ),
        (
            "Means",
            object([
                ("kind", words(Means.Kind.allCases.map(\.rawValue))), ("address", maybe("string")),
            ])
        ),
        (
            "FoundList",
            object([
                (
                    "found",
                    list(
                        object([
                            ("kind", words(["case", "message", "customer"])), ("case", maybe("integer")),
                            ("message", maybe("integer")), ("customer", maybe("string")), ("title", text),
                            ("words", text), ("at", maybeTime),
                        ]))
                )
            ])
        ),
        (
            "Numbers",
            object([
                (
                    "hours",
                    list(
                        object([
                            ("start", time), ("messages", whole), ("hot", whole), ("cases", whole),
                            ("meanHeat", maybe("number")),
                        ]))
                ),
                (
                    "toHuman",
                    [
                        "oneOf": [
                            object([("median", number), ("p90", number), ("p99", number)]), ["type": "null"],
                        ]
                    ]
                ),
                ("touched", whole), ("untouched", whole), ("incidents", whole), ("spikes", whole),
                ("promises", object([("kept", whole), ("missed", whole), ("running", whole)])),
                (
                    "called",
                    list(object([("person", text), ("pages", whole), ("answered", whole), ("failed", whole)]))
                ),
            ])
        ),
        (
            "Sources",
            object([
                (
                    "sources",
                    list(
                        object([
                            ("source", text), ("channel", text), ("lastPoll", maybeTime), ("lastMessage", maybeTime),
                            ("failures", whole), ("lastError", text), ("remark", text), ("paused", flag),
                            ("heldBy", maybe("string")),
                        ]))
                )
            ])
        ),
        (
            "Ledger",
            object([
                (
                    "sources",
                    list(
                        object([
                            ("source", text), ("heard", whole), ("stored", whole), ("duplicate", whole),
                            ("filtered", whole), ("quarantined", whole), ("unaccounted", whole),
                        ]))
                )
            ])
        ),
        (
            "Rules",
            object([
                ("hash", text), ("since", time), ("messages", whole),
                (
                    "rules",
                    list(
                        object([
                            ("rule", text), ("title", text), ("file", text), ("line", whole), ("severity", severity),
                            ("score", whole), ("mode", words(["live", "shadow", "off"])), ("filter", flag),
                            ("owner", text), ("respond", maybe("integer")), ("fired", whole), ("hot", whole),
                            ("shadow", whole), ("lastFired", maybeTime), ("resolved", whole), ("notHot", whole),
                            ("precision", maybe("number")),
                        ]))
                ),
            ])
        ),
        (
            "OnCall",
            object([
                ("at", time),
                (
                    "steps",
                    list(
                        object([
                            ("step", maybe("integer")), ("wait", number), ("reachable", flag),
                            (
                                "calls",
                                list(
                                    object([
                                        ("to", text),
                                        (
                                            "people",
                                            list(
                                                object([
                                                    ("person", text), ("name", text), ("means", list(ref("Means"))),
                                                ]))
                                        ), ("until", maybeTime), ("next", list(text)),
                                    ]))
                            ),
                        ]))
                ),
            ])
        ),
        (
            "Shifts",
            object([
                ("from", time), ("until", time),
                (
                    "rotas",
                    list(
                        object([
                            ("rota", text), ("timeZone", text),
                            (
                                "shifts",
                                list(
                                    object([
                                        ("from", time), ("until", time), ("people", list(text)), ("off", flag),
                                    ]))
                            ),
                        ]))
                ),
                (
                    "faults",
                    list(
                        object([
                            ("fault", text), ("message", text), ("remedy", text), ("from", maybeTime),
                            ("until", maybeTime),
                        ]))
                ),
            ])
        ),
        (
            "Me",
            object([
                ("name", text), ("role", words(Role.allCases.map(\.rawValue))),
                ("way", words(["session", "key", "proxy"])),
            ])
        ),
        (
            "Problem",
            object(
                [
                    ("type", text), ("title", text), ("status", whole), ("detail", text), ("remedy", text),
                    ("field", text), ("heldBy", text),
                ], optional: ["field", "heldBy"])
        ),
    ]

    private static let hotCase: [(String, JSON)] = [
        ("case", whole), ("state", words(Case.State.allCases.map(\.rawValue))), ("heat", whole),
        (
            "severity", ["oneOf": [severity, ["type": "null"]]]
        ),
        ("title", text), ("messages", whole), ("firstHeard", time), ("promise", maybeTime), ("owner", text),
        ("claimedBy", maybe("string")),
        (
            "reasons",
            list(
                object(
                    [
                        ("rule", text), ("file", text), ("line", whole), ("score", whole),
                        (
                            "matches",
                            list(
                                object(
                                    [("text", text), ("start", whole), ("end", whole), ("in", text)],
                                    optional: ["in"]))
                        ), ("more", whole),
                    ], optional: ["more"]))
        ),
        ("due", maybeTime), ("rank", time), ("newest", time), ("incident", maybe("integer")), ("isIncident", flag),
        ("mergedInto", maybe("integer")), ("held", flag), ("step", whole), ("target", maybe("string")),
    ]

    static let text: JSON = ["type": "string"]
    static let whole: JSON = ["type": "integer"]
    static let number: JSON = ["type": "number"]
    static let flag: JSON = ["type": "boolean"]
    static let time: JSON = ["type": "string", "format": "date-time"]
    static let maybeTime: JSON = ["type": ["string", "null"], "format": "date-time"]
    static let severity = words(Severity.allCases.map(\.rawValue))

    static func maybe(_ type: String) -> JSON { ["type": [.text(type), "null"]] }
    static func words(_ words: [String]) -> JSON {
        ["type": "string", "enum": .list(words.map { .text($0) })]
    }
    static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }
    static func ref(_ name: String) -> JSON { ["$ref": "#/components/schemas/\(name)"] }

    static func object(_ properties: [(String, JSON)], optional: Set<String> = []) -> JSON {
        [
            "type": "object", "properties": .object(properties),
            "required": .list(properties.map(\.0).filter { !optional.contains($0) }.map { .text($0) }),
        ]
    }
}
