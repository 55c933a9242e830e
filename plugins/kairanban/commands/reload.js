// A page is loaded again when it, or something that it shows, was made again.
(() => {
  const own = () => new Set([
    location.pathname.replace(/\/$/, "/index.html"),
    ...[...document.querySelectorAll("img[src], link[rel=stylesheet], script[src]")]
      .map((each) => new URL(each.src || each.href).pathname),
  ].map((path) => decodeURIComponent(path).slice(1)));
  const box = document.createElement("pre");
  box.setAttribute("role", "alert");
  box.style.cssText = "position:fixed;inset:auto 0 0;margin:0;padding:1em;max-height:50vh;"
    + "overflow:auto;white-space:pre-wrap;background:#fff3f0;color:#8a1c10;"
    + "border-top:3px solid #b3261e;font:1rem/1.6 sans-serif;z-index:9";
  new EventSource("/.kairanban/events").onmessage = (message) => {
    const { changed, problems } = JSON.parse(message.data);
    box.textContent = problems;
    problems ? document.body.append(box) : box.remove();
    const shown = own();
    if (changed.some((path) => shown.has(path))) location.reload();
  };
})();
