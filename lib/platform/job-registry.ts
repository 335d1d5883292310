import { handleJobs, type JobHandler, scheduleJob } from "./jobs";

/** A kind of job as a domain's jobs.ts exports it. With `everyMs` it also runs by itself. */
export interface Job {
  kind: string;
  everyMs?: number;
  handler: JobHandler;
}

/**
 * Names the handler of every kind of job; called once when the server starts, before the worker. Handlers are
 * imported here and nowhere else: the queue must not know the domains, and a domain must not know who runs it.
 */
export async function registerJobs(): Promise<void> {
  const [identity, billing, posts, comments, search, analytics, morning, sightings, feedback, outreach] =
    await Promise.all([
      import("@/lib/identity/jobs"),
      import("@/lib/billing/jobs"),
      import("@/lib/posts/jobs"),
      import("@/lib/comments/jobs"),
      import("@/lib/search/jobs"),
      import("@/lib/analytics/jobs"),
      import("@/lib/morning/jobs"),
      import("@/lib/sightings/jobs"),
      import("@/lib/feedback/jobs"),
      import("@/lib/outreach/jobs"),
    ]);
  const jobs: Job[] = [
    identity.mailLinkJob,
    identity.identitySweepJob,
    posts.renderPostsJob,
    comments.renderCommentsJob,
    { kind: "search.index-post", handler: search.indexPost },
    analytics.analyticsProjectJob,
    analytics.analyticsCloseDaysJob,
    analytics.analyticsVerifyJob,
    outreach.outreachScoreJob,
    outreach.outreachPostLettersJob,
    sightings.sightingsSweepJob,
    morning.queueLettersJob,
    morning.sendLetterJob,
    feedback.inviteJob,
    feedback.surveyLettersJob,
  ];
  for (const { kind, everyMs, handler } of jobs) {
    handleJobs(kind, handler);
    if (everyMs) scheduleJob(kind, everyMs);
  }
  billing.registerBillingJobs();
}
