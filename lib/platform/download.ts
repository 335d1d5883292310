interface Download {
  /** What the browser saves it as. */
  name: string;
  body: ReadableStream<Uint8Array>;
  type?: string;
}

/** A file as the answer to a request. It holds what this person may see, so nothing on the way may keep it. */
export function download({ name, body, type = "text/csv; charset=utf-8" }: Download): Response {
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
    },
  });
}
