import Triage

/// How the queue is written. Attributes without quotes and paragraphs without an end are good HTML, and a page of
/// fifty cases is a third smaller for it: what stands there unquoted is a number or one of our own words.
extension QueuePage {
    /// Put in place anew whenever something changed.
    static let listText = """
        <div id=queue data-mark="{{mark}}" data-newest="{{newest}}" data-counts="{{counts}}">
        {{^isEmpty}}<ol class=lines>
        {{#lines}}<li id=c{{id}} class={{severity}}><input type=radio name=case value={{id}} aria-label="Case {{id}}"{{#isFirst}} checked{{/isFirst}}>\
        <p class=heat><b>{{heat}}</b>{{severity}}<h2><a href=/cases/{{id}}><bdi>{{title}}</bdi></a>{{#isIncident}} <span class="tag warn">incident</span>{{/isIncident}}{{#incident}} <span class=tag>of {{incident}}</span>{{/incident}}</h2>\
        <p class=words>{{#matched}}<mark>{{word}}</mark> {{/matched}}<bdi>{{words}}</bdi><p class=by>{{id}} · {{from}}\
        <p class=stand>{{#promise}}<b class={{tone}}>{{promise}}</b> {{/promise}}{{state}}{{#act}}<button name=do value="{{do}} {{id}}">{{title}}</button>{{/act}}
        {{/lines}}
        </ol>{{/isEmpty}}
        {{#isEmpty}}<p class="card calm">{{empty}}</p>{{/isEmpty}}
        <p class=pager>{{#first}}<a class=button href="{{first}}">To the top</a>{{/first}} {{#next}}<a class=button href="{{next}}" rel=next>The next 50</a>{{/next}}</p>
        </div>
        """

    static let list = PageTemplate(listText)

    static let template = PageTemplate(
        """
        <div class=head><h1>Queue</h1><p id=counts role=status aria-live=polite>{{counts}}</p>
        <div class=tools><button type=button id=sound aria-pressed=false hidden>Sound</button>
        <button type=button popovertarget=help data-key="?">Keys</button></div></div>
        <div class=sieve>{{#filters}}<nav class=filters aria-label="{{name}}">{{#links}}<a href="{{path}}"{{#isHere}} aria-current=page{{/isHere}}>{{title}}</a>{{/links}}</nav>{{/filters}}</div>
        <form method=post action=/queue/act id=desk>{{guard}}<input type=hidden name=back value="{{here}}">
        <button class=unseen name=do value=open tabindex=-1 aria-hidden=true>Open</button>

        """ + listText + """
            {{#isAgent}}
            <div class=bar role=group aria-label="With the chosen case">
            <p id=chosen>With the chosen case</p>
            <button name=do value=claim data-key=c>Claim</button>
            <button name=do value=acknowledge data-key=a>Acknowledge</button>
            <button name=do value=resolve data-key=r>Resolve</button>
            <button type=button popovertarget=not-hot data-key=n>Not hot</button>
            <button type=button popovertarget=snooze data-key=s>Snooze</button>
            <button type=button popovertarget=hand-over data-key=h>Hand over</button>
            </div>
            """ + DeskPopovers.text + """
                {{/isAgent}}
                </form>
                """ + DeskPopovers.help)
}

/// What opens above a page, by a press or a key: within the form, with no script needed.
enum DeskPopovers {
    static let text = """

        <div popover id=not-hot class=ask role=dialog aria-label="Not hot"><h2>Not hot</h2>
        <label>Why? <small>Rules learn from it.</small><textarea name=reason maxlength=2000 autofocus></textarea></label>
        <button name=do value=not-hot class=main>It is not hot</button></div>
        <div popover id=snooze class=ask role=dialog aria-label="Snooze"><h2>Snooze</h2>
        <label>For how long? <select name=for autofocus>{{#naps}}<option value="{{value}}">{{title}}</option>{{/naps}}</select></label>
        <button name=do value=snooze class=main>Snooze it</button></div>
        <div popover id=hand-over class=ask role=dialog aria-label="Hand over"><h2>Hand over</h2>
        <label>To whom? <select name=to autofocus><option value="">choose</option>{{#targets}}<option value="{{value}}">{{title}}</option>{{/targets}}</select></label>
        <label>What should they know? <textarea name=handover-note maxlength=2000></textarea></label>
        <button name=do value=hand-over class=main>Hand it over</button></div>

        """

    static let help = """

        <div popover id=help class=ask role=dialog aria-label="Keys"><h2>Keys</h2>
        <dl class=keys><dt>j k<dd>next, previous case<dt>Enter<dd>open it<dt>c<dd>claim<dt>a<dd>acknowledge<dt>r<dd>resolve\
        <dt>n<dd>not hot<dt>s<dd>snooze<dt>h<dd>hand over<dt>/<dd>search<dt>g q<dd>go to the queue<dt>?<dd>these keys</dl>
        <button type=button popovertarget=help popovertargetaction=hide>Close</button></div>
        """

    /// What the forms offer to choose from.
    static func facts(_ desk: Desk) -> Facts {
        let onCall = desk.onCall()
        let zone = desk.zone.name
        func target(_ value: String, _ title: String) -> Facts { ["value": .text(value), "title": .text(title)] }
        var targets = onCall.rotas.map { target($0.name, "\($0.name) (whoever is on duty)") }
        targets += onCall.people.map { target($0.name.rawValue, $0.title) }
        targets += onCall.escalation.indices.map { target("step \($0 + 1)", "step \($0 + 1)") }
        if !onCall.escalation.isEmpty { targets.append(target(CaseVerb.steps, "the steps, from where it was")) }
        return [
            "naps": .list(
                DeskAct.Nap.allCases.map {
                    target($0.rawValue, $0 == .tomorrow ? "\($0.title) (\(zone))" : $0.title)
                }),
            "targets": .list(targets),
        ]
    }
}
