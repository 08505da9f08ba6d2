package orchestrator.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AccountCommandTest {
  @TempDir private Path folder;
  private Path path;
  private String out = "";
  private String err = "";
  private final Queue<String> typed = new ArrayDeque<>();
  private final List<String> prompts = new ArrayList<>();

  @BeforeEach
  void name() {
    path = folder.resolve("accounts.yaml");
  }

  private int run(PasswordInput passwords, Map<String, String> environment, String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        new CommandLine(new AccountCommand(environment, () -> passwords, () -> Fixtures.NOON, 4))
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(errors))
            .execute(arguments);
    out = output.toString();
    err = errors.toString();
    return code;
  }

  /** Runs it with a line of standard input. */
  private int run(String input, String... arguments) {
    return run(
        new PasswordInput(
            Optional.empty(), new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
        Map.of("ORCHESTRATOR_ACCOUNTS", path.toString()),
        arguments);
  }

  /** Runs it on a terminal where somebody types these. */
  private int type(List<String> passwords, String... arguments) {
    typed.addAll(passwords);
    return run(
        new PasswordInput(
            Optional.of(
                prompt -> {
                  prompts.add(prompt);
                  String password = typed.poll();
                  return password == null ? null : password.toCharArray();
                }),
            new ByteArrayInputStream(new byte[0])),
        Map.of("ORCHESTRATOR_ACCOUNTS", path.toString()),
        arguments);
  }

  private int add(String name, String input) {
    return run(
        input,
        "add",
        name,
        "--organization",
        "MyOrg1MSP",
        "--channel",
        "mychannel",
        "--access",
        "write");
  }

  private StoredAccount stored(String name) {
    return new AccountsFile(path).read().find(name).orElseThrow();
  }

  private boolean isPassword(String name, String password) {
    return Passwords.matches(password, stored(name).passwordHash());
  }

  @Test
  void anAccountIsAddedWithALineOfStandardInputAsItsPassword() {
    int code =
        run(
            "pä:ss word\r\nnext line",
            "add",
            "alice@example.org",
            "--organization",
            "MyOrg1MSP",
            "--channel",
            "mychannel",
            "--channel",
            "yourchannel",
            "--access",
            "read");

    assertThat(err)
        .isEqualToNormalizingNewlines("account alice@example.org is added to " + path + "\n");
    assertThat(code).isZero();
    assertThat(stored("alice@example.org").account())
        .isEqualTo(
            new Account(
                "alice@example.org",
                "MyOrg1MSP",
                new LinkedHashSet<>(List.of("mychannel", "yourchannel")),
                Access.READ));
    assertThat(isPassword("alice@example.org", "pä:ss word")).isTrue();
    assertThat(path).content().doesNotContain("pä:ss");
  }

  @Test
  void theFlagComesBeforeTheVariable() {
    Path other = folder.resolve("other.yaml");
    assertThat(
            run(
                "secret",
                "add",
                "alice",
                "--accounts",
                other.toString(),
                "--organization",
                "A",
                "--channel",
                "c",
                "--access",
                "read"))
        .isZero();
    assertThat(other).exists();
    assertThat(path).doesNotExist();
  }

  @Test
  void withoutAFileNothingIsDone() {
    PasswordInput nothing =
        new PasswordInput(Optional.empty(), new ByteArrayInputStream(new byte[0]));
    assertThat(run(nothing, Map.of(), "list")).isEqualTo(2);
    assertThat(err).startsWith("--accounts FILE is missing, and so is ORCHESTRATOR_ACCOUNTS");
  }

  @Test
  void onATerminalThePasswordIsAskedForTwice() {
    assertThat(add("alice", "old")).isZero();

    assertThat(type(List.of("new", "new"), "password", "alice")).isZero();
    assertThat(prompts).containsExactly("New password of alice: ", "The same again: ");
    assertThat(isPassword("alice", "new")).isTrue();

    assertThat(type(List.of("one", "other"), "password", "alice")).isEqualTo(1);
    assertThat(err).contains("orchestrator: the two passwords are not the same");
    assertThat(type(List.of("one"), "password", "alice")).isEqualTo(1);
    assertThat(err).contains("orchestrator: no password was given");
    assertThat(isPassword("alice", "new")).isTrue();
  }

  @Test
  void aPasswordThatCannotBeKeptIsRefused() {
    assertThat(add("alice", "")).isEqualTo(1);
    assertThat(err).contains("orchestrator: standard input has no password");
    assertThat(add("alice", "\n")).isEqualTo(1);
    assertThat(err).contains("orchestrator: the password cannot be used: it is empty");
    assertThat(add("alice", "x".repeat(73))).isEqualTo(1);
    assertThat(err).contains("it has 73 bytes in UTF-8, and bcrypt reads no more than 72");
    assertThat(add("alice", "x".repeat(100_000))).isEqualTo(1);
    assertThat(err).contains("too long");
    assertThat(path).doesNotExist();
  }

  @Test
  void aNameIsAddedOnceAndNobodyTypesAPasswordInVain() {
    assertThat(add("alice", "secret")).isZero();

    assertThat(
            type(
                List.of("other", "other"),
                "add",
                "alice",
                "--organization",
                "B",
                "--channel",
                "c",
                "--access",
                "read"))
        .isEqualTo(5);
    assertThat(err)
        .isEqualToNormalizingNewlines("orchestrator: there is an account alice already\n");
    assertThat(prompts).isEmpty();
    assertThat(isPassword("alice", "secret")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          add al:ice --organization A --channel c --access read | the name of an account has letters, digits
          add -- -x --organization A --channel c --access read  |
          add alice --organization A --channel c --access rw    | --access must be read or write, not rw
          add alice --organization é --channel c --access read  | --organization must be 1 to 128 printable characters
          add alice --organization A --channel é --access read  | --channel must be 1 to 128 printable characters
          add alice --organization A --access read              | Missing required option: '--channel=NAME'
          token alice --expires soon                            | --expires must be like 90d or 12h, not soon
          token alice --expires 0d                              | --expires must be like 90d or 12h, not 0d
          ''                                                    | account needs one of: add, list
          """)
  void wrongUseIsNamedAndTheExitCodeIsTwo(String arguments, String fault) {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");

    assertThat(run("secret", words)).isEqualTo(2);
    assertThat(err).contains(fault == null ? "" : fault);
    assertThat(path).doesNotExist();
  }

  @Test
  void accountsAreListedAndRemoved() {
    assertThat(add("alice", "a")).isZero();
    assertThat(add("bob", "b")).isZero();
    assertThat(run("", "token", "bob")).isZero();

    assertThat(run("", "list")).isZero();
    assertThat(out)
        .isEqualToNormalizingNewlines(
            """
            NAME   ORGANIZATION  CHANNELS   ACCESS  TOKENS
            alice  MyOrg1MSP     mychannel  write   0
            bob    MyOrg1MSP     mychannel  write   1
            """);

    assertThat(run("", "remove", "alice")).isZero();
    assertThat(new AccountsFile(path).read()).hasToString("[bob]");
    assertThat(run("", "remove", "alice")).isEqualTo(3);
    assertThat(err).isEqualToNormalizingNewlines("orchestrator: there is no account alice\n");
  }

  @Test
  void aTokenIsPrintedOnceAloneAndKeptAsItsHash() throws Exception {
    assertThat(add("alice", "a")).isZero();

    assertThat(run("", "token", "alice", "--note", "a note", "--expires", "90d")).isZero();
    String token = out.strip();
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    StoredToken stored = stored("alice").tokens().get(0);
    assertThat(stored)
        .isEqualTo(
            new StoredToken(
                stored.id(),
                Tokens.sha256(token),
                Fixtures.NOON,
                Optional.of(Fixtures.NOON.plusSeconds(90 * 86_400L)),
                Optional.of("a note")));
    assertThat(Files.readString(path)).doesNotContain(token);

    assertThat(run("", "token", "alice")).isZero();
    assertThat(out.strip()).isNotEqualTo(token);
    assertThat(run("", "tokens", "alice")).isZero();
    assertThat(out)
        .doesNotContain(token)
        .containsPattern(stored.id() + "  2026-11-29T12:00:00Z  2027-02-27T12:00:00Z  a note\\R")
        .containsPattern("  2026-11-29T12:00:00Z  never\\R");
  }

  @Test
  void aTokenIsRevoked() {
    assertThat(add("alice", "a")).isZero();
    assertThat(run("", "token", "alice")).isZero();
    assertThat(run("", "token", "alice")).isZero();
    List<StoredToken> tokens = stored("alice").tokens();

    assertThat(run("", "revoke", "alice", tokens.get(0).id())).isZero();
    assertThat(stored("alice").tokens()).containsExactly(tokens.get(1));
    assertThat(run("", "revoke", "alice", tokens.get(0).id())).isEqualTo(3);
    assertThat(err).contains("orchestrator: account alice has no token " + tokens.get(0).id());
    assertThat(run("", "revoke", "bob", "x")).isEqualTo(3);
    assertThat(err).contains("orchestrator: there is no account bob");
  }

  @Test
  void whatTheCommandWroteLetsItsUserIn() {
    assertThat(add("alice", "pa:ss")).isZero();
    assertThat(run("", "token", "alice")).isZero();
    String token = out.strip();
    try (AccountsWatch watch = new AccountsWatch(new AccountsFile(path), Duration.ZERO);
        Authenticator authenticator = new Authenticator(watch, () -> Fixtures.NOON)) {
      for (String header : List.of(Fixtures.basic("alice", "pa:ss"), "Bearer " + token)) {
        assertThat(authenticator.authenticate(header, InetAddress.getLoopbackAddress()).join())
            .isInstanceOf(Authentication.Authenticated.class);
      }
    }
  }

  @Test
  void helpIsThereForEachOfThem() {
    for (String command :
        List.of("add", "list", "password", "remove", "token", "tokens", "revoke")) {
      assertThat(run("", command, "--help")).as(command).isZero();
      assertThat(out).as(command).startsWith("Usage: account " + command);
    }
  }
}
