import { BODY_CONTENDERS } from './dist/bodies.js';
const [name, n, batch] = process.argv.slice(2);
const c = await BODY_CONTENDERS[name]({ records: +n, batch: +batch });
for (let i = 0; i < 12; i++) {
  const r = await c.round();
  if (i > 8) console.log(name, ((r.cpuSeconds / n) * 1e6).toFixed(1), 'us/body');
}
