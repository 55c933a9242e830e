// The board's filters, applied where all open calls are on the page already. Without this script
// each filter is a link to a page of its own.
(function () {
  "use strict";
  var links = document.querySelectorAll(".filters a");
  var said = document.querySelector(".filters [role=status]");
  function choose() {
    var mark = decodeURIComponent(location.hash.slice(1));
    var known = Array.prototype.some.call(links, function (link) {
      return link.dataset.mark === mark;
    });
    var count = 0;
    document.querySelectorAll(".board > li").forEach(function (call) {
      var fits = !known || !mark || call.dataset.marks.split(" ").indexOf(mark) >= 0;
      call.classList.toggle("left-out", !fits);
      count += fits && !call.hidden ? 1 : 0;
    });
    links.forEach(function (link) {
      var current = link.dataset.mark === (known ? mark : "");
      if (current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    said.textContent = known && mark ? said.dataset.count.replace("{n}", count) : "";
  }
  document.querySelector(".filters").addEventListener("click", function (event) {
    var link = event.target.closest("a[data-mark]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState(null, "", link.dataset.mark ? "#" + link.dataset.mark : location.pathname);
    choose();
  });
  addEventListener("popstate", choose);
  choose();
})();
