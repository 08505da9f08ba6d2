package orchestrator.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills real processes in the middle of runs. */
@Tag("slow")
@Timeout(400)
class ProcessesTest {
  private static final int RUNS = 15;

  /** Ports that the system gives to nobody who connects, so that they stay free in between. */
  private static final int FIRST_PORT = 20_000;

  private static final int END_OF_PORTS = 32_000;

  @TempDir Path folder;

  private final List<Process> processes = new ArrayList<>();

  private Process start(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path quiet = folder.resolve("logback.xml");
    Files.writeString(quiet, "<configuration><root level='ERROR'/></configuration>");
    command.add("-Dlogback.configurationFile=" + quiet);
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(ShopProcess.class.getName());
    command.addAll(List.of(args));
    Path errors = folder.resolve("errors" + processes.size());
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    processes.add(process);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.equals("ready")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new AssertionError(
          "it ended with %d: %s".formatted(process.waitFor(), Files.readString(errors)));
    }
    // Nobody reads on, and a full pipe must not stop the process.
    Thread reader = new Thread(() -> lines.lines().forEach(any -> {}), "reader");
    reader.setDaemon(true);
    reader.start();
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : processes) {
      kill(process);
    }
  }

  private static String freeAddress() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, END_OF_PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return "127.0.0.1:" + socket.getLocalPort();
      } catch (BindException e) {
        // Taken: try another one.
      }
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void noRunIsLostWhenServicesAndOrchestratorAreKilled() throws Exception {
    Path done = folder.resolve("done");
    Path ended = folder.resolve("ended");
    String services = freeAddress();
    String flows = freeAddress();
    String[] serve = {"services", services, done.toString()};
    Process first = start(serve);
    Process orchestrator =
        start("flows", flows, ended.toString(), "http://" + services, Integer.toString(RUNS));

    Shop.await("all have begun", () -> counts(done, "reserve") >= RUNS);
    Shop.await("some are on their way", () -> counts(done, "card") >= 4);
    kill(first);
    Process second = start(serve);
    int before = lines(done).size();
    Shop.await("they go on", () -> lines(done).size() > before + 10);

    kill(orchestrator);
    // The runs are not started here: what the services have kept is enough.
    start("flows", flows, ended.toString(), "http://" + services, "0");
    Shop.await("all have ended", () -> runs(ended).size() == RUNS);

    assertThat(runs(ended))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, RUNS).mapToObj(i -> "run" + i + " FINISHED").toList());
    assertThat(second.isAlive()).isTrue();
    assertThat(counts(done, "send")).isGreaterThanOrEqualTo(RUNS);
  }

  private static long counts(Path file, String what) {
    return lines(file).stream().filter(line -> line.startsWith(what + " ")).count();
  }

  private static Set<String> runs(Path ended) {
    return new TreeSet<>(lines(ended));
  }
}
