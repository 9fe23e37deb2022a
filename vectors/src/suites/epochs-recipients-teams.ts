// secrecy/keyboxes-recipients, the part about teams that are members, and what is known of them. SEC-009.
import { byAlice, NOBODY, put, type Row } from './epochs-boxed-row.ts';
import type { BoxedOp } from './epochs-boxes.ts';
import type { BodySuite } from './epochs-verdicts.ts';
import { Plan } from './log-plan.ts';

/** Teams that are members. */
export function teams(suite: BodySuite): void {
  const nested = (): Plan =>
    new Plan()
      .users('alice', 'bob', 'carol')
      .op('bob-own', 'epoch', { in: 'bob', by: ['bob/phone'] })
      .team({ bob: 40, carol: 20 }, { name: 'sales' })
      .op('sales-own', 'epoch', { in: 'sales', by: ['bob'] })
      .team({ alice: 40, 'sales>bob': 20 });
  put(suite, ['team', 'a team that is a member'], { plan: nested(), op: byAlice('sales#sales-own') });
  put(suite, ['member-of-team', 'a member of it'], { plan: nested(), op: byAlice('bob#bob-own'), refused: NOBODY });
  put(suite, ['team-stale', 'a team that has lost somebody'], {
    plan: nested().remove('out', 'carol', { in: 'sales', by: ['bob'] }),
    op: { ...byAlice('sales#sales-own'), x: { sales: ['out'] } },
    refused: NOBODY,
  });
  put(suite, ['team-below-stale', 'a team of which a member has lost a device'], {
    plan: new Plan()
      .users('alice')
      .user('bob', { 'bob/phone': 40, 'bob/laptop': 20 })
      .team({ bob: 40 }, { name: 'sales' })
      .op('sales-own', 'epoch', { in: 'sales', by: ['bob'] })
      .team({ alice: 40, 'sales>bob': 20 })
      .remove('lost', 'bob/laptop', { in: 'bob', by: ['bob/phone'] }),
    op: { ...byAlice('sales#sales-own'), x: { bob: ['lost'] } },
    refused: NOBODY,
  });
}

/** Who was let in by somebody of a team that is a member, whose own admission there falls as soon as one hears of a removal beside it. */
export function news(suite: BodySuite): void {
  const row = (x: NonNullable<BoxedOp['x']>): Row => ({
    plan: new Plan()
      .users('alice', 'bob', 'carol', 'dave', 'erin')
      .op('erin-own', 'epoch', { in: 'erin', by: ['erin/phone'] })
      .team({ alice: 40, bob: 40, 'kit:sales': 50 }, { name: 'sales' })
      .team({ dave: 40, 'sales>alice': 30 })
      .add('grow', ['carol', 30], { in: 'sales', by: ['bob'] })
      .remove('out', 'bob', { in: 'sales', by: ['kit:sales'], after: ['sales'] })
      .add('in', ['erin', 20], { by: ['sales>carol'], x: { sales: ['grow'] } }),
    op: { by: ['dave'], to: ['erin#erin-own'], x },
  });
  put(suite, ['news-none', 'who was let in by somebody whose end nobody here has heard of'], {
    ...row({}),
    flag: 'AcceptedOddity',
  });
  put(suite, ['news-own', 'the same, where the op itself names that end'], {
    ...row({ sales: ['grow', 'out'] }),
    refused: NOBODY,
  });
}
