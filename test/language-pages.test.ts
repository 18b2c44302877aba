import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const APPS = { python: 'python/main.py', go: 'go/main/main.go', java: 'java/Main.java' };

// Each app is run by `npm run languages`, which also finds the exception of its page in what the refused app prints.
test.each(Object.entries(APPS))('the page on %s shows the app that its suite runs', (language, file) => {
  const page = readFileSync(join(__dirname, '..', 'docs', `${language}.md`), 'utf8');
  const [, app] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(page)!;
  expect(app).toBe(readFileSync(join(__dirname, 'languages', 'apps', file), 'utf8'));
});
