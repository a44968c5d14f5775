// ---- Keys and buttons ----
query.addEventListener("input", () => { offerOperations(); offer(false); });
query.addEventListener("blur", hide);
query.addEventListener("keydown", (e) => {
  if (e.key === " " && e.ctrlKey) { e.preventDefault(); offer(true); return; }
  if (e.key === "/" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); return toggleComment(query); }
  if (!list.hidden && ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].includes(e.key) && !e.ctrlKey) return move(e);
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (pair(e, query)) return offer(false);
  if (e.key === "Enter") { e.preventDefault(); newLine(query); hide(); }
});
at("variables").addEventListener("keydown", (e) => { if (!e.ctrlKey && !e.metaKey && !e.altKey) pair(e, at("variables")); });
document.addEventListener("keydown", (e) => {
  if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); hide(); run(); }
  if (e.code === "KeyF" && e.shiftKey && e.altKey) { e.preventDefault(); prettify(); }
});
for (const id of ["query", "variables", "headers"]) at(id).addEventListener("input", remember);
at("run").addEventListener("click", run);
at("stop").addEventListener("click", () => { stop(); state("stopped"); });
at("prettify").addEventListener("click", prettify);
at("share").addEventListener("click", share);
at("sample").append(...samples.map((s, i) => new Option(s.title, i)));
at("sample").addEventListener("change", () => {
  const sample = samples[at("sample").value];
  at("sample").value = "";
  if (!sample) return;
  // As if it were typed, so that undo brings back what was there.
  typeIn(at("variables"), 0, at("variables").value.length, sample.variables ?? "");
  typeIn(query, 0, query.value.length, sample.query);
  query.setSelectionRange(0, 0);
  hide();
});
at("history").addEventListener("change", () => {
  const run = runs[at("history").value];
  at("history").value = "";
  if (run) openTab(run);
});

// ---- Start ----
const before = kept(localStorage, "claimgraph", {});
tabs = before.tabs ?? [{ query: before.query ?? samples[0].query, variables: before.variables ?? "" }];
current = Math.min(before.current ?? 0, tabs.length - 1);
set("query", tabs[current].query);
set("variables", tabs[current].variables ?? "");
set("headers", kept(sessionStorage, "claimgraph-headers", ""));
if (linked()) openTab(linked());
offerOperations();
hide();
showTabs();
showHistory();
loadSchema();
