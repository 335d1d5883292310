import { planAsking } from "./asking";
import { found } from "./founding";
import { planJoining } from "./joining";
import { planPosts } from "./publishing";
import { planSelling } from "./selling";
import type { Stage } from "./stage";
import { planTalk } from "./talking";

/**
 * Plays one community's twelve months through the commands that people use: nothing is written past them. First the
 * founding, then a plan for the year; what happens plans what follows from it.
 */
export async function beginStory(stage: Stage): Promise<void> {
  await found(stage);
  planPosts(stage);
  planTalk(stage);
  planJoining(stage);
  planSelling(stage);
  planAsking(stage);
}
