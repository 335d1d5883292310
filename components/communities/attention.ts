import type { Words } from "@/lib/i18n/words";
import type { AttentionItem } from "./attention-list";

export interface AttentionFacts {
  plans: number;
  topics: number;
  published: number;
  openTutorials: number;
}

/** Turns facts into what to do about them: what of the set-up is unfinished. */
export function attentionItems(facts: AttentionFacts, base: string, { t }: Words): AttentionItem[] {
  const { plans, topics, published, openTutorials } = facts;
  const say = (key: "noPlan" | "noPosts" | "noSample" | "noTopics", path: string) => ({
    key,
    text: t(`communities.manage.${key}`),
    href: `${base}${path}`,
    action: t(`communities.manage.${key}Action`),
  });
  const items: AttentionItem[] = [];
  if (plans === 0) items.push(say("noPlan", "/manage/plans"));
  if (published === 0) items.push(say("noPosts", "/studio/new"));
  else if (openTutorials === 0) items.push(say("noSample", "/studio"));
  if (topics === 0) items.push(say("noTopics", "/manage/settings#topics"));
  return items;
}
