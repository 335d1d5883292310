/** One mail, finished. `headers` are added as they are; `key` makes a repeated delivery recognisable. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
  key?: string;
}

/** A mail that was written to the data directory instead of being sent. */
export interface StoredMail extends Mail {
  id: string;
  from: string;
  at: string;
}
