// The calendar of a date opens over the fields below. Whoever types the date needs it no more.
document.addEventListener("input", ({ target }) => {
  const field = window.jQuery?.(target);
  if (field?.data("xdsoft_datetimepicker")) field.datetimepicker("hide");
});
