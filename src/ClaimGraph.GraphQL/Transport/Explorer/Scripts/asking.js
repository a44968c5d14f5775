// ---- Asking ----
let running = null;
function operations(text = at("query").value) {
  const plain = text.replace(/#[^\n]*|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"/g, "");
  const found = [];
  let depth = 0;
  for (const m of plain.matchAll(/[{}()]|\b(query|mutation|subscription)\b\s*([A-Za-z_]\w*)?/g)) {
    if (m[0] === "{" || m[0] === "(") depth++;
    else if (m[0] === "}" || m[0] === ")") depth--;
    else if (depth === 0) found.push({ type: m[1], name: m[2] ?? null });
  }
  return found.length ? found : [{ type: "query", name: null }];
}
function offerOperations() {
  const names = operations().map((o) => o.name).filter(Boolean), chosen = at("operation").value;
  at("operation").hidden = names.length < 2;
  at("operation").replaceChildren(...names.map((n) => new Option(n, n, false, n === chosen)));
}
function headers() {
  const given = {};
  for (const line of at("headers").value.split("\n").map((l) => l.trim()).filter(Boolean)) {
    const colon = line.indexOf(":");
    if (colon < 1) throw new Error(`“${line}” is no header: a name, a colon, a value.`);
    given[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  }
  return given;
}
async function run() {
  stop();
  const all = operations(), chosen = all.find((o) => o.name && o.name === at("operation").value) ?? all[0];
  try {
    const query = at("query").value, variables = at("variables").value.trim();
    const given = variables ? JSON.parse(variables) : undefined;
    keepInHistory();
    const body = { query, operationName: all.length > 1 ? chosen.name : undefined, variables: given };
    await send(body, headers(), chosen.type === "subscription");
  } catch (problem) {
    if (problem.name === "AbortError") return;
    fail(problem instanceof SyntaxError ? `The variables are not JSON: ${problem.message}` : problem.message);
  }
}
async function send(body, more, isSubscription) {
  const started = performance.now(), control = running = new AbortController();
  at("stop").hidden = !isSubscription;
  state("…");
  unmark();
  const accept = isSubscription ? "text/event-stream" : "application/graphql-response+json, application/json;q=0.9";
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: accept, ...more },
    body: JSON.stringify(body),
    signal: control.signal,
  });
  if ((response.headers.get("Content-Type") ?? "").startsWith("text/event-stream")) return await listen(response);
  const text = await response.text();
  show(text);
  state(`${response.status} · ${Math.round(performance.now() - started)} ms${costOf(text)}`);
}
async function listen(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "", events = 0;
  at("answer").replaceChildren();
  state("waiting for events");
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (rest + part.value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const data = block.split(/\r?\n/).filter((l) => l.startsWith("data:")).map((l) => l.slice(5).trim()).join("\n");
      if (/^event: ?next/m.test(block) && data) { append(data); state(`${++events} event${events > 1 ? "s" : ""}`); }
    }
  }
  at("stop").hidden = true;
  state(`ended after ${events} event${events === 1 ? "" : "s"}`);
}
function stop() { running?.abort(); running = null; at("stop").hidden = true; }
function state(text) { at("state").textContent = text; }

// ---- The answer, whose objects and lists fold ----
const LARGEST_FOLDED = 300_000; // characters; larger answers are shown as text
function parsed(text) { try { return JSON.parse(text); } catch { return undefined; } }
function pretty(text) { const value = parsed(text); return value === undefined ? text : JSON.stringify(value, null, 2); }
function costOf(text) { const cost = parsed(text)?.extensions?.cost; return cost ? ` · cost ${cost.used.toLocaleString("en")}` : ""; }
function plain(text) {
  const element = document.createElement("pre");
  element.className = "plain";
  coloured(element, pretty(text), JSON_TEXT, ofJson);
  return element;
}
function folded(text) {
  const value = parsed(text);
  return text.length > LARGEST_FOLDED || value === null || typeof value !== "object" ? plain(text) : tree("", value, "");
}
function leaf(value) { return span(typeof value === "string" ? "s" : typeof value === "number" ? "d" : "w", JSON.stringify(value)); }
function tree(name, value, comma) {
  const row = document.createElement("div"), title = name && [span("n", JSON.stringify(name)), ": "];
  const entries = value && typeof value === "object" ? Object.entries(value) : [], isList = Array.isArray(value);
  if (!entries.length) {
    row.append(...title || [], value && typeof value === "object" ? (isList ? "[]" : "{}") : leaf(value), comma);
    return row;
  }
  const fold = document.createElement("details"), summary = document.createElement("summary"), inner = document.createElement("div");
  const end = span("end", (isList ? "]" : "}") + comma);
  fold.open = true;
  summary.dataset.end = ` ${isList ? "]" : "}"}${comma}`;
  summary.append(...title || [], isList ? "[" : "{");
  inner.append(...entries.map(([key, one], i) => tree(isList ? "" : key, one, i + 1 < entries.length ? "," : "")));
  fold.append(summary, inner);
  row.append(fold, end);
  return row;
}
function show(text) {
  at("answer").replaceChildren(folded(text));
  mark(parsed(text)?.errors ?? []);
}
function append(text) {
  const one = folded(text);
  one.classList.add("event");
  at("answer").prepend(one);
}
function fail(message) { at("answer").replaceChildren(span("wrong", message)); state("not sent"); }
