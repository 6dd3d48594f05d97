// What the page does besides in a frame of a portal: tells the portal how high it is and how far the check is, and takes
// its theme and its launch. It runs before the app and before anything is drawn.
// It is a block, so that its names are its own.
{
  const VERSION = 1;
  // Characters of a message, in both directions.
  const LONGEST = 8192;
  const script = document.currentScript;
  const portals = script.dataset.portals.split(" ");
  const root = document.documentElement;
  const theme = (wanted) => (root.style.colorScheme = ["light", "dark"].includes(wanted) ? wanted : "");
  theme(new URLSearchParams(location.search).get("theme"));

  let port;
  const say = (message) => {
    const text = JSON.stringify({ rdptrace: VERSION, ...message });
    if (text.length <= LONGEST) port?.postMessage(text);
  };

  // What a portal's server launched says what is to be checked. It opens once, so a page that is about it already is left
  // alone.
  const open = async (launch) => {
    if (new URLSearchParams(location.search).has("ask")) return;
    try {
      const body = JSON.stringify({ launch });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(new URL("api/launches/open", script.src), { method: "POST", headers, body });
      const { path, sentence } = await answer.json();
      if (answer.ok) return location.replace(path);
      const trouble = document.querySelector("#trouble");
      trouble.textContent = sentence;
      trouble.style.display = "block";
    } catch (error) {
      console.error(error);
    }
    say({ type: "error", reason: "not_launched" });
  };

  // In frames without the element, the address has it where no server sees it.
  const launched = new URLSearchParams(location.hash.slice(1)).get("launch");
  if (launched) {
    history.replaceState(null, "", location.pathname + location.search);
    addEventListener("DOMContentLoaded", () => open(launched));
  }

  if (parent !== window) {
    root.dataset.framed = "";
    let told = 0;
    const read = (data) => {
      try {
        const message = typeof data === "string" && data.length <= LONGEST && JSON.parse(data);
        return message && message.rdptrace === VERSION ? message : {};
      } catch {
        return {};
      }
    };
    const tall = () => {
      const { height } = root.getBoundingClientRect();
      // Rounding makes heights tremble.
      if (Math.abs(height - told) > 0.5) say({ type: "height", height: (told = Math.ceil(height)) });
    };
    const ready = () => {
      if ("live" in root.dataset) say({ type: "ready" });
      if ("broken" in root.dataset) say({ type: "error", reason: "not_started" });
    };

    // A frame keeps nothing: what a portal's page stores for others is nobody's choice. Browsers throw here, too.
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: null });

    // Whoever types elsewhere in the portal goes on typing there, and the portal's page does not jump.
    const { focus } = HTMLElement.prototype;
    HTMLElement.prototype.focus = function () {
      if (document.hasFocus()) focus.call(this, { preventScroll: true });
    };

    addEventListener("message", ({ source, origin, data, ports }) => {
      // The app's own news. Nobody else can speak as this window.
      if (source === window) return say(JSON.parse(data));
      if (source !== parent || !portals.includes(origin) || !ports[0]) return;
      const init = read(data);
      if (init.type !== "init") return;
      port?.close();
      port = ports[0];
      port.onmessage = (event) => {
        const message = read(event.data);
        if (message.type === "theme") theme(message.theme);
      };
      if (init.theme) theme(init.theme);
      if (init.launch) open(init.launch);
      told = 0;
      tall();
      ready();
    });
    new ResizeObserver(tall).observe(root);
    new MutationObserver(ready).observe(root, { attributeFilter: ["data-live", "data-broken"] });
    // It holds nothing, so anybody may hear it.
    parent.postMessage(JSON.stringify({ rdptrace: VERSION, type: "hello" }), "*");
  }
}
