// A reviewer's answer: what is typed becomes the text of an entry, to be copied. Nothing is sent or kept.
"use strict";
(() => {
  const form = document.getElementById("cpd-answer-form");
  if (!form) return;
  const [name, note] = form.querySelectorAll("[required]");
  const made = document.getElementById("cpd-answer-text");
  const status = document.getElementById("cpd-answer-said");

  // Without what no keyboard types and no record takes.
  const cleaned = (text) =>
    text
      .replace(/[\v\f\r\x85\u2028\u2029]/g, "\n")
      .replace(/[^\t\n\x20-\x7e\xa0-\u202c\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu, "");

  // One line of YAML that is read back as the same text; without quotes where none are needed, as mail
  // programs make others of them.
  function quoted(text) {
    const plain = /^\p{L}[\p{L}\p{M}\p{N} ,.'’()&/-]*$/u.test(text);
    const word = /^(?:true|false|null|yes|no|on|off|[yn])$/i.test(text);
    return plain && !word ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
  }

  function today() {
    const now = new Date();
    const two = (number) => `${number}`.padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function entry() {
    const { title, from, to } = form.dataset;
    const who = cleaned(name.value).replace(/\s+/g, " ").trim();
    const fields = [
      `title: ${quoted(title.replace("{name}", () => who))}`,
      `date: ${today()}`,
      "kind: review",
      `with: ${quoted(who)}`,
    ];
    if (from) fields.push(`period: {from: ${from}, to: ${to}}`);
    const text = cleaned(note.value).replace(/^\s*\n|\s+$/g, "");
    return ["---", ...fields, "---", "", text, ""].join("\n");
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const one of [name, note]) if (!cleaned(one.value).trim()) one.value = "";
    if (!form.reportValidity()) return;
    made.value = entry();
    made.parentElement.hidden = false;
    try {
      await navigator.clipboard.writeText(made.value);
      status.textContent = form.dataset.copied;
    } catch {
      status.textContent = form.dataset.select;
      made.focus();
      made.select();
    }
  });
  form.addEventListener("input", () => { status.textContent = ""; });
  form.parentElement.hidden = false;
})();
