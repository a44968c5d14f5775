// @ts-check
// Moves and scales an argument map: by dragging, by two fingers, by the wheel with Ctrl, by buttons, and by the keys + - 0 and arrows.
// Without it, the map is as large as it is drawn, and scrolls.

/** @typedef {{ x: number, y: number, width: number, height: number }} Extent what is seen of the drawing, in its own units */

const STEP = 1.25;
const CLOSEST = 3; // pixels of the screen for a unit of the drawing
const MOVES = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

/**
 * A window that shows what another shows around a point, larger or smaller.
 * @param {Extent} seen
 * @param {number} factor above 1: closer
 * @param {number} x the point that stays where it is
 * @param {number} y
 * @returns {Extent}
 */
function scaled(seen, factor, x, y) {
  return {
    x: x - (x - seen.x) / factor,
    y: y - (y - seen.y) / factor,
    width: seen.width / factor,
    height: seen.height / factor,
  };
}

/**
 * Makes a map movable.
 * @param {HTMLElement} frame
 * @param {SVGSVGElement} svg
 */
function move(frame, svg) {
  const drawn = svg.viewBox.baseVal;
  /** @type {Extent} */
  const whole = { x: drawn.x, y: drawn.y, width: drawn.width, height: drawn.height };
  frame.classList.add("is-live");
  frame.scrollTo(0, 0);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  const fit = () => {
    const [across, down] = [frame.clientWidth || 1, frame.clientHeight || 1];
    const scale = Math.max(whole.width / across, whole.height / down, 1); // not larger than it is drawn
    const [width, height] = [across * scale, down * scale];
    const y = whole.height > height ? whole.y : whole.y - (height - whole.height) / 2;
    return { x: whole.x - (width - whole.width) / 2, y, width, height };
  };
  let seen = fit();
  let isWhole = true;

  /** @param {Extent} next */
  const show = (next) => {
    const scale = frame.clientWidth / next.width;
    if (scale > CLOSEST || next.width > 4 * fit().width) return;
    // Some of the drawing always stays in sight.
    const edge = 40 / scale;
    next.x = Math.min(Math.max(next.x, whole.x + edge - next.width), whole.x + whole.width - edge);
    next.y = Math.min(Math.max(next.y, whole.y + edge - next.height), whole.y + whole.height - edge);
    seen = next;
    isWhole = false;
    svg.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.width} ${seen.height}`);
  };

  const reset = () => {
    show(fit());
    isWhole = true;
  };

  /**
   * @param {number} factor
   * @param {number} [clientX] where the point is on the screen; the middle when not given
   * @param {number} [clientY]
   */
  const zoom = (factor, clientX, clientY) => {
    const box = frame.getBoundingClientRect();
    const [across, down] = [((clientX ?? box.x + box.width / 2) - box.x) / box.width, ((clientY ?? box.y + box.height / 2) - box.y) / box.height];
    show(scaled(seen, factor, seen.x + across * seen.width, seen.y + down * seen.height));
  };

  /**
   * @param {number} right in pixels of the screen
   * @param {number} down
   */
  const pan = (right, down) => {
    const unit = seen.width / frame.clientWidth;
    show({ ...seen, x: seen.x + right * unit, y: seen.y + down * unit });
  };

  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = MOVES.get(event.key);
    if (direction) pan(direction[0] * 60, direction[1] * 60);
    else if (event.key === "+" || event.key === "=") zoom(STEP);
    else if (event.key === "-") zoom(1 / STEP);
    else if (event.key === "0") reset();
    else return;
    event.preventDefault();
  });

  // A box that gets the focus comes into sight.
  svg.addEventListener("focusin", (event) => {
    if (!(event.target instanceof Element)) return;
    const [box, sight] = [event.target.getBoundingClientRect(), frame.getBoundingClientRect()];
    if (box.left < sight.left || box.right > sight.right || box.top < sight.top || box.bottom > sight.bottom)
      pan(box.x + box.width / 2 - sight.x - sight.width / 2, box.y + box.height / 2 - sight.y - sight.height / 2);
  });

  // The wheel alone scrolls the page, as everywhere.
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
    },
    { passive: false },
  );

  drag(frame, pan, zoom);
  frame.append(tools(frame, [() => zoom(STEP), () => zoom(1 / STEP), reset]));
  new ResizeObserver(() => (isWhole ? reset() : show({ ...seen, height: (seen.width * frame.clientHeight) / frame.clientWidth }))).observe(frame);
}

/**
 * Follows a mouse that drags, one finger, or two that spread.
 * @param {HTMLElement} frame
 * @param {(right: number, down: number) => void} pan
 * @param {(factor: number, x: number, y: number) => void} zoom
 */
function drag(frame, pan, zoom) {
  /** @type {Map<number, { x: number, y: number }>} */
  const held = new Map();
  let way = 0; // of a press that is a click if it stays short

  const spread = () => {
    const [a, b] = [...held.values()];
    return { size: Math.hypot(a.x - b.x, a.y - b.y) || 1, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };

  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button"))) return;
    if (held.size === 0) way = 0;
    if (held.size < 2) held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  window.addEventListener("pointermove", (event) => {
    const from = held.get(event.pointerId);
    if (!from) return;
    const to = { x: event.clientX, y: event.clientY };
    way += Math.hypot(to.x - from.x, to.y - from.y);
    if (held.size === 1) {
      held.set(event.pointerId, to);
      if (way > 4) frame.classList.add("is-held");
      pan(from.x - to.x, from.y - to.y);
      return;
    }
    const before = spread();
    held.set(event.pointerId, to);
    const after = spread();
    pan(before.x - after.x, before.y - after.y);
    zoom(after.size / before.size, after.x, after.y);
  });
  /** @param {PointerEvent} event */
  const release = (event) => {
    if (held.delete(event.pointerId) && held.size === 0) frame.classList.remove("is-held");
  };
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  frame.addEventListener("click", (event) => way > 4 && event.detail > 0 && event.preventDefault(), true);
}

/**
 * The buttons of a map.
 * @param {HTMLElement} frame
 * @param {(() => void)[]} deeds closer, wider, the whole map
 */
function tools(frame, deeds) {
  const bar = document.createElement("div");
  bar.className = "map-tools";
  const names = [frame.dataset.mapCloser, frame.dataset.mapWider, frame.dataset.mapWhole];
  bar.append(
    ...["+", "−", "↔"].map((sign, i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = sign;
      button.title = names[i] ?? "";
      button.setAttribute("aria-label", names[i] ?? sign);
      button.addEventListener("click", deeds[i]);
      return button;
    }),
  );
  return bar;
}

for (const frame of document.querySelectorAll("[data-map]")) {
  const svg = frame.querySelector("svg");
  if (frame instanceof HTMLElement && svg) move(frame, svg);
}
