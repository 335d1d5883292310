import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const Face = z.object({
  title: z.string(),
  kind: z.enum(["tutorial", "article", "report", "announcement"]),
  audience: z.enum(["public", "members", "plan", "plan+single"]),
  price: z.number().int().optional(),
  topic: z.string(),
  author: z.enum(["owner", "creator"]),
  monthsAgo: z.number(),
  excerpt: z.string(),
});

export type WrittenPost = z.infer<typeof Face> & { markdown: string; slug: string };

/** The demo's own tutorials of one language, oldest first. */
export function readWrittenPosts(language: "zh" | "en"): WrittenPost[] {
  const folder = path.join(process.cwd(), "db", "seed", "content", language);
  const files = readdirSync(folder).filter((file) => file.endsWith(".md"));
  const posts = files.map((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    const [, face = "", markdown = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
    return { ...Face.parse(parse(face)), markdown, slug: file.replace(/^\d+-|\.md$/g, "") };
  });
  return posts.sort((a, b) => b.monthsAgo - a.monthsAgo);
}
