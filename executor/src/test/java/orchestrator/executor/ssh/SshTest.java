package orchestrator.executor.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.executor.Execution;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.ExecutorSettings.Allowed;
import orchestrator.executor.ExecutorSettings.Places;
import orchestrator.executor.WorkResult;
import orchestrator.executor.WorkResult.Status;
import orchestrator.executor.Works;
import orchestrator.executor.fixtures.Sshd;
import orchestrator.executor.local.LocalExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SshTest {
  private static final long BOUND_SECONDS = 60;

  @TempDir private static Path shared;
  private static Sshd sshd;

  @TempDir private Path folder;
  private Path hosts;
  private Path knownHosts;
  private LocalExecutor executor = new LocalExecutor(ExecutorSettings.DEFAULT);

  @BeforeAll
  static void startServer() throws Exception {
    Sshd.assumeThereIsOne();
    sshd = Sshd.start(shared);
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (sshd != null) {
      sshd.close();
    }
  }

  @BeforeEach
  void settings() throws Exception {
    hosts = folder.resolve("sshConfig.yaml");
    knownHosts = Files.writeString(folder.resolve("known_hosts"), sshd.knownHost());
    host("id_ed25519", "");
    use(Optional.of(knownHosts), Map.of());
  }

  @AfterEach
  void close() {
    executor.close();
  }

  private void host(String key, String more) throws Exception {
    Files.writeString(
        hosts,
        """
        test:
          host: 127.0.0.1
          port: %d
          public_key: %s/%s.pub
          private_key: %s/%s
          remote_user: %s
        %s
        """
            .formatted(sshd.port(), shared, key, shared, key, Sshd.user(), more));
  }

  private void use(Optional<Path> keys, Map<String, String> environment) {
    executor.close();
    executor =
        new LocalExecutor(
            ExecutorSettings.DEFAULT
                .with(Allowed.engines("ssh", "toscassh"))
                .with(new Places(Optional.empty(), Optional.empty(), hosts, keys, environment)));
  }

  private WorkResult run(Works works) {
    return executor
        .start(works.target("test").work())
        .outcome()
        .orTimeout(BOUND_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private Path script(String text) throws Exception {
    return Files.writeString(folder.resolve("script.sh"), text);
  }

  private static void isFailure(WorkResult outcome, String reason) {
    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason()).isEqualTo(reason);
  }

  @Test
  void sshRunsACommandInTheLoginShellOnATerminal() {
    WorkResult outcome =
        run(Works.of("ssh", "echo", "$TERM;", "stty", "size;", "a=1;", "echo", "a=$a").wants("a"));

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(outcome.log()).isEqualTo("xterm\r\n40 80\r\na=1\r\n");
    assertThat(outcome.outputs()).isEqualTo(Map.of("a", ""));
  }

  @Test
  void anExitCodeIsAFailure() {
    isFailure(run(Works.of("ssh", "exit", "3")), "it ended with exit code 3 at test");
    isFailure(run(Works.of("ssh", "no-such-program")), "it ended with exit code 127 at test");
    isFailure(run(Works.of("ssh", "kill", "-9", "$$")), "it was ended by signal KILL at test");
  }

  @Test
  void keysOfAllKindsLogIn() throws Exception {
    for (String key : List.of("id_ed25519", "id_rsa", "id_ecdsa")) {
      host(key, "");

      assertThat(run(Works.of("ssh", "true")).reason()).isEmpty();
    }
    Files.copy(shared.resolve("id_rsa"), shared.resolve("old_rsa"));
    Sshd.run(
        List.of(
            "ssh-keygen", "-q", "-p", "-m", "PEM", "-P", "", "-N", "", "-f", shared + "/old_rsa"));
    host("old_rsa", "");
    assertThat(run(Works.of("ssh", "true")).reason()).isEmpty();
  }

  @Test
  void toscasshTakesOutputsFromVariablesAndLines() throws Exception {
    Path script =
        script(
            """
            export zone="z of $address"
            echo line=first
            echo line=$plain
            unexported=1
            echo err=bad >&2
            """);

    WorkResult outcome =
        run(
            Works.of(
                    "toscassh",
                    script.toString(),
                    "address=10.0.0.1",
                    "plain=it's \"$HOME\" `x`\\",
                    "e")
                .wants("zone", "line", "unexported", "err", "address", "other"));

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.outputs())
        .isEqualTo(
            Map.of(
                "zone", "z of 10.0.0.1",
                "line", "it's \"$HOME\" `x`\\",
                "unexported", "",
                "err", "bad",
                "address", "10.0.0.1",
                "other", ""));
    assertThat(outcome.log()).contains("(the argument e is no variable, and is left out)");
  }

  @Test
  void toscasshExportsArgumentsToWhateverTheArtifactStarts() throws Exception {
    Path script = script("#!/bin/sh\nsh -c 'echo seen=$mine-$ORCHESTRATOR_ATTEMPT-$also'\n");

    assertThat(
            run(Works.of("toscassh", script.toString(), "mine=a\nb")
                    .attempt("k/1")
                    .variables(Map.of("also", "c"))
                    .wants("seen"))
                .log())
        .contains("seen=a b-k/1-c\n");
  }

  @Test
  void toscasshRunsWhatIsNoShellScriptByItsOwnInterpreter() throws Exception {
    Path script = script("#!/usr/bin/awk -f\nBEGIN { print \"seen=\" ENVIRON[\"mine\"] }\n");

    WorkResult outcome =
        run(Works.of("toscassh", script.toString(), "mine=1").wants("seen", "mine"));

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.outputs()).isEqualTo(Map.of("seen", "1", "mine", "1"));
  }

  @Test
  void toscasshFailsForAMissingArtifactAndForExitOnly() throws Exception {
    isFailure(
        run(Works.of("toscassh", folder + "/none.sh")), "it ended with exit code 127 at test");
    isFailure(
        run(Works.of("toscassh", script("exit 4").toString())),
        "it ended with exit code 4 at test");
    assertThat(run(Works.of("toscassh", script("false\n").toString())).status())
        .isEqualTo(Status.SUCCEEDED);
    assertThat(run(Works.of("toscassh", script("set -e\nfalse\n").toString())).status())
        .isEqualTo(Status.FAILED);
  }

  @Test
  void whatCannotBeALoginIsAFailure() throws Exception {
    isFailure(
        executor.start(Works.of("ssh", "true").target("elsewhere").work()).outcome().join(),
        "the host elsewhere is not in " + hosts);
    isFailure(
        executor.start(Works.of("ssh", "true").work()).outcome().join(),
        "no target is named, which must be a host in " + hosts);
    isFailure(run(Works.of("ssh", "")), "the engine ssh needs a command as the artifact");
    host("id_none", "");
    isFailure(
        run(Works.of("ssh", "true")),
        "the private key " + shared + "/id_none of the host test cannot be read");
    Files.writeString(
        hosts, "test: {host: 127.0.0.1, remote_user: x, port: " + Sshd.freePort() + "}");
    isFailure(
        run(Works.of("ssh", "true")),
        "there is no key for the host test: neither a private_key nor an agent");
    Files.writeString(
        hosts,
        "test: {host: 127.0.0.1, remote_user: x, port: 1, private_key: " + shared + "/id_rsa}");
    isFailure(run(Works.of("ssh", "true")), "the host test cannot be reached at 127.0.0.1:1");
    Files.delete(hosts);
    isFailure(run(Works.of("ssh", "true")), "there is no hosts file " + hosts);
  }

  @Test
  void aKeyThatTheHostDoesNotKnowIsAFailure() throws Exception {
    Sshd.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", shared + "/id_stranger"));
    host("id_stranger", "");

    WorkResult outcome = run(Works.of("ssh", "true"));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason())
        .startsWith("the host test does not let " + Sshd.user() + " in: No more authentication");
  }

  @Test
  void aHostWhoseKeyIsNotKnownIsRefused() throws Exception {
    String reason =
        "the key of the host test is not the one in "
            + knownHosts
            + " (setting --known-hosts, or host_key_check: off for this host)";
    Files.writeString(knownHosts, "");
    isFailure(run(Works.of("ssh", "true")), reason);
    Files.writeString(
        knownHosts,
        "[127.0.0.1]:" + sshd.port() + " " + Files.readString(shared.resolve("id_ed25519.pub")));
    isFailure(run(Works.of("ssh", "true")), reason);
    Files.delete(knownHosts);
    isFailure(run(Works.of("ssh", "true")), reason);

    host("id_ed25519", "  host_key_check: off");
    assertThat(run(Works.of("ssh", "true")).reason()).isEmpty();

    host("id_ed25519", "");
    use(Optional.empty(), Map.of());
    assertThat(run(Works.of("ssh", "true")).reason()).isEmpty();
  }

  @Test
  void theAgentsKeysLogInWhereThereIsNoFile() throws Exception {
    Matcher agent =
        Pattern.compile("SSH_AUTH_SOCK=([^;]+);.*SSH_AGENT_PID=([0-9]+);", Pattern.DOTALL)
            .matcher(Sshd.run(List.of("ssh-agent", "-s", "-a", folder + "/agent")));
    assertThat(agent.find()).isTrue();
    try {
      for (String key : List.of("id_rsa", "id_ed25519")) {
        ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", shared + "/" + key);
        add.environment().put("SSH_AUTH_SOCK", agent.group(1));
        assertThat(add.start().waitFor()).isZero();
        Files.writeString(
            hosts,
            "test: {host: 127.0.0.1, port: " + sshd.port() + ", remote_user: " + Sshd.user() + "}");
        use(Optional.of(knownHosts), new HashMap<>(Map.of("SSH_AUTH_SOCK", agent.group(1))));

        assertThat(run(Works.of("ssh", "true")).reason()).isEmpty();

        ProcessBuilder remove = new ProcessBuilder("ssh-add", "-q", "-D");
        remove.environment().put("SSH_AUTH_SOCK", agent.group(1));
        assertThat(remove.start().waitFor()).isZero();
      }
    } finally {
      ProcessHandle.of(Long.parseLong(agent.group(2))).ifPresent(ProcessHandle::destroy);
    }
  }

  private static long pidIn(Path file) throws Exception {
    for (int i = 0; i < 200 * BOUND_SECONDS; i++) {
      if (Files.exists(file) && Files.readString(file).endsWith("\n")) {
        return Long.parseLong(Files.readString(file).strip());
      }
      Thread.sleep(5);
    }
    throw new AssertionError("nothing has written " + file);
  }

  private static void hasEnded(long pid) throws Exception {
    Path stat = Path.of("/proc", "" + pid, "stat");
    for (int i = 0; i < 1000; i++) {
      try {
        if (Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("Z")) {
          return;
        }
      } catch (java.io.IOException e) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("process " + pid + " still runs");
  }

  @Test
  void aCancelKillsWhatRunsThere() throws Exception {
    for (String engine : List.of("ssh", "toscassh")) {
      Path pid = folder.resolve(engine + ".pid");
      Path script =
          script("trap '' TERM HUP INT; echo $$ > " + pid + "; while :; do sleep 0.1; done\n");
      Execution execution =
          executor.start(
              (engine.equals("ssh")
                      ? Works.of("ssh", "sh", script.toString())
                      : Works.of("toscassh", script.toString()))
                  .target("test")
                  .work());
      long process = pidIn(pid);

      long start = System.nanoTime();
      execution.cancel();
      WorkResult outcome = execution.outcome().orTimeout(BOUND_SECONDS, TimeUnit.SECONDS).join();

      assertThat(outcome.status()).isEqualTo(Status.CANCELED);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      hasEnded(process);
    }
  }

  @Test
  void aTimeOutIsAFailure() {
    isFailure(
        run(Works.of("ssh", "sleep", "100").within(Duration.ofMillis(900))),
        "it ran longer than 0.9 s");
  }

  @Test
  void whatRunsOnInTheBackgroundHoldsNothingUp() throws Exception {
    Path script = script("sleep 20 &\necho a=1\n");

    WorkResult outcome = run(Works.of("toscassh", script.toString()).wants("a"));

    assertThat(outcome.outputs()).containsEntry("a", "1");
  }

  @Test
  void aConnectionThatBreaksLeavesTheOutcomeOpen() throws Exception {
    Path pid = folder.resolve("pid");
    Execution execution =
        executor.start(
            Works.of("ssh", "echo", "$PPID", ">", pid.toString(), ";", "sleep", "100")
                .target("test")
                .work());

    ProcessHandle.of(pidIn(pid)).orElseThrow().destroyForcibly();

    WorkResult outcome = execution.outcome().orTimeout(BOUND_SECONDS, TimeUnit.SECONDS).join();
    assertThat(outcome.status()).isEqualTo(Status.LOST);
    assertThat(outcome.reason()).isEqualTo("the connection to the host test broke while it ran");
  }
}
