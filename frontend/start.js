// Buttons beside lines to type copy them: one, or all of a tab. What opened over the page closes with a click elsewhere
// and with Escape.
const main = document.querySelector("main").dataset;
const menus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", async ({ target }) => {
  for (const menu of menus()) if (!menu.contains(target)) menu.open = false;
  if (target.closest("#watch")) import(main.watch).then((watcher) => watcher.watch());
  const button = target.closest("button[data-command]");
  if (!button) return;
  const around = button.closest(button.dataset.command === "all" ? ".panel-of-tab" : "figure");
  const lines = [...around.querySelectorAll("pre")];
  const label = (button.dataset.label ??= button.textContent);
  try {
    await navigator.clipboard.writeText(lines.map((line) => line.textContent).join("\n"));
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2000);
  } catch {
    getSelection().selectAllChildren(lines[0]);
  }
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  if (!menus().length) document.querySelector("#sharing-close")?.click();
  for (const menu of menus()) {
    menu.open = false;
    menu.firstElementChild.focus();
  }
});

// Logs, event logs and long texts are read by the relay. What does that is loaded for the first of them.
const { explain } = main;
const hand = (event, file) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  import(explain).then((reader) => reader.explain(file));
};
const take = (event) => {
  const [file] = (event.dataTransfer ?? event.clipboardData ?? event.target).files ?? [];
  if (file && !/\.(rdpw?|json)$/i.test(file.name)) return hand(event, file);
  const text = event.clipboardData?.getData("text") ?? "";
  if (event.target.id === "said" && text.length > LONGEST_MESSAGE) hand(event, new Blob([text]));
};
// A longer text than the relay decodes is a log.
const LONGEST_MESSAGE = 4096;
if (explain) for (const type of ["drop", "change", "paste"]) document.addEventListener(type, take, true);

// While a file is held over the page, it says that it takes it.
const drag = ({ type, dataTransfer, relatedTarget }) => {
  const over = type === "dragover" ? dataTransfer.types.includes("Files") : type === "dragleave" && relatedTarget;
  document.documentElement.toggleAttribute("data-dragging", !!over);
};
for (const type of ["dragover", "dragleave", "drop"]) document.addEventListener(type, drag, true);

// Loads the app. Where that fails, the page says so in place of "Loading".
const { script, wasm } = document.querySelector("script[data-wasm]").dataset;
// Wherever the relay is, this file is at its root.
document.documentElement.dataset.base = new URL(".", import.meta.url).pathname.slice(0, -1);
try {
  const { default: start } = await import(script);
  await start({ module_or_path: wasm });
} catch (reason) {
  console.error(reason);
  document.documentElement.setAttribute("data-broken", "");
}
