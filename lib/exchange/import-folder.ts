import "server-only";
import { transact } from "@/db/client";
import { storeFile } from "@/lib/media/commands";
import { prepareFile } from "@/lib/media/prepare-file";
import { listFilesOfPost } from "@/lib/media/queries";
import type { PreparedFile, RefusedPicture } from "@/lib/media/types";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { type Rendered, renderMarkdown } from "@/lib/platform/markdown/render";
import type { RewrittenUrl } from "@/lib/platform/markdown/types";
import { saveImportedPost } from "@/lib/posts/commands/posts";
import { type Audience, isDivided } from "@/lib/posts/schema";
import { mentionedAddresses, postAddress, type Target } from "./links";
import { type Plan, planImport } from "./plan";
import { findCommunitySlug, findExisting } from "./queries";
import { readSourceFile, scanFolder } from "./scan-folder";
import type { Article, Existing, PlanRow, Problem, Report, Source } from "./types";

export interface ImportOptions {
  communityId: string;
  /** Whose texts they become. */
  authorMemberId: string;
  audience: Extract<Audience, "public" | "members" | "benefit">;
  /** For audience `benefit`. */
  benefitId: string | null;
  /** True for who runs the community: may change posts of other members that an import made. */
  mayChangeOthers: boolean;
  /** A path on this machine. */
  folder: string;
  /** Plan and render, store nothing. */
  dryRun: boolean;
  onProgress?: (done: number, total: number, row: PlanRow) => void;
}

/**
 * Imports a folder of Markdown as tutorials: plans, then for each article prepares its pictures and renders it, and
 * stores both in one short transaction. What cannot be imported is reported and does not stop the rest. Throws
 * Refusal when the community is unknown or the folder cannot be read.
 */
export async function importFolder(options: ImportOptions): Promise<Report> {
  const communitySlug = await findCommunitySlug(options.communityId);
  if (!communitySlug) throw new NotFound();
  const source = await scanFolder(options.folder);
  const existing = await findExisting(options.communityId);
  const seed = { audience: options.audience, benefit: options.benefitId };
  const plan = await planImport(source, existing, seed, options.mayChangeOthers ? null : options.authorMemberId);
  const run = new ImportRun(options, communitySlug, source, existing, plan);
  return run.report(await run.all());
}

interface Found {
  id: string;
  path: string;
  prepared: PreparedFile;
}

/** One import while it runs. */
class ImportRun {
  readonly #options: ImportOptions;
  readonly #communitySlug: string;
  readonly #source: Source;
  readonly #existing: Existing;
  readonly #plan: Plan;
  readonly #startedAt = now();
  readonly #slugs: Map<string, string>;
  readonly #pictures = new Map<string, Promise<PreparedFile | RefusedPicture | null>>();
  readonly #shown = new Set<string>();
  readonly #remote = new Set<string>();
  #links = 0;
  #dead = 0;

  constructor(options: ImportOptions, communitySlug: string, source: Source, existing: Existing, plan: Plan) {
    this.#options = options;
    this.#communitySlug = communitySlug;
    this.#source = source;
    this.#existing = existing;
    this.#plan = plan;
    this.#slugs = new Map(plan.articles.map((article) => [article.path, article.slug]));
  }

  async all(): Promise<PlanRow[]> {
    const { rows, articles } = this.#plan;
    for (const [i, article] of articles.entries()) {
      const row = rows[i]!;
      if (row.action === "create" || row.action === "change") await this.#one(article, row, i);
      this.#options.onProgress?.(i + 1, articles.length, row);
      // Other requests of this process get their turn: rendering is pure computing.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return rows;
  }

  async #one(article: Article, row: PlanRow, position: number): Promise<void> {
    try {
      const files = await this.#preparePictures(article, row.problems);
      const rendered = await this.#render(article, row, files);
      row.warnings = rendered.warnings;
      if (!this.#options.dryRun) await this.#store(article, row, rendered, files, position);
    } catch (error) {
      if (!(error instanceof Refusal)) log.error({ path: article.path, error: String(error) }, "article not imported");
      row.action = "skip";
      row.reason = error instanceof Refusal && error.code === "too-long" ? "too-big" : "failed";
      row.problems.push({
        path: article.path,
        code: error instanceof Refusal && error.code === "too-long" ? "too-big" : "failed",
        detail: "1",
      });
    }
  }

  /** Local pictures by their path in the source. In a dry run they are drawn too, so that the report is true, but not kept. */
  async #preparePictures(article: Article, problems: Problem[]): Promise<Map<string, Found>> {
    const files = new Map<string, Found>();
    const known = this.#existing.bySourcePath.get(article.path);
    const stored = known ? await listFilesOfPost(this.#options.communityId, known.postId) : [];
    for (const { url, kind } of mentionedAddresses(article.markdown)) {
      const target = this.#plan.links.resolve(url, article.path, kind);
      if (target.kind !== "picture" || files.has(target.path)) continue;
      const prepared = await this.#prepare(target.path);
      if (prepared === null || typeof prepared === "string") {
        const picture = prepared ?? undefined;
        problems.push({ path: target.path, code: picture ? "picture-refused" : "unreadable", picture });
        continue;
      }
      const same = [...files.values()].find((found) => found.prepared.sha256 === prepared.sha256);
      const id = same?.id ?? stored.find((file) => file.sha256 === prepared.sha256)?.id ?? newId();
      files.set(target.path, { id, path: target.path, prepared });
    }
    return files;
  }

  #prepare(path: string): Promise<PreparedFile | RefusedPicture | null> {
    const { communityId, dryRun } = this.#options;
    let prepared = this.#pictures.get(path);
    if (!prepared) {
      prepared = readSourceFile(this.#source.files.get(path)!).then((bytes) =>
        bytes ? prepareFile({ communityId, name: path, bytes, keep: !dryRun }) : null,
      );
      this.#pictures.set(path, prepared);
    }
    return prepared;
  }

