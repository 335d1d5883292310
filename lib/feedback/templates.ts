import type { Words } from "@/lib/i18n/words";
import { addDays, dayOf } from "@/lib/platform/calendar";
import type { DraftQuestion, SurveyDraft } from "./drafts";
import type { QuestionKind, SurveyTemplate } from "./schema";

const openDays = 14;

/** What a new survey begins as, in a language. Everything in it can be changed until it is published. */
export function templateDraft(template: SurveyTemplate, { t }: Words, at: Date, zone: string): SurveyDraft {
  const today = dayOf(at, zone);
  const empty: SurveyDraft = {
    title: "",
    intro: "",
    trigger: "dates",
    opensOn: "",
    closesOn: "",
    afterDays: null,
    audience: "everybody",
    segmentId: null,
    mails: false,
    anonymous: false,
    questions: [],
  };
  const dates = { opensOn: today, closesOn: addDays(today, openDays - 1) };
  const likely: DraftQuestion = ask("nps", t("feedback.template.recommend"), true);
  switch (template) {
    case "blank":
      return empty;
    case "nps":
      return {
        ...empty,
        ...dates,
        title: t("feedback.template.nps.title"),
        intro: t("feedback.template.nps.intro"),
        anonymous: true,
        questions: [likely, ask("text", t("feedback.template.nps.why"))],
      };
    case "day":
      return {
        ...empty,
        trigger: "day",
        afterDays: 30,
        title: t("feedback.template.day.title"),
        intro: t("feedback.template.day.intro"),
        anonymous: true,
        questions: [
          likely,
          ask("single", t("feedback.template.day.came"), true, lines(t("feedback.template.day.cameOptions"))),
          ask("scale", t("feedback.template.day.found"), true, lines(t("feedback.template.day.foundEnds"))),
          ask("text", t("feedback.template.day.missing")),
        ],
      };
    case "cancellation":
      return {
        ...empty,
        trigger: "cancellation",
        title: t("feedback.template.cancellation.title"),
        intro: t("feedback.template.cancellation.intro"),
        questions: [
          ask(
            "multiple",
            t("feedback.template.cancellation.why"),
            true,
            lines(t("feedback.template.cancellation.whyOptions")),
          ),
          ask(
            "single",
            t("feedback.template.cancellation.back"),
            true,
            lines(t("feedback.template.cancellation.backOptions")),
          ),
          ask("text", t("feedback.template.cancellation.other")),
        ],
      };
    case "wishes":
      return {
        ...empty,
        ...dates,
        title: t("feedback.template.wishes.title"),
        intro: t("feedback.template.wishes.intro"),
        questions: [
          ask("multiple", t("feedback.template.wishes.kinds"), true, lines(t("feedback.template.wishes.kindOptions"))),
          ask("scale", t("feedback.template.wishes.depth"), true, lines(t("feedback.template.wishes.depthEnds"))),
          ask("text", t("feedback.template.wishes.next")),
        ],
      };
  }
}

const ask = (kind: QuestionKind, prompt: string, required = false, options: string[] = []): DraftQuestion => ({
  kind,
  prompt,
  options,
  required,
});

const lines = (text: string) => text.split("\n").map((line) => line.trim());
