import { domainToASCII } from "node:url";

/**
 * The one form under which an address is unique, or null when it is not an address we accept: NFKC, lower case, the
 * domain in ASCII (punycode). Lists, display names, encoded words, comments, quoted parts and look-alike @ are
 * refused rather than repaired (CVE-2022-35924, GHSA-7rqj). Dots and +tags are kept: to the provider they may differ.
 */
export function canonicalEmail(input: string): string | null {
  const text = input.trim();
  if (text.length > 254 || text !== text.normalize("NFC")) return null;
  const parts = text.split("@");
  if (parts.length !== 2) return null;
  const [local = "", domain = ""] = parts;
  if (!/^[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+)*$/.test(local) || local.length > 64)
    return null;
  const ascii = domainToASCII(domain).toLowerCase();
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(ascii)) return null;
  return `${local.toLowerCase()}@${ascii}`;
}

/** Providers that ignore dots before the @, under the one name we give them. */
const dotless: Readonly<Record<string, string>> = { "gmail.com": "gmail.com", "googlemail.com": "gmail.com" };

/**
 * Who most likely reads an address, for offers that a person may take once: without a `+tag`, and without dots where
 * the provider ignores them. Never who somebody is: accounts are told apart by `canonicalEmail`. Null for no address.
 */
export function canonicalPerson(email: string): string | null {
  const canonical = canonicalEmail(email);
  if (canonical === null) return null;
  const [local = "", domain = ""] = canonical.split("@");
  const untagged = local.replace(/\.*\+.*$/, "") || local;
  const provider = dotless[domain];
  return provider ? `${untagged.replaceAll(".", "")}@${provider}` : `${untagged}@${domain}`;
}
