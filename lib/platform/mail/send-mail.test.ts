import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resetSettings } from "../env";
import { findStoredMail, listStoredMails } from "./mail-folder";
import { closeMail, sendMail } from "./send-mail";

const mail = {
  to: "ada@example.org",
  subject: "确认你的邮箱\r\nBcc: eve@evil.example",
  text: "你好 Ada\n\nhttps://guild.example/confirm?token=abc\n",
  html: "<p>你好 Ada</p>",
  key: "link-1",
};

let data: string;

beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), "guildhall-mail-"));
  process.env.GUILDHALL_DATA = data;
  process.env.GUILDHALL_URL = "https://guild.example";
  resetSettings();
});

afterEach(() => {
  closeMail();
  for (const name of ["GUILDHALL_DATA", "GUILDHALL_URL", "SMTP_URL", "MAIL_FROM"]) delete process.env[name];
  resetSettings();
  rmSync(data, { recursive: true, force: true });
});

const mailFiles = () => readdirSync(path.join(data, "mail")).filter((name) => name !== "keys");

describe("without an SMTP server", () => {
  it("keeps each mail as one file that only its owner can read, newest first", async () => {
    await sendMail(mail);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await sendMail({ ...mail, to: "grace@example.org" });
    const files = mailFiles();
    expect(files).toHaveLength(2);
    expect(statSync(path.join(data, "mail", files[0]!)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path.join(data, "mail", files.sort()[0]!), "utf8"))).toMatchObject({
      to: mail.to,
      text: mail.text,
    });
    expect((await listStoredMails()).map(({ to }) => to)).toEqual(["grace@example.org", "ada@example.org"]);
  });

  it("keeps a mail once for each receiver, however often and at once it is sent", async () => {
    await Promise.all(Array.from({ length: 5 }, () => sendMail(mail)));
    await sendMail({ ...mail, to: "grace@example.org" });
    await sendMail({ ...mail, key: "link-2" });
    expect((await listStoredMails()).map(({ to, key }) => `${to} ${key}`).sort()).toEqual([
      "ada@example.org link-1",
      "ada@example.org link-2",
      "grace@example.org link-1",
    ]);
    expect(mailFiles()).toHaveLength(3);
  });

  it("shows the mail of a key whose writer was killed half-way", async () => {
    await sendMail(mail);
    rmSync(path.join(data, "mail", mailFiles()[0]!));
    expect(await listStoredMails()).toEqual([]);
    await sendMail(mail);
    expect((await listStoredMails()).map(({ to }) => to)).toEqual(["ada@example.org"]);
  });

  it("finds none in an empty directory, and none by a made-up name", async () => {
    expect(await listStoredMails()).toEqual([]);
    for (const id of ["", "..", "../../etc/passwd", "2026-11-22T15-00-00-000Z-../../x", "x".repeat(200)]) {
      expect(await findStoredMail(id)).toBeNull();
    }
  });
});

describe("with an SMTP server", () => {
  let received: { mail: ParsedMail; to: string[] }[];
  let refuse: boolean;
  let server: SMTPServer;

  beforeEach(async () => {
    received = [];
    refuse = false;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onData(stream, session, done) {
        simpleParser(stream).then((parsed) => {
          if (refuse) return done(new Error("mailbox full"));
          received.push({ mail: parsed, to: session.envelope.rcptTo.map(({ address }) => address) });
          done();
        }, done);
      },
    });
    const port = await new Promise<number>((resolve) => {
      const listener = server.listen(0, "127.0.0.1", () => {
        const address = listener.address();
        resolve(address && typeof address === "object" ? address.port : 0);
      });
    });
    process.env.SMTP_URL = `smtp://127.0.0.1:${port}`;
    process.env.MAIL_FROM = "Guild <hello@guild.example>";
    resetSettings();
  });

  afterEach(async () => {
    closeMail();
    await new Promise<void>((resolve) => server.close(resolve));
  });

  it("delivers both forms to one receiver, whatever the subject tries", async () => {
    await sendMail(mail);
    expect(received).toHaveLength(1);
    const { mail: parsed, to } = received[0]!;
    expect(to).toEqual(["ada@example.org"]);
    expect(parsed.subject).toBe("确认你的邮箱 Bcc: eve@evil.example");
    expect(parsed.from?.text).toBe('"Guild" <hello@guild.example>');
    expect(parsed.text).toContain("https://guild.example/confirm?token=abc");
    expect(parsed.html).toContain("你好 Ada");
    expect(parsed.messageId).toBe("<link-1@guild.example>");
    expect(parsed.headers.get("auto-submitted")).toBe("auto-generated");
  });

  it("reads an address as one address", async () => {
    await sendMail({ ...mail, to: "ada@example.org, eve@evil.example" }).catch(() => undefined);
    expect(received.flatMap(({ to }) => to)).not.toContain("eve@evil.example");
  });

  it("throws when the server does not take it, so that the job tries again", async () => {
    refuse = true;
    await expect(sendMail(mail)).rejects.toThrow(/mailbox full/);
  });
});
