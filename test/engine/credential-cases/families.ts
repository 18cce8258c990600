import { around, type CredentialCase, group, key } from './case';

/** Every family of Anthropic credential, at the places where each one leaks. */

const documented = 'known gap: gitleaks, trufflehog, noseyparker, secretlint (families other than API and admin keys)';
const future = 'known gap: gitleaks, trufflehog (a family that does not exist yet)';
const lengths = 'body length: documented for api03 and admin01 only, so 20 characters of high entropy are enough';

const known = group({ source: documented, theirs: 'silent', ours: 'hardcoded-credential' }, [
  [
    'API key',
    'a.py',
    around('import anthropic\n\nclient = anthropic.Anthropic(api_key="', '")\n'),
    { theirs: 'reported', source: 'every detector: API key' },
  ],
  [
    'admin key',
    'a.sh',
    (f) => `curl -H "x-api-key: ${f('admin01')}" https://api.anthropic.com/v1/organizations/api_keys\n`,
    {
      theirs: 'reported',
      source: 'gitleaks, trufflehog: admin key',
    },
  ],
  [
    'enterprise key',
    'compliance.txt',
    (f) => `ANTHROPIC_COMPLIANCE_ACCESS_KEY=${f('api01')}\n`,
    { source: 'known gap: gitleaks, trufflehog' },
  ],
  ['short enterprise key', 'b.txt', (f) => f('api01', { bodyLength: 40 })],
  ['OAuth access token of a setup', 'a.yml', (f) => `env:\n  CLAUDE_CODE_OAUTH_TOKEN: ${f('oat01')}\n`],
  [
    'OAuth access and refresh token',
    '.credentials.json',
    (f) =>
      JSON.stringify({
        claudeAiOauth: { accessToken: f('oat01'), refreshToken: f('ort01'), expiresAt: 1_900_000_000_000 },
      }),
    {
      count: 2,
    },
  ],
  [
    'OAuth token that the terminal wrapped',
    'session.log',
    (f) => `${f('oat01').slice(0, 80)}\n${f('oat01').slice(80)}\n`,
    {
      why: 'the first line alone has 67 random characters',
    },
  ],
  ['refresh token in a form', 'b.http', (f) => `grant_type=refresh_token&refresh_token=${f('ort01')}&client_id=x`],
  ['session cookie', 'c.http', (f) => `GET /api/organizations HTTP/1.1\nCookie: sessionKey=${f('sid01')}; lang=en\n`],
  ['session cookie, second form', 'a.js', (f) => `document.cookie = 'sessionKey=${f('sid02')}; path=/';\n`],
  [
    'session cookie in a list',
    'accounts.txt',
    (f) => [0, 1, 2].map((seed) => f('sid01', { seed })).join('\n'),
    { count: 3 },
  ],
  ['ingress token', 'd.http', (f) => `Authorization: Bearer ${f('si')}\n`],
  ['ingress token in JSON', 'a.json', (f) => JSON.stringify({ session_ingress_token: f('si') })],
  ['self-hosted session token', 'run.sh', (f) => `export CLAUDE_CODE_SESSION_ACCESS_TOKEN=${f('cc')}\n`],
  [
    'runner credential in a git address',
    'a.gitconfig',
    (f) => `[url "https://unused:${f('ccsr')}@git.example.com/"]\n`,
  ],
  ['runner credential made as a JWT', 'b.txt', (f) => f('si').replace('-si-', '-ccsr-')],
]);

const unknown = group({ source: future, theirs: 'silent', ours: 'hardcoded-credential' }, [
  ['next version of the API key', 'a.txt', (f) => f('api04')],
  ['a family nobody knows', 'b.txt', (f) => f('xyz01')],
  ['a family with a longer name', 'c.txt', (f) => f('service07', { bodyLength: 60 })],
  ['a much longer body', 'd.txt', (f) => f('api05', { bodyLength: 240 })],
]);

const short = group({ source: lengths, ours: 'hardcoded-credential' }, [
  ['token of 22 characters', 'a.txt', (f) => f('oat01', { bodyLength: 20 })],
  [
    'token of 12 characters',
    'c.txt',
    (f) => f('oat01', { bodyLength: 10 }),
    { ours: 'silent', why: 'too short to be one' },
  ],
  [
    'API key cut after 12 characters',
    'd.txt',
    (f) => key(f).slice(0, 25),
    { ours: 'silent', why: 'too short to be one' },
  ],
]);

export const familyCases: CredentialCase[] = [...known, ...unknown, ...short];
