// Compares what kubectl calls a Service with what `check` sees, over texts that are made from a corpus and a seed.
//
//   npm run fuzz -- [--documents 50000] [--seed 7]
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { madeUp, missed, readOwn } from './differential';
import { KubectlReader } from './kubectl-reader';
import { mutate } from './mutations';
import { Random } from './random';

const CORPUS = join(__dirname, 'corpus');
const BATCH = 200;

interface Totals {
  documents: number;
  services: number;
  missed: number;
  named: number;
  madeUp: number;
}

function corpus(): string[] {
  return readdirSync(CORPUS)
    .sort()
    .map((name) => readFileSync(join(CORPUS, name), 'utf8'));
}

/** The shortest text in which the Service is still missed, found by leaving out pieces. */
async function shrink(text: string, reader: KubectlReader): Promise<string> {
  let best = text;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.length;) {
      const shorter = best.slice(0, at) + best.slice(at + size);
      if (await isMissed(shorter, reader)) best = shorter;
      else at += size;
    }
  }
  return best;
}

async function isMissed(text: string, reader: KubectlReader): Promise<boolean> {
  const bytes = Buffer.from(text);
  const [kubectl] = await reader.readAll([bytes]);
  return missed(kubectl, await readOwn(bytes)).length > 0;
}

async function compare(texts: readonly string[], reader: KubectlReader, totals: Totals): Promise<string[]> {
  const bytes = texts.map((text) => Buffer.from(text));
  const readings = await reader.readAll(bytes);
  const failures: string[] = [];
  for (const [index, kubectl] of readings.entries()) {
    const own = await readOwn(bytes[index]);
    const lost = missed(kubectl, own);
    totals.documents++;
    totals.services += kubectl.services.length;
    totals.missed += lost.length;
    if (kubectl.services.length > 0 && kubectl.error === undefined && own.unchecked.length > 0) {
      totals.named++;
      if (process.env.SHOW === 'named') console.log(JSON.stringify({ text: texts[index], kubectl, own }));
    }
    if (madeUp(kubectl, own).length > 0) {
      totals.madeUp++;
      if (process.env.SHOW === 'made-up') console.log(JSON.stringify({ text: texts[index], kubectl, own }));
    }
    if (lost.length > 0) failures.push(texts[index]);
  }
  return failures;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      documents: { type: 'string', default: '50000' },
      seed: { type: 'string', default: String(Date.now() % 1e9) },
    },
  });
  const [wanted, seed] = [Number(values.documents), Number(values.seed)];
  const reader = new KubectlReader();
  const seeds = corpus();
  const random = new Random(seed);
  const totals: Totals = { documents: 0, services: 0, missed: 0, named: 0, madeUp: 0 };
  const failures = await compare(seeds, reader, totals);
  while (totals.documents < wanted && failures.length < 5) {
    const texts = Array.from({ length: Math.min(BATCH, wanted - totals.documents) }, () =>
      mutate(random.oneOf(seeds), seeds, random),
    );
    failures.push(...(await compare(texts, reader, totals)));
  }
  for (const text of failures.slice(0, 5)) {
    const shortest = await shrink(text, reader);
    const bytes = Buffer.from(shortest);
    console.log(
      JSON.stringify(
        { text: shortest, kubectl: (await reader.readAll([bytes]))[0], own: await readOwn(bytes) },
        undefined,
        1,
      ),
    );
  }
  reader.end();
  const { documents, services, named } = totals;
  console.log(
    `seed ${seed}: ${documents} documents, ${services} Services by kubectl: ${totals.missed} missed; in ${named} ` +
      `documents that kubectl takes, something was named as not checked; in ${totals.madeUp}, more was seen than ` +
      `kubectl sends.`,
  );
  if (totals.missed > 0) process.exitCode = 1;
}

void main();
