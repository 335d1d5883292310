/** What a form shows after its action ran. Travels to the browser, so it holds finished sentences only. */
export interface FormState {
  status: "idle" | "done" | "refused";
  /** A sentence for the whole form. */
  message?: string;
  /** A sentence per field. */
  fields?: Record<string, string>;
  /** What was typed, so that nothing is lost when a form comes back without JavaScript. Never passwords. */
  values?: Record<string, string>;
  /** What the action made, such as `{ commentId }`. */
  made?: Record<string, string>;
}

export const idleForm: FormState = { status: "idle" };

/** The shape of every action: for `useActionState`, which also works before JavaScript loads. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

/** An action for a plain `<form action>` that shows no state: switches, sign-out. Works before JavaScript loads. */
export function plainForm(action: FormAction): (form: FormData) => Promise<void> {
  return action.bind(null, idleForm) as unknown as (form: FormData) => Promise<void>;
}
