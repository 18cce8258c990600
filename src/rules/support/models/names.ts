/** Names under which code and configuration keep the model that they use, and those that say that it is not used. */

const modelName =
  /(?:^|[a-z0-9_.-])models?(?:[_-]?(?:id|name|key|version|identifier|arn))?(?:[_-]?(?:default|fallback))?$/i;
const inWords = /(?:^|[_.-])model|[a-z0-9]Model|^[mM]odel/;
/** What is no longer used, or only spoken of. */
const elsewhere =
  /(?:^|[_.-])(?:old|legacy|previous|deprecated|retired|unsupported|blocked|from|price|pricing|cost|mock|fake|test|example|placeholder)(?:[_.-]|$)|(?:old|legacy|previous|deprecated|retired|unsupported)(?:[_-]?)model|models$/i;
/** They serve models under ids of their own, which may look like Anthropic's. */
const otherVendor = /openrouter|requesty|unbound|glama|copilot|poe(?:_|[A-Z])/i;

/** `model`, `DEFAULT_MODEL`, `modelId`, `this.modelName`, `ANTHROPIC_MODEL`, `models.default`. */
export function namesModel(name: string): boolean {
  const last = name.replace(/^this\./, '').replace(/^.*[.:]/, '');
  return (
    modelName.test(last) &&
    (inWords.test(last) || /MODEL/.test(last)) &&
    !elsewhere.test(last) &&
    !otherVendor.test(last)
  );
}

/** Beside a model, these say that a table describes it, or that somebody recorded what it answered. */
const describing =
  /price|pricing|cost|per_?(?:m|k|1k|1m|million)|context|label|display_?name|deprecat|retire|release|capabilit|supports|score|accuracy|pass_rate|stop_reason|usage|timestamp|created|(?:input|output|total|cache\w*)_?tokens|duration|latency|elapsed|benchmark/i;

export const describesModel = (siblings: readonly (string | undefined)[]): boolean =>
  siblings.some((key) => key !== undefined && describing.test(key));
