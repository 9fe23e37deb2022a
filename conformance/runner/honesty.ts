import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from './json.ts';
import type { Judgement } from './judge.ts';
import type { Protocol } from './protocol.ts';
import type { Answer } from './session.ts';
import { describeAnswer, helloInput } from './testee.ts';
import type { Hello, Testee } from './testee.ts';

/** A probe of what the testee claims of itself, run before any case. */
export type ProbeRun = Judgement & { readonly id: string; readonly title: string };

/** What the probes need. */
export interface ProbeOptions {
  readonly testee: Testee;
  readonly protocol: Protocol;
  /** A text nobody can foresee: it makes up the unknown command and feature. Lower-case letters and digits. */
  readonly nonce: string;
}

/** Checks the claims in `hello` by themselves, and then by asking. */
export async function probeHonesty(options: ProbeOptions): Promise<readonly ProbeRun[]> {
  const { hello } = options.testee;
  return [
    ...claimProbes(hello, options.protocol),
    await probeUnknown(options, 'unknown-command', { cmd: `x-${options.nonce}`, input: {} }),
    await probeUnknown(options, 'unknown-feature', {
      cmd: 'hello',
      input: { ...helloInput(options.protocol), feature: `x-${options.nonce}` },
    }),
    await probeSameHello(options),
    ...(await inOrder(hello.features, (feature) => probeFeature(options, feature))),
    ...(await inOrder(exercisable(hello, options.protocol), (command) => probeCommand(options, command))),
  ];
}

/** Commands that can be asked with the example of the table without ending the process. */
function exercisable(hello: Hello, protocol: Protocol): readonly string[] {
  return hello.commands.filter(
    (command) => Object.hasOwn(protocol.commands, command) && command !== 'bye' && command !== 'hello',
  );
}

function claimProbes(hello: Hello, protocol: Protocol): readonly ProbeRun[] {
  const unknownProfile = hello.profiles.find((profile) => !Object.hasOwn(protocol.profiles, profile));
  const unknownCommand = hello.commands.find((command) => !Object.hasOwn(protocol.commands, command));
  return [
    result(
      'known-profiles',
      'every claimed profile is known',
      unknownProfile === undefined ? undefined : `${unknownProfile} is no profile of TP/1`,
    ),
    result(
      'known-commands',
      'every listed command can be exercised',
      unknownCommand === undefined ? undefined : `${unknownCommand} is no command of TP/1`,
    ),
    result('whole-profiles', 'every claimed profile is claimed as a whole', missingFromClaim(hello, protocol)),
  ];
}

function missingFromClaim(hello: Hello, protocol: Protocol): string | undefined {
  for (const profile of hello.profiles) {
    const part = protocol.profiles[profile]?.find((each) => !hello.profiles.includes(each));
    if (part !== undefined) return `${profile} includes ${part}, which is not claimed`;
  }
  const wanted = Object.entries(protocol.commands).filter(
    ([, row]) => row.profile === 'control' || hello.profiles.includes(row.profile),
  );
  const missing = wanted.find(([command]) => !hello.commands.includes(command));
  return missing === undefined
    ? undefined
    : `${missing[0]} of the profile ${missing[1].profile} is not listed in commands`;
}

async function probeUnknown(
  options: ProbeOptions,
  id: string,
  request: { cmd: string; input: JsonObject },
): Promise<ProbeRun> {
  const answer = await askOne(options, request);
  const title = `an ${id.replace('-', ' ')} is answered unsupported`;
  return result(
    id,
    title,
    answer.kind === 'unsupported' ? undefined : `${describeAnswer(answer)} instead of unsupported`,
  );
}

async function probeSameHello(options: ProbeOptions): Promise<ProbeRun> {
  const answer = await askOne(options, { cmd: 'hello', input: helloInput(options.protocol) });
  const same = answer.kind === 'ok' && isDeepStrictEqual(answer.ok, options.testee.hello);
  return result(
    'same-hello',
    'hello gives the same claims again',
    same ? undefined : `the second hello gave ${describeAnswer(answer)}`,
  );
}

async function probeFeature(options: ProbeOptions, feature: string): Promise<ProbeRun> {
  const answer = await askOne(options, { cmd: 'hello', input: { ...helloInput(options.protocol), feature } });
  const title = `the claimed feature ${feature} is there`;
  return result(
    `feature-${feature}`,
    title,
    answer.kind === 'ok' ? undefined : `asked for it: ${describeAnswer(answer)}`,
  );
}

async function probeCommand(options: ProbeOptions, command: string): Promise<ProbeRun> {
  const row = options.protocol.commands[command];
  const answer = await askOne(options, { cmd: command, input: row?.in ?? {} });
  const title = `the claimed command ${command} is there`;
  const answered = answer.kind === 'ok' || answer.kind === 'error';
  return result(`answers-${command}`, title, answered ? undefined : `its example gave ${describeAnswer(answer)}`);
}

async function askOne(options: ProbeOptions, request: { cmd: string; input: JsonObject }): Promise<Answer> {
  const session = await options.testee.live();
  if (session === undefined) return { kind: 'crash', detail: 'a new process gave no equal hello' };
  return session.ask(request);
}

function result(id: string, title: string, problem: string | undefined): ProbeRun {
  return {
    id: `honesty/${id}`,
    title,
    ...(problem === undefined ? { verdict: 'pass' } : { verdict: 'fail', detail: problem }),
  };
}

async function inOrder<T, U>(items: readonly T[], run: (item: T) => Promise<U>): Promise<readonly U[]> {
  const results: U[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}
