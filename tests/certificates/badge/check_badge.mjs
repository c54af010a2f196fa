/* Check one badge and its status list with Digital Bazaar's verifier.

   Reads {badge, documents} as JSON from standard input and writes {verified, revoked, error}. Every document the
   verifier may load is in `documents`; there is no other loader, so nothing is fetched. */

import * as statusLists from '@digitalbazaar/vc-bitstring-status-list';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {text} from 'node:stream/consumers';

const {badge, documents} = JSON.parse(await text(process.stdin));

async function documentLoader(url) {
  const document = documents[url];
  if(!document) {
    throw new Error(`Nothing is at hand for ${url}.`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

const suite = new DataIntegrityProof({cryptosuite});
const checkStatus = options => statusLists.checkStatus({
  ...options, suite, documentLoader, verifyBitstringStatusListCredential: true
});
const outcome = await vc.verifyCredential({credential: badge, suite, documentLoader, checkStatus});
const [status] = outcome.statusResult?.results ?? [];
console.log(JSON.stringify({
  verified: outcome.verified,
  revoked: status ? status.status : null,
  error: outcome.error ? [outcome.error, ...(outcome.error.errors ?? [])].map(String).join(' | ') : null,
  statusError: outcome.statusResult?.error ? String(outcome.statusResult.error) : null
}));
