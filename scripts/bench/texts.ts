/** The texts of the measured community: about as long, and with the same kinds of pieces, as a short tutorial. */

export const benchCommunity = "bench";
export const topicNames = ["databases", "networks", "compilers", "testing", "concurrency"];

/** A tutorial in Markdown, about 4 kB; with a pay line after the first section when `paid`. */
export function tutorialText(seed: number, paid: boolean): string {
  const topic = topicNames[seed % topicNames.length]!;
  const sections = Array.from({ length: 6 }, (_, index) => section(topic, seed, index));
  return [sections[0], paid ? "<!-- pay -->" : "", ...sections.slice(1)].join("\n\n");
}

function section(topic: string, seed: number, index: number): string {
  const prose = `This part looks at ${topic} from the side of the person who is woken at night. A *queue* hides a slow consumer until it is full; an **index** hides a slow query until the table has grown. Measure first, change one thing, measure again, and write both numbers down.`;
  const code = `\`\`\`ts\nexport function step${index}(values: number[]): number {\n  const limit = ${seed + 10};\n  return values.filter((value) => value < limit).reduce((sum, value) => sum + value, 0);\n}\n\`\`\``;
  const list = "- what was expected\n- what was measured\n- what is still unknown";
  return [`## Step ${index + 1}: ${topic}`, prose, index % 2 === 0 ? code : list, prose].join("\n\n");
}

/** A comment of two or three sentences. */
export function commentText(seed: number): string {
  const ends = [
    "Thank you for writing this down.",
    "Has anybody tried it with `EXPLAIN`?",
    "I would add a test first.",
  ];
  return `We saw the same in production: the numbers moved only after the **${topicNames[seed % topicNames.length]}** part was changed. ${ends[seed % ends.length]}`;
}
