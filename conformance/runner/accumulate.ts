import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { CaseOptions, CaseRun, Exchange } from './case-run.ts';
import { expandObject } from './expand.ts';
import { bytesFromJson, canonicalJson } from './json.ts';
import type { Json } from './json.ts';
import { judge } from './judge.ts';
import type { Answer } from './session.ts';
import type { Accumulation } from './vectors.ts';

type Judged = Exclude<Answer, { kind: 'lost' }>;

/**
 * Asks for every input of an accumulated case, one behind the other so that an end of the process has one guilty input, and stops
 * at the first digest that is not as expected. `lost` as in `runCase`.
 *
 * @param where - the case
 */
export async function runAccumulation(
  accumulation: Accumulation,
  options: CaseOptions,
  where: string,
): Promise<CaseRun | 'lost'> {
  const { command: cmd, n, every } = accumulation;
  const keyForm = options.keyForm(cmd);
  const hash = createHash('sha256');
  let first: Exchange | undefined;
  for (let index = 0; index < n; index++) {
    const derivation = { seedLabel: accumulation.seedLabel, index };
    const input = expandObject(accumulation.input, { ...options, keyForm, derivation, where });
    const answer = await options.ask({ cmd, input, label: `${where} input ${index}` });
    if (answer.kind === 'lost') return 'lost';
    const exchange = { cmd, input, expect: { digest: digestAfter(accumulation, index) }, answer };
    const problem = refuseAnswer(answer, index);
    if (problem !== undefined) return { ...problem, exchanges: [exchange] };
    if (index % every === 0) first = exchange;
    hash.update(lineOf(answer));
    const different = isCheckpoint(accumulation, index) ? difference(accumulation, hash, index) : undefined;
    if (different !== undefined) return { verdict: 'fail', detail: different, exchanges: first ? [first] : [] };
  }
  return { verdict: 'pass', exchanges: [] };
}

/** What is no answer, or can never be the right one, with the input that it came for. */
function refuseAnswer(answer: Judged, index: number): Pick<CaseRun, 'verdict' | 'detail'> | undefined {
  const early = answer.kind === 'error' ? bytesFromJson(answer.released ?? null)?.length : undefined;
  if (early !== undefined && early > 0)
    return { verdict: 'fail', detail: `input ${index}: handed out ${early} bytes before it refused` };
  if (answer.kind === 'ok' || answer.kind === 'error') return undefined;
  const { verdict, detail = '' } = judge({ ok: {}, compare: 'accept' }, answer);
  return { verdict, detail: `input ${index}: ${detail}` };
}

/** An answer as it is accumulated: canonical JSON of its result, or of code and phase, and a line feed. */
function lineOf(answer: Judged): string {
  const content: Json =
    answer.kind === 'error'
      ? { error: { code: answer.code, phase: answer.phase } }
      : { ok: answer.kind === 'ok' ? answer.ok : {} };
  return `${canonicalJson(content)}\n`;
}

function isCheckpoint({ n, every }: Accumulation, index: number): boolean {
  return index + 1 === n || (index + 1) % every === 0;
}

/** The digest that stands at the end of the block of an input. */
function digestAfter({ every, checkpoints, digest }: Accumulation, index: number): string {
  return checkpoints[Math.floor(index / every)] ?? digest;
}

function difference(accumulation: Accumulation, hash: Hash, index: number): string | undefined {
  const expected = digestAfter(accumulation, index);
  const got = hash.copy().digest('base64url');
  const from = index - (index % accumulation.every);
  return got === expected
    ? undefined
    : `an answer to the inputs ${from} to ${index} is another one: the digest after them is ${got}, expected ${expected}`;
}
