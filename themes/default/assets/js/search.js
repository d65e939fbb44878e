// Looks for words in the entries. The index is in search-index.js, which is loaded before.
"use strict";
(() => {
  const SHOWN = 50; // so many results are written out
  const AROUND = 12; // so many words of a text stand on each side of one that was found
  const index = window.cpdsiteSearch;
  const box = document.getElementById("cpd-search");
  const input = document.getElementById("cpd-words");
  const status = document.getElementById("cpd-found");
  const list = document.getElementById("cpd-results");
  if (!index || !box || !input || !status || !list) return;

  const forms = JSON.parse(box.dataset.found); // of what is said of so many results
  const plural = new Intl.PluralRules(document.documentElement.lang);

  // Words without case and accents: "Café-bar" is "cafe" and "bar".
  const wordsOf = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const worth = new Map([...index.digits].map((digit, value) => [digit, value]));
  const vocabulary = index.words.split(" ");
  const folded = vocabulary.map(wordsOf);

  // The numbers of a text's words; see render/search_index.py.
  function decode(code) {
    const numbers = [];
    const more = index.digits.length - index.last;
    let number = 0;
    let place = 1;
    for (const digit of code) {
      const value = worth.get(digit);
      if (value < index.last) {
        numbers.push(number + value * place);
        number = 0;
        place = 1;
      } else {
        number += (value - index.last) * place;
        place *= more;
      }
    }
    return numbers;
  }

  const entries = index.entries.map(([id, href, title, date, type, tags, provider, code]) => ({
    id, href, title, date, type, tags, provider, code, text: null,
    inTitle: wordsOf(title),
    inTags: wordsOf(`${tags} ${type} ${provider}`),
  }));

  // How well an entry answers, 0 for not at all; every word must be found.
  function score(entry, asked, known) {
    let sum = 0;
    for (let n = 0; n < asked.length; n++) {
      const begins = (word) => word.startsWith(asked[n]);
      const hits = entry.text.reduce((found, number) => found + (known[n].has(number) ? 1 : 0), 0);
      const part = (entry.inTitle.some(begins) ? 100 : 0) + (entry.inTags.some(begins) ? 30 : 0) +
        Math.min(hits, 20);
      if (!part) return 0;
      sum += part;
    }
    return sum;
  }

  function search(asked) {
    // By word asked for: the numbers of the words that begin so.
    const known = asked.map((start) => new Set(
      folded.flatMap((words, number) => (words.some((one) => one.startsWith(start)) ? [number] : [])),
    ));
    return entries
      .map((entry) => {
        entry.text ||= decode(entry.code);
        return { entry, known, value: score(entry, asked, known) };
      })
      .filter((one) => one.value)
      .sort((a, b) => b.value - a.value); // equal ones stay newest first
  }

  function element(name, text, parent) {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  }

  // Text with what was found marked; nothing of it is ever read as HTML.
  function marked(words, isFound, parent) {
    words.forEach((word, place) => {
      if (place) parent.append(" ");
      if (isFound(word, place)) element("mark", word, parent);
      else parent.append(word);
    });
  }

  function snippet({ entry, known }, parent) {
    const found = (number) => known.some((numbers) => numbers.has(number));
    const first = Math.max(entry.text.findIndex(found), 0);
    const start = Math.max(first - AROUND, 0);
    const numbers = entry.text.slice(start, first + AROUND * 2);
    if (!numbers.length) return;
    const line = element("p", start ? "… " : "", parent);
    marked(numbers.map((one) => vocabulary[one]), (_, place) => found(numbers[place]), line);
    if (first + AROUND * 2 < entry.text.length) line.append(" …");
  }

  function result(one, asked) {
    const item = document.createElement("li");
    const link = element("a", "", item);
    link.href = box.dataset.root + one.entry.href;
    const begins = (word) => wordsOf(word).some((w) => asked.some((start) => w.startsWith(start)));
    marked(one.entry.title.split(" "), begins, link);
    const facts = [one.entry.date, one.entry.type, one.entry.provider, one.entry.tags];
    element("p", facts.filter(Boolean).join(" · "), item).className = "aside";
    snippet(one, item);
    return item;
  }

  function told(number) {
    const form = (!number && forms.zero) || forms[plural.select(number)] || forms.other;
    const count = form.replace("{number}", number);
    if (number <= SHOWN) return count;
    return box.dataset.best.replace("{found}", count).replace("{number}", SHOWN);
  }

  function show() {
    const asked = wordsOf(input.value);
    const found = asked.length ? search(asked) : [];
    list.replaceChildren(...found.slice(0, SHOWN).map((one) => result(one, asked)));
    status.textContent = asked.length ? told(found.length) : "";
  }

  // Arrows go from the field through the results and back, Escape back at once.
  function move(event) {
    const stops = [input, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = event.key === "Escape" && at > 0 ? input : at >= 0 && step && stops[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120); // a reader aloud is not told of every letter
  });
  document.addEventListener("keydown", move);
  input.value = new URLSearchParams(location.search).get("q") || input.value;
  document.getElementById("cpd-no-search")?.remove();
  box.hidden = false;
  show();
})();
