// @ts-check
// Quoting from the text of a source: its words are selected with the mouse or the keyboard and become a quote, with the text around them.
// Without it, the words are copied into the field.

const REACH = 64; // what is kept of the text on each side of a quote, in UTF-16 units

/**
 * The words between two positions, without space at their ends, what stands around them, and where they begin, in code points.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @param {number} first where the text begins that is kept
 */
function quoteAt(text, from, to, first) {
  while (from < to && /\s/.test(text[from])) from++;
  while (from < to && /\s/.test(text[to - 1])) to--;
  const begin = whole(text, Math.max(0, from - REACH));
  const end = whole(text, Math.min(text.length, to + REACH));
  return { from, to, exact: text.slice(from, to), prefix: text.slice(begin, from), suffix: text.slice(to, end), start: pointsIn(text, first, from) };
}

/**
 * A position that cuts no character of two units.
 * @param {string} text
 * @param {number} at
 */
function whole(text, at) {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/**
 * The number of code points between two positions.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function pointsIn(text, from, to) {
  let count = 0;
  for (let at = from; at < to; count++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

/**
 * The field of a quote with the fields that go with it.
 * @param {ParentNode} within
 * @param {string} name
 */
const fieldsOf = (within, name) =>
  /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (within.querySelectorAll(`[name="${name}"], [name^="${name}-"]`));

/**
 * Puts a value into the fields of a name.
 * @param {ParentNode} within
 * @param {string} name
 * @param {string} value
 */
function put(within, name, value) {
  for (const field of fieldsOf(within, name)) field.value = value;
}

/**
 * What was around a quote is not said of other words.
 * @param {ParentNode} within
 */
function forget(within) {
  for (const name of ["prefix", "suffix", "start"]) put(within, name, "");
}

/**
 * Puts a quote into the form of one piece of evidence.
 * @param {ParentNode} within
 * @param {ReturnType<typeof quoteAt>} quote
 */
function use(within, quote) {
  put(within, "quote", quote.exact);
  put(within, "prefix", quote.prefix);
  put(within, "suffix", quote.suffix);
  put(within, "start", String(quote.start));
}

/** The list of assertions of an article: those that are empty are hidden until they are needed. */
class Assertions {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    for (const row of this.rows) this.prepare(row);
    this.most = Number(list.dataset.most);
  }

  get rows() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  /** @param {HTMLElement} row */
  static isEmpty(row) {
    return ["quote", "claim"].every((name) => [...fieldsOf(row, name)].every((field) => field.value.trim() === ""));
  }

  /** @param {HTMLElement} row */
  prepare(row) {
    row.hidden = Assertions.isEmpty(row);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button remove";
    button.textContent = this.list.dataset.remove ?? "";
    button.setAttribute("aria-describedby", row.querySelector("legend")?.id ?? "");
    button.addEventListener("click", () => this.remove(row));
    row.firstElementChild?.append(button);
    for (const field of fieldsOf(row, "quote")) field.addEventListener("input", () => forget(row));
  }

  /** @param {HTMLElement} row */
  remove(row) {
    for (const name of ["quote", "claim", "prefix", "suffix", "start", "actor", "seen"]) put(row, name, "");
    for (const choice of row.querySelectorAll("input[type=radio]")) if (choice instanceof HTMLInputElement) choice.checked = choice.value === "";
    row.hidden = true;
    const next = this.rows.find((other) => !other.hidden && this.rows.indexOf(other) > this.rows.indexOf(row));
    const field = (next ?? this.list.closest("form"))?.querySelector("textarea");
    field?.focus();
  }

  /** A copy of the last row, with the next number in its names. */
  more() {
    const last = this.rows.at(-1);
    if (!last || this.rows.length >= this.most) return null;
    const [old, number] = [this.rows.length - 1, this.rows.length];
    const row = /** @type {HTMLElement} */ (last.cloneNode(true));
    row.querySelectorAll(".remove, .mistake, .same").forEach((part) => part.remove());
    for (const element of row.querySelectorAll("*")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replaceAll(`-${old}`, `-${number}`));
      }
    }
    for (const legend of row.querySelectorAll("[data-number]")) legend.textContent = String(number + 1);
    this.list.append(row);
    for (const name of ["quote", "claim", "prefix", "suffix", "start", "actor"]) put(row, name, "");
    this.prepare(row);
    return row;
  }

  /**
   * Puts a quote into the first row that is empty.
   * @param {ReturnType<typeof quoteAt>} quote
   * @returns {string | null} the number of the row; null when there is room for no more
   */
  add(quote) {
    const row = this.rows.find(Assertions.isEmpty) ?? this.more();
    if (!row) return null;
    use(row, quote);
    put(row, "claim", quote.exact.replace(/\s+/g, " "));
    row.hidden = false;
    return row.querySelector("[data-number]")?.textContent ?? "";
  }
}

/**
 * Adds the button below a text that takes the words that are selected in it.
 * @param {HTMLElement} element
 */
function quoting(element) {
  const text = element.querySelector("textarea");
  const form = element.closest("form");
  if (!text || !form) return;
  const list = form.querySelector("[data-assertions]");
  const assertions = list instanceof HTMLElement ? new Assertions(list) : null;
  const bar = document.createElement("p");
  const button = document.createElement("button");
  const news = document.createElement("span");
  bar.className = "quoting-bar";
  button.type = "button";
  button.className = "button";
  button.textContent = element.dataset.use ?? "";
  news.setAttribute("role", "status");
  news.className = "quiet";
  bar.append(button, " ", news);
  element.append(bar);

  const isKept = text.readOnly;

  // A text that cannot be changed has no caret in some browsers; one that takes no input has.
  if (isKept) {
    text.readOnly = false;
    text.setAttribute("aria-readonly", "true");
    text.addEventListener("beforeinput", (event) => event.preventDefault());
    text.addEventListener("drop", (event) => event.preventDefault());
  } else {
    text.addEventListener("input", () => {
      for (const row of assertions?.rows ?? [form]) forget(row);
    });
  }

  button.addEventListener("click", () => {
    // Of a text that is pasted, the space around it is not kept.
    const first = isKept ? 0 : text.value.length - text.value.trimStart().length;
    const quote = quoteAt(text.value, text.selectionStart, text.selectionEnd, first);
    if (quote.exact === "") {
      news.textContent = element.dataset.none ?? "";
      text.focus();
      return;
    }
    text.setSelectionRange(quote.from, quote.to);
    const number = assertions?.add(quote);
    if (assertions === null) use(form, quote);
    if (element.dataset.positions === "false") for (const row of assertions?.rows ?? [form]) put(row, "start", "");
    news.textContent = (number === null ? element.dataset.full : element.dataset.used)?.replace("{0}", number ?? "") ?? "";
  });
  if (assertions === null) for (const field of fieldsOf(form, "quote")) field.addEventListener("input", () => forget(form));
}

for (const element of document.querySelectorAll("[data-without-script]")) element.remove();
for (const element of document.querySelectorAll("[data-use]")) if (element instanceof HTMLElement) quoting(element);
