import type { Words } from "@/lib/i18n/words";
import type { AttentionItem } from "./attention-list";

export interface AttentionFacts {
  unanswered: number;
  late: number;
  plans: number;
  topics: number;
  published: number;
  openTutorials: number;
}

/** Turns facts into what to do about them: people who wait first, then unfinished set-up. */
export function attentionItems(facts: AttentionFacts, base: string, { t }: Words): AttentionItem[] {
  const { unanswered, late, plans, topics, published, openTutorials } = facts;
  const say = (
    key: "unanswered" | "pastDue" | "noPlan" | "noPosts" | "noSample" | "noTopics",
    path: string,
    count = 0,
  ) => ({
    key,
    text: t(`communities.manage.${key}`, { count }),
    href: `${base}${path}`,
    action: t(`communities.manage.${key}Action`),
  });
  const items: AttentionItem[] = [];
  if (unanswered > 0) items.push(say("unanswered", "/questions", unanswered));
  if (late > 0) items.push(say("pastDue", "/manage/members?pays=late", late));
  if (plans === 0) items.push(say("noPlan", "/manage/plans"));
  if (published === 0) items.push(say("noPosts", "/studio/new"));
  else if (openTutorials === 0) items.push(say("noSample", "/studio"));
  if (topics === 0) items.push(say("noTopics", "/manage/settings#topics"));
  return items;
}
