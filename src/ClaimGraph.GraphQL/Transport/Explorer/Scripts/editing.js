// ---- Editing: brackets in pairs, comments, layout ----
const PAIRS = { "(": ")", "{": "}", "[": "]", '"': '"' };
function pair(e, area) {
  const { value, selectionStart: start, selectionEnd: end } = area, next = value[end] ?? "", before = value[start - 1] ?? "";
  if (Object.values(PAIRS).includes(e.key) && start === end && next === e.key) {
    e.preventDefault();
    area.setSelectionRange(end + 1, end + 1);
    return true;
  }
  if (PAIRS[e.key] && (start !== end || e.key !== '"' && /^[\s)}\]]?$/.test(next) || e.key === '"' && !/[\w"]/.test(before + next))) {
    e.preventDefault();
    typeIn(area, start, end, e.key + value.slice(start, end) + PAIRS[e.key]);
    area.setSelectionRange(start + 1, end + 1);
    return true;
  }
  if (e.key === "Backspace" && start === end && before && PAIRS[before] === next) {
    e.preventDefault();
    typeIn(area, start - 1, end + 1, "");
    return true;
  }
  return false;
}
function toggleComment(area) {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1, stop = value.indexOf("\n", selectionEnd);
  const end = stop < 0 ? value.length : stop;
  const lines = value.slice(start, end).split("\n"), isOn = lines.every((text) => /^\s*(#|$)/.test(text));
  const text = lines.map((one) => isOn ? one.replace(/^(\s*)# ?/, "$1") : one.replace(/^(\s*)(?=\S)/, "$1# ")).join("\n");
  typeIn(area, start, end, text);
  area.setSelectionRange(start, start + text.length);
}
function newLine(area) {
  const { value, selectionStart: start, selectionEnd: end } = area, before = value.slice(0, start);
  const indent = /^[ \t]*/.exec(before.slice(before.lastIndexOf("\n") + 1))[0];
  const opens = /[{([]\s*$/.test(before), closes = opens && /^\s*[})\]]/.test(value.slice(end));
  typeIn(area, start, end, "\n" + indent + (opens ? "  " : "") + (closes ? "\n" + indent : ""));
  const place = start + 1 + indent.length + (opens ? 2 : 0);
  area.setSelectionRange(place, place);
}

const TOKEN = /#[^\n]*|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"?|\.\.\.|[$@]?[A-Za-z_]\w*|-?\d[\d.eE+-]*|\n[ \t]*(?=\n)|[^\s,]/g;
// Lays a document out: a field a line, arguments on the line of their field, comments and empty lines as they are.
function prettyGraphQL(text) {
  let out = "", depth = 0, round = 0, last = "";
  const line = () => { if (out && !/\n *$/.test(out)) out = out.trimEnd() + "\n"; out = out.replace(/\n *$/, "\n") + "  ".repeat(depth); };
  for (const [token] of text.matchAll(TOKEN)) {
    const isInside = round > 0;
    if (token.startsWith("\n")) {
      if (!isInside && out && !/\n\n *$/.test(out) && last !== "{") out = out.trimEnd() + "\n\n";
      continue;
    }
    if (token.startsWith("#")) { line(); out += token; last = "#"; continue; }
    if (token === "}" && !isInside) { depth--; line(); out += "}"; last = token; continue; }
    const isStart = last === "{" || last === "#" || last === "}" || /[\w)"\]]$/.test(last) && /^[\w."]/.test(token);
    if (!isInside && depth && isStart && !isJoined(last, token)) line();
    else if (last === "#" || !isInside && !depth && last === "}") { if (last === "}" && !/\n\n$/.test(out)) out += "\n\n"; line(); }
    else if (needsSpace(last, token)) out += isInside && isEntry(last, token) ? ", " : " ";
    out += token;
    if (token === "(" || isInside && /^[{[]$/.test(token)) round++;
    else if (token === ")" || isInside && /^[}\]]$/.test(token)) round--;
    else if (token === "{") depth++;
    last = token;
  }
  return out.trim() + "\n";
}
const isJoined = (last, token) => token.startsWith("@") || /^(on|\.\.\.|query|mutation|subscription|fragment)$/.test(last);
const isEntry = (last, token) => /[\w)"\]}!]$/.test(last) && /^[\w$"{[-]/.test(token);
function needsSpace(last, token) {
  if (!last || /^[)(\]:!]$/.test(token) || /[([$@]$/.test(last)) return false;
  return last !== "..." || token === "on" || token.startsWith("@");
}
function prettify() {
  const query = at("query"), variables = at("variables");
  typeIn(query, 0, query.value.length, prettyGraphQL(query.value));
  const laidOut = pretty(variables.value);
  if (variables.value.trim() && laidOut !== variables.value) typeIn(variables, 0, variables.value.length, laidOut);
  hide();
  query.focus();
}
