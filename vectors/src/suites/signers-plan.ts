// Statements of several signers, as the suites about them make them.
import { signAs, type Label } from '../actors.ts';
import { headerText, joint, key, NOW, type Joint, type JointPlan } from '../statement.ts';
import { base64url, octets, type ValueObject } from '../value.ts';

/** Two devices of one user: the signers of most cases. */
export const TWO: readonly Label[] = ['alice/phone', 'alice/laptop'];

/** Nine devices: one more than a statement may have as signers. */
export const NINE: readonly Label[] = [
  ...TWO,
  'bob/phone',
  'bob/laptop',
  'carol/phone',
  'dave/phone',
  'erin/phone',
  'relay1',
  'relay2',
];

/** The input of a request for a statement of several devices. */
export function jointRequest(plan: JointPlan): ValueObject {
  return { ...signed(joint(plan)), keys: plan.by.map((label) => key(label)), now: NOW };
}

/** A statement of several devices as a value. */
export function signed({ st, sig, sigs }: Joint): ValueObject {
  return { st, sig, sigs: sigs.map((each) => ({ ...each })) };
}

/** The entry that a device would add to `sigs` of a statement with these claims. */
export function entryOf(label: Label, st: string): ValueObject {
  const h = base64url(octets(headerText(label)));
  return { h, s: base64url(signAs(label, octets(h + st.slice(st.indexOf('.'))))) };
}
