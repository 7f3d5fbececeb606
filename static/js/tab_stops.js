// Between the fields stand buttons for comments, and who pressed one on her way by Tab wrote her next words in a comment. Here they are for
// the mouse, as are the links to each part of the form, and the shortcut that Wagtail has for rich text works in every field.
document.addEventListener("focusin", () => {
  for (const stop of document.querySelectorAll(":is([data-comment-add], .w-panel__anchor):not([tabindex])")) stop.tabIndex = -1;
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== "KeyM") return;
  const add = event.target.closest(".w-field--commentable")?.querySelector("[data-comment-add]");
  if (!add) return;
  event.preventDefault();
  add.click();
});
