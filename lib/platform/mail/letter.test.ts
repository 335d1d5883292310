import { describe, expect, it } from "vitest";
import { layOut, oneLine } from "./letter";

describe("a letter", () => {
  const letter = {
    lang: "en",
    subject: "Hello\r\nBcc: eve@evil.example",
    greeting: "Hello <script>alert(1)</script>,",
    paragraphs: ['Tom & "Jerry"'],
    button: { label: "Go", href: "https://guild.example/confirm?token=a&next=%2Fhome" },
    footer: "Sent by guild.example.",
  };

  it("escapes everything in its HTML", () => {
    const { html } = layOut(letter);
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain('href="https://guild.example/confirm?token=a&amp;next=%2Fhome"');
    expect(html).toContain("Tom &amp; &quot;Jerry&quot;");
  });

  it("is complete as text, with its address on a line of its own", () => {
    expect(layOut(letter).text.split("\n")).toContain(letter.button.href);
  });

  it("has a subject of one line", () => {
    expect(layOut(letter).subject).toBe("Hello Bcc: eve@evil.example");
    expect(oneLine("a\u0000b\n\nc")).toBe("a b c");
  });
});
