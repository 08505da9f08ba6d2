package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orchestrator.e2e.harness.LedgerJars;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ProcessOutcome;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.api.Party;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the processes leave in the folder for temporary files, and what they need of it. */
class TemporaryFilesTest extends OwnServer {
  /** How RocksDB's library is called on a machine of the usual kind. */
  private static final String LIBRARY = "librocksdbjni-linux64.so";

  private static final String BESIDE_THE_JAR = "/app/target/orchestrator.native/";

  private Path temporary;

  @BeforeEach
  void makeFolder() throws IOException {
    temporary = Files.createDirectory(folder.resolve("temporary"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerLeavesNothing(boolean killed) throws Exception {
    ServerProcess server = start(settings(temporary));
    newMember(server, ONE).register(plan("plan"));
    assertThat(in(temporary)).isEmpty();

    if (killed) {
      server.kill();
    } else {
      assertThat(server.stop()).isZero();
    }

    assertThat(in(temporary)).isEmpty();
    assertThat(in(settings().data()).map(Path::getFileName).map(Path::toString))
        .containsExactlyInAnyOrder("channels", "format", "holder");
  }

  @Test
  void aLoadGeneratorLeavesNothing() throws Exception {
    ServerProcess server = start(settings(temporary));
    List<String> bench =
        List.of("bench", "write", "--duration=1", "--warmup=0", "--target=" + server.target());

    ProcessOutcome outcome = ProcessOutcome.of(bench, variables(temporary));

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(in(temporary)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNetworkAndItsChaincodesLeaveNothing(boolean killed) throws Exception {
    Path log = folder.resolve("network.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            LedgerJars.loopback().toString(),
            "--chaincode",
            LedgerJars.chaincode().toString(),
            "--folder",
            folder.resolve("network").toString());
    builder.environment().putAll(variables(temporary));
    Process network = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    List<ProcessHandle> all = List.of();
    try {
      Waiting waiting = new Waiting(Duration.ofSeconds(60));
      while (!Files.readString(log).contains("fabric-loopback: identities")) {
        assertThat(waiting.isOver()).as(Files.readString(log)).isFalse();
        waiting.pause();
      }
      all = network.descendants().toList();
      assertThat(all).hasSize(2);
      if (killed) {
        all.forEach(ProcessHandle::destroyForcibly);
        network.destroyForcibly();
      } else {
        network.getOutputStream().close();
      }
      assertThat(network.waitFor(60, TimeUnit.SECONDS)).isTrue();
      all.forEach(chaincode -> chaincode.onExit().join());
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
      network.destroyForcibly();
    }

    assertThat(in(temporary)).isEmpty();
  }

  @Test
  void whatAStartThatWasKilledHasLeftIsRemovedAndNeverLoaded() throws Exception {
    Path left = Files.createDirectories(settings().data().resolve("orchestrator-native-1"));
    Files.writeString(left.resolve(LIBRARY), "cut off");
    Files.writeString(settings().data().resolve("format"), "1\n");

    newMember(start(settings(temporary)), ONE).register(plan("plan"));

    assertThat(left).doesNotExist();
  }

  @Test
  void aLibraryThatSomebodyHasPutThereIsNotLoaded() throws Exception {
    Path foreign = Files.writeString(temporary.resolve(LIBRARY), "of another");

    newMember(start(settings(temporary)), ONE).register(plan("plan"));

    assertThat(in(temporary)).containsExactly(foreign);
  }

  @Test
  void theLibraryThatTheBuildHasLeftBesideTheJarIsLoaded() throws Exception {
    assertThat(mapped(start(settings()))).contains(BESIDE_THE_JAR);
  }

  @Test
  void aLibraryThatCannotBeLoadedIsUnpackedAnew() throws Exception {
    Path cutOff = Files.createDirectory(folder.resolve("native"));
    Files.writeString(cutOff.resolve("librocksdbjnijni-linux64.so"), "cut off");
    ServerProcess server =
        start(settings().withVariable("JDK_JAVA_OPTIONS", "-Dorchestrator.native=" + cutOff));

    assertThat(newMember(server, ONE).register(plan("plan")).getOwner()).isEqualTo(ONE);
    assertThat(mapped(server)).contains("/orchestrator-native-").doesNotContain(BESIDE_THE_JAR);
  }

  /** The files that a process has mapped, as Linux tells them. */
  private static String mapped(ServerProcess server) throws IOException {
    Path maps = Path.of("/proc", String.valueOf(server.pid()), "maps");
    assumeTrue(Files.exists(maps), "this system shows what a process has mapped");
    return Files.readString(maps);
  }

  @Test
  void aTemporaryFolderThatIsMissingIsNotNeeded() throws Exception {
    Party one = newMember(start(settings(folder.resolve("missing"))), ONE);

    assertThat(one.register(plan("plan")).getOwner()).isEqualTo(ONE);
  }

  /** Needs the right to mount a small file system, as root has it. */
  @ParameterizedTest
  @ValueSource(strings = {"ro", "noexec"})
  void aTemporaryFolderThatIsReadOnlyOrCannotBeRunFromIsNotNeeded(String option) throws Exception {
    mount(temporary, option);

    newMember(start(settings(temporary)), ONE).register(plan("plan"));

    assertThat(in(temporary)).isEmpty();
  }

  @Test
  void whereTheDataCannotBeRunFromTheTemporaryFolderIsTakenAndLeftEmpty() throws Exception {
    mount(Files.createDirectories(settings().data()), "noexec");

    newMember(start(settings(temporary)), ONE).register(plan("plan"));

    assertThat(in(temporary)).isEmpty();
  }

  @Test
  void whereNothingCanBeRunFromASentenceSaysWhatToSet() throws Exception {
    mount(Files.createDirectories(settings().data()), "noexec");
    mount(temporary, "noexec");
    ServerSettings nowhere =
        settings()
            .withVariable(
                "JDK_JAVA_OPTIONS",
                "-Dorchestrator.native=none -Djava.io.tmpdir="
                    + temporary
                    + " -Duser.home="
                    + folder.resolve("missing"));

    ProcessOutcome outcome = ProcessOutcome.of(nowhere);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.lines().stream().filter(line -> !line.startsWith("NOTE:")))
        .singleElement()
        .asString()
        .contains(
            "set JAVA_OPTS=-Djava.io.tmpdir=FOLDER to a folder to write and run from",
            settings().data().toString(),
            temporary.toString());
    assertThat(in(temporary)).isEmpty();
  }

  private ServerSettings settings(Path temporaryFiles) {
    Map.Entry<String, String> variable = variables(temporaryFiles).entrySet().iterator().next();
    return settings().withVariable(variable.getKey(), variable.getValue());
  }

  /** With which a JVM keeps its temporary files there, and unpacks RocksDB's library. */
  private static Map<String, String> variables(Path temporaryFiles) {
    return Map.of(
        "JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporaryFiles + " -Dorchestrator.native=none");
  }

  private void mount(Path where, String option) throws Exception {
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=64m," + option, "tmpfs", where.toString()),
        "a file system can be mounted");
    // Lazily, since the server is ended after this.
    closing(() -> succeeds("umount", "--lazy", where.toString()));
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private static Stream<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    }
  }
}
