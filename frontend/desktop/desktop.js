// Signs in once. The page that frames this document says where to; this tab ends TLS, so that the server which passes the
// bytes on reads none of them. What is seen goes to the page as a leg of its run.
import start, { Client, Proxy, StepKind } from "./seal.js";
import { scancode } from "./keys.js";

// The frame's element holds what the check saw: run, key, target, whether NLA was chosen, and the certificate's SHA-256.
const frame = window.frameElement;
const seen = frame?.dataset ?? {};
const byId = (id) => document.getElementById(id);
const now = () => performance.now();
const sentence = (word) => byId(`word-${word}`).textContent;
const say = (word) => (byId("status").textContent = sentence(word));
const show = (id, shown = true) => (byId(id).hidden = !shown);

const TRIES = 3;
const TRIES_WITHIN = 30 * 60_000;
const TRIED = "rdptrace-sign-ins";
// A picture is proof; who wants to look around says so.
const STAYS = 60_000;
const STAYS_LONGER = 10 * 60_000;
// What a client that was told to leave may take for it.
const LEAVES = 3_000;
// How often the picture is looked at, and below which value of each color nobody sees more than black.
const LOOKS = 1_000;
const DARK = 16;
// More than anybody wants to see typed.
const LONGEST_PASTED = 4096;

// ---- Tries that this tab has made, over reloads ---------------------------------------------------------------------

// No storage learns a name: 16 bits of a hash (FNV-1a) stay of it, which many names share.
const markOf = (whose) => {
  let hash = 0x811c9dc5;
  for (const letter of whose) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff;
};

// Where the browser keeps nothing, the page that frames this document does while it is open.
const tries = () => {
  const since = Date.now() - TRIES_WITHIN;
  let all = parent.rdptraceSignIns ?? [];
  try {
    all = JSON.parse(sessionStorage.getItem(TRIED)) ?? all;
  } catch {}
  return all.filter(([, at]) => at > since);
};

const count = (mark) => {
  parent.rdptraceSignIns = [...tries(), [mark, Date.now()]];
  try {
    sessionStorage.setItem(TRIED, JSON.stringify(parent.rdptraceSignIns));
  } catch {}
};

// ---- Sending, as ironrdp-web does it -------------------------------------------------------------------------------

// Its cleartext stays in this document, and can be read at once: a browser's own Blob is kept elsewhere.
class Pieces {
  constructor(parts = []) {
    const arrays = parts.map((part) => (part instanceof Pieces ? part.bytes : new Uint8Array(part.buffer ?? part)));
    this.size = arrays.reduce((sum, array) => sum + array.length, 0);
    this.bytes = new Uint8Array(this.size);
    let at = 0;
    for (const array of arrays) {
      this.bytes.set(array, at);
      at += array.length;
    }
  }
  async arrayBuffer() {
    return this.bytes.slice().buffer;
  }
}

const Native = globalThis.WebSocket;
let proxy, socket, client;

// What ironrdp-web takes for its connection to an RDCleanPath proxy; the proxy is in this tab. It is open from the start.
class Sealed extends EventTarget {
  binaryType = "arraybuffer";
  readyState = Native.OPEN;
  constructor() {
    super();
    client = this;
  }
  get bufferedAmount() {
    return socket?.bufferedAmount ?? 0;
  }
  send(data) {
    proxy.receive(data instanceof Pieces ? data.bytes : new Uint8Array(data), now());
    pump();
  }
  // ironrdp-web closes before it says why, and what it says decides whether this was its own failure.
  close() {
    this.readyState = Native.CLOSING;
  }
}
for (const state of ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]) Sealed[state] = Sealed.prototype[state] = Native[state];
globalThis.WebSocket = Sealed;
globalThis.Blob = Pieces;

// ---- Between the proxy, the tunnel and the client ------------------------------------------------------------------

let ticket, timer, over;

// Never inside a call of the client's: it would be called while it is calling.
const later = (told) => queueMicrotask(() => client?.dispatchEvent(told));

const pump = () => {
  for (let event; (event = proxy.next_event()) !== undefined; ) hear(event);
  for (let step; (step = proxy.next_step()); step.free()) {
    const bytes = step.bytes;
    if (step.kind === StepKind.Open) open();
    else if (step.kind === StepKind.Send) socket?.readyState === Native.OPEN && socket.send(bytes);
    else if (step.kind === StepKind.Tell) later(new MessageEvent("message", { data: bytes.buffer }));
    else end();
  }
  for (let event; (event = proxy.next_event()) !== undefined; ) hear(event);
  clearTimeout(timer);
  const deadline = over ? undefined : proxy.deadline();
  if (deadline !== undefined) {
    const tick = () => {
      proxy.tick(now());
      pump();
    };
    timer = setTimeout(tick, Math.max(1, deadline - now()));
  }
};

