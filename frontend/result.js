// What pages of results gain where scripts run: copying, printing, opening all steps, times of the reader's own clock,
// comparing with the last result of this browser, and a page that follows a request for a run.

// What this browser keeps: the link of the result that it saw last, and, as the app names it before a result's id, the
// secret with which whoever shared a result takes it back.
const LAST_RESULT = "rdptrace-last-result";
const REVOKE = "rdptrace-revoke-";
const REQUEST = "rdptrace-asked-";
const MOST_LINKS = 100;
const AGAIN_AFTER_MS = 5000;
const language = document.documentElement.lang;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

for (const pending of all(".pending")) pending.classList.remove("pending");

// Copying. `later` is a promise where the text has to be fetched: browsers want to be asked within the click itself.
async function copy(later) {
  if (window.ClipboardItem && navigator.clipboard?.write) {
    const blob = later.then((text) => new Blob([text], { type: "text/plain" }));
    return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  }
  return navigator.clipboard.writeText(await later);
}

async function fetchText(path) {
  const answer = await fetch(path, { cache: "no-cache" });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

function showForHand(group, text) {
  const field = group.querySelector("textarea") ?? document.createElement("textarea");
  field.className = "copied-by-hand";
  field.readOnly = true;
  field.rows = Math.min(8, text.split("\n").length);
  field.value = text;
  field.setAttribute("aria-label", group.dataset.uncopied);
  group.append(field);
  field.focus();
  field.select();
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button[data-copy], button[data-copy-from]");
  if (!button) return;
  const group = button.closest("[data-copied]");
  const said = group.querySelector(".said");
  said.textContent = "";
  const text = button.dataset.copyFrom ? fetchText(button.dataset.copyFrom) : Promise.resolve(button.dataset.copy);
  try {
    await copy(text);
    group.querySelector("textarea")?.remove();
    said.textContent = group.dataset.copied;
  } catch {
    try {
      showForHand(group, await text);
      said.textContent = group.dataset.uncopied;
    } catch {
      location.reload();
    }
  }
});

// The lines of instructions: one, or all of a tab.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button[data-command]");
  if (!button) return;
  const lines = all("pre", button.closest(button.dataset.command === "all" ? ".panel-of-tab" : "figure"));
  const label = (button.dataset.label ??= button.textContent);
  try {
    await copy(Promise.resolve(lines.map((line) => line.textContent).join("\n")));
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2000);
  } catch {
    getSelection().selectAllChildren(lines[0]);
  }
});

for (const button of all("button[data-print]")) button.addEventListener("click", () => print());

for (const button of all("button[data-open]")) {
  const steps = all(".step > details");
  const say = () => {
    button.textContent = steps.every((step) => step.open) ? button.dataset.close : button.dataset.open;
  };
  button.addEventListener("click", () => {
    const open = !steps.every((step) => step.open);
    for (const step of steps) step.open = open;
  });
  for (const step of steps) step.addEventListener("toggle", say);
  say();
}

// A menu closes with a click elsewhere and with Escape.
const menus = () => all("details.menu[open]");
document.addEventListener("click", ({ target }) => {
  for (const menu of menus()) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.firstElementChild.focus();
  }
});

// A link to a step opens it.
function openNamed() {
  const step = /^#step-[a-z]+$/.test(location.hash) && document.querySelector(`${location.hash} > details`);
  if (step) step.open = true;
}
addEventListener("hashchange", openNamed);
openNamed();

// Times by the reader's own clock and habits.
// Of the page's language as it is written where the reader is, such as en-GB.
const habits = navigator.languages.find((own) => own.split("-")[0] === language.split("-")[0]) ?? language;
const parts = { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" };
const here = new Intl.DateTimeFormat(habits, parts);
// A day without a time is the same everywhere.
const day = new Intl.DateTimeFormat(habits, { dateStyle: "medium", timeZone: "UTC" });
function tellTimes(root) {
  for (const time of all("time[datetime]", root)) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.valueOf())) continue;
    time.title = time.textContent;
    time.textContent = (time.dateTime.includes("T") ? here : day).format(moment);
  }
}
tellTimes(document);

const ago = new Intl.RelativeTimeFormat(language, { numeric: "always" });
const STEPS = [["day", 86_400, 2], ["hour", 3_600, 2], ["minute", 60, 1]];
function tellAges() {
  for (const age of all("[data-since]")) {
    const seconds = Math.max(0, (Date.now() - Number(age.dataset.since)) / 1000);
    const step = STEPS.find(([, length, least]) => seconds >= least * length);
    if (step) age.textContent = ago.format(-Math.floor(seconds / step[1]), step[0]);
  }
}
tellAges();
setInterval(tellAges, 30_000);