  #render(article: Article, row: PlanRow, files: Map<string, Found>): Promise<Rendered> {
    const dead = new Set<string>();
    const rewriteUrl = (url: string, kind: "link" | "image"): RewrittenUrl => {
      const target = this.#plan.links.resolve(url, article.path, kind);
      if (target.kind === "dead") this.#tellDead(url, kind, article, row, dead);
      return this.#addressOf(target, url, kind, files);
    };
    const { markdown, lang, front } = article;
    return renderMarkdown(markdown, {
      paid: isDivided("tutorial", this.#options.audience),
      lang,
      excerpt: front.excerpt,
      rewriteUrl,
    });
  }

  #addressOf(target: Target, url: string, kind: "link" | "image", files: Map<string, Found>): RewrittenUrl {
    if (target.kind === "article") {
      this.#links++;
      return postAddress(this.#communitySlug, this.#slugs.get(target.path)!, target.hash);
    }
    if (target.kind === "picture") {
      const found = files.get(target.path);
      if (!found) return "";
      this.#shown.add(target.path);
      return { url: `/api/files/${found.id}`, width: found.prepared.width, height: found.prepared.height };
    }
    if (target.kind === "remote" && kind === "image") this.#remote.add(url);
    return target.kind === "dead" ? "" : null;
  }

  #tellDead(url: string, kind: "link" | "image", { path }: Article, row: PlanRow, told: Set<string>): void {
    if (kind === "link") this.#dead++;
    if (told.has(url)) return;
    told.add(url);
    row.problems.push({ path, code: kind === "link" ? "dead-link" : "picture-missing", detail: url.slice(0, 120) });
  }

  async #store(article: Article, row: PlanRow, rendered: Rendered, files: Map<string, Found>, position: number) {
    const { communityId, authorMemberId: authorId, audience, benefitId } = this.#options;
    const { path: sourcePath, digest: sourceDigest, slug, title, lang, markdown, front } = article;
    // By id, not by path: two names of one picture are one file, and it is public when either stands in the teaser.
    const inTeaser = new Set(
      rendered.images
        .filter((image) => image.inTeaser)
        .map((image) => files.get(targetPath(this.#plan, image.src, article.path) ?? "")?.id),
    );
    // Undated texts keep their reading order in lists of the newest: the first stands on top.
    const publishedAt = front.publishedAt ?? new Date(this.#startedAt.getTime() - position * 1000);
    const saved = await transact(async (tx) => {
      const post = await saveImportedPost(tx, {
        communityId,
        authorId,
        sourcePath,
        sourceDigest,
        kind: "tutorial",
        audience,
        benefitId: audience === "benefit" ? benefitId : null,
        topicId: null,
        slug,
        title,
        lang,
        markdown,
        rendered,
        publishedAt,
        state: front.draft ? "draft" : "published",
      });
      for (const { id, path, prepared } of files.values()) {
        await storeFile(tx, {
          id,
          communityId,
          postId: post.postId,
          uploadedBy: authorId,
          inTeaser: inTeaser.has(id),
          sourcePath: path,
          prepared,
        });
      }
      return post;
    });
    row.slug = saved.slug;
  }

  report(rows: PlanRow[]): Report {
    const count = (action: PlanRow["action"]) => rows.filter((row) => row.action === action).length;
    return {
      dryRun: this.#options.dryRun,
      created: count("create"),
      changed: count("change"),
      unchanged: count("unchanged"),
      skipped: count("skip"),
      rows,
      problems: this.#source.problems.filter((problem) => !rows.some((row) => row.path === problem.path)),
      pictures: this.#shown.size,
      links: this.#links,
      deadLinks: this.#dead,
      remotePictures: this.#remote.size,
    };
  }
}

function targetPath(plan: Plan, src: string, from: string): string | null {
  const target = plan.links.resolve(src, from, "image");
  return target.kind === "picture" ? target.path : null;
}