const open = () => {
  const base = location.pathname.replace(/\/desktop$/, "");
  socket = new Native(`${location.origin.replace(/^http/, "ws")}${base}/api/tunnel`, "rdptrace.tunnel.v1");
  socket.binaryType = "arraybuffer";
  let opened = false;
  let last;
  socket.onopen = () => socket.send(JSON.stringify({ ...ticket, key: seen.key }));
  socket.onmessage = ({ data }) => {
    if (typeof data !== "string") proxy.receive_from_tunnel(new Uint8Array(data), now());
    else if (!opened && proxy.opened(data, now())) opened = true;
    else proxy.ended((last = data), now());
    pump();
  };
  socket.onclose = () => {
    if (last === undefined) proxy.ended(undefined, now());
    pump();
  };
};

const end = () => {
  if (over) return;
  over = true;
  clearTimeout(timer);
  socket?.close();
  // Where it failed before it connected, there is nobody to tell.
  if (client) client.readyState = Native.CLOSED;
  later(new CloseEvent("close", { wasClean: true, code: 1000 }));
};

// ---- What the page is told, and what this document shows -----------------------------------------------------------

const tell = (message) => parent.postMessage(message, location.origin);

let isSealed, isThrough, isPictured, isBroken, mismatch;

const hear = (message) => {
  tell(message);
  const { event, stage, outcome, facts } = JSON.parse(message);
  if (event !== "reported") return;
  isBroken ||= outcome === "failed" || outcome === "silent";
  if (outcome !== "passed") return;
  if (stage === "secure") certificate(facts.certificates?.[0]);
  isThrough ||= stage === "authenticate";
  if (stage === "authenticate" && seen.nla !== undefined) say("signed-in");
  if (stage === "desktop") pictured();
};

const certificate = (shown) => {
  isSealed = true;
  if (!shown) return;
  byId("certificate-name").textContent = shown.subject ?? "";
  print("certificate-print", shown.sha256);
  const same = shown.sha256 === seen.sha256;
  show(same ? "certificate-same" : "certificate-other");
  show("certificate");
  say("signing-in");
  // With NLA the password goes to nobody who only has the way. Without it, this is all that there is to go by.
  if (!same && seen.nla === undefined) {
    mismatch = true;
    proxy.hang_up();
  }
};

// Lines break behind a colon, and a copy has nothing but digits and colons.
const print = (id, digits = "") => {
  const pairs = digits.toUpperCase().match(/../g) ?? [];
  const last = pairs.length - 1;
  byId(id).replaceChildren(
    ...pairs.flatMap((pair, at) => (at < last ? [`${pair}:`, document.createElement("wbr")] : [pair])),
  );
};

// ---- The form ------------------------------------------------------------------------------------------------------

const form = byId("sign-in");
const field = (name) => form.elements.namedItem(name);

const begin = async (event) => {
  event.preventDefault();
  const [, inName, name] = /^(?:([^\\]*)\\)?(.*)$/s.exec(field("user").value.trim());
  const domain = field("domain").value.trim() || inName || "";
  const password = field("password").value;
  const mark = markOf(`${seen.target}\n${domain}\n${name}`.toLowerCase());
  const before = tries().filter(([of]) => of === mark).length;
  if (before >= TRIES) return show("too-many");
  if (before > 0 && byId("warned").hidden) {
    show("warned");
    byId("warned").focus();
    return;
  }
  count(mark);
  // Taken out of the document, not only out of sight.
  form.remove();
  show("session");
  say("loading");
  byId("status").focus();
  try {
    await run(name, domain, password);
  } catch (reason) {
    byId("status").textContent = reason instanceof Said ? reason.message : sentence("client-failed");
  }
  finished();
};

// What to show as it is.
class Said extends Error {}

const run = async (username, domain, password) => {
  const ironrdp = await loaded.catch(() => {
    throw new Said(sentence("not-started"));
  });
  const base = location.pathname.replace(/\/desktop$/, "");
  const asked = await fetch(`${base}/api/runs/${seen.run}/tunnel`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key: seen.key }),
  });
  const answer = await asked.json().catch(() => ({}));
  if (!asked.ok) throw new Said(answer.sentence ?? sentence("refused"));
  ticket = answer;
  proxy = Proxy.create(ticket.target, Client.IronRdpWeb, BigInt(Date.now()));
  tell(Proxy.leg());
  say("connecting");
  try {
    await signIn(ironrdp, username, domain, password);
    say(isPictured ? "closed" : "ended");
  } catch (reason) {
    say(why(reason));
  }
};

