// The list of blocks that «+» opens is taller than what is often left below it, and what one types should search in it. Without this
// script one scrolls, and presses the search field first.
const MOST_FRAMES = 30;
const HIGHEST = 0.2;
// What scrolls is Wagtail's sheet, never the document.
const sheet = document.querySelector(".content-wrapper");

function search(frame = 0) {
  const field = [...document.querySelectorAll(".w-combobox__field input")].find((one) => one.checkVisibility({ visibilityProperty: true }));
  if (field) field.focus({ preventScroll: true });
  else if (frame < MOST_FRAMES) requestAnimationFrame(() => search(frame + 1));
}

document.addEventListener("click", ({ target }) => {
  const add = target.closest("button.c-sf-add-button:not([data-streamfield-list-add])");
  if (!add || add.getAttribute("aria-expanded") === "true") return;
  const top = add.getBoundingClientRect().top;
  if (top > innerHeight * HIGHEST) sheet?.scrollBy({ top: top - innerHeight * HIGHEST, behavior: "instant" });
  // A keyboard on the glass would cover the list.
  if (!matchMedia("(pointer: coarse)").matches) search();
}, { capture: true });

// A pointer that lies on the list when it gets shorter takes the mark away from its first line, and Enter would choose nothing.
document.addEventListener("keydown", ({ key, target }) => {
  if (key !== "Enter" || !target.matches(".w-combobox__field input") || target.getAttribute("aria-activedescendant")) return;
  target.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
}, { capture: true });
