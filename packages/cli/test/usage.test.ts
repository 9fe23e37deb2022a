import { expect, test } from 'vitest';
import { makeHome } from './homes.ts';
import { document, run, scratch, start, startLine } from './program.ts';

test.each<[args: string, code: string, exit: number, words: RegExp]>([
  ['', 'E_USAGE', 2, /Say what to do/],
  ['record', 'E_USAGE', 2, /Say what to do/],
  ['lst', 'E_USAGE', 2, /no command "lst"\. Did you mean .*"record list"/],
  ['recrod list', 'E_USAGE', 2, /Did you mean "record list"\?/],
  ['pack imprt x', 'E_USAGE', 2, /Did you mean "pack import"\?/],
  ['fly away', 'E_USAGE', 2, /no command "fly away"\. Nothing/],
  ['record list --limt 3', 'E_USAGE', 2, /Unknown option '--limt'\. Did you mean --limit\?/],
  ['record get', 'E_USAGE', 2, /Missing required argument/],
  ['record get --idd', 'E_USAGE', 2, /Unknown option '--idd'/],
  ['record get one two', 'E_USAGE', 2, /Too many arguments/],
  ['record list --limit none', 'E_USAGE', 2, /--limit takes a whole number from 1/],
  ['record list a:notes', 'E_INPUT', 2, /letter "a"/],
  ['record list a/', 'E_INPUT', 2, /A collection is named by/],
  ['record list /a', 'E_INPUT', 2, /whose collection it is/],
  ['record list Home/notes', 'E_NO_USER', 3, /no user in this home folder/],
  ['record list notes --kind wild', 'E_USAGE', 2, /There is no kind "wild"/],
  ['record list v:notes --kind immutable', 'E_USAGE', 2, /--kind says immutable/],
  ['record add notes', 'E_USAGE', 2, /Say what the record holds/],
  ['record add notes {', 'E_INPUT', 2, /The text is not JSON/],
  ['record add notes -', 'E_INPUT', 2, /Standard input is empty/],
  ['record add notes {"a":1} b=2', 'E_USAGE', 2, /one JSON text, or key=value/],
  ['record add notes a=1 a=2', 'E_INPUT', 2, /"a" is given twice/],
  ['record add notes a:=x', 'E_INPUT', 2, /is not JSON/],
  ['record add notes a=1 b', 'E_INPUT', 2, /"b" is not key=value/],
  ['record watch --since never', 'E_CURSOR', 2, /This is no cursor/],
  ['record watch --relay ftp://x', 'E_USAGE', 2, /not the URL of a relay/],
  ['sync nowhere', 'E_USAGE', 2, /not the URL of a relay/],
  ['relay start --port 70000', 'E_USAGE', 2, /--port takes a whole number from 0 to 65535/],
  ['relay start --origin example.com', 'E_USAGE', 2, /not an origin/],
  ['pack export', 'E_USAGE', 2, /Required option/],
  ['pack export -o - --json', 'E_USAGE', 2, /cannot both go to standard output/],
  ['pack verify nothing.allod', 'E_NOT_FOUND', 3, /There is no such file/],
  ['pack verify .', 'E_INPUT', 2, /This is not a file/],
  ['pack verify -', 'E_PACK_TRUNCATED', 5, /ends too early/],
  ['id show', 'E_NO_USER', 3, /no user in this home folder/],
  ['record list', 'E_NO_USER', 3, /no user in this home folder/],
  ['help errors E_SIGG', 'E_NOT_FOUND', 3, /no error code\. Did you mean E_SIG\?/],
  ['doctor', 'E_CHECK', 9, /problem/],
  ['id show --timeout soon', 'E_USAGE', 2, /"soon" is no time/],
  [
    'init --second a --second b --second c --second d --second e --second f --second g --second h',
    'E_USAGE',
    2,
    /at most 8 devices/,
  ],
])('"allod %s" fails with %s and ends with %i', async (line, code, exit, words) => {
  const args = line.split(' ').filter((word) => word !== '');
  const cwd = scratch();
  const ran = await run([...args, '--json'], { cwd });
  expect(ran.code).toBe(exit);
  const { error } = document(ran) as { error: { message: string; hint: string } };
  expect(error).toEqual({
    code,
    message: expect.stringMatching(words) as string,
    hint: expect.stringMatching(/\.$/) as string,
    requirement: expect.stringMatching(/^([A-Z]{3}-\d{3})?$/) as string,
    details: expect.any(Object) as object,
  });
  const told = `error: ${error.message}\n  ${error.hint}\n  More: allod help errors ${code}\n`;
  expect(ran.stderr.endsWith(told)).toBe(true);
  expect(error.message).toMatch(/\. .+\.$/);
});

