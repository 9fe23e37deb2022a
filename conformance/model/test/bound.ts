import { createModel, decodeBase64url, type Model } from '../src/index.ts';

/** The functions of the model, each calling the others: what a command of TP/1 is answered with. */
export function boundModel(): Model {
  const seen: Model[] = [];
  const testee = createModel({
    override: {
      decodeBase64url: (model, text) => {
        seen.push(model);
        return decodeBase64url(model, text);
      },
    },
  });
  testee.handle('base64url.decode', { text: '' });
  const [model] = seen;
  if (model === undefined) throw new TypeError('the model decodes base64url');
  return model;
}
