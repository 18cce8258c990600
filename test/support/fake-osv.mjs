/**
 * A database of advisories on this machine, which answers as OSV does (POST /v1/querybatch, GET /v1/vulns/{id}), and remembers
 * what it was asked. `trouble` takes the place of the next answers, one for each.
 */
import { createServer } from 'node:http';

/**
 * @param {Record<string, unknown>[]} records in OSV's format; `versions` of an affected package are those that a version is compared with
 * @param {{ pageSize?: number }} [options]
 */
export async function startFakeOsv(records, { pageSize = 1000 } = {}) {
  const requests = [];
  const trouble = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const { status, headers, text } = trouble.shift() ?? answerTo(request, body, records, pageSize);
    if (status === 'hang') return;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    trouble,
    /** Every package that was asked about. */
    asked: () => requests.flatMap(({ url, body }) => (url === '/v1/querybatch' ? JSON.parse(body).queries : [])),
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function answerTo({ method, url }, body, records, pageSize) {
  if (method === 'POST' && url === '/v1/querybatch') {
    const { queries } = JSON.parse(body);
    if (queries.length > 1000) return said(400, { code: 3, message: 'too many queries' });
    return said(200, { results: queries.map((query) => resultOf(query, records, pageSize)) });
  }
  const id = method === 'GET' && /^\/v1\/vulns\/([\w.:-]+)$/.exec(url)?.[1];
  const record = records.find((one) => one.id === id);
  return record ? said(200, record) : said(404, { code: 5, message: 'Bug not found.' });
}

const said = (status, value) => ({ status, headers: {}, text: JSON.stringify(value) });

function resultOf({ package: { ecosystem, name }, version, page_token: token = '0' }, records, pageSize) {
  const found = records.filter(({ affected }) =>
    affected.some(
      (one) =>
        one.package.ecosystem === ecosystem &&
        one.package.name === name &&
        (version === undefined || one.versions.includes(version)),
    ),
  );
  if (found.length === 0) return {};
  const [start, end] = [Number(token), Number(token) + pageSize];
  const vulns = found.slice(start, end).map(({ id, modified }) => ({ id, modified }));
  return { vulns, ...(end < found.length && { next_page_token: String(end) }) };
}
