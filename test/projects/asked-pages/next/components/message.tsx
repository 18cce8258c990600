import { memo } from 'react';

export const Message = memo(function Message({ content, role }: { content: string; role: string }) {
  return (
    <div className={role} dangerouslySetInnerHTML={{ __html: content }} /> // want reply-as-html "Claude’s reply is put into a page"
  );
});

export function Heading({ content, role }: { content: string; role: string }) {
  return <h2 className={role} dangerouslySetInnerHTML={{ __html: content }} />;
}
