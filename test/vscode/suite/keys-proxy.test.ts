/** What a person is told where a proxy of VS Code's settings stands before the API: by VS Code's own `fetch`, which goes through it. */
import assert from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { verifyKey } from '../../../src/vscode/keys/check';
import { isProxied, nodeNetwork } from '../../../src/vscode/node-network';
import { startFakeProxy } from '../../support/fake-api.mjs';
import { keysOver, person, value } from './key-person';
import { until } from './support';

/** A host that no name server knows: only a proxy leads there. */
const host = 'claude-gateway.invalid';

const set = (name: string, to: unknown) => workspace.getConfiguration().update(name, to, ConfigurationTarget.Global);

/** What is said of a key that is verified through such a proxy. */
async function verified(options: Parameters<typeof startFakeProxy>[1]) {
  const proxy = await startFakeProxy(1, options);
  const { keys, key, log } = await keysOver({ network: nodeNetwork });
  const asked = person();
  try {
    await set('http.proxy', proxy.url);
    await set('claudeGuard.keys.baseUrl', `https://${host}`);
    await until('the proxy to be used', isProxied);
    await verifyKey(key, keys);
  } finally {
    asked.leave();
    await set('http.proxy', undefined);
    await set('claudeGuard.keys.baseUrl', undefined);
    await proxy.stop();
  }
  assert.ok(proxy.tunnels.length > 0, 'the proxy was not asked');
  assert.ok(proxy.tunnels.every((one) => one === `${host}:443`));
  const [event] = log.events();
  assert.ok(!JSON.stringify([asked.said, event]).includes(value.slice(20, 40)));
  return { said: asked.said.at(-1) ?? '', outcome: event?.outcome ?? '' };
}

describe('A key that is verified through a proxy', () => {
  it('is not sent where the proxy asks for a sign-in, which is what a person is told', async () => {
    const { said, outcome } = await verified({ login: true });
    assert.match(said, /The proxy asks for a sign-in \(407\)\. Check “http\.proxy”.*the key was not sent/);
    assert.match(outcome, /sign-in \(407\)/);
  });

  it('is not sent where the proxy refuses to lead there', async () => {
    const { said } = await verified({ refuses: true });
    assert.match(said, /The proxy could not be used\. Check “http\.proxy”.*the key was not sent/);
  });
});
