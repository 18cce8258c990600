import { marked } from 'marked';
import { useMemo, useState } from 'react';

export function Page() {
  const [text, setText] = useState('');
  const [tokens, setTokens] = useState(0);
  const html = useMemo(() => marked.parse(text), [text]);
  const count = useMemo(() => `<b>${tokens}</b>`, [tokens]);
  async function ask() {
    const response = await fetch('/derive', { method: 'POST' });
    const data = await response.json();
    setText(data.answer);
    setTokens(data.tokens);
  }
  return (
    <div onClick={ask}>
      <p dangerouslySetInnerHTML={{ __html: html }} />{/* want reply-as-html "Claude’s reply is put into a page" */}
      <p dangerouslySetInnerHTML={{ __html: count }} />
    </div>
  );
}
