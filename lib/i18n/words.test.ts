import {
  isArgumentElement,
  isNumberElement,
  isPluralElement,
  isSelectElement,
  isTagElement,
  type MessageFormatElement,
  parse,
} from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { isLocale, localeFromHeader } from "./locales";
import { messages as en } from "./messages/en";
import { messages as zh } from "./messages/zh-CN";
import { wordsFor } from "./words";

type Tree = { [key: string]: string | Tree };

/** Every message by its whole key. */
function flat(tree: Tree, before = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const whole = before ? `${before}.${key}` : key;
    if (typeof value === "string") found.set(whole, value);
    else for (const [inner, text] of flat(value, whole)) found.set(inner, text);
  }
  return found;
}

/** The ICU arguments and tags of a message, with what kind each is: `count:plural`, `name:`, `<link>`. */
function argumentsOf(message: string): string[] {
  return [...new Set(parse(message, { requiresOtherClause: true }).flatMap(argumentsIn))].sort();
}

function argumentsIn(part: MessageFormatElement): string[] {
  if (isTagElement(part)) return [`<${part.value}>`, ...part.children.flatMap(argumentsIn)];
  const branches = isSelectElement(part) || isPluralElement(part) ? Object.values(part.options) : [];
  const inner = branches.flatMap(({ value }) => value.flatMap(argumentsIn));
  if (isPluralElement(part)) return [`${part.value}:plural`, ...inner];
  if (isSelectElement(part)) return [`${part.value}:select`, ...inner];
  if (isNumberElement(part)) return [`${part.value}:number`];
  return isArgumentElement(part) ? [`${part.value}:`] : [];
}

const [english, chinese] = [flat(en), flat(zh)];

describe("the two languages", () => {
  it("have the same keys", () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    expect(english.size).toBeGreaterThan(300);
  });

  it("take the same arguments in every sentence", () => {
    // Chinese has one plural form: it may say `{n}` or `{n, number}` where English says `{n, plural, …}`.
    const plain = (text: string) =>
      argumentsOf(text)
        .map((argument) => argument.replace(/:(plural|number)$/, ":"))
        .filter((argument, index, all) => all.indexOf(argument) === index)
        .join();
    const different = [...english].filter(([key, text]) => plain(text) !== plain(chinese.get(key) ?? ""));
    expect(different.map(([key, text]) => `${key}: ${text} | ${chinese.get(key)}`)).toEqual([]);
  });

  it("see an argument that is missing, misspelt or of another kind", () => {
    expect(argumentsOf("{n, plural, one {# post} other {# posts}} by {name}")).toEqual(["n:plural", "name:"]);
    expect(argumentsOf("{kind, select, a {x {who}} other {y}} <link>here</link>")).toEqual([
      "<link>",
      "kind:select",
      "who:",
    ]);
    expect(argumentsOf("Nothing, it''s '{escaped}'")).toEqual([]);
    expect(argumentsOf("{name}")).not.toEqual(argumentsOf("{nam}"));
  });

  it("have no empty sentence, and every sentence can be formatted", () => {
    for (const [locale, sentences] of [
      ["en", english],
      ["zh-CN", chinese],
    ] as const) {
      const { t } = wordsFor(locale);
      for (const [key, text] of sentences) {
        expect(text.trim(), key).not.toBe("");
        const values = Object.fromEntries(
          argumentsOf(text).map((name) => [name.split(":")[0]!.replace(/[<>]/g, ""), valueFor(name)]),
        );
        const formatted = hasTags(text)
          ? t.rich(key as "errors.gone", values as never)
          : t(key as "errors.gone", values as never);
        expect(String(formatted), `${locale} ${key}`).not.toContain(key);
      }
    }
  });
});

const hasTags = (text: string) => argumentsOf(text).some((argument) => argument.startsWith("<"));

function valueFor(argument: string): unknown {
  if (argument.startsWith("<")) return (chunks: unknown) => chunks;
  return /:(date|time)$/.test(argument) ? new Date(0) : /:(select|)$/.test(argument) ? "3" : 3;
}

describe("the language of a request", () => {
  it.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
    ["en-GB,en;q=0.9,zh;q=0.8", "en"],
    ["fr;q=1, zh-TW;q=0.3, en;q=0.2", "zh-CN"],
    ["zh;q=0, en", "en"],
    ["*", "en"],
    ["", "en"],
    [",;q=,;;zh", "en"],
    [undefined, "en"],
  ])("for %j is %s", (header, locale) => {
    expect(localeFromHeader(header)).toBe(locale);
  });

  it("is one of two", () => {
    expect([isLocale("zh-CN"), isLocale("en"), isLocale("de"), isLocale(null)]).toEqual([true, true, false, false]);
  });
});
