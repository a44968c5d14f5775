// @ts-check
// What a client adds to the pages: suggestions while somebody types, news of changes, buttons to copy. The pages work without it.
// It asks the API as anybody would.

/**
 * @typedef {{
 *   __typename: string, id: string, text?: string, name?: string,
 *   title?: string | null, url?: string | null, publishedOn?: string | null, publisher?: { name: string } | null
 * }} Found
 */

const SUGGEST = `query Suggest($query: String!) {
  search(query: $query, first: 6) {
    nodes {
      __typename id
      ... on Statement { text }
      ... on Actor { name }
      ... on Source { title url publishedOn publisher { name } }
      ... on Event { name }
    }
  }
}`;

/** @type {Record<string, string>} */
const PLACES = { Statement: "/statements/", Actor: "/actors/", Source: "/sources/", Event: "/events/" };

/**
 * Asks the API.
 * @param {string} query
 * @param {object} variables
 * @param {AbortSignal} signal
 * @returns {Promise<any>} what was selected; null when it was refused
 */
async function ask(query, variables, signal) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  return response.ok ? (await response.json()).data : null;
}

/**
 * A date as people write it, as precise as it is.
 * @param {string} partial
 */
function dateOf(partial) {
  if (partial.length < 7) return partial;
  /** @type {Intl.DateTimeFormatOptions} */
  const precision = partial.length < 10 ? { year: "numeric", month: "long" } : { dateStyle: "long" };
  const language = document.documentElement.lang;
  const locale = navigator.languages.find((own) => own.split("-")[0] === language) ?? language;
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { ...precision, timeZone: "UTC" }).format(new Date(partial));
}

/**
 * What people call a source without a title, as the pages do.
 * @param {Found} source
 * @param {string} untitled what it is called if nothing else is known
 */
function sourceTitle(source, untitled) {
  const host = source.url && URL.canParse(source.url) ? new URL(source.url).hostname.replace(/^www\./, "") : null;
  const name = source.publisher?.name ?? (host || untitled);
  return source.publishedOn ? `${name}, ${dateOf(source.publishedOn)}` : name;
}

/**
 * Offers what a search finds below its box: a combobox with a list.
 * @param {HTMLInputElement} input
 */
function suggest(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.search ?? "");
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let chosen = -1;
  let waiting = 0;
  let asking = new AbortController();

  const hide = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  /** @param {Element | undefined} option */
  const hrefOf = (option) => (option instanceof HTMLElement ? option.dataset.href : undefined);

  /** @param {number} index */
  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[index].id);
  };

  /** @param {Found[]} found */
  const show = (found) => {
    const before = hrefOf(list.children[chosen]);
    list.replaceChildren(
      ...found.map((node, i) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${i}`;
        option.setAttribute("role", "option");
        option.dir = "auto";
        option.dataset.href = PLACES[node.__typename] + node.id;
        option.textContent = node.text ?? node.name ?? node.title ?? sourceTitle(node, input.dataset.untitled ?? "");
        return option;
      }),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    // What was chosen while this was on its way stays so.
    choose([...list.children].findIndex((option) => before && hrefOf(option) === before));
  };

  const look = async () => {
    asking.abort();
    asking = new AbortController();
    const query = input.value.trim();
    if (query.length < 2) return hide();
    try {
      const data = await ask(SUGGEST, { query: input.value }, asking.signal);
      if (document.activeElement === input) show(data?.search.nodes ?? []);
    } catch {
      // Somebody typed on, or the network is gone: the form still works.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(look, 120);
  });
  input.addEventListener("blur", () => window.setTimeout(hide, 150));
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") choose((chosen + 1) % count);
    else if (event.key === "ArrowUp") choose(chosen <= 0 ? count - 1 : chosen - 1);
    else if (event.key === "Escape") hide();
    else if (event.key === "Enter" && chosen >= 0) open(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target instanceof Element ? event.target.closest("li") : null;
    if (!option) return;
    event.preventDefault();
    open(option);
  });

  /** @param {Element} option */
  const open = (option) => {
    const href = hrefOf(option);
    if (href) location.assign(href);
  };
}

/**
 * Puts parts of the page as it is now in place of those that are shown.
 * @param {string[]} parts selectors of elements with an id
 */
async function refresh(parts) {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(response.statusText);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of parts) {
    const [shown, now] = [document.querySelector(part), page.querySelector(part)];
    if (!shown || !now || shown.isEqualNode(now)) continue;
    now.classList.add("refreshed");
    shown.replaceWith(now);
  }
}

/**
 * Shows when what the page shows has changed: some parts at once, else a note. It listens only while somebody looks at the page.
 * @param {HTMLElement} element
 */
function listen(element) {
  const address = `/graphql?query=${encodeURIComponent(element.dataset.live ?? "")}`;
  /** @type {EventSource | null} */
  let source = null;
  let waiting = 0;
  const parts = (element.dataset.liveParts ?? "").split(" ").filter(Boolean);

  // Changes that follow each other closely are shown together.
  const changed = () => {
    if (parts.length === 0) return tell();
    clearTimeout(waiting);
    waiting = window.setTimeout(() => refresh(parts).catch(tell), 300);
  };

  const tell = () => {
    source?.close();
    document.removeEventListener("visibilitychange", turn);
    const note = document.createElement("p");
    note.className = "live";
    note.setAttribute("role", "status");
    const link = document.createElement("a");
    link.className = "button";
    link.href = location.href.split("#")[0];
    link.textContent = element.dataset.liveAction ?? "";
    note.append(`${element.dataset.liveText ?? ""} `, link);
    document.body.append(note);
  };

  const turn = () => {
    source?.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource(address);
    source.addEventListener("next", changed);
    source.addEventListener("complete", () => source?.close());
  };

  document.addEventListener("visibilitychange", turn);
  window.addEventListener("pagehide", () => source?.close());
  turn();
}

/**
 * Puts a button beside a text that copies it.
 * @param {HTMLElement} element
 */
function offerCopy(element) {
  const text = element.textContent ?? "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button copy";
  button.textContent = element.dataset.copy ?? "";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = element.dataset.copied ?? "";
  });
  element.append(" ", button);
}

for (const input of document.querySelectorAll("input[data-search]")) if (input instanceof HTMLInputElement) suggest(input);
for (const element of document.querySelectorAll("[data-live]")) if (element instanceof HTMLElement) listen(element);
if (navigator.clipboard) for (const element of document.querySelectorAll("[data-copy]")) if (element instanceof HTMLElement) offerCopy(element);
