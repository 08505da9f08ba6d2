package orchestrator.learning.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.http.Door;
import orchestrator.http.DoorSettings;
import orchestrator.http.account.Access;
import orchestrator.http.account.Account;
import orchestrator.http.account.OneAccount;

/** A real door before a {@link FakeLearning}, and a caller of it. */
final class LearningDoor implements AutoCloseable {
  static final int MESSAGE_BYTES = 1 << 20;
  static final OneAccount USER =
      new OneAccount(
          new Account("user", "MyOrg1MSP", Set.of("mychannel"), Access.WRITE), "sécret:1");

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final FakeLearning learning = new FakeLearning();
  private final Door door;
  private Optional<String> authorization = Optional.of(basic("user", "sécret:1"));

  private LearningDoor(Setup setup) throws IOException {
    LearningServices services =
        new LearningServices(learning::as, "mychannel", setup.account, setup.cors, setup.limits);
    door =
        Door.open(
            new DoorSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                setup.access,
                Optional.empty(),
                Set.of(),
                setup.origins,
                Map.of(),
                setup.messageBytes,
                2_000,
                Duration.ZERO,
                Duration.ZERO),
            Optional.empty(),
            setup.beside ? services.besideTheApi() : services.alone());
  }

  /** How a door is opened. */
  static final class Setup {
    private DoorSettings.Access access = new DoorSettings.ByName(Map.of());
    private Optional<OneAccount> account = Optional.of(USER);
    private Set<String> origins = Set.of();
    private boolean cors;
    private boolean beside;
    private int messageBytes = MESSAGE_BYTES;
    private Limits limits = Limits.usual();

    Setup access(DoorSettings.Access access) {
      this.access = access;
      return this;
    }

    Setup account(Optional<OneAccount> account) {
      this.account = account;
      return this;
    }

    Setup origins(String... origins) {
      this.origins = Set.of(origins);
      return this;
    }

    Setup cors() {
      cors = true;
      return this;
    }

    Setup beside() {
      beside = true;
      return this;
    }

    Setup messageBytes(int most) {
      messageBytes = most;
      return this;
    }

    Setup limits(Limits limits) {
      this.limits = limits;
      return this;
    }

    LearningDoor open() throws IOException {
      return new LearningDoor(this);
    }
  }

  static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** From now on as this caller; empty for nobody. */
  LearningDoor as(Optional<String> authorization) {
    this.authorization = authorization;
    return this;
  }

  InetSocketAddress address() {
    return door.address();
  }

  HttpRequest.Builder at(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address().getPort() + path))
            .timeout(Duration.ofMinutes(2));
    authorization.ifPresent(it -> request.header("authorization", it));
    return request;
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(at(path));
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return json(get(path));
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> method(String method, String path) throws IOException, InterruptedException {
    return send(at(path).method(method, BodyPublishers.noBody()));
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send(
        at(path).header("content-type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  /** Posts a problem with this uuid. */
  HttpResponse<String> problem(String uuid) throws IOException, InterruptedException {
    return post(
        "/problem",
        """
        {"uuid": "%s", "workflow": "w1", "test_dataset": ["t1"], "size_train_dataset": 2}
        """
            .formatted(uuid));
  }

  @Override
  public void close() {
    door.close();
  }
}
