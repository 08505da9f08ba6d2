package orchestrator.e2e.couchdb;

import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.List;
import orchestrator.e2e.harness.Authority;
import orchestrator.e2e.harness.Authority.Identity;
import orchestrator.e2e.harness.Folders;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.EventAudit;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Stored;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TLS between a server and its CouchDB. */
class EncryptedConnectionTest extends OnCouchDb {
  private Authority trusted;

  @BeforeEach
  void anAuthority() throws Exception {
    trusted = Authority.in(folder, "trusted");
  }

  /** The CouchDB behind a certificate. */
  private FaultProxy behind(Identity certificate) throws Exception {
    return closing(FaultProxy.start(engine.url(), certificate.server()));
  }

  /** Of a server that trusts {@link #trusted} only. */
  private ServerSettings settings(String name, FaultProxy proxy) {
    return engine
        .settings(folder.resolve(name), proxy.url())
        .withFlags("--leader-timeout", "1s")
        .withFlags("--couchdb-ca", trusted.certificate().toString());
  }

  @Test
  void aCouchDbWithATrustedCertificateServesAsOneInTheClear() throws Exception {
    FaultProxy proxy = behind(trusted.issue(folder, "couchdb", "CN=couchdb"));
    ServerProcess first = start(settings("data", proxy));
    Party one = newMember(first, ONE);
    work(one, "some");
    proxy.on(ProxiedRequest::isWrite, 2, ProxyFault.cutAfter());
    proxy.on(ProxiedRequest::isWrite, 4, ProxyFault.cutInAnswer());
    work(one, "more");
    Stored stored = Stored.of(one);
    first.kill();
    Folders.delete(folder.resolve("data"));

    Party again = one(start(settings("data", proxy)));

    awaitWritable(again);
    assertThat(Stored.of(again)).isEqualTo(stored);
    EventAudit.check(EventLog.all(again), stored);
  }

  @Test
  void aCouchDbWithAnotherCertificateIsToldNothingUntilItHasARightOne() throws Exception {
    Identity stranger = Authority.in(folder, "other").issue(folder, "stranger", "CN=couchdb");
    FaultProxy ofAnotherAuthority = behind(stranger);
    FaultProxy ofAnotherName = behind(trusted.issueFor("couchdb.example.org", folder, "named"));

    ServerProcess first = start(settings("first", ofAnotherAuthority));
    ServerProcess second = start(settings("second", ofAnotherName));

    assertItIsNotTrusted(first, ofAnotherAuthority);
    assertItIsNotTrusted(second, ofAnotherName);
  }

  private void assertItIsNotTrusted(ServerProcess server, FaultProxy proxy) throws Exception {
    String authority = proxy.url().getAuthority();
    await("it says why", () -> server.log().contains("WARN"));
    List<String> warnings =
        server.log().lines().filter(line -> line.contains("WARN")).distinct().toList();
    assertThat(warnings)
        .allSatisfy(
            line ->
                assertThat(line).contains(authority, "shows a certificate that is not trusted"));
    assertThat(server.log()).doesNotContain("Exception", "\tat ");
    assertThat(proxy.requests()).as("nobody was told the password").isZero();
    assertThat(server.answer("/readyz").statusCode()).isEqualTo(503);
    assertThat(statusOf(() -> one(server).register(plan("refused"))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }
}
