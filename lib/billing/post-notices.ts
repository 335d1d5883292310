import "server-only";

/** Sends the mails that are owed, each once. Returns how many went out. */
export async function postNotices(): Promise<number> {
  throw new Error("not built yet");
}
