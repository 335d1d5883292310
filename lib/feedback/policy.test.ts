import { describe, expect, it } from "vitest";
import { memberViewer, viewerIn } from "@/e2e/support/talk-world";
import { roles } from "@/lib/members/schema";
import { mayBeAsked, mayManageSurveys } from "./policy";

describe("surveys", () => {
  it("are written by owner and admins, who are the only members never asked", () => {
    const managers = roles.filter((role) => mayManageSurveys(memberViewer("c", "m", role)));
    const asked = roles.filter((role) => mayBeAsked(memberViewer("c", "m", role)));
    expect(managers).toEqual(["owner", "admin"]);
    expect(asked).toEqual(["moderator", "creator", "member", "guest"]);
    expect(mayBeAsked(viewerIn("c"))).toBe(false);
    expect(mayManageSurveys(viewerIn("c"))).toBe(false);
  });
});
