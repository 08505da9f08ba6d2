package orchestrator.learning.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.http.DoorSettings;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in, and for whom. */
class CallersTest {
  @TempDir private Path folder;

  private DoorSettings.Access accounts() throws Exception {
    String hash =
        OpenBSDBCrypt.generate("2b", "secret".getBytes(StandardCharsets.UTF_8), new byte[16], 4);
    StringBuilder text = new StringBuilder("accounts:\n");
    Map.of(
            "alice",
            "MyOrg2MSP mychannel write",
            "bob",
            "MyOrg1MSP mychannel read",
            "carol",
            "MyOrg1MSP other write")
        .forEach(
            (name, rights) -> {
              String[] words = rights.split(" ", -1);
              text.append(
                  """
                    %s:
                      password: %s
                      organization: %s
                      channels: [%s]
                      access: %s
                  """
                      .formatted(name, hash, words[0], words[1], words[2]));
            });
    return new DoorSettings.ByAccount(
        Files.writeString(folder.resolve("accounts.yaml"), text.toString()));
  }

  private static void assertUnauthorized(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("Unauthorized Access");
    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    assertThat(answer.headers().allValues("www-authenticate"))
        .containsExactly("Basic realm=\"Authentication Required\"");
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void nobodyIsLetInByAnyCallWithoutTheRightPassword(Route route) throws Exception {
    String path =
        route.path().replace("{collection}", "x").replace("{kind}", "x").replace("{uuid}", "x");
    try (LearningDoor door = new LearningDoor.Setup().open()) {
      for (String wrong :
          List.of(
              "Basic",
              "Basic !",
              "Bearer x",
              LearningDoor.basic("user", "wrong"),
              LearningDoor.basic("nobody", "sécret:1"))) {
        assertUnauthorized(door.as(Optional.of(wrong)).method(route.method().name(), path));
      }
      assertUnauthorized(door.as(Optional.empty()).method(route.method().name(), path));
      assertThat(door.learning.organizations()).isEmpty();
    }
  }

  @Test
  void theOneAccountActsForItsOrganization() throws Exception {
    try (LearningDoor door = new LearningDoor.Setup().open()) {
      assertThat(door.problem("p1").statusCode()).isEqualTo(201);
      assertThat(door.learning.organizations()).containsExactly("MyOrg1MSP");
    }
  }

  @Test
  void withoutAnyAccountEveryCallIsRefused() throws Exception {
    try (LearningDoor door = new LearningDoor.Setup().account(Optional.empty()).open()) {
      assertUnauthorized(door.get("/problem"));
      assertUnauthorized(door.as(Optional.empty()).get("/problem"));
    }
  }

  @Test
  void aDoorThatBelievesNamesBelievesNoneHere() throws Exception {
    try (LearningDoor door = new LearningDoor.Setup().open().as(Optional.empty())) {
      assertUnauthorized(
          door.send(
              door.at("/problem").header("mspid", "MyOrg1MSP").header("channel", "mychannel")));
    }
  }

  @Test
  void anAccountOfTheDoorActsForItsOwnOrganizationBesideTheOne() throws Exception {
    try (LearningDoor door = new LearningDoor.Setup().access(accounts()).open()) {
      door.problem("p1");
      door.as(Optional.of(LearningDoor.basic("alice", "secret"))).problem("p2");

      assertThat(door.learning.organizations()).containsExactly("MyOrg1MSP", "MyOrg2MSP");
      assertUnauthorized(
          door.as(Optional.of(LearningDoor.basic("alice", "wrong"))).get("/problem"));
    }
  }

  @Test
  void theOneAccountIsServedWhereTheDoorIsClosed() throws Exception {
    try (LearningDoor door =
        new LearningDoor.Setup().access(new DoorSettings.Closed("closed")).open()) {
      assertThat(door.problem("p1").statusCode()).isEqualTo(201);
      assertUnauthorized(door.as(Optional.empty()).get("/problem"));
    }
  }

  @Test
  void anAccountMayDoWhatItMayDoElsewhere() throws Exception {
    try (LearningDoor door = new LearningDoor.Setup().access(accounts()).open()) {
      door.as(Optional.of(LearningDoor.basic("bob", "secret")));
      assertThat(door.get("/problem").statusCode()).isEqualTo(200);
      HttpResponse<String> refused = door.problem("p1");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(LearningDoor.json(refused).get("Error").asText())
          .isEqualTo("account \"bob\" may only read");
      HttpResponse<String> elsewhere =
          door.as(Optional.of(LearningDoor.basic("carol", "secret"))).get("/problem");
      assertThat(elsewhere.statusCode()).isEqualTo(403);
      assertThat(LearningDoor.json(elsewhere).get("Error").asText())
          .isEqualTo("account \"carol\" may not use channel \"mychannel\"");
    }
  }

  @Test
  void whoTriesTooManyPasswordsOfAnAccountHasToWait() throws Exception {
    try (LearningDoor door = new LearningDoor.Setup().access(accounts()).open()) {
      door.as(Optional.of(LearningDoor.basic("alice", "wrong")));
      for (int tries = 0; tries < 5; tries++) {
        assertUnauthorized(door.get("/problem"));
      }
      HttpResponse<String> wait = door.get("/problem");
      assertThat(wait.statusCode()).isEqualTo(429);
      assertThat(wait.headers().firstValue("retry-after")).isPresent();
      assertThat(LearningDoor.json(wait).get("Error").asText()).contains("too many wrong");
    }
  }
}
