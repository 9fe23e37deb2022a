// Statements as the vectors make them: honest ones, with full control over the text of both parts.
import { actor, signAs, type Label } from './actors.ts';
import { base64url, isObject, join, octets, type Value, type ValueObject } from './value.ts';

/** The moment of every request, in microseconds since 1970, unless a case says otherwise. */
export const NOW = 1_790_000_000_000_000;

/** How a statement is made. What is not given is the plainest that is right. */
export interface StatementPlan {
  by?: Label;
  typ?: string;
  /** The claims, or their exact text. */
  claims?: ValueObject | string | Uint8Array;
  /** The exact text of the protected header. */
  header?: string;
}

/** A statement signed by a device. */
export function statement(plan: StatementPlan = {}): { st: string; sig: string } {
  const by = plan.by ?? 'alice/phone';
  const header = plan.header ?? headerText(by, plan.typ ?? 'allod-rec');
  const claims = plan.claims ?? { t: NOW };
  const claimsBytes =
    typeof claims === 'string' || claims instanceof Uint8Array ? join(claims) : octets(JSON.stringify(claims));
  const st = `${base64url(octets(header))}.${base64url(claimsBytes)}`;
  return { st, sig: base64url(signAs(by, octets(st))) };
}

/** The header of a device in the plainest spelling. */
export function headerText(by: Label, typ = 'allod-rec'): string {
  const { alg, kid } = actor(by);
  return `{"alg":"${alg}","kid":"${kid}","typ":"${typ}"}`;
}

/** How a statement of several signers is made: all of them in order, and the claims after `sgn`. */
export interface JointPlan {
  by: readonly Label[];
  typ?: string;
  claims?: ValueObject;
  /** Claims as they are: no `sgn` is added. */
  exact?: boolean;
}

/** A statement as JSON, with the signatures of all signers. */
export interface Joint {
  st: string;
  sig: string;
  sigs: { h: string; s: string }[];
}

/** A statement signed by several devices. */
export function joint({ by, typ = 'allod-rec', claims = { t: NOW }, exact = false }: JointPlan): Joint {
  const sgn = by.map((label) => ({ kid: actor(label).kid }));
  const text = base64url(octets(JSON.stringify(exact ? claims : { ...claims, sgn })));
  const signed = by.map((label) => {
    const h = base64url(octets(headerText(label, typ)));
    return { h, s: base64url(signAs(label, octets(`${h}.${text}`))) };
  });
  const [first, ...sigs] = signed;
  if (first === undefined) throw new RangeError('a statement has a signer');
  return { st: `${first.h}.${text}`, sig: first.s, sigs };
}

/** A named key in the input of a case. */
export function key(label: Label): ValueObject {
  return { $key: label };
}

/** Replaces `$key` by the public JWK, or by the private one where a command signs. */
export function resolveKeys(form: 'public' | 'private'): (input: ValueObject) => ValueObject {
  const resolve = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isObject(value)) return value;
    if (typeof value['$key'] === 'string') {
      const { jwk, seed } = actor(value['$key'] as Label);
      return form === 'public' ? { ...jwk } : { ...jwk, d: base64url(seed) };
    }
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(member)]));
  };
  return (input) => resolve(input) as ValueObject;
}
