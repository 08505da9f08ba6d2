package orchestrator.chaincode.pack;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * Says how a peer reaches a service. Fabric's builder fills in {@code {{.name}}} in any of the
 * texts, so that organizations can share a package whose addresses differ.
 *
 * @param address host and port
 * @param dialTimeout such as {@code 10s}
 * @param tls empty for a service without TLS
 */
record Connection(String address, String dialTimeout, Optional<PeerTls> tls) {
  /**
   * How the peer knows the service, and the service the peer; all in PEM.
   *
   * @param rootCertificate who signs the certificate of the service
   * @param client empty when the service lets any peer connect
   */
  record PeerTls(String rootCertificate, Optional<Client> client) {}

  /** What the peer shows. */
  record Client(String certificate, String key) {}

  /** As the builder reads it. */
  String json() {
    JsonObject json = new JsonObject();
    json.addProperty("address", address);
    json.addProperty("dial_timeout", dialTimeout);
    json.addProperty("tls_required", tls.isPresent());
    tls.ifPresent(
        with -> {
          json.addProperty("root_cert", with.rootCertificate());
          json.addProperty("client_auth_required", with.client().isPresent());
          with.client()
              .ifPresent(
                  client -> {
                    json.addProperty("client_cert", client.certificate());
                    json.addProperty("client_key", client.key());
                  });
        });
    return json.toString();
  }
}
