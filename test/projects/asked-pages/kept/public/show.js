const out = document.getElementById('out');
out.innerHTML = sessionStorage.getItem('page'); // want reply-as-html "Claude’s reply is put into a page"
window.open('').document.write(window.sessionStorage.getItem('page')); // want reply-as-html "Claude’s reply is put into a page"
const whole = JSON.parse(localStorage.getItem('whole'));
out.innerHTML = whole.page; // want reply-as-html "Claude’s reply is put into a page"
out.innerHTML = whole.took;
out.innerHTML = localStorage.getItem('took');
out.innerHTML = localStorage.getItem('theme');
out.innerHTML = localStorage.getItem('never');
out.textContent = sessionStorage.getItem('page');
