import type { Finding } from '@allod/client';
import { Failure } from './errors/failure.ts';
import type { Output } from './output/output.ts';
import { Reported } from './reported.ts';

/** Prints what checks found. Throws {@link Reported}, with `E_CHECK`, when any of them found something wrong. */
export async function tellFindings(output: Output, findings: readonly Finding[]): Promise<void> {
  const bad = findings.filter(({ ok }) => !ok).length;
  const failure = bad === 0 ? undefined : checkFailure(bad);
  const rows = findings.flatMap(({ check, ok, says, fix }) => [
    [ok ? 'ok' : 'BAD', check, says],
    ...(fix === undefined ? [] : [['', '', `→ ${fix}`]]),
  ]);
  const document = { findings, ...(failure === undefined ? {} : { error: failure.toJSON() }) };
  await output.result(document, { heading: [], rows });
  if (failure !== undefined) throw new Reported(failure);
}

function checkFailure(count: number): Failure {
  const reason = count === 1 ? 'One check found a problem.' : `${count} checks found problems.`;
  return new Failure('E_CHECK', { reason, details: { problems: count } });
}
