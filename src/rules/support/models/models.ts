/** Which models are served, and until when: ids in every spelling, looked up in the bundled data. */
import data from '../../data/models.json';

/**
 * Who serves a model, and decides how long: Anthropic (its own API, Claude Platform on AWS, Microsoft Foundry), Amazon Bedrock,
 * Google's Vertex AI.
 */
export type Door = 'anthropic' | 'bedrock' | 'vertex';

/** One model that is retired or will be. Ids in it are Anthropic's own. */
export interface AgeingModel {
  id: string;
  door: Door;
  /** From this day on (`YYYY-MM-DD`) requests to it fail. Absent: it is announced without a day. */
  date?: string;
  /** What Anthropic names as its successor. */
  replacement?: string;
  /** Where the id stands in the text that was looked at, in UTF-16 units: without what a wrapper or a cloud puts around it. */
  start: number;
  end: number;
  /** The text is the id and nothing else. */
  isPlain: boolean;
}

interface Row {
  ids: readonly string[];
  state: string;
  retires?: string;
  clouds?: Readonly<Partial<Record<Door, string>>>;
  replacement?: string;
}

const rows: readonly Row[] = data.rows;
const ageing = new Map(
  rows.filter(({ state }) => state === 'deprecated').flatMap((row) => row.ids.map((id) => [id, row] as const)),
);

/** The beginnings of these ids, up to the day that Vertex AI writes differently. */
const beginnings = [...new Set([...ageing.keys()].map((id) => id.replace(/-\d{8}$/, '')))];

/** What they all begin with. */
const family = 'claude-';

/** Whether a text may name such a model at all: most name none, and looking for them where they matter takes long. */
export function mayNameAgeing(text: string): boolean {
  for (let at = text.indexOf(family); at >= 0; at = text.indexOf(family, at + family.length))
    if (beginnings.some((one) => text.startsWith(one, at))) return true;
  return false;
}

/** What wrappers put before an id. What others put there (`openrouter/`) names models of their own, with days of their own. */
const wrapper =
  /^(?:arn:aws[\w-]*:bedrock:[\w-]*:\d*:[a-z-]+\/|(?:litellm_proxy|anthropic|messages|bedrock|bedrock_converse|converse|invoke|vertex_ai|vertex|google-vertex|azure_ai|claude)[/:](?:[a-z]{2}(?:-[a-z]+){1,2}-\d\/(?=[\w.]*anthropic\.))?)*/;
const cloudPrefix = /^(?:[a-z]{2,6}(?:-[a-z]{2,4})?\.)?anthropic\./;
const cloudVersion = /(?:-v\d+)?(?::\d+){0,2}(?::\d+k)?$/;
const vertexVersion = /(?:-v\d+)?@(?=\d{8}$)/;
/** How the first models were called, too: `claude-v1.3`, `claude-instant-v1.1`. */
const firstNames = /^(claude(?:-instant)?)-v(?=\d)/;
/** Claude Code's mark for the longer context. */
const longContext = /\[1m\]$/;

/** The model that a whole text names, if it is one that ages. @param at who is asked, as the text's surroundings tell */
export function ageingModel(text: string, at: Door = 'anthropic'): AgeingModel | undefined {
  if (text.length > 200 || !text.includes('claude')) return undefined;
  const [wrapped = ''] = wrapper.exec(text) ?? [];
  const [cloud = ''] = cloudPrefix.exec(text.slice(wrapped.length)) ?? [];
  const start = wrapped.length + cloud.length;
  const written = text.slice(start).replace(longContext, '');
  const door = doorOf(wrapped, cloud, written) ?? at;
  const plain = plainId(written, door);
  const row = ageing.get(plain) ?? ageing.get(plain.replace(firstNames, '$1-'));
  const date = door === 'anthropic' ? row?.retires : row?.clouds?.[door];
  if (!row || (door !== 'anthropic' && date === undefined)) return undefined;
  return {
    id: written,
    door,
    ...(date !== undefined && { date }),
    ...(row.replacement !== undefined && { replacement: row.replacement }),
    start,
    end: start + written.length,
    isPlain: written === text,
  };
}

function doorOf(wrapped: string, cloud: string, written: string): Door | undefined {
  if (cloud !== '' || /bedrock|converse|invoke/.test(wrapped)) return 'bedrock';
  return /vertex/.test(wrapped) || written.includes('@') ? 'vertex' : undefined;
}

function plainId(written: string, door: Door): string {
  if (door === 'bedrock') return written.replace(cloudVersion, '');
  return door === 'vertex' ? written.replace(vertexVersion, '-') : written;
}

export const isRetired = ({ date }: AgeingModel, today: string): boolean => date !== undefined && date <= today;
