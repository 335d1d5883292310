/**
 * A browser for tests that call actions without a server: it stands in for `next/headers`. Use it with
 * `vi.mock("next/headers", () => import("@/e2e/support/browser"))`, then `const ada = newBrowser(); ada.uses(…)`.
 */
interface CookieOptions {
  maxAge?: number;
  expires?: Date;
  path?: string;
}

let current = makeBrowser("192.0.2.1");

export interface Browser {
  jar: Map<string, string>;
  /** What was set with which attributes, for looking at them. */
  attributes: Map<string, CookieOptions>;
  headers: Headers;
}

function makeBrowser(address: string): Browser {
  const headers = new Headers({
    "x-guildhall-address": address,
    "accept-language": "en",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
  });
  return { jar: new Map(), attributes: new Map(), headers };
}

/** A browser that has never been here, at an address; from now on requests come from it. */
export function newBrowser(address = "192.0.2.1"): Browser {
  current = makeBrowser(address);
  return current;
}

/** From now on requests come from this browser. */
export function switchTo(browser: Browser): void {
  current = browser;
}

export async function headers(): Promise<Headers> {
  return current.headers;
}

export async function cookies() {
  const { jar, attributes } = current;
  return {
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name)! } : undefined),
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    has: (name: string) => jar.has(name),
    set(name: string, value: string, options: CookieOptions = {}) {
      attributes.set(name, options);
      if (options.maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    },
    delete: (name: string) => jar.delete(name),
  };
}

export function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

/** Runs an action as a form would. Where it leads is in `to`; what it says otherwise in `state`. */
export async function submit<State>(
  action: (state: { status: "idle" }, form: FormData) => Promise<State>,
  fields: Record<string, string>,
): Promise<{ to?: string; state?: State }> {
  try {
    return { state: await action({ status: "idle" }, form(fields)) };
  } catch (error) {
    const digest = (error as { digest?: string }).digest ?? "";
    if (!digest.startsWith("NEXT_REDIRECT")) throw error;
    return { to: digest.split(";")[2] };
  }
}
