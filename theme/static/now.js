// What depends on the present carries its instants: `data-from` and `data-until` say when an
// element is shown; `data-during` the same of what is never shown without a script, as it would
// not stay true; `data-today` when a calendar's day is today, where the site is. Looked at when the
// page is shown, and again every minute.
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
      element.hidden = !isDuring(element.dataset.during);
    });
    document.querySelectorAll("[data-today]").forEach(function (cell) {
      if (isDuring(cell.dataset.today)) cell.setAttribute("aria-current", "date");
      else cell.removeAttribute("aria-current");
    });
    function isDuring(instants) {
      var ends = instants.split("/").map(Date.parse);
      return ends[0] <= now && now < ends[1];
    }
  }
  look();
  addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, 60000);
})();
