package orchestrator.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.server.Eventually;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that change while the server runs. */
@Tag("slow")
class RenewedFilesTest extends TlsFixture {
  private Path cas() {
    return folder.resolve("cas/" + ORG);
  }

  private void tookUp(String file, int times) {
    Eventually.await(
        file + " is taken up " + times + " times",
        () ->
            log.with(file).stream().filter(line -> line.contains("is taken up")).count() >= times);
  }

  @Test
  void aRenewedCertificateIsShownToThoseThatConnect() throws Exception {
    start();
    Client client = member();
    assertThat(client.call()).isEqualTo(Status.OK);

    serverCa = TestCa.root("CN=new-server-ca");
    show(serverCa.issue("CN=localhost"));
    tookUp("tls.crt", 1);

    assertThat(member().call()).isEqualTo(Status.OK);
    assertThat(client.call()).as("a connection from before").isEqualTo(Status.OK);
    assertThat(log.with("stays in use")).isEmpty();
  }

  @Test
  void renewalsUnderLoadFailNoCall() throws Exception {
    start();
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger calls = new AtomicInteger();
    Queue<Status> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      Client client = member();
      boolean moves = i % 2 == 0;
      Thread thread =
          new Thread(
              () -> {
                while (!enough.get()) {
                  Status status = client.call();
                  calls.incrementAndGet();
                  if (!status.isOk()) {
                    failures.add(status);
                  }
                  if (moves) {
                    client.reconnect();
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (int round = 1; round <= 5; round++) {
      show(serverCa.issue("CN=localhost"));
      tookUp("tls.crt", round);
      replace(
          cas().resolve("round" + round + ".pem"),
          TestPem.text(TestCa.root("CN=round" + round).certificate()));
      tookUp("cas", round);
    }
    enough.set(true);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertThat(calls.get()).isGreaterThan(32);
  }

  @Test
  void aLinkThatIsTurnedAsKubernetesDoesIsFollowed() throws Exception {
    Path volume = folder.resolve("volume");
    version(volume, "..1", serverCa);
    Files.createSymbolicLink(volume.resolve("..data"), Path.of("..1"));
    for (String name : List.of("tls.crt", "tls.key", ORG)) {
      Files.createSymbolicLink(volume.resolve(name), Path.of("..data", name));
    }
    flags.put("--tls-cert-path", volume.resolve("tls.crt").toString());
    flags.put("--tls-key-path", volume.resolve("tls.key").toString());
    flags.put("--tls-client-ca-cert-dir", volume.toString());
    start();
    assertThat(member().call()).isEqualTo(Status.OK);

    serverCa = TestCa.root("CN=new-server-ca");
    clientCa = TestCa.root("CN=new-client-ca");
    version(volume, "..2", serverCa);
    Path turned = Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..2"));
    Files.move(turned, volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    tookUp("tls.crt", 1);
    tookUp("--tls-client-ca-cert-dir", 1);

    assertThat(member().call()).isEqualTo(Status.OK);
  }

  private void version(Path volume, String name, TestCa ca) throws Exception {
    TestCa.Issued issued = ca.issue("CN=localhost");
    TestPem.write(volume.resolve(name + "/tls.crt"), issued.certificate());
    TestPem.write(volume.resolve(name + "/tls.key"), issued.keys());
    TestPem.write(volume.resolve(name + "/" + ORG + "/ca.crt"), clientCa.certificate());
  }

  @Test
  void aBrokenFileKeepsTheOldOneAndIsNamed() throws Exception {
    start();
    Path certificate = folder.resolve("tls.crt");
    String good = Files.readString(certificate);
    Client client = member();

    replace(certificate, "garbage");
    log.await(certificate + ": it has no PEM certificate");
    replace(certificate, "");
    replace(certificate, "x".repeat(2 << 20));
    log.await(certificate + ": it is larger than 1 MiB");
    Files.delete(certificate);
    log.await(certificate + ": there is no such file");
    Files.createDirectory(certificate);
    Files.delete(certificate);
    replace(certificate, TestPem.text(serverCa.issue("CN=localhost").certificate()));
    log.await("the key is not the one of the certificate");
    assertThat(client.call()).isEqualTo(Status.OK);
    assertThat(member().call()).isEqualTo(Status.OK);
    assertThat(metric("orchestrator_files_in_use", "tls.crt")).isEqualTo(0);

    replace(certificate, good);
    log.await("can be used again");
    assertThat(metric("orchestrator_files_in_use", "tls.crt")).isEqualTo(1);
    assertThat(log.with("taken up")).isEmpty();
  }

  @Test
  void aCertificateThatHasEndedIsNotTaken() throws Exception {
    start();
    Instant end = Instant.now().minusSeconds(1);
    show(serverCa.issue("CN=localhost", TestCa.anHourAgo(), end));

    log.await(
        "stays in use: --tls-cert-path "
            + folder.resolve("tls.crt")
            + ": the certificate ended on");
    assertThat(member().call()).isEqualTo(Status.OK);
  }

  @Test
  void aBrokenCaOfOneOrganizationKeepsAllTheOldOnes() throws Exception {
    start();
    replace(cas().resolve("zz.pem"), "garbage");
    log.await(cas().resolve("zz.pem") + ": it has no PEM certificate");
    Files.move(folder.resolve("cas"), folder.resolve("cas-away"));
    log.await("cas: it cannot be read");

    assertThat(member().call()).isEqualTo(Status.OK);
  }

  @Test
  void aNewCaLetsItsClientsIn() throws Exception {
    start();
    TestCa added = TestCa.root("CN=added");
    TestCa.Issued shown = added.issue("CN=member,O=" + ORG);
    assertThat(client(shown).call().getCode()).isEqualTo(Status.Code.UNAVAILABLE);

    replace(cas().resolve("added.crt"), TestPem.text(added.certificate()));
    tookUp("cas", 1);

    assertThat(client(shown).call()).isEqualTo(Status.OK);
  }

  @Test
  void whoseCaIsTakenOutIsCutAndNotLetInAgain() throws Exception {
    TestCa other = TestCa.root("CN=other-ca");
    replace(cas().resolve("other.crt"), TestPem.text(other.certificate()));
    start();
    Client staying = client(other.issue("CN=staying,O=" + ORG));
    Client leaving = member();
    CompletableFuture<Status> kept = staying.follow();
    CompletableFuture<Status> cut = leaving.follow();
    assertThat(List.of(staying.call(), leaving.call())).containsOnly(Status.OK);

    Files.delete(cas().resolve("ca.pem"));

    assertThat(cut.get().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(log.await("its CA is not trusted any more")).contains("CN=member");
    assertThat(leaving.call().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(staying.call()).isEqualTo(Status.OK);
    assertThat(kept).isNotDone();
  }

  @Test
  void whoseCaBelongsToAnotherOrganizationNowIsDenied() throws Exception {
    start();
    Client client = member();
    CompletableFuture<Status> stream = client.follow();
    assertThat(client.call()).isEqualTo(Status.OK);

    Path other = Files.createDirectories(folder.resolve("cas/MyOrg2MSP"));
    TestPem.write(cas().resolve("b.crt"), TestCa.root("CN=b").certificate());
    Files.move(cas().resolve("ca.pem"), other.resolve("ca.pem"));

    Status end = stream.get();
    assertThat(end.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(end.getDescription()).startsWith("OE0102: invalid MSPID: invalid issuer");
    assertThat(client.call().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  /** Certificates end in whole seconds, and a slow machine may need many before a client calls. */
  private void isCutAtItsEnd(Shown shown, String whatEnds) throws Exception {
    for (int seconds = 4; ; seconds *= 2) {
      Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + seconds);
      Client client = shown.until(end);
      CompletableFuture<Status> stream = client.follow();
      Status first = client.call();
      if (first.isOk()) {
        assertThat(stream.get().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(Instant.now()).isAfterOrEqualTo(end);
        assertThat(log.await("is closed: its certificate, or that of its CA, has expired: subject"))
            .contains("CN=short");
        assertThat(client.call().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        log.await("is refused: the certificate has expired" + whatEnds);
        return;
      }
      assertThat(first.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  @FunctionalInterface
  private interface Shown {
    Client until(Instant end) throws Exception;
  }

  @Test
  void aClientIsCutWhenItsCertificateEnds() throws Exception {
    start();
    isCutAtItsEnd(
        end -> client(clientCa.issue("CN=short,O=" + ORG, TestCa.anHourAgo(), end)), ": subject");
  }

  @Test
  void aClientIsCutWhenItsIntermediateEnds() throws Exception {
    start();
    isCutAtItsEnd(
        end -> {
          TestCa middle = clientCa.intermediate("CN=middle", TestCa.anHourAgo(), end);
          return client(middle.issue("CN=short,O=" + ORG), middle.certificate());
        },
        " (that of the CA CN=middle)");
  }

  @Test
  void aClientIsCutWhenItsCaEnds() throws Exception {
    flags.put("--verify-client-msp-id", "false");
    start();
    AtomicInteger round = new AtomicInteger();
    isCutAtItsEnd(
        end -> {
          TestCa ca = TestCa.root("CN=ending-ca", end);
          replace(cas().resolve("ending.pem"), TestPem.text(ca.certificate()));
          tookUp("cas", round.incrementAndGet());
          return client(ca.issue("CN=short,O=" + ORG));
        },
        " (its CA's has)");
  }

  @Test
  void aCaThatIsRenewedWithTheSameKeyKeepsItsClients() throws Exception {
    start();
    Client client = member();
    CompletableFuture<Status> stream = client.follow();
    assertThat(client.call()).isEqualTo(Status.OK);

    replace(cas().resolve("ca.pem"), TestPem.text(clientCa.renewed().certificate()));
    tookUp("cas", 1);

    assertThat(client.call()).isEqualTo(Status.OK);
    assertThat(stream).isNotDone();
  }

  @Test
  void aResumedSessionIsServedToo() throws Exception {
    start();
    for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
      var context = javax.net.ssl.SSLContext.getInstance("TLS");
      context.init(
          new javax.net.ssl.KeyManager[] {new TestKeys(clientCa.issue("CN=resumed,O=" + ORG))},
          new javax.net.ssl.TrustManager[] {new RefusedClientsTest.Anybody()},
          new SecureRandom());
      for (int i = 0; i < 3; i++) {
        try (var socket =
            (javax.net.ssl.SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port())) {
          var parameters = socket.getSSLParameters();
          parameters.setApplicationProtocols(new String[] {"h2"});
          parameters.setProtocols(new String[] {protocol});
          socket.setSSLParameters(parameters);
          socket.startHandshake();
          // The server's first frame: it has let the client in.
          assertThat(socket.getInputStream().read()).as("%s, %s", protocol, i).isNotNegative();
        }
      }
    }
  }

  private double metric(String name, String file) throws Exception {
    return Pages.metrics(server.httpAddress().toString())
        .filter(line -> line.startsWith(name + "{") && line.contains(file))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theEndsOfAllCertificatesAreFigures() throws Exception {
    start();
    X509Certificate ca = clientCa.certificate();

    assertThat(metric("orchestrator_certificate_end_timestamp_seconds", "CN=client-ca"))
        .isEqualTo((double) ca.getNotAfter().toInstant().getEpochSecond());
    log.await("the certificate \"CN=localhost\" of --tls-cert-path");
  }
}
