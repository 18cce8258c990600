const socket = io();
const out = document.getElementById('out');

socket.on('answer', (data) => {
  out.innerHTML += data.text; // want reply-as-html "Claude’s reply is put into a page"
  out.innerHTML += data.count;
});
socket.on('thinking', (data) => {
  out.innerHTML = data.since;
});
socket.on('elsewhere', (data) => {
  out.innerHTML = data.text;
});
const cart = makeCart();
cart.on('answer', (data) => {
  out.innerHTML = data.text;
});

document.getElementById('ask').onclick = () => socket.emit('question', { text: 'Why?' });
