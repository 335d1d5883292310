import { marksIn } from "./words";

interface Rankable {
  id: string;
  title: string;
  publishedAt: Date;
}

const halfLifeDays = 180;

/** Title before teaser before body, newer before older: scores add up, and age halves the weight every 180 days. */
export function rank<Hit extends Rankable>(
  hits: Hit[],
  faceIds: ReadonlySet<string>,
  question: string,
  at: Date,
): Hit[] {
  const score = (hit: Hit) => {
    const inTitle = marksIn(hit.title, question).length > 0 ? 4 : 0;
    const inFace = faceIds.has(hit.id) ? 2 : 0;
    const ageDays = Math.max(0, at.getTime() - hit.publishedAt.getTime()) / 86_400_000;
    return (1 + inTitle + inFace) * 2 ** (-ageDays / halfLifeDays);
  };
  const scored = hits.map((hit) => ({ hit, score: score(hit) }));
  return scored.sort((a, b) => b.score - a.score || (a.hit.id < b.hit.id ? 1 : -1)).map(({ hit }) => hit);
}
