"use strict";
const at = (id) => document.getElementById(id);
const endpoint = location.pathname;
const samples = SAMPLES;

// ---- Text in colours, behind a text area whose own text is transparent ----
const NAMES = /(#[^\n]*)|("""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"?)|(-?\d[\d.eE+-]*)|(\$[A-Za-z_]\w*|@[A-Za-z_]\w*)/.source;
const GRAPHQL = new RegExp(`${NAMES}|\\b(query|mutation|subscription|fragment|on|true|false|null)\\b|([A-Za-z_]\\w*)`, "g");
const JSON_TEXT = /("(?:\\.|[^"\\])*"?)(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;
const HEADER = /^[\w-]+(?=:)/gm;
const ofGraphQL = (m) => [m[0].length, m[1] ? "c" : m[2] ? "s" : m[3] ? "d" : m[4] ? "t" : m[5] ? "w" : "n"];
const ofJson = (m) => m[1] ? [m[1].length, m[2] ? "n" : "s"] : [m[0].length, m[3] ? "d" : "w"];
const ofHeaders = (m) => [m[0].length, "n"];

function span(name, text) {
  const element = document.createElement("span");
  [element.className, element.textContent] = [name, text];
  return element;
}

// Marks are places of errors: [offset of the first character, of the one after the last].
function coloured(into, text, grammar, classOf, marks = []) {
  const parts = [];
  const add = (from, to, name) => {
    for (const [start, end] of marks) {
      if (start < from || start >= to) continue;
      add(from, start, name);
      parts.push(span(`${name} mark`, text.slice(start, Math.min(end, to))));
      return add(Math.min(end, to), to, name);
    }
    if (from < to) parts.push(name ? span(name, text.slice(from, to)) : text.slice(from, to));
  };
  let end = 0;
  for (const match of text.matchAll(grammar)) {
    const [length, name] = classOf(match);
    add(end, match.index, "");
    add(match.index, match.index + length, name);
    end = match.index + length;
  }
  add(end, text.length, "");
  into.replaceChildren(...parts, "\n");
}

// Keys in headers are dots while nobody edits them.
const masked = (text) => text.replace(/^(authorization|cookie|x-api-key)(:[ \t]*)(bearer[ \t]+)?(\S.*)$/gim,
  (_, name, colon, word, value) => name + colon + (word ?? "") + "•".repeat(value.length));

let marks = [];
for (const [id, grammar, classOf] of [["query", GRAPHQL, ofGraphQL], ["variables", JSON_TEXT, ofJson], ["headers", HEADER, ofHeaders]]) {
  const area = at(id), shown = area.previousElementSibling;
  area.show = () => {
    const text = id === "headers" && document.activeElement !== area ? masked(area.value) : area.value;
    coloured(shown, text, grammar, classOf, id === "query" ? marks : []);
    shown.scrollTop = area.scrollTop;
  };
  area.addEventListener("input", () => { if (id === "query") unmark(); area.show(); });
  area.addEventListener("scroll", () => { shown.scrollTop = area.scrollTop; });
  if (id === "headers") for (const event of ["focus", "blur"]) area.addEventListener(event, area.show);
}
function unmark() {
  marks = [];
  at("query").removeAttribute("aria-invalid");
}

// Underlines what the errors of an answer are about.
function mark(errors) {
  const lines = at("query").value.split("\n");
  marks = errors.flatMap((error) => error.locations ?? []).map(({ line, column }) => {
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    return [start, start + Math.max(1, /^[\w$@"]+/.exec(at("query").value.slice(start))?.[0].length ?? 1)];
  }).sort((a, b) => a[0] - b[0]);
  if (marks.length) at("query").setAttribute("aria-invalid", "true");
  at("query").show();
}
function set(id, text) {
  at(id).value = text;
  if (id === "query") unmark();
  at(id).show();
}

// Replaces a part of a text area as typing would, so that it can be undone.
function typeIn(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  const done = text ? document.execCommand("insertText", false, text) : start === end || document.execCommand("delete");
  if (done) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input"));
}
