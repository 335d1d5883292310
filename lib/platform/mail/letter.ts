/** What a mail says, before it is laid out. Finished sentences; a link is an absolute address of ours. */
export interface Letter {
  subject: string;
  greeting: string;
  paragraphs: string[];
  button?: { label: string; href: string };
  /** Stands small below the line: why this mail came. */
  footer: string;
  lang: string;
}

/** Lays a letter out twice: as text, which must be complete by itself, and as simple HTML. */
export function layOut(letter: Letter): { subject: string; text: string; html: string } {
  return { subject: oneLine(letter.subject), text: asText(letter), html: asHtml(letter) };
}

function asText({ greeting, paragraphs, button, footer }: Letter): string {
  const blocks = [greeting, ...paragraphs, ...(button ? [`${button.label}:\n${button.href}`] : []), `-- \n${footer}`];
  return `${blocks.join("\n\n")}\n`;
}

/** Styles stand on the elements because mail programs drop style sheets; the page's own policy never meets them. */
function asHtml({ lang, subject, greeting, paragraphs, button, footer }: Letter): string {
  const text = (content: string) => `<p style="margin:0 0 16px">${escapeHtml(content)}</p>`;
  const link = button
    ? `<p style="margin:24px 0"><a href="${escapeHtml(button.href)}" style="background:#006b68;color:#fff;padding:12px 20px;border-radius:7px;text-decoration:none;font-weight:600">${escapeHtml(button.label)}</a></p>
<p style="margin:0 0 16px;color:#5d6769;font-size:13px;word-break:break-all">${escapeHtml(button.href)}</p>`
    : "";
  return `<!doctype html>
<html lang="${escapeHtml(lang)}"><head><meta charset="utf-8"><title>${escapeHtml(oneLine(subject))}</title></head>
<body style="margin:0;padding:24px;font:16px/1.6 system-ui,sans-serif;color:#172022">
<div style="max-width:34rem;margin:0 auto">
${[greeting, ...paragraphs].map(text).join("\n")}
${link}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #dfe3e3;color:#5d6769;font-size:13px">${escapeHtml(footer)}</p>
</div>
</body></html>
`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A subject is one line: a name with a line break in it must not become a header of its own. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").trim();
}
