// Keys, and what htmx needs besides. A page marks its parts: [data-list] holds [data-item]s, an item's
// first link opens it, and buttons with [data-key] are pressed by that key for the item in hand.
"use strict";
(() => {
  const places = { i: "/inbox", r: "/reports", c: "/claims", g: "/groups", q: "/queue", v: "/voices", t: "/trends", m: "/map", l: "/log" };
  let leaving = 0;

  const items = () => [...document.querySelectorAll("[data-list] [data-item]")];
  const inHand = () => document.querySelector('[data-item][aria-current="true"]');

  function take(item) {
    if (!item) return;
    inHand()?.removeAttribute("aria-current");
    item.setAttribute("aria-current", "true");
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    document.getElementById(item.dataset.at)?.scrollIntoView({ block: "center" });
  }

  function step(by) {
    const all = items();
    const at = all.indexOf(inHand());
    take(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  function say(words) {
    const said = document.getElementById("said");
    said.textContent = words;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { said.textContent = ""; }, 6000);
  }

  const told = (xhr) => decodeURIComponent(xhr.getResponseHeader("X-Purport-Says") ?? `Not done (${xhr.status})`);

  function press(key) {
    const scope = inHand() ?? document;
    const button = scope.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`main [data-key="${key}"]:not([data-item] *)`);
    if (!button) return false;
    button.click();
    if (button.matches("summary")) button.parentElement.querySelector("textarea, input:not([type=hidden])")?.focus();
    return true;
  }

  // while a decision is on its way, keys wait for the page that it brings
  let deciding = 0;
  const held = [];
  const waits = () => deciding && Date.now() - deciding < 10000;
  function settled() {
    deciding = 0;
    while (!waits() && held.length) act(held.shift());
  }

  async function undo() {
    deciding = Date.now();
    try { await takeBack(); } finally { settled(); }
  }

  async function takeBack() {
    const mark = JSON.parse(document.body.getAttribute("hx-headers"))["X-Purport-Mark"];
    const answer = await fetch("/undo", { method: "POST", headers: { "X-Purport-Mark": mark, "HX-Request": "true" } });
    const words = (await answer.text()).trim();
    say(words);
    if (answer.ok) await htmx.ajax("GET", location.pathname + location.search, { target: "main", select: "main", swap: "outerHTML" }).then(() => say(words));
  }

  const keys = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    Enter: () => inHand()?.querySelector("a[href]")?.click(),
    u: undo,
    "/": () => {
      const search = document.querySelector("[data-search]");
      if (search) search.focus(); else location.assign("/claims#search");
    },
    "?": () => document.getElementById("keys").showModal(),
    g: () => { leaving = Date.now(); },
  };

  function act(key) {
    if (press(key)) return true;
    if (!Object.hasOwn(keys, key) || (key.startsWith("Arrow") && !items().length)) return false;
    keys[key]();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const at = event.target;
    if (at.closest?.("input, textarea, select")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    if (event.key === "Enter" && at.closest?.("a, button, summary")) return;
    if (leaving && Date.now() - leaving < 1500 && places[event.key]) {
      leaving = 0;
      event.preventDefault();
      location.assign(places[event.key]);
      return;
    }
    leaving = 0;
    if (waits()) { held.push(event.key); event.preventDefault(); return; }
    if (act(event.key)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open]")) document.getElementById("keys").showModal();
    const item = event.target.closest("[data-item]");
    if (item && !event.target.closest("a, button, input, select, textarea, summary")) take(item);
  });

  // a decision goes on to the next item; where it took its own away, the next is in its place
  let at = 0, decided = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig: { elt }, xhr } = event.detail;
    at = Math.max(0, items().indexOf(inHand()));
    decided = xhr.status < 300 && elt.closest("[data-goes-on]") ? elt.closest("[data-item]") : null;
    if (xhr.status !== 409) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
    say(told(xhr));
  });
  document.addEventListener("htmx:afterSettle", () => {
    const all = items();
    if (decided?.isConnected) { take(decided); step(1); } else if (!inHand() && all.length) take(all[Math.min(at, all.length - 1)]);
    decided = null;
    settled();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb === "post") deciding = Date.now();
  });
  document.addEventListener("htmx:responseError", (event) => { say(told(event.detail.xhr)); settled(); });
  document.addEventListener("htmx:sendError", () => { say("The desk does not answer; is it still running?"); settled(); });
  document.addEventListener("purport:say", (event) => say(event.detail.value));

  // a link that leads to an item, or to the words of one, puts it in hand
  const led = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (led) take(led.matches("[data-item]") ? led : items().find((item) => item.dataset.at && item.dataset.at === led.previousElementSibling?.id));

  // the inbox: dropped files are sent as if they had been chosen, and jobs show how far they are
  const drop = document.querySelector("form[data-drop]");
  if (drop) {
    document.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      drop.elements.files.files = event.dataTransfer.files;
      drop.requestSubmit();
    });
  }
  const jobs = document.querySelector("[data-jobs]");
  if (jobs) {
    const changed = new Map();
    let following = false;
    const follow = async () => {
      if (following) return;
      following = true;
      for (const [id, told] of changed) {
        changed.delete(id);
        const there = document.getElementById(`job-${id}`);
        if (there?.dataset.told === told || (!there && jobs.hasAttribute("data-known"))) continue;
        jobs.querySelector("[data-none]")?.remove();
        await htmx.ajax("GET", `/inbox/jobs/${id}`, there ? { target: there, swap: "outerHTML" } : { target: jobs, swap: "afterbegin" });
      }
      following = false;
    };
    new EventSource(jobs.dataset.jobs).addEventListener("job", (event) => {
      const { id, state, good, bad } = JSON.parse(event.data);
      changed.set(Number(id), `${state} ${good} ${bad}`);
      follow();
    });
  }
})();
