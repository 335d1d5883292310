import { createHmac } from "node:crypto";

/**
 * The order in which an anonymous question's texts are shown: by a keyed hash of question and response. It stays the
 * same from look to look, says nothing of the time, and is another one for each question, so that the third text of one
 * question is not by whom the third text of another is.
 */
export function textOrder(responseIds: readonly string[], { key, questionId }: { key: string; questionId: string }) {
  return responseIds
    .map((id) => ({ id, place: createHmac("sha256", key).update(`${questionId} ${id}`).digest("hex") }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ id }) => id);
}
