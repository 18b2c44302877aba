// The inputs of the action, as action.yml puts them into the environment. Messages never repeat them: in a log, a text
// can be a command to the runner.

/** An input without the space around it; empty where it is missing. */
export function text(name) {
  return (process.env[`INPUT_${name.toUpperCase().replaceAll('-', '_')}`] ?? '').trim();
}

/** The lines of an input that are not empty. */
export function lines(name) {
  return text(name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Whether an input is on. Throws for anything but true and false: a misspelled `strict` must not let warnings pass. */
export function flag(name) {
  const value = text(name);
  if (!['true', 'false', ''].includes(value)) {
    throw new Error(`the input ${name} is neither true nor false. Write ${name}: true`);
  }
  return value === 'true';
}
