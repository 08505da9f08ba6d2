package orchestrator.e2e.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import orchestrator.e2e.harness.Authority;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;

/** A server whose door has accounts, and a client that asks it for one thing of each kind. */
final class GuardedDoor implements AutoCloseable {
  private static final String STEP =
      """
      {"duration": 1, "assetKey": "0b8d2ac5-5f3a-4b0e-9a58-1c6a2f0e7d11", "step": "a step"}
      """;

  /** A message of gRPC-Web without a field. */
  private static final byte[] EMPTY = new byte[5];

  private final ServerProcess server;
  private final String scheme;
  private final HttpClient client;

  private GuardedDoor(ServerProcess server, String scheme, HttpClient client) {
    this.server = server;
    this.scheme = scheme;
    this.client = client;
  }

  /** Starts a server without TLS. */
  static GuardedDoor plain(Path folder, Path accounts) throws Exception {
    return new GuardedDoor(
        ServerProcess.start(settings(folder, accounts)), "http", HttpClient.newHttpClient());
  }

  /** Starts a server whose door has a certificate. */
  static GuardedDoor tls(Path folder, Path accounts) throws Exception {
    Authority authority = Authority.in(folder, "ca");
    Authority.Identity own = authority.issue(folder, "door", "CN=door");
    ServerSettings settings =
        settings(folder, accounts)
            .withFlags(
                "--http-tls-cert", own.certificate().toString(),
                "--http-tls-key", own.key().toString());
    return new GuardedDoor(
        ServerProcess.start(settings),
        "https",
        HttpClient.newBuilder().sslContext(trusting(authority.certificate())).build());
  }

  private static ServerSettings settings(Path folder, Path accounts) {
    return ServerSettings.on(folder.resolve("data"))
        .withFlags("--accounts", accounts.toString(), "--reload-interval", "100ms");
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** Waits until the server has taken the file of accounts up so many times. */
  void awaitTakenUp(int times) throws IOException, InterruptedException {
    Waiting waiting = new Waiting(Duration.ofMinutes(1));
    while (server.log().lines().filter(line -> line.contains("is taken up")).count() < times) {
      if (waiting.isOver()) {
        throw new AssertionError("the accounts are not taken up:\n" + server.log());
      }
      waiting.pause();
    }
  }

  /**
   * Asks for one thing of each kind.
   *
   * @param query put behind each path; may be empty
   * @param headers names and values in turn
   * @return the HTTP statuses by kind
   */
  Map<String, Integer> statuses(String query, List<String> headers)
      throws IOException, InterruptedException {
    Map<String, Integer> statuses = new LinkedHashMap<>();
    for (String kind : List.of("read", "write", "events", "web read", "web write", "page")) {
      for (HttpRequest request : requests(kind, query, headers)) {
        statuses.merge(kind, status(request), Math::max);
      }
    }
    return statuses;
  }

  private List<HttpRequest> requests(String kind, String query, List<String> headers) {
    return switch (kind) {
      case "read" -> List.of(request("/api/v1/organizations" + query, headers).build());
      case "write" ->
          List.of(
              request("/api/v1/profiling-steps" + query, headers)
                  .header("content-type", "application/json")
                  .POST(BodyPublishers.ofString(STEP))
                  .build());
      case "events" -> List.of(request("/api/v1/events:subscribe" + query, headers).build());
      case "web read" ->
          List.of(web("/orchestrator.OrganizationService/GetAllOrganizations" + query, headers));
      case "web write" ->
          List.of(web("/orchestrator.OrganizationService/RegisterOrganization" + query, headers));
      default -> {
        List<HttpRequest> pages = new ArrayList<>();
        for (String page :
            List.of("/docs", "/docs/docs.js", "/openapi.json", "/healthz", "/readyz", "/metrics")) {
          pages.add(request(page + query, headers).build());
        }
        yield pages;
      }
    };
  }

  private HttpRequest web(String path, List<String> headers) {
    return request(path, headers)
        .header("content-type", "application/grpc-web+proto")
        .header("x-grpc-web", "1")
        .POST(BodyPublishers.ofByteArray(EMPTY))
        .build();
  }

  private HttpRequest.Builder request(String path, List<String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(scheme + "://" + server.pages() + path))
            .timeout(Duration.ofMinutes(1));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return request;
  }

  private int status(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    // A stream of events has no end.
    response.body().close();
    return response.statusCode();
  }

  /** A GET whose answer is read as text to its end. */
  HttpResponse<String> get(String path, List<String> headers)
      throws IOException, InterruptedException {
    return client.send(request(path, headers).build(), BodyHandlers.ofString());
  }

  /** A GET whose answer can be read while it comes. */
  HttpResponse<InputStream> open(String path, List<String> headers)
      throws IOException, InterruptedException {
    return client.send(request(path, headers).build(), BodyHandlers.ofInputStream());
  }

  @Override
  public void close() {
    server.close();
  }

  /** Names it where a test fails. */
  @Override
  public String toString() {
    return scheme;
  }
}
