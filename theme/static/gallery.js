// Galleries, opened: the pictures of one, large, one after the other. Without this script a
// picture's link leads to the picture itself.
(function () {
  "use strict";
  var words = document.currentScript.dataset;
  var dialog, place, caption, said, count, back, on;
  var links = [];
  var at = 0;

  function element(name, text, into) {
    var made = document.createElement(name);
    made.textContent = text;
    into.append(made);
    return made;
  }

  function button(text, act) {
    var made = element("button", text, dialog);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function build() {
    dialog = element("dialog", "", document.body);
    dialog.className = "viewer";
    dialog.setAttribute("aria-label", words.name);
    var figure = element("figure", "", dialog);
    place = element("div", "", figure);
    caption = element("figcaption", "", figure);
    back = button(words.previous, step.bind(null, -1));
    count = element("p", "", dialog);
    on = button(words.next, step.bind(null, 1));
    button(words.close, function () {
      dialog.close();
    }).className = "close";
    said = element("p", "", dialog);
    said.className = "unseen";
    said.setAttribute("aria-live", "polite");
    dialog.addEventListener("keydown", function (event) {
      if (event.key === "ArrowLeft") step(-1);
      else if (event.key === "ArrowRight") step(1);
      else return;
      event.preventDefault();
    });
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog || event.target === figure || event.target === place) dialog.close();
    });
    dialog.addEventListener("close", function () {
      place.textContent = "";
      links[at].focus();
    });
    var start = null;
    figure.addEventListener("pointerdown", function (event) {
      start = event.pointerType === "touch" && event.isPrimary ? event.clientX : null;
    });
    figure.addEventListener("pointerup", function (event) {
      var far = start === null ? 0 : event.clientX - start;
      start = null;
      if (Math.abs(far) > 40) step(far < 0 ? 1 : -1);
    });
  }

  function step(by) {
    show(Math.min(Math.max(at + by, 0), links.length - 1));
  }

  function show(number) {
    at = number;
    var picture = links[at].firstElementChild.cloneNode(true);
    picture.querySelectorAll("source").forEach(function (source) {
      source.sizes = "100vw";
    });
    var image = picture.querySelector("img") || picture;
    image.removeAttribute("loading");
    image.draggable = false;
    place.replaceChildren(picture);
    var told = links[at].closest("figure").querySelector("figcaption");
    caption.textContent = told ? told.textContent : "";
    count.textContent = at + 1 + " / " + links.length;
    said.textContent = count.textContent + " " + image.alt;
    back.disabled = at === 0;
    on.disabled = at === links.length - 1;
    if (document.activeElement.disabled) (at ? back : on).focus();
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest(".gallery figure > a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!dialog) build();
    links = Array.from(link.closest(".gallery").querySelectorAll("figure > a"));
    show(links.indexOf(link));
    dialog.showModal();
  });
})();
