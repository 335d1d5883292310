/** Progress for people: what is being done, and how long it has taken, while it is being done. */
const patienceMs = 1000;
const everyMs = 5000;

/**
 * Runs `work`; says what is happening once it has taken a second, then every five seconds, and how long it took.
 * @param {string} title
 * @param {() => Promise<boolean> | boolean} work Resolves false when it failed.
 * @returns {Promise<boolean>}
 */
export async function step(title, work) {
  const started = Date.now();
  let shown = false;
  const show = () => {
    console.log(shown ? `  … ${title.replace(/ \(.*\)$/, "")}: ${seconds(started)}` : `• ${title}…`);
    shown = true;
  };
  const first = setTimeout(show, patienceMs);
  const timer = setInterval(show, everyMs);
  try {
    const worked = await work();
    const done = worked ? "done" : "failed";
    if (shown || !worked)
      console.log(`${worked ? "✓" : "✗"} ${title.replace(/ \(.*\)$/, "")}: ${done} in ${seconds(started)}`);
    return worked;
  } finally {
    clearTimeout(first);
    clearInterval(timer);
  }
}

/** @param {number} since Milliseconds since the epoch. */
export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
