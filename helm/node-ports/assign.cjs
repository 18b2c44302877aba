// Helm links this folder into its own, and Node resolves what it loads from where the folder really is.
require('../../bundle/cdk8s-nodeport.cjs');
