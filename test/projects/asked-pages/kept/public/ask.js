async function ask() {
  const response = await fetch('/page', { method: 'POST' });
  const data = await response.json();
  sessionStorage.setItem('page', data.page);
  localStorage.setItem('whole', JSON.stringify(data));
  localStorage.setItem('took', data.took);
  localStorage.setItem('theme', '<b>dark</b>');
}
