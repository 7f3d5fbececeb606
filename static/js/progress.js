// Keeps the numbers of a mailing moving while somebody watches. Without it the page is right when it is loaded.
const list = document.querySelector("[data-progress]");
const EVERY = 3000;

async function look() {
  const answer = await fetch(list.dataset.progress, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const counts = await answer.json();
  for (const [name, count] of Object.entries(counts)) {
    list.querySelector(`#${name}`).textContent = count;
  }
  if (counts.waiting) setTimeout(look, EVERY);
  // Nothing is left to pause or call off.
  else document.querySelectorAll("[data-while-waiting]").forEach((part) => (part.hidden = true));
}

if (list && Number(list.querySelector("#waiting").textContent)) setTimeout(look, EVERY);
