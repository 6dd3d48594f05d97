// Buttons beside lines to type copy them: one, or all of a tab. What opened over the page closes with a click elsewhere
// and with Escape.
const menus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", async ({ target }) => {
  for (const menu of menus()) if (!menu.contains(target)) menu.open = false;
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
  for (const menu of menus()) {
    menu.open = false;
    menu.firstElementChild.focus();
  }
});

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
