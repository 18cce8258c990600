import assert from 'node:assert/strict';
import type { Finding } from '../../src/engine/types';
import { findingsIn, projectOf, readProjects } from '../support/projects';
import { mattersTo } from '../support/server-rules';

const shown = (finding: Finding) => `${finding.path}:${finding.start.line} ${finding.rule}: ${finding.message}`;

describe('projects', () => {
  for (const { name, files } of readProjects())
    it(`${name} has each finding that it wants and no other`, async () => {
      const project = await projectOf(Object.fromEntries(files.map(({ path, text }) => [path, text])));
      const wants = files.flatMap(({ path, wants: each }) => each.map((want) => ({ ...want, path })));
      const rules = new Set(wants.map(({ rule }) => rule));
      const found = (await findingsIn(project)).filter((one) => mattersTo(one, rules));
      const unwanted = found.filter((finding) => {
        const at = wants.findIndex(
          ({ path, rule, line, text }) =>
            path === finding.path &&
            rule === finding.rule &&
            line === finding.start.line &&
            finding.message.includes(text),
        );
        if (at >= 0) wants.splice(at, 1);
        return at < 0;
      });
      assert.deepEqual({ missing: wants, unwanted: unwanted.map(shown) }, { missing: [], unwanted: [] });
      assert.equal(project.left, 0);
    });
});
