extension Evening {
    /// From eighteen seconds on: Harrow Quay and Pennick lose their signal, one voice after another.
    static var outage: [Scene] {
        [
            post(
                18.5, "signe_h", "Anyone else lost signal around Harrow Quay? Two bars, then one, then none. #quillfone"
            ),
            post(
                21, "bosun_bates",
                "Phone says no service, wife's phone says no service, the pub's card machine says no service. It's you, isn't it @quillfone #quillfone"
            ),
            post(22.8, "tulip99", "@quillfone 📵📵📵😡😡🤬", language: "und"),
            text(
                24, "+12025550142",
                "No service since 7 pm in Harrow Quay and I am on call for the children's ward tonight. When will it be back? Dr A. Osei"
            ),
            post(
                25.6, "leftovercurry",
                "quillfone is down in pennick. like DOWN down. posting this from my mum's wifi #quillfone"),
            post(
                27.1, "nightshift_nora",
                "Whole street without a signal since quarter to. Is there an outage or have we all been cut off? #quillfone",
                warning: "moaning about my phone network"),
            notice(
                28.5, "incident-311", "Investigating: loss of mobile service in Harrow Quay and Pennick",
                "<p>Since 19:42 some customers cannot make calls or use data. We are looking into it.</p>"),
            post(
                30, "marisol@faro.example",
                "Sin cobertura en todo Pennick desde hace media hora. @quillfone, ¿qué pasa? Mi madre vive sola y no consigo llamarla. #quillfone",
                language: "es"),
            post(
                31.7, "three_evenings",
                "@quillfone third evening this week without broadband. I want to cancel my contract and I want the last two months back. Tell me where to send your box. #quillfone"
            ),
            post(
                33.3, "ferrymaster_joe",
                "Neighbour collapsed on the slipway. My emergency call failed twice on #quillfone, had to run to the harbour office to phone for an ambulance. This is not a joke any more @quillfone"
            ),
            letter(
                35,
                Letter(
                    from: "p.lindqvist@northpier.example", name: "Per Lindqvist",
                    subject: "Automatic reply: Your Quillfone order", messageID: "ooo-4471@northpier.example",
                    inReplyTo: "order-9917@quillfone.example",
                    text: """
                        I am out of the office until Monday and will read your mail then.
                        In urgent cases please ask for Sanne at the front desk.

                        Per Lindqvist
                        """,
                    fields: ["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All", "Precedence: bulk"])),
            post(
                36.4, "outageradar@maps.example",
                "Reports about #Quillfone are up 640 % in the last quarter of an hour. Most come from Harrow Quay, Pennick and Ostleigh. https://maps.example/radar/quillfone/2026-11-22/live"
            ),
            post(
                38, "wendwell",
                "Well that's the whole of Ostleigh gone as well. No calls, no data, no patience. #quillfone"),
            Scene(
                at: 39.5,
                happening: .edit(
                    key: "bill",
                    text:
                        "EDIT: my #quillfone bill went up by 300, not by 3. THREE HUNDRED. Money is already gone from my account. @quillfone I want a manager to ring me today."
                )),
            post(
                41, "harbourherald@press.example",
                "Mobile network down across the bay: shops in Harrow Quay take cash only, Quillfone 'looking into it'. Are you affected? Our live page: https://press.example/harbour-herald/live/2026/11/22/network-down-across-the-bay #quillfone"
            ),
            letter(
                42.6,
                Letter(
                    from: "helen.marsh@marsh-upholstery.example", name: "Helen Marsh",
                    subject: "Re: Invoice Q-20418 has two routers on it",
                    messageID: "inv-20418-b@marsh-upholstery.example",
                    inReplyTo: "inv-20418@marsh-upholstery.example",
                    text: """
                        Good evening again,

                        I have just found that the same thing was charged in September and in October as well.
                        That makes three months. Please treat this as a formal complaint and answer in writing.

                        Helen Marsh

                        On Sun, 22 Nov 2026 at 16:10, Helen Marsh wrote:
                        > our invoice Q-20418 charges us for two routers. We have one. It sits next to me and has
                        > always been the only one. Could somebody take the other off, please?
                        """)),
            post(
                44.3, "schwarzer_kater@nebel.example",
                "Kein Netz in Pennick seit fast einer Stunde, und in der App steht nur »alles grün«. @quillfone, was ist da los? #quillfone",
                language: "de"),
            post(
                46, "drywit",
                "Lovely. My signal went out for a walk and did not leave a note. Great service as ever #quillfone"),
            notice(
                47.5, "incident-311", "Identified: cut fibre at Harrow Quay, 14 masts without service",
                "<p>An excavator has cut a fibre. A crew is on its way. Wi-Fi calling works.</p>"),
            text(
                49, "+12025550163",
                "My mum's care alarm runs on your SIM. It has been dead for 40 minutes and she fell last month. Somebody ring me NOW please. Callum"
            ),
            post(
                51, "quillfone",
                "Calls and data are failing around Harrow Quay, Pennick and Ostleigh: a digger has found one of our fibres. A crew is on the road. Wi-Fi calling works. Next news at 20:30. #Quillfone"
            ),
            post(
                52.8, "pennick_parents",
                "School trip bus is late and nobody can reach the driver because quillfone has no signal from here to the bridge. Forty parents in a car park. #quillfone"
            ),
            post(
                54.5, "quillfone_helpdesk@refunds.example",
                "Sorry for the outage! Every customer gets a refund tonight. Confirm your account PIN and card here: https://refunds.example/quillfone/verify #quillfone"
            ),
            text(56, "+12025550188", "STOP"),
            post(
                57.5, "bosun_bates",
                "Still nothing. Ninety minutes. The pub has gone back to writing tabs on the wall. #quillfone"),
        ]
    }
}
