export async function go(out: HTMLElement) {
  out.innerHTML = await (window as any).electronAPI.ask('q'); // want reply-as-html "Claude’s reply"
  const t = await window.electronAPI?.ask('q');
  out.innerHTML = t ?? ''; // want reply-as-html "Claude’s reply"
}