// In words of our own, by what was seen first and by what ironrdp-web says of it second.
const why = (reason) => {
  const kind = typeof reason?.kind === "function" ? reason.kind() : undefined;
  const { httpStatusCode: http, tlsAlertCode: tls, wsaErrorCode: wsa } = reason?.rdcleanpathDetails?.() ?? {};
  // For who wants to know more than a sentence says.
  byId("status").dataset.reason = JSON.stringify({ kind, http, tls, wsa });
  if (mismatch) return "certificate-changed";
  if (kind === 1 || kind === 2) return "wrong-password";
  if (kind === 3) return "no-right";
  if (isLeaving) return "closed";
  if (isPictured && (over || isBroken || isFarewell(reason))) return "ended";
  if (isBroken || over) return isSealed ? "broken" : beforeTls(kind, { http, tls, wsa });
  // The computer is still there and has refused nothing.
  proxy.given_up(now());
  return isSealed && !isThrough ? "client-stopped" : "client-failed";
};

// What the proxy in this tab has told ironrdp-web, which gives it back as it understood it.
const beforeTls = (kind, { http, tls, wsa }) => {
  if (kind === NEGOTIATION) return "negotiation";
  if (tls !== undefined) return "tls-alert";
  if (http !== undefined) return http === 403 ? "forbidden" : "refused";
  return BY_WSA[wsa] ?? "unreachable";
};
const NEGOTIATION = 6;
// By the numbers of Windows Sockets that crates/seal/src/answer.rs gives.
const BY_WSA = {
  10053: "cut",
  10054: "cut",
  10060: "silent",
  10061: "port-refused",
  11001: "no-name",
  11002: "no-name",
  11004: "no-name",
};

// Of ironrdp-web 0.7.0, which takes the server's orderly end for an error.
const isFarewell = (reason) => /ultimatum/i.test(reason?.backtrace?.() ?? "");

let session, isLeaving;

const signIn = async (ironrdp, username, domain, password) => {
  const { Backend, enableCredssp } = ironrdp;
  const canvas = byId("canvas");
  const building = new Backend.SessionBuilder()
    .username(username)
    .password(password)
    .destination(ticket.target)
    .proxyAddress("ws://this-tab.invalid/")
    .authToken("none")
    .desktopSize(new Backend.DesktopSize(canvas.width, canvas.height))
    .renderCanvas(canvas)
    .setCursorStyleCallback(() => {})
    .setCursorStyleCallbackContext(null)
    .extension(enableCredssp(true));
  if (domain) building.serverDomain(domain);
  session = await building.connect();
  listen(canvas, ironrdp);
  await session.run();
};

// Its own log would say what nobody asked for.
const loaded = (async () => {
  const [ironrdp] = await Promise.all([import("./ironrdp-web.js"), start()]);
  await ironrdp.init("ERROR");
  return ironrdp;
})();
loaded.catch(() => {});

// ---- The picture ---------------------------------------------------------------------------------------------------

let closing, looking;

const pictured = () => {
  isPictured = true;
  say(seen.nla === undefined ? "picture-without-nla" : "picture");
  show("screen");
  show("controls");
  closing = setTimeout(leave, STAYS);
  looking = setInterval(() => show("black", isBlack()), LOOKS);
};

// Looked at in small, where one lit point in many may be lost.
const isBlack = () => {
  const small = new OffscreenCanvas(64, 40).getContext("2d");
  small.drawImage(byId("canvas"), 0, 0, 64, 40);
  return small.getImageData(0, 0, 64, 40).data.every((value, at) => at % 4 === 3 || value < DARK);
};

const leave = () => {
  isLeaving = true;
  clearTimeout(closing);
  // The page knows at once what was seen. Nothing more comes of it than the computer's goodbye.
  report();
  session?.shutdown();
  setTimeout(() => {
    if (over) return;
    proxy?.hang_up();
    if (proxy) pump();
  }, LEAVES);
};

const finished = () => {
  clearTimeout(closing);
  clearInterval(looking);
  show("black", false);
  enlarge(false);
  show("controls", false);
  show("leave-hint", false);
  byId("canvas").tabIndex = -1;
  if (proxy) {
    proxy.hang_up();
    pump();
    report();
  }
  byId("status").focus();
};

const report = () => {
  const told = proxy?.report(now());
  if (told !== undefined) tell(told);
};

