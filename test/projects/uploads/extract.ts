import fs from 'fs/promises';
import pdf from 'pdf-parse';
export async function extract(path: string) {
  const buffer = await fs.readFile(path);
  const data = await pdf(buffer);
  return data.text;
}
