import { createTransport, type Transporter } from "nodemailer";
import { secondMs } from "../clock";
import { env, publicUrl } from "../env";
import { shared } from "../shared-state";
import { onShutdown } from "../shutdown";
import { oneLine } from "./letter";
import { storeMail } from "./mail-folder";
import type { Mail } from "./types";

interface Post {
  url: string;
  transport: Transporter;
}

const holder = shared<{ post: Post | null }>("mail.transport", () => ({ post: null }));

/**
 * Delivers a mail: to the SMTP server when SMTP_URL names one, else as a file in `<data>/mail`. Throws when the server
 * does not take it; mails are sent from jobs, which then try again. Never call it inside `transact`.
 */
export async function sendMail(mail: Mail): Promise<void> {
  const from = sender();
  const url = env().SMTP_URL;
  if (!url) return storeMail(mail, from);
  await transportFor(url).sendMail({
    from,
    // As an object: a string would be parsed as a list and could name a second receiver.
    to: { name: "", address: mail.to },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    headers: { "Auto-Submitted": "auto-generated", ...mail.headers },
    ...(mail.key ? { messageId: `<${mail.key}@${new URL(publicUrl()).hostname}>` } : {}),
  });
}

/** Who our mails are from: MAIL_FROM, else a no-reply address at the public host. */
export function sender(): string {
  return env().MAIL_FROM ?? `Guildhall <no-reply@${new URL(publicUrl()).hostname}>`;
}

/** A few connections are kept open per server. A server that hangs is given up, so that the job can be tried again. */
function transportFor(url: string): Transporter {
  if (holder.post?.url === url) return holder.post.transport;
  holder.post?.transport.close();
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10 * secondMs,
    greetingTimeout: 10 * secondMs,
    socketTimeout: 20 * secondMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0]);
  holder.post = { url, transport };
  onShutdown("mail", closeMail);
  return transport;
}

/** Closes the kept connections. */
export function closeMail(): void {
  holder.post?.transport.close();
  holder.post = null;
}
