/// How the booking page looks: for a thumb at 360 pixels, by day and by night. It is loaded by itself, since its
/// reader has never seen the desk.
enum BookingStyle {
    static let text = """
        :root {
          color-scheme: light dark;
          --paper: #f6f7f9; --card: #ffffff; --line: #d8dde4; --ink: #17202b; --soft: #566273; --accent: #0b5cad; --on-accent: #ffffff;
          --tint: #e8f0fa; --good: #1b6b3a; --good-tint: #e5f4ea; --bad: #a8231c; --bad-tint: #fdecea;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #11161d; --card: #1a212b; --line: #323d4b; --ink: #e7ecf2; --soft: #a3b0c0; --accent: #7db8f5; --on-accent: #0b1a2b;
            --tint: #1d2f44; --good: #7fd6a0; --good-tint: #17301f; --bad: #ff9d94; --bad-tint: #3a1d1b;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-bottom: 6rem; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
        header { padding: .75rem max(1rem, env(safe-area-inset-left)); font-weight: 700; background: var(--card); border-bottom: 1px solid var(--line); }
        main { max-width: 30rem; margin: 0 auto; padding: 1rem max(.75rem, env(safe-area-inset-left)) 2rem; }
        h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .5rem; text-wrap: balance; }
        p { margin: 0 0 .75rem; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; margin: 0 0 .75rem; }
        .card > :last-child, form > :last-child { margin-bottom: 0; }
        .when { font-size: 1.125rem; font-weight: 600; }
        .hint, small { color: var(--soft); font-size: .875rem; }
        .said, .trouble { padding: .75rem 1rem; border-radius: 8px; border-left: 4px solid; }
        .said { background: var(--good-tint); border-color: var(--good); } .trouble { background: var(--bad-tint); border-color: var(--bad); }
        fieldset { border: 0; margin: 0 0 .5rem; padding: 0; min-width: 0; }
        summary { min-height: 48px; display: flex; align-items: center; gap: .5rem; cursor: pointer; font-weight: 600; }
        summary::-webkit-details-marker { display: none; }
        summary::before { content: "▸"; color: var(--soft); } details[open] > summary::before { content: "▾"; }
        summary span { display: inline-block; } summary span::first-letter { text-transform: uppercase; }
        fieldset details { border-top: 1px solid var(--line); } .fold { padding: 0 1rem; } .fold[open] { padding-bottom: 1rem; }
        .other { margin-bottom: .75rem; color: inherit; } .other > summary { color: var(--accent); }
        .slots { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr)); gap: .5rem; padding-bottom: .75rem; }
        .slots label { display: block; position: relative; }
        .slots input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
        .slots span { display: grid; place-items: center; min-height: 48px; padding: .25rem; border: 1px solid var(--soft); border-radius: 8px; font-variant-numeric: tabular-nums; text-align: center; }
        .slots input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
        .slots input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
        form > label, .other > label { display: block; font-weight: 600; }
        input[type=tel] { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 8px; min-height: 48px; width: 100%; padding: .5rem .75rem; margin-bottom: .75rem; }
        .wrong { color: var(--bad); font-weight: 600; margin: 0 0 .75rem; } input[aria-invalid] { border-color: var(--bad); border-width: 2px; }
        button { font: inherit; font-weight: 600; cursor: pointer; width: 100%; min-height: 52px; padding: .5rem 1rem; border-radius: 10px; border: 1px solid var(--soft); background: var(--card); color: var(--ink); }
        .main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); } .bad { color: var(--bad); border-color: var(--bad); }
        .stays { position: sticky; bottom: 0; background: var(--card); padding: .75rem 0; margin: 0; }
        a, summary, button, input { outline-offset: 2px; } :focus-visible { outline: 3px solid var(--accent); }
        footer { max-width: 30rem; margin: 0 auto; padding: 0 max(.75rem, env(safe-area-inset-left)) 2rem; }
        nav { display: flex; flex-wrap: wrap; gap: 0 1rem; } nav a, nav b { min-height: 44px; display: inline-flex; align-items: center; color: var(--accent); } nav b { color: var(--soft); font-weight: 400; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; padding: 0; }
        @media (forced-colors: active) { .slots input:checked + span { outline: 3px solid Highlight; } }

        """
}
