package orchestrator.e2e.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import orchestrator.e2e.harness.ServerJar;
import orchestrator.executor.fixtures.Sshd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph that users have runs as it stands, its scripts at a host that one logs in at. */
class ReleaseTrainTest {
  private static final String GRAPH = "release-train.json";

  @TempDir private Path folder;
  private Path host;
  private Sshd sshd;

  @BeforeEach
  void aHostWithTheScripts() throws Exception {
    Sshd.assumeThereIsOne();
    host = Files.createDirectory(folder.resolve("edge"));
    script("probe", "export zone=north\necho address=192.0.2.7");
    script("bind", "echo \"address=$address\" > bind.got\nexport bound_to=\"$address:8443\"");
    script("announce", "echo \"where=$where\" > announce.got");
    sshd = Sshd.startingIn(host, folder);
    try (InputStream graph = ReleaseTrainTest.class.getResourceAsStream(GRAPH)) {
      Files.copy(Objects.requireNonNull(graph), folder.resolve(GRAPH));
    }
    Files.writeString(
        folder.resolve("sshConfig.yaml"),
        """
        edge:
          host: 127.0.0.1
          port: %d
          public_key: id_ed25519.pub
          private_key: id_ed25519
          remote_user: %s
        """
            .formatted(sshd.port(), Sshd.user()));
  }

  @AfterEach
  void theHostIsGone() {
    if (sshd != null) {
      sshd.close();
    }
  }

  private void script(String name, String text) throws IOException {
    Files.writeString(host.resolve(name + ".sh"), text + "\n");
  }

  /** Runs the graph as somebody who knows these keys of hosts, and gives what is written. */
  private List<String> run(String knownHosts, int code) throws Exception {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve(".ssh"));
    Files.writeString(home.resolve(".ssh/known_hosts"), knownHosts);
    Path output = folder.resolve("output");
    Process run =
        ServerJar.start(
            folder, List.of("-Duser.home=" + home), List.of("run", GRAPH), Map.of(), output);
    try {
      assertThat(run.waitFor(2, TimeUnit.MINUTES)).as(Files.readString(output)).isTrue();
      assertThat(run.exitValue()).as(Files.readString(output)).isEqualTo(code);
    } finally {
      run.destroyForcibly();
    }
    return Files.readAllLines(output);
  }

  @Test
  void eachScriptGetsWhatTheOneBeforeHasPutOut() throws Exception {
    List<String> lines = run(sshd.knownHost(), 0);

    String time = " +success +[0-9.]+ s +1";
    String log = " +orchestrator-runs/artifacts/\\S+";
    assertThat(lines.get(0)).startsWith("NODE");
    assertThat(lines.subList(1, lines.size()))
        .satisfiesExactly(
            line ->
                assertThat(line).matches("probe" + time + " +address=192.0.2.7 zone=north" + log),
            line -> assertThat(line).matches("fetch" + time + " +digest= result=fetch_[0-9]+ *"),
            line -> assertThat(line).matches("bind" + time + " +bound_to=192.0.2.7:8443" + log),
            line -> assertThat(line).matches("unpack" + time + " +result=unpack_[0-9]+ *"),
            line -> assertThat(line).matches("announce" + time + log),
            line -> assertThat(line).matches("smoke" + time + " +result=smoke_[0-9]+ *"),
            line -> assertThat(line).matches("archive" + time + " +result=archive_[0-9]+ *"),
            line -> assertThat(line).matches("license" + time + " +result=license_[0-9]+ *"),
            line -> assertThat(line).isEqualTo("release train: success"));
    assertThat(host.resolve("bind.got")).hasContent("address=192.0.2.7");
    assertThat(host.resolve("announce.got")).hasContent("where=192.0.2.7:8443");
  }

  @Test
  void atAHostWhoseKeyIsNotKnownNoScriptRuns() throws Exception {
    List<String> lines = run("", 1);

    assertThat(lines)
        .anyMatch(line -> line.matches("probe +failure: the key of the host edge is not .*"))
        .anyMatch(line -> line.matches("bind +notrunnable .*"))
        .contains("release train: failure");
    assertThat(host.resolve("bind.got")).doesNotExist();
  }
}
