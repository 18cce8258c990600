const out = document.getElementById('out');
const source = new EventSource(`/events?topic=${encodeURIComponent('news')}`);
source.onmessage = (event) => {
  out.innerHTML += JSON.parse(event.data).text; // want reply-as-html "Claude’s reply is put into a page"
  out.innerHTML += event.lastEventId;
};
source.addEventListener('message', ({ data }) => {
  out.textContent += data;
});
const other = new EventSource('/elsewhere');
other.onmessage = (event) => {
  out.innerHTML += event.data;
};
