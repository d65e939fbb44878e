// Loads the page anew when there is a newer one, and shows over it what stands in the way of that.
"use strict";

(() => {
  const script = document.currentScript;
  const { run, version } = script.dataset;
  const beside = (name) => new URL(name, script.src).href;
  let leaving = false;
  let hidden = ""; // the faults that the reader has put aside
  let overlay = null;

  const told = (message) => {
    const state = JSON.parse(message);
    if (leaving) return;
    if (state.run !== run || state.version > Number(version)) {
      leaving = true;
      location.reload();
    } else if (state.run === run && state.version === Number(version)) {
      show(state.faults);
    }
  };

  const show = (faults) => {
    overlay?.remove();
    overlay = null;
    if (!faults || faults === hidden) return;
    overlay = document.createElement("cpdsite-faults");
    const root = overlay.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet(); // a policy without inline styles lets it pass
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const head = element("header", "", [
      element("strong", "", [Number(version) ? STALE : "The site could not be built."]),
      element("button", "", ["Hide (Esc)"]),
    ]);
    head.lastChild.type = "button";
    head.lastChild.onclick = () => hide(faults);
    root.append(head, element("pre", "", painted(faults)));
    root.lastChild.tabIndex = 0; // so that keys can scroll it
    overlay.setAttribute("role", "alert");
    document.body.append(overlay);
  };

  const hide = (faults) => {
    hidden = faults;
    show(faults);
  };

  const element = (name, kind, children) => {
    const made = document.createElement(name);
    made.className = kind;
    made.append(...children);
    return made;
  };

  // The terminal's colours: "\x1b[1;31m" begins one, "\x1b[0m" ends it.
  const painted = (text) =>
    text.split("\x1b[").map((part, index) => {
      const [, sgr, rest] = index ? part.match(/^([\d;]*)m([^]*)$/) : ["", "0", part];
      return element("span", `sgr-${sgr.replace(";", "-")}`, [rest]);
    });

  const STALE = "The site could not be built anew: below is the last good one.";
  const STYLE = `
    :host {
      position: fixed; inset: 0 0 auto; z-index: 2147483647; box-sizing: border-box;
      max-height: 85vh; display: flex; flex-direction: column; gap: .75rem; padding: 1rem 1.25rem;
      font: 14px/1.45 system-ui, sans-serif; color: #f2f2f2; background: #1c1b1f; color-scheme: dark;
      border-bottom: 4px solid #ff6b5e; box-shadow: 0 4px 24px #0009; text-align: left;
    }
    header { display: flex; gap: 1rem; align-items: center; justify-content: space-between; }
    button { font: inherit; color: inherit; background: #3a383f; border: 1px solid #8d8a94;
      border-radius: 4px; padding: .25rem .75rem; cursor: pointer; }
    pre { margin: 0; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 8;
      font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
    :focus-visible { outline: 2px solid #7cc4ff; outline-offset: 2px; }
    .sgr-1 { font-weight: bold; }
    .sgr-2 { color: #b3b0ba; }
    .sgr-1-31 { font-weight: bold; color: #ff8a80; }
    .sgr-1-33 { font-weight: bold; color: #ffd166; }
    .sgr-1-34 { font-weight: bold; color: #7cc4ff; }
    @media print { :host { display: none; } }
  `;

  const shared = () => {
    const { port } = new SharedWorker(beside("worker.js"));
    port.onmessage = (event) => told(event.data);
    addEventListener("pagehide", () => port.postMessage("gone"));
  };

  // Where workers cannot be shared each page has a stream, and none while nobody looks at it.
  const alone = () => {
    let stream = null;
    const look = () => {
      stream?.close();
      stream = document.hidden ? null : new EventSource(beside("events"));
      if (stream) stream.onmessage = (event) => told(event.data);
    };
    document.addEventListener("visibilitychange", look);
    look();
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") overlay?.shadowRoot.querySelector("button").click();
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  (window.SharedWorker ? shared : alone)();
})();
