// Checks again until a failing check comes out better: every 30 seconds, for at most 30 minutes, while the page is open. One
// check at a time, and none in a page on which the reader does something else. Loaded when the reader asks for it.

const EVERY = 30_000;
const LONGEST = 30 * 60_000;

const bar = document.querySelector("#watching");
const said = bar.querySelector("p");
const button = bar.querySelector("button");
const words = { ...bar.dataset, stop: button.textContent };
// What comes out as these is worth another look.
const FAILING = ["blocked", "no_answer"];

const answer = () => document.querySelector("#answer");
const outcome = () => `${answer()?.dataset.verdict} ${answer()?.querySelector(".meta a")?.textContent}`;
const target = () => document.querySelector(".asked-line [name=target]")?.value;
const isBusy = () => document.querySelector(".running, #sharing, iframe.sign-in, #target");
const clock = () => new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });

let timer, watched, before, began;

// Stops, and then puts away what was said at the end.
button.addEventListener("click", () => (timer ? end(words.ended) : hide()));

// Begins, or ends.
export function watch() {
  if (timer) return end(words.ended);
  watched = target();
  before = outcome();
  began = performance.now();
  say(words.every);
  bar.hidden = false;
  button.textContent = words.stop;
  wait();
}

function say(sentence) {
  said.textContent = sentence;
}

function wait() {
  timer = setTimeout(again, EVERY);
}

function end(sentence) {
  clearTimeout(timer);
  timer = undefined;
  button.textContent = words.close;
  say(sentence);
}

function hide() {
  // Whoever goes on with the keyboard stands where they began.
  if (bar.contains(document.activeElement)) document.querySelector("#watch")?.focus();
  bar.hidden = true;
}

async function again() {
  if (performance.now() - began > LONGEST) return end(words.over);
  // The reader is at something, or types another computer.
  if (isBusy()) return wait();
  if (target() !== watched) return end(words.ended);
  const last = answer();
  const place = scrollY;
  document.querySelector("#check").click();
  await another(last.dataset.run);
  // Whoever reads is not led to the answer each time.
  scrollTo({ top: place });
  if (!timer) return;
  const { verdict } = answer().dataset;
  if (outcome() !== before) {
    before = outcome();
    say(`${words.changed} ${clock()}: ${document.querySelector("#headline").textContent}`);
  }
  // Where the server does not check, watching goes no further.
  if (FAILING.includes(verdict)) wait();
  else end(said.textContent);
}

// Waits for the answer of another run than this one.
function another(run) {
  return new Promise((settle) => {
    const look = () => answer() && answer().dataset.run !== run && (observer.disconnect(), settle());
    const observer = new MutationObserver(look);
    observer.observe(document.querySelector("#app"), { attributes: true, childList: true, subtree: true });
  });
}
