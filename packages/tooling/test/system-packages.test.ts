import { describe, expect, it } from 'vitest';
import { findChromium, findPython, provide } from '../src/system-packages.mjs';
import type { Machine, SystemPackage } from '../src/system-packages.mjs';

type Fake = { machine: Machine; commands: string[]; said: string[]; table: SystemPackage[] };

/** A machine on which `apt-get install` makes `tool` present, unless it fails. */
function fake(facts: {
  isRoot?: boolean;
  isDebian?: boolean;
  env?: NodeJS.ProcessEnv;
  aptCode?: number;
  present?: boolean;
}): Fake {
  let present = facts.present ?? false;
  const commands: string[] = [];
  const machine: Machine = {
    env: facts.env ?? {},
    which: () => undefined,
    isRoot: facts.isRoot ?? true,
    isDebian: facts.isDebian ?? true,
    run: (program, args) => {
      commands.push([program, ...args].join(' '));
      const code = facts.aptCode ?? 0;
      if (args[0] === 'install' && code === 0) present = true;
      return Promise.resolve({ code, output: code === 0 ? '' : 'E: no network' });
    },
  };
  const table = [
    {
      name: 'tool',
      debian: 'tool-deb',
      purpose: 'the work',
      elsewhere: 'Fetch it from its maker.',
      isPresent: () => Promise.resolve(present),
    },
  ];
  return { machine, commands, said: [], table };
}

const ask = (f: Fake): ReturnType<typeof provide> => provide(['tool'], { ...f, say: (line) => void f.said.push(line) });

describe('provide', () => {
  it('runs nothing and says nothing when the package is there', async () => {
    const f = fake({ present: true });
    expect(await ask(f)).toEqual({ missing: [], words: '' });
    expect([f.commands, f.said]).toEqual([[], []]);
  });

  it('installs as root on Debian, after naming the package', async () => {
    const f = fake({});
    expect((await ask(f)).missing).toEqual([]);
    expect(f.said).toEqual([expect.stringContaining('tool-deb')]);
    expect(f.commands).toEqual(['apt-get update -q', 'apt-get install -y --no-install-recommends tool-deb']);
  });

  it.each([
    ['ALLOD_SYSTEM=no', { env: { ALLOD_SYSTEM: 'no' } }, /not installed because ALLOD_SYSTEM=no.*apt-get install/],
    ['an ordinary user', { isRoot: false }, /As root: apt-get install --no-install-recommends tool-deb/],
    ['another system', { isDebian: false }, /Fetch it from its maker/],
  ])('never installs with %s, and says how to get it', async (_, facts, words) => {
    const f = fake(facts);
    const { missing, words: said } = await ask(f);
    expect(missing).toEqual(['tool']);
    expect(said).toMatch(words);
    expect(said).toContain('the work cannot run without it');
    expect(f.commands).toEqual([]);
  });

  it('passes on what a failing installer printed', async () => {
    const { missing, words } = await ask(fake({ aptCode: 100 }));
    expect(missing).toEqual(['tool']);
    expect(words).toContain('E: no network');
  });

  it('throws for a name that is not in the table', async () => {
    const f = fake({});
    await expect(provide(['other'], { ...f, say: () => undefined })).rejects.toThrow(TypeError);
  });
});

describe('findChromium', () => {
  it('takes what CHROMIUM names, if it exists, and looks nowhere else', () => {
    expect(findChromium({ CHROMIUM: process.execPath }, () => '/other')).toBe(process.execPath);
    expect(findChromium({ CHROMIUM: '/nowhere/chromium' }, () => '/other')).toBeUndefined();
  });

  it('takes the first name on the path', () => {
    expect(findChromium({}, (name) => (name === 'google-chrome' ? '/opt/chrome' : undefined))).toBe('/opt/chrome');
  });
});

describe('findPython', () => {
  const machine = (working: readonly string[]): Pick<Machine, 'run'> => ({
    run: (program) => Promise.resolve({ code: working.includes(program) ? 0 : 1, output: '' }),
  });

  it('takes the first on the path', async () => {
    expect(await findPython(machine(['python3', '/usr/bin/python3']))).toBe('python3');
  });

  it('takes the one of the system when the first on the path lacks the library', async () => {
    expect(await findPython(machine(['/usr/bin/python3']))).toBe('/usr/bin/python3');
  });

  it('finds none where no Python has the library', async () => {
    expect(await findPython(machine([]))).toBeUndefined();
  });
});
