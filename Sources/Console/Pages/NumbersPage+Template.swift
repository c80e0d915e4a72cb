/// How the numbers are written: figures, then pictures, each with its table.
extension NumbersPage {
    static let template = PageTemplate(
        """
        <div class=head><h1>Numbers</h1><nav class=filters aria-label="Time">{{#spans}}<a href="{{path}}"{{#isHere}} aria-current=page{{/isHere}}>{{title}}</a>{{/spans}}</nav></div>
        <dl class=figures><div><dt>Messages<dd>{{messages}}</div><div><dt>Hot<dd>{{hot}}</div><div><dt>Cases<dd>{{cases}}</div><div><dt>Incidents<dd>{{incidents}}</div><div><dt>Spikes<dd>{{spikes}}</div>\
        <div><dt>To a person: half within<dd>{{median}}</div><div><dt>To a person: 9 of 10<dd>{{p90}}</div><div><dt>Nobody looked yet<dd>{{untouched}}</div>\
        {{#promises}}<div><dt>Promises kept<dd>{{share}}{{#of}} <small>{{of}}</small>{{/of}}</div><div><dt>Promises missed<dd>{{missed}}</div><div><dt>Promises running<dd>{{running}}</div>{{/promises}}</dl>

        <section class=card aria-labelledby=volume><h2 id=volume>Messages and hot ones</h2>{{volume}}
        <p class=legend><span><svg class=swatch viewBox="0 0 12 12" aria-hidden=true><rect class=bar width=12 height=12 /></svg> heard</span> <span><svg class=swatch viewBox="0 0 12 12" aria-hidden=true><rect class=part width=12 height=12 /></svg> hot</span></p>
        <details><summary>As a table</summary><div class=wide role=region aria-label="Messages as a table" tabindex=0><table><thead><tr><th scope=col>From ({{zone}})<th scope=col class=number>Messages<th scope=col class=number>Hot<th scope=col class=number>Cases</thead><tbody>
        {{#blocks}}<tr><th scope=row>{{at}}<td class=number>{{messages}}<td class=number>{{hot}}<td class=number>{{cases}}
        {{/blocks}}</tbody></table></div></details></section>

        <section class=card aria-labelledby=human><h2 id=human>Until a person looked</h2>{{humanChart}}
        <p class=legend><span><svg class=swatch viewBox="0 0 12 12" aria-hidden=true><rect class=bar width=12 height=12 /></svg> 9 of 10 within</span> <span><svg class=swatch viewBox="0 0 12 12" aria-hidden=true><rect class=part width=12 height=12 /></svg> half within</span></p>
        <details><summary>As a table</summary><div class=wide role=region aria-label="Time until a person looked, as a table" tabindex=0><table><thead><tr><th scope=col>First heard from ({{zone}})<th scope=col class=number>Looked at<th scope=col class=number>Half within<th scope=col class=number>9 of 10 within</thead><tbody>
        {{#blocks}}<tr><th scope=row>{{at}}<td class=number>{{looked}}<td class=number>{{median}}<td class=number>{{p90}}
        {{/blocks}}</tbody></table></div></details></section>

        <section class=card aria-labelledby=heat><h2 id=heat>Mean heat of the hot ones</h2>{{heatChart}}
        <details><summary>As a table</summary><div class=wide role=region aria-label="Mean heat as a table" tabindex=0><table><thead><tr><th scope=col>From ({{zone}})<th scope=col class=number>Hot<th scope=col class=number>Mean heat</thead><tbody>
        {{#blocks}}<tr><th scope=row>{{at}}<td class=number>{{hot}}<td class=number>{{heat}}
        {{/blocks}}</tbody></table></div></details></section>

        <section class=card aria-labelledby=called><h2 id=called>Who was called</h2><div class=wide role=region aria-label="Pages by person" tabindex=0><table><thead><tr><th scope=col>Person<th scope=col class=number>Pages<th scope=col class=number>Answered<th scope=col class=number>Not reached</thead><tbody>
        {{#called}}<tr><th scope=row><bdi>{{person}}</bdi>{{bar}}<td class=number>{{pages}}<td class=number>{{answered}}<td class=number>{{failed}}
        {{/called}}{{^called}}<tr><td colspan=4>Nobody had to be called.{{/called}}</tbody></table></div></section>

        <section class=card aria-labelledby=wolves><h2 id=wolves>Found not hot, by rule</h2><p class=hint>Of the cases that were heard in this time and are closed.</p><div class=wide role=region aria-label="Share of not hot by rule" tabindex=0><table><thead><tr><th scope=col>Rule<th scope=col class=number>Not hot<th scope=col class=number>Closed<th scope=col class=number>Share</thead><tbody>
        {{#wolves}}<tr><th scope=row>{{#path}}<a href="{{path}}">{{rule}}</a>{{/path}}{{^path}}{{rule}}{{/path}}{{bar}}<td class=number>{{notHot}}<td class=number>{{closed}}<td class=number>{{share}}
        {{/wolves}}{{^wolves}}<tr><td colspan=4>No case was closed yet.{{/wolves}}</tbody></table></div></section>

        <section class=card aria-labelledby=fired><h2 id=fired>Spikes</h2>{{^hasFired}}<p class=hint>None fired.</p>{{/hasFired}}{{#hasFired}}<div class="wide cards" role=region aria-label="Spikes that fired" tabindex=0><table role=table><thead role=rowgroup><tr role=row><th role=columnheader scope=col>Spike<th role=columnheader scope=col>Of<th role=columnheader scope=col>When<th role=columnheader scope=col class=number>Count<th role=columnheader scope=col class=number>Usual<th role=columnheader scope=col>Case</thead><tbody role=rowgroup>
        {{#fired}}<tr role=row><th role=rowheader scope=row>{{spike}} <span class=tag>{{state}}</span><td role=cell data-label=Of>{{#key}}<bdi>{{key}}</bdi>{{/key}}{{^key}}everything{{/key}}<td role=cell data-label=When>{{at}}<td role=cell data-label=Count class=number>{{count}}<td role=cell data-label=Usual class=number>{{usual}}<td role=cell data-label=Case>{{#id}}<a href="/cases/{{id}}">{{id}}</a>{{/id}}{{^id}}none{{/id}}
        {{/fired}}</tbody></table></div>{{/hasFired}}</section>
        """)
}
