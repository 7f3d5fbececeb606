// A block that has been put in takes focus while it is still folded, so that the browser scrolls to where nothing is yet: its
// first field, and the «+» after it that one presses next, ended up below the bar with the buttons. Without this script one scrolls by hand.
const LONGEST = 1000;
const AT_ONCE = { block: "nearest", behavior: "instant" };
const FIELDS = "input, textarea, select, [contenteditable=true]";

// What lies to the right of the sheet is hidden, and still Wagtail's table of contents can push the whole of it to the left.
const sheet = document.querySelector(".content-wrapper");
sheet?.addEventListener("scroll", () => {
  if (sheet.scrollLeft) sheet.scrollTo({ left: 0, behavior: "instant" });
});

// The trail of pages unfolds as soon as a pointer passes, and pushes away the menu one aims at; pressed, it unfolds as ever.
for (const trail of document.querySelectorAll('[data-w-breadcrumbs-target="toggle"]')) trail.dataset.action = "w-breadcrumbs#toggle";

// What moves while a pointer is down is not what gets the click.
let isPressed = false;
for (const kind of ["pointerdown", "pointerup", "pointercancel"]) {
  document.addEventListener(kind, () => (isPressed = kind === "pointerdown"), { capture: true });
}

// The block of a stream, not the line of a list in it.
function blockOf(place) {
  const block = place.closest("[data-streamfield-child]");
  return (block && blockOf(block.parentElement)) || block;
}

let growth;
document.addEventListener("focusin", ({ target }) => {
  growth?.disconnect();
  const block = blockOf(target);
  if (!block || isPressed || !target.matches(FIELDS)) return;
  const field = target.closest("[data-contentpath]");
  // As much of what follows as there is room for below the field.
  const show = () => [block.nextElementSibling, field].forEach((one) => one?.scrollIntoView(AT_ONCE));
  let height = block.offsetHeight;
  show();
  growth = new ResizeObserver(() => {
    if (block.offsetHeight > height && document.activeElement === target) show();
    height = block.offsetHeight;
  });
  growth.observe(block);
  setTimeout((watcher) => watcher.disconnect(), LONGEST, growth);
});
