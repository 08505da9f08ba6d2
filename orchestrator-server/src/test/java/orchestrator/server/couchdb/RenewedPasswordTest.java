package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.server.Eventually;
import orchestrator.server.LogLines;
import orchestrator.server.config.SettingSource;
import orchestrator.server.couchdb.fake.FakeCouch;
import orchestrator.server.couchdb.fake.FakeCouchSettings;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.reload.Reloads;
import orchestrator.server.tls.CertificateEnds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewedPasswordTest {
  @TempDir private Path folder;

  private static FakeCouch couch() throws Exception {
    return FakeCouch.start(FakeCouchSettings.defaults().login("admin", "secret"));
  }

  private SettingSource source(FakeCouch couch, Path password) {
    return new SettingSource(
        Map.of(
            "--mode",
            "couchdb",
            "--couchdb-url",
            couch.url().toString(),
            "--couchdb-user",
            "admin",
            "--couchdb-password-file",
            password.toString()),
        Map.of());
  }

  @Test
  void callsAreMadeWithTheNewestPassword() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "wrong");
    try (FakeCouch couch = couch();
        CouchServer server = new CouchServer(CouchDbReader.read(source(couch, password)))) {
      assertThat(server.get("/nothing").status()).isEqualTo(401);

      server.use(Optional.of(new CouchDb.Login("admin", "secret")));
      assertThat(server.get("/nothing").status()).isEqualTo(404);
    }
  }

  @Test
  void theFileOfThePasswordIsFollowedAndNeverTold() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Metrics metrics = new Metrics();
    try (LogLines log = LogLines.of("orchestrator.server");
        FakeCouch couch = couch();
        Reloads reloads = new Reloads(Duration.ofMillis(100), metrics.reloads())) {
      SettingSource source = source(couch, password);
      CouchDb settings = CouchDbReader.read(source);
      try (CouchStorage storage =
          CouchStorage.open(settings, folder.resolve("data"), List.of("mychannel"))) {
        storage.follow(
            settings,
            () -> CouchDbReader.read(source),
            reloads,
            new CertificateEnds(metrics.tls(), Instant::now));
        reloads.start();
        Eventually.await("it leads", () -> storage.leads("mychannel"));

        Files.writeString(password, "another\n");
        log.await("--couchdb-password-file " + password + " has changed and is taken up");
        log.await("CouchDB refuses user or password");
        Files.writeString(password, "secret\n");
        Eventually.await("it is ready again", () -> storage.all().get("mychannel").isReady());
        Files.writeString(password, "");
        log.await(
            "the old one stays in use: --couchdb-password-file " + password + ": it is empty");

        assertThat(log.with("another")).isEmpty();
        assertThat(log.with("secret")).isEmpty();
      }
    }
  }
}
