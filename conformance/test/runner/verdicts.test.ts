import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HarnessError } from '../../runner/harness-error.ts';
import { exitStatus } from '../../runner/run.ts';
import { manualClock, playFixture, runFixture, startFixture, suiteOf, verdictsOf } from './support.ts';

const TEXTS = ['one', 'bad-two', 'boom', 'four', 'bad-five', 'six'];
const OTHERS = { one: 'pass', 'bad-two': 'pass', four: 'pass', 'bad-five': 'pass', six: 'pass' };

describe('verdicts', () => {
  test('an honest testee passes every case and its claim holds', async () => {
    const report = await runFixture(startFixture('honest'), [suiteOf(TEXTS)]);
    expect(verdictsOf(report)).toEqual({ ...OTHERS, boom: 'pass' });
    expect(exitStatus(report, true)).toBe(0);
  });

  test('answers that come in another order find their requests by id', async () => {
    const report = await runFixture(playFixture('backwards'), [suiteOf(['a', 'bad-b', 'c', 'bad-d'])]);
    expect(verdictsOf(report)).toEqual({ a: 'pass', 'bad-b': 'pass', c: 'pass', 'bad-d': 'pass' });
  });

  test('a crash is the verdict of the guilty case alone, and the process is started again', async () => {
    const report = await runFixture(startFixture('exits-on-boom'), [suiteOf(TEXTS)]);
    expect(verdictsOf(report)).toEqual({ ...OTHERS, boom: 'crash' });
    expect(report.suites[0]?.cases[2]?.detail).toBe('exit status 3; standard error: boom went off');
    expect(exitStatus(report, false)).toBe(1);
  });

  test.each([
    ['garbage-on-boom', 'a line is no answer to an open request: this is no JSON'],
    ['not-utf8-on-boom', 'a line is not UTF-8'],
    ['strange-id-on-boom', 'a line is no answer to an open request: {"id":999999,"ok":{}}'],
    ['oversize-on-boom', 'a line is longer than 16777216 bytes'],
    ['misshapen-on-boom', 'the result of base64url.decode is against TP/1: /bytes must be object'],
  ])('%s fails the guilty case with its reason', async (behaviour, detail) => {
    // The one that is about bytes goes through a pipe.
    const start = behaviour === 'not-utf8-on-boom' ? startFixture : playFixture;
    const report = await runFixture(start(behaviour), [suiteOf(TEXTS)]);
    expect(verdictsOf(report)).toEqual({ ...OTHERS, boom: 'fail' });
    expect(report.suites[0]?.cases[2]?.detail).toBe(detail);
  });

  test('an answer with both ok and error fails', async () => {
    const report = await runFixture(playFixture('two-members-on-boom'), [suiteOf(TEXTS)]);
    expect(verdictsOf(report)).toEqual({ ...OTHERS, boom: 'fail' });
  });

  test('a claimed command that is answered unsupported fails', async () => {
    const report = await runFixture(playFixture('unsupported-on-boom'), [suiteOf(TEXTS)]);
    expect(verdictsOf(report)).toEqual({ ...OTHERS, boom: 'unsupported' });
    expect(exitStatus(report, false)).toBe(1);
  });

  test('another code, or another phase, is a wrong code', async () => {
    for (const behaviour of ['wrong-code', 'wrong-phase']) {
      const report = await runFixture(playFixture(behaviour), [suiteOf(['one', 'bad-two'])]);
      expect(verdictsOf(report)).toEqual({ one: 'pass', 'bad-two': 'wrong-code' });
    }
  });

  test('accepting what has to be refused fails, and so does another result', async () => {
    const report = await runFixture(playFixture('accepts-all'), [suiteOf(['bad-one'])]);
    expect(report.suites[0]?.cases[0]).toMatchObject({
      verdict: 'fail',
      detail: expect.stringContaining('it was accepted'),
    });
    const other = suiteOf(['one'], { expect: { ok: { bytes: { $b64u: 'AQ' } }, compare: 'bytes' } });
    expect(verdictsOf(await runFixture(playFixture('honest'), [other]))).toEqual({ one: 'fail' });
  });

  test('a case without an answer misses its deadline, and the others still get their verdicts', async () => {
    // The fixture never answers boom, so its deadline is let pass as soon as it is set.
    const clock = manualClock();
    let sent = false;
    const trace = (direction: string, line: string): void => {
      sent ||= direction === '→' && line.includes('"boom"');
    };
    clock.onSet = (run) => {
      if (sent) queueMicrotask(run);
      sent = false;
    };
    const report = await runFixture(startFixture('silent-on-boom'), [suiteOf(TEXTS)], { clock, trace });
    expect(verdictsOf(report)).toEqual({ ...OTHERS, boom: 'timeout' });
    expect(report.suites[0]?.cases[2]?.detail).toBe('no answer within 1000 ms');
  });

  test('a program that cannot be started again is told as a crash, and the run goes on to its report', async () => {
    const start = startFixture('exits-on-boom');
    let starts = 0;
    const once = async (): ReturnType<typeof start> => {
      if (++starts > 1) throw new HarnessError('cannot start it');
      return start();
    };
    const report = await runFixture(once, [suiteOf(['boom', 'two'])]);
    expect(verdictsOf(report)).toEqual({ boom: 'crash', two: 'crash' });
    expect(exitStatus(report, false)).toBe(1);
  });

  test('three ends in a row stop the suite, and the shortfall shows', async () => {
    const report = await runFixture(startFixture('exits-on-any-case'), [suiteOf(['a', 'b', 'c', 'd', 'e'])]);
    const [suite] = report.suites;
    expect(suite?.expected).toBe(5);
    expect(suite?.cases.map(({ verdict }) => verdict)).toEqual(['crash', 'crash', 'crash']);
    expect(exitStatus(report, false)).toBe(1);
  });

  test('cases lost in an end that nobody repeats alone are flaky, not passed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'allod-runner-'));
    try {
      const start = startFixture('dies-once', join(folder, 'died'));
      const report = await runFixture(start, [suiteOf(['a', 'b', 'c', 'd'])]);
      expect(verdictsOf(report)).toEqual({ a: 'flaky', b: 'flaky', c: 'flaky', d: 'flaky' });
      expect(exitStatus(report, false)).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('bail stops after the first failure', async () => {
    const suites = [suiteOf(['boom', 'two']), suiteOf(['three'])];
    const report = await runFixture(playFixture('unsupported-on-boom'), suites, { bail: true });
    expect(report.suites).toHaveLength(1);
  });
});

describe('claims', () => {
  test('cases of a profile that is not claimed are not applicable, and no claim is established', async () => {
    const report = await runFixture(playFixture('claims-nothing'), [suiteOf(['one'])]);
    expect(verdictsOf(report)).toEqual({ one: 'not-applicable' });
    expect(exitStatus(report, true)).toBe(3);
  });

  test('cases of a later version, an ended version or a feature that is not claimed are not applicable', async () => {
    for (const more of [{ since: '0.2' }, { until: '0.0' }, { features: ['teleport'] }]) {
      const report = await runFixture(playFixture('honest'), [suiteOf(['one'], more)]);
      expect(verdictsOf(report)).toEqual({ one: 'not-applicable' });
    }
  });

  test('without a common version of the spec nothing is run and nothing is claimed', async () => {
    const report = await runFixture(playFixture('claims-other-spec'), [suiteOf(['one'])]);
    expect(report.spec).toBeUndefined();
    expect(exitStatus(report, true)).toBe(3);
  });

  test('a failing SHOULD fails the run only when it is strict', async () => {
    const suites = [suiteOf(['one']), suiteOf(['bad-two'], { level: 'should' })];
    const report = await runFixture(playFixture('wrong-code'), suites);
    expect(exitStatus(report, false)).toBe(0);
    expect(exitStatus(report, true)).toBe(1);
  });
});
