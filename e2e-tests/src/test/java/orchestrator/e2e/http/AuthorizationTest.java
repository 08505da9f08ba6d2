package orchestrator.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orchestrator.e2e.harness.http.TestAccounts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what at a door with accounts, with TLS and without. */
class AuthorizationTest {
  private static final String LATER = "2099-01-01T00:00:00Z";
  private static final String PAST = "2026-01-01T00:00:01Z";
  private static final List<GuardedDoor> DOORS = new ArrayList<>();
  private static int changes;

  @TempDir private static Path folder;

  private static Path accounts;

  /** Before the rows below are tried, all of them were let in once, and the file has changed. */
  @BeforeAll
  static void open() throws Exception {
    accounts = folder.resolve("accounts.yaml");
    new TestAccounts()
        .account("reader", "reader's", "read")
        .tokens(LATER, "token-of-reader")
        .account("writer", "wri:ter’s ☃", "write")
        .tokens(LATER, "token-of-writer", "revoked-token")
        .account("changed", "old", "write")
        .account("lowered", "lowered's", "write")
        .account("removed", "removed's", "write")
        .tokens(LATER, "token-of-removed")
        .replace(accounts);
    DOORS.add(GuardedDoor.plain(Files.createDirectory(folder.resolve("plain")), accounts));
    DOORS.add(GuardedDoor.tls(Files.createDirectory(folder.resolve("tls")), accounts));
    for (GuardedDoor door : DOORS) {
      for (String caller :
          List.of("changed old", "lowered", "removed", "revoked-token", "token-of-removed")) {
        assertThat(door.statuses("", headers(caller)).get("write"))
            .as(caller + " before the change, " + door)
            .isEqualTo(200);
      }
    }
    change(present());
  }

  private static void change(TestAccounts next) throws Exception {
    next.replace(accounts);
    changes++;
    for (GuardedDoor door : DOORS) {
      door.awaitTakenUp(changes);
    }
  }

  @AfterAll
  static void close() {
    DOORS.forEach(GuardedDoor::close);
  }

  /** The headers of a caller, by its name in the tables. */
  private static List<String> headers(String caller) {
    String authorization =
        switch (caller) {
          case "nobody" -> "";
          case "reader" -> TestAccounts.basic("reader", "reader's");
          case "writer" -> TestAccounts.basic("writer", "wri:ter’s ☃");
          case "lowered" -> TestAccounts.basic("lowered", "lowered's");
          case "removed" -> TestAccounts.basic("removed", "removed's");
          case "changed old" -> TestAccounts.basic("changed", "old");
          case "changed new" -> TestAccounts.basic("changed", "new");
          case "wrong password" -> TestAccounts.basic("reader", "writer's");
          case "unknown name" -> TestAccounts.basic("nobody", "writer's");
          case "another scheme" -> "Digest username=\"writer\"";
          case "no Base64" -> "Basic %%%";
          default -> "Bearer " + caller;
        };
    return authorization.isEmpty() ? List.of() : List.of("authorization", authorization);
  }

