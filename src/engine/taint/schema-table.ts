/**
 * How libraries of schemas write down that a value is one of a fixed choice, a number, or of a pattern, as data. That a text
 * is a text, or how long it is, is no such thing. Sources: the libraries' own documentation, read in November 2026.
 */

export interface SchemaRow {
  /** The library. */
  of: string;
  /** What makes a schema, by name as `Flow.name` gives it. */
  name: RegExp;
}

/** Functions whose schema leaves nothing that somebody could write: a choice, a number, a date, an id. */
export const fixedSchemas: readonly SchemaRow[] = [
  {
    of: 'Zod',
    name: /^(?:zod|zod\/\w+)#(?:(?:z|\*|default)\.)?(?:coerce\.|iso\.)?(?:enum|nativeEnum|literal|number|int|int32|bigint|boolean|date|datetime|uuid|guid|ulid|cuid2?|nanoid|stringbool)$/,
  },
  {
    of: 'Valibot',
    name: /^valibot#(?:\*\.?)?(?:picklist|enum|enum_|literal|number|bigint|boolean|date|regex|uuid|ulid|cuid2|integer|isoDate|isoTimestamp|digits|values)$/,
  },
  {
    of: 'TypeBox',
    name: /^(?:@sinclair\/typebox|typebox|elysia)#(?:Type|t|default|\*)\.(?:Literal|Number|Numeric|Integer|Boolean|BooleanString|Date|BigInt|Enum|UnionEnum|Null|RegExp)$/,
  },
  { of: 'Joi', name: /^(?:joi|@hapi\/joi)#(?:\*|default)\.(?:number|boolean|date|valid|equal)$/ },
  { of: 'Yup', name: /^yup#(?:(?:\*|default)\.?)?(?:number|boolean|bool|date)$/ },
  {
    of: 'marshmallow',
    name: /^marshmallow\.fields\.(?:Int|Integer|Float|Number|Decimal|Bool|Boolean|UUID|Date|DateTime|Time|Enum|Constant)$/,
  },
  {
    of: 'Django forms',
    name: /^django\.forms\.(?:ChoiceField|TypedChoiceField|MultipleChoiceField|IntegerField|FloatField|DecimalField|BooleanField|DateField|DateTimeField|UUIDField|ModelChoiceField)$/,
  },
  {
    of: 'Django REST framework',
    name: /^rest_framework\.serializers\.(?:ChoiceField|MultipleChoiceField|IntegerField|FloatField|DecimalField|BooleanField|DateField|DateTimeField|UUIDField|PrimaryKeyRelatedField)$/,
  },
];

/** Methods of a schema that leave no more than a choice or a pattern of it: `z.string().regex(…)`, `Joi.string().valid('a')`. */
export const fixingMethod =
  /^(?:regex|pattern|matches|uuid|guid|ulid|cuid2?|nanoid|datetime|date|oneOf|valid|equal|alphanum|hex|creditCard|isoDate)$/;
/** Arguments of a field that do: `fields.Str(validate=validate.OneOf([…]))`, `Field(pattern=…)`, `choices=[…]`. */
export const fixingKeyword = /^(?:pattern|regex|choices)$/;
export const fixingValidator = /(?:^|\.)(?:OneOf|ContainsOnly|Regexp|Equal|AnyOf)\(\)$/;
/** Decorators of a class's field that do. */
export const fixingDecorator =
  /^class-validator#(?:\*\.?)?(?:IsIn|IsEnum|IsInt|IsNumber|IsBoolean|IsDate|IsUUID|IsPositive|IsNegative|Min|Max|Matches|Equals|IsNumberString|IsBooleanString|IsDateString|IsISO8601|IsMongoId|IsHexColor|IsAlphanumeric|IsAlpha|IsLocale|IsISO31661Alpha2|IsCurrency)$/;
/** Classes of choices. */
export const choiceClass = /(?:^|\.)(?:Enum|StrEnum|IntEnum|TextChoices|IntegerChoices)$/;
/** Types that hold a pattern of their own: `constr(pattern=…)`, `Annotated[str, Field(pattern=…)]`, `StringConstraints`. */
export const patternType = /\b(?:pattern|regex)\s*=/;

/** Schemas of objects; their fields are in the first argument. */
export const objectSchema =
  /(?:^|[#.])(?:object|Object|strictObject|looseObject|shape|extend|safeExtend|keys|append|partial|interface)$/;
/** Schemas of lists; that of an element is the first argument. */
export const listSchema = /(?:^|[#.])(?:array|Array|set|tuple|items|of|List|Nested)$/;
/** Schemas that say of another, their first argument, that it may be absent. */
export const wrapperSchema =
  /(?:^|[#.])(?:optional|Optional|nullable|nullish|readonly|exactOptional|undefinedable|lazy)$/;
/** Several schemas of which all must leave nothing. */
export const unionSchema = /(?:^|[#.])(?:union|Union|alternatives|try|discriminatedUnion|variant)$/;
/** Several schemas of which one is enough. */
export const pipeSchema = /^valibot#(?:\*\.?)?pipe$/;

/** Methods by which a schema checks data: what they give is of the schema. */
export const checks =
  /^(?:parse|parseAsync|safeParse|safeParseAsync|validate|validateSync|validateAsync|cast|attempt|load|loads|model_validate|model_validate_json|parse_obj|parse_raw)$/;
/** Functions that are given the schema and the data. */
export const checksWith =
  /^valibot#(?:\*\.?)?(?:parse|parseAsync|safeParse|safeParseAsync)$|^(?:joi|@hapi\/joi)#(?:\*|default)\.(?:attempt|assert)$/;
/** Where the data stand in what is given back. */
export const checkedPart = /^(?:data|value|output|cleaned_data|validated_data)$/;
/** Calls behind which a handler gets data of the schema: `procedure.input(schema).mutation(…)`. */
export const declares = /^(?:input|schema|inputSchema|validator)$/;
/** Parts of a handler's parameter that hold such data. */
export const declaredPart = /^(?:input|parsedInput|clientInput)$/;
/** Keys beside a tool's function under which its schema stands. */
export const toolSchema = ['inputSchema', 'parameters', 'schema', 'input_schema'] as const;
/** Parts of a handler's parameter whose schemas a route's options have. */
export const routeParts = /^(?:body|query|params|headers|cookie)$/;
