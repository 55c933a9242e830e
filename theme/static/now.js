// What depends on the present carries its instants: `data-from` and `data-until` say when an
// element is shown; `data-during` the same of what is never shown without a script, as it would
// not stay true. Calendars mark today, as it is where the site is. Looked at when the page is
// shown, and again every minute.
(function () {
  "use strict";
  function look() {
    var now = Date.now();
    document.querySelectorAll("[data-from], [data-until]").forEach(function (element) {
      var from = Date.parse(element.dataset.from || "");
      var until = Date.parse(element.dataset.until || "");
      // A missing or unreadable instant is NaN, of which nothing is true.
      element.hidden = from > now || until <= now;
    });
    document.querySelectorAll("[data-during]").forEach(function (element) {
      var ends = element.dataset.during.split("/").map(Date.parse);
      element.hidden = !(ends[0] <= now && now < ends[1]);
    });
    document.querySelectorAll("[data-zone]").forEach(function (calendar) {
      var today = new Date(now).toLocaleDateString("sv", { timeZone: calendar.dataset.zone });
      calendar.querySelectorAll("[data-day]").forEach(function (cell) {
        if (cell.dataset.day === today) cell.setAttribute("aria-current", "date");
        else cell.removeAttribute("aria-current");
      });
    });
  }
  look();
  addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, 60000);
})();
