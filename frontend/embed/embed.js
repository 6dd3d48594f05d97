// <rdp-trace>: the page of an rdptrace server in a frame of a portal.
//
// The server is where this file came from. Attributes: tenant, target, ticket, lang, theme, launch. The element's content
// stands there until the frame has loaded, and comes back with a sentence where that takes too long. What the frame tells
// becomes events of the element: rdptrace:ready, :started, :stage, :finished, :shared and :error.
const RELAY = new URL("../../", import.meta.url);
const SENTENCES = {};
const VERSION = 1;
// Characters of a message, in both directions.
const LONGEST = 8192;
// Milliseconds until a frame that says nothing counts as not loaded.
const PATIENCE = 10000;
// CSS pixels.
const TALLEST = 10000;
const text = (value) => typeof value === "string";
const link = (value) => value === undefined || (text(value) && /^https?:/.test(value));
const ids = (value) => Array.isArray(value) && value.every(text);
// What each event holds, and what each value has to be. What the frame says besides is left out.
const EVENTS = {
  ready: {},
  started: { target: text },
  stage: { stage: text, outcome: text },
  finished: { findings: ids, verdict: text, summary: text, link },
  shared: { link, expires_at_ms: Number.isFinite },
  error: { reason: text },
};

const read = (data) => {
  if (!text(data) || data.length > LONGEST) return {};
  try {
    const message = JSON.parse(data);
    return message?.rdptrace === VERSION ? message : {};
  } catch {
    return {};
  }
};

class RdpTrace extends HTMLElement {
  static observedAttributes = ["tenant", "target", "ticket", "lang", "theme", "launch"];
  #frame;
  #slot;
  #note;
  #port;
  #timer;

  connectedCallback() {
    if (!this.#slot) {
      const root = this.attachShadow({ mode: "open" });
      const make = (name) => root.appendChild(document.createElement(name));
      this.#note = make("p");
      this.#note.setAttribute("role", "status");
      this.#slot = make("slot");
      const own = this.#slot.appendChild(document.createElement("a"));
      own.target = "_blank";
      own.rel = "noreferrer";
    }
    this.style.display ||= "block";
    addEventListener("message", this);
    this.#load();
  }

  disconnectedCallback() {
    removeEventListener("message", this);
    this.#leave();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#frame || before === now) return;
    if (name === "theme") this.#say({ type: "theme", theme: now });
    else this.#load();
  }

  // Into the frame, for a link that leads there.
  focus(options) {
    this.#frame?.focus(options);
  }

  handleEvent({ source, origin, data }) {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== RELAY.origin) return;
    if (read(data).type !== "hello") return;
    clearTimeout(this.#timer);
    this.#note.textContent = "";
    this.#slot.hidden = true;
    this.#port?.close();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (event) => this.#hear(read(event.data));
    const { theme, launch } = this.#attributes();
    const init = { rdptrace: VERSION, type: "init", theme, launch };
    source.postMessage(JSON.stringify(init), RELAY.origin, [port2]);
  }

  #attributes() {
    return Object.fromEntries(RdpTrace.observedAttributes.map((name) => [name, this.getAttribute(name)]));
  }

  #sentences() {
    const tag = this.lang || this.closest("[lang]")?.lang || navigator.language;
    return SENTENCES[tag.split("-")[0]] ?? SENTENCES.en;
  }

  #load() {
    this.#leave();
    const { tenant, target, ticket, lang, theme } = this.#attributes();
    const address = new URL("embed/" + encodeURIComponent(tenant), RELAY);
    for (const [name, value] of Object.entries({ target, ticket, lang, theme })) {
      if (value) address.searchParams.set(name, value);
    }
    const [title, , open] = this.#sentences();
    const own = this.#slot.firstChild;
    own.href = address;
    own.textContent = open;
    const frame = (this.#frame = document.createElement("iframe"));
    frame.title = title;
    frame.part = "frame";
    frame.sandbox = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads";
    frame.allow = "clipboard-write; local-network; loopback-network; local-network-access";
    frame.referrerPolicy = "no-referrer";
    Object.assign(frame.style, { border: 0, width: "100%", height: 0, display: "block", colorScheme: "normal" });
    frame.src = address;
    this.shadowRoot.append(frame);
    this.#timer = setTimeout(() => this.#missing(), PATIENCE);
  }

  #leave() {
    clearTimeout(this.#timer);
    this.#port?.close();
    this.#frame?.remove();
    this.#port = this.#frame = undefined;
    if (this.#slot) {
      this.#slot.hidden = false;
      this.#note.textContent = "";
    }
  }

  // From outside it cannot be told why nothing came.
  #missing() {
    this.#note.textContent = this.#sentences()[1];
    console.error(
      `<rdp-trace>: nothing came from ${this.#frame.src}. Does this page's policy allow it (frame-src ${RELAY.origin})? ` +
        `Does the server list this page (tenants.${this.getAttribute("tenant")}.origins, ${location.origin})? May the browser ` +
        `use the server's network (Local Network Access)? rdptrace embed check ${location.href} says more.`,
    );
    this.#tell("error", { reason: "not_loaded" });
  }

  #say(message) {
    this.#port?.postMessage(JSON.stringify({ rdptrace: VERSION, ...message }));
  }

  #hear(message) {
    const { type, height } = message;
    if (type === "height") {
      if (Number.isFinite(height)) this.#frame.style.height = Math.min(Math.max(height, 0), TALLEST) + "px";
      return;
    }
    const shape = Object.hasOwn(EVENTS, type) && EVENTS[type];
    if (!shape || !Object.entries(shape).every(([name, right]) => right(message[name]))) return;
    this.#tell(type, Object.fromEntries(Object.keys(shape).map((name) => [name, message[name] ?? null])));
  }

  #tell(type, values) {
    const detail = Object.freeze({ version: VERSION, ticket: this.getAttribute("ticket"), ...values });
    this.dispatchEvent(new CustomEvent("rdptrace:" + type, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get("rdp-trace")) customElements.define("rdp-trace", RdpTrace);