test('without --json a failure prints nothing on stdout', async () => {
  expect(await run(['record', 'list'], { cwd: scratch() })).toMatchObject({ code: 3, stdout: '' });
});

test('prints help where it is asked for, and the version', async () => {
  const cwd = scratch();
  for (const args of [['--help'], ['help'], ['help', 'record', 'add'], ['record', '--help'], ['sync', '-h']]) {
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^Examples:\n {2}\S.*:\n {4}\$ .*allod .*\n {2}\S.*:\n {4}\$ .*allod /);
    expect(ran.stdout).toContain('Usage: allod');
  }
  expect(await run(['--version'], { cwd })).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
});

test('an interrupt ends a command that waits for its input, and nothing is written', async () => {
  const cwd = scratch();
  await makeHome(`${cwd}/.allod`);
  const adding = start(['record', 'add', 'notes', '-', '--verbose'], {
    cwd,
    stdin: '{"a"',
    keepsStdin: true,
  });
  await adding.printed(/Reading standard input/);
  adding.child.kill('SIGINT');
  expect(await adding.done).toMatchObject({
    code: 130,
    stdout: '',
    stderr: expect.stringContaining('Interrupted.') as string,
  });
  expect(await run(['record', 'list'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a time limit ends what would go on for ever, as done', async () => {
  const cwd = scratch();
  await makeHome(`${cwd}/.allod`);
  const watch = await run(['record', 'watch', '--timeout', '1ms'], { cwd });
  expect(watch).toMatchObject({ code: 0, stdout: '' });
  expect(watch.stderr).toContain('nothing can come');
});

test('--quiet leaves out what is good to know, never a warning', async () => {
  const cwd = scratch();
  const loud = await run(['init', '--home', 'a'], { cwd });
  const quiet = await run(['init', '--home', 'b', '--quiet'], { cwd });
  expect(loud.stderr).toContain('Next:');
  expect(quiet.stderr).not.toContain('Next:');
  expect(quiet.stderr).toContain('without a passphrase');
});

test('the home is --home, else ALLOD_HOME, else .allod in the home of the person', async () => {
  const cwd = scratch();
  const env = { ALLOD_HOME: `${cwd}/b` };
  await run(['init', '--home', 'a', '--name', 'a'], { cwd, env });
  await run(['init', '--name', 'b'], { cwd, env });
  await run(['init', '--name', 'c'], { cwd });
  const nameIn = async (args: string[], more = {}): Promise<unknown> =>
    document(await run(['id', 'show', '--json', ...args], { cwd, ...more }))['name'];
  expect(await nameIn(['--home', 'a'], { env })).toBe('a');
  expect(await nameIn([], { env })).toBe('b');
  expect(await nameIn(['--home', '.allod'])).toBe('c');
  expect(await nameIn([], { env: { ALLOD_HOME: '' } })).toBe('c');
});

test('results for which there is no room end with 8', async () => {
  const full = await startLine('allod help errors > /dev/full', { cwd: scratch() }).done;
  expect(full.code).toBe(8);
  expect(full.stderr).toContain('no room left');
});

test.each([
  [['conformance', 'adapter'], 'SIGTERM'],
  [['conformance', 'adapter', '--quiet'], 130],
])('a signal ends "allod %j"', async (args, code) => {
  const stdin = '{"id":1,"cmd":"bye","in":{}}\n';
  const adapter = start(args, { cwd: scratch(), stdin, keepsStdin: true });
  await adapter.printed(/"ok":\{\}/);
  adapter.child.kill('SIGTERM');
  expect(await adapter.done).toMatchObject({ code, stdout: '{"id":1,"ok":{}}\n' });
});
