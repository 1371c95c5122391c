// Microsoft's own Graph library for JavaScript, unmodified, at the sandbox: only the base address is another.
import {before, test} from 'node:test';
import assert from 'node:assert/strict';
import {Client, FileUpload, GraphError, LargeFileUploadTask, PageIterator} from '@microsoft/microsoft-graph-client';
import {ConfidentialClientApplication} from '@azure/msal-node';
import {Person} from './person.mjs';

const {SANDBOX: origin, SANDBOX_CONTROL: control, TENANT: tenant} = process.env;
const ADELE = 'adele@adventure-works.example';
const CALLBACK = 'http://localhost:9/callback';
const SCOPES = ['User.Read', 'Mail.ReadWrite', 'Mail.Send'];
let graph;

before(async () => {
  await fetch(`${control}/_sandbox/reset`, {method: 'POST', body: '{}', headers: {'content-type': 'application/json'}});
  const app = new ConfidentialClientApplication({auth: {
    clientId: '11111111-aaaa-4bbb-8ccc-222222222222',
    clientSecret: 'sandbox-secret',
    authority: `${origin}/${tenant}`,
    knownAuthorities: [new URL(origin).host],
  }});
  const url = await app.getAuthCodeUrl({scopes: SCOPES, redirectUri: CALLBACK, state: 'any', nonce: 'any'});
  const {code} = await new Person(origin, ADELE).authorize(url);
  const {accessToken} = await app.acquireTokenByCode({code, scopes: SCOPES, redirectUri: CALLBACK, nonce: 'any'});
  graph = Client.initWithMiddleware({
    authProvider: {getAccessToken: async () => accessToken},
    baseUrl: `${origin}/`,
    customHosts: new Set(['localhost']),
  });
});

const message = subject => ({
  subject,
  body: {contentType: 'text', content: 'Hello'},
  toRecipients: [{emailAddress: {address: ADELE}}],
});

const newest = subject => graph.api('/me/mailFolders/inbox/messages')
  .filter(`subject eq '${subject}'`).select('id,subject,from').get()
  .then(page => page.value[0]);

test('the library signs its calls and reads who it is', async () => {
  const me = await graph.api('/me').select('mail').get();

  assert.equal(me.mail, ADELE);
});

test('a mail is sent without an answer to parse', async () => {
  await graph.api('/me/sendMail').post({message: message('From JavaScript'), saveToSentItems: true});

  assert.equal((await newest('From JavaScript')).from.emailAddress.address, ADELE);
});

test('a draft is made, changed, sent and not found any more', async () => {
  const draft = await graph.api('/me/messages').post(message('Draft'));
  await graph.api(`/me/messages/${draft.id}`).patch({subject: 'Changed'});
  await graph.api(`/me/messages/${draft.id}/send`).post();

  const refused = await graph.api(`/me/messages/${draft.id}`).get().catch(error => error);

  assert.ok(refused instanceof GraphError);
  assert.equal(refused.statusCode, 404);
  assert.equal(refused.code, 'ErrorItemNotFound');
  assert.ok(await newest('Changed'));
});

test('pages follow each other', async () => {
  for (let number = 0; number < 12; number++) await graph.api('/me/mailFolders/archive/messages').post(message(`Page ${number}`));
  const first = await graph.api('/me/mailFolders/archive/messages').top(5).select('subject').get();
  const subjects = new Set();

  await new PageIterator(graph, first, found => subjects.add(found.subject) !== undefined).iterate();

  assert.equal(subjects.size, 12);
});

test('changes are followed', async () => {
  const first = await graph.api('/me/mailFolders/drafts/messages/delta').get();
  const draft = await graph.api('/me/messages').post(message('New'));

  const next = await graph.api(first['@odata.deltaLink']).get();

  assert.deepEqual(next.value.map(change => change.id), [draft.id]);
});

test('a large attachment goes up in ranges', async () => {
  const content = new Uint8Array(7_000_000).fill(7);
  const draft = await graph.api('/me/messages').post(message('Large'));
  const session = await LargeFileUploadTask.createUploadSession(
    graph,
    `/me/messages/${draft.id}/attachments/createUploadSession`,
    {AttachmentItem: {attachmentType: 'file', name: 'large.bin', size: content.length}},
  );
  const upload = new LargeFileUploadTask(
    graph, new FileUpload(content, 'large.bin', content.length), session, {rangeSize: 3_276_800},
  );

  const result = await upload.upload();

  assert.match(result.location, /attachments\('/i);
  const {value} = await graph.api(`/me/messages/${draft.id}/attachments`).select('name,size').get();
  assert.deepEqual(value.map(({name, size}) => [name, size]), [['large.bin', content.length]]);
});

test('several requests in one', async () => {
  const {responses} = await graph.api('/$batch').post({requests: [
    {id: '1', method: 'GET', url: '/me'},
    {id: '2', method: 'GET', url: '/me/messages/nothing', dependsOn: ['1']},
  ]});

  assert.deepEqual(responses.map(({id, status}) => [id, status]), [['1', 200], ['2', 400]]);
});

test('a throttled call is repeated by the library', async () => {
  await fetch(`${control}/_sandbox/faults`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({service: 'GRAPH', path: '/me$', status: 429, retryAfter: 1, times: 1}),
  });

  assert.equal((await graph.api('/me').get()).mail, ADELE);
});
