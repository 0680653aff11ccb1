const began = performance.now();
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** One line of progress, with the time since this command began; stdout is for what a command answers. */
export function say(message) {
  console.error(`[${seconds(performance.now() - began).padStart(7)}] ${message}`);
}

/** Announces a step, does it, and says how long it took. A step that throws is named in the error. */
export async function step(name, work) {
  const start = performance.now();
  say(`${name} …`);
  try {
    const result = await work();
    say(`${name}: done in ${seconds(performance.now() - start)}`);
    return result;
  } catch (error) {
    error.message = `${name} failed: ${error.message}`;
    throw error;
  }
}

/** Ends the command with a message for a person: a stack trace is for bugs, and shown on request. */
export function fail(error) {
  console.error(`\n${process.env.DEBUG ? error.stack : error.message}\n`);
  process.exit(1);
}
