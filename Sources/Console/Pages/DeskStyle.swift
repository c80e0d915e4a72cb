/// How the console looks: by day and by night, from 360 pixels on, by thumb.
enum DeskStyle {
    static let text = """
        :root {
          color-scheme: light dark;
          --paper: #f6f7f9; --card: #ffffff; --line: #d8dde4; --ink: #17202b; --soft: #566273;
          --accent: #0b5cad; --on-accent: #ffffff; --tint: #e8f0fa;
          --good: #1b6b3a; --good-tint: #e5f4ea; --bad: #a8231c; --bad-tint: #fdecea; --warn: #7a5200; --warn-tint: #fdf3dc;
          --focus: #0b5cad; --shadow: 0 1px 2px rgb(16 24 40 / .06), 0 1px 3px rgb(16 24 40 / .08);
          --gap: 1rem; --round: 10px;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #11161d; --card: #1a212b; --line: #323d4b; --ink: #e7ecf2; --soft: #a3b0c0;
            --accent: #7db8f5; --on-accent: #0b1a2b; --tint: #1d2f44;
            --good: #7fd6a0; --good-tint: #17301f; --bad: #ff9d94; --bad-tint: #3a1d1b; --warn: #f0c766; --warn-tint: #33280f;
            --focus: #7db8f5; --shadow: none;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--paper); color: var(--ink);
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
          overflow-wrap: anywhere;
        }
        h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 var(--gap); letter-spacing: -.01em; }
        h2 { font-size: 1.125rem; line-height: 1.3; margin: 0 0 .5rem; }
        p { margin: 0 0 .75rem; }
        small, .hint { color: var(--soft); font-size: .875rem; }
        a { color: var(--accent); }
        code { font: .9em/1.4 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; background: var(--tint); padding: .1em .35em; border-radius: 5px; }
        code.key { display: block; padding: .75rem; user-select: all; }
        bdi { unicode-bidi: isolate; }
        :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
        main:focus { outline: none; }
        .skip { position: absolute; left: -999rem; top: 0; background: var(--accent); color: var(--on-accent); padding: .75rem 1rem; z-index: 10; }
        .skip:focus { left: .5rem; top: .5rem; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0; padding: 0; }

        .top {
          display: flex; flex-wrap: wrap; align-items: center; gap: 0 1rem;
          background: var(--card); border-bottom: 1px solid var(--line);
          padding: 0 max(1rem, env(safe-area-inset-left));
        }
        .mark { display: flex; align-items: baseline; gap: .5rem; min-height: 44px; padding: .5rem 0; color: var(--ink); text-decoration: none; }
        .mark-name { font-weight: 700; letter-spacing: -.01em; }
        .mark-brand { color: var(--soft); font-size: .875rem; }
        .places { display: flex; gap: .25rem; overflow-x: auto; order: 3; flex-basis: 100%; scrollbar-width: none; }
        .places a {
          display: inline-flex; align-items: center; min-height: 44px; padding: 0 .75rem; white-space: nowrap;
          color: var(--soft); text-decoration: none; border-bottom: 3px solid transparent;
        }
        .places a:hover { color: var(--ink); }
        .places a[aria-current] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
        .me { margin-left: auto; display: flex; align-items: center; gap: .5rem; }
        @media (max-width: 27rem) { .me-name { display: none; } }
        @media (min-width: 62rem) { .places { order: 0; flex-basis: auto; } }

        main { max-width: 72rem; margin: 0 auto; padding: 1.25rem max(1rem, env(safe-area-inset-left)) 4rem; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: var(--round); box-shadow: var(--shadow); padding: 1.25rem; margin: 0 0 var(--gap); }
        .card.narrow { max-width: 26rem; margin: 2rem auto; }
        .card > :last-child { margin-bottom: 0; }
        .card.good { border-color: var(--good); background: var(--good-tint); }
        .code { font-size: .875rem; color: var(--soft); margin: 0 0 .25rem; }

        .stack { display: grid; gap: 1rem; margin: 0; }
        label { display: grid; gap: .25rem; font-weight: 600; }
        label small { font-weight: 400; }
        input, select, textarea {
          font: inherit; font-weight: 400; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 8px;
          min-height: 44px; padding: .5rem .75rem; width: 100%;
        }
        textarea { min-height: 6rem; }
        button, .button {
          font: inherit; font-weight: 600; cursor: pointer; display: inline-flex; align-items: center; justify-content: center;
          min-height: 44px; min-width: 44px; padding: .5rem 1rem; border-radius: 8px;
          border: 1px solid var(--line); background: var(--card); color: var(--ink); text-decoration: none;
        }
        button:hover, .button:hover { border-color: var(--soft); }
        button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
        button.quiet { background: transparent; border-color: transparent; color: var(--accent); }
        button.quiet:hover { border-color: var(--line); }
        button.bad { color: var(--bad); border-color: var(--bad); }
        summary { min-height: 44px; display: flex; align-items: center; color: var(--accent); font-weight: 600; cursor: pointer; }
        summary::before { content: "▸"; display: inline-block; width: 1.25em; }
        details[open] > summary { margin-bottom: .5rem; }
        details[open] > summary::before { content: "▾"; }
        .card > details:last-child > summary { margin-bottom: -.5rem; }
        .card > details[open]:last-child > summary { margin-bottom: .5rem; }

        .said, .trouble { padding: .75rem 1rem; border-radius: 8px; border-left: 4px solid; }
        .said { background: var(--good-tint); border-color: var(--good); }
        .trouble { background: var(--bad-tint); border-color: var(--bad); }
        .tag { display: inline-block; font-size: .8125rem; font-weight: 600; padding: .05rem .5rem; border-radius: 99px; background: var(--tint); color: var(--ink); white-space: nowrap; }
        .tag.bad { background: var(--bad-tint); color: var(--bad); }
        .tag.warn { background: var(--warn-tint); color: var(--warn); }
        .tag.good { background: var(--good-tint); color: var(--good); }
        .rows { list-style: none; margin: 0 0 .5rem; padding: 0; }
        .rows > li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .25rem 1rem; padding: .5rem 0; border-top: 1px solid var(--line); }
        .rows > li:first-child { border-top: 0; }
        .rows details { flex-basis: 100%; }
        .rows details form { max-width: 26rem; margin-bottom: 1rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th { text-align: left; font-weight: 600; color: var(--soft); font-size: .875rem; }
        th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }

        .linked .because mark { display: inline-block; margin: 0 .25rem .25rem 0; padding: .05rem .5rem; border-radius: 6px; background: var(--warn-tint); color: var(--warn); font-weight: 600; }
        .linked .late { color: var(--bad); }
        .linked form { margin: 0 0 .75rem; }
        .linked button { width: 100%; }
        .linked .huge { min-height: 5.5rem; font-size: 1.5rem; border-radius: 14px; }

        @media (prefers-reduced-motion: no-preference) { button, .button, .places a { transition: border-color .12s, color .12s, background-color .12s; } }
        @media (forced-colors: active) { .places a[aria-current] { border-bottom-color: Highlight; } .tag { border: 1px solid; } }
        @media print { .top, .skip, form { display: none; } }

        """

    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5cad"/>\
        <g fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"><path d="M11 24c-2-2-3-4.600-3-8a8 8 0 0 1 16 0c0 3.800-3 4.400-4 7-.7 1.800-2 3-4 3"/>\
        <path d="M12.500 16a3.500 3.500 0 0 1 7 0c0 1.900-2 2.400-2.600 4"/></g></svg>
        """
}
