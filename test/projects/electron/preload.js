const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('electronAPI', {
  ask: (q, p) => ipcRenderer.invoke('ask-claude', q, p),
  askObject: (o) => ipcRenderer.invoke('ask-object', o),
  version: () => ipcRenderer.invoke('version'),
});
