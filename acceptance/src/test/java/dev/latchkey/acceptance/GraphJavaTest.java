package dev.latchkey.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.graph.core.content.BatchRequestContent;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.graph.core.tasks.LargeFileUploadTask;
import com.microsoft.graph.core.tasks.PageIterator;
import com.microsoft.graph.models.AttachmentItem;
import com.microsoft.graph.models.AttachmentType;
import com.microsoft.graph.models.BodyType;
import com.microsoft.graph.models.EmailAddress;
import com.microsoft.graph.models.ExchangeIdFormat;
import com.microsoft.graph.models.FileAttachment;
import com.microsoft.graph.models.ItemBody;
import com.microsoft.graph.models.MailFolder;
import com.microsoft.graph.models.Message;
import com.microsoft.graph.models.MessageCollectionResponse;
import com.microsoft.graph.models.Recipient;
import com.microsoft.graph.models.SingleValueLegacyExtendedProperty;
import com.microsoft.graph.models.User;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.item.messages.item.attachments.createuploadsession.CreateUploadSessionPostRequestBody;
import com.microsoft.graph.users.item.messages.item.createreply.CreateReplyPostRequestBody;
import com.microsoft.graph.users.item.messages.item.forward.ForwardPostRequestBody;
import com.microsoft.graph.users.item.messages.item.move.MovePostRequestBody;
import com.microsoft.graph.users.item.sendmail.SendMailPostRequestBody;
import com.microsoft.graph.users.item.translateexchangeids.TranslateExchangeIdsPostRequestBody;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.client.SandboxClient;
import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Microsoft's own Graph library for Java, unmodified, at the sandbox: only the base address is another. */
@SuppressWarnings("NullAway") // by the library's own word anything of it may be null; here that fails the test
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphJavaTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String ALEX = "alex@contoso.example";
    private static final String MARKER = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Marker";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.forTests().withHttps());
    private GraphServiceClient graph = client(ADELE);

    @AfterAll
    void end() {
        sandbox.close();
    }

    @BeforeEach
    void theFirstDay() {
        sandbox.reset();
        graph = client(ADELE);
    }

    @Test
    void whoItIs() {
        var me = graph.me().get();

        assertThat(me.getUserPrincipalName()).isEqualTo(ADELE);
        assertThat(me.getMail()).isEqualTo(ADELE);
    }

    @Test
    void aMailIsSentAndRead() {
        var body = new SendMailPostRequestBody();
        body.setMessage(message("Lunch"));
        body.setSaveToSentItems(true);

        graph.me().sendMail().post(body);

        var received = inbox(client(ALEX), "Lunch");
        assertThat(received.getFrom().getEmailAddress().getAddress()).isEqualTo(ADELE);
        assertThat(received.getBody().getContentType()).isEqualTo(BodyType.Html);
        assertThat(received.getReceivedDateTime()).isNotNull();
    }

    @Test
    void aDraftIsChangedAndSent() {
        var draft = graph.me().messages().post(message("First"));
        var change = new Message();
        change.setSubject("Second");

        graph.me().messages().byMessageId(draft.getId()).patch(change);
        graph.me().messages().byMessageId(draft.getId()).send().post();

        assertThat(inbox(client(ALEX), "Second").getInternetMessageId()).isEqualTo(draft.getInternetMessageId());
        var gone = catchThrowableOfType(
                ODataError.class,
                () -> graph.me().messages().byMessageId(draft.getId()).get());
        assertThat(gone.getResponseStatusCode()).isEqualTo(404);
        assertThat(gone.getError().getCode()).isEqualTo("ErrorItemNotFound");
        assertThat(gone.getError().getInnerError().getDate()).isNotNull();
    }

    @Test
    void anAnswerGoesBackAndAMailGoesOn() {
        var sending = new SendMailPostRequestBody();
        sending.setMessage(message("Question"));
        graph.me().sendMail().post(sending);
        var alex = client(ALEX);
        var question = inbox(alex, "Question").getId();
        var answer = new CreateReplyPostRequestBody();
        answer.setComment("Yes");
        var forward = new ForwardPostRequestBody();
        forward.setComment("Look");
        forward.setToRecipients(List.of(recipient(ADELE)));

        var draft = alex.me().messages().byMessageId(question).createReply().post(answer);
        alex.me().messages().byMessageId(draft.getId()).send().post();
        alex.me().messages().byMessageId(question).forward().post(forward);

        assertThat(inbox(graph, "RE: Question").getBodyPreview()).startsWith("Yes");
        assertThat(inbox(graph, "FW: Question").getBodyPreview()).startsWith("Look");
    }

    @Test
    void pagesFollowEachOther() throws ReflectiveOperationException {
        for (var number = 0; number < 25; number++) {
            graph.me().mailFolders().byMailFolderId("archive").messages().post(message("Page " + number));
        }
        var first = graph.me()
                .mailFolders()
                .byMailFolderId("archive")
                .messages()
                .get(request -> {
                    request.queryParameters.select = new String[] {"subject", "receivedDateTime"};
                    request.queryParameters.top = 10;
                    request.queryParameters.count = true;
                    request.queryParameters.orderby = new String[] {"receivedDateTime desc"};
                });
        var subjects = new ArrayList<String>();
        new PageIterator.Builder<Message, MessageCollectionResponse>()
                .client(graph)
                .collectionPage(first)
                .collectionPageFactory(MessageCollectionResponse::createFromDiscriminatorValue)
                .processPageItemCallback(message -> subjects.add(message.getSubject()))
                .build()
                .iterate();

        assertThat(first.getOdataCount()).isEqualTo(25);
        assertThat(subjects).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void mailIsFilteredSearchedAndExpanded() {
        var marked = message("Marked");
        var property = new SingleValueLegacyExtendedProperty();
        property.setId(MARKER);
        property.setValue("out_1");
        marked.setSingleValueExtendedProperties(new ArrayList<>(List.of(property)));
        graph.me().messages().post(marked);
        graph.me().messages().post(message("Unmarked giraffe"));

        var filtered = graph.me().messages().get(request -> {
            request.queryParameters.filter =
                    "singleValueExtendedProperties/any(ep: ep/id eq '" + MARKER + "' and ep/value eq 'out_1')";
            request.queryParameters.expand =
                    new String[] {"singleValueExtendedProperties($filter=id eq '" + MARKER + "')"};
        });
        var searched = graph.me().messages().get(request -> request.queryParameters.search = "\"giraffe\"");

        assertThat(filtered.getValue())
                .singleElement()
                .satisfies(message -> assertThat(message.getSingleValueExtendedProperties()
                                .getFirst()
                                .getValue())
                        .isEqualTo("out_1"));
        assertThat(searched.getValue()).extracting(Message::getSubject).containsExactly("Unmarked giraffe");
    }

    @Test
    void foldersAreMadeNestedRenamedAndMoved() {
        var folder = new MailFolder();
        folder.setDisplayName("Customers");
        var customers = graph.me().mailFolders().post(folder);
        folder.setDisplayName("Contoso");
        var contoso = graph.me()
                .mailFolders()
                .byMailFolderId(customers.getId())
                .childFolders()
                .post(folder);
        var change = new MailFolder();
        change.setDisplayName("Contoso Ltd");
        graph.me().mailFolders().byMailFolderId(contoso.getId()).patch(change);
        var move = new com.microsoft.graph.users.item.mailfolders.item.move.MovePostRequestBody();
        move.setDestinationId("archive");
        graph.me().mailFolders().byMailFolderId(contoso.getId()).move().post(move);

        var below = graph.me()
                .mailFolders()
                .byMailFolderId("archive")
                .childFolders()
                .get();
        assertThat(below.getValue()).extracting(MailFolder::getDisplayName).contains("Contoso Ltd");
        graph.me().mailFolders().byMailFolderId(customers.getId()).delete();
        assertThat(graph.me().mailFolders().count().get()).isPositive();
    }

    @Test
    void aMessageIsMovedAndDeleted() {
        var draft = graph.me().messages().post(message("On the move"));
        var move = new MovePostRequestBody();
        move.setDestinationId("archive");

        var moved = graph.me().messages().byMessageId(draft.getId()).move().post(move);
        graph.me().messages().byMessageId(moved.getId()).delete();

        assertThat(moved.getId()).isNotEqualTo(draft.getId());
        assertThat(graph.me()
                        .mailFolders()
                        .byMailFolderId("deleteditems")
                        .messages()
                        .get()
                        .getValue())
                .extracting(Message::getSubject)
                .contains("On the move");
    }

    @Test
    void changesAreFollowed() {
        var archive = graph.me().mailFolders().byMailFolderId("archive").messages();
        var kept = archive.post(message("Kept"));
        var deleted = archive.post(message("Deleted"));
        var first = archive.delta().get();
        graph.me().messages().byMessageId(deleted.getId()).delete();
        var change = new Message();
        change.setIsRead(false);
        graph.me().messages().byMessageId(kept.getId()).patch(change);

        var next = archive.delta().withUrl(first.getOdataDeltaLink()).get();

        assertThat(next.getValue()).hasSize(2).anySatisfy(message -> {
            assertThat(message.getId()).isEqualTo(deleted.getId());
            assertThat(message.getAdditionalData()).containsKey("@removed");
        });
        assertThat(next.getOdataDeltaLink()).isNotNull();
    }

    @Test
    void attachmentsOfBothSizes() throws Exception {
        var draft = graph.me().messages().post(message("With attachments"));
        var attachments = graph.me().messages().byMessageId(draft.getId()).attachments();
        var small = new FileAttachment();
        small.setName("small.txt");
        small.setContentType("text/plain");
        small.setContentBytes("Hello".getBytes(StandardCharsets.UTF_8));
        attachments.post(small);
        var content = new byte[7_000_000];
        new Random(3).nextBytes(content);
        var item = new AttachmentItem();
        item.setAttachmentType(AttachmentType.File);
        item.setName("large.bin");
        item.setSize((long) content.length);
        var opening = new CreateUploadSessionPostRequestBody();
        opening.setAttachmentItem(item);

        var session = attachments.createUploadSession().post(opening);
        var uploaded = new LargeFileUploadTask<>(
                        graph.getRequestAdapter(),
                        session,
                        new ByteArrayInputStream(content),
                        content.length,
                        3_276_800,
                        FileAttachment::createFromDiscriminatorValue)
                .upload();

        assertThat(uploaded.isUploadSuccessful()).isTrue();
        assertThat(uploaded.location).asString().contains("attachments('");
        var read = attachments.get().getValue();
        assertThat(read).allSatisfy(attachment -> assertThat(attachment).isInstanceOf(FileAttachment.class));
        assertThat(read)
                .filteredOn(attachment -> "large.bin".equals(attachment.getName()))
                .singleElement()
                .satisfies(attachment -> assertThat(((FileAttachment) attachment).getContentBytes())
                        .isEqualTo(content));
    }

    @Test
    void theSourceOfAMessage() throws Exception {
        var draft = graph.me().messages().post(message("Source"));

        try (var mime =
                graph.me().messages().byMessageId(draft.getId()).content().get()) {
            assertThat(new String(mime.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Subject: Source", "Message-ID: " + draft.getInternetMessageId());
        }
    }

    @Test
    void severalRequestsInOne() throws Exception {
        var draft = graph.me().messages().post(message("Batched"));
        var batch = new BatchRequestContent(graph);
        var who = batch.addBatchRequestStep(graph.me().toGetRequestInformation());
        var what = batch.addBatchRequestStep(
                graph.me().messages().byMessageId(draft.getId()).toGetRequestInformation());
        var nothing = batch.addBatchRequestStep(
                graph.me().messages().byMessageId("nothing").toGetRequestInformation());

        var answered = graph.getBatchRequestBuilder().post(batch, null);

        assertThat(answered.getResponseById(who, User::createFromDiscriminatorValue)
                        .getMail())
                .isEqualTo(ADELE);
        assertThat(answered.getResponseById(what, Message::createFromDiscriminatorValue)
                        .getSubject())
                .isEqualTo("Batched");
        assertThat(answered.getResponsesStatusCode()).containsEntry(nothing, 400);
    }

    @Test
    void idsAreTranslated() {
        var draft = graph.me().messages().post(message("Known by two names"));
        var body = new TranslateExchangeIdsPostRequestBody();
        body.setInputIds(List.of(draft.getId()));
        body.setSourceIdType(ExchangeIdFormat.RestId);
        body.setTargetIdType(ExchangeIdFormat.RestImmutableEntryId);

        var translated = graph.me()
                .translateExchangeIds()
                .post(body)
                .getValue()
                .getFirst()
                .getTargetId();

        var found = graph.me()
                .messages()
                .byMessageId(translated)
                .get(request -> request.headers.add("Prefer", "IdType=\"ImmutableId\""));
        assertThat(found.getId()).isEqualTo(translated);
        assertThat(found.getSubject()).isEqualTo("Known by two names");
    }

    @Test
    void aThrottledCallIsRepeatedByTheLibrary() {
        try (var microsoft = new SandboxClient(sandbox.address())) {
            microsoft.orderFault(
                    "{\"service\": \"GRAPH\", \"path\": \"/me$\", \"status\": 429, \"retryAfter\": 1, \"times\": 1}");
        }

        assertThat(graph.me().get().getMail()).isEqualTo(ADELE);
        assertThat(sandbox.ledger().after(0, 1_000))
                .filteredOn(entry -> entry.kind().equals("fault.fired"))
                .hasSize(1);
    }

    @Test
    void whatIsNotAllowedIsSaidInTheErrorOfTheLibrary() {
        var reader = client(ADELE, "Mail.ReadBasic");

        var refused = catchThrowableOfType(
                ODataError.class, () -> reader.me().messages().post(message("Not allowed")));

        assertThat(refused.getResponseStatusCode()).isEqualTo(403);
        assertThat(refused.getError().getCode()).isEqualTo("ErrorAccessDenied");
    }

    private static Message inbox(GraphServiceClient graph, String subject) {
        return graph.me()
                .mailFolders()
                .byMailFolderId("inbox")
                .messages()
                .get(request -> request.queryParameters.filter = "subject eq '" + subject + "'")
                .getValue()
                .getFirst();
    }

    private static Message message(String subject) {
        var message = new Message();
        message.setSubject(subject);
        var body = new ItemBody();
        body.setContentType(BodyType.Html);
        body.setContent("<p>Hello</p>");
        message.setBody(body);
        message.setToRecipients(List.of(recipient(ALEX)));
        return message;
    }

    private static Recipient recipient(String address) {
        var email = new EmailAddress();
        email.setAddress(address);
        var recipient = new Recipient();
        recipient.setEmailAddress(email);
        return recipient;
    }

    private GraphServiceClient client(String address, String... scopes) {
        var http = GraphClientFactory.create()
                .sslSocketFactory(sandbox.certificates().clientContext().getSocketFactory(), trusting())
                .build();
        var authentication = new BaseBearerTokenAuthenticationProvider(new Token(token(address, scopes)));
        return new GraphServiceClient(new BaseGraphRequestAdapter(
                authentication, sandbox.httpsAddress().orElseThrow() + "/v1.0", http));
    }

    private String token(String address, String... scopes) {
        var user = sandbox.directory().userByAddress(address).orElseThrow();
        return sandbox.accessTokens()
                .issue(new Caller(
                        Directory.CLIENT_ID,
                        user.tenantId(),
                        user.objectId(),
                        Resource.GRAPH.audience(),
                        scopes.length == 0 ? Set.of("Mail.Send", "Mail.ReadWrite", "User.Read") : Set.of(scopes)))
                .value();
    }

    private X509TrustManager trusting() {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("sandbox", sandbox.certificates().certificate());
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Token(String value) implements AccessTokenProvider {

        @Override
        public String getAuthorizationToken(URI uri, @Nullable Map<String, Object> context) {
            return value;
        }

        @Override
        public AllowedHostsValidator getAllowedHostsValidator() {
            return new AllowedHostsValidator("localhost");
        }
    }
}
