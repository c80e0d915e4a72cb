/// The one script. Pages work without it; with it times are the reader's own and a form is sent once.
enum DeskScript {
    static let text = """
        'use strict';
        (function () {
          var time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
          var exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
          var clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
          function local(root) {
            root.querySelectorAll('time[datetime]').forEach(function (element) {
              var moment = new Date(element.dateTime);
              if (!isNaN(moment)) {
                element.title = element.dateTime;
                var isToday = moment.toDateString() === new Date().toDateString();
                element.textContent = (element.className !== 'exact' ? time : isToday ? clock : exact).format(moment);
              }
            });
          }
          local(document);
          document.addEventListener('submit', function (event) {
            if (event.target.dataset.sent) { event.preventDefault(); return; }
            event.target.dataset.sent = 'yes';
            setTimeout(function () { delete event.target.dataset.sent; }, 5000);
          });
          // A word about what was done is said once, not again after a reload.
          if (location.search.indexOf('said=') >= 0) {
            var address = new URL(location.href);
            address.searchParams.delete('said');
            history.replaceState(null, '', address);
          }
          window.earshot = { local: local, token: document.body.dataset.token };
        })();

        """
}
