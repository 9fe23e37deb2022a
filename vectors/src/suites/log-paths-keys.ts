// With which keys signatures hold. PRN-008, PRN-011, PRN-024, STM-017.
import { actor } from '../actors.ts';
import { base64url, fromBase64url, type ValueObject } from '../value.ts';
import { keyNamed } from './log-keys.ts';
import { after, crew, Plan } from './log-plan.ts';
import type { LogSuite } from './log-scenario.ts';

/** Keys and signatures. */
export function keys(suite: LogSuite): void {
  cold(suite);
  others(suite);
  signatures(suite);
}

function cold(suite: LogSuite): void {
  const team = (): Plan => new Plan().users('alice', 'bob').team({ alice: 40, 'kit:team': 50 });
  const members = { alice: 40, 'kit:team': 50 };
  suite.scenario('cold-shown-2', 'a cold key signs, and is shown by every op that it signs', {
    flag: 'Signature',
    requirements: ['PRN-024'],
    plan: team()
      .op('e', 'epoch', { by: ['kit:team'] })
      .op('f', 'epoch', { by: ['kit:team'] })
      .op('two', 'epoch', { by: ['kit:team'], claims: { keys: [keyNamed('kit:bob').jwk, keyNamed('kit:team').jwk] } }),
    expect: { members },
  });
  suite.scenario('n36-2', 'N36 a cold key that is not shown, or another one in its place: no signature holds', {
    flag: 'Signature',
    requirements: ['PRN-024', 'STM-017'],
    plan: team()
      .op('e', 'epoch', { by: ['kit:team'] })
      .op('silent', 'epoch', { by: ['kit:team'], claims: { keys: undefined } })
      .op('other', 'epoch', { by: ['kit:team'], after: ['e'], claims: { keys: [keyNamed('kit:bob').jwk] } }),
    expect: {
      members,
      refused: { silent: ['E_SIG'], other: ['E_SIG'] },
    },
  });
  suite.scenario('user-cold-key-2', 'the cold key of a user acts for it by a path, when it is shown', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-024', 'PRN-031'],
    plan: new Plan()
      .users('bob')
      .user('alice', { 'alice/phone': 40, 'kit:alice': 50 })
      .team({ alice: 40, bob: 10 })
      .op('e', 'epoch', { by: ['alice>kit:alice'] }),
    expect: { members: { alice: 40, bob: 10 } },
  });
}

function others(suite: LogSuite): void {
  suite.scenario('unknown-signer-2', 'a signer too many, who is nobody there: its key is looked up nowhere else', {
    flag: 'Signature',
    requirements: ['PRN-024', 'STM-017'],
    plan: crew({ alice: 40 })
      .users('bob')
      .op('e', 'epoch', { by: ['alice', '=bob'] })
      .op('shown', 'epoch', { by: ['alice', '=bob'], after, claims: { keys: [keyNamed('bob').jwk] } }),
    expect: { members: { alice: 40 }, refused: { e: ['E_SIG'] } },
  });
  const user = (): Plan => new Plan().users('alice');
  const phone = { ...actor('bob/phone').jwk };
  suite.scenario('thumbprints', 'a device is stated under the thumbprint of its key', {
    flag: 'Signature',
    plan: user()
      .add('other', ['alice/laptop', 30], { in: 'alice', by: ['alice/phone'], claims: { sig: phone } })
      .invite('i', ['alice/laptop', 30], { in: 'alice', by: ['alice/phone'], after: ['alice'] })
      .join('j', ['alice/laptop', 'i'], { in: 'alice', after: ['i'], claims: { sig: phone } })
      .join('k', ['alice/laptop', 'i'], { in: 'alice', after: ['i'] }),
    log: 'alice',
    expect: {
      members: { 'alice/phone': 40, 'alice/laptop': 30 },
      refused: { other: ['E_ID', 'PRN-008'], j: ['E_ID', 'PRN-008'] },
    },
  });
  suite.scenario('cards-2', 'a key of the curve for hardware says that it lives there', {
    flag: 'Signature',
    plan: user()
      .add('soft', ['alice/card', 30], { in: 'alice', by: ['alice/phone'], claims: { hw: undefined } })
      .add('hard', ['alice/card', 30], { in: 'alice', by: ['alice/phone'], after: ['alice'] })
      .op('e', 'epoch', { in: 'alice', by: ['alice/card'], after: ['hard'] }),
    log: 'alice',
    expect: { members: { 'alice/phone': 40, 'alice/card': 30 }, refused: { soft: ['E_ALG', 'PRN-011'] } },
  });
}

/** The same statement with another first signature. */
export function forged(statement: ValueObject): ValueObject {
  const bytes = fromBase64url(String(statement['sig']));
  return { ...statement, sig: base64url(bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte))) };
}

function signatures(suite: LogSuite): void {
  const plan = (): Plan =>
    crew({ alice: 40, bob: 30 })
      .op('e', 'epoch', { by: ['bob'] })
      .op('f', 'epoch', { by: ['alice'] });
  const bad = forged(plan().statementOf('e'));
  const members = { alice: 40, bob: 30 };
  suite.scenario(
    'forged-2',
    'a copy whose signature does not hold is refused, and what names the op waits for a good one',
    {
      flag: 'Signature',
      plan: plan(),
      copies: { e: [bad] },
      expect: {
        members,
        refused: { e: ['E_SIG', 'STM-016', 'STM-014'] },
        parked: { f: ['E_PENDING_AUTH', 'PRN-019', 'STM-014', 'STM-016'] },
      },
    },
  );
  suite.scenario('forged-first-2', 'a bad copy before the good one ends nothing', {
    flag: 'Signature',
    requirements: ['PRN-021', 'PRN-069'],
    plan: plan(),
    copies: { e: [bad, plan().statementOf('e')] },
    expect: { members },
  });
  suite.scenario('forged-last-2', 'nor does one behind it', {
    flag: 'Signature',
    requirements: ['PRN-021', 'PRN-069'],
    plan: plan(),
    copies: { e: [plan().statementOf('e'), bad] },
    expect: { members },
  });
}
