import { actor, derive, type Label } from '../actors.ts';
import type { EditPlan, FaultPlan } from '../fault.ts';
import { headerText, joint, NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, octets, type Value, type ValueObject } from '../value.ts';
import { entryOf, NINE, signed, TWO } from './signers-plan.ts';

/** Step 6: number, order and identity of the signatures. */
export function refusedCounts(suite: Suite): void {
  tooFew(suite);
  tooManySignatures(suite);
  otherSigners(suite);
  doubled(suite);
}

type Row = [string, string, string, FaultPlan];

function refuse(suite: Suite, requirement: string, rows: Row[]): void {
  for (const [slug, title, base, fault] of rows) {
    suite.refuses(slug, title, { requirements: [requirement], flags: ['Signers'], code: 'E_SIGNERS', base, fault });
  }
}

const kidOf = (label: Label): Value => ({ kid: actor(label).kid });
const remove = (path: string): EditPlan => ({ op: 'remove', path });
const replace = (path: string, value: Value): EditPlan => ({ op: 'replace', path, value });

function tooFew(suite: Suite): void {
  refuse(suite, 'STM-021', [
    ['stripped', 'N32a a co-signature taken away is refused', 'ok-two', remove('/sigs')],
    [
      'stripped-empty',
      'N32a a co-signature taken away, with an empty list left, is refused',
      'ok-two',
      remove('/sigs/0'),
    ],
    ['stripped-last', 'N32a the last of three signatures taken away is refused', 'ok-three', remove('/sigs/1')],
    ['stripped-middle', 'N32a the second of three signatures taken away is refused', 'ok-three', remove('/sigs/0')],
    ['stripped-op', 'N32a an op without its co-signature is refused', 'ok-op', remove('/sigs')],
    [
      'listed-further',
      'a third signer in the list, without signature, is refused',
      'ok-two',
      { op: 'add', path: '/st#claims/sgn/2', value: kidOf('bob/phone'), resigned: { by: TWO } },
    ],
  ]);
}

function tooManySignatures(suite: Suite): void {
  const stOf = (base: string): string => String(suite.inputOf(base)['st']);
  const add = (base: string, index: number, label: Label): FaultPlan => ({
    op: 'add',
    path: `/sigs/${index}`,
    value: entryOf(label, stOf(base)),
  });
  refuse(suite, 'STM-021', [
    [
      'unlisted-alone',
      'a second signature without a list of signers is refused',
      'ok-alone',
      { op: 'add', path: '/sigs', value: [entryOf('alice/laptop', stOf('ok-alone'))] },
    ],
    [
      'unlisted-same',
      'the signature of the one signer twice is refused',
      'ok-alone',
      { op: 'add', path: '/sigs', value: [entryOf('alice/phone', stOf('ok-alone'))] },
    ],
    [
      'unlisted-third',
      'a third signature, of a device not listed, is refused',
      'ok-two',
      add('ok-two', 1, 'bob/phone'),
    ],
    ['repeated-second', 'the second signature twice is refused', 'ok-two', add('ok-two', 1, 'alice/laptop')],
    ['repeated-first', 'the first signature again at the end is refused', 'ok-two', add('ok-two', 1, 'alice/phone')],
    [
      'unlisted-ninth',
      'a ninth signature over eight listed signers is refused',
      'signers-limit-exact',
      add('signers-limit-exact', 7, 'relay2'),
    ],
  ]);
}

function otherSigners(suite: Suite): void {
  const two = joint({ by: TWO });
  const three = signed(joint({ by: NINE.slice(0, 3) }));
  const further = Array.isArray(three['sigs']) ? three['sigs'] : [];
  const [, claims = ''] = two.st.split('.');
  const [first = ''] = two.st.split('.');
  const second = two.sigs[0] ?? { h: '', s: '' };
  const stranger = entryOf('bob/phone', two.st);
  refuse(suite, 'STM-022', [
    [
      'reordered',
      'N32b the two signers change places',
      'ok-two',
      {
        ...replace('/st', `${second.h}.${claims}`),
        also: [replace('/sig', second.s), replace('/sigs', [{ h: first, s: two.sig }])],
      },
    ],
    [
      'reordered-further',
      'N32b second and third signer change places',
      'ok-three',
      replace('/sigs', further.toReversed()),
    ],
    [
      'list-reordered',
      'N32b the list names the signers in another order than they sign',
      'ok-two',
      { ...replace('/st#claims/sgn', TWO.toReversed().map(kidOf)), resigned: { by: TWO } },
    ],
    [
      'stranger-second',
      'a device that is not listed signs in place of the second',
      'ok-further-keys',
      replace('/sigs/0', stranger),
    ],
    [
      'stranger-first',
      'a device that is not listed signs in place of the first',
      'ok-further-keys',
      {
        ...replace('/st', `${base64url(octets(headerText('bob/phone')))}.${claims}`),
        also: [replace('/sig', String(stranger['s']))],
      },
    ],
    [
      'list-stranger',
      'the list names another device than the second signer',
      'ok-further-keys',
      { ...replace('/st#claims/sgn/1/kid', actor('bob/phone').kid), resigned: { by: TWO } },
    ],
    [
      'list-nobody',
      'the list names a device that nobody has',
      'ok-two',
      { ...replace('/st#claims/sgn/1/kid', base64url(derive('id/nobody'))), resigned: { by: TWO } },
    ],
  ]);
}

function doubled(suite: Suite): void {
  const { kid } = actor('alice/phone');
  const path = [base64url(derive('id/path/0'))];
  const listed = (by: readonly Label[]): ValueObject[] => by.map((label) => ({ kid: actor(label).kid }));
  const twice: Label[] = ['alice/phone', 'alice/phone'];
  const apart: Label[] = [...TWO, 'alice/phone'];
  refuse(suite, 'STM-023', [
    [
      'doubled',
      'one device listed twice, and signing twice, is refused',
      'ok-two',
      { ...replace('/st#claims/sgn/1/kid', kid), also: signaturesOf(twice, listed(twice)) },
    ],
    [
      'doubled-paths',
      'one device listed twice, by two paths of authority, is refused',
      'ok-two',
      {
        ...replace('/st#claims/sgn/1', { kid, by: path }),
        also: signaturesOf(twice, [{ kid }, { kid, by: path }]),
      },
    ],
    [
      'doubled-apart',
      'one device listed first and third is refused',
      'ok-three',
      { ...replace('/st#claims/sgn/2/kid', kid), also: signaturesOf(apart, listed(apart)) },
    ],
  ]);
}

/** The signatures of these devices over a list of signers, in place of those that are there. */
function signaturesOf(by: readonly Label[], sgn: ValueObject[]): EditPlan[] {
  const { sig, sigs } = signed(joint({ by, claims: { t: NOW, sgn }, exact: true }));
  return [replace('/sig', sig ?? null), replace('/sigs', sigs ?? null)];
}
