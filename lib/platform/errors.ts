/**
 * Something a person can do wrong, said so that it can be shown: `code` is a key below `errors` in the messages,
 * `field` names the form field it belongs to. Everything else that is thrown is a fault of ours and shows as such.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly options: { field?: string; values?: Record<string, string | number> };
  constructor(code: string, options: { field?: string; values?: Record<string, string | number> } = {}) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.options = options;
  }
}

/** Asked for something that does not exist for this viewer: a page answers 404, an action the sentence `errors.gone`. */
export class NotFound extends Refusal {
  constructor() {
    super("gone");
    this.name = "NotFound";
  }
}
