const out = document.getElementById('out');
const protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
const socket = new WebSocket(`${protocol}//${location.host}/ws`);
socket.onmessage = (event) => {
  out.innerHTML += event.data; // want reply-as-html "Claude’s reply is put into a page"
};
const local = new WebSocket('ws://localhost:8000/ws');
local.addEventListener('message', ({ data }) => {
  out.insertAdjacentHTML('beforeend', data); // want reply-as-html "Claude’s reply is put into a page"
});
const clock = new WebSocket(`ws://${location.host}/clock`);
clock.onmessage = (event) => {
  out.innerHTML = event.data;
};
