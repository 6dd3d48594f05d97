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
