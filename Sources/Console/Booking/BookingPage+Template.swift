/// How the booking page is written: plain forms, radios and folds, so that any browser of the last ten years will do,
/// with scripts or without.
extension BookingPage {
    private static let times = """
        {{#isFree}}<fieldset{{#wrongTime}} aria-describedby=time-wrong{{/wrongTime}}><legend class=unseen>{{choose}}</legend>{{#wrongTime}}<p class=wrong id=time-wrong>{{wrongTime}}</p>{{/wrongTime}}
        {{#days}}<details{{#isOpen}} open{{/isOpen}}><summary><span>{{day}}</span> <small>{{count}}</small></summary><div class=slots>
        {{#slots}}<label><input type=radio name=start value="{{value}}"{{#isChosen}} checked{{/isChosen}}><span>{{clock}}</span></label>
        {{/slots}}</div></details>
        {{/days}}</fieldset><p class=hint>{{zone}}</p>{{/isFree}}
        {{^isFree}}<p>{{noneFree}}</p>{{/isFree}}
        """

    private static let hidden = """
        <input type=hidden name=stamp value="{{stamp}}">{{#lang}}<input type=hidden name=lang value="{{lang}}">{{/lang}}
        """

    private static let numberField = """
        {{#doubt}}<input type=hidden name=doubt value="{{doubt}}">{{/doubt}}<input type=tel name=number id=number inputmode=tel autocomplete=tel maxlength="{{longest}}"{{#typed}} value="{{typed}}"{{/typed}}{{#wrongNumber}} aria-invalid=true{{/wrongNumber}} aria-describedby="number-hint{{#wrongNumber}} number-wrong{{/wrongNumber}}">{{#wrongNumber}}<p class=wrong id=number-wrong>{{wrongNumber}}</p>{{/wrongNumber}}
        """

    static let template = PageTemplate(
        """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex, nofollow">
        <meta name="referrer" content="no-referrer">
        <title>{{title}} · {{brand}}</title>
        <link rel="icon" href="{{icon}}" type="image/svg+xml">
        <link rel="stylesheet" href="{{style}}">
        </head>
        <body>
        <header><bdi>{{brand}}</bdi></header>
        <main>
        {{#said}}<p class=said role=status>{{said}}</p>{{/said}}
        {{#trouble}}<p class=trouble role=alert>{{trouble}}</p>{{/trouble}}
        {{#notice}}<section class=card><h1>{{heading}}</h1><p>{{why}}</p></section>{{/notice}}
        {{^notice}}
        {{#standing}}
        <section class=card><h1>{{agreed}}</h1>
        <p class=when>{{when}}</p>{{#isRinging}}<p>{{ringing}}</p>{{/isRinging}}
        {{#knownNumber}}<p>{{knownNumber}}</p>{{/knownNumber}}<p class=hint>{{zone}}</p></section>
        <details class="card fold"{{#isMoving}} open{{/isMoving}}><summary>{{move}}</summary>
        <form method=post action="{{action}}"><input type=hidden name=do value=move>
        """ + hidden + times + """
            {{#isFree}}<p class=go><button class=main>{{moveButton}}</button></p>{{/isFree}}</form></details>
            <details class="card fold"{{#isChanging}} open{{/isChanging}}><summary>{{change}}</summary>
            <form method=post action="{{action}}"><input type=hidden name=do value=number>
            """ + hidden + """
                <label for=number>{{number}}</label><p class=hint id=number-hint>{{numberHint}}</p>
                """ + numberField + """
                <p class=go><button>{{changeButton}}</button></p></form></details>
                <details class="card fold"><summary>{{cancel}}</summary>
                <form method=post action="{{action}}"><input type=hidden name=do value=cancel>
                """ + hidden + """
                <p class=go><button class=bad>{{cancelButton}}</button></p></form></details>
                {{/standing}}
                {{^standing}}
                {{#past}}<section class=card><p class=when>{{past}}</p></section>{{/past}}
                <section class=card><h1>{{choose}}</h1><p>{{#past}}{{again}}{{/past}}{{^past}}{{intro}}{{/past}}</p>
                <form method=post action="{{action}}"><input type=hidden name=do value=book>
                """ + hidden + """
                {{#knownNumber}}<p>{{knownNumber}}</p>{{#isFree}}<details class=other{{#asksAnother}} open{{/asksAnother}}><summary>{{otherNumber}}</summary><label for=number>{{number}}</label><p class=hint id=number-hint>{{numberHint}}</p>
                """ + numberField + """
                </details>{{/isFree}}{{/knownNumber}}
                {{#needsNumber}}{{#isFree}}<label for=number>{{number}}</label><p class=hint id=number-hint>{{numberHint}}</p>
                """ + numberField + "{{/isFree}}{{/needsNumber}}\n" + times + """
                {{#isFree}}<p class="go stays"><button class=main>{{book}}</button></p>{{/isFree}}</form></section>
                {{/standing}}
                {{/notice}}
                </main>
                <footer><nav aria-label="Languages">{{#languages}}{{#isHere}}<b lang="{{tag}}" aria-current=true>{{name}}</b> {{/isHere}}{{^isHere}}<a href="{{path}}?lang={{tag}}" lang="{{tag}}" hreflang="{{tag}}">{{name}}</a> {{/isHere}}{{/languages}}</nav></footer>
                </body>
                </html>

                """)
}
