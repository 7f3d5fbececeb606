// A block that has been put in takes focus while it is still folded, so that the browser scrolls to where nothing is yet: its
// first field ended up below the bar with the buttons. Without this script one scrolls by hand.
const LONGEST = 1000;
const ONE_LINE = 120;

// What lies to the right of the sheet is hidden, and still Wagtail's table of contents can push the whole of it to the left.
const sheet = document.querySelector(".content-wrapper");
sheet?.addEventListener("scroll", () => {
  if (sheet.scrollLeft) sheet.scrollTo({ left: 0, behavior: "instant" });
});

// The trail of pages unfolds as soon as a pointer passes, and pushes away the menu one aims at; pressed, it unfolds as ever.
for (const trail of document.querySelectorAll('[data-w-breadcrumbs-target="toggle"]')) trail.dataset.action = "w-breadcrumbs#toggle";

document.addEventListener("focusin", ({ target }) => {
  const block = target.closest("[data-streamfield-child]");
  if (!block || block.offsetHeight > ONE_LINE) return;
  const field = target.closest("[data-contentpath]");
  let height = block.offsetHeight;
  const growth = new ResizeObserver(() => {
    if (block.offsetHeight > height && document.activeElement === target) field.scrollIntoView({ block: "nearest", behavior: "instant" });
    height = block.offsetHeight;
  });
  growth.observe(block);
  setTimeout(() => growth.disconnect(), LONGEST);
});
