// Makes the token with which a ticket opens its check. Usage: launch.mjs SECRET_FILE FRAME TARGET TICKET
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

const [secretFile, frame, target, ticket] = process.argv.slice(2);
const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");
const now = Math.floor(Date.now() / 1000);
const claims = { aud: frame, iat: now, exp: now + 300, jti: randomUUID(), target, reference: ticket };
const message = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
const secret = readFileSync(secretFile, "utf8").trim();
console.log(`${message}.${createHmac("sha256", secret).update(message).digest("base64url")}`);
