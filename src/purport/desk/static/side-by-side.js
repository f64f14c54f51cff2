// Two texts side by side scroll together, each by its own share.
"use strict";
(() => {
  let led = null;
  document.addEventListener("scroll", (event) => {
    const pane = event.target;
    if (!pane.matches?.("[data-synced]") || !document.querySelector("[data-sync]").checked) return;
    if (led === pane) { led = null; return; }
    const share = pane.scrollTop / Math.max(1, pane.scrollHeight - pane.clientHeight);
    for (const other of document.querySelectorAll("[data-synced]")) {
      const to = Math.round(share * (other.scrollHeight - other.clientHeight));
      if (other === pane || Math.abs(to - other.scrollTop) < 1) continue;
      led = other;
      other.scrollTop = to;
    }
  }, true);
})();
