// secrecy/fresh: what stands beside an exit, and admissions that are struck. SEC-014.
import { again, type EpochSuite } from './epochs-scenario.ts';
import { after, crew, type Plan } from './log-plan.ts';

const FOUR = { alice: 40, bob: 30, carol: 20, dave: 10 };

/** Announcements beside removals, and beside each other. */
export function beside(suite: EpochSuite): void {
  const removed = (): Plan => crew(FOUR).remove('x', 'carol', { by: ['alice'], after });
  suite.scenario('beside-removal', 'an epoch announced beside a removal', {
    flag: 'Backdated',
    plan: removed().op('e1', 'epoch', { by: ['bob'], after }),
    fresh: [],
  });
  suite.scenario('beside-and-behind', 'one beside a removal, and one behind it', {
    flag: 'Backdated',
    plan: removed()
      .op('e1', 'epoch', { by: ['bob'], after })
      .op('e2', 'epoch', { by: ['alice'], after: ['x'] }),
    fresh: ['e2'],
  });
  suite.scenario('twice', 'one epoch announced twice beside each other', {
    flag: 'Backdated',
    plan: crew(FOUR)
      .op('e1', 'epoch', { by: ['alice'], after })
      .op('copy', 'epoch', { by: ['bob'], after, ...again('team', 'e1') }),
    fresh: ['e1'],
  });
  suite.scenario('twice-one-knows', 'twice, and only one has seen the removal', {
    flag: 'Backdated',
    plan: removed()
      .op('e1', 'epoch', { by: ['alice'], after: ['x'] })
      .op('copy', 'epoch', { by: ['bob'], after, ...again('team', 'e1') }),
    fresh: [],
  });
  suite.scenario('given-beside', 'somebody is removed, and beside it becomes a reader by somebody lower', {
    flag: 'Backdated',
    plan: crew({ ...FOUR, erin: 20 })
      .users('frank')
      .add('in', ['frank', 0], { by: ['alice'], claims: { caps: [{ do: ['w'], col: 'v:com.example.notes' }] } })
      .remove('x', 'frank', { by: ['alice'], after: ['in'] })
      .set('up', ['frank', 10], { by: ['bob'], after: ['in'] })
      .op('e1', 'epoch', { by: ['erin'], after: ['up'] }),
    fresh: [],
  });
  suite.scenario('struck-removal', 'a removal that is struck ends nothing', {
    flag: 'Storm',
    plan: crew(FOUR)
      .remove('x', 'bob', { by: ['alice'], after })
      .remove('y', 'carol', { by: ['bob'], after })
      .op('e1', 'epoch', { by: ['alice'], after: ['x'] }),
    fresh: ['e1'],
  });
  suite.scenario('revived-removal', 'a removal that was struck where the epoch was announced is alive again', {
    flag: 'Backdated',
    plan: crew({ ...FOUR, 'kit:team': 50, erin: 20 })
      .remove('x', 'carol', { by: ['bob'], after })
      .remove('y', 'bob', { by: ['alice'], after })
      .op('e1', 'epoch', { by: ['erin'], after: ['x', 'y'] })
      .set('z', ['alice', 20], { by: ['kit:team'], after }),
    fresh: [],
  });
  suite.scenario('backdated-flood', 'somebody removed announces, admits and removes with old parents', {
    flag: 'Storm',
    plan: crew(FOUR)
      .users('mallory')
      .remove('x', 'bob', { by: ['alice'], after })
      .op('e1', 'epoch', { by: ['alice'], after: ['x'] })
      .add('m', ['mallory', 20], { by: ['bob'], after })
      .op('bad', 'epoch', { by: ['mallory'], after: ['m'] })
      .op('copy', 'epoch', { by: ['bob'], after: ['m'], ...again('team', 'e1') })
      .remove('y', 'carol', { by: ['bob'], after: ['m'] })
      .op('end', 'epoch', {
        by: ['bob'],
        after,
        claims: { ...again('team', 'e1').claims, end: 1_800_000_000_000_000 },
      }),
    fresh: ['e1'],
  });
}

/** What a strike takes back, somebody may have had the keys of. */
export function struck(suite: EpochSuite): void {
  suite.scenario('struck-announcement', 'an announcement that is struck', {
    flag: 'Backdated',
    plan: crew(FOUR)
      .remove('x', 'bob', { by: ['alice'], after })
      .op('e1', 'epoch', { by: ['bob'], after }),
    fresh: [],
  });
  suite.scenario('struck-beside-good', 'the same epoch is announced behind the removal, too', {
    flag: 'Backdated',
    plan: crew(FOUR)
      .remove('x', 'bob', { by: ['alice'], after })
      .op('copy', 'epoch', { by: ['bob'], after, ...again('team', 'e1') })
      .op('e1', 'epoch', { by: ['alice'], after: ['x'] }),
    fresh: ['e1'],
  });
  const lowered = (): Plan =>
    crew(FOUR)
      .users('erin')
      .op('e1', 'epoch', { by: ['alice'] })
      .set('x', ['bob', 20], { by: ['alice'], after: ['e1'] })
      .add('in', ['erin', 20], { by: ['bob'], after: ['e1'] });
  suite.scenario('struck-admission', 'an admission is struck that nobody acted on', {
    flag: 'Storm',
    plan: lowered(),
    fresh: ['e1'],
  });
  suite.scenario('struck-top-up', 'an epoch topped up for somebody whose admission is struck', {
    flag: 'Backdated',
    plan: lowered().op('up', 'epoch', { by: ['carol'], after: ['in'], ...again('team', 'e1') }),
    fresh: [],
  });
  suite.scenario('struck-epoch', 'an epoch announced for somebody whose admission is struck, and the one before it', {
    flag: 'Backdated',
    plan: lowered().op('e2', 'epoch', { by: ['carol'], after: ['in'] }),
    fresh: [],
  });
  suite.scenario('struck-elsewhere', 'the same, and one that is announced beside it', {
    flag: 'Backdated',
    plan: lowered()
      .op('e2', 'epoch', { by: ['carol'], after: ['in'] })
      .op('e3', 'epoch', { by: ['alice'], after: ['x'] }),
    fresh: ['e3'],
  });
  suite.scenario('struck-join', 'somebody joined by an invite beside its removal', {
    flag: 'Backdated',
    plan: crew(FOUR)
      .users('erin')
      .invite('i', ['key:link', 20], { by: ['bob'] })
      .join('in', ['erin', 'i'], { by: ['erin', '=key:link'] })
      .op('e1', 'epoch', { by: ['carol'], after: ['in'] })
      .remove('x', 'i', { by: ['alice'], after: ['i'] }),
    fresh: [],
  });
}
