import type { CredentialCase } from './credential-cases/case';
import { composedCases } from './credential-cases/composed';
import { detectorCases } from './credential-cases/detectors';
import { edgeCases } from './credential-cases/edges';
import { encodingCases } from './credential-cases/encodings';
import { familyCases } from './credential-cases/families';
import { literalCases } from './credential-cases/literals';
import { placeholderCases } from './credential-cases/placeholders';
import { placeCases } from './credential-cases/places';
import { skippedCases } from './credential-cases/skipped';

export type { CredentialCase, CredentialVerdict } from './credential-cases/case';

const themes: Record<string, CredentialCase[]> = {
  detectors: detectorCases,
  skipped: skippedCases,
  edges: edgeCases,
  families: familyCases,
  places: placeCases,
  encodings: encodingCases,
  composed: composedCases,
  placeholders: placeholderCases,
  literals: literalCases,
};

/** Every case, its name led by its theme: `edges: after an underscore`. */
export const credentialCases: CredentialCase[] = Object.entries(themes).flatMap(([theme, cases]) =>
  cases.map((each) => ({ ...each, name: `${theme}: ${each.name}` })),
);
