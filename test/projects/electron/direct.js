const { ipcRenderer } = require('electron');
async function go() {
  document.getElementById('x').innerHTML = await ipcRenderer.invoke('ask-claude', 'q'); // want reply-as-html "Claude’s reply"
}
