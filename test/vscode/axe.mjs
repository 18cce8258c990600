// @ts-check
/** What axe-core finds in a page of ours. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * @param {import('./workbench.mjs').Locator} body of the page
 * @returns {Promise<string[]>} what is serious, with the element that it is about
 */
export async function barriersIn(body) {
  const handle = await body.elementHandle();
  const frame = await handle?.ownerFrame();
  if (!frame) throw new Error('The page has no frame.');
  await frame.evaluate(SOURCE);
  return frame.evaluate(async () => {
    // @ts-expect-error axe was defined by its source
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    const serious = violations.filter((/** @type {{ impact: string }} */ { impact }) =>
      ['serious', 'critical'].includes(impact),
    );
    return serious.flatMap((/** @type {{ id: string, nodes: { html: string }[] }} */ { id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html}`),
    );
  });
}
