import { describe, expect, it } from "vitest";
import { closeDocument, openDocument, putAside, textAside } from "./page-text";

describe("text put aside for one document", () => {
  it("is found by its key until the document is closed", () => {
    openDocument("a");
    const key = putAside("a", "<p>once</p>")!;
    expect(textAside(key)).toBe("<p>once</p>");
    closeDocument("a");
    expect(textAside(key)).toBe("");
  });

  it("is refused outside of an open document, so that nothing stays behind", () => {
    expect(putAside(null, "x")).toBeNull();
    expect(putAside("never-opened", "x")).toBeNull();
    openDocument("b");
    closeDocument("b");
    expect(putAside("b", "x")).toBeNull();
  });

  it("keeps documents apart", () => {
    openDocument("c");
    openDocument("d");
    const [mine, theirs] = [putAside("c", "mine")!, putAside("d", "theirs")!];
    expect(mine).not.toBe(theirs);
    closeDocument("c");
    expect([textAside(mine), textAside(theirs)]).toEqual(["", "theirs"]);
    closeDocument("d");
  });
});
