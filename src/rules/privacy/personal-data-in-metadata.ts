import { parametersOf } from '../../engine/claude/requests';
import type { Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Problem, ProposedFix, Rule } from '../../engine/types';
import { personalIn, personalTexts } from '../support/privacy/personal-data';

const say = phrases({
  named: 'The request’s user id is {what}.',
  useId: 'Use its id',
});

export const personalDataInMetadata: Rule = {
  id: 'personal-data-in-metadata',
  title: 'Personal data as user id',
  practice: 'privacy',
  severity: 'warning',
  confidence: 'high',
  cwe: [359, 200],
  owasp: ['LLM02'],
  why: 'The user id of a request is kept with it to find abuse. An address or a name there ties every conversation to a person, for whoever gets at the logs of any party on the way; Anthropic asks for an opaque id.',
  remedy: 'Give a random id of the user or a keyed hash, from which nobody outside can tell who it is.',
  reports:
    'metadata.user_id of a request that is an e-mail address, a phone number or a name, directly and through variables, texts and functions of the file.',
  silent: 'Ids, hashes, and what a function makes of such data; other fields called metadata.',
  messages: { ...say.texts, ...personalTexts },
  examples: [
    {
      file: 'chat.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport const ask = (user: { id: string; email: string }, question: string) =>\n  client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    metadata: { user_id: user.email },\n    messages: [{ role: 'user', content: question }],\n  });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport const ask = (user: { id: string; email: string }, question: string) =>\n  client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    metadata: { user_id: user.id },\n    messages: [{ role: 'user', content: question }],\n  });\n",
    },
    {
      file: 'chat.py',
      bad: 'import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask(user, question):\n    return client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        metadata={"user_id": user.email},\n        messages=[{"role": "user", "content": question}],\n    )\n',
      good: 'import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask(user, question):\n    return client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        metadata={"user_id": str(user.id)},\n        messages=[{"role": "user", "content": question}],\n    )\n',
    },
  ],
  request(request, { document }) {
    return parametersOf(request, document.flow, 'metadata', 'user_id').flatMap((one): Problem[] => {
      const [personal] = personalIn(one, document);
      if (!personal) return [];
      const { what, confidence, value } = personal;
      return [
        { range: one.range, message: say('named', { what }), confidence, fixes: one === value ? idFix(one) : [] },
      ];
    });
  },
};

/** `user.email` becomes `user.id`: whether there is one, a person must see. */
function idFix(value: Value): ProposedFix[] {
  if (value.kind !== 'member' || value.object.kind === 'call') return [];
  const { start, end } = value.propertyRange;
  const isPlain = value.property !== undefined && end - start === value.property.length;
  return isPlain ? [{ title: say('useId'), kind: 'suggestion', edits: [{ range: { start, end }, text: 'id' }] }] : [];
}
