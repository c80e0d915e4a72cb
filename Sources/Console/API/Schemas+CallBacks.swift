import Letters
import Storage
import Triage

extension Schemas {
    /// The shapes of agreed calls, and of what is said by itself.
    static let callBacks: [(String, JSON)] = [
        ("CallBack", object(call)),
        (
            "CallBackDetail",
            object(call + [("history", list(object([("at", time), ("by", text), ("what", text), ("note", text)])))])
        ),
        ("CallBacks", object([("callbacks", list(ref("CallBack")))])),
        ("Slots", object([("slots", list(object([("start", time), ("end", time), ("free", whole)])))])),
        (
            "AnswerList",
            object([
                (
                    "answers",
                    list(
                        object([
                            ("answer", whole), ("state", words(StoredAnswer.State.allCases.map(\.rawValue))),
                            ("kind", words(AnswerKind.allCases.map(\.rawValue))), ("message", maybe("integer")),
                            ("conversation", maybe("integer")), ("source", text), ("handle", maybe("string")),
                            ("at", time), ("sentAt", maybeTime), ("language", text), ("because", text),
                            ("reason", text), ("subject", text), ("text", text), ("case", maybe("integer")),
                            ("callback", maybe("integer")),
                        ]))
                )
            ])
        ),
        (
            "SilenceList",
            object([
                (
                    "silences",
                    list(
                        object([
                            ("message", whole), ("conversation", maybe("integer")), ("source", text),
                            ("handle", maybe("string")), ("at", time),
                            ("code", words(Silence.Code.allCases.map(\.rawValue))), ("reason", text),
                        ]))
                )
            ])
        ),
        (
            "OptOuts",
            object([
                (
                    "optOuts",
                    list(
                        object([
                            ("handle", maybe("string")), ("at", time), ("words", text), ("message", maybe("integer")),
                            ("freeForm", flag),
                        ]))
                )
            ])
        ),
        ("Cleared", object([("handle", text)])),
    ]

    private static let call: [(String, JSON)] = [
        ("callback", whole), ("state", words(CallBack.State.allCases.map(\.rawValue))), ("start", time),
        ("end", time), ("number", text), ("customer", maybe("string")), ("case", maybe("integer")), ("team", text),
        ("source", text), ("language", text), ("zone", text), ("attempts", whole), ("due", maybeTime),
        ("waitedSince", time), ("topic", text), ("version", whole),
    ]
}
