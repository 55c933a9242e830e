// Links that copy: the text is in the page, so nothing is fetched. Without this script, or where
// the browser does not let it copy, they lead to the same text.
(function () {
  "use strict";
  if (!navigator.clipboard) return;
  var said = document.querySelector(".share [role=status]");
  document.querySelectorAll("[data-copy]").forEach(function (link) {
    link.closest("li").hidden = false;
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      said.textContent = "";
      navigator.clipboard.writeText(link.dataset.copy).then(
        function () { said.textContent = said.dataset.done; },
        function () { location.href = link.href; }
      );
    });
  });
})();
