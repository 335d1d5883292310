import { transact } from "@/db/client";
import { rebuildAll } from "@/lib/analytics/project-now";
import { skipWaiting } from "@/lib/billing/commands/notices";
import { deliverDirectly } from "@/lib/billing/deliver-directly";
import { advanceSandbox } from "@/lib/billing/sandbox/clock";
import { hashPassword } from "@/lib/identity/password";
import { scoreAll } from "@/lib/outreach/score-members";
import { dayMs, minuteMs, withTravellingClock } from "@/lib/platform/clock";
import { markDemo } from "@/lib/platform/installation";
import { registerJobs } from "@/lib/platform/job-registry";
import { runReadyJobs } from "@/lib/platform/jobs";
import { demoPassword } from "./accounts";
import { Agenda } from "./agenda";
import { beginStory } from "./community-story";
import { Dice } from "./random";
import { reachOut } from "./reaching-out";
import { saveSegments } from "./segmenting";
import { playSightings } from "./sightings";
import { slowQueryScript } from "./slow-query";
import { Stage } from "./stage";
import { wheelsScript } from "./wheels";

/**
 * Plays twelve months of two communities up to now: through the real commands, the real `stripe` SDK and the payment
 * sandbox, with a travelling clock and a fixed seed. `onProgress` hears the share done and what is going on.
 */
export async function seedDemo(onProgress: (share: number, what: string) => void): Promise<void> {
  const end = new Date(Date.now() - minuteMs);
  const start = new Date(end.getTime() - 365 * dayMs);
  const passwordHash = await hashPassword(demoPassword);
  const stages: Stage[] = [];
  await transact((tx) => markDemo(tx));
  await withTravellingClock(start, async (travel) => {
    const agenda = new Agenda();
    for (const [index, script] of [wheelsScript(passwordHash), slowQueryScript(passwordHash)].entries()) {
      const stage = new Stage(script, agenda, new Dice(20_260_101 + index), start, end);
      stages.push(stage);
      await beginStory(stage);
    }
    for (let day = start.getTime(); day < end.getTime(); day += dayMs) {
      const until = new Date(Math.min(day + dayMs, end.getTime()));
      for (let next = agenda.next(until); next; next = agenda.next(until)) {
        travel(next.at);
        await next.happen();
      }
      travel(until);
      if ((await advanceSandbox(until)) > 0) await deliverDirectly();
      const share = (until.getTime() - start.getTime()) / (end.getTime() - start.getTime());
      onProgress(share * 0.9, until.toISOString().slice(0, 10));
    }
  });
  onProgress(0.92, "search");
  await transact((tx) => skipWaiting(tx));
  await registerJobs();
  await runReadyJobs();
  onProgress(0.96, "visits");
  for (const stage of stages) await playSightings(stage);
  onProgress(0.97, "charts");
  await saveSegments();
  await rebuildAll();
  await reachOut("slow-query", end);
  await scoreAll();
  onProgress(1, "done");
}
