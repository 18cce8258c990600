async function go() {
  const text = await window.electronAPI.ask(input.value, 'a pirate');
  out.innerHTML = text; // want reply-as-html "Claude’s reply"
  const r = await window.electronAPI.askObject({ question: 'x' });
  if (r.success) box.innerHTML = r.text; // want reply-as-html "Claude’s reply"
  else box.innerHTML = r.success;
  out.textContent = text;
  version.innerHTML = await window.electronAPI.version();
  window.electronAPI.ask('y').then((answer) => {
    out.insertAdjacentHTML('beforeend', `<p>${answer}</p>`); // want reply-as-html "Claude’s reply"
  });
}
