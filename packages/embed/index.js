/** Loads the `<rdp-trace>` element from an rdptrace server: it is always the server's own. */
export const load = async (server) => {
  const address = new URL("embed/v1/embed.js", server.endsWith("/") ? server : server + "/");
  await import(/* webpackIgnore: true */ /* @vite-ignore */ address.href);
};
