import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually } from './eventually';
import { GuardedCluster, Typed } from './guarded-cluster';
import { claimOf } from './objects';
import { PrintedMessages } from './printed-messages';

const BOB = '--as bob --as-group team-a --as-group system:authenticated';
const EVE = '--as eve --as-group system:authenticated';

describe('claims of several teams', () => {
  const printed = new PrintedMessages('tenancy');
  let cluster: GuardedCluster;
  before(async () => {
    cluster = await GuardedCluster.start({ authorization: 'RBAC' });
    cluster.done('create role services --verb=create --resource=services -n storage');
    cluster.done('create rolebinding team-a --role=services --group=team-a -n storage');
  });
  after(async () => {
    await cluster.stop();
    printed.check();
  });

  function refused(title: string, typed: Typed): void {
    assert.equal(typed.isDone, false, title);
    printed.note(title, typed);
  }

  test('do not exist before they are installed', () => {
    refused('no definition: create', cluster.kubectl('create -f -', claimOf(30009, 'storage/minio')));
    refused('no definition: get', cluster.kubectl('get nodeportclaims'));
  });

  test('are readable by all and writable by administrators only, without tenancy', async () => {
    await cluster.install();
    refused('nobody may write claims', cluster.kubectl(`create ${BOB} -f -`, claimOf(30010, 'storage/minio')));
    await eventually(async () => cluster.kubectl(`get nodeportclaims ${EVE}`).isDone);
    refused('no such claim', cluster.kubectl('delete nodeportclaims 30099'));
  });

  test('can, with tenancy, be created by those who have the port and the namespace', async () => {
    await cluster.install('--tenancy', 'team-a=30010-30012', '--tenancy-user', 'eve=30020');
    const foreign = claimOf(30020, 'storage/minio');
    await eventually(async () =>
      cluster.kubectl(`create --dry-run=server ${BOB} -f -`, foreign).stderr.includes('nodeport-claims.cdk8s.io'),
    );
    // The authorizer learns of each role by itself.
    await eventually(
      async () => cluster.kubectl(`create --dry-run=server ${BOB} -f -`, claimOf(30010, 'storage/minio')).isDone,
    );
    refused('a port of another team', cluster.kubectl(`create ${BOB} -f -`, foreign));
    refused('a namespace of another team', cluster.kubectl(`create ${BOB} -f -`, claimOf(30010, 'edge/ingress')));
    refused('a claim without a Service', cluster.kubectl(`create ${BOB} -f -`, claimOf(30010, '')));
    cluster.done(`create ${BOB} -f -`, claimOf(30010, 'storage/minio'));
    cluster.done(`create ${BOB} -f -`, claimOf(30011, 'storage/*'));
  });

  test('can be changed and released only by those who have the namespace', () => {
    refused('the claim of another team', cluster.kubectl(`delete nodeportclaims 30010 ${EVE}`));
    refused('all claims at once', cluster.kubectl(`delete nodeportclaims --all ${EVE}`));
    refused(
      'the reason of another team',
      cluster.kubectl(`patch nodeportclaims 30010 --type=merge -p={"spec":{"reason":"mine"}} ${EVE}`),
    );
    cluster.done(`patch nodeportclaims 30010 --type=merge -p={"spec":{"reason":"S3"}} ${BOB}`);
    cluster.done(`delete nodeportclaims 30010 ${BOB}`);
    assert.match(cluster.done('get nodeportclaims -o name'), /^nodeportclaim.nodeport.cdk8s.io\/30011$/);
  });

  test('show which ports a user may claim', () => {
    assert.match(
      cluster.done(`auth can-i --list ${BOB}`),
      /nodeportclaims\.nodeport\.cdk8s\.io +\[\] +\[30010\] +\[claim\]/,
    );
  });
});
