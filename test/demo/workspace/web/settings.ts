export function saveKey(key: string): void {
  localStorage.setItem('anthropic_api_key', key);
}
