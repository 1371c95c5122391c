// Microsoft's own library for Node, unmodified, at the sandbox's Entra ID.
import {before, test} from 'node:test';
import assert from 'node:assert/strict';
import {ConfidentialClientApplication, CryptoProvider, InteractionRequiredAuthError, ServerError} from '@azure/msal-node';
import {Person} from './person.mjs';

const {SANDBOX: origin, SANDBOX_CONTROL: control, TENANT: tenant} = process.env;
const ADELE = 'adele@adventure-works.example';
const CALLBACK = 'http://localhost:9/callback';
const SENDING = ['User.Read', 'Mail.Send'];

const application = (clientSecret = 'sandbox-secret', authority = `${origin}/${tenant}`) =>
  new ConfidentialClientApplication({
    auth: {
      clientId: '11111111-aaaa-4bbb-8ccc-222222222222',
      clientSecret,
      authority,
      knownAuthorities: [new URL(origin).host],
    },
  });

/** A person accepts what is asked, and the library redeems the code. */
const signIn = async (app, scopes, {nonce = 'the-nonce'} = {}) => {
  const {verifier, challenge} = await new CryptoProvider().generatePkceCodes();
  const url = await app.getAuthCodeUrl({
    scopes, nonce, redirectUri: CALLBACK, state: 'any', codeChallenge: challenge, codeChallengeMethod: 'S256',
  });
  const {code} = await new Person(origin, ADELE).authorize(url);
  return app.acquireTokenByCode({code, scopes, redirectUri: CALLBACK, codeVerifier: verifier, nonce});
};

const tell = (path, body, method = 'POST') =>
  fetch(control + path, {method, body: JSON.stringify(body), headers: {'content-type': 'application/json'}})
    .then(response => assert.ok(response.ok, `${path}: ${response.status}`));

const refused = promise => promise.then(() => assert.fail('was not refused'), error => error);

before(() => tell('/_sandbox/reset', {}));

test('a code with PKCE becomes a token and an account', async () => {
  const signedIn = await signIn(application(), SENDING);

  assert.equal(signedIn.account.username, ADELE);
  assert.equal(signedIn.account.tenantId, tenant);
  assert.ok(signedIn.scopes.includes('Mail.Send'));
});

test('a token is renewed silently', async () => {
  const app = application();
  const {account, accessToken} = await signIn(app, SENDING);

  const cached = await app.acquireTokenSilent({account, scopes: SENDING});
  const renewed = await app.acquireTokenSilent({account, scopes: SENDING, forceRefresh: true});

  assert.equal(cached.accessToken, accessToken);
  assert.notEqual(renewed.accessToken, accessToken);
});

test('what is not consented to needs a person', async () => {
  const app = application();
  const {account} = await signIn(app, SENDING);

  const error = await refused(app.acquireTokenSilent({account, scopes: ['Mail.Read']}));

  assert.ok(error instanceof InteractionRequiredAuthError, String(error));
  assert.equal(error.subError, 'consent_required');
});

test('what a policy wants reaches the application as claims', async () => {
  const app = application();
  const {account} = await signIn(app, SENDING);
  await tell(`/_sandbox/tenants/${tenant}`, {conditionalAccess: [{
    id: 'mfa', displayName: 'Second factor', state: 'ON', resources: ['ALL'], excludedResources: [], excludedUsers: [],
    clientApps: 'ALL', network: 'ANY', control: 'MFA',
  }]}, 'PATCH');

  const error = await refused(app.acquireTokenSilent({account, scopes: SENDING, forceRefresh: true}));
  await tell(`/_sandbox/tenants/${tenant}`, {conditionalAccess: []}, 'PATCH');

  assert.ok(error instanceof InteractionRequiredAuthError, String(error));
  assert.match(error.claims, /access_token/);
});

test('a wrong secret is the application\'s fault', async () => {
  const error = await refused(signIn(application('not it'), SENDING));

  assert.ok(error instanceof ServerError, String(error));
  assert.equal(error.errorCode, 'invalid_client');
});

// what the library takes for a matter of a person: https://learn.microsoft.com/entra/msal/javascript/node/errors
const NEEDS_PERSON = ['interaction_required', 'consent_required', 'login_required', 'bad_token', 'message_only',
  'additional_action', 'basic_action', 'user_password_expired'];

test('every refusal of a refresh is the error of the library', async () => {
  const app = application();
  await signIn(app, SENDING);
  const [{secret: refreshToken}] = Object.values(JSON.parse(app.getTokenCache().serialize()).RefreshToken);
  const {codes} = await fetch(`${control}/_sandbox/scenario`).then(response => response.json());
  const refusing = codes.filter(({places}) => places.includes('REFRESH'));
  assert.ok(refusing.length > 50);

  for (const {code, scenario, error, suberror} of refusing) {
    await tell(`/_sandbox/scenario/${scenario}`, {place: 'REFRESH', times: 2});
    const raised = await refused(application().acquireTokenByRefreshToken({refreshToken, scopes: SENDING}));
    await tell('/_sandbox/scenario', {}, 'DELETE');

    const expected = [error, suberror].some(word => NEEDS_PERSON.includes(word)) ? InteractionRequiredAuthError : ServerError;
    assert.ok(raised instanceof expected, `${code}: ${raised}`);
    assert.equal(raised.errorCode, error);
    assert.match(raised.message, new RegExp(`AADSTS${code}:`));
  }
});

test('the nonce is echoed exactly, and a wrong one is noticed', async () => {
  const app = application();
  const url = await app.getAuthCodeUrl({scopes: SENDING, nonce: 'sent', redirectUri: CALLBACK, state: 'any'});
  const {code} = await new Person(origin, ADELE).authorize(url);

  const error = await refused(app.acquireTokenByCode({code, scopes: SENDING, redirectUri: CALLBACK, nonce: 'expected'}));

  assert.equal(error.errorCode, 'nonce_mismatch');
});

test('the authority of every organization serves too', async () => {
  const signedIn = await signIn(application('sandbox-secret', `${origin}/organizations`), SENDING);

  assert.equal(signedIn.account.username, ADELE);
});