// Comparing: files, and the last result of this browser.
for (const form of all("form.compare")) {
  const fields = all("input[type=text]", form);
  const put = (text, name) => {
    const place = fields.find((field) => field.value.trim() === "") ?? fields.at(-1);
    place.dispatchEvent(new Event("input"));
    place.value = name ?? text;
    if (name) hide(place, text);
    settle();
  };
  // What is in a file goes along unseen, until something else is typed over the file's name.
  const hide = (place, text) => {
    const content = Object.assign(document.createElement("input"), { type: "hidden", name: place.name, value: text });
    place.after(content);
    place.removeAttribute("name");
    const typed = () => {
      place.name = content.name;
      content.remove();
    };
    place.addEventListener("input", typed, { once: true });
  };
  // What is in a file does not fit into an address, and the key of a run must not stand in one.
  const settle = () => {
    const given = all("input[name]", form);
    form.method = given.some((field) => /^(\{|run:)/.test(field.value.trim())) ? "post" : "get";
  };
  form.addEventListener("input", settle);
  for (const pick of all("[data-files]", form)) {
    pick.addEventListener("change", async () => {
      for (const file of [...pick.files].slice(0, 2)) put((await file.text()).trim(), file.name);
      pick.value = "";
    });
  }
  const last = stored(LAST_RESULT);
  for (const button of all("button[data-last]", form)) {
    button.hidden = last === null || last === location.pathname;
    button.addEventListener("click", () => put(last));
  }
  settle();
}
if (/^\/r\/[\w-]{22}$/.test(location.pathname) && document.querySelector(".line")) store(LAST_RESULT, location.pathname);

// Taking back what this browser shared. The first click asks.
for (const button of all("button[data-revoke]")) {
  const id = button.dataset.revoke;
  const secret = stored(REVOKE + id);
  button.closest("details").hidden = secret === null;
  let sure = false;
  button.addEventListener("click", async () => {
    if (!sure) {
      sure = true;
      button.textContent = button.dataset.sure;
      return;
    }
    const headers = { Authorization: `Bearer ${secret}` };
    // Wherever the relay is, this file is at its root.
    const answer = await fetch(new URL(`api/reports/${id}`, import.meta.url), { method: "DELETE", headers }).catch(() => null);
    if (answer?.ok || answer?.status === 410) {
      store(REVOKE + id, null);
      location.reload();
    } else {
      button.textContent = button.dataset.failed;
      sure = false;
    }
  });
}

// What this browser has shared and asked for, as far as it remembers.
for (const list of all("[data-links]")) listLinks(list);

async function listLinks(list) {
  const said = document.querySelector(".said");
  const settle = () => {
    list.hidden = list.children.length === 0;
    document.querySelector("#no-links").hidden = !list.hidden;
  };
  // Whoever goes on with the keyboard stands beside what is gone.
  const leave = (row) => {
    const near = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    settle();
    (near?.querySelector("button") ?? said).focus();
  };
  for (const secret of remembered(REQUEST)) {
    const { title, at } = JSON.parse(stored(REQUEST + secret) ?? "{}");
    const row = rowOf(list, list.dataset.requests + secret, list.dataset.request, [title ?? "", at && here.format(at)]);
    addButton(row, list.dataset.forget, () => {
      store(REQUEST + secret, null);
      leave(row);
    });
  }
  settle();
  // One after the other: the list is nothing that anybody waits for.
  for (const id of remembered(REVOKE)) {
    const answer = await fetch(list.dataset.api + id).catch(() => null);
    if (answer?.status === 410) {
      store(REVOKE + id, null);
      continue;
    }
    const shared = answer?.ok ? await answer.json() : null;
    const about = shared === null ? [list.dataset.unknown]
      : [shared.report?.target ?? list.dataset.sealed, here.format(shared.shared_at_ms),
        `${list.dataset.until} ${here.format(shared.expires_at_ms)}`];
    const row = rowOf(list, list.dataset.links + id, list.dataset.result, about);
    const button = addButton(row, list.dataset.delete, async () => {
      if (button.textContent !== list.dataset.sure) {
        button.textContent = list.dataset.sure;
        return;
      }
      const headers = { Authorization: `Bearer ${stored(REVOKE + id)}` };
      const gone = await fetch(list.dataset.api + id, { method: "DELETE", headers }).catch(() => null);
      const deleted = gone?.ok || gone?.status === 410;
      said.textContent = deleted ? said.dataset.deleted : said.dataset.failed;
      button.textContent = list.dataset.delete;
      if (!deleted) return;
      store(REVOKE + id, null);
      leave(row);
    });
    settle();
  }
}

function rowOf(list, address, kind, about) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = address;
  link.textContent = kind;
  row.append(link, ` · ${about.filter(Boolean).join(" · ")} `);
  list.append(row);
  return row;
}

function addButton(row, label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  row.append(button);
  return button;
}

// The page of a request is the only way back to it, and so it is remembered.
const asked = /\/asked\/([\w-]{22})$/.exec(location.pathname);
const watching = document.querySelector("[data-events]");
if (asked && watching && stored(REQUEST + asked[1]) === null) {
  const title = document.querySelector("h1").textContent;
  store(REQUEST + asked[1], JSON.stringify({ title, at: Date.now() }));
}

// The ends of the names under which something is kept, at most a page full of them.
function remembered(beginning) {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(beginning));
    return names.slice(-MOST_LINKS).map((name) => name.slice(beginning.length));
  } catch {
    return [];
  }
}

// Browsers may forbid keeping anything.
function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Then the browser forgets it.
  }
}

// Following a request for a run. The relay says that there is news, and its page says what: the section with what has
// happened takes the place of the one that is shown, and everything else on the page stays as the reader left it.
for (const shown of all("[data-events]")) {
  const events = new EventSource(shown.dataset.events);
  let later = Promise.resolve();
  const renew = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = page.getElementById(shown.id);
    if (!answer.ok || !news) return location.reload();
    shown.replaceChildren(...news.childNodes);
    tellTimes(shown);
  };
  for (const name of ["shared", "progress"]) {
    // One after the other: an older answer never replaces a newer one.
    events.addEventListener(name, () => { later = later.then(renew).catch(() => {}); });
  }
  events.addEventListener("gone", () => location.reload());
  // An answer other than a stream ends it for good: a relay that is restarting, or has no place free.
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), AGAIN_AFTER_MS);
  });
}
