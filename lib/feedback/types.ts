import type { SegmentOf } from "@/lib/segments/types";
import type { Nps } from "./nps";
import type { QuestionKind, SurveyAudience, SurveyTrigger } from "./schema";

/** A question as it is asked. `options` are the choices; of a scale the names of its two ends; else empty. */
export interface SurveyQuestion {
  id: string;
  kind: QuestionKind;
  prompt: string;
  options: string[];
  required: boolean;
}

/** A survey without its questions. */
export interface Survey {
  id: string;
  communityId: string;
  title: string;
  intro: string;
  trigger: SurveyTrigger;
  opensAt: Date | null;
  closesAt: Date | null;
  afterDays: number | null;
  audience: SurveyAudience;
  segmentId: string | null;
  /** The segment's rule as it was at publishing: by it a published survey asks. Null of drafts and without a segment. */
  audienceRule: SegmentOf["rule"] | null;
  mails: boolean;
  anonymous: boolean;
  createdAt: Date;
  publishedAt: Date | null;
  archivedAt: Date | null;
}

/** What is known of a member when it is asked whether a survey is for them. */
export interface AskedMember {
  memberId: string;
  joinedAt: Date;
  /** Their last click on "cancel" that was not undone; null when there is none. */
  cancelledAt: Date | null;
}

/** One thing somebody answered: an option's position, a number, or (with `choice` 0) text. */
export interface GivenAnswer {
  questionId: string;
  choice: number;
  text: string | null;
}

/** A row of the owner's list. Of an anonymous survey `answered` grows in steps of five. */
export interface SurveyRow extends Survey {
  questions: number;
  invited: number;
  answered: number;
}

/** Carries no id of its response: what one person wrote to two questions must not be put together. */
export interface TextAnswer {
  text: string;
  /** Who wrote it; null in anonymous surveys and for people who have gone. */
  person: { id: string; name: string; handle: string } | null;
}

/** What came of one question. */
export interface QuestionResult {
  question: SurveyQuestion;
  /** How many answered it; of an anonymous survey how many of these answers may be seen, 0 when that is too few. */
  n: number;
  /** Fewer than five answers of an anonymous question may be seen: nothing of it is shown. */
  tooFew: boolean;
  /** Choices in their order, numbers upwards; shares are of `n`. Empty for text. */
  bars: { choice: number; count: number; share: number | null }[];
  /** Of a scale. */
  mean: number | null;
  nps: Nps | null;
  texts: TextAnswer[];
  /** How many texts there are; the page shows the first of them. */
  textCount: number;
}

export interface SurveyResults {
  invited: number;
  /** Responses that may be seen. */
  responses: number;
  rate: number | null;
  questions: QuestionResult[];
  /** By month, for the first NPS question; empty without one. */
  months: NpsStretch[];
}

/** NPS of a month; in anonymous surveys also of several months that stand together because one alone shows too few. */
export interface NpsStretch {
  /** YYYY-MM, both included; the same for a single month. */
  from: string;
  to: string;
  nps: Nps;
}
