// ---- The schema ----
const TYPE = "kind name ofType { kind name ofType { kind name ofType { kind name } } }";
const INTROSPECTION = `query Schema { __schema { queryType { name } mutationType { name } subscriptionType { name } 
  types { kind name description interfaces { name } possibleTypes { name } inputFields { name description defaultValue type { ${TYPE} } }
    fields(includeDeprecated: true) {
      name description isDeprecated deprecationReason type { ${TYPE} } args { name description defaultValue type { ${TYPE} } } }
    enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } }
  directives { name locations args { name description defaultValue type { ${TYPE} } } } } }`;
let types = new Map(), roots = {}, directives = [];
const trail = [];
async function loadSchema() {
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers() },
      body: JSON.stringify({ query: INTROSPECTION }),
    });
    const answer = await response.json();
    if (!answer.data) throw new Error(answer.errors[0].message);
    const schema = answer.data.__schema;
    types = new Map(schema.types.filter((t) => !t.name.startsWith("__")).map((t) => [t.name, t]));
    roots = { query: schema.queryType?.name, mutation: schema.mutationType?.name, subscription: schema.subscriptionType?.name };
    directives = schema.directives;
    open(null);
  } catch (problem) {
    const again = action("Try again, with the headers on the left", loadSchema);
    at("page").replaceChildren(line("p", `The schema cannot be shown: ${problem.message}`), again);
  }
}
const named = (type) => type.ofType ? named(type.ofType) : type.name;
const written = (type) => type.kind === "NON_NULL" ? written(type.ofType) + "!"
  : type.kind === "LIST" ? `[${written(type.ofType)}]`
  : type.name;
function line(tag, ...content) { const element = document.createElement(tag); element.append(...content); return element; }
function action(text, what) {
  const button = line("button", text);
  button.className = "link";
  button.addEventListener("click", what);
  return button;
}
const toType = (name) => action(name, () => open(name));
function link(type) {
  const [, before, name, after] = /^(\[*)(\w+)(.*)$/.exec(written(type));
  return line("span", before, types.has(name) ? toType(name) : name, after);
}
function open(name) {
  if (name && trail.at(-1) !== name) trail.push(name);
  if (!name) trail.length = 0;
  const back = name ? [action("‹ back", () => { trail.pop(); const before = trail.pop(); open(before ?? null); })] : [];
  at("page").replaceChildren(...back, ...(name ? typePage(types.get(name)) : startPage()));
  at("page").scrollTop = 0;
}
function startPage() {
  const others = [...types.values()].filter((t) => !Object.values(roots).includes(t.name)).sort((a, b) => a.name.localeCompare(b.name));
  const starts = Object.entries(roots).filter(([, name]) => name).map(([kind, name]) => line("li", `${kind}: `, toType(name)));
  const all = others.map((t) => line("li", toType(t.name)));
  return [line("h2", "Start here"), line("ul", ...starts), line("h2", "All types"), line("ul", ...all)];
}
function typePage(type) {
  const parts = [line("h2", type.name), line("p", type.description ?? "")];
  for (const field of type.fields ?? type.inputFields ?? []) parts.push(...fieldPart(field));
  for (const value of type.enumValues ?? []) parts.push(line("h3", value.name), line("p", value.description ?? "", deprecated(value)));
  const possible = (type.possibleTypes ?? []).map((t) => line("li", toType(t.name)));
  if (possible.length) parts.push(line("h2", "One of"), line("ul", ...possible));
  return parts;
}
function fieldPart(field) {
  const otherwise = (it) => it.defaultValue ? ` = ${it.defaultValue}` : "";
  const args = (field.args ?? []).map((a) => line("li", `${a.name}: `, link(a.type), otherwise(a), line("p", a.description ?? "")));
  const title = line("h3", field.name, ": ", link(field.type), otherwise(field));
  return [title, line("p", field.description ?? "", deprecated(field)), line("ul", ...args)];
}
const deprecated = (it) => it.isDeprecated ? ` Deprecated: ${it.deprecationReason}` : "";
at("search").addEventListener("input", () => {
  const wanted = at("search").value.trim().toLowerCase();
  if (!wanted) return open(null);
  const hits = [];
  for (const type of types.values()) {
    if (type.name.toLowerCase().includes(wanted)) hits.push(line("li", action(type.name, () => open(type.name))));
    for (const field of [...type.fields ?? [], ...type.inputFields ?? [], ...type.enumValues ?? []])
      if (field.name.toLowerCase().includes(wanted)) hits.push(line("li", action(`${type.name}.${field.name}`, () => open(type.name))));
  }
  at("page").replaceChildren(line("h2", hits.length ? `${hits.length} found` : "Nothing found"), line("ul", ...hits.slice(0, 200)));
});

