import { describe, expect, it } from "vitest";
import { splitFrontMatter } from "./front-matter";

describe("front matter", () => {
  it("reads YAML, TOML and JSON alike", () => {
    const texts = [
      "---\ntitle: A\ndate: 2024-03-05\nweight: 3\ndraft: true\naliases: [/x, /y]\n---\nbody\n",
      '+++\ntitle = "A"\ndate = 2024-03-05\nweight = 3\ndraft = true\naliases = ["/x", "/y"]\n+++\nbody\n',
      '{\n"title": "A", "date": "2024-03-05", "weight": 3, "draft": true, "aliases": ["/x", "/y"]\n}\nbody\n',
    ];
    for (const text of texts) {
      const { front, body, broken } = splitFrontMatter(text);
      expect(front).toMatchObject({ title: "A", order: 3, draft: true, addresses: ["/x", "/y"] });
      expect(front.publishedAt?.toISOString()).toBe("2024-03-05T00:00:00.000Z");
      expect([body, broken]).toEqual(["body\n", null]);
    }
  });

  it.each([
    ["2019-07-02 08:05:10", "2019-07-02T08:05:10.000Z"],
    ["2019-07-02T08:05:10+08:00", "2019-07-02T00:05:10.000Z"],
    ["2019/7/2", "2019-07-02T00:00:00.000Z"],
    ["2019-7-2 8:05", "2019-07-02T08:05:00.000Z"],
    ["yesterday", undefined],
    ["2019-13-45", undefined],
  ])("date %s is %s", (written, expected) => {
    expect(splitFrontMatter(`---\ndate: ${written}\n---\n`).front.publishedAt?.toISOString()).toBe(expected);
  });

  it.each([
    "---\ntitle: [unclosed\n---\nbody",
    '---\ntitle: "x\n  bad: : :\n\t- y\n---\nbody',
    "+++\ntitle = \n+++\nbody",
    "---\n- a\n- list: x\n---\nbody",
  ])("broken front matter is shown, not lost: %j", (text) => {
    const { body, broken } = splitFrontMatter(text);
    expect(broken).not.toBeNull();
    expect(body).toMatch(/^````(?:yaml|toml)\n/);
    expect(body.endsWith("\n\nbody")).toBe(true);
  });

  it("a billion laughs are not expanded", () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(",")}]`);
    const { broken } = splitFrontMatter(`---\nl0: &l0 lol\n${levels.join("\n")}\ntitle: x\n---\nbody`);
    expect(broken).not.toBeNull();
  });

  it("tags that would make objects or run code stay words", () => {
    const { front } = splitFrontMatter('---\ntitle: !!js/function "function(){ throw 1 }"\n---\nbody');
    expect([undefined, "function(){ throw 1 }"]).toContain(front.title);
    expect(splitFrontMatter("---js\n{ title: process.exit(1) }\n---\nbody").body).toContain("process.exit");
  });

  it("a rule at the top of prose is no front matter", () => {
    const text = "---\n\nJust words here\n\n---\n\nmore";
    expect(splitFrontMatter(text)).toMatchObject({ body: text, broken: null });
  });

  it("prototype names are ordinary keys", () => {
    const { front } = splitFrontMatter("---\n__proto__: {draft: true}\nconstructor: x\ntitle: T\n---\n");
    expect(front).toMatchObject({ title: "T", draft: false });
  });
});
