// Reads captured network traffic in this tab and shows what it holds. Nothing of it leaves: with its TLS secrets, a capture
// holds passwords. Loaded for the first capture.

import init, { Capture } from "./captured.js";

// Between two pieces, the page can answer.
const PIECE = 1024 * 1024;
// More connections than these are a list, of which the reader opens what they want to see.
const MOST_OPEN = 8;

export async function read(file, language) {
  await init();
  const capture = new Capture();
  for (let at = 0; at < file.size; at += PIECE) {
    capture.push(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()));
  }
  const [about, ...connections] = capture.finish(language);
  const open = connections.length <= MOST_OPEN;
  return [...about.map((text, at) => element(at ? "p" : "h2", text)), ...connections.map((told) => connection(told, open))];
}

function connection([between, extent, verdict, text], open) {
  const whole = document.createElement("details");
  whole.open = open;
  whole.append(element("summary", `${between}: ${verdict}`));
  if (extent) whole.append(element("p", extent));
  whole.append(element("pre", text));
  return whole;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  if (name === "h2") made.tabIndex = -1;
  return made;
}
