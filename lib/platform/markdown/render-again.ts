import { transact } from "@/db/client";
import { minuteMs } from "../clock";
import { enqueue, type JobHandler } from "../jobs";
import { pipelineVersion } from "./render";

interface StoredTexts {
  kind: string;
  /** True when there are texts that an older pipeline rendered. */
  areBehind(): Promise<boolean>;
  /** Renders a few texts again, those after `after` by id; returns the last one's id, or null when none are left. */
  renderSome(after: string): Promise<string | null>;
}

/**
 * The job that renders stored texts again when the Markdown pipeline has grown: it looks every ten minutes, and when
 * there is something to do, works through it in small jobs, each of which leaves the next behind. `renderSome` must
 * change nothing when it is done twice.
 */
export function renderAgainJob(texts: StoredTexts): { kind: string; everyMs: number; handler: JobHandler } {
  const continueAfter = (after: string) => {
    const job = { kind: texts.kind, payload: { version: String(pipelineVersion), after } };
    return transact((tx) => enqueue(tx, { ...job, uniqueKey: `${texts.kind}:${pipelineVersion}:${after}` }));
  };
  const handler: JobHandler = async ({ version, after = "" }) => {
    if (version === undefined) {
      if (await texts.areBehind()) await continueAfter("");
      return;
    }
    // Left behind by a pipeline that has grown since: the new one begins again from the start.
    if (Number(version) < pipelineVersion) return;
    // During an upgrade an instance of before may get the job: another one, or it later, must do it.
    if (Number(version) > pipelineVersion) throw new Error(`this instance renders version ${pipelineVersion}`);
    const last = await texts.renderSome(after);
    if (last !== null) await continueAfter(last);
  };
  return { kind: texts.kind, everyMs: 10 * minuteMs, handler };
}
