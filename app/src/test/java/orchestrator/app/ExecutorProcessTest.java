package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.executor.Execution;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import orchestrator.executor.remote.RemoteExecutor;
import orchestrator.executor.remote.RemoteSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code executor} and {@code certificate}, the first as a process. */
@Tag("slow")
class ExecutorProcessTest {
  private static final Pattern ADDRESS =
      Pattern.compile("orchestrator: executor on https? 127\\.0\\.0\\.[0-9]:([0-9]+)");

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  private void certificate(String target) {
    StringWriter error = new StringWriter();
    int code =
        Main.commandLine(Map.of(), "certificate")
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(error))
            .execute(
                "certificate", "-host", "127.0.0.1", "-target", folder.resolve(target).toString());
    assertThat(code).as(error.toString()).isZero();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "executor"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("log").toFile());
    builder.environment().put("_JAVA_SR_SIGNUM", "50");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private int portOf(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher address = ADDRESS.matcher(line);
      if (address.matches()) {
        return Integer.parseInt(address.group(1));
      }
    }
    throw new AssertionError(Files.readString(folder.resolve("log")));
  }

  private RemoteExecutor at(int port) {
    return new RemoteExecutor(
        RemoteSettings.DEFAULT
            .at(
                URI.create("https://127.0.0.1:" + port + "/v1"),
                Optional.of(
                    new RemoteSettings.Tls(
                        folder.resolve("orchestrator.pem"),
                        folder.resolve("orchestrator_key.pem"),
                        folder.resolve("executor.pem"))))
            .with(Duration.ofSeconds(20), Duration.ofMillis(100)));
  }

  private static Work shell(String script) {
    return new Work(
        "",
        0,
        "",
        "",
        "shell",
        "sh",
        List.of("-c", script),
        Map.of("a", ""),
        Map.of(),
        Optional.empty(),
        "",
        0);
  }

  private String logWith(String text) throws Exception {
    for (int i = 0; i < 6000 && !Files.readString(folder.resolve("log")).contains(text); i++) {
      Thread.sleep(10);
    }
    assertThat(folder.resolve("log")).content().contains(text);
    return Files.readString(folder.resolve("log"));
  }

  @Test
  void anExecutorRunsMovesAndEndsWithAllThatItHasStarted() throws Exception {
    certificate("executor");
    certificate("orchestrator");
    Path config = folder.resolve("config.json");
    Files.writeString(config, "{\"http\":{\"bind_address\":\"127.0.0.1\",\"bind_port\":0}}");
    Process process = start();
    BufferedReader lines = process.inputReader();
    assertThat(lines.readLine()).isEqualTo("orchestrator: executor allows nil, shell, sleep");
    int port = portOf(lines);
    Path pid = folder.resolve("pid");
    Execution running;
    try (RemoteExecutor executor = at(port)) {
      WorkResult outcome = executor.start(shell("echo a=1")).outcome().get(60, TimeUnit.SECONDS);
      assertThat(outcome.outputs()).isEqualTo(Map.of("a", "1"));
    }
    logWith("[Executor] POST /v1/tasks TaskCreate");

    int other;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      other = free.getLocalPort();
    }
    Files.writeString(
        config, "{\"http\":{\"bind_address\":\"127.0.0.1\",\"bind_port\":" + other + "}}");
    new ProcessBuilder("kill", "-USR2", "" + process.pid()).start().waitFor();
    logWith("the settings were read again; executor on 127.0.0.1:" + other);
    Files.writeString(config, "{\"http\":{\"bind_address\":\"0.0.0.0\"}}");
    new ProcessBuilder("kill", "-USR2", "" + process.pid()).start().waitFor();
    logWith("the new address would allow nil, sleep in place of nil, shell, sleep");

    try (RemoteExecutor executor = at(other)) {
      running = executor.start(shell("echo $$ > " + pid + "; sleep 1000"));
      for (int i = 0; i < 6000 && !(Files.exists(pid) && Files.size(pid) > 0); i++) {
        Thread.sleep(10);
      }
      long program = Long.parseLong(Files.readString(pid).strip());
      process.destroy();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      for (int i = 0; i < 1000 && Files.exists(Path.of("/proc", "" + program)); i++) {
        Thread.sleep(10);
      }
      assertThat(Path.of("/proc", "" + program)).doesNotExist();
      running.cancel();
    }
  }

  @Test
  void anExecutorThatCannotStartSaysWhy() throws Exception {
    Process process = start("--listen", "127.0.0.1:0");

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    logWith("orchestrator: cannot use executor.pem: there is no such file");

    Process other = start("--engines", "ansible");
    assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(other.exitValue()).isEqualTo(2);
    logWith("orchestrator: --engines names ansible; there are container, http");
  }

  @Test
  void anExecutorOnLoopbackNeedsNoCertificates() throws Exception {
    Process process = start("--insecure-loopback", "--listen", "127.0.0.1:0");
    int port = portOf(process.inputReader());

    try (RemoteExecutor executor =
        new RemoteExecutor(
            RemoteSettings.DEFAULT.at(
                URI.create("http://127.0.0.1:" + port + "/v1"), Optional.empty()))) {
      assertThat(executor.start(shell("echo a=2")).outcome().get(60, TimeUnit.SECONDS).outputs())
          .isEqualTo(Map.of("a", "2"));
    }
  }
}
