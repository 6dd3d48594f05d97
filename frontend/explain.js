// Reads a log, an event log or a long text: the page says where it goes before the first one leaves, the relay reads it, and
// its answer stands in a dialog. Loaded for the first file.

// Wherever the relay is, this file is at its root.
const api = new URL("api/explain", import.meta.url);
const LONGEST_FILE = 64 * 1024 * 1024;
// pcapng, and pcap in both byte orders, with microseconds and with nanoseconds.
const CAPTURES = [0x0a0d0d0a, 0xd4c3b2a1, 0xa1b2c3d4, 0x4d3cb2a1, 0xa1b23c4d];
const asHtml = { accept: "text/html" };

let dialog;
let notice;
let agreed = false;

async function open() {
  if (!dialog) {
    const answer = await fetch(api, { headers: asHtml });
    if (!answer.ok) throw new Error(answer.statusText);
    dialog = elements(await answer.text())[0];
    document.body.append(dialog);
  }
  const said = dialog.querySelector(".said");
  const read = dialog.querySelector("[value=read]");
  notice ??= [...said.childNodes];
  said.replaceChildren(...notice);
  read.hidden = false;
  if (!dialog.open) dialog.showModal();
  return { said, read };
}

// What the relay wrote, as elements. Scripts in it would not run: there are none, and the page's policy has no room for them.
function elements(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.children];
}

function sentence(text) {
  const line = document.createElement("p");
  line.textContent = text;
  return line;
}

async function isCapture(file) {
  const head = await file.slice(0, 4).arrayBuffer();
  return head.byteLength === 4 && CAPTURES.includes(new DataView(head).getUint32(0));
}

// Reads a file, or a text that was pasted.
export async function explain(file) {
  const { said, read } = await open();
  const close = dialog.querySelector("[data-close]");
  if (await isCapture(file)) {
    tell(said, read, close, [sentence(dialog.dataset.capture)]);
    const { reader } = dialog.dataset;
    if (!reader) return;
    const { read: here } = await import(new URL(reader, import.meta.url));
    const shown = await here(file, document.documentElement.lang).catch(() => [sentence(dialog.dataset.failed)]);
    tell(said, read, close, shown);
    said.querySelector("h2")?.focus();
    return;
  }
  if (!agreed && !(await consent(read))) return;
  agreed = true;
  tell(said, read, close, [sentence(dialog.dataset.reading)]);
  const answer = await ask(file).catch(() => null);
  tell(said, read, close, answer ?? [sentence(dialog.dataset.failed)]);
  said.querySelector("h2")?.focus();
}

function tell(said, read, close, shown) {
  read.hidden = true;
  close.textContent = close.dataset.close;
  said.replaceChildren(...shown);
}

// Whether the reader lets the file go.
function consent(read) {
  read.focus();
  return new Promise((settle) => {
    read.addEventListener("click", () => settle(true), { once: true });
    dialog.addEventListener("close", () => settle(false), { once: true });
  });
}

// The answer is held against the check on the page.
async function ask(file) {
  const run = document.querySelector("[data-run]")?.dataset.run;
  const body = file.slice(0, LONGEST_FILE);
  const post = (headers) => fetch(api, { method: "POST", headers: { ...asHtml, ...headers }, body });
  let answer = await post(run ? { "rdptrace-run": run } : {});
  // The relay keeps runs for a quarter of an hour.
  if (answer.status === 410) answer = await post({});
  if (!answer.ok) return [sentence((await answer.json()).detail)];
  return elements(await answer.text());
}
