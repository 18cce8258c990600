/**
 * What VS Code's JSON support is given of a schema: names, descriptions and suggestions, and nothing that judges a value. The
 * extension itself tells each mistake, more precisely and in the person's language; a schema that judges would tell it once more.
 */

/** Of a JSON schema (draft-07) what ours consist of. */
export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  enum?: readonly unknown[];
  enumDescriptions?: readonly string[];
  default?: unknown;
  [keyword: string]: unknown;
}

/** They say something, and judge nothing. */
const kept = ['$schema', 'title', 'description', 'examples', 'allowTrailingCommas'];

/** Any value is allowed beside those that are suggested. */
const suggested = (values: Schema) => ({ anyOf: [values, {}] });

/** The default is one of the suggestions: beside them it would be written without a choice. */
function suggestions(schema: Schema): Schema {
  const { enum: values, enumDescriptions, default: usual } = schema;
  const given = {
    enum: values ?? [true, false],
    ...(enumDescriptions && { enumDescriptions }),
    ...(usual !== undefined && { default: usual }),
  };
  return suggested(given);
}

/** The same names, descriptions and suggestions; every value is valid. */
export function lenient(schema: Schema): Schema {
  const { type, enum: values, default: usual, properties, items, anyOf } = schema;
  return {
    ...Object.fromEntries(kept.flatMap((key) => (key in schema ? [[key, schema[key]]] : []))),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, lenient(one)])),
    }),
    ...(items && { items: lenient(items) }),
    ...(anyOf && { anyOf: anyOf.map(lenient) }),
    ...(values || type === 'boolean' ? suggestions(schema) : usual !== undefined && { default: usual }),
  };
}
