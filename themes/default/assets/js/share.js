// Opens a private page: fetches locked files, unlocks them with the key of the link, shows them.
// The format is written down in docs/sharing.md. Nothing is kept but the key, for this tab's session.
"use strict";
(async () => {
  const FORMAT = "cpdsite-share/1";
  const INDEX = "assets/js/search-index.js"; // the one file below assets/ that is locked too
  const TYPES = {
    pdf: "application/pdf", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg",
    webp: "image/webp", gif: "image/gif", json: "application/json", csv: "text/csv",
  };
  const root = document.getElementById("cpd-share").dataset.root;
  const kept = `${FORMAT} ${location.pathname}`;
  const bytesOf = (text) => new TextEncoder().encode(text);
  const textOf = (data) => new TextDecoder().decode(data);

  // What stops us, by the id of its sentence.
  class Refusal extends Error {}

  function tell(sentence) {
    for (const one of document.querySelectorAll("[data-says]")) {
      one.hidden = one.dataset.says !== sentence;
    }
  }

  // --- Bytes ---

  function decoded(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  function encoded(data) {
    const plain = String.fromCharCode(...data);
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  }

  function joined(...parts) {
    return new Uint8Array(parts.flatMap((part) => [...part]));
  }

  // --- The format ---

  async function derived(key, use, given) {
    const how = { name: "HMAC", hash: "SHA-256" };
    const held = await crypto.subtle.importKey("raw", key, how, false, ["sign"]);
    const told = joined(bytesOf(`${FORMAT}\n${use}\n`), given);
    return new Uint8Array(await crypto.subtle.sign("HMAC", held, told));
  }

  async function unlocked(key, sealed, known) {
    const held = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
    const how = { name: "AES-GCM", iv: sealed.subarray(0, 12), additionalData: bytesOf(known) };
    return new Uint8Array(await crypto.subtle.decrypt(how, held, sealed.subarray(12)));
  }

  async function keyOf(passphrase, opening) {
    const typed = bytesOf(passphrase.toLowerCase().replace(/[^a-z0-9]/g, ""));
    const held = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveBits"]);
    const how = {
      name: "PBKDF2", hash: "SHA-256", salt: decoded(opening.salt), iterations: opening.rounds,
    };
    return new Uint8Array(await crypto.subtle.deriveBits(how, held, 256));
  }

  async function fetched(file, missing) {
    let answer;
    try {
      answer = await fetch(file, { cache: "no-cache", credentials: "omit" });
    } catch {
      throw new Refusal("unreachable");
    }
    if (answer.status === 404) throw new Refusal(missing);
    if (!answer.ok) throw new Refusal("unreachable");
    return new Uint8Array(await answer.arrayBuffer());
  }

  async function nameOf(content, path) {
    const digest = await derived(content, "name", bytesOf(path));
    return [...digest.subarray(0, 16)].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  // One file: its path in the record, and its bytes.
  async function opened(content, name) {
    const sealed = await fetched(`${name}.bin`, "missing");
    const nonce = await derived(content, "nonce", bytesOf(`${name}.bin`));
    if (sealed.length < 32 || nonce.subarray(0, 12).some((one, at) => one !== sealed[at])) {
      throw new Refusal("swapped");
    }
    let inside;
    try {
      const key = await derived(content, "files", new Uint8Array());
      inside = await unlocked(key, sealed, `${FORMAT}\n${name}.bin`);
    } catch {
      throw new Refusal("changed");
    }
    const length = new DataView(inside.buffer).getUint32(0);
    const head = JSON.parse(textOf(inside.subarray(4, 4 + length)));
    return { path: head.path, data: inside.subarray(4 + length, 4 + length + head.size) };
  }

  // --- A page of the record ---

  const ending = (path) => path.slice(path.lastIndexOf(".") + 1).toLowerCase();

  // The path that an address on a page leads to; "" for one that leaves the record or stays on the page.
  function pathOf(address, page) {
    if (!address || /^([a-z][a-z0-9+.-]*:|\/\/|#|\?)/i.test(address)) return "";
    const path = decodeURIComponent(new URL(address, `https://record.invalid/${page}`).pathname);
    return path.slice(1) + (path.endsWith("/") ? "index.html" : "");
  }

  const fragmentOf = (address) => (address.includes("#") ? address.slice(address.indexOf("#")) : "");

  async function blobOf(content, path) {
    const file = await opened(content, await nameOf(content, path));
    return URL.createObjectURL(new Blob([file.data], { type: TYPES[ending(path)] || "" }));
  }

  // A file that is no page: a picture opens in a tab of its own, anything else is saved.
  async function hand(content, path) {
    const link = document.createElement("a");
    link.href = await blobOf(content, path);
    if ((TYPES[ending(path)] || "").startsWith("image/")) link.target = "_blank";
    else link.download = path.slice(path.lastIndexOf("/") + 1);
    link.click();
  }

  async function picture(content, image, page) {
    const path = pathOf(image.getAttribute("src"), page);
    if (path) image.src = path.startsWith("assets/") ? root + path : await blobOf(content, path);
  }

  async function lead(content, link, page) {
    const address = link.getAttribute("href");
    const path = pathOf(address, page);
    if (!path) return;
    link.href = `?${await nameOf(content, path)}${fragmentOf(address)}`;
    if (ending(path) !== "html") link.dataset.file = path;
  }

  async function run(content, script, page) {
    const path = pathOf(script.getAttribute("src"), page);
    if (path === INDEX) {
      const text = textOf((await opened(content, await nameOf(content, path))).data);
      const [, name, told] = /^window\.(\w+) = (.*);\n$/s.exec(text);
      window[name] = JSON.parse(told);
    } else if (path.startsWith("assets/")) {
      const made = document.createElement("script");
      made.src = root + path;
      made.async = false;
      document.body.append(made);
    }
  }

  async function show(content, file) {
    const made = new DOMParser().parseFromString(textOf(file.data), "text/html");
    const scripts = [...made.querySelectorAll("script")];
    for (const one of scripts) one.remove();
    await Promise.all([...made.querySelectorAll("a[href]")].map((a) => lead(content, a, file.path)));
    const pictures = [...made.querySelectorAll("img[src]")];
    await Promise.all(pictures.map((one) => picture(content, one, file.path)));
    document.documentElement.lang = made.documentElement.lang;
    document.title = made.title;
    document.body.replaceWith(document.adoptNode(made.body));
    for (const one of scripts) await run(content, one, file.path);
    document.addEventListener("click", (event) => follow(content, event, file.path));
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }

  // Links that a script of the page made, and files that are no pages.
  async function follow(content, event, page) {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    const path = link.dataset.file || pathOf(link.getAttribute("href"), page);
    if (!path) return;
    event.preventDefault();
    try {
      if (ending(path) !== "html") await hand(content, path);
      else location.assign(`?${await nameOf(content, path)}${fragmentOf(link.getAttribute("href"))}`);
    } catch (trouble) {
      refuse(trouble, link);
    }
  }

  // Says what is wrong: on the shell, or beside the link that was followed.
  function refuse(trouble, link) {
    const sentence = trouble instanceof Refusal ? trouble.message : "changed";
    if (!link) return tell(sentence);
    const said = document.createElement("span");
    said.setAttribute("role", "alert");
    said.textContent = ` ${sentences[sentence]}`;
    link.after(said);
  }

  // --- The way in ---

  const sentences = {};
  for (const one of document.querySelectorAll("[data-says]")) {
    sentences[one.dataset.says] = one.textContent;
  }

  // Until the passphrase fits; each wrong one is told.
  function asked(opening, attempt) {
    const form = document.getElementById("cpd-passphrase");
    const input = form.querySelector("input");
    form.hidden = false;
    input.focus();
    return new Promise((done) => {
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        tell("unlocking");
        const key = await keyOf(input.value, opening);
        const inside = await attempt(key);
        if (!inside) return tell("wrong-passphrase");
        sessionStorage.setItem(kept, encoded(key));
        form.hidden = true;
        done(inside);
      });
    });
  }

  async function entered(opening) {
    const attempt = async (key) => {
      try {
        const known = `${FORMAT}\n${opening.expires}`;
        return JSON.parse(textOf(await unlocked(key, decoded(opening.locked), known)));
      } catch {
        return null;
      }
    };
    const key = sessionStorage.getItem(kept);
    let inside = null;
    try {
      inside = key && (await attempt(decoded(key)));
    } catch {
      // No key at all: letters were lost on the way.
    }
    if (inside) return inside;
    sessionStorage.removeItem(kept);
    if (!opening.salt) throw new Refusal(key ? "wrong-key" : "no-key");
    tell("ask");
    return asked(opening, attempt);
  }

  function today() {
    const now = new Date();
    const two = (number) => `${number}`.padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function takeKey() {
    const given = /^#k=(.*)$/.exec(location.hash);
    if (!given) return;
    sessionStorage.setItem(kept, given[1]);
    history.replaceState(null, "", location.pathname + location.search);
  }

  async function open() {
    if (location.protocol === "file:") throw new Refusal("on-disk");
    if (!isSecureContext) throw new Refusal("insecure");
    if (!window.crypto?.subtle) throw new Refusal("old");
    takeKey();
    window.addEventListener("hashchange", () => location.hash.startsWith("#k=") && location.reload());
    let opening;
    try {
      opening = JSON.parse(textOf(await fetched("open.json", "withdrawn")));
    } catch (trouble) {
      throw trouble instanceof Refusal ? trouble : new Refusal("changed");
    }
    if (opening.format !== FORMAT) throw new Refusal(/^cpdsite-share\/\d+$/.test(opening.format) ? "newer" : "changed");
    if (opening.expires && today() > opening.expires) throw new Refusal("expired");
    const inside = await entered(opening);
    const content = decoded(inside.key);
    const first = await nameOf(content, inside.start);
    const wanted = /^\?([0-9a-f]{32})$/.exec(location.search)?.[1] || first;
    const file = await opened(content, wanted);
    if (ending(file.path) === "html") return show(content, file);
    await show(content, await opened(content, first));
    await hand(content, file.path);
  }

  try {
    await open();
  } catch (trouble) {
    refuse(trouble);
  }
})();
