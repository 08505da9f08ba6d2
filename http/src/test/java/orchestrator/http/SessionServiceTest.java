package orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How browsers sign in at a door. Behind it is no API, so that who is let in gets a 503. */
class SessionServiceTest {
  private static final int LET_IN = 503;
  private static final String PLANS = "/api/v1/plans";
  private static final String ALICE = "{\"account\": \"alice\", \"password\": \"alice's\"}";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ManagedChannel nowhere = InProcessChannelBuilder.forName("nowhere").build();
  private Optional<Door> door = Optional.empty();

  private void open(DoorSettings.Access access, String... corsOrigins) throws IOException {
    door =
        Optional.of(
            Door.open(
                new DoorSettings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    access,
                    Optional.empty(),
                    Set.of(),
                    Set.of(corsOrigins),
                    Map.of(),
                    1 << 20,
                    100,
                    Duration.ofMillis(20),
                    Duration.ZERO),
                Optional.of(nowhere),
                DoorServices.NONE));
  }

  private void openWithAccounts(String... corsOrigins) throws IOException {
    write(account("alice", "alice's", "write") + account("reader", "reader's", "read"));
    open(new DoorSettings.ByAccount(accounts()), corsOrigins);
  }

  private Path accounts() {
    return folder.resolve("accounts.yaml");
  }

  private void write(String accounts) throws IOException {
    Files.writeString(accounts(), "accounts:\n" + accounts);
  }

  private static String account(String name, String password, String access) {
    return """
      %s:
        password: %s
        organization: MyOrg1MSP
        channels: [mychannel, second]
        access: %s
    """
        .formatted(
            name,
            OpenBSDBCrypt.generate(
                "2y", password.getBytes(StandardCharsets.UTF_8), new byte[16], 4),
            access)
        .indent(2);
  }

  @AfterEach
  void close() {
    door.ifPresent(Door::close);
    nowhere.shutdownNow();
  }

  private String origin() {
    return "http://127.0.0.1:" + door.orElseThrow().address().getPort();
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(origin() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder signIn(String body) {
    return at("/session")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static String cookie(HttpResponse<?> answer) {
    return answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
  }

  /** Alice has signed in: her cookie. */
  private String alice() throws Exception {
    HttpResponse<String> answer = send(signIn(ALICE));
    assertThat(answer.statusCode()).isEqualTo(200);
    return cookie(answer);
  }

  private HttpRequest.Builder plan(String cookie) {
    return at(PLANS + "?channel=mychannel")
        .header("Cookie", cookie)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{}"));
  }

  private HttpRequest.Builder plans(String cookie) {
    return at(PLANS + "?channel=mychannel").header("Cookie", cookie);
  }

  @Test
  void aSignInGivesACookieThatNoScriptReadsAndNoOtherSiteSends() throws Exception {
    openWithAccounts();

    HttpResponse<String> answer = send(signIn(ALICE));

    assertThat(answer.body())
        .startsWith(
            "{\"access\":\"accounts\",\"signedIn\":true,\"account\":\"alice\","
                + "\"organization\":\"MyOrg1MSP\",\"channels\":[\"mychannel\",\"second\"],"
                + "\"mayWrite\":true,\"ends\":\"20");
    assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
        .startsWith("orchestrator-" + door.orElseThrow().address().getPort() + "=")
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Strict")
        .contains("Path=/")
        .doesNotContain("Max-Age")
        .doesNotContain("Domain");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void theCookieLetsInAsTheAccount() throws Exception {
    openWithAccounts();
    String cookie = alice();

    assertThat(send(plans(cookie)).statusCode()).isEqualTo(LET_IN);
    assertThat(send(plan(cookie).header("Origin", origin())).statusCode()).isEqualTo(LET_IN);
    assertThat(send(at("/session").header("Cookie", cookie)).body())
        .contains("\"account\":\"alice\"");
    assertThat(send(at(PLANS + "?channel=other").header("Cookie", cookie)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aReaderMayOnlyReadBySessionToo() throws Exception {
    openWithAccounts();
    String cookie = cookie(send(signIn("{\"account\": \"reader\", \"password\": \"reader's\"}")));

    assertThat(send(plans(cookie)).statusCode()).isEqualTo(LET_IN);
    assertThat(send(plan(cookie).header("Origin", origin())).statusCode()).isEqualTo(403);
    assertThat(send(at("/session").header("Cookie", cookie)).body()).contains("\"mayWrite\":false");
  }

  @Test
  void whoIsNotSignedInIsToldSo() throws Exception {
    openWithAccounts();

    HttpResponse<String> answer = send(at("/session"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"access\":\"accounts\",\"signedIn\":false}\n");
    assertThat(send(plans("orchestrator-1=secret")).statusCode()).isEqualTo(401);
  }

  @Test
  void signingOutEndsTheSessionItself() throws Exception {
    openWithAccounts();
    String cookie = alice();
    HttpResponse<String> answer =
        send(at("/session").header("Cookie", cookie).header("Origin", origin()).DELETE());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("set-cookie").orElseThrow()).contains("Max-Age=0");
    HttpResponse<String> after = send(plans(cookie));
    assertThat(after.statusCode()).isEqualTo(401);
    assertThat(after.body()).contains("the session has ended: sign in again");
    assertThat(send(at("/session").DELETE()).statusCode()).as("without one").isEqualTo(204);
  }

  @Test
  void aNewSignInEndsTheSessionBefore() throws Exception {
    openWithAccounts();
    String first = alice();
    String second = cookie(send(signIn(ALICE).header("Cookie", first)));

    assertThat(send(plans(first)).statusCode()).isEqualTo(401);
    assertThat(send(plans(second)).statusCode()).isEqualTo(LET_IN);
  }

  @Test
  void onlyAPageOfTheDoorChangesSomethingWithACookie() throws Exception {
    openWithAccounts("https://allowed.example.org");
    String cookie = alice();

    for (HttpRequest.Builder foreign :
        List.of(
            plan(cookie),
            plan(cookie).header("Origin", "https://evil.example.org"),
            plan(cookie).header("Origin", "null"),
            plan(cookie).header("Origin", "http://127.0.0.1:1"),
            plan(cookie).header("Origin", "https://allowed.example.org"),
            plan(cookie).header("Sec-Fetch-Site", "same-site"),
            plan(cookie).header("Sec-Fetch-Site", "cross-site"),
            at("/session").header("Cookie", cookie).DELETE(),
            at("/session")
                .header("Cookie", cookie)
                .header("Origin", "https://evil.example.org")
                .DELETE())) {
      assertThat(send(foreign).statusCode())
          .as(foreign.build().headers().toString())
          .isEqualTo(403);
    }
    assertThat(send(plan(cookie).header("Sec-Fetch-Site", "same-origin")).statusCode())
        .isEqualTo(LET_IN);
    assertThat(send(plans(cookie)).statusCode()).as("still signed in").isEqualTo(LET_IN);
  }

  @Test
  void noForeignPageSignsAnybodyIn() throws Exception {
    openWithAccounts("https://allowed.example.org");

    for (String origin :
        List.of("https://evil.example.org", "https://allowed.example.org", "null")) {
      HttpResponse<String> answer = send(signIn(ALICE).header("Origin", origin));
      assertThat(answer.statusCode()).as(origin).isEqualTo(403);
      assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }
    HttpRequest.Builder form =
        at("/session")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin())
            .POST(BodyPublishers.ofString("account=alice&password=alice's"));
    assertThat(send(form).statusCode()).isEqualTo(415);
  }

  @Test
  void aSessionEndsWithItsAccount() throws Exception {
    openWithAccounts();
    String cookie = alice();
    assertThat(send(plans(cookie)).statusCode()).isEqualTo(LET_IN);

    write(account("reader", "reader's", "read"));

    int status = LET_IN;
    for (long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        status == LET_IN && System.nanoTime() < end;
        status = send(plans(cookie)).statusCode()) {
      Thread.onSpinWait();
    }
    assertThat(status).isEqualTo(401);
    assertThat(send(at("/session").header("Cookie", cookie)).body()).contains("\"signedIn\":false");
  }

  @Test
  void wrongPasswordsAreRefusedAndThenHaveToWait() throws Exception {
    openWithAccounts();
    String wrong = "{\"account\": \"alice\", \"password\": \"guess %d\"}";
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> answer = send(signIn(wrong.formatted(i)));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("the account's name or its password is wrong");
      assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    HttpResponse<String> next = send(signIn(ALICE));

    assertThat(next.statusCode()).as("even the right one").isEqualTo(429);
    assertThat(next.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
  }

  @Test
  void aBrowserIsNotMadeToAskForAPasswordByItself() throws Exception {
    openWithAccounts();

    assertThat(challenge(send(at(PLANS)))).contains("Basic");
    assertThat(challenge(send(at(PLANS).header("Sec-Fetch-Mode", "navigate")))).contains("Basic");
    for (HttpRequest.Builder ofScript :
        List.of(
            at(PLANS).header("Sec-Fetch-Mode", "cors"),
            signIn("{\"token\": \"unknown\"}").header("Sec-Fetch-Mode", "same-origin"))) {
      assertThat(challenge(send(ofScript))).startsWith("Bearer").doesNotContain("Basic");
    }
  }

  private static String challenge(HttpResponse<?> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    return answer.headers().firstValue("www-authenticate").orElseThrow();
  }

  @Test
  void whatIsNoSignInIsRefused() throws Exception {
    openWithAccounts();

    for (String body :
        List.of(
            "",
            "{",
            "[]",
            "\"alice\"",
            "{}",
            "{\"account\": \"alice\"}",
            "{\"account\": 1, \"password\": \"x\"}",
            "{\"account\": \"bob\", \"account\": \"alice\", \"password\": \"alice's\"}",
            "{\"account\": \"alice\", \"password\": \"alice's\", \"token\": \"x\"}",
            ALICE + ALICE)) {
      HttpResponse<String> answer = send(signIn(body));
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.body()).as(body).contains("the body must be");
    }
    assertThat(send(signIn("\"" + "x".repeat(20_000) + "\"")).statusCode()).isEqualTo(413);
    assertThat(send(at("/session").PUT(BodyPublishers.noBody())).statusCode()).isEqualTo(405);
  }

  @Test
  void curlIsToldWhoItIsByItsHeader() throws Exception {
    openWithAccounts();
    String basic =
        "Basic "
            + Base64.getEncoder().encodeToString("alice:alice's".getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> answer = send(at("/session").header("Authorization", basic));

    assertThat(answer.body()).contains("\"account\":\"alice\"").doesNotContain("ends");
    assertThat(send(at("/session").header("Authorization", "Bearer x")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void theHeaderCountsMoreThanTheCookie() throws Exception {
    openWithAccounts();
    String cookie = alice();

    assertThat(send(plans(cookie).header("Authorization", "Bearer unknown")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void withoutAccountsItTellsWhoCanBeNamed() throws Exception {
    open(new DoorSettings.ByName(Map.of("b", Set.of("Two", "One"), "a", Set.of())));

    assertThat(send(at("/session")).body())
        .isEqualTo("{\"access\":\"names\",\"channels\":{\"a\":[],\"b\":[\"One\",\"Two\"]}}\n");
    HttpResponse<String> refused = send(signIn(ALICE));
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.body()).contains("this door has no accounts to sign in with");
  }

  @Test
  void aClosedDoorSaysWhy() throws Exception {
    open(new DoorSettings.Closed("only pages for operators"));

    assertThat(send(at("/session")).body())
        .isEqualTo("{\"access\":\"closed\",\"reason\":\"only pages for operators\"}\n");
  }
}
