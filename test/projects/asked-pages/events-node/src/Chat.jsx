import { useEffect, useState } from 'react';
import { io } from 'socket.io-client';

const socket = io('http://localhost:3000');

export function Chat() {
  const [text, setText] = useState('');
  const [count, setCount] = useState('');
  useEffect(() => {
    socket.on('told', (name, answer) => {
      document.title = name;
      setText(answer);
    });
    socket.on('counted', setCount);
  }, []);
  return (
    <div>
      <p dangerouslySetInnerHTML={{ __html: text }} />{/* want reply-as-html "Claude’s reply is put into a page" */}
      <p dangerouslySetInnerHTML={{ __html: count }} />
    </div>
  );
}
