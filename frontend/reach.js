// Tries a computer's port from this browser, after the reader has agreed to that. The app adds this file as a script with
// what to try in its data, and finds there what was seen; the app judges it. A page cannot open a TCP connection, but
// asking for a TURN server makes the browser open one (RFC 8656 2.1): an error or a candidate means that something
// reacted. Only candidates of a relay are asked for, so that the page learns no address of the reader's.
(async () => {
  const script = document.currentScript;
  const { address, port, local, own, ownPort, nobodys, limit, pause } = script.dataset;
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  // Milliseconds until something reacted; null where nothing did.
  const attempt = (host, at) =>
    new Promise((done, fail) => {
      const begun = performance.now();
      const peer = new RTCPeerConnection({
        iceServers: [{ urls: `turn:${host}:${at}?transport=tcp`, username: "-", credential: "-" }],
        iceTransportPolicy: "relay",
      });
      const end = (seen) => {
        clearTimeout(timer);
        peer.close();
        done(seen);
      };
      const timer = setTimeout(end, limit, null);
      const reacted = () => end(Math.round(performance.now() - begun));
      peer.onicecandidate = ({ candidate }) => candidate?.candidate && reacted();
      // 600 is the browser's own word for an address of the other family.
      peer.onicecandidateerror = ({ errorCode }) => errorCode !== 600 && reacted();
      peer.createDataChannel("");
      peer.setLocalDescription().catch(fail);
    });
  // Whether the reader forbids pages their own network. Browsers that do not ask for that know no such permission, and
  // without TLS they say so whatever the reader chose, since a page cannot ask there.
  const denied = async () => {
    if (!(local && isSecureContext)) return false;
    try {
      return (await navigator.permissions.query({ name: "local-network" })).state === "denied";
    } catch {
      return false;
    }
  };
  let seen;
  try {
    if (await denied()) {
      seen = "denied";
    } else {
      // Beside each other, so that they see the same network: the computer twice, this page's own server, and an address
      // of the same family that nobody has.
      seen = await Promise.all([
        attempt(address, port),
        wait(pause).then(() => attempt(address, port)),
        attempt(own, ownPort),
        attempt(nobodys, port),
      ]);
      if (await denied()) seen = "denied";
    }
  } catch {
    seen = "unsupported";
  }
  script.dataset.seen = seen;
  script.dispatchEvent(new Event("seen"));
})();
