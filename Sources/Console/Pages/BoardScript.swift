/// The script of the desk's pages: what is new appears by itself, and everything goes by keys. Pages work without it.
enum BoardScript {
    static let text = """
        (function () {
          var d = document, queue = d.getElementById('queue'), news = d.getElementById('news'), form = d.getElementById('desk');
          var title = d.title, fresh = 0, newest = 0, last = 0, asking = false, waiting = 0, seen = '';
          function radios() { return Array.from(d.querySelectorAll('#queue input[name=case]')); }
          function chosen() { return d.querySelector('#queue input[name=case]:checked'); }
          function tell() {
            var at = chosen(), words = d.getElementById('chosen');
            if (words) words.textContent = at ? 'With case ' + at.value : 'With the chosen case';
            if (at) sessionStorage.setItem('cursor', at.value + ' ' + radios().indexOf(at));
          }
          function choose(at, focus) {
            if (!at) return;
            at.checked = true;
            if (focus) { at.focus({ preventScroll: true }); at.closest('li').scrollIntoView({ block: 'nearest' }); }
            tell();
          }
          // The same case, or what has come to stand in its place.
          function restore(value, place, focus) {
            var all = radios();
            choose(all.find(function (r) { return r.value === value; }) || all[Math.min(place, all.length - 1)], focus);
          }
          if (queue) {
            var was = (sessionStorage.getItem('cursor') || '').split(' ');
            if (was.length === 2) restore(was[0], +was[1], false);
            newest = +queue.dataset.newest;
            d.addEventListener('change', function (event) { if (event.target.name === 'case') tell(); });
            tell();
          }

          // What is new.
          function count() { d.title = (fresh ? '(' + fresh + ') ' : '') + title; }
          function looked() { if (!d.hidden && fresh) { fresh = 0; count(); } }
          function swap(html) {
            var page = new DOMParser().parseFromString(html, 'text/html'), next = page.getElementById('queue');
            if (!next) return;
            var at = chosen(), value = at ? at.value : '', place = at ? radios().indexOf(at) : 0;
            var held = queue.contains(d.activeElement), added = 0;
            next.querySelectorAll('input[name=case]').forEach(function (r) {
              // One that moved up to where it is seen is not new.
              if (+r.value <= newest) return;
              added += 1;
              r.closest('li').classList.add('new');
            });
            queue.replaceWith(next);
            queue = next;
            newest = +queue.dataset.newest;
            window.earshot.local(queue);
            restore(value, place, held);
            var words = d.getElementById('counts');
            if (words.textContent !== queue.dataset.counts) words.textContent = queue.dataset.counts;
            if (added && !/after=/.test(location.search)) { fresh += added; count(); if (sound) tone(); if (!d.hidden) setTimeout(looked, 4000); }
          }
          function refresh() {
            if (asking) { waiting = waiting || 1; return; }
            var rest = last + 1000 - Date.now();
            if (rest > 0) { if (!waiting) { waiting = 1; setTimeout(function () { waiting = 0; refresh(); }, rest); } return; }
            asking = true; last = Date.now();
            var path = news ? news.dataset.news : location.pathname + location.search + (location.search ? '&' : '?') + 'fragment=1';
            fetch(path, { headers: { Accept: 'text/html' }, cache: 'no-store' }).then(function (answer) {
              if (answer.redirected) { location.reload(); return ''; }
              return answer.ok ? answer.text() : '';
            }).then(function (text) {
              if (!text) return;
              if (news) news.hidden = text === news.dataset.mark; else swap(text);
            }).catch(function () {}).then(function () {
              asking = false;
              if (waiting) { waiting = 0; refresh(); }
            });
          }
          function listen() {
            var other = news && news.dataset.events;
            var source = new EventSource(other || '/events');
            source.addEventListener(other ? 'call-backs' : 'queue', function (event) {
              if (event.data === seen) return;
              seen = event.data;
              if (news || seen !== queue.dataset.mark) refresh();
            });
            source.onerror = function () { if (source.readyState === 2) setTimeout(listen, 10000); };
          }
          if (queue || news) {
            if (window.EventSource) listen();
            // Ages grow; and a browser that slept looks at once.
            setInterval(function () { if (queue && !d.hidden && Date.now() - last > 25000) refresh(); }, 5000);
            d.addEventListener('visibilitychange', function () { looked(); if (!d.hidden) refresh(); });
            window.addEventListener('online', refresh);
            window.addEventListener('pageshow', function (event) { if (event.persisted) refresh(); });
          }

          // A tone, if wanted.
          var button = d.getElementById('sound'), sound = localStorage.getItem('sound') === 'on', air;
          function tone() {
            air = air || new AudioContext();
            var o = air.createOscillator(), g = air.createGain(), t = air.currentTime;
            o.frequency.value = 740; g.gain.setValueAtTime(.2, t); g.gain.exponentialRampToValueAtTime(.001, t + .35);
            o.connect(g); g.connect(air.destination); o.start(t); o.stop(t + .35);
          }
          function say() { button.setAttribute('aria-pressed', sound); button.textContent = sound ? 'Sound is on' : 'Sound is off'; }
          if (button) {
            button.hidden = false; say();
            button.addEventListener('click', function () {
              sound = !sound; localStorage.setItem('sound', sound ? 'on' : 'off'); say(); if (sound) tone();
            });
          }

          var here = d.querySelector('.places [aria-current]');
          if (here) here.parentNode.scrollLeft = here.offsetLeft - 60;

          // Keys.
          var places = { q: '/queue', s: '/search', r: '/rules', o: '/rota', n: '/numbers' }, gone = 0, pops = window.CSS && CSS.supports('selector(:popover-open)');
          d.addEventListener('keydown', function (event) {
            var at = event.target, key = event.key;
            if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
            if (at.matches('textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])')) return;
            var open = d.querySelector(':popover-open');
            if (open && key !== '?') return;
            if (key === 'j' || key === 'k') {
              if (!queue) return;
              var all = radios(), place = all.indexOf(chosen());
              choose(all[Math.max(0, Math.min(all.length - 1, place + (key === 'j' ? 1 : -1)))], true);
            } else if (key === 'Enter') {
              if (!queue || at !== d.body && !at.matches('main, input[type=radio]') || !chosen()) return;
              location.assign('/cases/' + chosen().value);
            } else if (key === '/') {
              var field = d.getElementById('q');
              if (field) field.focus(); else location.assign('/search');
            } else if (key === '?') {
              var help = d.getElementById('help');
              if (!help || !help.togglePopover) return;
              help.togglePopover();
            } else if (Date.now() - gone < 1000 && places[key]) {
              location.assign(places[key]);
            } else if (key === 'g') {
              gone = Date.now();
              return;
            } else {
              var does = /^[a-z]$/.test(key) && d.querySelector('[data-key="' + key + '"]');
              if (!does || queue && !chosen()) return;
              does.click();
            }
            event.preventDefault();
          });
          var field = d.getElementById('q');
          if (field && !field.value) field.focus();
        })();

        """
}
