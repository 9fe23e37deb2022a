import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAlive, listens, ROOT, start } from './program.ts';
import type { Program } from './program.ts';

/** What is known of a run that stays up. */
interface Standing {
  readonly relay: number;
  readonly url: string;
  readonly folder: string;
}

/** Waits until the story is told and the program stays up. */
async function standing(program: Program): Promise<Standing> {
  const [, folder] = /removes (.*)$/.exec(await program.line(/^Ctrl-C/))!;
  const [, pid] = /process (\d+) .* with the store of/.exec(await program.line(/with the store of/))!;
  const [, url] = /(http:\S+)$/.exec(await program.line(/^The relay stays up/))!;
  return { relay: Number(pid), url: url!, folder: folder! };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

describe('npm start -- --once', () => {
  it('tells the whole story with processes, stores and sockets, and leaves nothing behind', async () => {
    const { code, said, warned, left } = await start(['--once']).ended;
    expect({ code, warned, left }).toEqual({ code: 0, warned: [], left: [] });
    expect(said.join('\n')).toMatch(/250 records signed and stored/);
    expect(said.join('\n')).toMatch(/relay → phone: 252 statements in .*, each verified by the phone, none refused/);
    expect(said.join('\n')).toMatch(/stranger, with an empty home, .*: 256 statements, none refused/);
    const rows = said.flatMap((line) => / (\d+) statements {2}([0-9a-f]{64})$/.exec(line)?.slice(1).join(' ') ?? []);
    const [first, , second] = rows;
    // Two devices with the countries; both after the relay came back; both and the stranger at the end.
    expect(rows).toEqual([first, first, second, second, second, second, second]);
    expect([first?.split(' ')[0], second?.split(' ')[0]]).toEqual(['252', '256']);
    const steps = said.flatMap((line) => /^(\d+)\. /.exec(line)?.[1] ?? []).map(Number);
    expect(steps).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(said.filter((line) => line.startsWith('   all of it held'))).toHaveLength(2);
    expect(said.join('\n')).toMatch(/its folder, \d+ files of .* MB: the greeting is there, and nothing else/);
    const relays = said.flatMap((line) => /^ {3}process (\d+) (?:on|got)/.exec(line)?.[1] ?? []).map(Number);
    expect(relays).toEqual([relays[0], relays[0], relays[2]]);
    expect(relays.map(isAlive)).toEqual([false, false, false]);
  });
});

describe('npm start', () => {
  it('stays up until Ctrl-C, which ends the relay and removes the folder, twice in a row', async () => {
    for (const _ of ['first', 'second']) {
      const program = start([]);
      const { relay, url, folder } = await standing(program);
      expect([isAlive(relay), existsSync(folder), await listens(portOf(url))]).toEqual([true, true, true]);
      program.kill('SIGINT');
      // As npm does, which sends on what the terminal has sent already.
      program.kill('SIGINT');
      expect(await program.ended).toMatchObject({ code: 0, warned: [], left: [] });
      const after = [isAlive(relay), existsSync(folder), await listens(portOf(url))];
      expect(after).toEqual([false, false, false]);
    }
  });

  it('shows a page with what the relay holds, and commands that work as they stand; fails when the relay dies', async () => {
    const program = start([]);
    const { relay, url } = await standing(program);
    const page = await (await fetch(url)).text();
    expect(page).toContain('256');
    expect(page).not.toMatch(/countries|Aruba|Written on/);
    const lines = program.said.filter((line) => line.startsWith('  node ')).map((line) => line.trim());
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      const { stdout } = await promisify(execFile)('sh', ['-eu', '-c', line], { cwd: ROOT });
      expect([line, stdout]).not.toEqual([line, '']);
    }
    process.kill(relay, 'SIGKILL');
    expect(await program.ended).toMatchObject({ code: 1, warned: ['Failed: the relay ended by itself'], left: [] });
  });

  it.each([
    ['SIGINT', 1, 130],
    ['SIGTERM', 2, 143],
    ['SIGHUP', 5, 129],
    ['SIGINT', 8, 130],
    ['SIGINT', 13, 130],
  ] as const)('ends at once on %s at step %i, and leaves nothing behind', async (signal, step, code) => {
    const program = start([]);
    await program.line(new RegExp(`^${step}\\. `));
    program.kill(signal);
    const { said, ...end } = await program.ended;
    expect(end).toEqual({ code, signal: null, warned: [], left: [] });
    const relays = said.flatMap((line) => /process (\d+) on/.exec(line)?.[1] ?? []).map(Number);
    expect(relays.filter(isAlive)).toEqual([]);
  });

  it('takes the relay with it when it is killed itself', async () => {
    const program = start([]);
    const [, port] = /on port (\d+)/.exec(await program.line(/on port/))!;
    program.kill('SIGKILL');
    expect(await program.ended).toMatchObject({ signal: 'SIGKILL' });
    // Not by its id, which is there until somebody who inherited the process looks at its end.
    expect(await listens(Number(port))).toBe(false);
  });

  it('fails at the first step when somebody has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, warned, left } = await start(['--port', String(port)]).ended;
    expect({ code, left }).toEqual({ code: 1, left: [] });
    expect(warned).toEqual([`Failed: step 1, "A relay starts": the relay does not start on port ${port}: E_LISTEN`]);
  });

  it('refuses what it does not understand, with words on how it is called', async () => {
    const { code, said, warned, left } = await start(['--port', 'any']).ended;
    expect({ code, said, left }).toEqual({ code: 2, said: [], left: [] });
    expect(warned.join('\n')).toMatch(/^--port takes a number.*--once/s);
  });
});
