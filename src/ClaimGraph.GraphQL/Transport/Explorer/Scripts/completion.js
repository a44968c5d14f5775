// ---- Completion: what can stand at the cursor, by the brackets that are open before it ----
const plainOf = (text) => text.replace(/#[^\n]*|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"/g, " ");
const isInput = (type) => ["SCALAR", "ENUM", "INPUT_OBJECT"].includes(type.kind);
const inputsOf = (top) => top.args ?? top.input?.inputFields ?? [];
const typedAt = (text) => /[$@]?[A-Za-z_]\w*$|[$@]$/.exec(text)?.[0] ?? "";
const isComposite = (type) => ["OBJECT", "INTERFACE", "UNION"].includes(type.kind);
const objectsOf = (type) => type?.kind === "OBJECT" ? [type.name] : (type?.possibleTypes ?? []).map((t) => t.name);
// The types of which a value of this type can be.
function possibleIn(type) {
  const here = objectsOf(type);
  return [...types.values()].filter((t) => isComposite(t) && objectsOf(t).some((name) => here.includes(name))).map((t) => t.name);
}
function fragmentsIn(text, type) {
  const possible = possibleIn(type);
  return [...plainOf(text).matchAll(/\bfragment\s+(\w+)\s+on\s+(\w+)/g)].filter((m) => possible.includes(m[2])).map((m) => m[1]);
}
const variablesOf = (text) => [...new Set([...plainOf(text).matchAll(/(\$\w+)\s*:/g)].map((m) => m[1]))];
function directivesAt(top) {
  const places = !top ? ["QUERY", "MUTATION", "SUBSCRIPTION"]
    : top.isVariables ? ["VARIABLE_DEFINITION"]
    : ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"];
  return directives.filter((d) => d.locations.some((l) => places.includes(l))).map((d) => `@${d.name}`);
}
function candidates(text) {
  const tokens = plainOf(text).match(/\.\.\.|@?[A-Za-z_]\w*|\$\w*|[{}():\[\]]/g) ?? [];
  const stack = [];
  let type = null, field = null, word = "";
  const root = (kind) => types.get(roots[kind]);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i], top = stack.at(-1);
    if (token === "{") {
      if (top && !top.of) stack.push({ input: types.get(named(top.current?.type ?? { name: "" })) });
      else {
        stack.push({ of: type ?? (top ? field && types.get(named(field.type)) : root("query")) ?? {} });
        type = field = null;
      }
    } else if (token === "(") {
      const directive = /^@/.test(tokens[i - 1] ?? "") && directives.find((d) => d.name === tokens[i - 1].slice(1));
      stack.push({ args: (directive || field)?.args ?? [], isVariables: !stack.length && !directive });
    }
    else if (token === "}" || token === ")") { if (stack.pop()?.of) type = field = null; }
    else if (token === "on") type = types.get(tokens[i + 1]);
    else if (/^[A-Za-z_]/.test(token)) {
      if (!stack.length) { if (["query", "mutation", "subscription"].includes(token)) type = root(token); }
      else if (!top.of) { if (tokens[i + 1] === ":") top.current = inputsOf(top).find((a) => a.name === token); }
      else if (tokens[i - 1] !== "on" && tokens[i + 1] !== ":") field = top.of?.fields?.find((f) => f.name === token);
    }
    word = token;
  }
  const top = stack.at(-1), typed = typedAt(text), before = text.slice(0, text.length - typed.length).trimEnd();
  if (typed.startsWith("@")) return { typed, names: directivesAt(top) };
  if (typed.startsWith("$")) return { typed, names: top && !top.isVariables ? variablesOf(query.value) : [] };
  if (!top) return { typed, names: ["query", "mutation", "subscription", "fragment"] };
  if (top.isVariables) {
    const isType = before.endsWith(":") || before.endsWith("[");
    return { typed, names: isType ? [...types.values()].filter(isInput).map((t) => t.name) : [] };
  }
  if (before.endsWith("...")) return { typed, names: [...possibleIn(top.of).map((n) => `on ${n}`), ...fragmentsIn(query.value, top.of)] };
  if (/\.\.\.\s*on$/.test(before)) return { typed, names: possibleIn(top.of) };
  if (/\bon$/.test(before)) return { typed, names: [...types.values()].filter(isComposite).map((t) => t.name) };
  if (top.of) return { typed, names: [...(top.of.fields ?? []).map((f) => f.name), "__typename"] };
  const value = /(\w+)\s*:\s*\[?[\w\s]*$/.exec(before + typed)?.[1];
  const asked = value && inputsOf(top).find((a) => a.name === value);
  if (asked && /[:\[]\s*$/.test(before)) {
    const of = types.get(named(asked.type));
    const words = of?.enumValues?.map((v) => v.name) ?? (of?.name === "Boolean" ? ["true", "false"] : []);
    return { typed, names: [...words, ...variablesOf(query.value)] };
  }
  return { typed, names: inputsOf(top).map((a) => a.name) };
}
const list = at("completions"), query = at("query");
function offer(always) {
  const { typed, names } = candidates(query.value.slice(0, query.selectionStart));
  const fitting = names.filter((n) => n !== typed && n.toLowerCase().startsWith(typed.toLowerCase()));
  if (!fitting.length || !always && !typed) return hide();
  list.replaceChildren(...fitting.slice(0, 60).map((name, i) => {
    const item = line("li", name);
    [item.role, item.ariaSelected] = ["option", i === 0];
    item.addEventListener("mousedown", (e) => { e.preventDefault(); take(name); });
    return item;
  }));
  const place = caret();
  list.hidden = false;
  list.style.left = `${Math.min(place.x, innerWidth - list.offsetWidth - 8)}px`;
  list.style.top = `${place.y + list.offsetHeight > innerHeight ? place.y - list.offsetHeight - 22 : place.y}px`;
}
function hide() { list.hidden = true; }
function take(name) {
  const end = query.selectionStart, typed = typedAt(query.value.slice(0, end));
  hide();
  typeIn(query, end - typed.length, end, name);
  hide();
  query.focus();
}
function caret() {
  const shown = query.previousElementSibling, range = document.createRange();
  let left = query.selectionStart, node;
  for (const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT); (node = walker.nextNode());) {
    if (left <= node.length) break;
    left -= node.length;
  }
  if (!node) return { x: 0, y: 0 };
  range.setStart(node, left); range.setEnd(node, left);
  const box = range.getBoundingClientRect(), area = query.getBoundingClientRect();
  return box.height ? { x: box.left, y: box.bottom + 2 } : { x: area.left + 12, y: area.top + 30 };
}
// The keys of the list that is open.
function move(e) {
  e.preventDefault();
  const items = [...list.children], now = items.findIndex((i) => i.ariaSelected === "true");
  if (e.key === "Escape") return hide();
  if (e.key === "Enter" || e.key === "Tab") return take(items[now].textContent);
  const next = (now + (e.key === "ArrowDown" ? 1 : items.length - 1)) % items.length;
  items.forEach((item, i) => { item.ariaSelected = i === next; });
  items[next].scrollIntoView({ block: "nearest" });
}
