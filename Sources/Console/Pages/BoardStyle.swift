/// How the desk's pages look, behind what all pages share: lines of the queue, a case, charts. Written tightly, for
/// the first paint of the queue weighs under 60 kB with it.
enum BoardStyle {
    static let text = """
        :root { --critical: #9c1313; --high: #a04000; --medium: #7a5200; --low: #3a5a40; --mark: #ffe58a; --mark-ink: #3a2d00; }
        @media (prefers-color-scheme: dark) { :root { --critical: #ff8f86; --high: #ffb074; --medium: #f0c766; --low: #9fd3ae; --mark: #5a4700; --mark-ink: #ffefb8; } }
        button, .button { overflow-wrap: normal; }
        html { scroll-padding-bottom: 9rem; }
        mark { background: var(--mark); color: var(--mark-ink); border-radius: 3px; padding: 0 .15em; }
        h3 { font-size: 1rem; margin: 0 0 .5rem; }
        .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; margin-bottom: .75rem; }
        .head h1, .head p { margin: 0; } .case-head > :first-child { flex: 1 1 20rem; min-width: 0; }
        .tools { margin-left: auto; display: flex; gap: .5rem; }
        .sieve { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 2rem; margin-bottom: .5rem; }
        .filters { display: flex; gap: 0 .25rem; overflow-x: auto; scrollbar-width: none; }
        .filters a { min-height: 44px; min-width: 44px; flex: none; display: inline-flex; align-items: center; padding: 0 .75rem; border-radius: 8px; text-decoration: none; color: var(--soft); white-space: nowrap; }
        .filters a[aria-current] { background: var(--tint); color: var(--ink); font-weight: 600; }
        .late { color: var(--critical); } .soon { color: var(--medium); } .ok { color: var(--soft); font-weight: 400; }
        .calm { text-align: center; color: var(--soft); padding: 3rem 1rem; }

        .lines { list-style: none; margin: .5rem 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); }
        .lines li { display: grid; grid-template: "pick heat title stand" auto "pick heat words stand" auto "pick heat by stand" 1fr / 44px 4.5rem 1fr 11rem; column-gap: .75rem; padding: .75rem .75rem .75rem 0; border-top: 1px solid var(--line); border-left: 5px solid var(--edge, var(--line)); }
        .lines li:first-child { border-top: 0; border-top-left-radius: var(--round); } .lines li:last-child { border-bottom-left-radius: var(--round); }
        .lines p, .lines h2 { margin: 0; }
        .lines h2 { grid-area: title; font-size: 1rem; } .lines h2 a { color: inherit; text-decoration: none; } .lines h2 a:hover { text-decoration: underline; }
        .lines input { grid-area: pick; appearance: none; align-self: center; display: grid; place-items: center; width: 44px; min-height: 44px; margin: 0; padding: 0; border: 0; background: none; cursor: pointer; }
        .lines input::before { content: ""; width: 20px; height: 20px; border-radius: 50%; border: 2px solid var(--soft); } .lines input:checked::before { border: 6px solid var(--accent); }
        .heat { grid-area: heat; text-align: center; font-size: .8125rem; color: var(--edge, var(--soft)); }
        .heat, .heat-tag { white-space: nowrap; overflow-wrap: normal; } .wide table { overflow-wrap: break-word; }
        .heat b { display: block; font-size: 1.5rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
        .words { grid-area: words; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
        .by { grid-area: by; font-size: .875rem; color: var(--soft); }
        .stand { grid-area: stand; font-size: .875rem; color: var(--soft); text-align: right; display: flex; flex-direction: column; align-items: flex-end; gap: .25rem; }
        .critical { --edge: var(--critical); } .high { --edge: var(--high); } .medium { --edge: var(--medium); } .low { --edge: var(--low); }
        .lines li:has(input:checked) { background: var(--tint); box-shadow: inset 0 0 0 2px var(--accent); }
        .lines li.new { outline: 2px dashed var(--accent); outline-offset: -4px; }
        .pager { display: flex; gap: .5rem; } .pager:empty { display: none; }
        .bar { position: sticky; bottom: 0; z-index: 5; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; background: var(--card); border: 1px solid var(--line); border-radius: var(--round) var(--round) 0 0; padding: .5rem .75rem max(.5rem, env(safe-area-inset-bottom)); box-shadow: 0 -2px 8px rgb(16 24 40 / .1); }
        .bar p { margin: 0 auto 0 0; color: var(--soft); font-size: .875rem; }
        .ask { width: min(26rem, calc(100vw - 2rem)); max-height: 85vh; overflow: auto; border: 1px solid var(--line); border-radius: var(--round); background: var(--card); color: var(--ink); padding: 1.25rem; box-shadow: 0 8px 32px rgb(0 0 0 / .3); }
        .ask::backdrop { background: rgb(0 0 0 / .4); }
        .ask label, .acts label { margin-bottom: .75rem; }
        .keys { display: grid; grid-template-columns: 4rem 1fr; gap: .25rem .75rem; } .keys dt { font-weight: 700; } .keys dd { margin: 0; }

        .heat-tag { display: inline-flex; gap: .35rem; align-items: baseline; border: 1.5px solid var(--edge, var(--line)); color: var(--edge, var(--ink)); border-radius: 99px; padding: 0 .6rem; font-size: .875rem; }
        .heat-tag b { font-size: 1.0625rem; }
        .case-head .facts { margin: .4rem 0 .25rem; display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: center; }
        .columns { display: grid; gap: 0 1rem; grid-template-columns: minmax(0, 1fr); }
        @media (min-width: 62rem) { .columns { grid-template-columns: minmax(0, 1fr) 21rem; } .acts { position: sticky; top: .5rem; z-index: 4; } }
        @media (max-width: 61.99rem) { .wide-column, .side-column { display: contents; } .acts { order: 1; position: sticky; bottom: 0; z-index: 5; max-height: 80vh; overflow: auto; margin: 0 -1rem; border-radius: 0; box-shadow: 0 -2px 8px rgb(16 24 40 / .1); } .acts h2 { position: absolute; clip-path: inset(50%); } main .acts .grid { grid-template-columns: 1fr 1fr 1fr; gap: .375rem; margin: 0; } main .columns .acts { padding: .5rem .75rem max(0px, env(safe-area-inset-bottom)); } .acts summary { font-size: .875rem; } main .columns .calm-acts { position: static; max-height: none; margin: 0; padding: 1rem; border-radius: var(--round); box-shadow: none; } .calm-acts h2 { position: static; clip-path: none; } }
        .message .who { margin: 0 0 .25rem; } .message input { appearance: none; display: inline-grid; place-items: center; width: 44px; min-height: 44px; vertical-align: middle; margin: -10px 0 -10px -.75rem; padding: 0; border: 0; background: none; cursor: pointer; } .message input::before { content: ""; width: 22px; height: 22px; border: 2px solid var(--soft); border-radius: 5px; } .message input:checked::before { content: "✓"; background: var(--accent); border-color: var(--accent); color: var(--on-accent); font: 700 16px/18px sans-serif; text-align: center; }
        .message > .hint { margin: .25rem 0 0; }
        .text { white-space: pre-wrap; margin-bottom: .5rem; line-height: 1.55; } .quoted { border-left: 3px solid var(--line); padding-left: .75rem; color: var(--soft); }
        .acts .grid { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; margin-bottom: .75rem; } .acts .grid button, .bar button { padding: .25rem .5rem; overflow-wrap: normal; } .acts textarea { min-height: 44px; height: 3.5rem; }
        .pair { display: flex; align-items: end; gap: .5rem; } .pair label { flex: 1; }
        .sum td, .sum th { vertical-align: top; } .sum th[scope=row] { color: var(--ink); font-weight: 400; } .sum tfoot td, .sum tfoot th { border-bottom: 0; font-weight: 700; }
        .worn .number { text-decoration: line-through; } .place { display: block; font-weight: 400; } th { overflow-wrap: normal; }
        .story { list-style: none; margin: 0 0 1rem; padding: 0 0 0 1rem; border-left: 2px solid var(--line); } .story li { margin-bottom: .5rem; } .note { margin: .15rem 0 0; white-space: pre-wrap; }
        .facts-list { display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: .25rem .75rem; margin: 0; } .facts-list dt { color: var(--soft); } .facts-list dd { margin: 0; grid-column: 2; }
        .finds p { margin: .15rem 0 0; color: var(--soft); } .seek { display: flex; gap: .5rem; margin-bottom: 1rem; }
        .said-by { border-left: 3px solid var(--line); padding-left: .75rem; margin: 0 0 .75rem; } .said-by h2 { font-size: 1rem; } .said-by .text { margin-bottom: .25rem; } .said-by .hint { margin: 0; }
        .linked .good { color: var(--good); border-color: var(--good); } .linked h2 { margin-top: 1rem; } .linked .rows > li { flex-wrap: nowrap; align-items: baseline; }
        .bundle { list-style: none; margin: 0 0 1rem; padding: 0; } .bundle li { border-left: 5px solid var(--edge, var(--line)); padding: 0 0 0 .75rem; margin-bottom: 1rem; } .bundle p { margin: 0; } .bundle a { display: flex; align-items: center; gap: .5rem; min-height: 44px; font-weight: 600; color: inherit; } .bundle a b { font-size: 1.25rem; }
        .calls > li { align-items: start; } .hops { list-style: none; margin: .25rem 0; padding: 0; font-size: .875rem; color: var(--soft); }
        .callee { display: block; } .rows > li > div { min-width: 0; }
        .day::first-letter { text-transform: uppercase; } .check { display: flex; align-items: center; gap: .5rem; font-weight: 400; } .check input { width: 24px; min-height: 44px; flex: none; } .said-rows > li > div { flex: 1 1 20rem; } .said-rows summary { min-height: 44px; }
        pre { margin: 0; font: .875rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }

        .strip { display: block; width: 100%; height: auto; min-width: 56rem; } .strip text { font-size: 12px; fill: var(--soft); }
        .plot { display: grid; grid-template: "y plot" 11rem ". x" auto / auto minmax(0, 1fr); gap: .25rem .5rem; font-size: .8125rem; line-height: 1; color: var(--soft); font-variant-numeric: tabular-nums; } .plot ol { list-style: none; margin: 0; padding: 0; display: flex; }
        .plot .chart-y { grid-area: y; flex-direction: column; justify-content: space-between; text-align: right; margin: -.4em 0; } .plot .chart-x { grid-area: x; } .chart-x li { flex: 1 1 0; min-width: 0; white-space: nowrap; overflow-wrap: normal; }
        .chart { grid-area: plot; display: block; width: 100%; height: 100%; } .chart line { vector-effect: non-scaling-stroke; } .share { display: block; width: 100%; max-width: 12rem; height: 6px; margin-top: .25rem; border-radius: 3px; background: var(--line); }
        .chart line, .strip line { stroke: var(--line); } rect.bar { fill: var(--accent); opacity: .45; } rect.part { fill: var(--critical); }
        .strip .on { fill: #fff; font-weight: 600; }
        .p0 { fill: #0b5cad; } .p1 { fill: #6a3fa0; } .p2 { fill: #1b6b3a; } .p3 { fill: #8a4b00; } .p4 { fill: #9b2257; } .p5 { fill: #3d5566; } .gap { fill: #c4160a; stroke: var(--ink); stroke-width: 2; stroke-dasharray: 5 3; } .off { fill: var(--line); }
        .swatch { width: 12px; height: 12px; } .legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .875rem; margin: .5rem 0; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .5rem; margin: 0 0 1rem; } .figures div { background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: .75rem 1rem; display: flex; flex-direction: column; justify-content: space-between; } .figures small { white-space: nowrap; font-weight: 400; } .figures dt { color: var(--soft); font-size: .875rem; } .figures dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }

        @media (max-width: 40rem) {
          .lines li { grid-template: "pick heat title" "pick heat stand" "words words words" "by by by" / 44px 3.5rem 1fr; padding: .5rem .75rem .5rem 0; column-gap: .25rem; }
          .lines .words, .lines .by { padding-left: .75rem; } .lines input { align-self: start; } .stand { text-align: left; align-items: center; flex-direction: row; flex-wrap: wrap; }
          .stand button { margin-left: auto; } .bar { margin: 0 -1rem; border-radius: 0; display: grid; grid-template-columns: 1fr 1fr 1fr; gap: .375rem; } .bar p { grid-column: 1 / -1; font-size: .75rem; } .bar button, .acts .grid button { padding: .25rem; font-size: .8125rem; } #counts { order: 3; flex-basis: 100%; } .head { gap: .25rem .75rem; } .columns .card { padding: 1rem; }
          .tools [popovertarget=help] { display: none; }
          .cards thead { display: none; } .cards table, .cards tbody, .cards tr, .cards th[scope=row], .cards td { display: block; border: 0; padding: 0; } .cards tr { padding: .75rem 0; border-top: 1px solid var(--line); } .cards tr:first-child { border-top: 0; padding-top: 0; }
          .cards tbody td { display: flex; gap: .5rem; justify-content: space-between; text-align: right; padding: .15rem 0; } .cards td::before { content: attr(data-label); color: var(--soft); font-size: .875rem; text-align: left; } .cards td.empty { display: none; }
          .cards th a { display: flex; align-items: center; min-height: 44px; } .figures { grid-template-columns: 1fr 1fr; } .figures div { padding: .5rem .75rem; } .figures dd { font-size: 1.25rem; }
        }
        @media print { .bar, .filters, .tools { display: none; } }

        """
}
