/** Per library, which parts of checked data leave nothing that somebody could write. One `sink` for each. */
import type { SourceCase } from './source-cases';

const js = (head: string, body: string) =>
  `${head}\nexport async function POST(request) { const body = await request.json();\n${body}\n}`;
const flask = 'from flask import Flask, request\napp = Flask(__name__)\n';

export const schemaCases: readonly SourceCase[] = [
  [
    'Zod',
    'a.ts',
    js(
      "import { z } from 'zod';\nconst S = z.object({ mode: z.enum(['a', 'b']), text: z.string().max(100), n: z.coerce.number(), id: z.string().uuid() });",
      'const { mode, text, n } = S.parse(body); sink(mode); sink(text); sink(n); sink(S.parse(body).id);',
    ),
    [false, true, false, false],
  ],
  [
    'Zod',
    'a.ts',
    js(
      "import * as z from 'zod';\nconst S = z.object({ mode: z.union([z.literal('a'), z.literal('b')]), any: z.union([z.literal('a'), z.string()]), word: z.string().regex(/^[a-z]+$/), maybe: z.enum(['a']).optional() });",
      'const parsed = S.safeParse(body); if (!parsed.success) return; sink(parsed.data.mode); sink(parsed.data.any); sink(parsed.data.word); sink(parsed.data.maybe);',
    ),
    [false, true, false, false],
  ],
  [
    'Zod',
    'a.ts',
    js(
      "import { z } from 'zod';\nconst Base = z.object({ mode: z.enum(['a']) });\nconst S = Base.extend({ inner: z.object({ kind: z.nativeEnum(Kind), text: z.string() }), list: z.array(z.enum(['a'])) }).strict();",
      'const data = await S.parseAsync(body); sink(data.mode); sink(data.inner.kind); sink(data.inner.text); sink(data.list[0]);',
    ),
    [false, false, true, false],
  ],
  [
    'Zod',
    'a.ts',
    js(
      "import { z } from 'zod';\nconst mode = z.enum(['a']);",
      'sink(mode.parse(body.mode)); sink(z.string().parse(body.text)); sink(z.string().min(1).transform((x) => x).parse(body.text));',
    ),
    [false, true, true],
  ],
  [
    'Zod',
    'a.ts',
    "import { publicProcedure } from './trpc';\nimport { z } from 'zod';\nexport const ask = publicProcedure.input(z.object({ mode: z.enum(['a']), text: z.string() })).mutation(async ({ input }) => { sink(input.mode); sink(input.text); const { mode } = input; sink(mode); });",
    [false, true, false],
  ],
  [
    'Zod',
    'a.ts',
    "import { tool } from 'ai';\nimport { z } from 'zod';\ntool({ inputSchema: z.object({ mode: z.enum(['a']), text: z.string() }), execute: async ({ mode, text }) => { sink(mode); sink(text); } });",
    [false, true],
  ],
  [
    'Zod',
    'a.ts',
    "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nimport { z } from 'zod';\nserver.tool('a', { mode: z.enum(['a']), text: z.string() }, async ({ mode, text }) => { sink(mode); sink(text); });\nserver.registerTool('b', { inputSchema: { n: z.number(), text: z.string() } }, async ({ n, text }) => { sink(n); sink(text); });",
    [false, true, false, true],
  ],
  [
    'static types',
    'a.ts',
    js("type Body = { mode: 'a' | 'b' };", 'const { mode }: Body = body; sink(mode); sink((body as Body).mode);'),
    [true, true],
  ],
  [
    'static types',
    'app/actions.ts',
    "'use server';\nexport async function ask(mode: 'a' | 'b', n: number) { sink(mode); sink(n); }",
    [true, true],
  ],
  [
    'Valibot',
    'a.ts',
    js(
      "import * as v from 'valibot';\nconst S = v.object({ mode: v.picklist(['a']), text: v.pipe(v.string(), v.maxLength(3)), word: v.pipe(v.string(), v.regex(/^a$/)), n: v.optional(v.number()) });",
      'const data = v.parse(S, body); sink(data.mode); sink(data.text); sink(data.word); sink(data.n); sink(v.safeParse(S, body).output.mode);',
    ),
    [false, true, false, false, false],
  ],
  [
    'TypeBox',
    'a.ts',
    "import { Elysia, t } from 'elysia';\nnew Elysia().post('/a', ({ body, params }) => { sink(body.mode); sink(body.text); sink(params.n); }, { body: t.Object({ mode: t.Union([t.Literal('a'), t.Literal('b')]), text: t.String() }), params: t.Object({ n: t.Numeric() }) });",
    [false, true, false],
  ],
  [
    'Joi',
    'a.ts',
    js(
      "import Joi from 'joi';\nconst S = Joi.object({ mode: Joi.string().valid('a', 'b').required(), text: Joi.string().max(3), n: Joi.number() });",
      'const { error, value } = S.validate(body); sink(value.mode); sink(value.text); sink(value.n);',
    ),
    [false, true, false],
  ],
  [
    'Yup',
    'a.ts',
    js(
      "import * as yup from 'yup';\nconst S = yup.object({ mode: yup.string().oneOf(['a']), text: yup.string().max(3), n: yup.number().required() });",
      'const data = await S.validate(body); sink(data.mode); sink(data.text); sink(data.n);',
    ),
    [false, true, false],
  ],
  [
    'class-validator',
    'a.ts',
    "import { Body, Post } from '@nestjs/common';\nimport { IsEnum, IsIn, IsInt, IsString, MaxLength } from 'class-validator';\nclass Ask { @IsIn(['a']) mode: string; @IsString() @MaxLength(9) text: string; @IsInt() n: number; plain: 'a' | 'b'; }\nexport class A { @Post() ask(@Body() dto: Ask, @Query('n', ParseIntPipe) n: number) { sink(dto.mode); sink(dto.text); sink(dto.n); sink(dto.plain); } }",
    [false, true, false, true],
  ],
  [
    'pydantic',
    'a.py',
    'from enum import Enum\nfrom typing import Annotated, Literal, Optional\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel, Field, constr\napp = FastAPI()\nclass Mode(str, Enum):\n    a = "a"\nclass Inner(BaseModel):\n    mode: Mode\n    text: str\nclass Ask(BaseModel):\n    mode: Literal["a", "b"] = "a"\n    kind: Optional[Mode] = None\n    text: str = Field(max_length=9)\n    word: str = Field(pattern="^[a-z]+$")\n    code: constr(pattern="^a$")\n    n: int\n    inner: Inner\n@app.post("/a")\nasync def a(body: Ask, mode: Mode, short: Literal["a"]):\n    sink(body.mode)\n    sink(body.kind)\n    sink(body.text)\n    sink(body.word)\n    sink(body.code)\n    sink(body.n)\n    sink(body.inner.mode)\n    sink(body.inner.text)\n    sink(mode)\n    sink(short)\n',
    [false, false, true, false, false, false, false, true, false, false],
  ],
  [
    'pydantic',
    'a.py',
    `${flask}from pydantic import BaseModel\nfrom typing import Literal\nclass Ask(BaseModel):\n    mode: Literal["a"]\n    text: str\n@app.post("/a")\ndef a():\n    ask = Ask(**request.json)\n    sink(ask.mode)\n    sink(ask.text)\n    other = Ask.model_validate(request.json)\n    sink(other.mode)\n    sink(other.text)\n`,
    [false, true, false, true],
  ],
  [
    'static types',
    'a.py',
    `${flask}from typing import Literal\ndef ask(mode: Literal["a"]):\n    sink(mode)\n@app.post("/a")\ndef a():\n    ask(request.json["mode"])\n`,
    [true],
  ],
  [
    'marshmallow',
    'a.py',
    `${flask}from marshmallow import Schema, fields, validate\nclass Ask(Schema):\n    mode = fields.Str(validate=validate.OneOf(["a"]))\n    text = fields.Str(validate=validate.Length(max=9))\n    n = fields.Int()\nschema = Ask()\n@app.post("/a")\ndef a():\n    data = Ask().load(request.json)\n    sink(data["mode"])\n    sink(data["text"])\n    sink(data["n"])\n    sink(schema.load(request.json)["mode"])\n`,
    [false, true, false, false],
  ],
  [
    'Django forms',
    'views.py',
    'from django import forms\nfrom django.http import HttpResponse\nclass Ask(forms.Form):\n    mode = forms.ChoiceField(choices=[("a", "A")])\n    text = forms.CharField(max_length=9)\ndef ask(request):\n    form = Ask(request.POST)\n    if form.is_valid():\n        sink(form.cleaned_data["mode"])\n        sink(form.cleaned_data["text"])\n',
    [false, true],
  ],
  [
    'Django REST framework',
    'views.py',
    'from rest_framework import serializers\nfrom rest_framework.views import APIView\nclass Ask(serializers.Serializer):\n    mode = serializers.ChoiceField(choices=["a"])\n    text = serializers.CharField(max_length=9)\nclass A(APIView):\n    def post(self, request):\n        ask = Ask(data=request.data)\n        ask.is_valid(raise_exception=True)\n        sink(ask.validated_data["mode"])\n        sink(ask.validated_data["text"])\n',
    [false, true],
  ],
];