// ---- Using it ------------------------------------------------------------------------------------------------------

let isLarge = false;
const LARGE = "position:fixed;inset:0;width:100%;height:100%;margin:0;padding:0;border:0;border-radius:0;z-index:9";

const enlarge = (large) => {
  isLarge = large;
  document.body.classList.toggle("large", large);
  const button = byId("enlarge");
  button.textContent = large ? button.dataset.less : button.dataset.more;
  if (frame) frame.style.cssText = large ? LARGE : "";
  if (large) byId("canvas").focus();
  fit();
};

// The frame is as high as what is in it.
const fit = () => {
  if (frame && !isLarge) frame.style.height = `${document.documentElement.getBoundingClientRect().height + 2}px`;
};
new ResizeObserver(fit).observe(document.documentElement);

const listen = (canvas, { Backend: { DeviceEvent, InputTransaction } }) => {
  const send = (...events) => {
    if (over) return;
    const transaction = new InputTransaction();
    for (const event of events) transaction.addEvent(event);
    session.applyInputs(transaction);
  };
  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const within = (part, whole, pixels) => Math.min(pixels - 1, Math.max(0, Math.floor((part * pixels) / whole)));
    return DeviceEvent.mouseMove(
      within(clientX - left, width, canvas.width),
      within(clientY - top, height, canvas.height),
    );
  };
  const key = (event) => {
    const isDown = event.type === "keydown";
    // As in Microsoft's client. Nobody is kept in here by their keyboard.
    if (event.code === "Home" && event.ctrlKey && event.altKey) {
      session.releaseAllInputs();
      event.preventDefault();
      byId("close").focus();
      return;
    }
    // The browser makes a paste of it.
    if (isDown && event.code === "KeyV" && (event.ctrlKey || event.metaKey)) return;
    const code = scancode(event.code);
    if (code !== undefined) send(isDown ? DeviceEvent.keyPressed(code) : DeviceEvent.keyReleased(code));
    else if (event.key.length === 1) {
      send(isDown ? DeviceEvent.unicodePressed(event.key) : DeviceEvent.unicodeReleased(event.key));
    } else return;
    event.preventDefault();
  };
  // Typed, character by character: with a clipboard of its own, ironrdp-web 0.7.0 fails where a server has no channel for it.
  // xrdp 0.9 leaves out what the keyboard layout that ironrdp-web names does not have, such as é and € (xrdp_wm_key_unicode).
  const pasted = (event) => {
    if (document.activeElement !== canvas) return;
    event.preventDefault();
    session.releaseAllInputs();
    const text = event.clipboardData.getData("text/plain").slice(0, LONGEST_PASTED);
    for (const character of text.replace(/\r\n?/g, "\n")) {
      if (character === "\n") {
        const enter = scancode("Enter");
        send(DeviceEvent.keyPressed(enter), DeviceEvent.keyReleased(enter));
      } else send(DeviceEvent.unicodePressed(character), DeviceEvent.unicodeReleased(character));
    }
  };
  const on = (type, act) => canvas.addEventListener(type, act, { passive: false });
  on("keydown", key);
  on("keyup", key);
  on("blur", () => over || session.releaseAllInputs());
  on("focus", () => show("leave-hint"));
  on("pointermove", (event) => send(at(event)));
  on("pointerdown", (event) => {
    canvas.focus();
    canvas.setPointerCapture(event.pointerId);
    send(at(event), DeviceEvent.mouseButtonPressed(event.button));
  });
  on("pointerup", (event) => send(at(event), DeviceEvent.mouseButtonReleased(event.button)));
  on("contextmenu", (event) => event.preventDefault());
  on("wheel", (event) => {
    event.preventDefault();
    const isVertical = event.deltaY !== 0;
    send(DeviceEvent.wheelRotations(isVertical, -(isVertical ? event.deltaY : event.deltaX), event.deltaMode));
  });
  document.addEventListener("paste", pasted);
};

// ---- Begin ---------------------------------------------------------------------------------------------------------

if (seen.key === undefined) {
  show("sign-in", false);
  show("unframed");
} else {
  print("expected-print", seen.sha256);
  show("without-nla", seen.nla === undefined);
  byId("tick").required = seen.nla === undefined;
  form.addEventListener("submit", begin);
  byId("close").addEventListener("click", leave);
  byId("enlarge").addEventListener("click", () => enlarge(!isLarge));
  byId("keep").addEventListener("click", () => {
    clearTimeout(closing);
    closing = setTimeout(leave, STAYS_LONGER);
    byId("keep").disabled = true;
    say("kept");
  });
  field("user").focus();
}
