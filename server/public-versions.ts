import type Database from "better-sqlite3";
import { databaseFile, openSqliteFile, rawQuery } from "../db/client";
import { engine } from "../db/dialect";
import { log } from "../lib/platform/log";
import { type Change, onChange } from "../lib/platform/signals";

/** Says how new a community's public face is; two equal answers mean that nothing a visitor can see has changed. */
export interface PublicVersions {
  /** The epoch of one community, or of all of them together (`null`: the landing page and the directory). */
  epoch(slug: string | null): number;
  stop(): void;
}

interface Known {
  id: string;
  publicVersion: number;
  epoch: number;
}

const sqlitePollMs = 100;
const postgresPollMs = 1000;

/**
 * Follows every community's `public_version`. This process's own changes arrive as signals, before the writer's
 * response leaves. Those of other processes are noticed by polling: on SQLite the counter `data_version`, which
 * costs microseconds, on PostgreSQL the versions themselves.
 *
 * Epochs are our own counter and never the stored number: it only grows, so a copy made before a change can never
 * look fresh again, even where a signal and a poll both report the same change.
 */
export async function followPublicVersions(): Promise<PublicVersions> {
  const known = new Map<string, Known>();
  let counter = 1;
  /** Epoch of whatever is not a single known community. */
  let all = 1;

  const bump = (community?: Known) => {
    all = ++counter;
    if (community) community.epoch = counter;
  };

  const load = async () => {
    const rows = await rawQuery<{ id: string; slug: string; public_version: number }>(
      "select id, slug, public_version from communities",
    );
    const gone = new Set(known.keys());
    for (const row of rows) {
      gone.delete(row.slug);
      const before = known.get(row.slug);
      if (before?.id === row.id && before.publicVersion === row.public_version) continue;
      const community = { id: row.id, publicVersion: row.public_version, epoch: 0 };
      known.set(row.slug, community);
      bump(community);
    }
    for (const slug of gone) known.delete(slug);
    if (gone.size > 0) bump();
  };

  const stopListening = onChange((change: Change) => {
    if (change.kind === "jobs") return;
    const community = [...known.values()].find(({ id }) => change.kind === "community" && id === change.id);
    bump(community);
    // The demo's clock moved, or a community is new: then every page may differ.
    if (!community) for (const one of known.values()) one.epoch = counter;
  });

  await load();
  const stopPolling = poll(load);
  return {
    epoch: (slug) => (slug === null ? all : (known.get(slug)?.epoch ?? all)),
    stop() {
      stopListening();
      stopPolling();
    },
  };
}

function poll(load: () => Promise<void>): () => void {
  const database: Database.Database | null =
    engine === "sqlite" ? openSqliteFile(databaseFile(), { readonly: true }) : null;
  const dataVersion = () => database?.pragma("data_version", { simple: true });
  let seen = dataVersion();
  let busy = false;
  const timer = setInterval(
    async () => {
      const current = dataVersion();
      if (busy || (database && current === seen)) return;
      busy = true;
      seen = current;
      await load().catch((error: Error) => log.warn({ error: error.message }, "could not look for public changes"));
      busy = false;
    },
    database ? sqlitePollMs : postgresPollMs,
  );
  timer.unref();
  return () => {
    clearInterval(timer);
    database?.close();
  };
}
