import assert from 'node:assert/strict';
import { Typed } from './kubectl-session';
import { World } from './random-worlds';
import { PlanJson } from '../support/plan-json';

/** Exactly the documents that the plan names are refused, with the messages of the plan. */
export function compareAnswers(world: World, { refusals, verdict }: PlanJson, answers: readonly Typed[], text: string) {
  const certain = refusals.filter(({ isUncertain }) => !isUncertain);
  const failed = answers.flatMap(({ status }, index) => (status === 0 ? [] : [index]));
  const isByFile = answers.length === world.next.length && world.applying !== 'helm' && !world.prune;
  const outputs = answers.map(({ output }) => output).join('\n');
  if (isByFile) {
    assert.deepEqual(failed, [...new Set(certain.map(({ document }) => document))], `${text}\n${outputs}`);
  } else {
    assert.equal(failed.length > 0, certain.length > 0, `${text}\n${outputs}`);
  }
  // Helm prints no refused update if a create is refused after it.
  const printed = outputs.includes('failed to create resource')
    ? certain.filter(({ error }) => messagesOf(error).every((message) => patternOf(message).test(flat(outputs))))
    : certain;
  assert.equal(printed.length > 0, certain.length > 0, `${text}\n${outputs}`);
  for (const { document, service, error } of printed) {
    const output = isByFile ? answers[document].output : outputs;
    // No snapshot shows which Helm installs a new release, and Helm 4 has its own message for a repeated key.
    if (/does not exist. Installing it now[^]*failed to create typed patch object/.test(output)) continue;
    // A Service of a new release that is refused in any case may also find its number taken by a rival.
    const isBeaten = BEATEN(service).test(output);
    for (const message of messagesOf(error)) {
      const isSaid = patternOf(message).test(flat(output)) || isBeaten;
      assert.ok(isSaid, `${text}\n${output}\nplan says: ${message}`);
    }
  }
  if (verdict === 'safe') assert.deepEqual(failed, [], text);
}

/** Whether Helm, when it installs a release, found a number of a Service taken. */
const BEATEN = (service: string): RegExp =>
  new RegExp(
    `Installing it now[^]*Service "${service.slice(service.indexOf('/') + 1)}" is invalid: [^\n]* already allocated`,
  );

/** The parts of a refusal that kubectl prints, each on a line of its own if there are several. */
function messagesOf(error: string): string[] {
  const plain = error.replace(/^.*? is invalid: /s, '').replace(/^Internal error occurred: /, '');
  return plain.startsWith('[') && plain.endsWith(']') && error !== plain
    ? plain.slice(1, -1).split(/, (?=spec\.)/)
    : [plain];
}

/** A message in which a number that the API server picks is any number. */
function patternOf(message: string): RegExp {
  return new RegExp(
    flat(message)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('\\(picked\\)', '\\d+'),
  );
}

/** A text without the times and the line breaks that only the server knows. */
function flat(text: string): string {
  return text.replace(/ at \d{4}-[\d\-T:Z]+/g, '').replace(/\s+/g, ' ');
}
