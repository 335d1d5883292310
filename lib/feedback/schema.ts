import { z } from "zod";

/** What opens a survey to somebody: dates, so many days of membership, a click on "cancel". */
export const surveyTriggers = ["dates", "day", "cancellation"] as const;
export type SurveyTrigger = (typeof surveyTriggers)[number];

export const surveyAudiences = ["everybody", "paying", "segment"] as const;
export type SurveyAudience = (typeof surveyAudiences)[number];

export const questionKinds = ["single", "multiple", "scale", "nps", "text"] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What a new survey can begin as. */
export const surveyTemplates = ["nps", "day", "cancellation", "wishes", "blank"] as const;
export type SurveyTemplate = (typeof surveyTemplates)[number];

/** The numbers of a scale question, both included. */
export const scaleEnds = { least: 1, most: 5 } as const;

export const limits = { title: 120, intro: 600, prompt: 300, option: 120, options: 12, questions: 20, answer: 2000 };

const surveyId = z.uuid({ error: "invalid" });

export const CreateSurvey = z.object({ community: z.string(), template: z.enum(surveyTemplates, "invalid") });
/** The draft itself is read from the form's fields: see drafts.ts. `do` is a step such as `add:nps` or `up:2`. */
export const SaveSurvey = z.object({
  community: z.string(),
  survey: surveyId,
  do: z
    .string()
    .regex(/^(save|preview|publish|add:[a-z]+|(remove|up|down):\d{1,2})$/)
    .catch("save"),
});
export const SurveyRef = z.object({ community: z.string(), survey: surveyId });
/** `seen` is what the page promised when the button was pressed: who publishes agrees to exactly that. */
export const PublishSurvey = SurveyRef.extend({ seen: z.string({ error: "invalid" }).max(64) });

const first = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value), schema);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const word = z.string().regex(/^[a-z][a-z_-]{0,40}$/);

/** The address of a survey's page. Nothing typed there is an error. */
export const ResultsQuery = z.object({
  view: first(z.enum(["preview"]))
    .optional()
    .catch(undefined),
  table: first(z.enum(["months"]))
    .optional()
    .catch(undefined),
  segment: first(z.string().trim().min(1).max(60)).optional().catch(undefined),
});
export type ResultsQuery = z.output<typeof ResultsQuery>;

/** The address of the page of cancellation reasons: what is drilled into. */
export const ReasonsQuery = z.object({
  month: first(month).optional().catch(undefined),
  reason: first(word).optional().catch(undefined),
  table: first(z.enum(["months"]))
    .optional()
    .catch(undefined),
});
export type ReasonsQuery = z.output<typeof ReasonsQuery>;
