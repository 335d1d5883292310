import { createHmac } from "node:crypto";
import { canonicalPerson } from "@/lib/identity/email";
import { installationSecret } from "@/lib/platform/secret";

/** The same for all addresses of one mailbox, and meaningless outside of this installation. Null for no address. */
export function personKey(email: string): string | null {
  const person = canonicalPerson(email);
  return person === null ? null : keyed(person);
}

/** The same for one card, whoever pays with it. `fingerprint` is Stripe's `card.fingerprint`. */
export function cardKey(fingerprint: string): string {
  return keyed(`card:${fingerprint}`);
}

const keyed = (subject: string) => createHmac("sha256", installationSecret("person-key")).update(subject).digest("hex");
