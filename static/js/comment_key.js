// Wagtail's shortcut for a comment works in rich text only, and its buttons are not on Tab here (static/css/admin.css).
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== "KeyM") return;
  const add = event.target.closest(".w-field--commentable")?.querySelector("[data-comment-add]");
  if (!add) return;
  event.preventDefault();
  add.click();
});
