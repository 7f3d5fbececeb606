// A condition names an earlier question and its answers in words. This offers the words to press, and lets them follow when they are
// changed where they come from. Without it they are typed. Whether they are right is decided when the survey is saved.
const stream = document.querySelector('[data-contentpath="questions"]');
const ownAnswers = JSON.parse(document.getElementById("own-answers").textContent);
const MOST_NUMBERS = 11;

const plain = (words) => words.trim().toLowerCase();
const linesOf = (field) => field.value.split("\n").filter((line) => line.trim());
const field = (place, name) => place.querySelector(`[data-contentpath="${name}"] :is(input, textarea, select):not([type="hidden"])`);
const part = (block, name) => block.querySelector(`:scope > [name$="-${name}"]`).value;
const children = (list) => [...(list?.querySelectorAll("[data-streamfield-child]") ?? [])].filter((child) => !part(child, "deleted"));
const blocks = () => children(stream).filter((child) => !child.parentElement.closest("[data-streamfield-child]"));
const blockOf = (place) => blocks().find((block) => block.contains(place));
const conditions = () => [...stream.querySelectorAll(".condition-block")];

// What each kind of question may be answered with; one that is not here cannot be asked about.
const ANSWERS = {
  single_choice: options,
  multiple_choice: options,
  yes_no: (block) => own("yes_no", field(block, "offers_dont_know")),
  place: (block) => own(field(block, "level").value, field(block, "offers_elsewhere")),
  scale: numbers,
  number: numbers,
};

function options(block) {
  return children(block.querySelector('[data-contentpath="options"]')).map((option) => field(option, "label").value.trim()).filter(Boolean);
}

// The last of the panel's own words is there only if its box is ticked.
function own(kind, box) {
  return (ownAnswers[kind] ?? []).slice(0, box.checked ? undefined : -1);
}

function numbers(block) {
  const [lowest, highest] = ["lowest", "highest"].map((name) => parseInt(field(block, name).value));
  const count = highest - lowest + 1;
  return count > 0 && count <= MOST_NUMBERS ? Array.from({ length: count }, (_, place) => String(lowest + place)) : [];
}

// The questions a condition of `block` may look at: those in the steps before.
function questionsBefore(block) {
  const before = blocks().slice(0, blocks().indexOf(block));
  const isStep = (one) => part(one, "type") === "section";
  const end = isStep(block) ? before.length : before.findLastIndex(isStep);
  return before.slice(0, Math.max(end, 0)).filter((one) => part(one, "type") in ANSWERS && field(one, "label").value.trim());
}

function put(words, input) {
  input.value = words;
  for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
}

// Draw `words` as buttons below `input`. They are drawn again only if they differ, or the one that was pressed would lose focus.
function draw(input, words, press) {
  const place = input.closest("[data-field]");
  let group = place.querySelector(":scope > .offered-words");
  if (!group) {
    group = Object.assign(document.createElement("div"), { className: "offered-words", role: "group" });
    group.setAttribute("aria-label", input.labels[0].textContent);
    place.append(group);
  }
  if ([...group.children].map((one) => one.textContent).join("\n") !== words.join("\n")) {
    group.replaceChildren(...words.map((text) => Object.assign(document.createElement("button"), {
      type: "button", className: "button button-small button-secondary", textContent: text,
    })));
  }
  const chosen = linesOf(input).map(plain);
  for (const button of group.children) {
    button.setAttribute("aria-pressed", chosen.includes(plain(button.textContent)));
    button.onclick = () => press(button.textContent);
  }
  group.hidden = !words.length;
}

// Offer what the fields of one condition may say.
function offer(condition) {
  const [question, rule, answers, option] = ["question", "rule", "answers", "option"].map((name) => field(condition, name));
  const block = blockOf(condition);
  const earlier = questionsBefore(block);
  // Of two with the same words a condition means the last.
  const named = earlier.findLast((one) => plain(field(one, "label").value) === plain(question.value));
  const labels = earlier.map((one) => field(one, "label").value.trim());
  const fitting = named ? labels : labels.filter((label) => plain(label).includes(plain(question.value)));
  // They stay when one is pressed: what lies below would move under the pointer.
  draw(question, fitting, (words) => put(words, question));
  const takesSeveral = ["is_any_of", "is_not"].includes(rule.value);
  draw(answers, named ? ANSWERS[part(named, "type")](named) : [], (words) => {
    const others = linesOf(answers).filter((line) => plain(line) !== plain(words));
    const isTakenAway = others.length < linesOf(answers).length;
    put([...(takesSeveral || isTakenAway ? others : []), ...(isTakenAway ? [] : [words])].join("\n"), answers);
  });
  if (option) draw(option, options(block), (words) => put(words, option));
}

// Let conditions follow when the words of a question, or of one of its options, change from `before` to `after`.
function follow(input, before, after) {
  const block = blockOf(input);
  const isQuestion = input === field(block, "label");
  const asked = plain(isQuestion ? before : field(block, "label").value);
  // A copied question has the words of the other until it gets its own, and no condition is about it.
  if (blocks().some((one) => one !== block && plain(field(one, "label")?.value ?? "") === asked)) return;
  const renamed = (line) => (plain(line) === plain(before) ? after : line);
  for (const condition of conditions()) {
    const [question, answers, option] = ["question", "answers", "option"].map((name) => field(condition, name));
    if (!isQuestion && option && block.contains(option)) put(renamed(option.value), option);
    if (plain(question.value) !== asked) continue;
    if (isQuestion) put(after, question);
    else put(linesOf(answers).map(renamed).join("\n"), answers);
  }
}

// That of a field, or the first in the part whose heading unfolds it.
const conditionOf = (place) =>
  place.closest(".condition-block") ?? place.closest(".w-panel__header")?.parentElement.querySelector(".condition-block");
const isNamed = (input) => input.matches?.('[data-contentpath="label"] input');

let before = "";
stream.addEventListener("focusin", ({ target }) => {
  if (isNamed(target)) before = target.value.trim();
});
stream.addEventListener("change", ({ target }) => {
  const after = isNamed(target) && target.value.trim();
  if (before && after && before !== after) follow(target, before, after);
  if (after) before = after;
});
for (const kind of ["focusin", "click", "input", "change"]) {
  stream.addEventListener(kind, ({ target }) => {
    const condition = conditionOf(target);
    if (condition) offer(condition);
  });
}
