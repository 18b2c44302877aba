import fc from 'fast-check';
import { repositoryName } from '../../../lib/core/claims/repository-name';
import { runs } from '../../support/runs';

test.each([
  ['git@github.com:acme/storage.git', 'github.com/acme/storage'],
  ['https://github.com/acme/storage.git\n', 'github.com/acme/storage'],
  [' git@github.com:acme/storage.git\n', 'github.com/acme/storage'],
  ['git@github.com:/acme/storage.git', 'github.com/acme/storage'],
  ['https://github.com/acme/storage/', 'github.com/acme/storage'],
  ['https://github.com/acme/storage.git//', 'github.com/acme/storage'],
  ['https://www.gitea.example.com/acme/storage', 'www.gitea.example.com/acme/storage'],
  ['https://token:x-oauth-basic@github.com/acme/storage', 'github.com/acme/storage'],
  ['ssh://git@git.example.com:2222/acme/storage.git', 'git.example.com/acme/storage'],
  ['git.example.com:acme/storage', 'git.example.com/acme/storage'],
])('%j is %s', (remote, name) => {
  expect(repositoryName(remote)).toBe(name);
});

test.each([
  '',
  '/srv/git/storage.git',
  '../storage',
  'file:///srv/git/storage.git',
  'file://nas/git/storage.git',
  'ssh:///acme/storage.git',
  'C:\\git\\storage',
  'C:/git/storage',
])('%j does not name a repository that others know', (remote) => {
  expect(repositoryName(remote)).toBeUndefined();
});

test('a name is cut to the length that a claim allows', () => {
  expect(repositoryName(`https://example.com/${'a'.repeat(300)}`)).toBe(`example.com/${'a'.repeat(188)}`);
});

test('a name never contains credentials', () => {
  const secret = fc.stringMatching(/^[a-z0-9]{12,20}$/);
  fc.assert(
    fc.property(secret, secret, (user, password) => {
      expect(repositoryName(`https://${user}:${password}@example.com/acme/storage.git`)).toBe(
        'example.com/acme/storage',
      );
      expect(repositoryName(`https://example.com/acme/storage.git?token=${password}`)).toBe('example.com/acme/storage');
    }),
    runs(100),
  );
});
