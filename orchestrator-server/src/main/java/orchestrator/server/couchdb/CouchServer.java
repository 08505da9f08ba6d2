package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import orchestrator.server.tls.RenewableTrust;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.config.SocketConfig;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.protocol.HttpContext;
import org.ektorp.http.HttpResponse;
import org.ektorp.http.StdHttpClient;

/**
 * Calls one CouchDB server through Ektorp's HTTP client.
 *
 * <p>The client is made here and not by Ektorp's builder, whose requests wait for a 100-continue
 * and are sent once without credentials, and whose connections delay small packets.
 */
final class CouchServer implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final int CONNECTIONS = 64;

  private final String place;
  private final String path;
  private final Ektorp http;

  private final RenewableTrust trust = new RenewableTrust();
  private volatile Optional<String> login = Optional.empty();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long heard = System.nanoTime();

  /** Connects when it is first asked for something. */
  CouchServer(CouchDb settings) {
    HttpHost host =
        HttpHost.create(settings.url().getScheme() + "://" + settings.url().getRawAuthority());
    place = host.toURI();
    path = settings.url().getPath().replaceAll("/+$", "");
    use(settings.login());
    http = new Ektorp(client(settings), host);
  }

  /** Calls as this user from now on. */
  void use(Optional<CouchDb.Login> user) {
    login =
        user.map(of -> of.user() + ":" + of.password())
            .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  /** Trusts these CAs from now on; of use when a file of them was named at the start. */
  void trust(List<X509Certificate> cas) {
    trust.use(cas);
  }

  private CloseableHttpClient client(CouchDb settings) {
    int millis = (int) Math.min(Integer.MAX_VALUE, settings.timeout().toMillis());
    HttpClientBuilder client =
        HttpClients.custom()
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS)
            .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectTimeout(millis)
                    .setConnectionRequestTimeout(millis)
                    .setSocketTimeout(millis)
                    .setExpectContinueEnabled(false)
                    .build())
            // Who asks knows what may be asked twice.
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableRedirectHandling()
            .disableAuthCaching()
            .setConnectionTimeToLive(1, TimeUnit.MINUTES);
    client.addInterceptorLast(
        (HttpRequest request, HttpContext context) ->
            login.ifPresent(basic -> request.setHeader(HttpHeaders.AUTHORIZATION, basic)));
    settings
        .ca()
        .ifPresent(
            file -> {
              trust.use(TrustedAuthorities.of(file));
              client.setSSLContext(TrustedAuthorities.context(trust));
            });
    return client.build();
  }

  CouchResponse get(String uri) {
    return answer("GET " + uri, () -> http.get(path + uri));
  }

  CouchResponse put(String uri, byte[] json) {
    return answer("PUT " + uri, () -> http.put(path + uri, entity(json)));
  }

  CouchResponse post(String uri, byte[] json) {
    return answer("POST " + uri, () -> http.post(path + uri, entity(json)));
  }

  private static ByteArrayEntity entity(byte[] json) {
    return new ByteArrayEntity(json, ContentType.APPLICATION_JSON);
  }

  /**
   * What is answered, whatever the status.
   *
   * @throws CouchException if there is no answer, or only a part of one
   */
  private CouchResponse answer(String what, Supplier<HttpResponse> request) {
    if (waiting.getAndIncrement() == 0) {
      heard = System.nanoTime();
    }
    try {
      HttpResponse response = request.get();
      try (InputStream content = response.getContent()) {
        return answer(response.getCode(), content.readAllBytes());
      }
    } catch (IOException | RuntimeException e) {
      throw CouchException.unknown(
          "CouchDB at " + place + " " + trouble(e) + " (" + reason(e) + "): " + what, e);
    } finally {
      heard = System.nanoTime();
      waiting.decrementAndGet();
    }
  }

  /** For how long requests have waited without one of them being answered; zero if none waits. */
  Duration silence() {
    return waiting.get() == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - heard);
  }

  private static String trouble(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLPeerUnverifiedException
          || cause instanceof CertificateException
          || cause instanceof CertPathValidatorException) {
        return "shows a certificate that is not trusted";
      }
    }
    return "does not answer";
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private static CouchResponse answer(int status, byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isContainerNode()) {
        return new CouchResponse(status, json, true);
      }
    } catch (IOException e) {
      // A page of a proxy.
    }
    return new CouchResponse(status, JSON.createObjectNode(), false);
  }

  /** What the server is called in messages: where it is, without login. */
  @Override
  public String toString() {
    return place;
  }

  /** Ends the requests that wait, too. */
  @Override
  public void close() {
    http.shutdown();
  }

  static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Calls through current Apache clients, which lack the parameters that Ektorp's asks for. */
  private static final class Ektorp extends StdHttpClient {
    private final CloseableHttpClient client;
    private final HttpHost host;

    private Ektorp(CloseableHttpClient client, HttpHost host) {
      super(client);
      this.client = client;
      this.host = host;
    }

    @Override
    protected HttpHost getHttpHost() {
      return host;
    }

    /** The way past a cache, which there is none of, leads to no host. */
    @Override
    protected HttpResponse executeRequest(HttpUriRequest request, boolean pastCache) {
      return super.executeRequest(request, false);
    }

    @Override
    public void shutdown() {
      try {
        client.close();
      } catch (IOException e) {
        throw CouchException.unknown("the connections to CouchDB cannot be closed", e);
      }
    }
  }
}
