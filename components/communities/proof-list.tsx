import type { ReactNode } from "react";
import type { Proof } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";

/** What is true of the community, one fact per line. A fact without a number is left out rather than shown as nought. */
export function ProofList({ proof, words }: { proof: Proof; words: Words }) {
  const { t } = words;
  const b = (text: ReactNode) => <b className="num text-ink">{text}</b>;
  const { questions, tutorials, openTutorials } = proof;
  const percent = questions.asked === 0 ? 0 : questions.answered / questions.asked;
  const facts: [string, ReactNode][] = [["members", t.rich("communities.home.members", { b, count: proof.members })]];
  if (proof.active > 0) facts.push(["active", t.rich("communities.home.active", { b, count: proof.active })]);
  if (tutorials > 0) {
    facts.push(["tutorials", t.rich("communities.home.tutorials", { b, count: tutorials, open: openTutorials })]);
  }
  if (questions.asked > 0) {
    facts.push(["answered", t.rich("communities.home.answered", { b, percent, asked: questions.asked })]);
  }
  if (proof.recent > 0) facts.push(["cadence", t.rich("communities.home.cadence", { b, count: proof.recent })]);
  return (
    <ul className="mt-6 flex flex-wrap gap-x-6 gap-y-2 text-ink-2" aria-label={t("communities.home.proof")}>
      {facts.map(([key, fact]) => (
        <li key={key}>{fact}</li>
      ))}
    </ul>
  );
}
