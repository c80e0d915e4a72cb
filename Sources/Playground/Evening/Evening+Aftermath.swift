extension Evening {
    /// The last half minute: threats, thanks and a signal that comes back.
    static var aftermath: [Scene] {
        [
            post(
                59, "nine_weeks",
                "@quillfone nine weeks, four engineers, no line. My solicitor's letter goes out on Monday. Fix it or see me in court."
            ),
            post(
                60.6, "hasty_hattie", "wrong account, sorry, please ignore me #quillfone", key: "oops"),
            post(
                62, "dora_k",
                "Update: I pulled the plug. There is a black mark on the wall and the cable has melted. Two hours and still nobody from @quillfone has called.",
                inReplyTo: "smoke"),
            letter(
                63.5,
                Letter(
                    from: "m.adeyemi@adeyemi-logistics.example", name: "Moyo Adeyemi",
                    subject: "Cancelling all eleven lines – Kündigung / résiliation",
                    messageID: "eleven-lines@adeyemi-logistics.example",
                    text: """
                        To whom it may concern,

                        eleven drivers could not be reached tonight. It is the fourth time this quarter.
                        We are cancelling all eleven lines with effect from the end of the month and ask for
                        written confirmation.

                        Moyo Adeyemi
                        Adeyemi Logistics
                        """,
                    html: """
                        <html><body><p>To whom it may concern,</p>
                        <p>eleven drivers could not be reached tonight. It is the <b>fourth time</b> this quarter.
                        We are cancelling all eleven lines with effect from the end of the month and ask for
                        written confirmation.</p>
                        <p>Moyo Adeyemi<br>Adeyemi Logistics</p></body></html>
                        """)),
            Scene(at: 65, happening: .delete(key: "oops")),
            post(
                66.2, "lena_o",
                "@quillfone my account is 4471-208, name of Okafor. Could someone look at my line without me having to say this in public?",
                visibility: .direct),
            post(
                68, "grumpyknitter",
                "An hour on hold listening to pan pipes and then the line dropped. Because of course it did. #quillfone"
            ),
            post(
                69.8, "sablefox@loft.example",
                "Seen a Quillfone van doing ninety towards Harrow Quay with its lights on. Godspeed, fibre people. #quillfone"
            ),
            text(71.5, "+12025550117", "Me again, Bryn. Found the eSIM page, all sorted. Thanks anyway!"),
            post(
                73, "harbour_vet",
                "We had to reach a vet by radio tonight because #quillfone was out. The seal is fine. The radio operator was thrilled."
            ),
            notice(
                75, "incident-311", "Resolved: service is back in Harrow Quay, Pennick and Ostleigh",
                "<p>The fibre was spliced at 20:51. If your phone still has no signal, please switch it off and on.</p>"
            ),
            post(
                76.2, "signe_h",
                "Five bars in Harrow Quay! Whoever is down that hole with a torch: thank you. #quillfone"),
            post(
                77.6, "leftovercurry",
                "we're BACK. 94 messages, 90 of them from my group chat asking if we're back #quillfone"),
            post(
                79, "wendwell",
                "Ostleigh too. Credit where it's due, the last update was honest and came when they said it would. #quillfone @quillfone"
            ),
            post(
                80.5, "amelie_v@plume.example",
                "Finalement il suffisait de redémarrer. Merci @quillfone, et bon courage à l'équipe de nuit ! #quillfone",
                language: "fr"),
            letter(
                82,
                Letter(
                    from: "news@signal-weekly.example", name: "Signal Weekly",
                    subject: "This week in towers: a mast, a swan and a very long ladder",
                    messageID: "issue-212@signal-weekly.example",
                    text: """
                        Issue 212. In this week's letter: how a swan's nest moved a mast, and why the ladder stayed.
                        You get this because you signed up at a trade fair.
                        """,
                    fields: [
                        "List-Id: Signal Weekly <weekly.signal-weekly.example>",
                        "List-Unsubscribe: <https://signal-weekly.example/out>", "Precedence: bulk",
                    ])),
            post(
                83.2, "quillfone",
                "Everyone should be back. We owe Harrow Quay, Pennick and Ostleigh an apology and a credit: it will be on your next bill without your asking. #Quillfone"
            ),
            post(
                85, "practical_pat",
                "Credit on the bill without asking? Fine, @quillfone, you may stay. #quillfone"),
            post(
                86.6, "kaspar_w",
                "Still waiting for that manager, @quillfone. The three hundred is still gone and rent is due on Tuesday.",
                inReplyTo: "bill"),
            post(88, "oldgregor", "The dog has eleven new voicemails. #quillfone"),
            post(
                90, "juniper@loft.example",
                "First day with #Quillfone and I got an outage, a seal and a swan. Never a dull moment."),
        ]
    }
}
