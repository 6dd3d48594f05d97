export * from "./embed.js";
/**
 * Loads the `<rdp-trace>` element from the rdptrace server at this address, such as `https://rdptrace.example.org`.
 * The page's policy needs that address in `script-src` and `frame-src`.
 */
export function load(server: string): Promise<void>;
