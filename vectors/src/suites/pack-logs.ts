// sync/pack: logs with more than their first op.
import type { Cbor } from '../cbor.ts';
import type { Suite } from '../suite.ts';
import { fromBase64url, type ValueObject } from '../value.ts';
import { crew } from './log-plan.ts';
import { recordBy } from './log-records.ts';
import { acceptAll, pack, refuseAll } from './pack-plan.ts';
import { items, summaryOf } from './session-plan.ts';
import { idOf } from './users.ts';

const PLAN = crew({ alice: 40, bob: 30 })
  .users('carol')
  .add('add', ['carol', 20], { by: ['bob'] })
  .set('set', ['carol', 30], { by: ['alice'] })
  .op('side', 'epoch', { by: ['alice'], after: ['add'] })
  .set('bad', ['bob', 40], { by: ['carol'], after: ['add'] })
  .op('child', 'epoch', { by: ['alice'], after: ['bad'] });
const NOTE = recordBy({ plan: PLAN, by: ['carol'], path: ['carol'], au: ['add'] });
const SPACES = ['alice', 'bob', 'carol', 'team'];
const USERS = ['alice', 'bob', 'carol'].map((name) => [PLAN.statementOf(name)]);

/** A pack of the users and, as one message each, of the team. The team stands in front of the users when it says so. */
function packOf(
  team: readonly ValueObject[][],
  end: { isFirst?: boolean; heads?: readonly ValueObject[] } = {},
): Uint8Array {
  const content = [...USERS, team.flat()];
  const users = SPACES.map((name) => ({ id: PLAN.id(name), ops: [] }));
  const ofUsers = USERS.map((made, s) => items(0, made, s));
  const ofTeam = team.map((made, q) => items(q, made, 3));
  const messages = end.isFirst === true ? [...ofTeam, ...ofUsers] : [...ofUsers, ...ofTeam];
  if (end.heads === undefined) return pack({ users, content, messages });
  const per = content.map((made, s): Cbor => {
    const { n, ce, heads } = summaryOf(made);
    const said = s < 3 ? heads : (end.heads ?? []).map((each) => fromBase64url(idOf(each))).toSorted(Buffer.compare);
    return [fromBase64url(PLAN.id(SPACES[s] ?? '')), n, ce, said];
  });
  return pack({ users, content, messages, end: { per } });
}

/** The cases. */
export function packedLogs(suite: Suite): void {
  const op = (name: string): ValueObject => PLAN.statementOf(name);
  const [team, add, set, side] = [op('team'), op('add'), op('set'), op('side')];
  acceptAll(suite, { requirements: ['STO-023', 'STO-024'], flags: ['Verdict'] }, [
    ['ok-chain-2', 'a team of four ops with two heads, and a record', packOf([[team, add, set, side, NOTE]])],
    ['ok-chain-reverse-2', 'the same, in one message the other way round', packOf([[NOTE, side, set, add, team]])],
    [
      'ok-chain-apart-2',
      'the same in messages, each before what it names',
      packOf([[NOTE], [side, set], [add], [team]]),
    ],
    ['ok-chain-first', 'a team in front of the logs of its members', packOf([[team, add], [set]], { isFirst: true })],
    ['ok-chain-hole', 'an op of the middle is not in the pack', packOf([[team, set, NOTE]])],
    [
      'ok-chain-refused-2',
      'an op that is refused, and what names it',
      packOf([
        [team, add, op('bad')],
        [op('child'), NOTE],
      ]),
    ],
    [
      'ok-chain-refused-first-2',
      'what names it comes first',
      packOf([
        [team, add, op('child')],
        [op('bad'), NOTE],
      ]),
    ],
    [
      'ok-chain-forged',
      'a forged copy of an op, then the right one',
      packOf([
        [team, { ...add, sig: set['sig'] ?? '' }],
        [add, NOTE],
      ]),
    ],
  ]);
  const plan = { requirements: ['STO-022'], flags: ['End'], code: 'E_PACK', base: 'ok-chain-2' };
  const whole = [[team, add, set, side, NOTE]];
  refuseAll(suite, plan, [
    ['end-heads-all-2', 'all ops as heads', packOf(whole, { heads: [team, add, set, side] })],
    ['end-heads-one-2', 'one of two heads', packOf(whole, { heads: [set] })],
    ['end-heads-followed-2', 'a head, and in place of the other its parent', packOf(whole, { heads: [set, add] })],
  ]);
}
