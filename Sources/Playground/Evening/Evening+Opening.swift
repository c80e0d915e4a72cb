extension Evening {
    static func post(
        _ at: Double, _ author: String, _ text: String, key: String? = nil, language: String = "en",
        warning: String = "", visibility: FediStatus.Visibility = .public, inReplyTo: String? = nil,
        media: [FediStatus.Media] = []
    ) -> Scene {
        Scene(
            at: at,
            happening: .post(
                Post(
                    author: author, text: text, key: key, language: language, warning: warning,
                    visibility: visibility, inReplyTo: inReplyTo, media: media)))
    }

    static func text(_ at: Double, _ from: String, _ body: String) -> Scene {
        Scene(at: at, happening: .text(from: from, body: body))
    }

    static func notice(_ at: Double, _ id: String, _ title: String, _ html: String) -> Scene {
        Scene(
            at: at, happening: .notice(Notice(id: "tag:status.quillfone.example,2026:\(id)", title: title, html: html)))
    }

    static func letter(_ at: Double, _ letter: Letter) -> Scene { Scene(at: at, happening: .letter(letter)) }

    /// The first half minute: an ordinary evening, but for one router.
    static var opening: [Scene] {
        [
            post(
                0.3, "juniper@loft.example",
                "New phone day! Moved everything over to #Quillfone in one lunch break and kept my number. Slightly suspicious of how easy that was."
            ),
            post(
                0.9, "quillfone",
                "Good evening from the #Quillfone care desk. Ravi, Noor and Ellis are here until ten. Please never post your PIN or your address in public."
            ),
            notice(
                1.4, "work-88", "Planned work in Marlow Spit, tonight 01:00 to 03:00",
                "<p>We are replacing a power unit at the Marlow Spit mast. Calls may drop for a few minutes.</p>"),
            post(
                2.2, "tobias",
                "To the engineer who went up our pole in sideways rain this morning: you are a hero and there is cake here with your name on it. #quillfone"
            ),
            // Heard twice: by the hashtag and as a mention. It is one post.
            post(
                3.4, "dora_k",
                """
                @quillfone PLEASE READ THIS. My router is smoking. There is a burning smell, the plastic has gone brown and it is too hot to touch.

                Do I pull the plug or do I ring the fire brigade?? #quillfone
                """, key: "smoke", media: [.init(description: "A white router with a brown, bubbled corner")]),
            post(5.8, "pell_and_co", "Does anybody know whether the #quillfone shop in Ostleigh opens on Sundays?"),
            letter(
                7.5,
                Letter(
                    from: "helen.marsh@marsh-upholstery.example", name: "Helen Marsh",
                    subject: "Invoice Q-20418 has two routers on it", messageID: "inv-20418@marsh-upholstery.example",
                    text: """
                        Good afternoon,

                        our invoice Q-20418 charges us for two routers. We have one. It sits next to me and has
                        always been the only one. Could somebody take the other off, please?

                        With kind regards
                        Helen Marsh
                        Marsh Upholstery, Tarn Bridge
                        """)),
            post(
                9.2, "amelie_v@plume.example",
                "Bonsoir @quillfone ! En vacances à Tarn Bridge, mon forfait affiche « hors zone » depuis la gare. Il faut activer quelque chose ? Merci d'avance #quillfone",
                language: "fr"),
            post(
                11, "oldgregor",
                "My daughter set the #quillfone voicemail to a recording of our dog. Three callers have left him messages. He is handling it well."
            ),
            post(
                12.6, "easymoney_7@coins.example",
                "🔥🔥 EARN 4000 A WEEK FROM YOUR SOFA 🔥🔥 my cousin paid off her phone in 3 days, ask me how!! #quillfone #crypto #passiveincome https://coins.example/join-now/bonus-code-7731?ref=quillfone"
            ),
            text(
                14.5, "+12025550117",
                "Hi, can I still swap my SIM for an eSIM if the phone has a cracked screen? Ta, Bryn"),
            post(
                16, "kaspar_w",
                "My #quillfone bill went up by 3. Shrug.", key: "bill"),
            post(
                17.2, "mossgarden",
                "Switched my gran to #quillfone today. She has already called me four times to say that it works."),
        ]
    }
}