  /** What is right comes first: five wrong passwords later it would be held off. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # caller         | read | write | events | web read | web write
          changed new      | 200  | 200   | 200    | 200      | 200
          lowered          | 200  | 403   | 200    | 200      | 403
          reader           | 200  | 403   | 200    | 200      | 403
          token-of-reader  | 200  | 403   | 200    | 200      | 403
          writer           | 200  | 200   | 200    | 200      | 200
          token-of-writer  | 200  | 200   | 200    | 200      | 200
          nobody           | 401  | 401   | 401    | 401      | 401
          wrong password   | 401  | 401   | 401    | 401      | 401
          unknown name     | 401  | 401   | 401    | 401      | 401
          another scheme   | 401  | 401   | 401    | 401      | 401
          no Base64        | 401  | 401   | 401    | 401      | 401
          unknown-token    | 401  | 401   | 401    | 401      | 401
          revoked-token    | 401  | 401   | 401    | 401      | 401
          expired-token    | 401  | 401   | 401    | 401      | 401
          token-of-removed | 401  | 401   | 401    | 401      | 401
          changed old      | 401  | 401   | 401    | 401      | 401
          """)
  void whoMayDoWhat(String caller, int read, int write, int events, int webRead, int webWrite)
      throws Exception {
    for (GuardedDoor door : DOORS) {
      assertThat(door.statuses("", headers(caller)))
          .as(door.toString())
          .isEqualTo(statuses(read, write, events, webRead, webWrite));
    }
  }

  /** Pages for operators and the documentation are open to everybody. */
  private static Map<String, Integer> statuses(
      int read, int write, int events, int webRead, int webWrite) {
    Map<String, Integer> statuses = new LinkedHashMap<>();
    statuses.put("read", read);
    statuses.put("write", write);
    statuses.put("events", events);
    statuses.put("web read", webRead);
    statuses.put("web write", webWrite);
    statuses.put("page", 200);
    return statuses;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # query                   | header  | value       | status
          ''                        | mspid   | MyOrg1MSP   | 200
          ''                        | mspid   | MyOrg2MSP   | 403
          ''                        | mspid   | myorg1msp   | 403
          ''                        | MSPID   | MyOrg2MSP   | 403
          ''                        | channel | mychannel   | 200
          ''                        | channel | yourchannel | 403
          ?organization=MyOrg1MSP   | x-other | x           | 200
          ?organization=MyOrg2MSP   | x-other | x           | 403
          ?channel=yourchannel      | x-other | x           | 403
          """)
  void anAccountActsForItsOrganizationOnItsChannelsOnly(
      String query, String header, String value, int status) throws Exception {
    List<String> headers = new ArrayList<>(headers("token-of-writer"));
    headers.addAll(List.of(header, value));
    for (GuardedDoor door : DOORS) {
      assertThat(door.statuses(query, headers))
          .as(door.toString())
          .isEqualTo(statuses(status, status, status, status, status));
    }
  }

  @Test
  void whoIsKeptOutIsToldWhyAndHowToComeIn() throws Exception {
    for (GuardedDoor door : DOORS) {
      HttpResponse<String> nobody = door.get("/api/v1/organizations", List.of());
      assertThat(nobody.headers().firstValue("content-type")).contains("application/problem+json");
      assertThat(nobody.headers().firstValue("www-authenticate").orElse(""))
          .contains("Basic realm=", "charset=\"UTF-8\"", "Bearer");
      assertThat(nobody.body()).contains("\"status\":401", "\"detail\":\"this needs an account");

      HttpResponse<String> other =
          door.get("/api/v1/organizations?organization=MyOrg2MSP", headers("token-of-writer"));
      assertThat(other.body())
          .contains("\"status\":403", "account \\\"writer\\\" acts for MyOrg1MSP only");
    }
  }

  @Test
  void tooManyWrongPasswordsAreHeldOffAndTheOthersAreNot() throws Exception {
    try (GuardedDoor door =
        GuardedDoor.plain(Files.createDirectory(folder.resolve("guessed")), accounts)) {
      assertThat(door.statuses("", headers("reader")).get("read")).isEqualTo(200);
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String guess = TestAccounts.basic("reader", "guess " + i);
        answers.add(door.get("/api/v1/organizations", List.of("authorization", guess)));
      }

      assertThat(answers)
          .extracting(HttpResponse::statusCode)
          .containsExactly(401, 401, 401, 401, 401, 429);
      String seconds = answers.get(5).headers().firstValue("retry-after").orElseThrow();
      assertThat(Integer.parseInt(seconds)).isBetween(1, 60);
      assertThat(answers.get(5).body()).contains("too many wrong passwords");
      assertThat(door.statuses("", headers("reader")).get("read")).as("known").isEqualTo(200);
      assertThat(door.statuses("", headers("token-of-reader")).get("read")).isEqualTo(200);
      assertThat(door.statuses("", headers("writer")).get("write")).isEqualTo(200);
    }
  }

  @Test
  void aStreamOfEventsEndsWithTheAccountThatItWasOpenedBy() throws Exception {
    TestAccounts withOneMore =
        present().account("leaving", "leaving's", "read").tokens(LATER, "token-of-leaving");
    change(withOneMore);
    List<HttpResponse<InputStream>> streams = new ArrayList<>();
    for (GuardedDoor door : DOORS) {
      streams.add(door.open("/api/v1/events:subscribe", headers("token-of-leaving")));
    }
    assertThat(streams).allSatisfy(stream -> assertThat(stream.statusCode()).isEqualTo(200));

    change(present());

    for (HttpResponse<InputStream> stream : streams) {
      String text = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains("event: problem\ndata: {").contains("\"status\":401");
    }
  }

  private static TestAccounts present() throws Exception {
    return new TestAccounts()
        .account("reader", "reader's", "read")
        .tokens(LATER, "token-of-reader")
        .account("writer", "wri:ter’s ☃", "write")
        .tokens(LATER, "token-of-writer")
        .account("changed", "new", "write")
        .tokens(PAST, "expired-token")
        .account("lowered", "lowered's", "read");
  }
}
