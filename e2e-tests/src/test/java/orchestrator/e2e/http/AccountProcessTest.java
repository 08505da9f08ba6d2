package orchestrator.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orchestrator.e2e.harness.ServerJar;
import orchestrator.e2e.harness.http.TestAccounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code account} as a process, beside a server that runs on its file. */
class AccountProcessTest {
  private static final String PATH = "/api/v1/organizations";

  @TempDir private Path folder;

  private Process begin(Path output, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("account"));
    all.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of("ORCHESTRATOR_ACCOUNTS", folder.resolve("accounts.yaml").toString());
    return ServerJar.start(List.of("-Xmx128m"), all, environment, output);
  }

  /** Runs the command with a line of standard input, and answers what it wrote. */
  private String run(String line, String... arguments) throws Exception {
    Path output = folder.resolve("output");
    Process process = begin(output, arguments);
    try {
      type(process, line);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
      return Files.readString(output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void type(Process process, String line) throws Exception {
    try (OutputStream in = process.getOutputStream()) {
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String[] add(String name) {
    return new String[] {
      "add", name, "--organization", "MyOrg1MSP", "--channel", "mychannel", "--access", "write"
    };
  }

  @Test
  void whatItDoesCountsAtARunningServer() throws Exception {
    Path accounts = folder.resolve("accounts.yaml");
    String output = run("pä:ss", add("alice"));
    assertThat(output).contains("account alice is added to ").doesNotContain("pä:ss");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(accounts)))
        .isEqualTo("rw-------");
    try (GuardedDoor door = GuardedDoor.plain(folder, accounts)) {
      List<String> old = List.of("authorization", TestAccounts.basic("alice", "pä:ss"));
      assertThat(door.get(PATH, old).statusCode()).isEqualTo(200);

      List<String> made = run("", "token", "alice", "--note", "a test").lines().toList();
      String token = made.stream().filter(line -> !line.contains(" ")).findFirst().orElseThrow();
      List<String> bearer = List.of("authorization", "Bearer " + token);
      door.awaitTakenUp(1);
      assertThat(door.get(PATH, bearer).statusCode()).isEqualTo(200);

      run("another", "password", "alice");
      door.awaitTakenUp(2);
      assertThat(door.get(PATH, old).statusCode()).isEqualTo(401);
      assertThat(
              door.get(PATH, List.of("authorization", TestAccounts.basic("alice", "another")))
                  .statusCode())
          .isEqualTo(200);
      assertThat(door.get(PATH, bearer).statusCode()).isEqualTo(200);

      String listed = run("", "tokens", "alice");
      assertThat(listed).contains("a test").doesNotContain(token);
      run("", "revoke", "alice", listed.lines().toList().get(1).split(" ", 2)[0]);
      door.awaitTakenUp(3);
      assertThat(door.get(PATH, bearer).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void processesAtOnceLoseNothing() throws Exception {
    run("secret", add("alice"));
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        processes.add(begin(folder.resolve("output" + i), "token", "alice", "--note", "no. " + i));
      }
      for (Process process : processes) {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }

    String listed = run("", "tokens", "alice");
    for (int i = 0; i < 8; i++) {
      assertThat(listed).contains("no. " + i);
    }
  }
}
