/** Versions of the JVM's packages that stand in the bill of materials which a file imports. */
import type { Dependency } from './types';

export type Jvm = Omit<Dependency, 'ecosystem'>;

/** By group: those whose packages all have the version of the bill itself. */
const bills: Readonly<Record<string, string>> = {
  'org.springframework.ai': 'spring-ai-bom',
  'io.modelcontextprotocol.sdk': 'mcp-bom',
};

const groupOf = (name: string): string => name.slice(0, name.indexOf(':'));

/** @param found those without a version included: of them only what a bill has the version of is kept */
export function managed(found: readonly Jvm[]): Jvm[] {
  const settled = new Map(found.flatMap((one) => (one.requirement === '' ? [] : [[one.name, one] as const])));
  return found.flatMap((one): Jvm[] => {
    if (one.requirement !== '') return [one];
    const group = groupOf(one.name);
    const bill = settled.has(one.name) ? undefined : settled.get(`${group}:${bills[group]}`);
    return bill ? [{ ...bill, name: one.name, isDevelopment: one.isDevelopment }] : [];
  });
}
