import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json';
import texts from '../../package.nls.json';
import { readContent } from '../../src/dev/training';
import { labNamed, modules } from '../../src/training/modules';

const root = join(__dirname, '../..');
const say = (key: string) => (texts as Record<string, string>)[key.slice(1, -1)] ?? key;
const steps = manifest.contributes.walkthroughs.flatMap(({ id, steps }) =>
  steps.map((step) => ({ ...step, name: `${id}.${step.id}`, description: say(step.description) })),
);
const known = new Set(manifest.contributes.commands.map(({ command }) => command));
/** VS Code's own. */
const foreign = new Set(['vscode.openFolder', 'workbench.trust.manage', 'workbench.action.openWalkthrough']);

const commandsIn = (text: string) => [...text.matchAll(/\]\(command:([\w.]+)/g)].map(([, command]) => command!);

describe('walkthroughs', () => {
  for (const { name, description, completionEvents } of steps) {
    it(`${name} has one clear action, and is done by a deed`, () => {
      const named = commandsIn(description);
      assert.equal(named.length, 1);
      assert.deepEqual(
        named.filter((command) => !known.has(command) && !foreign.has(command)),
        [],
      );
      assert.ok(completionEvents.length > 0);
      for (const event of completionEvents) {
        const [, command] = /^onCommand:(.+)$/.exec(event) ?? [];
        if (command !== undefined) assert.ok(known.has(command), event);
        else assert.match(event, /^onContext:./);
      }
    });
  }

  for (const { name, media } of steps) {
    it(`${name} has a picture with a text for those who do not see it`, () => {
      assert.ok(existsSync(join(root, media.svg)), media.svg);
      assert.match(say(media.altText), /^[A-Z].{20,}\.$/);
    });
  }

  it('has pictures in the theme’s colours alone, and none that no step shows', () => {
    const folder = 'media/training';
    const shown = new Set(steps.map(({ media }) => media.svg));
    for (const name of readdirSync(join(root, folder))) {
      assert.ok(shown.has(`${folder}/${name}`), name);
      const svg = readFileSync(join(root, folder, name), 'utf8');
      const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour!);
      assert.deepEqual(
        colours.filter((colour) => colour !== 'none' && !colour.startsWith('var(--vscode-')),
        [],
      );
      assert.doesNotMatch(svg, /href|<script|<style|url\(/);
    }
  });
});

describe('the walkthrough of the training', () => {
  const { labs } = readContent(join(root, 'src/training/content'));
  const begun = (text: string) => [...text.matchAll(/openLab\?%5B%22([\w-]+)%22%5D/g)].map(([, id]) => id!);
  const led = steps
    .filter(({ name }) => name.startsWith('training.'))
    .filter(({ description }) => begun(description)[0]);

  it('leads to the labs of every module, in their order, and each step is done when one is', () => {
    assert.deepEqual(
      led.flatMap(({ description }) => begun(description)),
      modules,
    );
    for (const { description, completionEvents } of led)
      assert.deepEqual(completionEvents, [`onContext:claudeGuard.training.topic.${begun(description)[0]}`]);
  });

  it('leads to one lab of each module, and names another where there are two', () => {
    for (const { description } of led) {
      const count = labs.filter(({ module }) => module === begun(description)[0]).length;
      assert.equal(/Another lab, if you like/.test(description), count === 2, description);
      assert.match(description, /\[Start the Lab\]/);
    }
  });
});

describe('what is named in a walkthrough', () => {
  const { labs } = readContent(join(root, 'src/training/content'));
  it('is a lab or a module', () => {
    for (const { name, description } of steps)
      for (const [, lab] of description.matchAll(/openLab\?%5B%22([\w-]+)%22%5D/g))
        assert.ok(
          labNamed(labs, lab!, () => false),
          name,
        );
  });
});

describe('the walkthrough for beginners', () => {
  const shown = (id: string) => steps.find(({ name }) => name === `getStarted.${id}`)!;

  it('has one step for a key, wherever it is opened', () => {
    const whens = ['key', 'keyInBrowser', 'keyUntrusted'].map((id) => ('when' in shown(id) ? shown(id).when : ''));
    assert.deepEqual(whens, [
      'isWorkspaceTrusted && (!isWeb || remoteName)',
      'isWorkspaceTrusted && isWeb && !remoteName',
      '!isWorkspaceTrusted',
    ]);
  });
});
