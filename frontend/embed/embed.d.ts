/** The result of a check, as the portal's page hears it. Every `detail` is frozen. */
export interface Detail {
  /** The version of these messages. */
  readonly version: 1;
  /** The element's `ticket`; null where it has none. */
  readonly ticket: string | null;
}
/** A check began. */
export interface Started extends Detail {
  /** What is checked: name or address, and port. */
  readonly target: string;
}
/** A step ended. */
export interface Stage extends Detail {
  /** Such as `connect`. */
  readonly stage: string;
  readonly outcome: "passed" | "failed" | "silent" | "not_reached" | "not_checked";
}
/** The check is over. */
export interface Finished extends Detail {
  /** Permanent ids such as `RDP-TLS-004`, the most important first. */
  readonly findings: readonly string[];
  /** Such as `blocked` or `works`. */
  readonly verdict: string;
  /** One line for a ticket. */
  readonly summary: string;
  /** Where the result is; null where nobody shared it. */
  readonly link: string | null;
}
/** Somebody made a link to the result. */
export interface Shared extends Detail {
  readonly link: string;
  /** When the link ends, in milliseconds since 1970. */
  readonly expires_at_ms: number;
}
/** No check, or no result. */
export interface Failed extends Detail {
  /** `not_loaded` or `not_started` (no page), `not_launched` or `refused` (no check), or `relay_lost` (no result). */
  readonly reason: string;
}
export interface RdpTraceElement extends HTMLElement {
  /** Puts the focus into the frame. */
  focus(options?: FocusOptions): void;
}
/** The element's attributes. */
export interface RdpTraceAttributes {
  tenant: string;
  target?: string;
  ticket?: string;
  lang?: string;
  theme?: "auto" | "light" | "dark";
  launch?: string;
}
declare global {
  interface HTMLElementTagNameMap {
    "rdp-trace": RdpTraceElement;
  }
  interface HTMLElementEventMap {
    "rdptrace:ready": CustomEvent<Detail>;
    "rdptrace:started": CustomEvent<Started>;
    "rdptrace:stage": CustomEvent<Stage>;
    "rdptrace:finished": CustomEvent<Finished>;
    "rdptrace:shared": CustomEvent<Shared>;
    "rdptrace:error": CustomEvent<Failed>;
  }
}
