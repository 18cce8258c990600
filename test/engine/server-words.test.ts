import assert from 'node:assert/strict';
import { words } from '../../src/engine/server/tables';

describe('words by which middleware tells what it does', () => {
  it('take a guard for authentication, and one that limits for a limiter alone', () => {
    for (const guard of ['@UseGuards(TeamGuard)', 'useClass: OwnerGuard', "guard('jwt')"])
      assert.ok(words.authentication.test(guard), guard);
    for (const limiter of ['@UseGuards(ThrottlerGuard)', 'useClass: RateLimitGuard', 'new RateLimiterGuard()']) {
      assert.ok(!words.authentication.test(limiter), limiter);
      assert.ok(words.limit.test(limiter), limiter);
    }
  });

  it('take what a cache is told, and markup that is cleaned, for no validation', () => {
    for (const other of ["'s-maxage=1, stale-while-revalidate'", 'revalidatePath(path)', 'DOMPurify.sanitize(html)'])
      assert.ok(!words.validation.test(other), other);
    for (const check of ['validateBody(input)', 'sanitizePrompt(prompt)', 'schema.check(input)'])
      assert.ok(words.validation.test(check), check);
  });
});
