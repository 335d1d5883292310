import { createElement as h, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { communityNav } from "@/components/shell/community-nav";
import { Sidebar } from "@/components/shell/sidebar";
import { SiteShell } from "@/components/shell/site-shell";
import { TopBar } from "@/components/shell/top-bar";
import { shellWords } from "@/components/shell/words";
import { locales } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import { staticHtml } from "./static-html";

/**
 * Neither capitals in attributes' names nor the order of attributes mean anything in HTML, and React has its own of
 * both; beyond that no character may differ.
 */
function tidy(html: string): string {
  return html.replace(/<([a-z]+)((?: [\w-]+="[^"]*")+)/g, (_, tag: string, attributes: string) => {
    const written = attributes.match(/ [\w-]+="[^"]*"/g)!.map((one) => one.replace(/^[^=]+/, (n) => n.toLowerCase()));
    return `<${tag}${written.toSorted().join("")}`;
  });
}
const same = (node: ReactNode) => expect(tidy(staticHtml(node))).toBe(tidy(renderToStaticMarkup(node)));

describe("static HTML is what React makes of the same elements", () => {
  it("for text, numbers, lists, fragments and nothing", () => {
    same(h("p", null, "a < b & \"c\" 'd'", 7, 0, null, false, true, undefined, ["x", h("b", { key: 1 }, "y")]));
    same(
      h(
        "div",
        null,
        h("br"),
        h("img", { src: "/a?b=1&c=2", alt: "", loading: "lazy" }),
        h("hr", { className: "line" }),
      ),
    );
  });

  it("for attributes of every sort", () => {
    same(
      h(
        "div",
        {
          className: "btn",
          tabIndex: -1,
          disabled: true,
          hidden: false,
          title: undefined,
          "aria-pressed": false,
          "aria-hidden": "true",
          "data-on": true,
          popoverTarget: "menu",
          popoverTargetAction: "hide",
        } as object,
        "x",
      ),
    );
    same(h("time", { dateTime: "2026-11-22", suppressHydrationWarning: true }, "today"));
    same(h("label", { htmlFor: "q" }, h("input", { type: "search", name: "q", maxLength: 200, defaultValue: 'a"b' })));
    same(
      h(
        "svg",
        { viewBox: "0 0 24 24", fill: "none", strokeWidth: "2", strokeLinecap: "round" },
        h("path", { d: "M5" }),
      ),
    );
    same(h("div", { dangerouslySetInnerHTML: { __html: "<b>ready</b>" } }));
  });

  it("for the frame of a community, in both languages, for every kind of viewer", () => {
    for (const locale of locales) {
      const { t } = wordsFor(locale);
      for (const role of [null, "member", "creator", "owner"] as const) {
        const viewer = role && { id: "u1", name: "Mira <Sato>", handle: "mira", role, standing: "Regular" };
        const nav = communityNav({ slug: "a", role, signedIn: role !== null, current: "feed", t });
        const community = { slug: "a", name: "A & B", glyph: "AB", promise: "Learn", lang: "en" };
        const shell = { community, viewer, words: shellWords(t) };
        same(h(Sidebar, { ...shell, sections: nav.sections, topics: [{ href: "/x", label: "x", unread: true }] }));
        same(
          h(TopBar, {
            ...shell,
            title: "Feed",
            crumbs: [{ href: "/c", label: "Up" }],
            action: { href: "/new", label: "New" },
            path: "/c/a/feed?x=1",
            query: "seq scan",
            preferences: { theme: "dark", locale },
          }),
        );
      }
    }
  });
});

describe("what cannot be static is refused", () => {
  it("such as client components, promises, functions and objects", () => {
    const client = Object.assign(() => null, { $$typeof: Symbol.for("react.client.reference") });
    expect(() => staticHtml(h(client))).toThrow(/client component/);
    expect(() => staticHtml(Promise.resolve("x"))).toThrow(/finished data/);
    expect(() => staticHtml(h("form", { action: () => undefined }))).toThrow(/action/);
    expect(() => staticHtml(h("p", { style: { color: "red" } }))).toThrow(/style/);
    expect(() => staticHtml(h(SiteShell, {} as never))).toThrow();
  });
});
