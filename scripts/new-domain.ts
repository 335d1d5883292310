import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./run.mjs";

/**
 * `npm run new:domain -- bookings`: writes the vocabulary files of a new domain and a failing test, so that it starts with a
 * promise to keep. Messages, permission rows and the domain's place in the import order are added by hand: the
 * architecture test says where.
 */
const name = process.argv[2] ?? "";
const folder = path.join(root, "lib", name);

if (!/^[a-z][a-z-]{2,30}$/.test(name))
  stop("Which domain? A plural noun in kebab-case: npm run new:domain -- bookings");
if (existsSync(folder)) stop(`lib/${name} exists already.`);

const title = name[0]!.toUpperCase() + name.slice(1).replaceAll("-", " ");
const files: Record<string, string> = {
  "CONTEXT.md": `# ${title}\n\n## Words\n- **${name}**: say what it is in one sentence. Not: the words to avoid.\n\n## Invariants\n- What is always true, and which key or test holds it.\n\n## Does not own\n- What a reader would look for here and finds elsewhere.\n`,
  "types.ts": `/** What the pages of ${name} are given. */\nexport interface ${typeName(name)}View {\n  id: string;\n}\n`,
  "schema.ts": `import { z } from "zod";\n\n/** What the forms of ${name} may send. */\nexport const ${typeName(name)}Input = z.object({\n  name: z.string().trim().min(1).max(120),\n});\nexport type ${typeName(name)}Input = z.infer<typeof ${typeName(name)}Input>;\n`,
  "policy.ts": `/** Who may do what with ${name}: pure decisions, asked before anything is read or changed. */\n`,
  "queries.ts": `import "server-only";\n\n/** SQL reads of ${name}; the first argument is a scope. */\n`,
  "commands.ts": `import "server-only";\n\n/** SQL writes of ${name}; the first argument is \`tx\`, and each one appends to the journal. */\n`,
  "policy.test.ts": `import { expect, it } from "vitest";\n\nit("says who may do what with ${name}, for every kind of viewer", () => {\n  expect.fail("Write the table first: every viewer, every action, true and false alike.");\n});\n`,
};

mkdirSync(folder, { recursive: true });
for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
console.log(`lib/${name} is there: ${Object.keys(files).join(", ")}.`);
console.log(
  `Next: npm test -- unit lib/${name}, which fails; then db/schema/${name}.ts, lib/i18n/messages/*/${name}.ts and the permission table.`,
);

function typeName(kebab: string): string {
  return kebab.replace(/s$/, "").replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
