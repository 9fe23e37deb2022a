import { describe, expect, test } from 'vitest';
import * as checks from '../src/checks.ts';
import type { FaultPlan } from '../src/fault.ts';
import { resolveKeys } from '../src/statement.ts';
import { Suite } from '../src/suite.ts';
import { ofBob } from '../src/suites/ops-plan.ts';

/** A suite of one log in which all is well. */
function suiteOfLogs(): Suite {
  const head = { suite: 'principals/small', command: 'log.resolve', profile: 'principals' } as const;
  const suite = new Suite({ ...head, description: 'small', notes: {} }, resolveKeys('public'));
  suite.accepts('ok', 'an op', { requirements: ['PRN-015'], input: ofBob('epoch') });
  return suite;
}

const fault: FaultPlan = {
  op: 'replace',
  path: '/ops/1/st#claims/par',
  value: [],
  resigned: { by: ['bob/phone'], at: '/ops/1' },
};
const plan = { requirements: ['PRN-015'], code: 'E_FORMAT', at: '/ops/1', base: 'ok', fault };

describe('an op that is refused where its log stands', () => {
  test('makes a refusing case of one fault, with its claims for the schema', () => {
    const suite = suiteOfLogs();
    suite.refusesOp('par', 'no parents', plan);
    const [, vector] = suite.cases;
    const { ok } = vector!.expect as unknown as { ok: { refused: Record<string, string> } };
    expect(vector).toMatchObject({ kind: 'invalid', schemaInstance: { schema: 'op-claims', instance: { par: [] } } });
    expect(Object.values(ok.refused)).toEqual(['E_FORMAT']);
    expect(checks.oneFault(suite.cases.map((each) => ({ command: 'log.resolve', vector: each })))).toEqual([]);
  });

  test('counts as a refusal, with its code, and is no base of another case', () => {
    const suite = suiteOfLogs();
    suite.refusesOp('par', 'no parents', plan);
    const placed = suite.cases.map((vector) => ({ command: 'log.resolve', vector }));
    expect(checks.refusingShare(placed)).toEqual([]);
    expect(checks.codesCovered(placed, { levelById: new Map(), limitNames: [], codes: ['E_FORMAT', 'E_SIG'] })).toEqual(
      ['no case expects E_SIG'],
    );
    const [good, bad] = suite.cases;
    const based = { ...good!, id: 'principals/small/based', base: bad!.id, fault: bad!.fault! };
    expect(checks.oneFault([...placed, { command: 'log.resolve', vector: based }]).at(-1)).toContain(
      'the model does not accept principals/small/par',
    );
  });

  test('is not taken with another code, for another rule, or when it stands', () => {
    const suite = suiteOfLogs();
    expect(() => suite.refusesOp('a', 'another code', { ...plan, code: 'E_SIZE' })).toThrow(/wanted E_SIZE/);
    expect(() => suite.refusesOp('b', 'another rule', { ...plan, requirements: ['PRN-016'] })).toThrow(
      /got PRN-015,E_FORMAT/,
    );
    const sound = { ...fault, path: '/ops/1/st#claims/t', value: 7 } as FaultPlan;
    expect(() => suite.refusesOp('c', 'no fault', { ...plan, fault: sound })).toThrow(/wanted E_FORMAT/);
  });
});
