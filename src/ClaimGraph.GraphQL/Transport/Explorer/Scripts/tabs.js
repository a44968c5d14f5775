// ---- Open queries, kept over reloads; headers only as long as the browser tab ----
const MOST_RUNS = 40;
function kept(store, name, otherwise) { try { return JSON.parse(store.getItem(name)) ?? otherwise; } catch { return otherwise; } }
function keep(store, name, value) { try { store.setItem(name, JSON.stringify(value)); } catch { /* not allowed here */ } }
let tabs = [], current = 0;
const titleOf = (tab) => operations(tab.query)[0].name ?? (tab.query.trim() ? "query" : "new");

function remember() {
  if (!tabs.length) return;
  Object.assign(tabs[current], { query: at("query").value, variables: at("variables").value });
  keep(localStorage, "claimgraph", { tabs, current });
  keep(sessionStorage, "claimgraph-headers", at("headers").value);
  const button = at("tabs").children[current];
  if (button && button.textContent !== titleOf(tabs[current])) button.textContent = titleOf(tabs[current]);
}
function showTabs() {
  at("tabs").replaceChildren(...tabs.map((tab, i) => {
    const button = document.createElement("button");
    button.textContent = titleOf(tab);
    button.title = "Delete closes it";
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", String(i === current));
    button.setAttribute("aria-controls", "asking");
    button.tabIndex = i === current ? 0 : -1;
    button.addEventListener("click", () => choose(i));
    return button;
  }));
}
function choose(i) {
  remember();
  current = i;
  set("query", tabs[i].query);
  set("variables", tabs[i].variables ?? "");
  offerOperations();
  hide();
  showTabs();
  remember();
}
function openTab(tab) {
  remember();
  const same = tabs.findIndex((t) => t.query === tab.query && (t.variables ?? "") === (tab.variables ?? ""));
  if (same >= 0) return choose(same);
  tabs.push({ query: tab.query, variables: tab.variables ?? "" });
  choose(tabs.length - 1);
}
function closeTab(i) {
  tabs.splice(i, 1);
  if (!tabs.length) tabs.push({ query: "", variables: "" });
  current = Math.min(i, tabs.length - 1);
  set("query", tabs[current].query);
  choose(current);
  at("tabs").children[current].focus();
}
at("tabs").addEventListener("keydown", (e) => {
  const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: tabs.length - 1 }[e.key];
  if (e.key === "Delete") closeTab(current);
  else if (to === undefined) return;
  else choose((to + tabs.length) % tabs.length);
  e.preventDefault();
  at("tabs").children[current].focus();
});
at("tabs").addEventListener("auxclick", (e) => {
  if (e.button === 1 && e.target.role === "tab") closeTab([...at("tabs").children].indexOf(e.target));
});
at("more").addEventListener("click", () => { openTab({ query: "", variables: "" }); at("query").focus(); });

// ---- What was run ----
let runs = kept(localStorage, "claimgraph-history", []);
function keepInHistory() {
  const run = { query: at("query").value, variables: at("variables").value };
  runs = [run, ...runs.filter((r) => r.query !== run.query || r.variables !== run.variables)].slice(0, MOST_RUNS);
  keep(localStorage, "claimgraph-history", runs);
  showHistory();
}
function showHistory() {
  const label = (run) => `${titleOf(run)}: ${run.query.replace(/#[^\n]*/g, "").replace(/\s+/g, " ").trim().slice(0, 60)}`;
  at("history").replaceChildren(new Option("History", ""), ...runs.map((run, i) => new Option(label(run), i)));
  at("history").disabled = !runs.length;
}

// ---- A link to a query: #query=…&variables=…; the fragment never leaves the browser ----
function linked() {
  const given = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B"));
  return given.has("query") ? { query: given.get("query"), variables: given.get("variables") ?? "" } : null;
}
async function share() {
  const variables = at("variables").value.trim(), hash = `#query=${encodeURIComponent(at("query").value)}`;
  history.replaceState(null, "", hash + (variables ? `&variables=${encodeURIComponent(variables)}` : ""));
  try {
    await navigator.clipboard.writeText(location.href);
    state("link copied");
  } catch {
    state("the address of this page is the link");
  }
}
