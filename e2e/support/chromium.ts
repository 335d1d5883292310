import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** A browser for the tests: where it is and what its environment needs; or one sentence about why there is none. */
export type Chromium = { executablePath: string; env: Record<string, string> } | { missing: string };

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/** The browser CHROMIUM_PATH names, else an installed one, else the one in the package @sparticuz/chromium. */
export async function findChromium(): Promise<Chromium> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen)
    return existsSync(chosen)
      ? { executablePath: chosen, env: {} }
      : { missing: `CHROMIUM_PATH names ${chosen}, which does not exist.` };
  const installed = findInstalled();
  if (installed) return { executablePath: installed, env: {} };
  return (
    (await fromPackage()) ?? {
      missing:
        "There is no Chromium for the browser tests: install one (apt-get install chromium) or set CHROMIUM_PATH.",
    }
  );
}

function findInstalled(): string | null {
  for (const folder of (process.env.PATH ?? "").split(":")) {
    for (const name of names) {
      const candidate = path.join(folder, name);
      if (folder && isExecutable(candidate)) return candidate;
    }
  }
  return null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The package holds a headless browser, its fonts and its libraries compressed, and unpacks them into the temporary
 * folder (the libraries only on Amazon's machines). We unpack all of it once into .cache, moved there when complete.
 */
async function fromPackage(): Promise<Chromium | null> {
  const home = path.join(process.cwd(), ".cache", "chromium");
  try {
    const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    if (!existsSync(home)) await unpack(entry, home);
  } catch {
    return null;
  }
  const executablePath = path.join(home, "chromium");
  const env = { LD_LIBRARY_PATH: path.join(home, "al2023", "lib"), FONTCONFIG_PATH: path.join(home, "fonts") };
  const trial = spawnSync(executablePath, ["--version"], { env: { ...process.env, ...env }, encoding: "utf8" });
  if (trial.status === 0) return { executablePath, env };
  const reason = trial.error?.message ?? trial.stderr.split("\n")[0];
  return {
    missing: `The Chromium of @sparticuz/chromium does not start here (${reason}): install one (apt-get install chromium) or set CHROMIUM_PATH.`,
  };
}

async function unpack(entry: string, home: string): Promise<void> {
  const draft = `${home}.${process.pid}`;
  const before = process.env.TMPDIR;
  mkdirSync(draft, { recursive: true });
  process.env.TMPDIR = draft;
  try {
    const { default: chromium, inflate } = (await import(entry)) as {
      default: { executablePath(): Promise<string> };
      inflate(file: string): Promise<string>;
    };
    await chromium.executablePath();
    await inflate(path.join(path.dirname(entry), "..", "bin", "al2023.tar.br"));
    writeFileSync(path.join(draft, "fonts", "fonts.conf"), fontConfiguration(home));
    renameSync(draft, home);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The package's own file looks below /tmp only; without any font a page has no height at all. */
function fontConfiguration(home: string): string {
  const escaped = home.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const folders = [`${escaped}/fonts`, "/usr/share/fonts", "/usr/local/share/fonts"].map(
    (folder) => `  <dir>${folder}</dir>\n`,
  );
  return `<?xml version="1.0"?>\n<fontconfig>\n${folders.join("")}  <cachedir>${escaped}/fonts-cache</cachedir>\n</fontconfig>\n`;
}
