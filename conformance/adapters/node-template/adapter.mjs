// A TP/1 adapter to start from. Needs Node and nothing else: copy this file, and delegate each command to your code.
// The protocol is told in conformance/protocol/INTERPRETING.md.
//
//   npm run conformance -- doctor --cmd "node conformance/adapters/node-template/adapter.mjs"

const IMPLEMENTATION = { name: 'my-allod', version: '0.0.0', language: 'JavaScript' };

/** What you claim. A profile is all or nothing: add 'codec' once every command of codec is below. */
const PROFILES = [];

/** Names of optional features that you claim. */
const FEATURES = [];

/** Throw this where the input has to be refused: with a code and phase of spec/registries/errors.json. */
class Refused extends Error {
  constructor(code, phase) {
    super(code);
    this.error = { code, phase };
  }
}

/** Throw this for what you do not have. */
class Unsupported extends Error {}

// Bytes travel as {"$b64u": "…"}. Use these two in your commands.
export const toBytes = (value) => Buffer.from(value.$b64u, 'base64url');
export const fromBytes = (bytes) => ({ $b64u: Buffer.from(bytes).toString('base64url') });

const commands = {
  hello: ({ feature }) => {
    if (feature !== undefined && !FEATURES.includes(feature)) throw new Unsupported(feature);
    return {
      tp: 1,
      impl: IMPLEMENTATION,
      spec: ['0.1'],
      profiles: PROFILES,
      features: FEATURES,
      commands: Object.keys(commands),
      window: 32,
    };
  },
  reset: () => ({}),
  bye: () => ({}),
  echo: ({ value }) => ({ value }),

  // A command of yours takes `in` and returns `ok`. For example:
  //
  //   'base64url.decode': ({ text }) => {
  //     const bytes = yourDecoder(text);
  //     if (bytes === undefined) throw new Refused('E_FORMAT', 'format');
  //     return { bytes: fromBytes(bytes) };
  //   },
};

async function answer({ id, cmd, in: input }) {
  try {
    if (!Object.hasOwn(commands, cmd)) throw new Unsupported(cmd);
    return { id, ok: await commands[cmd](input) };
  } catch (error) {
    if (error instanceof Unsupported) return { id, unsupported: { what: error.message } };
    if (error instanceof Refused) return { id, error: error.error };
    throw error; // A bug of yours: the process ends, and the runner shows the stack trace beside the case.
  }
}

// Lines end in \n and in nothing else: node:readline would also cut at U+2028, which JSON text may contain.
async function* linesOf(stream) {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    yield* lines;
  }
}

for await (const line of linesOf(process.stdin)) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await answer(request))}\n`);
  if (request.cmd === 'bye') break;
}
