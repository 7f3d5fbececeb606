// Options are written as one writes a list: Enter gives the next one, and lines that are pasted become one each. In other fields Enter
// does nothing: it would save the draft and open the page anew, with every question folded. Without this script it does.
const stream = document.querySelector('[data-contentpath="questions"]');
// What a word processor puts before a line. «2. etasje» is an answer, so a number goes only with the tab that follows it there.
const BULLET = /^\s*(?:[-–•*·]\s+|(?:\d+[.)]|o)\t)/;

const itemOf = (input) =>
  input.matches?.('[data-contentpath="label"] input') ? input.closest("[data-streamfield-list-container] > [data-streamfield-child]") : null;
const inputOf = (item) => item.querySelector('[data-contentpath="label"] input');

// The input after that of `item`: the next one if nothing stands in it, or a new one. Wagtail says so when there are more than the list
// may have.
function inputAfter(item) {
  const add = item.nextElementSibling;
  const next = add.nextElementSibling;
  const isFree = next && !next.querySelector('[name$="-deleted"]').value && !inputOf(next).value;
  if (!isFree) {
    add.click();
    // Wagtail unfolds it a moment later; what is typed until then would end in the line before.
    add.nextElementSibling.style.display = "";
  }
  return inputOf(add.nextElementSibling);
}

stream.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
  event.preventDefault();
  const item = itemOf(event.target);
  if (item) inputAfter(item).focus();
});

stream.addEventListener("paste", (event) => {
  const lines = event.clipboardData.getData("text").split(/\r?\n/).map((line) => line.replace(BULLET, "").trim()).filter(Boolean);
  let input = event.target;
  if (lines.length < 2 || !itemOf(input)) return;
  event.preventDefault();
  input.setRangeText(lines.shift(), input.selectionStart, input.selectionEnd, "end");
  for (const line of lines) {
    input = inputAfter(itemOf(input));
    input.value = line;
  }
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.focus();
});
