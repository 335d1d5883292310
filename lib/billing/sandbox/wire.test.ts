import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkParameters, flag, integer, list, metadata, object, required, text } from "./parameters";
import { decodeForm, WireError } from "./wire";

const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof WireError) return [error.status, error.body.code ?? null, error.body.param ?? null];
    throw error;
  }
  return null;
};

describe("a form body", () => {
  it("carries nested keys and lists", () => {
    expect(JSON.parse(JSON.stringify(decodeForm("a=1&b[c]=2&d[0][e]=3&d[1][e]=4&f[]=5&f[]=6")))).toEqual({
      a: "1",
      b: { c: "2" },
      d: { 0: { e: "3" }, 1: { e: "4" } },
      f: { 0: "5", 1: "6" },
    });
  });

  it("that is too deep, contradictory or malformed is refused, and never pollutes a prototype", () => {
    for (const body of ["a[b=1", "[a]=1", "a=1&a=2", "a=1&a[b]=2", "a[b][c][d][e][f][g]=1"])
      expect(refusal(() => decodeForm(body))?.[0]).toBe(400);
    decodeForm("__proto__[polluted]=yes&constructor[prototype][polluted]=yes");
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it("of any kind is decoded or refused, never anything else", () => {
    fc.assert(
      fc.property(fc.string(), (body) => {
        refusal(() => decodeForm(body));
      }),
    );
  });
});

describe("parameters", () => {
  const shape = {
    name: required(text),
    count: integer,
    on: flag,
    metadata,
    items: list(object({ price: required(text) })),
  };
  const check = (body: string) => checkParameters(decodeForm(body), shape);

  it("come out with their types", () => {
    expect(check("name=x&count=3&on=true&metadata[a]=b&items[0][price]=p")).toEqual({
      name: "x",
      count: 3,
      on: true,
      metadata: { a: "b" },
      items: [{ price: "p" }],
    });
  });

  it("that are unknown, missing or of another type are named as Stripe names them", () => {
    expect(refusal(() => check("name=x&colour=red"))).toEqual([400, "parameter_unknown", "colour"]);
    expect(refusal(() => check("name=x&items[0][price]=p&items[0][amount]=1"))).toEqual([
      400,
      "parameter_unknown",
      "items[0][amount]",
    ]);
    expect(refusal(() => check("count=1"))).toEqual([400, "parameter_missing", "name"]);
    expect(refusal(() => check("name=x&count=1.5"))).toEqual([400, "parameter_invalid_integer", "count"]);
    expect(refusal(() => check("name=x&on=yes"))).toEqual([400, null, "on"]);
    expect(refusal(() => check("name=x&items=p"))).toEqual([400, null, "items"]);
    expect(refusal(() => check("name=x&toString=1"))).toEqual([400, "parameter_unknown", "toString"]);
  });
});
